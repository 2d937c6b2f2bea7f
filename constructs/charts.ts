import { CEPH_CSI_CHARTS, CEPH_CSI_WORKLOADS } from "./kit/ceph-csi-charts";
import { CINDER_CSI_CHARTS, CINDER_CSI_WORKLOADS } from "./cinder-csi/charts";
import { INGRESS_CHARTS, INGRESS_WORKLOADS } from "./ingress/charts";
import { JUPYTER_HUB_CHARTS, JUPYTER_HUB_WORKLOADS } from "./jupyter-hub/charts";
import { KAFKA_CHARTS, KAFKA_WORKLOADS } from "./kafka/charts";
import type { Chart, ChartWorkload } from "./kit/chart";
import { NFS_CHARTS, NFS_WORKLOADS } from "./kit/nfs-charts";
import { MANILA_CHARTS, MANILA_WORKLOADS } from "./manila/charts";
import { ROOK_CHARTS, ROOK_WORKLOADS } from "./rook-ceph/charts";
import { MONITORING_CHARTS, MONITORING_WORKLOADS } from "./monitoring/charts";
import { SPARK_CHARTS, SPARK_WORKLOADS } from "./spark/charts";

/** Every chart in use, at the one version that its construct is written for. */
export const CHARTS = {
  ...CINDER_CSI_CHARTS,
  ...CEPH_CSI_CHARTS,
  ...MANILA_CHARTS,
  ...NFS_CHARTS,
  ...INGRESS_CHARTS,
  ...SPARK_CHARTS,
  ...JUPYTER_HUB_CHARTS,
  ...KAFKA_CHARTS,
  ...ROOK_CHARTS,
  ...MONITORING_CHARTS,
} satisfies Record<string, Chart>;

/** The pods of every chart in use. */
export const CHART_WORKLOADS: Readonly<Record<keyof typeof CHARTS, readonly ChartWorkload[]>> = {
  ...CINDER_CSI_WORKLOADS,
  ...CEPH_CSI_WORKLOADS,
  ...MANILA_WORKLOADS,
  ...NFS_WORKLOADS,
  ...INGRESS_WORKLOADS,
  ...SPARK_WORKLOADS,
  ...JUPYTER_HUB_WORKLOADS,
  ...KAFKA_WORKLOADS,
  ...ROOK_WORKLOADS,
  ...MONITORING_WORKLOADS,
};
