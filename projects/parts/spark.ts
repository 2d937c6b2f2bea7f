import { sparkApplicationProblems, type SparkNodeGroup } from "../../constructs/spark/spark-checks";
import { sparkSettingProblems } from "../../constructs/spark/spark-settings";
import { objectStoreAuthority } from "../authority";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { cephMounts } from "./ceph-storage";
import { nodeGroupLabels, scratchIsOnNodes } from "../cloud";
import { nodeGroupSize } from "./node-group-size";
import type { PlatformPart } from "./part";
import { blockClasses, classesOf, isOfCloud, sharedClasses } from "./storage-classes";

/** Spark operator, job namespaces and applications. */
export const spark: PlatformPart = {
  construct: "spark",
  check: checkSpark,
  charts: (project) => (project.spark ? [{ chart: "sparkOperator", values: project.spark.values }] : []),
  namespaces: (project) => (project.spark ? ["spark-operator"] : []),
  demand: (project, site, stage) => {
    if (!project.spark) return {};
    const { executors, scratch, namespaces, volumes } = project.spark;
    return {
      volumes:
        isOfCloud(project, scratch.storageClass) && !scratchIsOnNodes(project, site)
          ? [{ what: "scratch volumes of one job", count: stage === "min" ? executors.min : executors.max, sizeGiB: scratch.sizeGiB }]
          : [],
      shares: namespaces.flatMap((namespace) =>
        volumes
          .filter(({ storageClass }) => isOfCloud(project, storageClass))
          .map(({ name, sizeGiB }) => ({ what: `${namespace}/${name}`, amount: sizeGiB })),
      ),
    };
  },
  credentials: {},
};

function checkSpark(project: ProjectData, site: Site, report: Report): void {
  const { spark, storage, ingress } = project;
  if (!spark) return;
  const classes = blockClasses(project).map(({ name }) => name);
  requireKnown(["spark", "scratch", "storageClass"], spark.scratch.storageClass, classes, classesOf(storage), report);
  const shared = sharedClasses(project).map(({ name }) => name);
  if (spark.volumes.some(({ storageClass }) => storageClass === undefined) && !storage.shared)
    report(["spark", "volumes"], "must be left out without storage.shared, whose class many nodes can mount");
  for (const [index, { storageClass }] of spark.volumes.entries()) {
    if (storageClass === undefined) continue;
    requireKnown(["spark", "volumes", index, "storageClass"], storageClass, shared, "class that many nodes can mount", report);
  }
  if (spark.uiHost !== undefined && ingress?.kind !== "traefik") {
    report(
      ["spark", "uiHost"],
      `needs ingress.kind "traefik", which serves all pages through one load balancer, got ${show(ingress?.kind)}`,
    );
  }
  checkObjectStore(project, site, report);
  if (spark.executors.min > spark.executors.max) {
    report(["spark", "executors", "min"], `must be at most max ${spark.executors.max}, got ${spark.executors.min}`);
  }
  if (!sparkNodeGroup(project, site)) {
    const groups = ["default-worker", ...project.nodeGroups.map((group) => group.name)];
    requireKnown(["spark", "nodeGroup"], spark.nodeGroup, groups, "node group", report);
  }
  const settings = {
    ...spark,
    nodeSelector: nodeGroupLabels(site, spark.nodeGroup),
    volumes: spark.volumes.map(({ name }) => name),
    datasets: [...(project.datasets?.shares ?? []), ...cephMounts(project)].map(({ name }) => name),
    hasObjectStore: spark.objectStore !== undefined,
    hasAuthority: objectStoreAuthority(project, site) !== undefined,
    nodeGroup: sparkNodeGroup(project, site),
  };
  for (const { path, message } of sparkSettingProblems(settings)) report(["spark", ...path], message);
  for (const [index, application] of spark.applications.entries()) {
    const problems = sparkApplicationProblems(application, spark.image, spark.namespaces);
    for (const { path, message } of problems) report(["spark", "applications", index, ...path], message);
  }
}

/** Fewest characters of the name of a bucket in S3. */
const SHORTEST_BUCKET = 3;

function checkObjectStore({ spark, storage: { rook } }: ProjectData, site: Site, report: Report): void {
  const { objectStore } = spark!;
  if (!objectStore) return;
  if (objectStore.from !== "rook" && !site.objectStore) {
    const other = rook?.objectStore ? '; from "rook" is that of storage.rook' : "";
    report(["spark", "objectStore"], `must be left out at site ${site.name}, which has no object store${other}`);
  }
  if (objectStore.from === "rook" && !rook?.objectStore) {
    report(["spark", "objectStore", "from"], 'must be "site" without storage.rook.objectStore, got "rook"');
  }
  for (const [index, name] of objectStore.from === "rook" ? spark!.namespaces.entries() : []) {
    if (name.length >= SHORTEST_BUCKET) continue;
    const message = `must have at least ${SHORTEST_BUCKET} characters with objectStore.from "rook", because each has a bucket of its name, got '${name}'; 'jobs-${name}' would do`;
    report(["spark", "namespaces", index], message);
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
  return name === undefined ? undefined : nodeGroupSize(name, project, site);
}
