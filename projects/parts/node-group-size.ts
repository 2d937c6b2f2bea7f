import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";

/** A node group with the size of its nodes. */
export interface NodeGroupSize {
  /** Name of the node group. */
  readonly name: string;
  /** vCPUs of one node. */
  readonly vcpus: number;
  /** Memory of one node, in MiB. */
  readonly memoryMiB: number;
  /** GPUs of one node. */
  readonly gpus: number;
  /**
   * What one was seen to have for pods.
   *
   * @default - not seen
   */
  readonly allocatable?: { readonly cpuMilli: number; readonly memoryMiB: number } | undefined;
}

/**
 * A node group with the size of its nodes.
 *
 * @param name - name of the group
 * @param project - checked project
 * @param site - its site
 * @returns undefined if there is no such group, or the site has no such flavor
 */
export function nodeGroupSize(
  name: string,
  { cluster, nodeGroups }: Pick<PlatformData, "cluster" | "nodeGroups">,
  site: Site,
): NodeGroupSize | undefined {
  const flavorName = name === "default-worker" ? cluster.workers.flavor : nodeGroups.find((group) => group.name === name)?.flavor;
  const flavor = flavorName === undefined ? undefined : site.flavors[flavorName];
  if (!flavor) return undefined;
  const { vcpus, memoryMiB, gpus } = flavor;
  return { name, vcpus, memoryMiB, gpus, ...("allocatable" in flavor && { allocatable: flavor.allocatable }) };
}
