import { METRICS_SECRET } from "./names";

/** Who reads the hub's numbers beside users who may. */
export interface HubMetrics {
  /** Token that it shows; a sensitive Terraform variable, never a literal. */
  readonly token: string;
  /** Raise it by one after a rotation; the hub is restarted for it. */
  readonly revision: number;
  /** Namespace that it is in. */
  readonly namespace: string;
}

/** What the hub needs for it, by the place in its values. */
export interface MetricsValues {
  /** Rights, and the way through the hub's network policy. */
  readonly hub: Readonly<Record<string, unknown>>;
  /** Python that runs at the hub's start, by name. */
  readonly extraConfig: Readonly<Record<string, string>>;
  /** Variables of the hub. */
  readonly extraEnv: Readonly<Record<string, unknown>>;
  /** Annotations of the hub's pod. */
  readonly annotations: Readonly<Record<string, string>>;
}

const SERVICE = `import os

c.JupyterHub.services.append({"name": "metrics", "api_token": os.environ["METRICS_TOKEN"]})
`;

/**
 * A service of the hub that may read its numbers and nothing else; without one they would have to be open to everybody, since the proxy leads there.
 *
 * @param metrics - who reads them; undefined for nobody
 * @param isPoliced - whether the hub has a network policy
 * @see https://jupyterhub.readthedocs.io/en/5.5.0/reference/monitoring.html
 */
export function metricsValues(metrics: HubMetrics | undefined, isPoliced: boolean): MetricsValues {
  if (!metrics) return { hub: {}, extraConfig: {}, extraEnv: {}, annotations: {} };
  const from = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": metrics.namespace } } }];
  return {
    hub: {
      loadRoles: { metrics: { scopes: ["read:metrics"], services: ["metrics"] } },
      ...(isPoliced && { networkPolicy: { ingress: [{ from, ports: [{ port: "http" }] }] } }),
    },
    extraConfig: { "20-metrics": SERVICE },
    extraEnv: { METRICS_TOKEN: { valueFrom: { secretKeyRef: { name: METRICS_SECRET, key: "token" } } } },
    annotations: { "cdktf-magnum/metrics-revision": String(metrics.revision) },
  };
}
