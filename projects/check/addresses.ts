import { hostAddress, addressProblems, unreachableProblem, type UsedAddress } from "../../constructs/magnum-cluster/address-checks";
import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import { overlap } from "../../constructs/kit/ip-networks";
import { cephAddresses } from "../parts/ceph-storage";
import type { ProjectData } from "../schema/project";
import type { Report } from "../schema/report";
import type { OpenStackSite } from "../schema/site";

/** An address of a site that pods must reach. */
interface SiteAddress extends UsedAddress {
  readonly path: readonly PropertyKey[];
}

/**
 * Finds addresses of a site that pods of no project could reach.
 *
 * @param site - checked site
 * @param report - called for each problem
 */
export function checkSiteAddresses(site: OpenStackSite, report: Report): void {
  for (const { path, address } of siteAddresses(site)) {
    const problem = unreachableProblem(site.magnum.driver, address);
    if (problem !== undefined) report(path, problem);
  }
}

/**
 * Finds networks of a project that have addresses in common with each other or with its site's.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkAddresses(project: ProjectData, site: OpenStackSite, report: Report): void {
  const { cluster, nodeGroups } = project;
  const { driver, networkDriver } = site.magnum;
  const monitors = cephAddresses(project);
  const most = [cluster.workers, ...nodeGroups].reduce((sum, group) => sum + nodeGroupBounds(group).max, cluster.controlPlane.count);
  const problems = addressProblems({
    ...cluster,
    driver,
    networkDriver,
    nodes: { cidr: cluster.nodeCidr, path: ["nodeCidr"], isOurs: cluster.network === undefined, most },
    outside: [...siteAddresses(site), ...monitors],
  });
  for (const { path, message } of problems) report(["cluster", ...path], message);
  for (const [index, { address }] of monitors.entries()) {
    const problem = unreachableProblem(driver, address) ?? nodeAddressProblem(cluster, address);
    if (problem !== undefined) report(["storage", "ceph", "monitors", index], problem);
  }
  if (site.storageNetwork && overlap(cluster.nodeCidr, site.storageNetwork.cidr)) {
    report(
      ["cluster", "nodeCidr"],
      `must not overlap the storage network ${site.storageNetwork.cidr} of site ${site.name}, got ${cluster.nodeCidr}`,
    );
  }
}

/** On a network of ours there are nodes alone; on one that was there before, the Ceph cluster may be too. */
function nodeAddressProblem({ nodeCidr, network }: ProjectData["cluster"], address: string): string | undefined {
  if (network !== undefined || !overlap(nodeCidr, `${address}/32`)) return undefined;
  return `must lie outside cluster.nodeCidr ${nodeCidr}, a network of nodes alone, got ${address}; use an address that they reach, or another nodeCidr`;
}

function siteAddresses({ name, storageNetwork, dnsServers, identity, objectStore }: OpenStackSite): SiteAddress[] {
  const keystone = hostAddress(identity.authUrl);
  const s3 = objectStore && hostAddress(objectStore.endpoint);
  return [
    ...(storageNetwork
      ? [{ what: `the storage network of site ${name}`, address: storageNetwork.cidr, path: ["storageNetwork", "cidr"] }]
      : []),
    ...dnsServers.map((address, index) => ({ what: `the DNS server of site ${name}`, address, path: ["dnsServers", index] })),
    ...(keystone === undefined
      ? []
      : [{ what: `the address of Keystone of site ${name}`, address: keystone, path: ["identity", "authUrl"] }]),
    ...(s3 === undefined ? [] : [{ what: `the object store of site ${name}`, address: s3, path: ["objectStore", "endpoint"] }]),
  ];
}
