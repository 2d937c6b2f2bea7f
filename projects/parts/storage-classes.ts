import type { ReclaimPolicy } from "../../constructs/contracts";
import type { PlatformData } from "../schema/project";

/** A class that a project has, as others refer to it. */
export interface ProjectClass {
  /** Name in Kubernetes. */
  readonly name: string;
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
  /** Field that it stands in. */
  readonly field: string;
  /** Whether its volumes take of the cloud's quota. */
  readonly isOfCloud: boolean;
}

/**
 * What happens to a volume where the project does not say it: in prod nobody loses one by mistake.
 *
 * @param tier - how much the project matters
 */
export function defaultReclaimPolicy(tier: PlatformData["tier"]): ReclaimPolicy {
  return tier === "prod" ? "Retain" : "Delete";
}

/**
 * Classes of volumes that one node mounts at a time.
 *
 * @param project - checked project
 */
export function blockClasses({ storage: { block, ceph }, tier }: Pick<PlatformData, "storage" | "tier">): ProjectClass[] {
  return [
    ...(block?.classes ?? []).map(({ name, reclaimPolicy }) => ({ name, reclaimPolicy, field: "storage.block", isOfCloud: true })),
    ...(ceph?.rbd?.classes ?? []).map(({ name, reclaimPolicy = defaultReclaimPolicy(tier) }) => ({
      name,
      reclaimPolicy,
      field: "storage.ceph.rbd",
      isOfCloud: false,
    })),
  ];
}

/**
 * Classes of volumes that many nodes mount at once.
 *
 * @param project - checked project
 */
export function sharedClasses({ storage: { shared, ceph }, tier }: Pick<PlatformData, "storage" | "tier">): ProjectClass[] {
  const policy = defaultReclaimPolicy(tier);
  return [
    ...(shared
      ? [{ name: shared.className, reclaimPolicy: shared.reclaimPolicy ?? policy, field: "storage.shared", isOfCloud: true }]
      : []),
    ...(ceph?.cephFs?.classes ?? []).map(({ name, reclaimPolicy = policy }) => ({
      name,
      reclaimPolicy,
      field: "storage.ceph.cephFs",
      isOfCloud: false,
    })),
  ];
}

/**
 * Whether the volumes of a class take of the cloud's quota; those of a Ceph cluster that somebody else runs do not.
 *
 * @param project - checked project
 * @param name - name of the class; that of `storage.shared` where it is left out
 */
export function isOfCloud(project: Pick<PlatformData, "storage" | "tier">, name: string | undefined): boolean {
  return !(
    name !== undefined && [...blockClasses(project), ...sharedClasses(project)].some((found) => found.name === name && !found.isOfCloud)
  );
}
