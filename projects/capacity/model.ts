import { effectiveLabels } from "../../constructs/kit/effective-label";
import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import type { Stage } from "../parts";
import { templateLabels } from "../parts/template-labels";
import type { PlatformData } from "../schema/project";
import type { DigitalOceanSite, Site } from "../schema/site";
import { allocatableAt, scratchIsOnNodes, volumesPerNode } from "../cloud";
import { SYSTEM_POOL } from "../../constructs/digitalocean-cluster/cluster-checks";
import { bootVolumeGiB, needsOf, type Needs } from "./needs";
import { brokerRequests, kafkaCapacity, type KafkaCapacity } from "./kafka";
import { monitoringCapacity, type MonitoringCapacity } from "./monitoring";
import { notebookCapacity, notebookRequests, type NotebookCapacity } from "./notebooks";
import { executorsOnEach, isAlwaysPlaced, perNode, type Executors, type Nodes } from "./packing";
import { cephCapacity, daemonsOn, type CephCapacity } from "./rook";
import { platformPods, type PlatformPods } from "./platform-pods";
import { minus, plus, times, total, within, type Resources } from "./resources";
import { sparkJobs, type SparkJob } from "./spark-jobs";

/** A group of workers. */
export interface WorkerGroup {
  /** Field of the group. */
  readonly path: readonly PropertyKey[];
  /** Name in Magnum. */
  readonly name: string;
  /** Flavor of its nodes. */
  readonly flavor: string;
  /** Fewest, first and largest number of nodes. */
  readonly nodes: { readonly min: number; readonly count: number; readonly max: number };
  /** Whether the autoscaler changes that number. */
  readonly isAutoscaled: boolean;
  /** Whether its nodes are tainted, so that the platform's own pods keep off. */
  readonly isTainted: boolean;
  /** What the scheduler can give to pods of one node. */
  readonly allocatable: Resources;
  /** What is left of it beside the DaemonSets. */
  readonly room: Resources;
  /** Root disk in GiB. */
  readonly rootDiskGiB: number;
}

/** A job on the nodes of its group. */
export interface JobCapacity {
  /** The job. */
  readonly job: SparkJob;
  /** The group; undefined where the project names one that is not there. */
  readonly group: WorkerGroup;
  /** Executors that fit on an empty node. */
  readonly perNode: number;
  /** Executors beside the driver, with the group at its fewest, first and largest number of nodes. */
  readonly executors: { readonly min: Executors; readonly count: Executors; readonly max: Executors };
  /** Whether all its pods run at the largest number of nodes: in any order, in some order, or in none. */
  readonly verdict: Verdict;
}

/** Whether pods are placed: whatever their order, in some order, or never. */
export type Verdict = "fits" | "depends on the order" | "does not fit";

/** What a project needs, and what it has. */
export interface Capacity {
  /** Groups of workers. */
  readonly groups: readonly WorkerGroup[];
  /** The platform's own pods. */
  readonly platform: PlatformPods;
  /** Whether these are placed with the groups at their fewest and at their largest numbers of nodes. */
  readonly platformVerdict: { readonly min: Verdict; readonly max: Verdict };
  /** Spark's jobs, each alone in the cluster. */
  readonly jobs: readonly JobCapacity[];
  /** Notebooks; undefined where the project has none. */
  readonly notebooks: NotebookCapacity | undefined;
  /** Brokers of Kafka; undefined where the project has none. */
  readonly kafka: KafkaCapacity | undefined;
  /** Daemons of Ceph; undefined where the project has no Ceph cluster inside its cluster. */
  readonly ceph: CephCapacity | undefined;
  /** Series of Prometheus, with its disk and memory; undefined where the project has no monitoring. */
  readonly monitoring: MonitoringCapacity | undefined;
  /** Whether a label gives nodes a root disk of another size. */
  readonly hasBootVolumes: boolean;
  /** Whether scratch of executors is on the disks of their nodes. */
  readonly isScratchOnNodes: boolean;
  /** What is taken of the quota. */
  readonly needs: Readonly<Record<Stage, Needs>>;
}

/**
 * Works out what fits into a project.
 *
 * @param project - checked project, whose flavors and node groups exist
 * @param site - its site
 */
export function capacityOf(project: PlatformData, site: Site): Capacity {
  const platform = platformPods(project, site);
  const groups = workerGroups(project, site, platform);
  const isScratchOnNodes = scratchIsOnNodes(project, site);
  const jobs = sparkCapacity(project, groups, platform, isScratchOnNodes);
  const own = platform.floating.map(({ requests }) => requests);
  const notebooks = notebooksOf(project, groups, own, jobs);
  const kafka = kafkaOf(project, groups, own, jobs);
  const ceph = cephOf(project, groups, own, jobs);
  const standing = (group: WorkerGroup): Resources[] => [
    ...Array.from({ length: kafka?.group === group ? kafka.brokers : 0 }, () => kafka!.requests),
    ...daemonsOn(project, group),
  ];
  const atMax = placingOfPlatform(groups, own, jobs, notebooks, standing, "max");
  const isScaled = groups.some(({ isAutoscaled }) => isAutoscaled);
  return {
    groups,
    platform,
    platformVerdict: { min: isScaled ? placingOfPlatform(groups, own, jobs, notebooks, standing, "min") : atMax, max: atMax },
    jobs,
    notebooks,
    kafka,
    ceph,
    monitoring: monitoringCapacity(project, site, { groups, platform, jobs, notebooks, kafka, ceph }),
    isScratchOnNodes,
    hasBootVolumes: site.kind === "openstack",
    needs: {
      min: needsOf(project, site, "min"),
      max: needsOf(project, site, "max"),
      upgrade: needsOf(project, site, "upgrade"),
    },
  };
}

function workerGroups(project: PlatformData, site: Site, { daemons }: PlatformPods): WorkerGroup[] {
  const { cluster, nodeGroups } = project;
  const labels = site.kind === "openstack" ? effectiveLabels({ ...cluster, labels: templateLabels(cluster, site) }) : {};
  const daemonSets = total(daemons.map(({ requests }) => requests));
  const workers = {
    path: ["cluster", "workers"],
    name: "default-worker",
    flavor: cluster.workers.flavor,
    nodes: nodeGroupBounds(cluster.workers),
    isTainted: false,
    labels: {},
  };
  const others = nodeGroups.map((group, index) => ({
    path: ["nodeGroups", index],
    name: group.name,
    flavor: group.flavor,
    nodes: nodeGroupBounds(group),
    isTainted: (group.taints ?? []).some(({ effect }) => effect !== "PreferNoSchedule"),
    labels: group.labels,
  }));
  const system = site.kind === "digitalocean" ? [systemPool(site)] : [];
  return [workers, ...others, ...system].flatMap(({ labels: ofGroup, ...group }) => {
    const flavor = site.flavors[group.flavor];
    if (!flavor) return [];
    const allocatable = { ...allocatableAt(flavor, site, labels), volumes: volumesPerNode(site), gpus: flavor.gpus };
    return [
      {
        ...group,
        isAutoscaled: group.nodes.min < group.nodes.max,
        allocatable,
        room: minus(allocatable, daemonSets),
        rootDiskGiB: (site.kind === "openstack" && bootVolumeGiB(project, site, ofGroup)) || flavor.diskGiB,
      },
    ];
  });
}

/** The pool that comes with a cluster: the platform's own pods may stand there too. */
function systemPool({ systemPool: { flavor, count } }: DigitalOceanSite) {
  return {
    path: ["cluster", "workers"],
    name: SYSTEM_POOL,
    flavor,
    nodes: { min: count, count, max: count },
    isTainted: false,
    labels: {},
  };
}

function sparkCapacity(
  project: PlatformData,
  groups: readonly WorkerGroup[],
  { floating }: PlatformPods,
  isScratchOnNodes: boolean,
): JobCapacity[] {
  const { spark, notebooks } = project;
  const group = groups.find(({ name }) => name === spark?.nodeGroup);
  if (!spark || !group) return [];
  const isShared = notebooks !== undefined && (notebooks.nodeGroup ?? spark.nodeGroup) === group.name;
  const users = isShared ? Array.from({ length: notebooks.users }, () => notebookRequests(notebooks.sizes[0]!, notebooks.home)) : [];
  const others = [...(group.isTainted ? [] : floating.map(({ requests }) => requests)), ...users, ...standingOn(group, project)];
  return sparkJobs(spark, isScratchOnNodes).map((job) => jobCapacity(job, group, others));
}

function jobCapacity(job: SparkJob, group: WorkerGroup, others: readonly Resources[]): JobCapacity {
  const { driver, executor } = job;
  const { min: fewest, count: first, max: most } = group.nodes;
  const [min, count, max] = executorsOnEach([fewest, first, most], group.room, executor.requests, driver.requests, others);
  const executors = { min: min!, count: count!, max: max! };
  const nodes = { count: group.nodes.max, room: group.room };
  const isSure =
    job.executors <= executors.max.guaranteed &&
    isAlwaysPlaced(driver.requests, nodes, others, { each: executor.requests, count: job.executors });
  return {
    job,
    group,
    perNode: perNode(group.room, executor.requests),
    executors,
    verdict: job.executors > executors.max.possible ? "does not fit" : isSure ? "fits" : "depends on the order",
  };
}

function notebooksOf(
  project: PlatformData,
  groups: readonly WorkerGroup[],
  platform: readonly Resources[],
  jobs: readonly JobCapacity[],
): NotebookCapacity | undefined {
  const { notebooks, spark } = project;
  const group = groups.find(({ name }) => name === (notebooks?.nodeGroup ?? spark?.nodeGroup));
  if (!notebooks || !group) return undefined;
  const sharing = jobs.filter((job) => job.group === group);
  return notebookCapacity(notebooks, group, [...(group.isTainted ? [] : platform), ...standingOn(group, project)], sharing);
}

/** Brokers and daemons of Ceph that stand on the nodes of a group. */
function standingOn(group: WorkerGroup, project: PlatformData): Resources[] {
  return [...brokersOn(group, project), ...daemonsOn(project, group)];
}

function brokersOn({ name }: WorkerGroup, { kafka }: PlatformData): Resources[] {
  return kafka?.brokers.nodeGroup === name ? Array.from({ length: kafka.brokers.count }, () => brokerRequests(kafka)) : [];
}

/** Notebooks that stand on the nodes of a group. */
function usersOn({ name }: WorkerGroup, { notebooks, spark }: PlatformData): Resources[] {
  if (!notebooks || (notebooks.nodeGroup ?? spark?.nodeGroup) !== name) return [];
  return Array.from({ length: notebooks.users }, () => notebookRequests(notebooks.sizes[0]!, notebooks.home));
}

function cephOf(
  project: PlatformData,
  groups: readonly WorkerGroup[],
  platform: readonly Resources[],
  jobs: readonly JobCapacity[],
): CephCapacity | undefined {
  const group = groups.find(({ name }) => name === project.storage.rook?.nodeGroup);
  if (!group) return undefined;
  const others = [...(group.isTainted ? [] : platform), ...brokersOn(group, project), ...usersOn(group, project)];
  const sharing = jobs.filter((job) => job.group === group);
  return cephCapacity(project, group, others, sharing);
}

function kafkaOf(
  project: PlatformData,
  groups: readonly WorkerGroup[],
  platform: readonly Resources[],
  jobs: readonly JobCapacity[],
): KafkaCapacity | undefined {
  const { kafka } = project;
  const group = groups.find(({ name }) => name === kafka?.brokers.nodeGroup);
  if (!kafka || !group) return undefined;
  const others = [...(group.isTainted ? [] : platform), ...usersOn(group, project), ...daemonsOn(project, group)];
  const sharing = jobs.filter((job) => job.group === group);
  return kafkaCapacity(kafka, group, others, sharing);
}

function placingOfPlatform(
  groups: readonly WorkerGroup[],
  pods: readonly Resources[],
  jobs: readonly JobCapacity[],
  notebooks: NotebookCapacity | undefined,
  standing: (group: WorkerGroup) => Resources[],
  stage: "min" | "max",
): Verdict {
  const nodes = groups
    .filter(({ isTainted }) => !isTainted)
    .map((group): Nodes & { group: WorkerGroup } => ({ group, count: group.nodes[stage], room: group.room }));
  const all = nodes.reduce((sum, { count, room }) => plus(sum, times(room, count)), times(total([]), 0));
  const hasRoom = (pod: Resources): boolean => nodes.some(({ count, room }) => count > 0 && within(pod, room));
  if (!pods.every(hasRoom) || !within(total(pods), all)) return "does not fit";
  const isSure = (pod: Resources, index: number): boolean => {
    const platform = pods.filter((_, other) => other !== index);
    return nodes.some(({ group, ...here }) => {
      const others = [...platform, ...standing(group)];
      const job = jobs.find((candidate) => candidate.group === group)?.job;
      const users = notebooks?.group === group ? { each: notebooks.sizes[0]!.requests, count: notebooks.users } : undefined;
      if (!job) return isAlwaysPlaced(pod, here, others, users);
      const besides = [...others, job.driver.requests, ...Array.from({ length: users?.count ?? 0 }, () => users!.each)];
      return isAlwaysPlaced(pod, here, besides, { each: job.executor.requests, count: job.executors });
    });
  };
  // Equal pods, of which there are many that request nothing, have equal answers.
  const key = ({ cpu, memory }: Resources): string => `${cpu} ${memory}`;
  const distinct = [...new Map(pods.map((pod, index) => [key(pod), index])).values()];
  return distinct.every((index) => isSure(pods[index]!, index)) ? "fits" : "depends on the order";
}
