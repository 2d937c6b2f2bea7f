import { isIPv4 } from "../../constructs/kit/ip-networks";
import { cephCsiProblems, monitorAddress } from "../../constructs/ceph-csi/ceph-csi-checks";
import { CEPH_CSI_DRIVERS, CEPH_CSI_NAMESPACE } from "../../constructs/ceph-csi/names";
import { operatorWorkloads } from "../../constructs/kit/ceph-csi-charts";
import { CEPH_CSI_OPERATOR_NAMESPACE, defaultCephCsiInstall } from "../../constructs/kit/ceph-csi-install";
import type { UsedAddress } from "../../constructs/magnum-cluster/address-checks";
import { show } from "../schema/problems";
import type { PlatformData, ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { magnumDriver } from "../cloud";
import { cloudTypes } from "./cloud-types";
import type { PlatformPart } from "./part";

/** Id of the construct of the operator, which drivers of several parts may have in common. */
export const CEPH_CSI_OPERATOR_PART = "ceph-csi-operator";

/** A mount of something that exists in a Ceph cluster, with its field. */
export interface CephMount {
  /** Name that pods know it by. */
  readonly name: string;
  /** Where pods find it. */
  readonly mountPath: string;
  /** Its field. */
  readonly path: readonly PropertyKey[];
}

/** Storage of a Ceph cluster that somebody else runs. */
export const cephStorage: PlatformPart = {
  construct: "ceph-csi",
  common: [CEPH_CSI_OPERATOR_PART],
  check: checkCephStorage,
  charts: (project) => {
    const { ceph } = project.storage;
    if (!ceph) return [];
    if (cephIsByOperator(project)) return [{ chart: "cephCsiOperator" }, { chart: "cephCsiDrivers" }];
    return [
      ...(ceph.rbd ? [{ chart: "cephCsiRbd" as const, values: ceph.rbd.values }] : []),
      ...(ceph.cephFs ? [{ chart: "cephCsiCephFs" as const, values: ceph.cephFs.values }] : []),
    ];
  },
  namespaces: (project) => [
    ...(project.storage.ceph ? [CEPH_CSI_NAMESPACE] : []),
    ...(cephIsByOperator(project) ? [CEPH_CSI_OPERATOR_NAMESPACE] : []),
  ],
  pods: (project) => {
    const { ceph } = project.storage;
    if (!ceph || !cephIsByOperator(project)) return [];
    return [
      ...(ceph.rbd ? operatorWorkloads(CEPH_CSI_DRIVERS.rbd) : []),
      ...(ceph.cephFs ? operatorWorkloads(CEPH_CSI_DRIVERS.cephfs) : []),
    ];
  },
  credentials: {
    ceph_rbd: {
      source: "provider",
      revision: "storage.ceph.credentialsRevision",
      trial: "make a claim of a class in storage.ceph.rbd, and see it Bound and mounted",
    },
    ceph_cephfs: {
      source: "provider",
      revision: "storage.ceph.credentialsRevision",
      trial: "make a claim of a class in storage.ceph.cephFs, and see it Bound and mounted",
    },
  },
  destroyedLast: {
    charts: ["cephCsiRbd", "cephCsiCephFs", "cephCsiDrivers", "cephCsiOperator"],
    types: ["kubernetes_storage_class_v1"],
  },
};

/**
 * Whether the drivers of a Ceph cluster are installed by their operator.
 *
 * @param project - checked project
 */
export function cephIsByOperator({ storage: { ceph }, kubernetesVersion }: Pick<PlatformData, "storage" | "kubernetesVersion">): boolean {
  return ceph !== undefined && (ceph.install ?? defaultCephCsiInstall(kubernetesVersion)) === "operator";
}

/**
 * Images and directories of a Ceph cluster that jobs and notebooks mount.
 *
 * @param project - checked project
 */
export function cephMounts({ storage: { ceph } }: Pick<PlatformData, "storage">): CephMount[] {
  return [
    ...(ceph?.rbd?.images ?? []).map(({ name, mountPath }, index) => ({
      name,
      mountPath,
      path: ["storage", "ceph", "rbd", "images", index],
    })),
    ...(ceph?.cephFs?.paths ?? []).map(({ name, mountPath }, index) => ({
      name,
      mountPath,
      path: ["storage", "ceph", "cephFs", "paths", index],
    })),
  ];
}

/**
 * Monitors of a Ceph cluster, which nodes and pods must reach.
 *
 * @param project - checked project
 */
export function cephAddresses({ storage: { ceph } }: Pick<PlatformData, "storage">): UsedAddress[] {
  const addresses = (ceph?.monitors ?? []).filter((monitor) => isIPv4(monitorAddress(monitor)));
  return addresses.map((monitor) => ({ what: "the monitor in storage.ceph.monitors", address: monitorAddress(monitor) }));
}

function checkCephStorage(project: ProjectData, site: Site, report: Report): void {
  const { storage, spark, kubernetesVersion } = project;
  const { ceph, block, shared } = storage;
  if (!ceph) return;
  const at = (...path: readonly PropertyKey[]): readonly PropertyKey[] => ["storage", "ceph", ...path];
  const problems = cephCsiProblems({ ...ceph, ...cloudTypes(project, site), driver: magnumDriver(site), kubernetesVersion });
  for (const { path, message } of problems) report(at(...path), message);
  const others = [...(block?.classes ?? []).map(({ name }) => name), ...(shared ? [shared.className] : [])];
  for (const field of ["rbd", "cephFs"] as const) {
    for (const [index, { name }] of (ceph[field]?.classes ?? []).entries()) {
      if (others.includes(name)) report(at(field, "classes", index, "name"), `must be unique, got ${show(name)} twice`);
    }
  }
  const used = [
    ["rbd", "images", ceph.rbd?.images] as const,
    ["rbd", "devices", ceph.rbd?.devices] as const,
    ["cephFs", "paths", ceph.cephFs?.paths] as const,
  ];
  for (const [part, field, list = []] of used) {
    if (list.length > 0 && !spark) report(at(part, field), "must be left out without spark, whose job namespaces mount them");
  }
  if (!spark) return;
  const [first] = spark.namespaces;
  if (ceph.rbd && ceph.rbd.images.length > 0 && spark.namespaces.length > 1) {
    const message = `must be left out with ${spark.namespaces.length} job namespaces: an image is one volume, which one namespace can claim; use storage.ceph.cephFs.paths`;
    report(at("rbd", "images"), message);
  }
  const seen = new Set<string>();
  for (const [index, { name, namespace = first, storageClass }] of (ceph.rbd?.devices ?? []).entries()) {
    const path = at("rbd", "devices", index);
    requireKnown([...path, "namespace"], namespace!, spark.namespaces, "job namespace of spark.namespaces", report);
    const classes = ceph.rbd!.classes.map((spec) => spec.name);
    requireKnown([...path, "storageClass"], storageClass, classes, "class of storage.ceph.rbd", report);
    const others = [...spark.volumes, ...cephMounts(project), ...(project.datasets?.shares ?? [])].map((mount) => mount.name);
    const claim = `${namespace}/${name}`;
    if (seen.has(claim) || others.includes(name)) report([...path, "name"], `must be unique, got ${show(name)} twice`);
    seen.add(claim);
  }
}
