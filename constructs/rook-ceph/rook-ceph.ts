import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster, IObjectStore, IStorageClass, Mirrors, NodeSize } from "../contracts";
import { driverOf } from "../contracts/cluster";
import { CEPH_CSI_CHARTS } from "../kit/ceph-csi-charts";
import { CephCsiOperator } from "../kit/ceph-csi-driver";
import { installChart, SAFE_RELEASE, valuesYaml, type HelmValues } from "../kit/chart-release";
import type { CloudTypes } from "../kit/driver-objects";
import { packageFolder } from "../kit/package-root";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";
import { StorageClass } from "../kit/storage-class";
import type { Toleration } from "../kit/toleration";
import { ROOK_CHARTS, rookReleaseFor } from "./charts";
import { clusterValues } from "./cluster-values";
import { BUCKET_CLASS, GATEWAY_REGION, gatewayUrl, IMAGE_SET, ROOK_DRIVERS, ROOK_NAMESPACE } from "./names";
import { rookCephProblems } from "./rook-ceph-checks";
import type { RookCephSettings } from "./rook-ceph-settings";

/** Longest wait for the Ceph cluster to be gone, in seconds: Rook takes its parts away one after another. */
const CLUSTER_TIMEOUT_S = 1800;

/** Oldest Kubernetes that Rook is tested on with the operator of CSI drivers, which is older than that of the operator itself. */
const { minKubernetes } = ROOK_CHARTS.rookOperator;

/** Values of the three charts, laid over ours. */
export interface RookCephValues {
  /** Of chart rook-ceph. */
  readonly operator?: HelmValues;
  /** Of chart ceph-csi-drivers, from Rook 1.20 on. */
  readonly drivers?: HelmValues;
  /** Of chart rook-ceph-cluster. */
  readonly cluster?: HelmValues;
}

/** Properties of `RookCeph`. */
export interface RookCephProps extends RookCephSettings, CloudTypes {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Node group of Ceph's daemons, with the fewest nodes that it has. */
  readonly nodeGroup: NodeSize & { readonly name: string; readonly nodes?: number };
  /** Class of the volumes of monitors and OSDs: block volumes of the cloud, or of whatever the site has. */
  readonly storageClass: IStorageClass;
  /**
   * The operator of CSI drivers, where something else has drivers by it too: there can be one in a cluster.
   *
   * @default - one is made here, where Rook does not bring its own
   */
  readonly operator?: CephCsiOperator;
  /**
   * Taints that Ceph's daemons stand; operators keep off tainted nodes.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * Taints of nodes whose pods mount volumes.
   *
   * @default - none
   */
  readonly nodeTolerations?: readonly Toleration[];
  /**
   * Whether a plan that takes the Ceph cluster away is refused.
   *
   * @default false
   */
  readonly protect?: boolean;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Values of the charts, laid over ours.
   *
   * @default - none
   */
  readonly values?: RookCephValues;
}

/**
 * A Ceph cluster inside the Kubernetes cluster, run by Rook, with its monitors and OSDs on claims of a block storage class.
 *
 * @throws Error if nodes or OSDs are too few for what is asked, or too small for a daemon
 * @see https://github.com/rook/rook/tree/v1.20.6/Documentation
 */
export class RookCeph extends Construct {
  /** The object store; undefined where there is none. */
  public readonly objectStore: IObjectStore | undefined;
  private readonly classes = new Map<string, IStorageClass>();

  constructor(scope: Construct, id: string, props: RookCephProps) {
    super(scope, id);
    const { cluster, blockPools, fileSystems, objectStore } = props;
    requireBlock(props.storageClass);
    requireNone(
      rookCephProblems(props, {
        ...props,
        nodeGroup: props.nodeGroup.name,
        nodes: props.nodeGroup.nodes,
        allocatable: cluster.allocatable(props.nodeGroup),
        driver: driverOf(cluster),
      }),
    );
    const ceph = this.install(props);
    for (const { name, reclaimPolicy, fsType } of blockPools) {
      const parameters = { pool: name, imageFormat: "2", imageFeatures: "layering", "csi.storage.k8s.io/fstype": fsType };
      this.addClass(name, "rbd", { parameters, accessModes: ["ReadWriteOnce"], reclaimPolicy, dependsOn: [ceph] });
    }
    for (const { name, reclaimPolicy } of fileSystems) {
      const parameters = { fsName: name, pool: `${name}-data0`, mounter: "kernel" };
      const accessModes = ["ReadWriteMany", "ReadOnlyMany", "ReadWriteOnce"] as const;
      this.addClass(name, "cephfs", { parameters, accessModes, reclaimPolicy, dependsOn: [ceph] });
    }
    this.objectStore = objectStore && this.buckets(objectStore, ceph);
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
    if (!found) throw new Error(`storage class '${name}' does not exist, RookCeph made ${[...this.classes.keys()].join(", ") || "none"}`);
    return found;
  }

  /** Operator, CSI drivers, Ceph cluster: they are made in this order, and destroyed the other way round. */
  private install(props: RookCephProps): Release {
    const { cluster, mirrors, values = {}, tolerations = [], nodeTolerations = [] } = props;
    const release = rookReleaseFor(cluster.kubernetesVersion);
    // OSDs, their preparation and the drivers work on devices of the nodes.
    const namespace = systemNamespace(this, "namespace", ROOK_NAMESPACE, "privileged");
    const csiOperator = release.hasOwnDrivers
      ? (props.operator ?? new CephCsiOperator(this, "csi-operator", { cluster, mirrors, minKubernetes }))
      : undefined;
    const operator = installChart(this, "operator", {
      cluster,
      chart: ROOK_CHARTS[release.operator],
      namespace,
      values: release.hasOwnDrivers ? { csi: { installCsiOperator: false } } : { csi: driverSettings(nodeTolerations) },
      extraValues: values.operator,
      mirrors,
      ...(csiOperator && { dependsOn: [csiOperator.release] }),
    });
    const drivers = csiOperator && this.drivers(props, namespace, [operator, csiOperator.release]);
    const ceph = installChart(this, "cluster", {
      cluster,
      chart: ROOK_CHARTS[release.cluster],
      namespace,
      values: clusterValues(props, {
        storageClassName: props.storageClass.storageClassName,
        nodeSelector: cluster.nodeSelector(props.nodeGroup.name),
        tolerations,
      }),
      extraValues: values.cluster,
      mirrors,
      timeoutSeconds: CLUSTER_TIMEOUT_S,
      dependsOn: [operator, ...(drivers ? [drivers] : [])],
    });
    if (props.protect) ceph.lifecycle = { preventDestroy: true };
    return ceph;
  }

  /** Named as Rook 1.19 has named the release that its own drivers are handed over to. */
  private drivers(props: RookCephProps, namespace: string, dependsOn: ITerraformDependable[]): Release {
    const { cluster, mirrors, values = {}, nodeTolerations = [], blockPools, fileSystems } = props;
    const driver = (name: string, enabled: boolean) => ({
      enabled,
      name,
      log: { rotation: { enabled: false } },
      snapshotPolicy: "none",
      imageSet: { name: IMAGE_SET },
      nodePlugin: { priorityClassName: "system-node-critical", ...(nodeTolerations.length > 0 && { tolerations: nodeTolerations }) },
      controllerPlugin: { priorityClassName: "system-cluster-critical" },
    });
    return installChart(this, "drivers", {
      cluster,
      chart: { ...CEPH_CSI_CHARTS.cephCsiDrivers, minKubernetes },
      namespace,
      values: {
        operatorConfig: { create: false },
        drivers: {
          rbd: driver(ROOK_DRIVERS.rbd, blockPools.length > 0),
          cephfs: driver(ROOK_DRIVERS.cephfs, fileSystems.length > 0),
          nfs: { enabled: false },
          nvmeof: { enabled: false },
        },
      },
      extraValues: values.drivers,
      mirrors,
      dependsOn,
    });
  }

  private addClass(
    name: string,
    kind: keyof typeof ROOK_DRIVERS,
    { parameters, ...rest }: Omit<ConstructorParameters<typeof StorageClass>[2], "name" | "provisioner" | "volumeBindingMode">,
  ): void {
    const storageClass = new StorageClass(this, `class-${name}`, {
      name,
      provisioner: ROOK_DRIVERS[kind],
      parameters: { clusterID: ROOK_NAMESPACE, ...parameters, ...secretParameters(kind) },
      // Every node reaches Ceph, so there is no consumer to wait for.
      volumeBindingMode: "Immediate",
      // Its release is done before Ceph is.
      servesLater: true,
      ...rest,
    });
    this.classes.set(name, storageClass);
  }

  /** Rook's operator makes a bucket for each claim of this class, and a user with a key who may use it. */
  private buckets({ name, reclaimPolicy }: NonNullable<RookCephSettings["objectStore"]>, ceph: Release): IObjectStore {
    const bucketClass = new StorageClass(this, "bucket-class", {
      name: BUCKET_CLASS,
      provisioner: `${ROOK_NAMESPACE}.ceph.rook.io/bucket`,
      parameters: { objectStoreName: name, objectStoreNamespace: ROOK_NAMESPACE },
      accessModes: [],
      reclaimPolicy,
      volumeBindingMode: "Immediate",
      dependsOn: [ceph],
    });
    return {
      endpoint: gatewayUrl(name),
      region: GATEWAY_REGION,
      claimBucket: (scope, id, { namespace, secretName, bucket }) => {
        const chart = new TerraformAsset(scope, `${id}-chart`, { path: packageFolder("charts/object-bucket"), type: AssetType.DIRECTORY });
        new Release(scope, id, {
          ...SAFE_RELEASE,
          name: "object-bucket",
          namespace,
          chart: `./${chart.path}`,
          values: [valuesYaml({ name: secretName, bucket, storageClassName: bucketClass.storageClassName })],
          timeout: 600,
          ...(reclaimPolicy === "Retain" && { lifecycle: { preventDestroy: true } }),
        });
      },
    };
  }
}

/** The provisioner and the nodes have users of their own, whose keys the operator makes. */
function secretParameters(kind: keyof typeof ROOK_DRIVERS): Record<string, string> {
  const steps = [
    ["provisioner", "provisioner"],
    ["controller-expand", "provisioner"],
    ["controller-publish", "provisioner"],
    ["node-stage", "node"],
  ] as const;
  return Object.fromEntries(
    steps.flatMap(([step, user]) => [
      [`csi.storage.k8s.io/${step}-secret-name`, `rook-csi-${kind}-${user}`],
      [`csi.storage.k8s.io/${step}-secret-namespace`, ROOK_NAMESPACE],
    ]),
  );
}

/** What Rook before 1.20 makes its drivers of: as many as elsewhere, and none that requests anything. */
function driverSettings(tolerations: readonly Toleration[]): HelmValues {
  const resources = ["csiRBDProvisionerResource", "csiRBDPluginResource", "csiCephFSProvisionerResource", "csiCephFSPluginResource"];
  return {
    provisionerReplicas: 1,
    enableRBDSnapshotter: false,
    enableCephfsSnapshotter: false,
    enableVolumeGroupSnapshot: false,
    ...Object.fromEntries(resources.map((field) => [field, "[]"])),
    ...(tolerations.length > 0 && { pluginTolerations: tolerations }),
  };
}

function requireBlock(storageClass: IStorageClass): void {
  if (storageClass.accessModes.includes("ReadWriteOnce")) return;
  throw new Error(
    `storageClass must offer ReadWriteOnce for the volumes of monitors and OSDs, got one that offers ${storageClass.accessModes.join(", ")}; ` +
      "pass a class from CinderCsi, or StorageClass.fromName",
  );
}
