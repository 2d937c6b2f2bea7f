import type { PlatformData } from "../schema/project";
import type { OpenStackSite } from "../schema/site";

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
  site: OpenStackSite,
): NodeGroupSize | undefined {
  const flavorName = name === "default-worker" ? cluster.workers.flavor : nodeGroups.find((group) => group.name === name)?.flavor;
  const flavor = flavorName === undefined ? undefined : site.flavors[flavorName];
  return flavor && { name, vcpus: flavor.vcpus, memoryMiB: flavor.memoryMiB, gpus: flavor.gpus };
}
