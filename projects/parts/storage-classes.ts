import type { AccessMode, ReclaimPolicy } from "../../constructs/contracts";
import { show } from "../schema/problems";
import type { PlatformData } from "../schema/project";
import type { Report } from "../schema/report";

/** A class that a project has, as others refer to it. */
export interface ProjectClass {
  /** Name in Kubernetes. */
  readonly name: string;
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
  /** Field of the list that it stands in. */
  readonly field: string;
  /** Whether its volumes take of the cloud's quota. */
  readonly isOfCloud: boolean;
}

type Storing = Pick<PlatformData, "storage" | "tier">;

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
export function blockClasses({ storage, tier }: Storing): ProjectClass[] {
  const { block, ceph, rook } = storage;
  return [
    ...(block?.classes ?? []).map(({ name, reclaimPolicy }) => ({ name, reclaimPolicy, field: "storage.block.classes", isOfCloud: true })),
    ...(ceph?.rbd?.classes ?? []).map((spec) => ofCeph(spec, "storage.ceph.rbd.classes", tier)),
    ...(rook?.blockPools ?? []).map((spec) => ofCeph(spec, "storage.rook.blockPools", tier)),
    ...existingClasses(storage, "ReadWriteOnce"),
  ];
}

/**
 * Classes of volumes that many nodes mount at once.
 *
 * @param project - checked project
 */
export function sharedClasses({ storage, tier }: Storing): ProjectClass[] {
  const { shared, ceph, rook } = storage;
  const policy = defaultReclaimPolicy(tier);
  return [
    ...(shared
      ? [{ name: shared.className, reclaimPolicy: shared.reclaimPolicy ?? policy, field: "storage.shared", isOfCloud: true }]
      : []),
    ...(ceph?.cephFs?.classes ?? []).map((spec) => ofCeph(spec, "storage.ceph.cephFs.classes", tier)),
    ...(rook?.fileSystems ?? []).map((spec) => ofCeph(spec, "storage.rook.fileSystems", tier)),
    ...existingClasses(storage, "ReadWriteMany"),
  ];
}

/**
 * Block classes whose volumes do not come from the Ceph cluster inside the cluster itself, which its own monitors and OSDs are on.
 *
 * @param project - checked project
 */
export function classesBelowRook(project: Storing): ProjectClass[] {
  return blockClasses(project).filter((spec) => !isOfRook(spec));
}

/** Whether a class is of the Ceph cluster inside the cluster. */
export function isOfRook({ field }: Pick<ProjectClass, "field">): boolean {
  return field.startsWith("storage.rook.");
}

/** Volumes of Ceph take nothing of the cloud's quota: others count those that it is on. */
function ofCeph(
  { name, reclaimPolicy }: { readonly name: string; readonly reclaimPolicy?: ReclaimPolicy | undefined },
  field: string,
  tier: PlatformData["tier"],
): ProjectClass {
  return { name, reclaimPolicy: reclaimPolicy ?? defaultReclaimPolicy(tier), field, isOfCloud: false };
}

function existingClasses({ existing = [] }: PlatformData["storage"], mode: AccessMode): ProjectClass[] {
  return existing
    .filter(({ accessModes }) => accessModes.includes(mode))
    .map(({ name, reclaimPolicy, inQuota }) => ({ name, reclaimPolicy, field: "storage.existing", isOfCloud: inQuota }));
}

/**
 * Whether the volumes of a class take of the cloud's quota; those of Ceph do not.
 *
 * @param project - checked project
 * @param name - name of the class; that of `storage.shared` where it is left out
 */
export function isOfCloud(project: Storing, name: string | undefined): boolean {
  return !(
    name !== undefined && [...blockClasses(project), ...sharedClasses(project)].some((found) => found.name === name && !found.isOfCloud)
  );
}

/**
 * What a class must be that volumes of one node are of, in the words of a refusal.
 *
 * @param storage - storage of a checked project
 */
export function classesOf(storage: PlatformData["storage"]): string {
  const { ceph, rook, existing } = storage;
  const fields = [
    "storage.block",
    ...(ceph?.rbd ? ["storage.ceph.rbd"] : []),
    ...(rook && rook.blockPools.length > 0 ? ["storage.rook.blockPools"] : []),
    ...(existing ? ["storage.existing"] : []),
  ];
  return `class of ${fields.join(" or ")}`;
}

/**
 * Demands of a class that its volumes stay when their claims go; one that there is not is refused elsewhere.
 *
 * @param path - where the class is named
 * @param name - its name
 * @param classes - those that could be named
 * @param what - what is on the volumes, in the plural
 * @param report - called for the problem
 */
export function requireKept(
  path: readonly PropertyKey[],
  name: string | undefined,
  classes: readonly ProjectClass[],
  what: string,
  report: Report,
): void {
  const found = classes.find((spec) => spec.name === name);
  if (!found || found.reclaimPolicy === "Retain") return;
  const kept = classes.find(({ reclaimPolicy }) => reclaimPolicy === "Retain");
  report(
    path,
    `must have reclaimPolicy Retain in tier prod, where ${what} stay whatever is deleted, got ${show(name)}; ` +
      (kept ? `${show(kept.name)} has it` : `add such a class to ${found.field}`),
  );
}
