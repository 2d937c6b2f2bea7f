import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import type { LabelSurroundings } from "./magnum-label-values";
import { magnumLabelProblems, type MagnumLabels } from "./magnum-labels";

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
export function nodeGroupBounds(group: Pick<NodeGroupProps, "count" | "min" | "max">): { min: number; max: number; count: number } {
  const count = group.count ?? group.min ?? 1;
  return { min: group.min ?? count, max: group.max ?? count, count };
}

/**
 * Finds what a driver would refuse in a node group, or not take as it is.
 *
 * @param driver - the cluster's driver
 * @param autoScaling - whether the cluster has an autoscaler
 * @param group - the group
 * @param surroundings - what its labels depend on, such as the cluster's own
 * @returns the problem, beginning with the field, or undefined
 */
export function nodeGroupProblem(
  driver: MagnumDriver,
  autoScaling: boolean,
  group: NodeGroupProps,
  surroundings: LabelSurroundings = {},
): string | undefined {
  const traits = MAGNUM_DRIVER_TRAITS[driver];
  const { min, max, count } = nodeGroupBounds(group);
  if ((group.min === undefined) !== (group.max === undefined)) {
    return `min and max must be given together, got min ${group.min ?? "none"} and max ${group.max ?? "none"}; give count alone for a fixed group`;
  }
  if (min < traits.minNodeCount) {
    const field = group.min === undefined ? "count" : "min";
    return `${field} must be at least ${traits.minNodeCount} with driver ${driver}, which cannot scale to zero, got ${min}`;
  }
  if (!(min <= count && count <= max)) {
    return `count must be between min ${min} and max ${max}, got ${count}`;
  }
  if (min < max && !autoScaling) {
    return `min must equal max while autoScaling is false, got ${min} and ${max}`;
  }
  if (group.labels) {
    if (!traits.nodeGroupLabels) return `labels cannot be used with driver ${driver}, which ignores them`;
    const [problem] = magnumLabelProblems(driver, group.labels, {}, surroundings);
    if (problem) return `labels.${problem.key} ${problem.message}`;
  }
  return undefined;
}
