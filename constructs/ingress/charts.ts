import { containersOf, type Chart, type ChartWorkload } from "../kit/chart";

/** Pods of Traefik: one may be away while its node is upgraded. */
export const TRAEFIK_REPLICAS = 2;

/** Image of the octavia-ingress-controller, which has no chart. */
export const OCTAVIA_INGRESS_CONTROLLER_IMAGE = "registry.k8s.io/provider-os/octavia-ingress-controller:v1.36.0";

/** What the octavia-ingress-controller gets. */
export const OCTAVIA_INGRESS_RESOURCES = { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "256Mi" } } as const;

/** Pod of the octavia-ingress-controller, which has no chart. */
export const OCTAVIA_INGRESS_WORKLOAD: ChartWorkload = {
  name: "octavia-ingress-controller",
  kind: "StatefulSet",
  containers: [{ requests: OCTAVIA_INGRESS_RESOURCES.requests }],
};

/** Charts of this construct. */
export const INGRESS_CHARTS = {
  traefik: {
    repository: "https://traefik.github.io/charts",
    chart: "traefik",
    version: "41.3.0",
    minKubernetes: "1.25",
    images: { "image.registry": "docker.io" },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values. */
export const INGRESS_WORKLOADS: Readonly<Record<keyof typeof INGRESS_CHARTS, readonly ChartWorkload[]>> = {
  traefik: [
    {
      name: "traefik",
      kind: "Deployment",
      replicas: { count: TRAEFIK_REPLICAS, value: "deployment.replicas" },
      containers: containersOf("resources"),
    },
  ],
};
