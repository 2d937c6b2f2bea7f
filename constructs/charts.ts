/** A Helm chart at the one version that this library is written for. */
export interface Chart {
  /** Address of the chart repository. */
  readonly repository: string;
  /** Name in that repository. */
  readonly chart: string;
  /** Exact version of the chart. */
  readonly version: string;
  /** Oldest Kubernetes minor version; 1.25 is what the charts that state a range ask for, and those that state none get the same. */
  readonly minKubernetes: string;
  /** Where the values name an image repository, and which one is the chart's own; keys are dotted paths. */
  readonly images: Readonly<Record<string, string>>;
}

const CLOUD_PROVIDER_OPENSTACK = "https://kubernetes.github.io/cloud-provider-openstack";

/** Every chart in use: the only place where a version stands. */
export const CHARTS = {
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
  cephCsiCephFs: {
    repository: "https://ceph.github.io/csi-charts",
    chart: "ceph-csi-cephfs",
    version: "3.17.1",
    minKubernetes: "1.25",
    images: {
      "nodeplugin.registrar.image.repository": "registry.k8s.io/sig-storage/csi-node-driver-registrar",
      "nodeplugin.plugin.image.repository": "quay.io/cephcsi/cephcsi",
      "provisioner.provisioner.image.repository": "registry.k8s.io/sig-storage/csi-provisioner",
      "provisioner.attacher.image.repository": "registry.k8s.io/sig-storage/csi-attacher",
      "provisioner.resizer.image.repository": "registry.k8s.io/sig-storage/csi-resizer",
      "provisioner.snapshotter.image.repository": "registry.k8s.io/sig-storage/csi-snapshotter",
    },
  },
  csiDriverNfs: {
    repository: "https://kubernetes-csi.github.io/csi-driver-nfs",
    chart: "csi-driver-nfs",
    version: "4.13.4",
    minKubernetes: "1.25",
    images: {
      "image.baseRepo": "registry.k8s.io",
      "image.nfs.repository": "registry.k8s.io/sig-storage/nfsplugin",
    },
  },
  snapshotController: {
    repository: "https://piraeus.io/helm-charts/",
    chart: "snapshot-controller",
    version: "5.2.0",
    minKubernetes: "1.25",
    images: { "controller.image.repository": "registry.k8s.io/sig-storage/snapshot-controller" },
  },
  traefik: {
    repository: "https://traefik.github.io/charts",
    chart: "traefik",
    version: "41.3.0",
    minKubernetes: "1.25",
    images: { "image.registry": "docker.io" },
  },
  sparkOperator: {
    repository: "https://kubeflow.github.io/spark-operator",
    chart: "spark-operator",
    version: "2.5.2",
    minKubernetes: "1.25",
    images: { "image.registry": "ghcr.io", "hook.image.registry": "ghcr.io" },
  },
} as const satisfies Record<string, Chart>;

/** Image of the octavia-ingress-controller, which has no chart. */
export const OCTAVIA_INGRESS_CONTROLLER_IMAGE = "registry.k8s.io/provider-os/octavia-ingress-controller:v1.36.0";
