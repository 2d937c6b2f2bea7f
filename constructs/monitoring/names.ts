/** Namespace of all that watches. */
export const MONITORING_NAMESPACE = "monitoring";
/** Name of the release; the names of its Services begin with it. */
export const RELEASE = "kube-prometheus-stack";
/** Service of Grafana, and its port. */
export const GRAFANA_SERVICE = { name: `${RELEASE}-grafana`, port: 80 } as const;
/** Secret with the account of Grafana's administrator. */
export const GRAFANA_SECRET = "grafana-login";
/** Secret with what the login's provider knows Grafana by: one of its own, which is written as soon as there is such a login. */
export const GRAFANA_CLIENT_SECRET = "grafana-client";
/**
 * Secret with the address or the password that alerts go out by; of each kind its own, for the same reason.
 *
 * @param alerts - where alerts go
 */
export function receiverSecretName({ kind }: { readonly kind: string }): string {
  return `alert-receiver-${kind}`;
}
/** Secret with the token that Prometheus reads the hub's numbers by. */
export const HUB_TOKEN_SECRET = "hub-metrics";
/** Size of Alertmanager's disk in GiB: it holds what is silenced and what has been said. */
export const ALERTMANAGER_DISK_GIB = 1;
