import { clusterProblems } from "../../constructs/magnum-cluster/cluster-checks";
import { ingressProblems, routeProblems } from "../../constructs/ingress/ingress-checks";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { nodeGroupBounds, nodeGroupProblem } from "../../constructs/magnum-cluster/node-group-bounds";
import { sparkApplicationProblem, type SparkNodeGroup } from "../../constructs/spark/spark-checks";
import { blockStorageProblems, sharedStorageProblems } from "../../constructs/kit/storage-checks";
import { addressRange } from "../schema/fields";
import { list, show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import type { Site } from "../schema/site";

/** Reports a problem of the value that a path leads to. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/**
 * Finds what a project asks for and its site, or another part of the project, does not offer.
 *
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkAgainstSite(project: ProjectData, site: Site, report: Report): void {
  checkCluster(project, site, report);
  checkNodeGroups(project, site, report);
  checkBlockStorage(project, site, report);
  checkSharedStorage(project, site, report);
  checkIngress(project, site, report);
  checkSpark(project, site, report);
  checkUnique(project, report);
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
export function checkSite({ magnum, storageNetwork }: Site, report: Report): void {
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
}

function checkCluster(project: ProjectData, site: Site, report: Report): void {
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
  for (const { path, message } of clusterProblems({ ...cluster, driver: site.magnum.driver })) {
    const isSaid = tier === "prod" && path[0] === "controlPlane";
    if (!isSaid) report(["cluster", ...path], message);
  }
  if (site.storageNetwork && overlap(cluster.nodeCidr, site.storageNetwork.cidr)) {
    report(
      ["cluster", "nodeCidr"],
      `must not overlap the storage network ${site.storageNetwork.cidr} of site ${site.name}, got ${cluster.nodeCidr}`,
    );
  }
}

function checkNodeGroups(project: ProjectData, site: Site, report: Report): void {
  const names = new Set(["default-worker", "default-master", "master"]);
  for (const [index, group] of project.nodeGroups.entries()) {
    const path = ["nodeGroups", index];
    if (names.has(group.name)) {
      report([...path, "name"], `must be unique and none of default-worker, default-master and master, got ${show(group.name)}`);
    }
    names.add(group.name);
    checkFlavor([...path, "flavor"], group.flavor, site, report);
    const { min, max } = nodeGroupBounds(group);
    if (min > max) {
      report([...path, "min"], `must be at most max ${max}, got ${min}`);
      continue;
    }
    const problem = nodeGroupProblem(site.magnum.driver, project.cluster.autoScaling, group);
    if (problem) reportProblem(path, problem, report);
  }
}

function checkBlockStorage({ storage }: ProjectData, site: Site, report: Report): void {
  const { block, shared } = storage;
  if (!block) return;
  for (const [index, { name, volumeType }] of block.classes.entries()) {
    const path = ["storage", "block", "classes", index];
    if (name === shared?.className) report([...path, "name"], `must be unique, got ${show(name)} twice`);
    if (volumeType !== undefined) {
      requireKnown([...path, "volumeType"], volumeType, site.volumeTypes, `volume type of site ${site.name}`, report);
    }
  }
  const problems = blockStorageProblems({ ...block, driver: site.magnum.driver, install: block.installDriver });
  for (const { path, message } of problems) report(["storage", "block", ...path], message);
}

function checkSharedStorage({ storage, datasets }: ProjectData, site: Site, report: Report): void {
  const { shared } = storage;
  if (!shared) {
    if (datasets) report(["datasets"], "must be left out without storage.shared, which brings the driver that mounts them");
    return;
  }
  const { shareType } = shared;
  const types = Object.keys(site.shareTypes);
  requireKnown(["storage", "shared", "shareType"], shareType, types, `share type of site ${site.name}`, report);
  const protocol = site.shareTypes[shareType]?.protocol;
  const problems = protocol ? sharedStorageProblems({ ...shared, driver: site.magnum.driver, protocol }) : [];
  for (const { path, message } of problems) report(["storage", "shared", ...path], message);
}

function checkIngress({ ingress }: ProjectData, site: Site, report: Report): void {
  if (!ingress) return;
  const means = { ...ingress, octaviaProvider: site.octavia.provider, barbican: site.octavia.barbican };
  const problems = [...ingressProblems(means), ...routeProblems(ingress.routes, means)];
  for (const { path, message } of problems) report(["ingress", ...path], message);
}

function checkSpark(project: ProjectData, site: Site, report: Report): void {
  const { spark, storage, ingress } = project;
  if (!spark) return;
  const blockClasses = (storage.block?.classes ?? []).map((spec) => spec.name);
  requireKnown(["spark", "scratch", "storageClass"], spark.scratch.storageClass, blockClasses, "class of storage.block", report);
  if (spark.volumes.length > 0 && !storage.shared)
    report(["spark", "volumes"], "must be left out without storage.shared, whose class many nodes can mount");
  if (spark.uiHost !== undefined && ingress?.kind !== "traefik") {
    report(
      ["spark", "uiHost"],
      `needs ingress.kind "traefik", which serves all pages through one load balancer, got ${show(ingress?.kind)}`,
    );
  }
  if (spark.objectStore && !site.objectStore) {
    report(["spark", "objectStore"], `must be left out at site ${site.name}, which has no object store`);
  }
  if (spark.executors.min > spark.executors.max) {
    report(["spark", "executors", "min"], `must be at most max ${spark.executors.max}, got ${spark.executors.min}`);
  }
  if (!sparkNodeGroup(project, site)) {
    const groups = ["default-worker", ...project.nodeGroups.map((group) => group.name)];
    requireKnown(["spark", "nodeGroup"], spark.nodeGroup, groups, "node group", report);
  }
  for (const [index, application] of spark.applications.entries()) {
    const problem = sparkApplicationProblem(application, spark.image, spark.namespaces);
    if (problem) reportProblem(["spark", "applications", index], problem, report);
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
    ...applications.map(({ name }, index) => ({ set: "applications", path: ["spark", "applications", index, "name"], value: name })),
  ];
  const seen = new Set<string>();
  for (const { set, path, value } of values) {
    if (seen.has(`${set} ${value}`)) report(path, `must be unique, got ${show(value)} twice`);
    seen.add(`${set} ${value}`);
  }
}

/**
 * The node group that Spark runs on, with the size of its nodes.
 *
 * @param project - checked project
 * @param site - its site
 * @returns undefined if there is no such group
 */
export function sparkNodeGroup(project: Pick<ProjectData, "spark" | "cluster" | "nodeGroups">, site: Site): SparkNodeGroup | undefined {
  const name = project.spark?.nodeGroup;
  const flavorName =
    name === "default-worker" ? project.cluster.workers.flavor : project.nodeGroups.find((group) => group.name === name)?.flavor;
  const flavor = flavorName === undefined ? undefined : site.flavors[flavorName];
  return name !== undefined && flavor ? { name, vcpus: flavor.vcpus, memoryMiB: flavor.memoryMiB } : undefined;
}

function checkFlavor(path: readonly PropertyKey[], name: string, site: Site, report: Report): void {
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

function requireKnown(path: readonly PropertyKey[], value: string, known: readonly string[], what: string, report: Report): void {
  if (!known.includes(value)) report(path, `must be a ${what} (${list(known)}), got ${show(value)}`);
}

/** Predicates that constructs share with us say the field first: "min must be ...", "labels.x is ...". */
function reportProblem(path: readonly PropertyKey[], problem: string, report: Report): void {
  const [, field = "", message = problem] = /^([\w.]+) ([\s\S]*)$/.exec(problem) ?? [];
  report([...path, ...field.split(".")], message);
}

function overlap(a: string, b: string): boolean {
  const [first, second] = [addressRange(a), addressRange(b)];
  return first.start <= second.end && second.start <= first.end;
}
