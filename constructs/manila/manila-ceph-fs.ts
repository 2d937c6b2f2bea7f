import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { CephCsiOperator, installCephCsiDriver } from "../kit/ceph-csi-driver";
import { cephCsiInstallProblem, defaultCephCsiInstall, type CephCsiInstall } from "../kit/ceph-csi-install";
import { installChart, type HelmValues } from "../kit/chart-release";
import { NFS_CHARTS } from "../kit/nfs-charts";
import { MANILA_CHARTS } from "./charts";
import type { ApplicationCredential, IDataset, IOpenStackCluster, IStorageClass, Mirrors, ReclaimPolicy } from "../contracts";
import { MAGNUM_DRIVER_TRAITS } from "../contracts/magnum-driver";
import type { CloudTypes } from "../kit/driver-objects";
import { ManilaDataset, type ManilaSecretRef, type ShareProtocol } from "./manila-dataset";
import { requireNone } from "../kit/setting-problem";
import { sharedStorageProblems } from "../kit/storage-checks";
import { StorageClass } from "../kit/storage-class";
import type { Toleration } from "../kit/toleration";
import { systemNamespace } from "../kit/pod-security";
import { requireSensitiveCredential, writeOnlySecret } from "../kit/write-only-secret";

/** Name of the driver that mounts CephFS for Manila's, the one of its chart. */
const MOUNTER = "cephfs.csi.ceph.com";

/** The class of shares that are made for claims. */
export interface ManilaStorageClass {
  /** Name in Kubernetes, an RFC 1123 subdomain that no class of the Magnum driver has. */
  readonly name: string;
  /** Manila share type. */
  readonly shareType: string;
  /**
   * What happens to a share when its claim is deleted; nobody else deletes shares.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy;
  /**
   * Client that mounts CephFS: the node's kernel, or a process in the node plugin whose restart breaks all mounts.
   *
   * @default "kernel"
   */
  readonly mounter?: "kernel" | "fuse";
  /**
   * UUID of the Manila share network, for share types that need one.
   *
   * @default - none
   */
  readonly shareNetworkId?: string;
}

/** Shares that exist already, in one OpenStack project, and are read by our pods. */
export interface ManilaDatasets {
  /** Shares by the name that pods know them by. */
  readonly shares: readonly { readonly name: string; readonly shareName: string; readonly mountPath: string }[];
  /** Application credential of the project that owns the shares: the CSI driver looks up the access through it. */
  readonly credentials: ApplicationCredential;
  /**
   * OpenStack provider of the project that owns the shares.
   *
   * @default - the stack's OpenStack provider
   */
  readonly provider?: TerraformProvider;
}

/** Properties of `ManilaCephFs`. */
export interface ManilaCephFsProps extends CloudTypes {
  /** The cluster. */
  readonly cluster: IOpenStackCluster;
  /**
   * Protocol of the shares; NFS is for sites without CephFS.
   *
   * @default "CEPHFS"
   */
  readonly protocol?: ShareProtocol;
  /** Class of shares that are made for claims. */
  readonly storageClass: ManilaStorageClass;
  /**
   * How the driver that mounts CephFS is installed.
   *
   * @default - by its operator from Kubernetes 1.32 on, by a chart before
   */
  readonly cephCsi?: CephCsiInstall;
  /**
   * The operator, where something else has drivers by it too: there can be one in a cluster.
   *
   * @default - one is made here, where the driver is installed by it
   */
  readonly cephCsiOperator?: CephCsiOperator;
  /**
   * Address or CIDR that the servers of NFS shares see the nodes by; they let nobody else in.
   *
   * @default - none, for shares over CephFS, whose clients have a key
   */
  readonly clientAddress?: string;
  /**
   * Taints of nodes whose pods mount shares.
   *
   * @default - none
   */
  readonly nodeTolerations?: readonly Toleration[];
  /** Application credential that may make shares. */
  readonly credentials: ApplicationCredential;
  /**
   * Shares that exist already.
   *
   * @default - none
   */
  readonly datasets?: ManilaDatasets;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Values of the Manila CSI chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/**
 * Shared storage: Manila shares that many nodes mount at once, and existing shares as read-only datasets.
 *
 * @throws Error if a credential is a literal, or for what has no effect on shares over NFS
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/manila-csi-plugin/using-manila-csi-plugin.md
 */
export class ManilaCephFs extends Construct {
  /** Class of shares that many nodes can write at once. */
  public readonly storageClass: IStorageClass;
  /** Existing shares, in the order given. */
  public readonly datasets: readonly IDataset[];

  constructor(scope: Construct, id: string, props: ManilaCephFsProps) {
    super(scope, id);
    const { cluster, datasets } = props;
    const protocol = props.protocol ?? "CEPHFS";
    const { mounter, name: className } = props.storageClass;
    if (protocol === "NFS" && props.clientAddress === undefined) {
      throw new Error(
        "clientAddress is missing: NFS shares are opened to the addresses that their servers see the nodes by, and to nobody else",
      );
    }
    requireNone(sharedStorageProblems({ ...props, driver: cluster.driver, className, protocol, mounter }));
    const tooOld = cephCsiInstallProblem(props.cephCsi, cluster.kubernetesVersion);
    if (tooOld !== undefined) requireNone([{ path: ["cephCsi"], message: tooOld }]);
    requireSensitiveCredential("credentials", props.credentials);
    if (datasets) requireSensitiveCredential("datasets.credentials", datasets.credentials);

    const namespace = systemNamespace(this, "namespace", "manila-csi");
    const secret = this.secret("credentials", namespace, "manila-csi", props.credentials);
    const driver =
      protocol === "NFS" && MAGNUM_DRIVER_TRAITS[cluster.driver].installsManilaNfs ? [] : [this.install(props, protocol, namespace)];

    const spec = props.storageClass;
    this.storageClass = new StorageClass(this, "storage-class", {
      name: spec.name,
      provisioner: `${protocol.toLowerCase()}.manila.csi.openstack.org`,
      parameters: {
        type: spec.shareType,
        ...(protocol === "CEPHFS" && { "cephfs-mounter": mounter ?? "kernel" }),
        // The driver's default is 0.0.0.0/0.
        ...(protocol === "NFS" && { "nfs-shareClient": props.clientAddress }),
        ...(spec.shareNetworkId && { shareNetworkID: spec.shareNetworkId }),
        ...secretParameters(secret),
      },
      accessModes: ["ReadWriteMany", "ReadOnlyMany", "ReadWriteOnce"],
      reclaimPolicy: spec.reclaimPolicy ?? "Delete",
      // A share is reachable from every node, so there is no consumer to wait for, and a missing quota shows at once.
      volumeBindingMode: "Immediate",
      dependsOn: driver,
    });

    const datasetSecret = datasets && this.secret("dataset-credentials", namespace, "manila-datasets", datasets.credentials);
    this.datasets = (datasets?.shares ?? []).map(
      (share) =>
        new ManilaDataset(this, `dataset-${share.name}`, {
          ...share,
          protocol,
          clusterName: cluster.clusterName,
          provider: datasets!.provider,
          clientAddress: props.clientAddress,
          secret: datasetSecret!,
          dependsOn: driver,
        }),
    );
  }

  /** Exactly the keys that the plugin reads for an application credential; one more and it refuses the Secret. */
  private secret(id: string, namespace: string, name: string, credentials: ApplicationCredential): ManilaSecretRef {
    const secret = writeOnlySecret(this, id, {
      name,
      namespace,
      data: {
        "os-authURL": credentials.authUrl,
        "os-region": credentials.region,
        "os-applicationCredentialID": credentials.id,
        "os-applicationCredentialSecret": credentials.secret,
        ...(credentials.caCertificate && { "os-certAuthority": credentials.caCertificate }),
      },
      revision: credentials.revision,
    });
    return { name: secret.metadata.name, namespace: secret.metadata.namespace };
  }

  private operator(props: ManilaCephFsProps): CephCsiOperator | undefined {
    const { cluster, cephCsi = defaultCephCsiInstall(cluster.kubernetesVersion), cephCsiOperator } = props;
    return cephCsi === "charts" ? undefined : (cephCsiOperator ?? new CephCsiOperator(this, "ceph-csi-operator", props));
  }

  private install(props: ManilaCephFsProps, protocol: ShareProtocol, namespace: string): ReturnType<typeof installChart> {
    const { cluster, mirrors, nodeTolerations = [] } = props;
    // Two charts of three have none; csi-driver-nfs stands every taint by itself.
    const nodePlugin = nodeTolerations.length > 0 ? { nodeplugin: { tolerations: nodeTolerations } } : {};
    // Manila only makes shares and forwards their mounts to this driver, whose socket must be on the node before Manila's pods start.
    const mounter =
      protocol === "CEPHFS"
        ? installCephCsiDriver(this, "ceph-csi", {
            cluster,
            kind: "cephfs",
            driverName: MOUNTER,
            namespace,
            chartRelease: "ceph-csi-cephfs",
            operatorRelease: "manila-cephfs-driver",
            // Nothing is provisioned through it, and its three anti-affine replicas would not fit on a small cluster.
            chartValues: { provisioner: { replicaCount: 1 } },
            operator: this.operator(props),
            mountsInPod: props.storageClass.mounter === "fuse",
            nodeTolerations,
            mirrors,
          })
        : installChart(this, "csi-driver-nfs", { cluster, chart: NFS_CHARTS.csiDriverNfs, namespace, values: {}, mirrors });
    return installChart(this, "manila-csi", {
      cluster,
      chart: MANILA_CHARTS.manilaCsi,
      namespace,
      values: {
        shareProtocols: [
          {
            protocolSelector: protocol,
            // The root of a new share is root's with 0755: only the kubelet can give it to the group of a pod.
            fsGroupPolicy: "File",
            fwdNodePluginEndpoint: {
              dir: `/var/lib/kubelet/plugins/${protocol === "CEPHFS" ? MOUNTER : "csi-nfsplugin"}`,
              sockFile: "csi.sock",
            },
          },
        ],
        csimanila: { clusterID: cluster.clusterId },
        ...nodePlugin,
      },
      extraValues: props.values,
      mirrors,
      dependsOn: [mounter],
    });
  }
}

function secretParameters(secret: ManilaSecretRef): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const step of ["provisioner", "controller-expand", "node-stage", "node-publish"]) {
    parameters[`csi.storage.k8s.io/${step}-secret-name`] = secret.name;
    parameters[`csi.storage.k8s.io/${step}-secret-namespace`] = secret.namespace;
  }
  return parameters;
}
