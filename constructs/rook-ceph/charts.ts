import type { Chart, ChartWorkload } from "../kit/chart";
import { isAtLeast } from "../kit/minor-version";

const REPOSITORY = "https://charts.rook.io/release";

const OPERATOR_IMAGES = {
  "image.repository": "docker.io/rook/ceph",
  "csi.cephcsi.repository": "quay.io/cephcsi/cephcsi",
  "csi.registrar.repository": "registry.k8s.io/sig-storage/csi-node-driver-registrar",
  "csi.provisioner.repository": "registry.k8s.io/sig-storage/csi-provisioner",
  "csi.snapshotter.repository": "registry.k8s.io/sig-storage/csi-snapshotter",
  "csi.attacher.repository": "registry.k8s.io/sig-storage/csi-attacher",
  "csi.resizer.repository": "registry.k8s.io/sig-storage/csi-resizer",
};
const CLUSTER_IMAGES = { "cephImage.repository": "quay.io/ceph/ceph" };

/** Charts of this construct: one minor version of Rook for Kubernetes 1.30, and the one that follows it. */
export const ROOK_CHARTS = {
  rookOperator: { repository: REPOSITORY, chart: "rook-ceph", version: "v1.20.6", minKubernetes: "1.31", images: OPERATOR_IMAGES },
  rookCluster: { repository: REPOSITORY, chart: "rook-ceph-cluster", version: "v1.20.6", minKubernetes: "1.31", images: CLUSTER_IMAGES },
  rookOperator119: {
    repository: REPOSITORY,
    chart: "rook-ceph",
    version: "v1.19.9",
    minKubernetes: "1.30",
    images: { ...OPERATOR_IMAGES, "ceph-csi-operator.controllerManager.manager.image.repository": "quay.io/cephcsi/ceph-csi-operator" },
  },
  rookCluster119: { repository: REPOSITORY, chart: "rook-ceph-cluster", version: "v1.19.9", minKubernetes: "1.30", images: CLUSTER_IMAGES },
} as const satisfies Record<string, Chart>;

/** Oldest Kubernetes that any of them runs on. */
export const ROOK_MIN_KUBERNETES = ROOK_CHARTS.rookCluster119.minKubernetes;

/** Keys of the two charts of Rook. */
export interface RookRelease {
  /** Of the operator. */
  readonly operator: "rookOperator" | "rookOperator119";
  /** Of the Ceph cluster. */
  readonly cluster: "rookCluster" | "rookCluster119";
  /** Whether the CSI drivers come by a release of their own; before Rook 1.20 the operator makes them, by an operator that it brings along. */
  readonly hasOwnDrivers: boolean;
}

/**
 * Which minor version of Rook a Kubernetes version gets.
 *
 * @param kubernetesVersion - such as "1.30.2"
 * @see https://github.com/rook/rook/blob/v1.20.6/Documentation/Upgrade/rook-upgrade.md (Breaking changes in v1.20)
 */
export function rookReleaseFor(kubernetesVersion: string): RookRelease {
  return isAtLeast(kubernetesVersion, ROOK_CHARTS.rookOperator.minKubernetes)
    ? { operator: "rookOperator", cluster: "rookCluster", hasOwnDrivers: true }
    : { operator: "rookOperator119", cluster: "rookCluster119", hasOwnDrivers: false };
}

const OPERATOR: ChartWorkload = {
  name: "rook-ceph-operator",
  kind: "Deployment",
  replicas: { count: 1 },
  containers: [{ requests: { cpu: "200m", memory: "128Mi" }, value: "resources" }],
};
const TOOLBOX: ChartWorkload = {
  name: "rook-ceph-tools",
  kind: "Deployment",
  replicas: { count: 1 },
  containers: [{ requests: { cpu: "100m", memory: "128Mi" }, value: "toolbox.resources" }],
};

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values; daemons of Ceph are the operator's. */
export const ROOK_WORKLOADS: Readonly<Record<keyof typeof ROOK_CHARTS, readonly ChartWorkload[]>> = {
  rookOperator: [OPERATOR],
  rookCluster: [TOOLBOX],
  rookOperator119: [
    OPERATOR,
    {
      name: "ceph-csi-controller-manager",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [{ requests: { cpu: "10m", memory: "64Mi" } }],
    },
  ],
  rookCluster119: [TOOLBOX],
};
