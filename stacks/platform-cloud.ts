import type { Construct } from "constructs";
import type { IDataset, IKubernetesCluster, IStorageClass } from "../constructs/contracts";
import type { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import type { CephCsiOperator } from "../constructs/kit/ceph-csi-driver";
import { isInDigitalOcean, requireOpenStack, type Project } from "../projects";
import type { PlatformStack } from "./platform-stack";

/** What has classes of volumes that one node mounts at a time. */
export interface BlockStorage extends Construct {
  /**
   * A class.
   *
   * @param name - its name; the first class by default
   */
  storageClass(name?: string): IStorageClass;
}

/** What has a class of volumes that many nodes mount at once. */
export interface SharedStorage extends Construct {
  /** The class. */
  readonly storageClass: IStorageClass;
  /** Existing data that its driver mounts. */
  readonly datasets: readonly IDataset[];
}

/** What a platform has of its cloud. */
export interface PlatformCloud {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Makes the classes of `storage.block`, as far as the project has them. */
  blockStorage(): BlockStorage | undefined;
  /** Makes the class of `storage.shared`, as far as the project has it. */
  sharedStorage(operator: CephCsiOperator | undefined): SharedStorage | undefined;
  /** Makes what leads hosts to services, as far as the project has it. */
  ingress(): OctaviaIngress | undefined;
}

/**
 * What a platform has of its cloud, by the kind of its site. Only those of one kind load its bindings.
 *
 * @param stack - the platform stack
 * @param project - its project
 */
export function platformCloud(stack: PlatformStack, project: Project): PlatformCloud {
  if (isInDigitalOcean(project)) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
    const { DigitalOceanPlatform } = require("./digitalocean-platform") as typeof import("./digitalocean-platform");
    return new DigitalOceanPlatform(stack, project);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const { OpenStackPlatform } = require("./openstack-platform") as typeof import("./openstack-platform");
  return new OpenStackPlatform(stack, requireOpenStack(project));
}
