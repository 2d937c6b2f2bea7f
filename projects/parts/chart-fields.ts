import { CHARTS } from "../../constructs/charts";
import { PARTS } from "./index";

/** Field of a project's file by which each chart comes into a cluster. */
const FIELDS: Readonly<Record<keyof typeof CHARTS, string>> = {
  cinderCsi: "storage.block",
  snapshotController: "storage.block",
  manilaCsi: "storage.shared",
  csiDriverNfs: "storage.shared",
  cephCsiCephFs: "storage.shared or storage.ceph",
  cephCsiRbd: "storage.ceph",
  cephCsiOperator: "storage.shared, storage.ceph or storage.rook",
  cephCsiDrivers: "storage.shared, storage.ceph or storage.rook",
  rookOperator: "storage.rook",
  rookCluster: "storage.rook",
  rookOperator119: "storage.rook",
  rookCluster119: "storage.rook",
  traefik: "ingress",
  sparkOperator: "spark",
  jupyterHub: "notebooks",
  strimziOperator: "kafka",
  kubePrometheusStack: "monitoring",
};

/**
 * Field of a project's file by which a chart comes into a cluster.
 *
 * @param chart - name of the chart
 * @returns undefined if no part of a project installs it
 */
export function chartField(chart: string): string | undefined {
  const key = (Object.keys(FIELDS) as (keyof typeof CHARTS)[]).find((name) => CHARTS[name].chart === chart);
  return key && FIELDS[key];
}

/** A driver is one for the whole cluster: its CSIDriver has one name, whatever its release is called. */
const DRIVERS = new Set(
  Object.values(PARTS)
    .flatMap(({ destroyedLast }) => destroyedLast?.charts ?? [])
    .map((key): string => CHARTS[key].chart),
);

/**
 * Whether a cluster can have one release of a chart only, wherever it is.
 *
 * @param chart - name of the chart
 */
export function isClusterDriver(chart: string): boolean {
  return DRIVERS.has(chart);
}
