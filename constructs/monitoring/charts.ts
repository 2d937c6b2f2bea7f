import type { Chart, ChartWorkload } from "../kit/chart";

/** What the operator of Prometheus gets; the chart sets nothing for any pod. */
export const OPERATOR_RESOURCES = { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } } as const;
/** What Prometheus gets. */
export const PROMETHEUS_RESOURCES = { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "4Gi" } } as const;
/** What Alertmanager gets. */
export const ALERTMANAGER_RESOURCES = { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } } as const;
/** What Grafana gets. */
export const GRAFANA_RESOURCES = { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } } as const;
/** What kube-state-metrics gets. */
export const STATE_METRICS_RESOURCES = { requests: { cpu: "20m", memory: "128Mi" }, limits: { memory: "512Mi" } } as const;
/** What node-exporter gets on each node. */
export const NODE_EXPORTER_RESOURCES = { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "64Mi" } } as const;

/** Charts of this construct. */
export const MONITORING_CHARTS = {
  kubePrometheusStack: {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    version: "88.5.3",
    minKubernetes: "1.25",
    images: {
      "prometheusOperator.image.registry": "quay.io",
      "prometheusOperator.prometheusConfigReloader.image.registry": "quay.io",
      "prometheusOperator.thanosImage.registry": "quay.io",
      "prometheus.prometheusSpec.image.registry": "quay.io",
      "alertmanager.alertmanagerSpec.image.registry": "quay.io",
      "grafana.image.registry": "docker.io",
      "grafana.sidecar.image.registry": "quay.io",
      "kube-state-metrics.image.registry": "registry.k8s.io",
      "prometheus-node-exporter.image.registry": "quay.io",
    },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values; those on every node and of the operator's making are in `monitoringPods`. */
export const MONITORING_WORKLOADS: Readonly<Record<keyof typeof MONITORING_CHARTS, readonly ChartWorkload[]>> = {
  kubePrometheusStack: [
    {
      name: "kube-prometheus-stack-operator",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [{ requests: OPERATOR_RESOURCES.requests, value: "prometheusOperator.resources" }],
    },
    {
      name: "kube-prometheus-stack-kube-state-metrics",
      kind: "Deployment",
      replicas: { count: 1, value: "kube-state-metrics.replicas" },
      containers: [{ requests: STATE_METRICS_RESOURCES.requests, value: "kube-state-metrics.resources" }],
    },
    {
      name: "kube-prometheus-stack-grafana",
      kind: "Deployment",
      replicas: { count: 1, value: "grafana.replicas" },
      containers: [
        { requests: GRAFANA_RESOURCES.requests, value: "grafana.resources" },
        { value: "grafana.sidecar.resources" },
        { value: "grafana.sidecar.resources" },
      ],
    },
    // The operator makes these two.
    {
      name: "prometheus",
      kind: "StatefulSet",
      replicas: { count: 1, value: "prometheus.prometheusSpec.replicas" },
      containers: [{ requests: PROMETHEUS_RESOURCES.requests, value: "prometheus.prometheusSpec.resources" }, {}],
    },
    {
      name: "alertmanager",
      kind: "StatefulSet",
      replicas: { count: 1, value: "alertmanager.alertmanagerSpec.replicas" },
      containers: [{ requests: ALERTMANAGER_RESOURCES.requests, value: "alertmanager.alertmanagerSpec.resources" }, {}],
    },
  ],
};

/** Pods of node-exporter, which a project may leave out. */
export const NODE_EXPORTER_WORKLOAD: ChartWorkload = {
  name: "kube-prometheus-stack-prometheus-node-exporter",
  kind: "DaemonSet",
  containers: [{ requests: NODE_EXPORTER_RESOURCES.requests }],
};
