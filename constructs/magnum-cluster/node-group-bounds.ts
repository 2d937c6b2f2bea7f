import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import type { LabelSurroundings } from "./magnum-label-values";
import type { SettingProblem } from "../kit/setting-problem";
import { magnumLabelProblems, type MagnumLabels } from "./magnum-labels";

/** A number of nodes, with bounds where the autoscaler may change it. */
export interface NodeCount {
  /** Number of nodes; with min and max only the number to start with. */
  readonly count?: number | undefined;
  /** Fewest nodes, where they are scaled. */
  readonly min?: number | undefined;
  /** Most nodes, where they are scaled. */
  readonly max?: number | undefined;
}

/** The parts of a cluster that have numbers of nodes. */
export interface ScaledCluster {
  /**
   * Whether there is an autoscaler.
   *
   * @default - only where something is scaled
   */
  readonly autoScaling?: boolean | undefined;
  /** Workers that come with the cluster. */
  readonly workers: NodeCount;
  /**
   * Further groups.
   *
   * @default - none
   */
  readonly nodeGroups?: readonly NodeCount[] | undefined;
}

/** A taint of nodes, in Kubernetes' words. */
export interface Taint {
  /** Key. */
  readonly key: string;
  /**
   * Value.
   *
   * @default - none
   */
  readonly value?: string | undefined;
  /** What happens to pods that do not stand it. */
  readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
}

/** A group of equal nodes: a fixed number of them (`count`), or as many as the autoscaler wants (`min` to `max`). */
export interface NodeGroupProps {
  /** Name, an RFC 1123 label. */
  readonly name: string;
  /** Name of the flavor; a change makes new nodes. */
  readonly flavor: string;
  /**
   * Number of nodes; with min and max only the number to start with.
   *
   * @default - min
   */
  readonly count?: number;
  /**
   * Fewest nodes of an autoscaled group.
   *
   * @default - count
   */
  readonly min?: number;
  /**
   * Most nodes of an autoscaled group.
   *
   * @default - count
   */
  readonly max?: number;
  /**
   * Name or UUID of the image of its nodes; a change makes new nodes. capi-helm gives all nodes that of the cluster, so it is refused there.
   *
   * @default - that of the cluster
   */
  readonly image?: string;
  /**
   * Taints that its nodes have already, by their image or an operator in the cluster: they say who keeps off, and taint nothing.
   *
   * @default - none
   */
  readonly taints?: readonly Taint[];
  /**
   * Labels in Magnum, merged over the cluster's; capi-helm ignores them, so they are refused there.
   *
   * @default - those of the cluster
   */
  readonly labels?: MagnumLabels;
}

/**
 * Smallest, largest and first number of nodes of a group.
 *
 * A fixed group has both bounds at its count: with the bounds left open, capi-helm would scale it between one node and that count.
 *
 * @param group - the group
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py
 */
export function nodeGroupBounds(group: NodeCount): { min: number; max: number; count: number } {
  const count = group.count ?? group.min ?? 1;
  return { min: group.min ?? count, max: group.max ?? count, count };
}

/** Whether the autoscaler changes the number of nodes of a group. */
export function isScaled(group: NodeCount): boolean {
  const { min, max } = nodeGroupBounds(group);
  return min < max;
}

/**
 * Whether a cluster has an autoscaler.
 *
 * @param cluster - the cluster
 */
export function hasAutoscaler({ autoScaling, workers, nodeGroups = [] }: ScaledCluster): boolean {
  return autoScaling ?? [workers, ...nodeGroups].some(isScaled);
}

/**
 * What the template says of the bounds of the default workers: those of scaled ones, or what keeps them at their number beside an autoscaler.
 *
 * @param driver - the cluster's driver
 * @param cluster - the cluster
 */
export function workerBoundsLabels(driver: MagnumDriver, cluster: ScaledCluster): { min_node_count?: string; max_node_count?: string } {
  if (!hasAutoscaler(cluster)) return {};
  const { min, max, count } = nodeGroupBounds(cluster.workers);
  const bounds = min < max ? { min, max } : MAGNUM_DRIVER_TRAITS[driver].scaling.fixedWorkers(count);
  return bounds ? { min_node_count: String(bounds.min), max_node_count: String(bounds.max) } : {};
}

/**
 * Finds what a driver would refuse in the numbers of the workers that come with a cluster, or not take as they are.
 *
 * @param driver - the cluster's driver
 * @param cluster - the cluster
 * @returns the first problem, if there is one
 */
export function workersProblems(driver: MagnumDriver, cluster: ScaledCluster): SettingProblem[] {
  const { workers } = cluster;
  const autoScaling = hasAutoscaler(cluster);
  return firstOf(boundsProblem(driver, autoScaling, workers) ?? emptyProblem(driver, autoScaling, workers, "use count 1"));
}

/** What is wrong with a number often makes all that is said of the others wrong. */
function firstOf(problem: SettingProblem | undefined): SettingProblem[] {
  return problem ? [problem] : [];
}

/** Bounds of 0 are left out by Terraform's provider, and Magnum and driver take others. */
function emptyProblem(driver: MagnumDriver, autoScaling: boolean, group: NodeCount, remedy: string): SettingProblem | undefined {
  const { emptyGroups } = MAGNUM_DRIVER_TRAITS[driver].scaling;
  if (emptyGroups || !autoScaling || nodeGroupBounds(group).max > 0) return undefined;
  return problem("count", `must be at least 1 with driver ${driver}, whose autoscaler takes 0 to 1 nodes for it, got 0; ${remedy}`);
}

function boundsProblem(driver: MagnumDriver, autoScaling: boolean, group: NodeCount): SettingProblem | undefined {
  const { scaling } = MAGNUM_DRIVER_TRAITS[driver];
  const { min, max, count } = nodeGroupBounds(group);
  if ((group.min === undefined) !== (group.max === undefined)) {
    const got = `got min ${group.min ?? "none"} and max ${group.max ?? "none"}`;
    return problem("min", `and max must be given together, ${got}; give count alone for a fixed group`);
  }
  if (min > max) return problem("min", `must be at most max ${max}, got ${min}`);
  if (min < scaling.min) {
    const field = group.min === undefined ? "count" : "min";
    return problem(field, `must be at least ${scaling.min} with driver ${driver}, which cannot scale to zero, got ${min}`);
  }
  if (!(min <= count && count <= max)) {
    return problem("count", `must be between min ${min} and max ${max}, got ${count}`);
  }
  if (min < max && !autoScaling) {
    return problem("min", `must equal max while autoScaling is false, got ${min} and ${max}`);
  }
  return undefined;
}

/**
 * Finds what a driver would refuse in a node group, or not take as it is.
 *
 * @param driver - the cluster's driver
 * @param autoScaling - whether the cluster has an autoscaler
 * @param group - the group
 * @param surroundings - what its labels depend on, such as the cluster's own
 * @returns the first problem, if there is one
 */
export function nodeGroupProblems(
  driver: MagnumDriver,
  autoScaling: boolean,
  group: NodeGroupProps,
  surroundings: LabelSurroundings = {},
): SettingProblem[] {
  return firstOf(
    boundsProblem(driver, autoScaling, group) ??
      scalingProblem(driver, group) ??
      emptyProblem(driver, autoScaling, group, "use min 0 and max 1, or leave the group out") ??
      attributeProblem(driver, group, surroundings),
  );
}

function scalingProblem(driver: MagnumDriver, group: NodeGroupProps): SettingProblem | undefined {
  const { min, max } = nodeGroupBounds(group);
  if (min >= max || MAGNUM_DRIVER_TRAITS[driver].scaling.nodeGroups) return undefined;
  return problem(
    "min",
    `must equal max with driver ${driver}, whose autoscaler changes the default workers only, got ${min} and ${max}; ` +
      `give count ${max} in their place, or min and max to the workers`,
  );
}

function attributeProblem(
  driver: MagnumDriver,
  { image, labels }: NodeGroupProps,
  surroundings: LabelSurroundings,
): SettingProblem | undefined {
  const { nodeGroupLabels, nodeGroupImages } = MAGNUM_DRIVER_TRAITS[driver];
  if (image !== undefined && !nodeGroupImages) {
    return problem(
      "image",
      `cannot be used with driver ${driver}, which gives all nodes the image of the cluster, got '${image}'; leave it out`,
    );
  }
  if (!labels) return undefined;
  if (!nodeGroupLabels) return problem("labels", `cannot be used with driver ${driver}, which ignores them`);
  const [wrong] = magnumLabelProblems(driver, labels, {}, surroundings);
  return wrong && { path: ["labels", wrong.key], message: wrong.message };
}

function problem(field: string, message: string): SettingProblem {
  return { path: [field], message };
}
