import { HUB_RESOURCES, PROXY_RESOURCES } from "../../constructs/jupyter-hub/charts";
import { cpuMilli, memoryMiB } from "../../constructs/kit/node-allocatable";
import { DEFAULT_OVERHEAD_FACTOR, largestHeapGiB } from "../../constructs/spark/spark-conf";
import { VOLUMES_PER_NODE } from "../../constructs/digitalocean-storage/volume-classes";
import type { PlatformData } from "../schema/project";
import type { Capacity, JobCapacity, WorkerGroup } from "./model";
import type { Amount, Stage } from "../parts";
import { sumOf, type QuotaField } from "./needs";
import { perNode } from "./packing";
import type { KafkaCapacity } from "./kafka";
import type { CephCapacity } from "./rook";
import type { MonitoringCapacity } from "./monitoring";
import type { NotebookCapacity } from "./notebooks";
import { minus, NOTHING, plus, times, total, within } from "./resources";
import { executorShapes } from "./shapes";

/** Part of a quota that should be left when all nodes are there: an upgrade takes further ones. */
const SPARE_FOR_UPGRADE = 0.15;
/** Part of a node that may stay unused. */
const UNUSED_SHARE = 1 / 3;
/**
 * Root disk in GiB below which images and logs were seen to fill it.
 *
 * @see https://github.com/wfau/gaia-dmp (notes of the deployment with Cluster API: 100 GB for control planes, 200 GB for workers)
 */
const SMALLEST_ROOT_DISK_GIB = 100;

/** Part of a droplet's disk in GiB that is taken to be images and logs. */
const DISK_FOR_IMAGES_GIB = 20;

/** Something that cannot fit, or fits but will hurt. */
export interface Finding {
  /** An error is refused, a warning is shown. */
  readonly severity: "error" | "warning";
  /** Keys that lead to the field. */
  readonly path: readonly PropertyKey[];
  /** What is wrong, with the sum written out, and what would do. */
  readonly message: string;
}

/**
 * Finds what does not fit into a project, and what will hurt.
 *
 * @param project - checked project
 * @param capacity - what it needs and has
 */
export function capacityFindings(project: PlatformData, capacity: Capacity): Finding[] {
  return [
    ...capacity.jobs.flatMap((job, index) => jobFindings(job, project, isFirst(capacity.jobs, index))),
    ...(capacity.notebooks ? notebookFindings(capacity.notebooks) : []),
    ...(capacity.kafka ? kafkaFindings(capacity.kafka) : []),
    ...(capacity.ceph ? cephFindings(capacity.ceph) : []),
    ...(capacity.monitoring ? monitoringFindings(capacity.monitoring) : []),
    ...namespaceQuotaFindings(project, capacity),
    ...platformFindings(capacity),
    ...quotaFindings(project.quota, (stage, field) => capacity.needs[stage][field]),
    ...(capacity.isScratchOnNodes ? scratchFindings(project, capacity) : []),
    ...(capacity.hasBootVolumes ? diskFindings(capacity.groups) : []),
  ];
}

/** Jobs of the same size have the same findings; the first says them. */
function isFirst(jobs: readonly JobCapacity[], index: number): boolean {
  const key = ({ job }: JobCapacity): string => JSON.stringify([job.path, job.driver, job.executor]);
  return jobs.findIndex((other) => key(other) === key(jobs[index]!)) === index;
}

function jobFindings(capacity: JobCapacity, project: PlatformData, isNew: boolean): Finding[] {
  if (!isNew) return [];
  const factor = project.spark?.memoryOverheadFactor ?? DEFAULT_OVERHEAD_FACTOR;
  const pods = [podFinding(capacity, "driver", factor), podFinding(capacity, "executor", factor)].filter((found) => found !== undefined);
  if (pods.length > 0) return pods;
  return [...countFindings(capacity), ...wasteFindings(capacity, factor)];
}

/** A pod that no node of its group can hold, so that no autoscaler helps. */
function podFinding({ job, group }: JobCapacity, role: "driver" | "executor", factor: number): Finding | undefined {
  const { path, size, requests } = job[role];
  const { room, name, flavor } = group;
  if (requests.cpu > room.cpu) {
    return error(
      [...path, "cores"],
      `must be at most ${Math.floor(room.cpu / 1000)} on a node of group '${name}': ${describeRoom(group, "cpu")}, got ${size.cores}`,
    );
  }
  if (requests.memory > room.memory) {
    const fits = largestHeapGiB(room.memory, factor);
    return error(
      [...path, "memoryGiB"],
      `must be at most ${fits} on a node of group '${name}' (${flavor}): ${size.memoryGiB} GiB with overhead are ${requests.memory} MiB, ` +
        `${describeRoom(group, "memory")}, got ${size.memoryGiB}`,
    );
  }
  return undefined;
}

function countFindings({ job, group, executors, verdict, perNode: each }: JobCapacity): Finding[] {
  if (verdict === "fits") return [];
  const { max } = group.nodes;
  const { guaranteed, possible } = executors.max;
  const sum = `${max} nodes of ${each} executors each beside the driver (${describePerNode(job.executor.requests, group)})`;
  const nodes = nodesFor(job.executors, { job, group });
  const grow = `${formatField(group)} to ${nodes}`;
  if (verdict === "does not fit") {
    return [
      error(
        job.path,
        `must be at most ${possible}, got ${job.executors}: group '${group.name}' has at its largest ${sum}; lower it, or raise ${grow}`,
      ),
    ];
  }
  return [
    warning(
      job.path,
      `is ${job.executors}, of which ${Math.min(guaranteed, job.executors)} run whatever the scheduler does first: pods of the platform ` +
        `may stand on the same nodes; group '${group.name}' has at its largest ${sum}; lower it, or raise ${grow}`,
    ),
  ];
}

/** Fewest nodes on which so many executors run beside their driver. */
function nodesFor(executors: number, { job, group }: Pick<JobCapacity, "job" | "group">): number {
  const each = perNode(group.room, job.executor.requests);
  const besideDriver = perNode(minus(group.room, job.driver.requests), job.executor.requests);
  return Math.max(group.nodes.max + 1, Math.ceil((executors - besideDriver) / each) + 1);
}

function formatField({ path, isAutoscaled }: WorkerGroup): string {
  const field = isAutoscaled ? "max" : "count";
  return `${path
    .map((key) => (typeof key === "number" ? `[${key}]` : String(key)))
    .join(".")
    .replace(".[", "[")}.${field}`;
}

function wasteFindings({ job, group, perNode: each }: JobCapacity, factor: number): Finding[] {
  const left = minus(group.room, times(job.executor.requests, each));
  const wasted = (["cpu", "memory"] as const).filter((dimension) => left[dimension] > group.room[dimension] * UNUSED_SHARE);
  if (wasted.length === 0) return [];
  const [best] = executorShapes(group.room, factor);
  const unused = wasted.map((dimension) =>
    dimension === "cpu" ? `${left.cpu / 1000} of ${group.room.cpu / 1000} cores` : `${left.memory} of ${group.room.memory} MiB of memory`,
  );
  const advice = best
    ? `; ${best.cores} cores and ${best.memoryGiB} GiB would leave ${best.unusedCores} cores and ${best.unusedMemoryMiB} MiB`
    : "";
  return [
    warning(
      job.executor.path,
      `leaves ${unused.join(" and ")} of each node of group '${group.name}' unused with ${each} ${each === 1 ? "executor" : "executors"} on it${advice}`,
    ),
  ];
}

/** Everybody can have the default size, and knows beforehand whether everybody can have another. */
function notebookFindings({ users, group, sizes }: NotebookCapacity): Finding[] {
  const path = ["notebooks", "users"];
  const fits = ({ name, perNode: each, requests }: (typeof sizes)[number]): string =>
    `group '${group.name}' has at its largest ${group.nodes.max} nodes of ${each} notebooks of size '${name}' each ` +
    `(${group.room.cpu}m / ${requests.cpu}m CPU, ${group.room.memory} / ${requests.memory} MiB)`;
  const [first, ...others] = sizes;
  if (first!.verdict === "does not fit") {
    return [
      error(
        path,
        `must be at most ${first!.possible}, got ${users}: ${fits(first!)}, and beside them stand the platform's pods and the largest job of that ` +
          `group; lower it, or raise ${formatField(group)}, or give notebooks a node group of their own`,
      ),
    ];
  }
  const ordered =
    first!.verdict === "depends on the order"
      ? [warning(path, `is ${users}, which run only if others leave them room: ${fits(first!)}; lower it, or raise ${formatField(group)}`)]
      : [];
  const small = others.filter(({ possible }) => possible < users);
  return [
    ...ordered,
    ...small.map((size) => warning(path, `is ${users}, of whom ${size.possible} can have size '${size.name}': ${fits(size)}`)),
  ];
}

/** No two brokers share a node; a drained one waits for a node without another broker. */
function kafkaFindings({ brokers, group, requests, verdict }: KafkaCapacity): Finding[] {
  const path = ["kafka", "brokers", "count"];
  const { max } = group.nodes;
  const sum =
    `${brokers} brokers of ${requests.cpu}m CPU and ${requests.memory} MiB want a node of group '${group.name}' each, which has at its largest ` +
    `${max} of ${group.room.cpu}m and ${group.room.memory} MiB`;
  const grow = `${formatField(group)} to ${Math.max(brokers, max + 1)}`;
  if (brokers > max) return [error(path, `must be at most ${max}, got ${brokers}: ${sum}; lower it, or raise ${grow}`)];
  if (!within(requests, group.room)) {
    return [
      error(
        ["kafka", "brokers", "nodeGroup"],
        `must be a group whose nodes hold a broker beside the DaemonSets: ${sum}; lower cores or memoryGiB`,
      ),
    ];
  }
  if (verdict === "fits") return [];
  return [
    warning(
      path,
      `is ${brokers}, which run only if others leave them room: ${sum}; give brokers a node group of their own, or raise ${grow}`,
    ),
  ];
}

/** Its nodes must hold all of it at all times: without some of its daemons Ceph stops, and with it whatever has volumes of it. */
function cephFindings({ daemons, group, requests, verdict }: CephCapacity): Finding[] {
  if (verdict === "fits") return [];
  const path = ["storage", "rook", "nodeGroup"];
  const { min } = group.nodes;
  const parts = daemons.map(({ name, count }) => `${count} ${count === 1 ? name.replace(/s\b/, "") : name}`).join(", ");
  const sum =
    `Ceph's ${parts} request ${requests.cpu}m CPU and ${requests.memory} MiB, and beside the DaemonSets group '${group.name}' has at its smallest ` +
    `${min} x ${group.room.cpu}m and ${group.room.memory} MiB`;
  const grow = `raise ${formatField(group).replace(/max$/, "min")}, or use a larger flavor`;
  if (verdict === "does not fit") return [error(path, `cannot hold Ceph: ${sum}; ${grow}, or lower cores and memoryGiB of storage.rook`)];
  return [warning(path, `holds Ceph only if others leave it room: ${sum}; ${grow}, or give Ceph a node group of its own`)];
}

/** The number of series is an estimate, and a full disk loses the oldest samples only: nothing is refused. */
function monitoringFindings({ series, inMemory, intervalSeconds, days, disk, memory }: MonitoringCapacity): Finding[] {
  const sum = `about ${sumOf(series)} series, ${sumText(series)}`;
  const found: Finding[] = [];
  if (days.held < days.wanted) {
    const fewer = days.held > 0 ? `, or lower monitoring.retentionDays to ${days.held}` : "";
    found.push(
      warning(
        ["monitoring", "disk", "sizeGiB"],
        `is ${disk.sizeGiB}, which holds about ${days.held} of ${days.wanted} days, and then the oldest samples go: ${sum}, have a sample every ` +
          `${intervalSeconds} s; raise it to ${disk.neededGiB}${fewer}`,
      ),
    );
  }
  if (memory.requested < memory.needed) {
    const limit = memory.limit < memory.needed ? `, and limits.memory beside it to "${memory.needed}Mi"` : "";
    found.push(
      warning(
        ["monitoring", "values", "prometheus", "prometheusSpec", "resources", "requests", "memory"],
        `is ${memory.requested} MiB, but ${sum}, are ${inMemory} in memory with those of pods that have ended, which take about ` +
          `${memory.needed} MiB; set it to "${memory.needed}Mi"${limit}`,
      ),
    );
  }
  return found;
}

/** Kubernetes refuses the pods of a job beyond the quota of its namespace; the job then waits for ever. */
function namespaceQuotaFindings({ spark, notebooks: hub }: PlatformData, { jobs, notebooks }: Capacity): Finding[] {
  const quota = spark?.quota;
  if (!quota) return [];
  const users = notebooks ? times(notebooks.sizes[0]!.requests, notebooks.users) : NOTHING;
  const own = hub
    ? total(
        [HUB_RESOURCES, PROXY_RESOURCES].map(({ requests: { cpu, memory } }) => ({
          ...NOTHING,
          cpu: cpuMilli(cpu),
          memory: memoryMiB(memory),
          pods: 1,
        })),
      )
    : NOTHING;
  const beside = plus(users, own);
  const largest = (of: (job: JobCapacity["job"]) => number): number => Math.max(0, ...jobs.map(({ job }) => of(job)));
  const needs = {
    cores: largest(({ driver, executor, executors }) => (driver.requests.cpu + executors * executor.requests.cpu + beside.cpu) / 1000),
    memoryGiB: Math.ceil(
      largest(({ driver, executor, executors }) => driver.requests.memory + executors * executor.requests.memory + beside.memory) / 1024,
    ),
    pods: largest(({ executors }) => executors + 1) + beside.pods,
    scratchGiB: largest(({ executors }) => executors * spark.scratch.sizeGiB),
  };
  return (Object.keys(needs) as (keyof typeof needs)[])
    .filter((field) => needs[field] > quota[field])
    .map((field) =>
      error(
        ["spark", "quota", field],
        `must be at least ${needs[field]}, which the largest job with its driver and all its executors ${hub ? "beside the hub and all notebooks " : ""}needs, got ${quota[field]}; ` +
          `raise it, or lower spark.executors.max${hub ? " or notebooks.users" : ""}`,
      ),
    );
}

function platformFindings({ platformVerdict, platform, groups }: Capacity): Finding[] {
  const pods = platform.floating.length;
  const cpu = platform.floating.reduce((sum, { requests }) => sum + requests.cpu, 0);
  const memory = platform.floating.reduce((sum, { requests }) => sum + requests.memory, 0);
  const needs = `the platform's own ${pods} pods request ${cpu}m CPU and ${memory} MiB`;
  const has = (stage: "min" | "max"): string =>
    groups
      .map(({ name, nodes, room }) => `${nodes[stage]} x ${name} with ${Math.max(0, room.cpu)}m and ${Math.max(0, room.memory)} MiB`)
      .join(", ");
  const path = ["cluster", "workers"];
  if (platformVerdict.max === "does not fit") {
    return [
      error(
        path,
        `cannot hold the platform: ${needs}, and beside the DaemonSets there are ${has("max")}; use a larger flavor or more nodes`,
      ),
    ];
  }
  if (platformVerdict.min === "does not fit") {
    return [warning(path, `holds the platform only after the autoscaler has added nodes: ${needs}, and at first there are ${has("min")}`)];
  }
  if (platformVerdict.max === "depends on the order") {
    return [
      warning(
        path,
        `holds the platform only if Spark leaves it room: ${needs}, and beside the DaemonSets there are ${has("max")}; use a larger flavor or more nodes`,
      ),
    ];
  }
  return [];
}

function quotaFindings(quota: PlatformData["quota"], partsOf: (stage: Stage, field: QuotaField) => readonly Amount[]): Finding[] {
  if (!quota) return [];
  return (Object.entries(quota) as [QuotaField, number][]).flatMap(([field, limit]) => {
    if (limit === -1) return [];
    const [atMax, atUpgrade] = [partsOf("max", field), partsOf("upgrade", field)];
    const path = ["quota", field];
    if (sumOf(atMax) > limit) {
      return [
        error(
          path,
          `is ${limit}, but with all nodes there ${sumOf(atMax)} are needed: ${sumText(atMax)}; lower max or count of a node group, or ask for more`,
        ),
      ];
    }
    if (sumOf(atUpgrade) > limit) {
      return [
        warning(
          path,
          `is ${limit}, but an upgrade with all nodes there needs ${sumOf(atUpgrade)}: ${sumText(atUpgrade)}; scale down before it`,
        ),
      ];
    }
    if (limit - sumOf(atMax) < limit * SPARE_FOR_UPGRADE && sumOf(atUpgrade) > sumOf(atMax)) {
      return [
        warning(
          path,
          `is ${limit}, of which ${limit - sumOf(atMax)} are left with all nodes there: ${sumText(atMax)} are ${sumOf(atMax)}; an upgrade takes ${sumOf(atUpgrade) - sumOf(atMax)} more`,
        ),
      ];
    }
    return [];
  });
}

/** Writes a sum with its parts, the largest first. */
export function sumText(parts: readonly Amount[]): string {
  const sorted = parts.filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount);
  const shown = sorted.slice(0, 6).map(({ what, amount }) => `${amount} (${what})`);
  const rest = sorted.slice(6);
  return [...shown, ...(rest.length > 0 ? [`${sumOf(rest)} (${rest.length} others)`] : [])].join(" + ");
}

/** Executors on a node share its disk with images and logs. */
function scratchFindings({ spark }: PlatformData, { jobs }: Capacity): Finding[] {
  const { sizeGiB } = spark!.scratch;
  const [most] = [...jobs].sort((a, b) => b.perNode - a.perNode);
  if (!most || most.perNode === 0) return [];
  const { perNode: executors, group } = most;
  const largest = Math.floor((group.rootDiskGiB - DISK_FOR_IMAGES_GIB) / executors);
  if (sizeGiB > largest) {
    return [
      error(
        ["spark", "scratch", "sizeGiB"],
        `must be at most ${Math.max(0, largest)}: scratch is on the disks of nodes here, of ${group.rootDiskGiB} GiB with ${group.flavor}, which ` +
          `${executors} executors share beside ${DISK_FOR_IMAGES_GIB} GiB of images and logs, got ${sizeGiB}; use a size of droplets with a larger disk`,
      ),
    ];
  }
  return [
    warning(
      ["spark", "scratch", "storageClass"],
      `stays unused for scratch here, because a node attaches ${VOLUMES_PER_NODE} volumes at most: executors have up to ${sizeGiB} GiB on the disk of their node`,
    ),
  ];
}

function diskFindings(groups: readonly WorkerGroup[]): Finding[] {
  const small = groups.filter(({ rootDiskGiB, nodes }) => nodes.max > 0 && rootDiskGiB < SMALLEST_ROOT_DISK_GIB);
  if (small.length === 0) return [];
  const disks = small.map(({ name, flavor, rootDiskGiB }) => `'${name}' (${flavor}) ${rootDiskGiB} GiB`).join(", ");
  return [
    warning(
      ["cluster", "labels"],
      `should set boot_volume_size to ${SMALLEST_ROOT_DISK_GIB} or more: images and logs fill the root disks of group ${disks}`,
    ),
  ];
}

function describeRoom({ allocatable, room, flavor }: WorkerGroup, dimension: "cpu" | "memory"): string {
  const unit = dimension === "cpu" ? "m" : " MiB";
  const daemons = allocatable[dimension] - room[dimension];
  return (
    `${room[dimension]}${unit} are left of ${flavor}` +
    (daemons > 0 ? ` (allocatable ${allocatable[dimension]}${unit} less ${daemons}${unit} for DaemonSets)` : "")
  );
}

function describePerNode(executor: JobCapacity["job"]["executor"]["requests"], { room }: WorkerGroup): string {
  const gpus = executor.gpus > 0 ? `, ${room.gpus} / ${executor.gpus} GPUs` : "";
  return `${room.cpu}m / ${executor.cpu}m CPU, ${room.memory} / ${executor.memory} MiB${gpus}`;
}

function error(path: readonly PropertyKey[], message: string): Finding {
  return { severity: "error", path, message };
}

function warning(path: readonly PropertyKey[], message: string): Finding {
  return { severity: "warning", path, message };
}
