import { operatorWorkloads } from "../../constructs/kit/ceph-csi-charts";
import { CEPH_CSI_OPERATOR_NAMESPACE } from "../../constructs/kit/ceph-csi-install";
import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import { ROOK_MIN_KUBERNETES, rookReleaseFor } from "../../constructs/rook-ceph/charts";
import { GATEWAY_REGION, gatewayUrl, ROOK_DRIVERS, ROOK_NAMESPACE } from "../../constructs/rook-ceph/names";
import { rookCephProblems } from "../../constructs/rook-ceph/rook-ceph-checks";
import type { RookCephSettings } from "../../constructs/rook-ceph/rook-ceph-settings";
import { show } from "../schema/problems";
import type { PlatformData, ProjectData } from "../schema/project";
import { requireKnown, requireKubernetes, type Report } from "../schema/report";
import { allocatableAt, magnumDriver } from "../cloud";
import type { Site } from "../schema/site";
import { CEPH_CSI_OPERATOR_PART, cephIsByOperator } from "./ceph-storage";
import { cloudTypes } from "./cloud-types";
import { nodeGroupSize, type NodeGroupSize } from "./node-group-size";
import type { PlatformPart } from "./part";
import { manilaIsByOperator } from "./shared-storage";
import { blockClasses, classesBelowRook, defaultReclaimPolicy, isOfCloud, isOfRook, requireKept, sharedClasses } from "./storage-classes";

/** A Ceph cluster inside the cluster. */
export const rook: PlatformPart = {
  construct: "rook-ceph",
  common: [CEPH_CSI_OPERATOR_PART],
  check: checkRook,
  charts: (project, site) => {
    const { rook: settings } = project.storage;
    if (!settings) return [];
    const { operator, cluster, hasOwnDrivers } = rookReleaseFor(project.kubernetesVersion);
    const { values = {} } = settings;
    // There is one operator of CSI drivers in a cluster, and another part counts it where it has it too.
    const isCounted = cephIsByOperator(project) || manilaIsByOperator(project, site);
    return [
      { chart: operator, values: values.operator },
      ...(hasOwnDrivers && !isCounted ? [{ chart: "cephCsiOperator" as const }] : []),
      ...(hasOwnDrivers ? [{ chart: "cephCsiDrivers" as const, values: values.drivers }] : []),
      { chart: cluster, values: values.cluster },
    ];
  },
  namespaces: (project) => [
    ...(project.storage.rook ? [ROOK_NAMESPACE] : []),
    ...(rookIsByOperator(project) ? [CEPH_CSI_OPERATOR_NAMESPACE] : []),
  ],
  pods: ({ storage: { rook: settings } }) => [
    ...(settings && settings.blockPools.length > 0 ? operatorWorkloads(ROOK_DRIVERS.rbd) : []),
    ...(settings && settings.fileSystems.length > 0 ? operatorWorkloads(ROOK_DRIVERS.cephfs) : []),
  ],
  demand: (project) => {
    const { rook: settings } = project.storage;
    if (!settings || !isOfCloud(project, settings.storageClass)) return {};
    const { monitors, osds } = settings;
    return {
      volumes: [
        { what: "volumes of Ceph's monitors", count: monitors.count, sizeGiB: monitors.sizeGiB },
        { what: "volumes of Ceph's OSDs", count: osds.count, sizeGiB: osds.sizeGiB },
      ],
    };
  },
  credentials: {},
  destroyedLast: {
    charts: ["rookOperator", "rookCluster", "rookOperator119", "rookCluster119", "cephCsiDrivers", "cephCsiOperator"],
    types: ["kubernetes_storage_class_v1"],
  },
};

/**
 * Whether the drivers of the Ceph cluster inside the cluster are made by the operator that other parts have too.
 *
 * @param project - checked project
 */
export function rookIsByOperator({ storage, kubernetesVersion }: Pick<PlatformData, "storage" | "kubernetesVersion">): boolean {
  return storage.rook !== undefined && rookReleaseFor(kubernetesVersion).hasOwnDrivers;
}

/**
 * What the Ceph cluster inside the cluster is to be, with all that follows from the tier.
 *
 * @param project - checked project
 * @returns undefined if the project has none
 */
export function rookSettings({ storage: { rook: settings }, tier }: Pick<PlatformData, "storage" | "tier">): RookCephSettings | undefined {
  if (!settings) return undefined;
  const kept = defaultReclaimPolicy(tier);
  const byTier = <S extends { readonly reclaimPolicy?: "Delete" | "Retain" | undefined }>(spec: S) => ({
    ...spec,
    reclaimPolicy: spec.reclaimPolicy ?? kept,
  });
  const { replicas, monitors, osds, blockPools, fileSystems, objectStore } = settings;
  return {
    replicas,
    monitors,
    osds,
    blockPools: blockPools.map(byTier),
    fileSystems: fileSystems.map(byTier),
    objectStore: objectStore && byTier(objectStore),
  };
}

/**
 * The node group of Ceph's daemons, with the size and the fewest of its nodes.
 *
 * @param project - checked project
 * @param site - its site
 * @returns undefined if there is no such group
 */
export function rookNodeGroup(project: PlatformData, site: Site): (NodeGroupSize & { readonly nodes: number }) | undefined {
  const name = project.storage.rook?.nodeGroup;
  const size = name === undefined ? undefined : nodeGroupSize(name, project, site);
  const group = project.nodeGroups.find((other) => other.name === name) ?? project.cluster.workers;
  return size && { ...size, nodes: nodeGroupBounds(group).min };
}

/**
 * The object store that jobs and notebooks use.
 *
 * @param project - checked project
 * @param site - its site
 * @returns undefined if they use none
 */
export function usedObjectStore(
  { spark, storage }: Pick<PlatformData, "spark" | "storage">,
  site: Site,
): { readonly endpoint: string; readonly region: string } | undefined {
  if (!spark?.objectStore) return undefined;
  if (spark.objectStore.from !== "rook") return site.objectStore;
  const store = storage.rook?.objectStore;
  return store && { endpoint: gatewayUrl(store.name), region: GATEWAY_REGION };
}

function checkRook(project: ProjectData, site: Site, report: Report): void {
  const { storage, tier, kubernetesVersion } = project;
  const { rook: settings } = storage;
  if (!settings) return;
  const at = (...path: readonly PropertyKey[]): readonly PropertyKey[] => ["storage", "rook", ...path];
  requireKubernetes(at(), kubernetesVersion, ROOK_MIN_KUBERNETES, report);
  const nodeGroup = rookNodeGroup(project, site);
  if (!nodeGroup) {
    const groups = ["default-worker", ...project.nodeGroups.map((group) => group.name)];
    requireKnown(at("nodeGroup"), settings.nodeGroup, groups, "node group", report);
  }
  const classes = classesBelowRook(project);
  const names = classes.map(({ name }) => name);
  requireKnown(at("storageClass"), settings.storageClass, names, "block storage class that Ceph is not below itself", report);
  if (tier === "prod") requireKept(at("storageClass"), settings.storageClass, classes, "data", report);
  const problems = rookCephProblems(rookSettings(project)!, {
    ...cloudTypes(project, site),
    driver: magnumDriver(site),
    nodeGroup: settings.nodeGroup,
    nodes: nodeGroup?.nodes,
    allocatable: nodeGroup && allocatableAt(nodeGroup, site, project.cluster.labels),
  });
  for (const { path, message } of problems) report(at(...path), message);
  const others = [...blockClasses(project), ...sharedClasses(project)].filter((spec) => !isOfRook(spec)).map(({ name }) => name);
  for (const field of ["blockPools", "fileSystems"] as const) {
    for (const [index, { name }] of settings[field].entries()) {
      if (others.includes(name)) report(at(field, index, "name"), `must be unique, got ${show(name)} twice`);
    }
  }
}
