import { Construct } from "constructs";
import type { IKubernetesCluster, IStorageClass, Mirrors, ReclaimPolicy } from "../contracts";
import { installChart, type HelmValues } from "../kit/chart-release";
import { NFS_CHARTS } from "../kit/nfs-charts";
import { systemNamespace } from "../kit/pod-security";
import { StorageClass } from "../kit/storage-class";
import type { NfsServer } from "./nfs-share";
import { NFS_NAMESPACE } from "./nfs-storage-names";

/** Properties of `NfsStorage`. */
export interface NfsStorageProps {
  /** The cluster, whose nodes reach the server. */
  readonly cluster: IKubernetesCluster;
  /** The server, and the path that each volume becomes a folder of. */
  readonly server: NfsServer;
  /** Name of the storage class. */
  readonly className: string;
  /**
   * What happens to a folder when its claim is deleted.
   *
   * @default "Delete"
   */
  readonly reclaimPolicy?: ReclaimPolicy | undefined;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors | undefined;
  /**
   * Values of the driver's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues | undefined;
}

/**
 * Shared storage: a class whose volumes are folders of one NFS share, which many nodes mount at once, and the driver that makes them.
 *
 * What a claim asks for is no limit: all of them fill one share.
 *
 * @see https://github.com/kubernetes-csi/csi-driver-nfs/blob/v4.13.4/docs/driver-parameters.md
 */
export class NfsStorage extends Construct {
  /** The class. */
  public readonly storageClass: IStorageClass;

  constructor(scope: Construct, id: string, props: NfsStorageProps) {
    super(scope, id);
    const { cluster, server, className, reclaimPolicy = "Delete", mirrors } = props;
    const driver = installChart(this, "csi-driver-nfs", {
      cluster,
      chart: NFS_CHARTS.csiDriverNfs,
      namespace: systemNamespace(this, "namespace", NFS_NAMESPACE),
      values: {},
      extraValues: props.values,
      mirrors,
    });
    this.storageClass = new StorageClass(this, "storage-class", {
      name: className,
      provisioner: "nfs.csi.k8s.io",
      parameters: {
        server: server.host,
        share: server.mountPath,
        // Found again by people: the name of a volume says nothing.
        subDir: "$${pvc.metadata.namespace}/$${pvc.metadata.name}/$${pv.metadata.name}",
        // A server that takes root for nobody would not let the kubelet give a folder to the group of a pod.
        mountPermissions: "0777",
      },
      accessModes: ["ReadWriteMany", "ReadOnlyMany", "ReadWriteOnce"],
      reclaimPolicy,
      volumeBindingMode: "Immediate",
      dependsOn: [driver],
    });
  }
}
