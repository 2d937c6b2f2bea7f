import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IDataset, IKubernetesCluster, IStorageClass, Mirrors, ReclaimPolicy } from "../contracts";
import { driverOf } from "../contracts/cluster";
import { CephCsiOperator, installCephClientProfile, installCephCsiDriver } from "../kit/ceph-csi-driver";
import { defaultCephCsiInstall, type CephCsiInstall } from "../kit/ceph-csi-install";
import type { HelmValues } from "../kit/chart-release";
import type { CloudTypes } from "../kit/driver-objects";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";
import { StorageClass } from "../kit/storage-class";
import type { Toleration } from "../kit/toleration";
import { requireSensitive, writeOnlySecret } from "../kit/write-only-secret";
import { cephCsiProblems, DEFAULT_RBD_FEATURES, hasMsgr2, type RbdFeature } from "./ceph-csi-checks";
import { CEPH_CSI_DRIVERS, CEPH_CSI_NAMESPACE } from "./names";
import { CephStaticVolume } from "./ceph-static-volume";

/** Ports of the drivers' metrics on the nodes; 8080 and 8081 are those of everybody. */
const METRICS_PORTS = { rbd: 18080, cephfs: 18081 } as const;

/** Tells the kernel to speak the second protocol of Ceph's monitors, without which a mount from port 3300 hangs. */
const MSGR2_OPTION = "ms_mode=prefer-crc";

/** A user of the Ceph cluster. */
export interface CephUser {
  /** Name, without "client.". */
  readonly user: string;
  /** Key, without anything else of a keyring; a sensitive Terraform variable, never a literal. */
  readonly key: string;
}

/** A class of RBD images. */
export interface CephRbdClass {
  /** Name in Kubernetes, an RFC 1123 subdomain. */
  readonly name: string;
  /** Pool that images are made in. */
  readonly pool: string;
  /**
   * Erasure coded pool that has the data of images.
   *
   * @default - the pool
   */
  readonly dataPool?: string;
  /**
   * Features of images.
   *
   * @default ["layering", "exclusive-lock", "object-map", "fast-diff"]
   */
  readonly features?: readonly RbdFeature[];
  /**
   * What maps images: the node's kernel, or a process in the node plugin whose restart breaks all mounts.
   *
   * @default "kernel"
   */
  readonly mounter?: "kernel" | "nbd";
  /**
   * File system of the volumes.
   *
   * @default "ext4"
   */
  readonly fsType?: "ext4" | "xfs";
  /**
   * What happens to an image when its claim is deleted.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy;
}

/** An image that exists. */
export interface CephImage {
  /** Name that pods know the data by, an RFC 1123 label. */
  readonly name: string;
  /** Name of the image. */
  readonly image: string;
  /** Its pool. */
  readonly pool: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /**
   * File system in the image.
   *
   * @default "ext4"
   */
  readonly fsType?: "ext4" | "xfs";
}

/** What is made of images of RBD: volumes that one node mounts at a time. */
export interface CephRbd extends CephUser {
  /**
   * Namespace within the pools that images are made in.
   *
   * @default - none
   */
  readonly radosNamespace?: string;
  /** Classes of images that are made for claims. */
  readonly classes: readonly CephRbdClass[];
  /**
   * Images that exist, to be read.
   *
   * @default - none
   */
  readonly images?: readonly CephImage[];
  /**
   * Values of the driver's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/** A class of subvolumes of CephFS. */
export interface CephFsClass {
  /** Name in Kubernetes, an RFC 1123 subdomain. */
  readonly name: string;
  /**
   * Pool that has the data.
   *
   * @default - that of the file system
   */
  readonly dataPool?: string;
  /**
   * Client that mounts: the node's kernel, or a process in the node plugin whose restart breaks all mounts.
   *
   * @default "kernel"
   */
  readonly mounter?: "kernel" | "fuse";
  /**
   * What happens to a subvolume when its claim is deleted.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy;
}

/** A directory that exists. */
export interface CephPath {
  /** Name that pods know the data by, an RFC 1123 label. */
  readonly name: string;
  /** Path in the file system. */
  readonly path: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /**
   * Whether pods can only read.
   *
   * @default true
   */
  readonly readOnly?: boolean;
}

/** What is made of directories of CephFS: volumes that many nodes mount at once. */
export interface CephFs extends CephUser {
  /** Name of the file system. */
  readonly fsName: string;
  /**
   * Group that subvolumes are made in.
   *
   * @default "csi"
   */
  readonly subvolumeGroup?: string;
  /** Classes of subvolumes that are made for claims. */
  readonly classes: readonly CephFsClass[];
  /**
   * Directories that exist.
   *
   * @default - none
   */
  readonly paths?: readonly CephPath[];
  /**
   * Values of the driver's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/** Properties of `CephCsi`. */
export interface CephCsiProps extends CloudTypes {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Id of the Ceph cluster (its fsid), at most 36 characters; volumes name it for as long as they exist. */
  readonly clusterId: string;
  /** Monitors: IPv4 addresses with ports, which the nodes and pods must reach, as all other servers of the Ceph cluster. */
  readonly monitors: readonly string[];
  /**
   * Images of RBD.
   *
   * @default - none
   */
  readonly rbd?: CephRbd;
  /**
   * Directories of CephFS.
   *
   * @default - none
   */
  readonly cephFs?: CephFs;
  /** Raise it by one after a rotation of a key, so that the new values are written. */
  readonly revision: number;
  /**
   * How the drivers are installed.
   *
   * @default - by the operator from Kubernetes 1.32 on, by charts before
   */
  readonly install?: CephCsiInstall;
  /**
   * The operator, where something else has drivers by it too: there can be one in a cluster.
   *
   * @default - one is made here, where the drivers are installed by it
   */
  readonly operator?: CephCsiOperator;
  /**
   * Taints of nodes whose pods mount volumes.
   *
   * @default - none
   */
  readonly nodeTolerations?: readonly Toleration[];
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
}

/** A raw device for pods that take it as such. */
export interface CephDevice {
  /** Name of the claim, an RFC 1123 label. */
  readonly name: string;
  /** Namespace, as a token that waits for it. */
  readonly namespace: string;
  /** Name of the namespace as it is written. */
  readonly namespaceName: string;
  /** Name of a class of `rbd`. */
  readonly storageClass: string;
  /** Size in GiB; it can grow. */
  readonly sizeGiB: number;
  /**
   * Whether Terraform refuses to destroy the claim.
   *
   * @default false
   */
  readonly protect?: boolean;
}

interface SecretRef {
  readonly name: string;
  readonly namespace: string;
}

/**
 * Storage of a Ceph cluster that somebody else runs: classes of RBD images and CephFS directories, and those that exist already.
 *
 * @throws Error if a key is a literal, or for names, monitors and features that cannot work
 * @see https://github.com/ceph/ceph-csi/tree/v3.17.1
 */
export class CephCsi extends Construct {
  /** Images and directories that exist, in the order given. */
  public readonly datasets: readonly IDataset[];
  private readonly classes = new Map<string, IStorageClass>();
  private readonly rbdClasses: readonly string[];

  constructor(scope: Construct, id: string, props: CephCsiProps) {
    super(scope, id);
    const { cluster, rbd, cephFs, clusterId } = props;
    requireNone(cephCsiProblems({ ...props, driver: driverOf(cluster), kubernetesVersion: cluster.kubernetesVersion }));
    if (rbd) requireSensitive("rbd.key", rbd.key);
    if (cephFs) requireSensitive("cephFs.key", cephFs.key);
    const namespace = systemNamespace(this, "namespace", CEPH_CSI_NAMESPACE);
    const isByOperator = (props.install ?? defaultCephCsiInstall(cluster.kubernetesVersion)) === "operator";
    const operator = isByOperator ? (props.operator ?? new CephCsiOperator(this, "operator", props)) : undefined;
    const profile = operator && this.profile(props, namespace, operator);
    const drivers = profile ? [profile] : [];
    const msgr2 = hasMsgr2(props.monitors);

    const datasets: IDataset[] = [];
    if (rbd) {
      const secret = this.secret("rbd", namespace, rbd, props.revision);
      const mapOptions: Record<string, string> = msgr2 ? { mapOptions: `krbd:${MSGR2_OPTION}` } : {};
      const dependsOn = [this.driver("rbd", props, namespace, operator, drivers)];
      for (const spec of rbd.classes) this.rbdClass(spec, clusterId, secret, mapOptions, dependsOn);
      for (const image of rbd.images ?? []) {
        datasets.push(
          new CephStaticVolume(this, `image-${image.name}`, {
            name: image.name,
            mountPath: image.mountPath,
            // A file system in an image is for one node that writes, or for many that read.
            readOnly: true,
            driverName: CEPH_CSI_DRIVERS.rbd,
            image: image.image,
            fsType: image.fsType ?? "ext4",
            attributes: { clusterID: clusterId, pool: image.pool, imageFeatures: "layering", ...mapOptions },
            secret,
            dependsOn,
          }),
        );
      }
    }
    if (cephFs) {
      const secret = this.secret("cephfs", namespace, cephFs, props.revision);
      const mountOptions: Record<string, string> = msgr2 ? { kernelMountOptions: MSGR2_OPTION } : {};
      const dependsOn = [this.driver("cephfs", props, namespace, operator, drivers)];
      for (const spec of cephFs.classes) this.cephFsClass(spec, clusterId, cephFs.fsName, secret, mountOptions, dependsOn);
      for (const { name, path, mountPath, readOnly = true } of cephFs.paths ?? []) {
        datasets.push(
          new CephStaticVolume(this, `path-${name}`, {
            name,
            mountPath,
            readOnly,
            driverName: CEPH_CSI_DRIVERS.cephfs,
            attributes: { clusterID: clusterId, fsName: cephFs.fsName, rootPath: path, mounter: "kernel", ...mountOptions },
            secret,
            dependsOn,
          }),
        );
      }
    }
    this.datasets = datasets;
    this.rbdClasses = (rbd?.classes ?? []).map(({ name }) => name);
  }

  /**
   * Whether a class was made here.
   *
   * @param name - its name
   */
  public hasStorageClass(name: string): boolean {
    return this.classes.has(name);
  }

  /**
   * A class that was made here.
   *
   * @param name - its name
   * @throws Error if there is no such class
   */
  public storageClass(name: string): IStorageClass {
    const found = this.classes.get(name);
    if (!found) throw new Error(`storage class '${name}' does not exist, CephCsi made ${[...this.classes.keys()].join(", ") || "none"}`);
    return found;
  }

  /**
   * Makes a claim of a raw device, which pods take as `volumeDevices`, on several nodes at once where their software can do that.
   *
   * @param device - what it is
   * @throws Error if there is no such class of RBD
   */
  public claimDevice(device: CephDevice): void {
    if (!this.rbdClasses.includes(device.storageClass)) {
      throw new Error(
        `device '${device.name}' needs a class of rbd (${this.rbdClasses.join(", ") || "there are none"}), got '${device.storageClass}'`,
      );
    }
    new PersistentVolumeClaimV1(this, `device-${device.namespaceName}-${device.name}`, {
      metadata: { name: device.name, namespace: device.namespace },
      spec: {
        volumeMode: "Block",
        accessModes: ["ReadWriteMany"],
        storageClassName: this.storageClass(device.storageClass).storageClassName,
        resources: { requests: { storage: `${device.sizeGiB}Gi` } },
      },
      lifecycle: device.protect ? { preventDestroy: true } : undefined,
    });
  }

  private secret(kind: "rbd" | "cephfs", namespace: string, { user, key }: CephUser, revision: number): SecretRef {
    const data = { userID: user, userKey: key };
    const { metadata } = writeOnlySecret(this, `${kind}-credentials`, { name: `ceph-csi-${kind}`, namespace, data, revision });
    return { name: metadata.name, namespace: metadata.namespace };
  }

  private profile({ cluster, clusterId, monitors, mirrors, rbd, cephFs }: CephCsiProps, namespace: string, operator: CephCsiOperator) {
    return installCephClientProfile(this, "client-profile", {
      cluster,
      namespace,
      mirrors,
      operator,
      name: "ceph-csi-client-profile",
      profile: { clusterId, monitors, radosNamespace: rbd?.radosNamespace, subvolumeGroup: cephFs?.subvolumeGroup },
    });
  }

  private driver(
    kind: "rbd" | "cephfs",
    props: CephCsiProps,
    namespace: string,
    operator: CephCsiOperator | undefined,
    dependsOn: ITerraformDependable[],
  ): ITerraformDependable {
    const { cluster, clusterId, monitors, rbd, cephFs } = props;
    const subvolumeGroup = cephFs?.subvolumeGroup;
    const radosNamespace = rbd?.radosNamespace;
    const mounters = (kind === "rbd" ? rbd : cephFs)!.classes.map(({ mounter }) => mounter ?? "kernel");
    return installCephCsiDriver(this, `${kind}-driver`, {
      cluster,
      kind,
      driverName: CEPH_CSI_DRIVERS[kind],
      namespace,
      // Its roles belong to the whole cluster and have its name: that of the chart is Manila's.
      chartRelease: `own-ceph-csi-${kind}`,
      operatorRelease: `ceph-csi-${kind}-driver`,
      chartValues: {
        driverName: CEPH_CSI_DRIVERS[kind],
        csiConfig: [
          {
            clusterID: clusterId,
            monitors,
            ...(kind === "cephfs" && subvolumeGroup !== undefined && { cephFS: { subvolumeGroup } }),
            ...(kind === "rbd" && radosNamespace !== undefined && { rbd: { radosNamespace } }),
          },
        ],
        // Both charts are in one namespace, and each has these by the same names.
        configMapName: `ceph-csi-config-${kind}`,
        cephConfConfigMapName: `ceph-config-${kind}`,
        kmsConfigMapName: `ceph-csi-kms-${kind}`,
        nodeplugin: { httpMetrics: { containerPort: METRICS_PORTS[kind] } },
        // Three of them keep off each other's nodes, and a small cluster has not so many.
        provisioner: { replicaCount: 1 },
      },
      operator,
      mountsInPod: mounters.some((mounter) => mounter !== "kernel"),
      nodeTolerations: props.nodeTolerations,
      extraValues: (kind === "rbd" ? rbd : cephFs)!.values,
      mirrors: props.mirrors,
      dependsOn,
    });
  }

  private rbdClass(
    spec: CephRbdClass,
    clusterId: string,
    secret: SecretRef,
    mapOptions: Record<string, string>,
    dependsOn: ITerraformDependable[],
  ): void {
    const { name, pool, dataPool, features = DEFAULT_RBD_FEATURES, mounter = "kernel", fsType = "ext4", reclaimPolicy = "Delete" } = spec;
    this.addClass(name, {
      provisioner: CEPH_CSI_DRIVERS.rbd,
      parameters: {
        clusterID: clusterId,
        pool,
        ...(dataPool !== undefined && { dataPool }),
        imageFeatures: features.join(","),
        ...(mounter === "nbd" && { mounter: "rbd-nbd" }),
        ...(mounter === "kernel" && mapOptions),
        "csi.storage.k8s.io/fstype": fsType,
        ...secretParameters(secret),
      },
      accessModes: ["ReadWriteOnce"],
      reclaimPolicy,
      dependsOn,
    });
  }

  private cephFsClass(
    spec: CephFsClass,
    clusterId: string,
    fsName: string,
    secret: SecretRef,
    mountOptions: Record<string, string>,
    dependsOn: ITerraformDependable[],
  ): void {
    const { name, dataPool, mounter = "kernel", reclaimPolicy = "Delete" } = spec;
    this.addClass(name, {
      provisioner: CEPH_CSI_DRIVERS.cephfs,
      parameters: {
        clusterID: clusterId,
        fsName,
        ...(dataPool !== undefined && { pool: dataPool }),
        mounter,
        ...(mounter === "kernel" && mountOptions),
        ...secretParameters(secret),
      },
      accessModes: ["ReadWriteMany", "ReadOnlyMany", "ReadWriteOnce"],
      reclaimPolicy,
      dependsOn,
    });
  }

  private addClass(name: string, props: Omit<ConstructorParameters<typeof StorageClass>[2], "name" | "volumeBindingMode">): void {
    // Every node reaches the Ceph cluster, so there is no consumer to wait for, and a refusal shows at once.
    this.classes.set(name, new StorageClass(this, `class-${name}`, { name, volumeBindingMode: "Immediate", ...props }));
  }
}

function secretParameters(secret: SecretRef): Record<string, string> {
  return Object.fromEntries(
    ["provisioner", "controller-expand", "controller-publish", "node-stage"].flatMap((step) => [
      [`csi.storage.k8s.io/${step}-secret-name`, secret.name],
      [`csi.storage.k8s.io/${step}-secret-namespace`, secret.namespace],
    ]),
  );
}
