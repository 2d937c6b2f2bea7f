import { CHART_WORKLOADS } from "../../constructs/charts";
import type { ChartWorkload, Requests } from "../../constructs/kit/chart";
import { cpuMilli, memoryMiB } from "../../constructs/kit/node-allocatable";
import { valueAt } from "../../constructs/kit/value-at";
import { installedCharts, PARTS } from "../parts";
import type { PlatformData } from "../schema/project";
import { clusterPods } from "./cluster-pods";
import type { Site } from "../schema/site";
import { NOTHING, plus, total, type Resources } from "./resources";

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
 * Every pod that the cloud and the platform stack make, but for Spark's drivers and executors.
 *
 * @param project - checked project
 * @param site - its site
 */
export function platformPods(project: PlatformData, site: Site): PlatformPods {
  const brought = clusterPods(project, site);
  const parts = Object.values(PARTS);
  const made = [
    ...installedCharts(project, site).map(({ chart, values = {} }) => podsOf(CHART_WORKLOADS[chart], values)),
    ...parts.map((part) => podsOf(part.pods?.(project, site) ?? [], {})),
  ];
  return {
    daemons: [
      ...brought.filter(({ count }) => count === undefined).map(({ name, requests }) => ({ name, requests: podOf([requests]) })),
      ...made.flatMap(({ daemons }) => daemons),
    ],
    floating: [
      ...brought.flatMap(({ name, count = 0, requests }) => repeat({ name, requests: podOf([requests]) }, count)),
      ...made.flatMap(({ floating }) => floating),
    ],
  };
}

type Values = Readonly<Record<string, unknown>>;

function podsOf(workloads: readonly ChartWorkload[], values: Values): PlatformPods {
  const daemons: PlatformPod[] = [];
  const floating: PlatformPod[] = [];
  for (const { name, kind, replicas, containers } of workloads) {
    const requests = podOf(containers.map((container) => ({ ...container.requests, ...requestsIn(values, container.value) })));
    if (kind === "DaemonSet") daemons.push({ name, requests });
    else floating.push(...repeat({ name, requests }, Number(valueAt(values, replicas?.value) ?? replicas?.count ?? 1)));
  }
  return { daemons, floating };
}

/** What the containers of a pod request together. */
function podOf(containers: readonly Requests[]): Resources {
  const requests = containers.map(({ cpu = 0, memory = 0 }) => ({ ...NOTHING, cpu: cpuMilli(cpu), memory: memoryMiB(memory) }));
  return plus(total(requests), { ...NOTHING, pods: 1 });
}

/** Kubernetes takes a limit for the request where that is missing. */
function requestsIn(values: Values, path: string | undefined): Requests {
  const { requests, limits } = (valueAt(values, path) ?? {}) as { requests?: Requests; limits?: Requests };
  return { ...limits, ...requests };
}

function repeat(pod: PlatformPod, count: number): PlatformPod[] {
  return Array.from({ length: count }, () => pod);
}
