import { cephPods, type CephPods } from "../../constructs/rook-ceph/ceph-pods";
import { rookSettings } from "../parts/rook";
import type { PlatformData } from "../schema/project";
import type { JobCapacity, Verdict, WorkerGroup } from "./model";
import { isAlwaysPlaced } from "./packing";
import { NOTHING, times, total, within, type Resources } from "./resources";

/** Equal daemons of Ceph. */
export interface CephDaemons extends Pick<CephPods, "name" | "count" | "perNode"> {
  /** What each requests. */
  readonly requests: Resources;
}

/** A Ceph cluster on the nodes of its group. */
export interface CephCapacity {
  /** The group. */
  readonly group: WorkerGroup;
  /** Its daemons. */
  readonly daemons: readonly CephDaemons[];
  /** What all of them request together. */
  readonly requests: Resources;
  /** Whether all are placed with the group at its fewest nodes: in any order, in some order, or never. */
  readonly verdict: Verdict;
}

/**
 * What the daemons of Ceph request.
 *
 * @param project - checked project
 * @param nodes - number of nodes of their group
 * @returns none if the project has no Ceph cluster inside its cluster
 */
export function cephDaemons(project: PlatformData, nodes: number): CephDaemons[] {
  const settings = rookSettings(project);
  return (settings ? cephPods(settings, nodes) : []).map(({ name, count, perNode, cpu, memory, hasVolume }) => ({
    name,
    count,
    perNode,
    requests: { ...NOTHING, cpu, memory, pods: 1, volumes: hasVolume ? 1 : 0 },
  }));
}

/**
 * Works out whether each daemon of Ceph finds a node with the fewest nodes that the group has: it never has fewer data for fewer nodes.
 *
 * @param project - checked project
 * @param group - node group of the daemons
 * @param others - pods that may stand there: of the platform, brokers and notebooks
 * @param jobs - jobs of the same group
 */
export function cephCapacity(
  project: PlatformData,
  group: WorkerGroup,
  others: readonly Resources[],
  jobs: readonly JobCapacity[],
): CephCapacity {
  const nodes = group.nodes.min;
  const daemons = cephDaemons(project, nodes);
  const requests = total(daemons.map((each) => times(each.requests, each.count)));
  const isPossible = daemons.every((each) => within(each.requests, group.room)) && within(requests, times(group.room, nodes));
  // Most that can come together on one node: a node that holds it refuses none, whatever stands where.
  const bundle = total(daemons.map((each) => times(each.requests, each.perNode)));
  const node = { count: 1, room: group.room };
  const isSure =
    jobs.length === 0
      ? isAlwaysPlaced(bundle, node, others)
      : jobs.every(({ job: { driver, executor, executors } }) =>
          isAlwaysPlaced(bundle, node, [...others, driver.requests], { each: executor.requests, count: executors }),
        );
  return { group, daemons, requests, verdict: !isPossible ? "does not fit" : isSure ? "fits" : "depends on the order" };
}

/**
 * Daemons of Ceph that stand on the nodes of a group.
 *
 * @param project - checked project
 * @param group - the group
 */
export function daemonsOn(project: PlatformData, group: WorkerGroup): Resources[] {
  if (project.storage.rook?.nodeGroup !== group.name) return [];
  return cephDaemons(project, group.nodes.max).flatMap(({ requests, count }) => repeat(requests, count));
}

function repeat(requests: Resources, count: number): Resources[] {
  return Array.from({ length: count }, () => requests);
}
