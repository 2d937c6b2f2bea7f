import { digitalOceanClusterProblems } from "../../constructs/digitalocean-cluster/cluster-checks";
import { PERFORMANCE_TIERS } from "../../constructs/digitalocean-storage/nfs-storage-names";
import { DEFAULT_VOLUME_CLASS, volumeClassProblems } from "../../constructs/digitalocean-storage/volume-classes";
import { nameProblem } from "../../constructs/kit/names";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { DigitalOceanSite } from "../schema/site";

/** What a refusal says of a field that DigitalOcean has nothing for: why, and what to do where leaving it out is not all. */
type Reason = string;

/**
 * Finds what a site says of DigitalOcean that cannot be.
 *
 * @param site - checked site
 * @param report - called for each problem
 */
export function checkDigitalOceanSite(site: DigitalOceanSite, report: Report): void {
  const sizes = Object.keys(site.flavors);
  requireKnown(["systemPool", "flavor"], site.systemPool.flavor, sizes, "size of flavors", report);
  const problems = digitalOceanClusterProblems({ ...site, vpcCidr: "192.0.2.0/24", nodePools: [] });
  for (const { path, message } of problems) report(path, message);
  for (const [version, slug] of Object.entries(site.versions)) {
    if (slug.startsWith(`${version}-do.`)) continue;
    report(["versions", version], `must be the slug of ${version}, such as ${version}-do.0, got ${show(slug)}`);
  }
}

/**
 * Finds what a project asks of its cluster that DigitalOcean does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkDigitalOcean(project: ProjectData, site: DigitalOceanSite, report: Report): void {
  const { cluster, nodeGroups, tier } = project;
  refuseForeign(project, site, report);
  const offered = Object.keys(site.versions);
  requireKnown(["kubernetesVersion"], project.kubernetesVersion, offered, `version of site ${site.name}`, report);
  const { count } = cluster.controlPlane;
  if (count !== 1 && count !== 3) {
    const message = `must be 1, or 3 for a highly available control plane: DigitalOcean has no other, got ${count}`;
    report(["cluster", "controlPlane", "count"], message);
  } else if (tier === "prod" && count !== 3) report(["cluster", "controlPlane", "count"], `must be 3 in tier prod, got ${count}`);
  const sizes = Object.keys(site.flavors);
  const pools = [
    { at: ["cluster", "workers"], pool: { ...cluster.workers, name: "default-worker" } },
    ...nodeGroups.map((group, index) => ({ at: ["nodeGroups", index] as readonly PropertyKey[], pool: group })),
  ];
  for (const { at, pool } of pools) requireKnown([...at, "flavor"], pool.flavor, sizes, `size of site ${site.name}`, report);
  const nodePools = pools.map(({ pool }) => pool);
  const problems = digitalOceanClusterProblems({ ...site, vpcCidr: cluster.nodeCidr, nodePools });
  const others = digitalOceanClusterProblems({ ...site, vpcCidr: "192.0.2.0/24", nodePools: [] });
  for (const { path, message } of problems) {
    const [field, index, ...rest] = path;
    if (field === "vpcCidr") report(["cluster", "nodeCidr"], message);
    else if (field === "nodePools") report([...pools[index as number]!.at, ...rest], message);
    else if (!others.some((other) => other.message === message)) {
      report(
        ["cluster", "nodeCidr"],
        `must not overlap ${String(field)} of site ${site.name}, got ${show(cluster.nodeCidr)}; name another network`,
      );
    }
  }
}

/** Fields that stand for something of OpenStack. */
function refuseForeign({ cluster, nodeGroups, quota }: ProjectData, site: DigitalOceanSite, report: Report): void {
  const refuse = (path: readonly PropertyKey[], value: unknown, reason: Reason): void => {
    if (value === undefined) return;
    report(path, `must be left out at site ${site.name}, a region of DigitalOcean, ${reason}, got ${show(value)}`);
  };
  refuse(["quota"], quota, "which has no quota of a project; dropletLimit of the site is that of the account");
  refuse(["cluster", "existing"], cluster.existing, "where only clusters of our own have the labels that pods find their nodes by");
  refuse(["cluster", "adopt"], cluster.adopt, "where a cluster is made by the file alone");
  refuse(["cluster", "keypair"], cluster.keypair, "on whose nodes nobody logs in");
  refuse(["cluster", "network"], cluster.network, "where each cluster has a VPC of its own; nodeCidr is its network");
  refuse(["cluster", "controlPlane", "flavor"], cluster.controlPlane.flavor, "which runs the control plane itself");
  refuse(["cluster", "dockerVolumeSizeGiB"], cluster.dockerVolumeSizeGiB, "whose nodes have their containers on their disks");
  refuse(["cluster", "autoScaling"], cluster.autoScaling, "where each group with min < max is scaled");
  refuse(["cluster", "labels"], cluster.labels, "whose clusters have no labels");
  refuse(["cluster", "extraLabels"], cluster.extraLabels, "whose clusters have no labels");
  refuse(["cluster", "clusterLabels"], cluster.clusterLabels, "whose clusters have no labels");
  if (!cluster.masterLoadBalancer) refuse(["cluster", "masterLoadBalancer"], false, "which runs the control plane itself");
  if (!cluster.api.floatingIp) {
    refuse(["cluster", "api", "floatingIp"], false, "whose API servers are public; api.allowedCidrs says who may reach it");
  }
  for (const [index, { labels, image }] of nodeGroups.entries()) {
    refuse(["nodeGroups", index, "labels"], labels, "whose pools have no labels of Magnum");
    refuse(["nodeGroups", index, "image"], image, "which has one image for all nodes of a version");
  }
}

/**
 * Finds what a project asks of volumes that DigitalOcean does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkDigitalOceanVolumes({ storage }: ProjectData, site: DigitalOceanSite, report: Report): void {
  const { block, shared } = storage;
  if (!block) return;
  const at = (...path: readonly PropertyKey[]): readonly PropertyKey[] => ["storage", "block", ...path];
  const refuse = (path: readonly PropertyKey[], value: unknown, reason: Reason): void => {
    if (value !== undefined)
      report(at(...path), `must be left out at site ${site.name}, a region of DigitalOcean, ${reason}, got ${show(value)}`);
  };
  refuse(["snapshotClass"], block.snapshotClass, "whose clusters have snapshots and their controller already");
  refuse(["installDriver"], block.installDriver, "whose clusters have their driver already");
  refuse(["credentialsRevision"], block.credentialsRevision, "whose driver has its credential from DigitalOcean");
  refuse(["values"], block.values, "whose driver is no chart of ours");
  for (const [index, { name, volumeType, zone, isDefault }] of block.classes.entries()) {
    refuse(["classes", index, "volumeType"], volumeType, "which has one type of volumes");
    refuse(["classes", index, "zone"], zone, "which has no zones");
    if (isDefault) refuse(["classes", index, "isDefault"], true, `where '${DEFAULT_VOLUME_CLASS}' is the default class of every cluster`);
    if (name === shared?.className) report(at("classes", index, "name"), `must be unique, got ${show(name)} twice`);
  }
  for (const { path, message } of volumeClassProblems(block.classes)) report(at(...path), message);
}

/**
 * Finds what a project asks of a share that DigitalOcean does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkDigitalOceanShare({ storage: { shared } }: ProjectData, site: DigitalOceanSite, report: Report): void {
  if (!shared) return;
  const at = (field: string): readonly PropertyKey[] => ["storage", "shared", field];
  if (!site.nfs) {
    report(
      ["storage", "shared"],
      `must be left out at site ${site.name}, whose nfs says that region ${site.region} has no network file storage; storage.ceph has shared classes too`,
    );
    return;
  }
  const refuse = (field: "mounter" | "shareNetworkId" | "cephCsi" | "credentialsRevision", reason: Reason): void => {
    const value = shared[field];
    if (value !== undefined)
      report(at(field), `must be left out at site ${site.name}, a region of DigitalOcean, ${reason}, got ${show(value)}`);
  };
  requireKnown(at("shareType"), shared.shareType, PERFORMANCE_TIERS, "performance tier of DigitalOcean's shares", report);
  refuse("mounter", "whose shares are mounted over NFS");
  refuse("cephCsi", "whose shares are mounted over NFS");
  refuse("shareNetworkId", "whose shares are in the VPC of the cluster");
  refuse("credentialsRevision", "whose shares need no credential");
  const problem = nameProblem("subdomain", shared.className);
  if (problem !== undefined) report(at("className"), problem);
}

/**
 * Finds what a project asks of its hosts that DigitalOcean does not offer.
 *
 * @param ingress - the project's hosts
 * @param site - its site
 * @param report - called for each problem
 */
export function checkDigitalOceanIngress({ kind }: NonNullable<ProjectData["ingress"]>, site: DigitalOceanSite, report: Report): void {
  if (kind !== "octavia") return;
  report(["ingress", "kind"], `must be "traefik" at site ${site.name}, a region of DigitalOcean, which has no Octavia, got ${show(kind)}`);
}
