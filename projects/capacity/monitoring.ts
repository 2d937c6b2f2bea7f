import { memoryMiB } from "../../constructs/kit/node-allocatable";
import { valueAt } from "../../constructs/kit/value-at";
import { PROMETHEUS_RESOURCES } from "../../constructs/monitoring/charts";
import { diskGiBFor, retentionSizeMiB } from "../../constructs/monitoring/monitoring-settings";
import type { Amount } from "../parts";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";
import type { Capacity } from "./model";
import { sumOf } from "./needs";

type Monitoring = NonNullable<PlatformData["monitoring"]>;

/**
 * Series of what is scraped, in round numbers. docs/constructs/monitoring.md says which were counted on something that ran, and which were not.
 *
 * @see https://github.com/prometheus-community/helm-charts/blob/kube-prometheus-stack-88.5.3/charts/kube-prometheus-stack/values.yaml (metricRelabelings, without which there are more)
 */
const SERIES = {
  apiServer: 22_000,
  kubelet: 1900,
  nodeExporter: 1000,
  pod: 200,
  executor: 41,
  broker: 7300,
  partition: 20,
  rest: 10_000,
} as const;

/** Bytes of a sample on the disk: the more of the one or two that Prometheus' documentation names. */
const SAMPLE_BYTES = 2;
/** Bytes of a series in memory, half as much again as were measured without queries. */
const SERIES_BYTES = 4096;
/** Hours of samples in memory; a pod that ends leaves its series there so long. Pods of jobs are taken to live an hour. */
const HOURS_IN_MEMORY = 3;
/** Blocks of the disk span up to a tenth of the days, 31 at most, and go when all of their samples are too old. */
const BLOCK = { part: 0.1, days: 31 } as const;

const MIB = 2 ** 20;
const DAY_SECONDS = 86_400;
const UNIT_SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: DAY_SECONDS };

/** Nodes, and what is on them. */
type Placed = Pick<Capacity, "groups" | "platform" | "jobs" | "notebooks" | "kafka" | "ceph">;

/** What Prometheus sees and has room for. */
export interface MonitoringCapacity {
  /** Series with all nodes there and full of pods, by what they are of. */
  readonly series: readonly Amount[];
  /** Series in memory, with those of pods that have ended. */
  readonly inMemory: number;
  /** Seconds between two samples of a series. */
  readonly intervalSeconds: number;
  /** Days that samples are to stay, and whole days of them that the disk holds. */
  readonly days: { readonly wanted: number; readonly held: number };
  /** Size of the disk in GiB, and the smallest that holds all days. */
  readonly disk: { readonly sizeGiB: number; readonly neededGiB: number };
  /** Memory in MiB: what these series need, what is requested, and the limit. */
  readonly memory: { readonly needed: number; readonly requested: number; readonly limit: number };
}

/**
 * Estimates the series of a project, and what they need of Prometheus' disk and memory.
 *
 * @param project - checked project
 * @param site - its site
 * @param capacity - its nodes, and the pods on them
 * @returns undefined where it has no monitoring
 * @see https://prometheus.io/docs/prometheus/latest/storage/#operational-aspects
 */
export function monitoringCapacity(project: PlatformData, site: Site, capacity: Placed): MonitoringCapacity | undefined {
  const { monitoring } = project;
  if (!monitoring) return undefined;
  const { disk, retentionDays } = monitoring;
  const jobPods = podsOfJobs(capacity);
  const series = seriesOf(project, site, capacity, jobPods);
  const intervalSeconds = scrapeSeconds(monitoring);
  const mibPerDay = (sumOf(series) * (DAY_SECONDS / intervalSeconds) * SAMPLE_BYTES) / MIB;
  const neededMiB = mibPerDay * daysOnDisk(retentionDays);
  const heldMiB = retentionSizeMiB(disk);
  const inMemory = sumOf(series) + (HOURS_IN_MEMORY - 1) * jobPods * (SERIES.pod + SERIES.executor);
  return {
    series,
    inMemory,
    intervalSeconds,
    days: { wanted: retentionDays, held: neededMiB <= heldMiB ? retentionDays : wholeDays(heldMiB / mibPerDay) },
    disk: { sizeGiB: disk.sizeGiB, neededGiB: diskGiBFor(neededMiB) },
    memory: { needed: Math.ceil((inMemory * SERIES_BYTES) / MIB), ...memoryOf(monitoring) },
  };
}

function seriesOf(
  { cluster, kafka, monitoring }: PlatformData,
  site: Site,
  { groups, platform, notebooks, kafka: brokers, ceph }: Placed,
  jobPods: number,
): Amount[] {
  const { nodeExporter, values } = monitoring!;
  const workers = groups.reduce((sum, { nodes }) => sum + nodes.max, 0);
  // At DigitalOcean they are no nodes of the cluster.
  const controlPlanes = site.kind === "openstack" ? cluster.controlPlane.count : 0;
  const nodes = workers + controlPlanes;
  const pods =
    platform.floating.length +
    platform.daemons.length * nodes +
    jobPods +
    (notebooks?.users ?? 0) +
    (brokers?.brokers ?? 0) +
    (ceph?.daemons ?? []).reduce((sum, { count }) => sum + count, 0);
  const partitions = (kafka?.topics ?? []).reduce((sum, topic) => sum + (topic.partitions ?? kafka!.partitions), 0);
  const hasApiServer = valueAt(values ?? {}, "kubeApiServer.enabled") !== false;
  const of = (count: number, what: string, each: number): Amount[] =>
    count === 0 ? [] : [{ what: `${count} ${what}${count === 1 ? "" : "s"}`, amount: count * each }];
  return [
    ...of(hasApiServer ? Math.max(1, controlPlanes) : 0, "API server", SERIES.apiServer),
    ...of(nodes, "node", SERIES.kubelet + (nodeExporter ? SERIES.nodeExporter : 0)),
    ...of(pods, "pod", SERIES.pod),
    ...of(jobPods, "executor", SERIES.executor),
    ...of(brokers?.brokers ?? 0, "broker", SERIES.broker),
    ...of(partitions, "partition", SERIES.partition),
    { what: "what watches, and rules", amount: SERIES.rest },
  ];
}

/** A driver for each job, and as many executors as the nodes of their group hold; a driver is an executor to Spark's own numbers. */
function podsOfJobs({ jobs }: Pick<Capacity, "jobs">): number {
  return jobs.length + Math.max(0, ...jobs.map(({ executors }) => executors.max.possible));
}

/** Days of samples that are on the disk at the most. */
function daysOnDisk(retentionDays: number): number {
  return retentionDays + Math.min(retentionDays * BLOCK.part, BLOCK.days);
}

/** Most whole days of retention, for which no more than so many are on the disk. */
function wholeDays(held: number): number {
  return Math.floor(Math.max(held / (1 + BLOCK.part), held - BLOCK.days));
}

/** How often all is scraped, of which the chart's value is one number with a unit or several. */
function scrapeSeconds({ values = {} }: Monitoring): number {
  const interval = valueAt(values, "prometheus.prometheusSpec.scrapeInterval") as string | undefined;
  const parts = [...(interval ?? "60s").matchAll(/(\d+)(ms|s|m|h|d)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNIT_SECONDS[unit!]!, 0) || 60;
}

function memoryOf({ values = {} }: Monitoring): { requested: number; limit: number } {
  const amount = (field: "requests" | "limits"): number =>
    memoryMiB(
      (valueAt(values, `prometheus.prometheusSpec.resources.${field}.memory`) as string | undefined) ?? PROMETHEUS_RESOURCES[field].memory,
    );
  return { requested: amount("requests"), limit: amount("limits") };
}
