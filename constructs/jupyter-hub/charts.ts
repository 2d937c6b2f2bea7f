import type { Chart, ChartWorkload } from "../kit/chart";

/** What the hub gets; the chart sets nothing. */
export const HUB_RESOURCES = { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "1Gi" } } as const;
/** What its proxy gets; the chart sets nothing. */
export const PROXY_RESOURCES = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "512Mi" } } as const;

/** Charts of this construct. */
export const JUPYTER_HUB_CHARTS = {
  jupyterHub: {
    repository: "https://hub.jupyter.org/helm-chart/",
    chart: "jupyterhub",
    version: "4.4.0",
    minKubernetes: "1.28",
    images: {
      "hub.image.name": "quay.io/jupyterhub/k8s-hub",
      "proxy.chp.image.name": "quay.io/jupyterhub/configurable-http-proxy",
      // The rest is off unless a project's own values turn it on.
      "proxy.secretSync.image.name": "quay.io/jupyterhub/k8s-secret-sync",
      "singleuser.networkTools.image.name": "quay.io/jupyterhub/k8s-network-tools",
      "prePuller.hook.image.name": "quay.io/jupyterhub/k8s-image-awaiter",
      "prePuller.pause.image.name": "registry.k8s.io/pause",
      "scheduling.userPlaceholder.image.name": "registry.k8s.io/pause",
      "scheduling.userScheduler.image.name": "registry.k8s.io/kube-scheduler",
    },
  },
} as const satisfies Record<string, Chart>;

/** Their pods, read from what Helm 4.1.4 makes of the charts with our values; those of users are no part of it. */
export const JUPYTER_HUB_WORKLOADS: Readonly<Record<keyof typeof JUPYTER_HUB_CHARTS, readonly ChartWorkload[]>> = {
  jupyterHub: [
    {
      name: "hub",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [{ requests: HUB_RESOURCES.requests, value: "hub.resources" }],
    },
    {
      name: "proxy",
      kind: "Deployment",
      replicas: { count: 1 },
      containers: [{ requests: PROXY_RESOURCES.requests, value: "proxy.chp.resources" }],
    },
  ],
};
