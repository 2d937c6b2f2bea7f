import { clusterProblems } from "../../constructs/magnum-cluster/cluster-checks";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { extraNetworkNameProblem } from "../../constructs/magnum-cluster/magnum-label-values";
import { nodeGroupBounds, nodeGroupProblem } from "../../constructs/magnum-cluster/node-group-bounds";
import { chartVersionOf, nodeGroupNameProblems } from "../../constructs/magnum-cluster/node-group-names";
import { dnsLabel } from "../../constructs/kit/names";
import { datasetVolumeProblems, podVolumeProblem, sparkNameProblems } from "../../constructs/spark/spark-names";
import { PARTS } from "../parts";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { overlap, reportProblem, requireKnown, type Report } from "../schema/report";
import type { OpenStackSite } from "../schema/site";

/**
 * Finds what a project asks for and its site, or another part of the project, does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkAgainstSite(project: ProjectData, site: OpenStackSite, report: Report): void {
  checkCluster(project, site, report);
  checkNodeGroups(project, site, report);
  for (const part of Object.values(PARTS)) part.check(project, site, report);
  checkUnique(project, report);
  checkSparkNames(project, site, report);
  if (site.backend.kind === "local" && project.tier !== "dev") {
    report(
      ["tier"],
      `must be "dev" with the local backend of site ${site.name}, got ${show(project.tier)}; give the site a shared backend`,
    );
  }
}

/**
 * Finds what a site says of itself that its Magnum driver cannot do.
 *
 * @param site - checked site
 * @param report - called for each problem
 */
export function checkSite({ magnum, storageNetwork }: OpenStackSite, report: Report): void {
  const { networkDrivers, extraNetworkLabel } = MAGNUM_DRIVER_TRAITS[magnum.driver];
  if (magnum.networkDriver !== undefined) {
    requireKnown(["magnum", "networkDriver"], magnum.networkDriver, networkDrivers, `network driver of driver ${magnum.driver}`, report);
  }
  if (storageNetwork?.reach === "extra-network" && extraNetworkLabel === undefined) {
    report(
      ["storageNetwork", "reach"],
      `must be "route" or "direct" with driver ${magnum.driver}, which has no label for further networks, got "extra-network"`,
    );
  }
  if (storageNetwork?.reach === "extra-network") {
    const problem = extraNetworkNameProblem(magnum.driver, storageNetwork.network);
    if (problem !== undefined) report(["storageNetwork", "network"], problem);
  }
}

function checkCluster(project: ProjectData, site: OpenStackSite, report: Report): void {
  const { cluster, tier } = project;
  requireKnown(
    ["kubernetesVersion"],
    project.kubernetesVersion,
    Object.keys(site.magnum.images),
    `version with an image at site ${site.name}`,
    report,
  );
  for (const role of ["controlPlane", "workers"] as const) checkFlavor(["cluster", role, "flavor"], cluster[role].flavor, site, report);
  const { count } = cluster.controlPlane;
  if (tier === "prod" && (count < 3 || count % 2 === 0)) {
    report(["cluster", "controlPlane", "count"], `must be odd and at least 3 in tier prod, got ${count}`);
  }
  const { driver, networkDriver } = site.magnum;
  for (const { path, message } of clusterProblems({ ...clusterWithDefaults(cluster, site), driver, networkDriver, volumeTypes: site.volumeTypes })) {
    // The site's own fields are checked with the site.
    const isSaid = (tier === "prod" && path[0] === "controlPlane") || path[0] === "networkDriver";
    if (!isSaid) report(["cluster", ...path], message);
  }
  if (site.storageNetwork && overlap(cluster.nodeCidr, site.storageNetwork.cidr)) {
    report(
      ["cluster", "nodeCidr"],
      `must not overlap the storage network ${site.storageNetwork.cidr} of site ${site.name}, got ${cluster.nodeCidr}`,
    );
  }
}

/** The site's Octavia provider is the cluster's unless that has one of its own. */
function clusterWithDefaults(cluster: ProjectData["cluster"], site: OpenStackSite): ProjectData["cluster"] {
  return { ...cluster, labels: { octavia_provider: site.octavia.provider, ...cluster.labels } };
}

function checkNodeGroups(project: ProjectData, site: OpenStackSite, report: Report): void {
  const names = nodeGroupNameProblems({
    driver: site.magnum.driver,
    cluster: dnsLabel(project.name),
    chartVersion: chartVersionOf(project.cluster.labels),
    groups: project.nodeGroups,
  });
  for (const { path, message } of names) report(["nodeGroups", ...path], message);
  for (const [index, group] of project.nodeGroups.entries()) {
    const path = ["nodeGroups", index];
    checkFlavor([...path, "flavor"], group.flavor, site, report);
    const { min, max } = nodeGroupBounds(group);
    if (min > max) {
      report([...path, "min"], `must be at most max ${max}, got ${min}`);
      continue;
    }
    const problem = nodeGroupProblem(site.magnum.driver, project.cluster.autoScaling, group, {
      networkDriver: site.magnum.networkDriver,
      volumeTypes: site.volumeTypes,
      beside: { ...project.cluster.labels, ...project.cluster.clusterLabels },
    });
    if (problem) reportProblem(path, problem, report);
  }
}

/** Names and paths of what ends up side by side in a namespace. */
function checkUnique({ datasets, spark }: ProjectData, report: Report): void {
  const mounts = [
    ...(datasets?.shares ?? []).map((share, index) => ({ ...share, path: ["datasets", "shares", index] })),
    ...(spark?.volumes ?? []).map((volume, index) => ({ ...volume, path: ["spark", "volumes", index] })),
  ];
  const { namespaces = [], applications = [] } = spark ?? {};
  const values = [
    ...mounts.map(({ path, name }) => ({ set: "mounts", path: [...path, "name"], value: name })),
    ...mounts.map(({ path, mountPath }) => ({ set: "paths", path: [...path, "mountPath"], value: mountPath })),
    ...namespaces.map((value, index) => ({ set: "namespaces", path: ["spark", "namespaces", index], value })),
    ...applications.map(({ name, namespace = namespaces[0] }, index) => ({
      set: `applications of ${namespace}`,
      path: ["spark", "applications", index, "name"],
      value: name,
    })),
  ];
  const seen = new Set<string>();
  for (const { set, path, value } of values) {
    if (seen.has(`${set} ${value}`)) report(path, `must be unique, got ${show(value)} twice`);
    seen.add(`${set} ${value}`);
  }
}

/** Names that others are made of, which end side by side in the cluster. */
function checkSparkNames(project: ProjectData, site: OpenStackSite, report: Report): void {
  const { spark, datasets } = project;
  if (!spark) return;
  const platformNamespaces = Object.values(PARTS).flatMap((part) => part.namespaces?.(project, site) ?? []);
  const scratchClass = spark.scratch.storageClass;
  const problems = sparkNameProblems({ ...spark, driver: site.magnum.driver, platformNamespaces, scratchClass });
  for (const { path, message } of problems) report(["spark", ...path], message);
  const shares = (datasets?.shares ?? []).map(({ name }) => name);
  for (const [index, name] of shares.entries()) {
    const problem = podVolumeProblem(name);
    if (problem !== undefined) report(["datasets", "shares", index, "name"], problem);
  }
  for (const { path, message } of datasetVolumeProblems(shares, spark.namespaces)) report(["datasets", "shares", ...path], message);
}

function checkFlavor(path: readonly PropertyKey[], name: string, site: OpenStackSite, report: Report): void {
  requireKnown(path, name, Object.keys(site.flavors), `flavor of site ${site.name}`, report);
  const flavor = site.flavors[name];
  // magnum-capi-helm's defaults of minimum_flavor_vcpus and minimum_flavor_ram.
  if (flavor && site.magnum.driver === "capi-helm" && (flavor.vcpus < 2 || flavor.memoryMiB < 2048)) {
    report(
      path,
      `must have at least 2 vCPUs and 2048 MiB with driver capi-helm, ${show(name)} has ${flavor.vcpus} and ${flavor.memoryMiB}`,
    );
  }
}
