import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster, Mirrors } from "../contracts";
import { CEPH_CSI_CHARTS, CEPH_CSI_OPERATOR_IMAGES } from "./ceph-csi-charts";
import { CEPH_CSI_OPERATOR_NAMESPACE } from "./ceph-csi-install";
import { installChart, mergeValues, mirrorImage, type HelmValues } from "./chart-release";
import { systemNamespace } from "./pod-security";
import type { Toleration } from "./toleration";

/** Properties of `CephCsiOperator`. */
export interface CephCsiOperatorProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Oldest Kubernetes minor version, where what uses it is tested on an older one.
   *
   * @default - that of the chart
   */
  readonly minKubernetes?: string;
}

/**
 * The operator of Ceph's CSI drivers, one for all drivers of a cluster: its definitions belong to the whole cluster.
 *
 * @see https://github.com/ceph/ceph-csi-operator/tree/v1.0.4
 */
export class CephCsiOperator extends Construct {
  /** Its release, which whatever makes drivers depends on. */
  public readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, { cluster, mirrors, minKubernetes }: CephCsiOperatorProps) {
    super(scope, id);
    this.release = installChart(this, "release", {
      cluster,
      chart: { ...CEPH_CSI_CHARTS.cephCsiOperator, ...(minKubernetes !== undefined && { minKubernetes }) },
      namespace: systemNamespace(this, "namespace", CEPH_CSI_OPERATOR_NAMESPACE, "restricted"),
      values: { controllerManager: { podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } } },
      mirrors,
    });
  }
}

/** Properties of a driver's release. */
export interface CephCsiDriverProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** What the driver makes volumes of. */
  readonly kind: "rbd" | "cephfs";
  /** Name of the CSI driver: part of every volume, and of the path of its socket on the nodes. */
  readonly driverName: string;
  /** Namespace of the driver's pods, as a token that waits for it. */
  readonly namespace: string;
  /** Name of the release of the chart. */
  readonly chartRelease: string;
  /** Name of the release by the operator; another one, so that the first is gone before the second is there. */
  readonly operatorRelease: string;
  /** Values of the chart. */
  readonly chartValues: HelmValues;
  /**
   * The operator.
   *
   * @default - none: the driver comes by its own chart
   */
  readonly operator?: CephCsiOperator | undefined;
  /**
   * Whether mounts are processes in the driver's pod, which end with it: it is then updated only where somebody deletes it.
   *
   * @default false
   */
  readonly mountsInPod?: boolean;
  /**
   * Taints of nodes whose pods mount volumes.
   *
   * @default - none
   */
  readonly nodeTolerations?: readonly Toleration[];
  /**
   * Values laid over ours.
   *
   * @default - none
   */
  readonly extraValues?: HelmValues;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * What must exist before.
   *
   * @default - nothing but the operator
   */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * Installs one of Ceph's CSI drivers.
 *
 * Both ways have one address. The name of the release differs, so that a change from one to the other is a replacement: the operator refuses
 * a driver whose CSIDriver belongs to somebody else, and so the old one must be gone first.
 */
export function installCephCsiDriver(scope: Construct, id: string, props: CephCsiDriverProps): Release {
  const { cluster, kind, driverName, namespace, operator, mountsInPod = false, nodeTolerations = [], mirrors, dependsOn = [] } = props;
  const tolerations = nodeTolerations.length > 0 ? { tolerations: nodeTolerations } : {};
  if (!operator) {
    const nodePlugin = { ...tolerations, ...(mountsInPod && { updateStrategy: "OnDelete" }) };
    return installChart(scope, id, {
      cluster,
      chart: kind === "rbd" ? CEPH_CSI_CHARTS.cephCsiRbd : CEPH_CSI_CHARTS.cephCsiCephFs,
      name: props.chartRelease,
      namespace,
      values: mergeValues(props.chartValues, Object.keys(nodePlugin).length > 0 ? { nodeplugin: nodePlugin } : {}),
      extraValues: props.extraValues,
      mirrors,
      ...(dependsOn.length > 0 && { dependsOn }),
    });
  }
  const imageSet = mirroredImageSet(scope, `${id}-images`, `${props.operatorRelease}-images`, namespace, mirrors);
  return installChart(scope, id, {
    cluster,
    chart: CEPH_CSI_CHARTS.cephCsiDrivers,
    name: props.operatorRelease,
    namespace,
    values: {
      ...NOTHING_ELSE,
      drivers: {
        ...NO_DRIVERS,
        [kind]: {
          enabled: true,
          name: driverName,
          // Logs go where all others go, and no container needs to be privileged for them.
          log: { rotation: { enabled: false } },
          snapshotPolicy: "none",
          ...(kind === "cephfs" && mountsInPod && { cephFsClientType: "autodetect" }),
          ...(imageSet !== undefined && { imageSet: { name: imageSet } }),
          nodePlugin: {
            priorityClassName: "system-node-critical",
            ...tolerations,
            ...(mountsInPod && { updateStrategy: { type: "OnDelete" } }),
          },
          controllerPlugin: { priorityClassName: "system-cluster-critical" },
        },
      },
    },
    extraValues: props.extraValues,
    mirrors,
    dependsOn: [operator.release, ...dependsOn],
  });
}

/** A Ceph cluster, as its CSI drivers know it. */
export interface CephClientProfile {
  /** Id of the Ceph cluster, which classes and volumes name. */
  readonly clusterId: string;
  /** Addresses of its monitors, with their ports. */
  readonly monitors: readonly string[];
  /** Group that subvolumes are made in. */
  readonly subvolumeGroup?: string | undefined;
  /** Namespace within the pools that images are made in. */
  readonly radosNamespace?: string | undefined;
}

/**
 * Tells the operator's drivers of a namespace where a Ceph cluster is; with the charts it stands in their values.
 *
 * @param props - the cluster, the namespace, the operator and the Ceph cluster
 */
export function installCephClientProfile(
  scope: Construct,
  id: string,
  props: Pick<CephCsiDriverProps, "cluster" | "namespace" | "mirrors"> & { readonly operator: CephCsiOperator } & {
    readonly name: string;
    readonly profile: CephClientProfile;
  },
): Release {
  const { cluster, namespace, mirrors, operator, name, profile } = props;
  return installChart(scope, id, {
    cluster,
    chart: CEPH_CSI_CHARTS.cephCsiDrivers,
    name,
    namespace,
    values: {
      ...NOTHING_ELSE,
      drivers: NO_DRIVERS,
      cephConnections: [{ name, monitors: profile.monitors, rbdMirrorDaemonCount: 1 }],
      clientProfiles: [
        {
          name: profile.clusterId,
          cephConnection: { name },
          cephFs: { subVolumeGroup: profile.subvolumeGroup ?? "csi" },
          ...(profile.radosNamespace !== undefined && { rbd: { radosNamespace: profile.radosNamespace } }),
        },
      ],
    },
    mirrors,
    dependsOn: [operator.release],
  });
}

/** There is one configuration of the operator in a cluster, and every driver says all for itself. */
const NOTHING_ELSE = { operatorConfig: { create: false } };

const NO_DRIVERS = { rbd: { enabled: false }, cephfs: { enabled: false }, nfs: { enabled: false }, nvmeof: { enabled: false } };

function mirroredImageSet(scope: Construct, id: string, name: string, namespace: string, mirrors?: Mirrors): string | undefined {
  const images = Object.entries(CEPH_CSI_OPERATOR_IMAGES).flatMap(([key, image]) => {
    const mirrored = mirrorImage(image, mirrors);
    return mirrored === image ? [] : [[key, mirrored] as const];
  });
  if (images.length === 0) return undefined;
  const map = new ConfigMapV1(scope, id, { metadata: { name, namespace }, data: Object.fromEntries(images) });
  return map.metadata.name;
}
