import type { CHARTS } from "./charts";

/** Requests of a container, as quantities of Kubernetes. */
export interface Requests {
  /** CPU. */
  readonly cpu?: string;
  /** Memory. */
  readonly memory?: string;
}

/** Pods that a chart makes, as far as the scheduler is concerned. */
export interface ChartWorkload {
  /** Name, for people. */
  readonly name: string;
  /** Kind; a DaemonSet has a pod on every worker, a Job runs while the chart is installed. */
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job";
  /** Number of pods as we install it, and the value that changes it. */
  readonly replicas?: { readonly count: number; readonly value?: string };
  /** What each container requests as we install it, and the value that changes it. */
  readonly containers: readonly { readonly requests?: Requests; readonly value?: string }[];
}

/** Pods of Traefik: one may be away while its node is upgraded. */
export const TRAEFIK_REPLICAS = 2;

/** What the controller of the Spark operator gets: spark-submit's JVM runs in it. */
export const SPARK_CONTROLLER_RESOURCES = { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } } as const;

/** What the octavia-ingress-controller gets. */
export const OCTAVIA_INGRESS_RESOURCES = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } } as const;

/** Pod of the octavia-ingress-controller, which has no chart. */
export const OCTAVIA_INGRESS_WORKLOAD: ChartWorkload = {
  name: "octavia-ingress-controller",
  kind: "StatefulSet",
  containers: [{ requests: OCTAVIA_INGRESS_RESOURCES.requests }],
};

const NFS_CONTAINER = { requests: { cpu: "10m", memory: "20Mi" } } as const;
const containersOf = (...values: string[]): { value: string }[] => values.map((value) => ({ value }));

/** The pods of every chart in use, read from what Helm 4.1.4 makes of the charts with our values. */
export const CHART_WORKLOADS: Readonly<Record<keyof typeof CHARTS, readonly ChartWorkload[]>> = {
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
  manilaCsi: [
    {
      name: "openstack-manila-csi-nodeplugin",
      kind: "DaemonSet",
      containers: containersOf("nodeplugin.registrar.resources", "csimanila.resources"),
    },
    {
      name: "openstack-manila-csi-controllerplugin",
      kind: "StatefulSet",
      replicas: { count: 1 },
      containers: containersOf(
        "controllerplugin.provisioner.resources",
        "controllerplugin.snapshotter.resources",
        "controllerplugin.resizer.resources",
        "csimanila.resources",
      ),
    },
  ],
  cephCsiCephFs: [
    { name: "ceph-csi-cephfs-nodeplugin", kind: "DaemonSet", containers: [{}, {}, {}] },
    { name: "ceph-csi-cephfs-provisioner", kind: "Deployment", replicas: { count: 1 }, containers: [{}, {}, {}, {}, {}, {}, {}] },
  ],
  csiDriverNfs: [
    { name: "csi-nfs-node", kind: "DaemonSet", containers: [NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER] },
    {
      name: "csi-nfs-controller",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER, NFS_CONTAINER],
    },
  ],
  snapshotController: [{ name: "snapshot-controller", kind: "Deployment", replicas: { count: 1 }, containers: [{}] }],
  traefik: [
    {
      name: "traefik",
      kind: "Deployment",
      replicas: { count: TRAEFIK_REPLICAS, value: "deployment.replicas" },
      containers: containersOf("resources"),
    },
  ],
  sparkOperator: [
    {
      name: "spark-operator-controller",
      kind: "Deployment",
      replicas: { count: 1, value: "controller.replicas" },
      containers: [{ requests: SPARK_CONTROLLER_RESOURCES.requests, value: "controller.resources" }],
    },
    {
      name: "spark-operator-webhook",
      kind: "Deployment",
      replicas: { count: 1, value: "webhook.replicas" },
      containers: containersOf("webhook.resources"),
    },
    { name: "spark-operator-hook", kind: "Job", replicas: { count: 1 }, containers: [{ requests: { cpu: "100m", memory: "64Mi" } }] },
  ],
};
