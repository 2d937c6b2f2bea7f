import { containersOf, type Chart, type ChartWorkload } from "../kit/chart";

/** What the controller of the Spark operator gets: spark-submit's JVM runs in it. */
export const SPARK_CONTROLLER_RESOURCES = { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } } as const;

/** Charts of this construct. */
export const SPARK_CHARTS = {
  sparkOperator: {
    repository: "https://kubeflow.github.io/spark-operator",
    chart: "spark-operator",
    version: "2.5.2",
    minKubernetes: "1.25",
    images: { "image.registry": "ghcr.io", "hook.image.registry": "ghcr.io" },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const SPARK_WORKLOADS: Readonly<Record<keyof typeof SPARK_CHARTS, readonly ChartWorkload[]>> = {
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
