/** Claim of all homes. */
export const HOMES_CLAIM = "notebook-homes";
/** Claim of the hub's database. */
export const HUB_CLAIM = "hub-db-dir";
/** What the spawner's claims begin with, where every user has one. */
export const HOME_PREFIX = "claim-";
/** ConfigMap with the files of a session. */
export const SESSION_CONFIG = "notebook-session";
/** Secret that the platform writes for the hub. */
export const HUB_SECRET = "notebook-hub";
/** Variable of the hub that has the secret of its client, and key of the Secret that it comes from. */
export const CLIENT_SECRET = "OAUTH_CLIENT_SECRET";
/**
 * Secret that the platform writes with what a provider knows the hub by.
 *
 * @param login - how users log in
 */
export function clientSecretName({ kind }: { readonly kind: string }): string {
  return `${HUB_SECRET}-${kind}`;
}
/** Secret with the token of whoever reads the hub's numbers. */
export const METRICS_SECRET = "notebook-hub-metrics";
/** Secret that the chart makes: all its values and what it has drawn at random. */
export const CHART_SECRET = "hub";
/** Service that leads to hub and notebooks, and its port. */
export const PROXY_SERVICE = { name: "proxy-public", port: 80 } as const;
/** Volumes that the chart and this library add to the pods of users. */
export const POD_VOLUMES = ["home", "session", "files"];
/** Home of the image's user. */
export const HOME = "/home/spark";
/** Variables of a notebook that are ours. */
export const OWN_VARIABLES = ["POD_NAME", "POD_IP", "APPLICATION_WEB_PROXY_BASE", "HOME"];
