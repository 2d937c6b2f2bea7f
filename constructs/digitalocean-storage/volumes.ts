import { Construct } from "constructs";
import type { IKubernetesCluster, IStorageClass } from "../contracts";
import { requireNone } from "../kit/setting-problem";
import { StorageClass } from "../kit/storage-class";
import { isPreinstalled, volumeClassProblems, type VolumeClass } from "./volume-classes";

const PROVISIONER = "dobs.csi.digitalocean.com";

/** Properties of `DigitalOceanVolumes`. */
export interface DigitalOceanVolumesProps {
  /** The cluster, which has the CSI driver already. */
  readonly cluster: IKubernetesCluster;
  /** Storage classes: those of a name of DigitalOcean's are there, all others are made. */
  readonly classes: readonly VolumeClass[];
}

/**
 * Block storage: classes of DigitalOcean's volumes, each mounted by one node at a time. A node attaches 7 volumes at most.
 *
 * @throws Error if a class of DigitalOcean's is asked for something else than it is
 */
export class DigitalOceanVolumes extends Construct {
  private readonly classes = new Map<string, IStorageClass>();

  constructor(scope: Construct, id: string, props: DigitalOceanVolumesProps) {
    super(scope, id);
    requireNone(volumeClassProblems(props.classes));
    for (const { name, reclaimPolicy = "Delete", fsType = "ext4" } of props.classes) {
      const accessModes = ["ReadWriteOnce"] as const;
      const made = isPreinstalled(name)
        ? StorageClass.fromName(this, name, { name, accessModes, reclaimPolicy })
        : new StorageClass(this, name, {
            name,
            provisioner: PROVISIONER,
            parameters: { "csi.storage.k8s.io/fstype": fsType },
            accessModes,
            reclaimPolicy,
            // A region has no zones, but a volume that nobody mounts need not be there.
            volumeBindingMode: "WaitForFirstConsumer",
          });
      this.classes.set(name, made);
    }
  }

  /**
   * A class.
   *
   * @param name - its name; the first class by default
   * @throws Error if there is no such class
   */
  public storageClass(name?: string): IStorageClass {
    const found = name === undefined ? this.classes.values().next().value : this.classes.get(name);
    if (!found) throw new Error(`storage class '${name}' does not exist, DigitalOceanVolumes has ${[...this.classes.keys()].join(", ")}`);
    return found;
  }
}
