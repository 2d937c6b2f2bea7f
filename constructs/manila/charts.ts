import { CLOUD_PROVIDER_OPENSTACK, containersOf, type Chart, type ChartWorkload } from "../kit/chart";

/** Charts of this construct. */
export const MANILA_CHARTS = {
  manilaCsi: {
    repository: CLOUD_PROVIDER_OPENSTACK,
    chart: "openstack-manila-csi",
    version: "2.36.0",
    minKubernetes: "1.25",
    images: {
      "csimanila.image.repository": "registry.k8s.io/provider-os/manila-csi-plugin",
      "nodeplugin.registrar.image.repository": "registry.k8s.io/sig-storage/csi-node-driver-registrar",
      "controllerplugin.provisioner.image.repository": "registry.k8s.io/sig-storage/csi-provisioner",
      "controllerplugin.snapshotter.image.repository": "registry.k8s.io/sig-storage/csi-snapshotter",
      "controllerplugin.resizer.image.repository": "registry.k8s.io/sig-storage/csi-resizer",
    },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const MANILA_WORKLOADS: Readonly<Record<keyof typeof MANILA_CHARTS, readonly ChartWorkload[]>> = {
  manilaCsi: [
    {
      name: "openstack-manila-csi-nodeplugin",
      kind: "DaemonSet",
      containers: containersOf("nodeplugin.registrar.resources", "nodeplugin.nodeplugin.resources"),
    },
    {
      name: "openstack-manila-csi-controllerplugin",
      kind: "StatefulSet",
      replicas: { count: 1 },
      containers: containersOf(
        "controllerplugin.provisioner.resources",
        "controllerplugin.snapshotter.resources",
        "controllerplugin.resizer.resources",
        "controllerplugin.nodeplugin.resources",
      ),
    },
  ],
};
