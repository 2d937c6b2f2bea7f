import type { Chart, ChartWorkload } from "./chart";

const NFS_CONTAINER = { requests: { cpu: "10m", memory: "20Mi" } } as const;

/** The driver that mounts NFS, whoever the server is of. */
export const NFS_CHARTS = {
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
} as const satisfies Record<string, Chart>;

/** Its pods, read from what Helm 4.1.4 makes of the chart with our values. */
export const NFS_WORKLOADS: Readonly<Record<keyof typeof NFS_CHARTS, readonly ChartWorkload[]>> = {
  csiDriverNfs: [
    { name: "csi-nfs-node", kind: "DaemonSet", containers: [NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER] },
    {
      name: "csi-nfs-controller",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER],
    },
  ],
};
