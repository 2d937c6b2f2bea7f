import type { Construct } from "constructs";
import { DataOpenstackNetworkingRouterV2 } from "../.gen/providers/openstack/data-openstack-networking-router-v2";
import { routerName } from "../constructs/magnum-cluster/cluster-network";
import { isFound, type ProjectInOpenStack } from "../projects";

/**
 * Address or CIDR that servers of shares see the nodes by.
 *
 * Nodes with a port in the storage network come with the address of that port. All others come through a router, which puts its own
 * address in the place of theirs. What router an network that is there has is not known: its nodes are let in by the addresses of their subnet.
 *
 * @param scope - where the router is looked up
 * @param project - the project
 */
export function storageClient(scope: Construct, { id, cluster, site: { storageNetwork } }: ProjectInOpenStack): string {
  if (storageNetwork?.reach === "extra-network") return storageNetwork.cidr;
  if (cluster.network !== undefined || isFound(cluster)) return cluster.nodeCidr;
  const name = routerName(id, storageNetwork?.reach === "route" ? "storage" : "cluster");
  return new DataOpenstackNetworkingRouterV2(scope, "storage-client", { name }).externalFixedIp.get(0).ipAddress;
}
