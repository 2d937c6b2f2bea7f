import type { ReclaimPolicy } from "../contracts";
import { nameProblem } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";

/** A class of DigitalOcean's volumes. */
export interface VolumeClass {
  /** Name in Kubernetes: that of a class that every cluster has, or one of its own. */
  readonly name: string;
  /**
   * What happens to a volume when its claim is deleted.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy | undefined;
  /**
   * File system of the volumes.
   *
   * @default "ext4"
   */
  readonly fsType?: "ext4" | "xfs" | undefined;
}

/** Name of the class that claims without a class get. */
export const DEFAULT_VOLUME_CLASS = "do-block-storage";

/**
 * Classes that every cluster has.
 *
 * @see https://github.com/digitalocean/csi-digitalocean/blob/v4.16.0/README.md
 */
export const PREINSTALLED: Readonly<Record<string, Required<Pick<VolumeClass, "reclaimPolicy" | "fsType">>>> = {
  [DEFAULT_VOLUME_CLASS]: { reclaimPolicy: "Delete", fsType: "ext4" },
  "do-block-storage-retain": { reclaimPolicy: "Retain", fsType: "ext4" },
  "do-block-storage-xfs": { reclaimPolicy: "Delete", fsType: "xfs" },
  "do-block-storage-xfs-retain": { reclaimPolicy: "Retain", fsType: "xfs" },
};

/**
 * Volumes that a node attaches at most.
 *
 * @see https://docs.digitalocean.com/products/volumes/details/limits/
 */
export const VOLUMES_PER_NODE = 7;

/** Whether a class is one that every cluster has. */
export function isPreinstalled(name: string): boolean {
  return Object.hasOwn(PREINSTALLED, name);
}

/**
 * Finds what is wrong with classes of volumes.
 *
 * @param classes - the classes
 */
export function volumeClassProblems(classes: readonly VolumeClass[]): SettingProblem[] {
  const problems: SettingProblem[] = [];
  if (classes.length === 0) problems.push({ path: ["classes"], message: "must have at least one storage class, got none" });
  for (const [index, { name, reclaimPolicy = "Delete", fsType = "ext4" }] of classes.entries()) {
    const add = (field: string, message: string | undefined): void => {
      if (message !== undefined) problems.push({ path: ["classes", index, field], message });
    };
    add("name", nameProblem("subdomain", name));
    if (classes.findIndex((other) => other.name === name) < index) add("name", `must be unique, got '${name}' twice`);
    const there = isPreinstalled(name) ? PREINSTALLED[name] : undefined;
    if (!there) continue;
    const fits = Object.keys(PREINSTALLED).find(
      (other) => PREINSTALLED[other]!.reclaimPolicy === reclaimPolicy && PREINSTALLED[other]!.fsType === fsType,
    )!;
    for (const [field, asked] of [["reclaimPolicy", reclaimPolicy] as const, ["fsType", fsType] as const]) {
      if (there[field] === asked) continue;
      add(field, `must be "${there[field]}" for '${name}', a class that every cluster has, got "${asked}"; the class '${fits}' has it`);
    }
  }
  return problems;
}
