import type { Chart, ChartWorkload, Requests } from "../kit/chart";

/** What the topic operator and the user operator get each; they are the two containers of one pod. */
export const ENTITY_OPERATOR_RESOURCES = { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "512Mi" } } as const;
/** What the exporter of consumers' lags gets. */
export const EXPORTER_RESOURCES = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } } as const;
/** What a MirrorMaker gets; half of the memory is heap. */
export const MIRROR_RESOURCES = { requests: { cpu: "500m", memory: "2Gi" }, limits: { memory: "2Gi" } } as const;

/** Charts of this construct. */
export const KAFKA_CHARTS = {
  strimziOperator: {
    repository: "oci://quay.io/strimzi-helm",
    chart: "strimzi-kafka-operator",
    version: "1.2.0",
    minKubernetes: "1.30",
    // That of brokers, MirrorMakers and entity operator too.
    images: { defaultImageRegistry: "quay.io" },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const KAFKA_WORKLOADS: Readonly<Record<keyof typeof KAFKA_CHARTS, readonly ChartWorkload[]>> = {
  strimziOperator: [
    {
      name: "strimzi-cluster-operator",
      kind: "Deployment",
      replicas: { count: 1, value: "replicas" },
      containers: [{ requests: { cpu: "200m", memory: "384Mi" }, value: "resources" }],
    },
  ],
};

/**
 * Pods that the operator makes beside the brokers, which have a node group of their own.
 *
 * @param mirrors - names of the mirrors
 */
export function operatedPods(mirrors: readonly string[]): ChartWorkload[] {
  const deployment = (name: string, ...requests: Requests[]): ChartWorkload => ({
    name,
    kind: "Deployment",
    replicas: { count: 1 },
    containers: requests.map((each) => ({ requests: each })),
  });
  return [
    deployment("entity-operator", ENTITY_OPERATOR_RESOURCES.requests, ENTITY_OPERATOR_RESOURCES.requests),
    deployment("kafka-exporter", EXPORTER_RESOURCES.requests),
    ...mirrors.map((name) => deployment(`mirror ${name}`, MIRROR_RESOURCES.requests)),
  ];
}
