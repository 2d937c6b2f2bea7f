import { clusterProblems } from "../../constructs/magnum-cluster/cluster-checks";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { extraNetworkNameProblem } from "../../constructs/magnum-cluster/magnum-label-values";
import { hasAutoscaler, nodeGroupProblems } from "../../constructs/magnum-cluster/node-group-bounds";
import { MAGNUM_LABELS } from "../../constructs/magnum-cluster/magnum-labels";
import { effectiveLabel, type LabelPlaces } from "../../constructs/kit/effective-label";
import { checkAdmin } from "./admin";
import { checkExistingClasses } from "./existing-classes";
import { isFound } from "../cluster-name";
import { checkAdoptedCluster } from "./adopted-cluster";
import { checkExistingCluster } from "./existing-cluster";
import { checkAddresses, checkSiteAddresses } from "./addresses";
import { chartVersionOf, nodeGroupNameProblems } from "../../constructs/magnum-cluster/node-group-names";
import { dnsLabel } from "../../constructs/kit/names";
import { datasetVolumeProblems, podVolumeProblem, sparkNameProblems } from "../../constructs/spark/spark-names";
import { PARTS } from "../parts";
import { cephMounts } from "../parts/ceph-storage";
import { templateLabels } from "../parts/template-labels";
import { list, show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { OpenStackSite, Site } from "../schema/site";
import { magnumDriver } from "../cloud";
import { checkDigitalOcean, checkDigitalOceanSite } from "./digitalocean";

/**
 * Finds what a project asks for and its site, or another part of the project, does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkAgainstSite(project: ProjectData, site: Site, report: Report): void {
  checkExistingCluster(project, report);
  checkAdoptedCluster(project, report);
  if (site.kind === "openstack") {
    checkCluster(project, site, report);
    checkNodeGroups(project, site, report);
  } else checkDigitalOcean(project, site, report);
  for (const part of Object.values(PARTS)) part.check(project, site, report);
  checkExistingClasses(project, report);
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
 * Finds what a site says of itself that cannot be, because its Magnum driver or DigitalOcean cannot do it.
 *
 * @param site - checked site
 * @param report - called for each problem
 */
export function checkSite(site: Site, report: Report): void {
  if (site.kind === "openstack") checkOpenStackSite(site, report);
  else checkDigitalOceanSite(site, report);
}

function checkOpenStackSite(site: OpenStackSite, report: Report): void {
  const { magnum, storageNetwork } = site;
  const { networkDrivers, extraNetworkLabel, proxies, kubernetesImage } = MAGNUM_DRIVER_TRAITS[magnum.driver];
  checkSiteAddresses(site, report);
  checkAdmin(site, report);
  if (site.proxy && !proxies) {
    report(["proxy"], `must be left out with driver ${magnum.driver}, which gives nodes none: its operators configure theirs`);
  }
  if (magnum.kubeTags && kubernetesImage === undefined) {
    report(["magnum", "kubeTags"], `must be left out with driver ${magnum.driver}, whose nodes run no image of that kind`);
  }
  if (magnum.containerInfraPrefix !== undefined && !Object.hasOwn(MAGNUM_LABELS[magnum.driver], "container_infra_prefix")) {
    report(["magnum", "containerInfraPrefix"], `must be left out with driver ${magnum.driver}, which does not read it`);
  }
  if (magnum.networkDriver !== undefined) {
    requireKnown(["magnum", "networkDriver"], magnum.networkDriver, networkDrivers, `network driver of driver ${magnum.driver}`, report);
  }
  if (storageNetwork?.reach === "extra-network") {
    if (extraNetworkLabel === undefined) {
      report(
        ["storageNetwork", "reach"],
        `must be "route" or "direct" with driver ${magnum.driver}, which has no label for further networks, got "extra-network"`,
      );
    }
    const problem = extraNetworkNameProblem(magnum.driver, storageNetwork.network);
    if (problem !== undefined) report(["storageNetwork", "network"], problem);
  }
}

function checkCluster(project: ProjectData, site: OpenStackSite, report: Report): void {
  const { cluster, tier } = project;
  for (const role of ["controlPlane", "workers"] as const) {
    const { flavor } = cluster[role];
    if (flavor !== undefined) checkFlavor(["cluster", role, "flavor"], flavor, cluster, site, report);
  }
  if (cluster.controlPlane.flavor === undefined) {
    const known = list(Object.keys(site.flavors));
    report(["cluster", "controlPlane", "flavor"], `must be a flavor of site ${site.name} (${known}), got nothing`);
  }
  if (project.spark?.objectStore?.buckets !== undefined) {
    const message = `must be left out at site ${site.name}, whose buckets are made by those who have its keys, got ${show(project.spark.objectStore.buckets)}`;
    report(["spark", "objectStore", "buckets"], message);
  }
  // What others have made is as it is.
  if (isFound(cluster)) return checkAddresses(project, site, report);
  requireKnown(
    ["kubernetesVersion"],
    project.kubernetesVersion,
    Object.keys(site.magnum.images),
    `version with an image at site ${site.name}`,
    report,
  );
  if (cluster.network && site.storageNetwork?.reach === "route") {
    report(
      ["cluster", "network"],
      `must be left out at site ${site.name}, whose storage is reached by a router of ours: that is made with a network of ours only`,
    );
  }
  const { count } = cluster.controlPlane;
  if (tier === "prod" && (count < 3 || count % 2 === 0)) {
    report(["cluster", "controlPlane", "count"], `must be odd and at least 3 in tier prod, got ${count}`);
  }
  const { driver, networkDriver } = site.magnum;
  for (const { path, message } of clusterProblems({
    ...cluster,
    nodeGroups: project.nodeGroups,
    labels: templateLabels(cluster, site),
    driver,
    networkDriver,
    volumeTypes: site.volumeTypes,
  })) {
    // The site's own fields are checked with the site.
    const isPrefix = path.join(".") === "labels.container_infra_prefix" && !Object.hasOwn(cluster.labels ?? {}, "container_infra_prefix");
    const isOfSite = path[0] === "networkDriver" || isPrefix;
    const isSaid = (tier === "prod" && path[0] === "controlPlane") || isOfSite;
    if (!isSaid) report(["cluster", ...path], message);
  }
  checkAddresses(project, site, report);
}

function checkNodeGroups(project: ProjectData, site: OpenStackSite, report: Report): void {
  const names = nodeGroupNameProblems({
    driver: site.magnum.driver,
    cluster: dnsLabel(project.name),
    chartVersion: chartVersionOf(project.cluster.labels),
    groups: project.nodeGroups,
  });
  const isMade = (index: PropertyKey | undefined): boolean => isMadeHere(project, project.nodeGroups[index as number]!.name);
  for (const { path, message } of names) if (isMade(path[0])) report(["nodeGroups", ...path], message);
  const autoScaling = hasAutoscaler({ ...project.cluster, nodeGroups: project.nodeGroups });
  for (const [index, group] of project.nodeGroups.entries()) {
    const at = ["nodeGroups", index];
    // The labels of a group lie over those of the cluster.
    const clusterLabels = { ...project.cluster.clusterLabels, ...group.labels };
    checkFlavor([...at, "flavor"], group.flavor, { ...project.cluster, clusterLabels }, site, report);
    if (!isMadeHere(project, group.name)) continue;
    const problems = nodeGroupProblems(site.magnum.driver, autoScaling, group, {
      networkDriver: site.magnum.networkDriver,
      volumeTypes: site.volumeTypes,
      dockerVolumeSizeGiB: project.cluster.dockerVolumeSizeGiB,
      beside: { ...project.cluster.labels, ...project.cluster.clusterLabels },
    });
    for (const { path, message } of problems) report([...at, ...path], message);
  }
}

/** Whether a group is made, and not one that a cluster had before the project. */
function isMadeHere({ cluster }: ProjectData, group: string): boolean {
  return cluster.existing === undefined && !(cluster.adopt?.nodeGroups ?? []).includes(group);
}

/** Names and paths of what ends up side by side in a namespace. */
function checkUnique(project: ProjectData, report: Report): void {
  const { datasets, spark } = project;
  const mounts = [
    ...(datasets?.shares ?? []).map((share, index) => ({ ...share, path: ["datasets", "shares", index] })),
    ...(spark?.volumes ?? []).map((volume, index) => ({ ...volume, path: ["spark", "volumes", index] })),
    ...cephMounts(project),
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
function checkSparkNames(project: ProjectData, site: Site, report: Report): void {
  const { spark, datasets } = project;
  if (!spark) return;
  const platformNamespaces = Object.values(PARTS).flatMap((part) => part.namespaces?.(project, site) ?? []);
  const scratchClass = spark.scratch.storageClass;
  const problems = sparkNameProblems({ ...spark, driver: magnumDriver(site), platformNamespaces, scratchClass });
  for (const { path, message } of problems) report(["spark", ...path], message);
  const existing = [
    ...(datasets?.shares ?? []).map(({ name }, index) => ({ name, path: ["datasets", "shares", index] as readonly PropertyKey[] })),
    ...cephMounts(project),
  ];
  for (const { name, path } of existing) {
    const problem = podVolumeProblem(name);
    if (problem !== undefined) report([...path, "name"], problem);
  }
  const names = existing.map(({ name }) => name);
  for (const { path, message } of datasetVolumeProblems(names, spark.namespaces)) {
    const [index, ...field] = path as [number, ...string[]];
    report([...existing[index]!.path, ...field], message);
  }
}

function checkFlavor(path: readonly PropertyKey[], name: string, labels: LabelPlaces, site: OpenStackSite, report: Report): void {
  requireKnown(path, name, Object.keys(site.flavors), `flavor of site ${site.name}`, report);
  const flavor = site.flavors[name];
  // @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/api/attr_validator.py (validate_flavor_root_volume_size)
  if (flavor?.diskGiB === 0 && !(Number(effectiveLabel("boot_volume_size", labels)) > 0)) {
    report(path, `must have a root disk, or cluster.labels.boot_volume_size must give one, such as 100; ${show(name)} has 0 GiB`);
  }
  // magnum-capi-helm's defaults of minimum_flavor_vcpus and minimum_flavor_ram.
  if (flavor && site.magnum.driver === "capi-helm" && (flavor.vcpus < 2 || flavor.memoryMiB < 2048)) {
    report(
      path,
      `must have at least 2 vCPUs and 2048 MiB with driver capi-helm, ${show(name)} has ${flavor.vcpus} and ${flavor.memoryMiB}`,
    );
  }
}
