import type { NodeAllocatable } from "../contracts";
import type { MagnumDriver } from "../contracts/magnum-driver";
import { composedNameProblem } from "../kit/composed-names";
import { storageClassNameProblem, type CloudTypes } from "../kit/driver-objects";
import { nameProblem } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";
import { cephPods } from "./ceph-pods";
import { BUCKET_CLASS } from "./names";
import type { RookCephSettings } from "./rook-ceph-settings";

/** What decides whether a Ceph cluster can be as it is wanted. */
export interface RookCephMeans extends CloudTypes {
  /** Name of the node group. */
  readonly nodeGroup: string;
  /** Fewest nodes that it has at any time; undefined where that is not known. */
  readonly nodes: number | undefined;
  /** What pods can have of a node of that group; undefined where that is not known. */
  readonly allocatable: Pick<NodeAllocatable, "cpu" | "memory"> | undefined;
  /** Magnum driver of the cluster, where it has one. */
  readonly driver: MagnumDriver | undefined;
}

/**
 * Finds what cannot work in a Ceph cluster.
 *
 * @param settings - what it is to be
 * @param means - where it is to be
 */
export function rookCephProblems(settings: RookCephSettings, means: RookCephMeans): SettingProblem[] {
  return [...countProblems(settings, means), ...nameProblems(settings, means), ...sizeProblems(settings, means)];
}

function countProblems(settings: RookCephSettings, { nodes, nodeGroup }: RookCephMeans): SettingProblem[] {
  const { monitors, osds, replicas, blockPools, fileSystems, objectStore } = settings;
  const problems: SettingProblem[] = [];
  if (monitors.count % 2 === 0) {
    const message = `must be odd, because more than half of the monitors must agree, got ${monitors.count}; use count ${monitors.count - 1}`;
    problems.push({ path: ["monitors", "count"], message });
  }
  if (osds.count < replicas) {
    const message = `must be at least ${replicas}, one for each of the replicas, got ${osds.count}`;
    problems.push({ path: ["osds", "count"], message });
  }
  if (blockPools.length + fileSystems.length === 0 && !objectStore) {
    problems.push({
      path: ["blockPools"],
      message: "must have a pool, or there must be fileSystems or objectStore: nothing uses it else, got none",
    });
  }
  const needed = [
    { field: ["monitors", "count"], count: monitors.count, what: "monitors" },
    { field: ["replicas"], count: replicas, what: "copies of all data" },
  ];
  for (const { field, count, what } of needed) {
    if (nodes === undefined || count <= nodes) continue;
    const message = `must be at most ${nodes}, the fewest nodes of group '${nodeGroup}', because no two ${what} are on one node, got ${count}; lower it, or give the group more`;
    problems.push({ path: field, message });
  }
  return problems;
}

function nameProblems({ blockPools, fileSystems, objectStore }: RookCephSettings, { driver, ...types }: RookCephMeans): SettingProblem[] {
  const seen = new Set<string>([BUCKET_CLASS]);
  const classes = [["blockPools", blockPools] as const, ["fileSystems", fileSystems] as const].flatMap(([field, list]) =>
    list.flatMap(({ name }, index): SettingProblem[] => {
      const twice = seen.has(name) ? `must be unique, got '${name}' twice` : undefined;
      seen.add(name);
      const ofDriver = driver && storageClassNameProblem(name, driver, types);
      const message = nameProblem("label", name, 40) ?? ofDriver ?? twice;
      return message === undefined ? [] : [{ path: [field, index, "name"], message }];
    }),
  );
  if (!objectStore) return classes;
  const message =
    nameProblem("service", objectStore.name) ??
    composedNameProblem(objectStore.name, [{ what: "the Service of its gateways", form: "rook-ceph-rgw-<name>", added: 14, limit: 63 }]);
  return message === undefined ? classes : [...classes, { path: ["objectStore", "name"], message }];
}

/** Least memory of OSDs and metadata servers, below which Rook warns and they are killed sooner or later, in GiB. */
const LEAST_GIB = 2;

function sizeProblems(settings: RookCephSettings, { allocatable, nodeGroup }: RookCephMeans): SettingProblem[] {
  const { osds, fileSystems } = settings;
  const sized: { path: SettingProblem["path"]; pods: string; memoryGiB: number }[] = [
    { path: ["osds"], pods: "OSDs", memoryGiB: osds.memoryGiB },
    ...fileSystems.map(({ name, memoryGiB }, index) => ({
      path: ["fileSystems", index],
      pods: `metadata servers of ${name}`,
      memoryGiB,
    })),
  ];
  const small = sized.filter(({ memoryGiB }) => memoryGiB < LEAST_GIB);
  const problems = small.map(({ path, memoryGiB, pods }) => ({
    path: [...path, "memoryGiB"],
    message: `must be at least ${LEAST_GIB}, below which Ceph's ${pods} end for want of memory, got ${memoryGiB}`,
  }));
  if (!allocatable) return problems;
  const large = cephPods(settings, 1).flatMap(({ name, cpu, memory }): SettingProblem[] => {
    if (cpu <= allocatable.cpu && memory <= allocatable.memory) return [];
    const message = `must have larger nodes: one of the ${name} wants ${cpu}m CPU and ${memory} MiB, and a node of group '${nodeGroup}' has ${allocatable.cpu}m and ${allocatable.memory} MiB for pods; name another group, or lower cores and memoryGiB`;
    return [{ path: ["nodeGroup"], message }];
  });
  return [...problems, ...large.slice(0, 1)];
}
