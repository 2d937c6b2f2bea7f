import { dropletAllocatable } from "../constructs/digitalocean-cluster/droplet-allocatable";
import { nodePoolSelector } from "../constructs/digitalocean-cluster/node-pool-label";
import { VOLUMES_PER_NODE } from "../constructs/digitalocean-storage/volume-classes";
import { MAGNUM_DRIVER_TRAITS, nodeGroupSelector, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import type { NodeAllocatable, NodeSize } from "../constructs/contracts";
import { nodeAllocatable } from "../constructs/kit/node-allocatable";
import type { PlatformData } from "./schema/project";
import type { OpenStackSite, Site } from "./schema/site";

/**
 * Volumes that Cinder's CSI driver attaches to a node unless told otherwise.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/cinder-csi-plugin/using-cinder-csi-plugin.md (node-volume-attach-limit)
 */
const CINDER_ATTACH_LIMIT = 256;

/**
 * Magnum driver of a site's clusters.
 *
 * @param site - the site
 * @returns undefined where it is no OpenStack cloud
 */
export function magnumDriver(site: Site): MagnumDriver | undefined {
  return site.kind === "openstack" ? site.magnum.driver : undefined;
}

/** What runs a site's clusters, for people. */
export function clusterService(site: Site): string {
  return site.kind === "openstack" ? site.magnum.driver : `DigitalOcean ${site.region}`;
}

/**
 * Labels that only the nodes of one node group carry.
 *
 * @param site - the site
 * @param nodeGroup - name of the node group
 */
export function nodeGroupLabels(site: Site, nodeGroup: string): Record<string, string> {
  return site.kind === "openstack" ? nodeGroupSelector(site.magnum.driver, nodeGroup) : nodePoolSelector(nodeGroup);
}

/**
 * What the scheduler can give to pods on a node.
 *
 * @param size - size of the node
 * @param site - the site
 * @param labels - labels of the cluster template, where the site has such
 */
export function allocatableAt(
  size: NodeSize,
  site: Site,
  labels: Readonly<Record<string, string | number | boolean>> | undefined,
): NodeAllocatable {
  return site.kind === "openstack" ? nodeAllocatable(size, site.magnum.driver, labels) : dropletAllocatable(size);
}

/** Volumes that a node of a site attaches at most. */
export function volumesPerNode(site: Site): number {
  return site.kind === "openstack" ? CINDER_ATTACH_LIMIT : VOLUMES_PER_NODE;
}

/**
 * Network plugin of a site's clusters; DigitalOcean's have Cilium.
 *
 * @param site - the site
 */
export function networkPlugin(site: Site): string {
  return site.kind === "openstack" ? networkDriverOf(site) : "cilium";
}

/** Network plugin of an OpenStack site's clusters. */
function networkDriverOf({ magnum }: OpenStackSite): string {
  return magnum.networkDriver ?? MAGNUM_DRIVER_TRAITS[magnum.driver].networkDrivers[0]!;
}

/**
 * Whether scratch of executors is on the disks of their nodes, because these attach too few volumes for one of each executor.
 *
 * @param project - project with Spark
 * @param site - its site
 */
export function scratchIsOnNodes({ spark, storage }: Pick<PlatformData, "spark" | "storage">, site: Site): boolean {
  const name = spark?.scratch.storageClass;
  return site.kind === "digitalocean" && (storage.block?.classes.some((spec) => spec.name === name) ?? false);
}
