import { CEPH_CSI_CHARTS } from "../../constructs/kit/ceph-csi-charts";
import { after, before, type Change } from "../plan/changes";

const CHARTS: readonly unknown[] = [CEPH_CSI_CHARTS.cephCsiRbd.chart, CEPH_CSI_CHARTS.cephCsiCephFs.chart];
const DRIVERS: unknown = CEPH_CSI_CHARTS.cephCsiDrivers.chart;

/**
 * Says what a move of one of Ceph's CSI drivers between its chart and the operator does to pods that have volumes.
 *
 * @param change - a change
 * @see https://github.com/ceph/ceph-csi-operator/blob/v1.0.4/docs/migration.md
 */
export function cephRemarks(change: Change): string[] {
  if (change.resource.type !== "helm_release" || change.kind !== "replace") return [];
  const [from, to] = [before(change)["chart"], after(change)["chart"]];
  const stays =
    "volumes and mounts by the kernel stay; until the new driver runs, pods that start wait for their volumes; " +
    "**mounts by fuse and nbd end**: drain what uses them first";
  if (CHARTS.includes(from) && to === DRIVERS) return [stays];
  if (from !== DRIVERS || !CHARTS.includes(to)) return [];
  return [stays, "**Helm refuses this** until the CSIDriver that the operator leaves is deleted: `kubectl get csidriver` has its name"];
}
