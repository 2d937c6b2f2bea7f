import { containersOf, type Chart, type ChartWorkload } from "./chart";

const OPERATOR_REPOSITORY = "https://ceph.github.io/ceph-csi-operator";
const CLASSIC_REPOSITORY = "https://ceph.github.io/csi-charts";

const CLASSIC_IMAGES = {
  "nodeplugin.registrar.image.repository": "registry.k8s.io/sig-storage/csi-node-driver-registrar",
  "nodeplugin.plugin.image.repository": "quay.io/cephcsi/cephcsi",
  "provisioner.provisioner.image.repository": "registry.k8s.io/sig-storage/csi-provisioner",
  "provisioner.attacher.image.repository": "registry.k8s.io/sig-storage/csi-attacher",
  "provisioner.resizer.image.repository": "registry.k8s.io/sig-storage/csi-resizer",
  "provisioner.snapshotter.image.repository": "registry.k8s.io/sig-storage/csi-snapshotter",
};

/** Charts of Ceph's CSI drivers, for all that mounts from Ceph. */
export const CEPH_CSI_CHARTS = {
  cephCsiCephFs: {
    repository: CLASSIC_REPOSITORY,
    chart: "ceph-csi-cephfs",
    version: "3.17.1",
    minKubernetes: "1.25",
    images: CLASSIC_IMAGES,
  },
  cephCsiRbd: {
    repository: CLASSIC_REPOSITORY,
    chart: "ceph-csi-rbd",
    version: "3.17.1",
    minKubernetes: "1.25",
    images: CLASSIC_IMAGES,
  },
  cephCsiOperator: {
    repository: OPERATOR_REPOSITORY,
    chart: "ceph-csi-operator",
    version: "1.0.4",
    minKubernetes: "1.32",
    images: { "controllerManager.manager.image.repository": "quay.io/cephcsi/ceph-csi-operator" },
  },
  cephCsiDrivers: {
    repository: OPERATOR_REPOSITORY,
    chart: "ceph-csi-drivers",
    version: "1.0.4",
    minKubernetes: "1.32",
    // The operator has them compiled in; an image set, which is a ConfigMap, gives others.
    images: {},
  },
} as const satisfies Record<string, Chart>;

/**
 * Images of the pods that the operator makes, by their key in an image set.
 *
 * @see https://github.com/ceph/ceph-csi-operator/blob/v1.0.4/internal/controller/defaults.go (imageDefaults)
 */
export const CEPH_CSI_OPERATOR_IMAGES: Readonly<Record<string, string>> = {
  provisioner: "registry.k8s.io/sig-storage/csi-provisioner:v6.2.0",
  attacher: "registry.k8s.io/sig-storage/csi-attacher:v4.12.0",
  resizer: "registry.k8s.io/sig-storage/csi-resizer:v2.1.0",
  snapshotter: "registry.k8s.io/sig-storage/csi-snapshotter:v8.5.0",
  registrar: "registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0",
  plugin: "quay.io/cephcsi/cephcsi:v3.17.0",
};

/** Containers of the classic charts' pods; plugin, liveness and controller all have the resources of the node's plugin. */
const CLASSIC_CONTAINERS = {
  node: containersOf("nodeplugin.plugin.resources", "nodeplugin.registrar.resources", "nodeplugin.plugin.resources"),
  provisioner: containersOf(
    "nodeplugin.plugin.resources",
    "provisioner.provisioner.resources",
    "provisioner.resizer.resources",
    "provisioner.snapshotter.resources",
    "provisioner.attacher.resources",
    "nodeplugin.plugin.resources",
    "nodeplugin.plugin.resources",
  ),
};

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const CEPH_CSI_WORKLOADS: Readonly<Record<keyof typeof CEPH_CSI_CHARTS, readonly ChartWorkload[]>> = {
  cephCsiCephFs: classicWorkloads("ceph-csi-cephfs"),
  cephCsiRbd: classicWorkloads("ceph-csi-rbd"),
  cephCsiOperator: [
    {
      name: "ceph-csi-operator-controller-manager",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [{ requests: { cpu: "10m", memory: "64Mi" } }],
    },
  ],
  // Its pods are made by the operator.
  cephCsiDrivers: [],
};

function classicWorkloads(name: string): ChartWorkload[] {
  return [
    { name: `${name}-nodeplugin`, kind: "DaemonSet", containers: CLASSIC_CONTAINERS.node },
    {
      name: `${name}-provisioner`,
      kind: "Deployment",
      replicas: { count: 1, value: "provisioner.replicaCount" },
      containers: CLASSIC_CONTAINERS.provisioner,
    },
  ];
}

/**
 * Pods that the operator makes for a driver: none of their containers requests anything.
 *
 * @param driverName - name of the CSI driver
 * @see https://github.com/ceph/ceph-csi-operator/blob/v1.0.4/internal/controller/driver_controller.go
 */
export function operatorWorkloads(driverName: string): ChartWorkload[] {
  return [
    { name: `${driverName}-nodeplugin`, kind: "DaemonSet", containers: [{}, {}] },
    { name: `${driverName}-ctrlplugin`, kind: "Deployment", replicas: { count: 1 }, containers: [{}, {}, {}, {}] },
  ];
}
