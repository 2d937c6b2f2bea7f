import { CLOUD_PROVIDER_OPENSTACK, containersOf, type Chart, type ChartWorkload } from "../kit/chart";

/** Charts of this construct. */
export const CINDER_CSI_CHARTS = {
  cinderCsi: {
    repository: CLOUD_PROVIDER_OPENSTACK,
    chart: "openstack-cinder-csi",
    version: "2.36.0",
    minKubernetes: "1.25",
    images: {
      "csi.plugin.image.repository": "registry.k8s.io/provider-os/cinder-csi-plugin",
      "csi.attacher.image.repository": "registry.k8s.io/sig-storage/csi-attacher",
      "csi.provisioner.image.repository": "registry.k8s.io/sig-storage/csi-provisioner",
      "csi.snapshotter.image.repository": "registry.k8s.io/sig-storage/csi-snapshotter",
      "csi.resizer.image.repository": "registry.k8s.io/sig-storage/csi-resizer",
      "csi.livenessprobe.image.repository": "registry.k8s.io/sig-storage/livenessprobe",
      "csi.nodeDriverRegistrar.image.repository": "registry.k8s.io/sig-storage/csi-node-driver-registrar",
    },
  },
  snapshotController: {
    repository: "https://piraeus.io/helm-charts/",
    chart: "snapshot-controller",
    version: "5.2.0",
    minKubernetes: "1.25",
    images: { "controller.image.repository": "registry.k8s.io/sig-storage/snapshot-controller" },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const CINDER_CSI_WORKLOADS: Readonly<Record<keyof typeof CINDER_CSI_CHARTS, readonly ChartWorkload[]>> = {
  cinderCsi: [
    {
      name: "openstack-cinder-csi-nodeplugin",
      kind: "DaemonSet",
      containers: containersOf("csi.nodeDriverRegistrar.resources", "csi.livenessprobe.resources", "csi.plugin.resources"),
    },
    {
      name: "openstack-cinder-csi-controllerplugin",
      kind: "Deployment",
      replicas: { count: 1, value: "csi.plugin.controllerPlugin.replicas" },
      containers: containersOf(
        "csi.attacher.resources",
        "csi.provisioner.resources",
        "csi.snapshotter.resources",
        "csi.resizer.resources",
        "csi.livenessprobe.resources",
        "csi.plugin.resources",
      ),
    },
  ],
  snapshotController: [{ name: "snapshot-controller", kind: "Deployment", replicas: { count: 1 }, containers: [{}] }],
};
