import { CHART_WORKLOADS, OCTAVIA_INGRESS_RESOURCES, type Requests } from "../../constructs/chart-workloads";
import type { CHARTS } from "../../constructs/charts";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { cpuMilli, memoryMiB } from "../../constructs/kit/node-allocatable";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";
import { magnumPods } from "./magnum-pods";
import { plus, total, type Resources } from "./resources";

/** A pod of the platform that any worker can run. */
export interface PlatformPod {
  /** Name of its workload. */
  readonly name: string;
  /** What it requests. */
  readonly requests: Resources;
}

/** The platform's own pods. */
export interface PlatformPods {
  /** One of each on every worker. */
  readonly daemons: readonly PlatformPod[];
  /** Each once, on any worker. */
  readonly floating: readonly PlatformPod[];
}

/**
 * Every pod that Magnum and the platform stack make, but for Spark's drivers and executors.
 *
 * @param project - checked project
 * @param site - its site
 */
export function platformPods(project: PlatformData, site: Site): PlatformPods {
  const { driver, networkDriver } = site.magnum;
  const magnum = magnumPods({
    driver,
    networkDriver: networkDriver ?? MAGNUM_DRIVER_TRAITS[driver].networkDrivers[0]!,
    labels: project.cluster.labels ?? {},
  });
  const charts = installedCharts(project, site).map(({ chart, values }) => chartPods(chart, values));
  const controller = { name: "octavia-ingress-controller", requests: podOf([OCTAVIA_INGRESS_RESOURCES.requests]) };
  return {
    daemons: [
      ...magnum.filter(({ count }) => count === undefined).map(({ name, requests }) => ({ name, requests: podOf([requests]) })),
      ...charts.flatMap(({ daemons }) => daemons),
    ],
    floating: [
      ...magnum.flatMap(({ name, count = 0, requests }) => repeat({ name, requests: podOf([requests]) }, count)),
      ...charts.flatMap(({ floating }) => floating),
      ...(project.ingress?.kind === "octavia" ? [controller] : []),
    ],
  };
}

type ChartName = keyof typeof CHARTS;
type Values = Readonly<Record<string, unknown>>;

/** The charts that the platform stack installs, with the values that a project lays over ours. */
function installedCharts({ storage, ingress, spark }: PlatformData, site: Site): { chart: ChartName; values: Values }[] {
  const { installsCinderCsi, installsManilaNfs } = MAGNUM_DRIVER_TRAITS[site.magnum.driver];
  const { block, shared } = storage;
  const isNfs = shared !== undefined && site.shareTypes[shared.shareType]?.protocol === "NFS";
  const charts: [ChartName, boolean, Values | undefined][] = [
    ["cinderCsi", block !== undefined && (block.installDriver ?? !installsCinderCsi), block?.values],
    ["snapshotController", block?.snapshotClass !== undefined, undefined],
    ["cephCsiCephFs", shared !== undefined && !isNfs, undefined],
    ["csiDriverNfs", isNfs && !installsManilaNfs, undefined],
    ["manilaCsi", shared !== undefined && !(isNfs && installsManilaNfs), shared?.values],
    ["traefik", ingress?.kind === "traefik", ingress?.values],
    ["sparkOperator", spark !== undefined, spark?.values],
  ];
  return charts.flatMap(([chart, isInstalled, values = {}]) => (isInstalled ? [{ chart, values }] : []));
}

function chartPods(chart: ChartName, values: Values): PlatformPods {
  const daemons: PlatformPod[] = [];
  const floating: PlatformPod[] = [];
  for (const { name, kind, replicas, containers } of CHART_WORKLOADS[chart]) {
    const requests = podOf(containers.map((container) => ({ ...container.requests, ...requestsIn(values, container.value) })));
    if (kind === "DaemonSet") daemons.push({ name, requests });
    else floating.push(...repeat({ name, requests }, Number(at(values, replicas?.value) ?? replicas?.count ?? 1)));
  }
  return { daemons, floating };
}

/** What the containers of a pod request together. */
function podOf(containers: readonly Requests[]): Resources {
  const requests = containers.map(({ cpu = 0, memory = 0 }) => ({ cpu: cpuMilli(cpu), memory: memoryMiB(memory), pods: 0, volumes: 0 }));
  return plus(total(requests), { cpu: 0, memory: 0, pods: 1, volumes: 0 });
}

/** Kubernetes takes a limit for the request where that is missing. */
function requestsIn(values: Values, path: string | undefined): Requests {
  const { requests, limits } = (at(values, path) ?? {}) as { requests?: Requests; limits?: Requests };
  return { ...limits, ...requests };
}

function at(values: Values, path: string | undefined): unknown {
  return path?.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}

function repeat(pod: PlatformPod, count: number): PlatformPod[] {
  return Array.from({ length: count }, () => pod);
}
