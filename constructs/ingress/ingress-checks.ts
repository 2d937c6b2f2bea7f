import type { IngressRoute } from "../contracts";
import type { SettingProblem } from "../kit/setting-problem";

/** What decides which hosts can be routed. */
export interface IngressMeans {
  /** What leads hosts to services. */
  readonly kind: "octavia" | "traefik" | "existing";
  /** Octavia provider of the site. */
  readonly octaviaProvider?: string;
  /** Whether the site has Barbican. */
  readonly barbican?: boolean;
  /** Values of a chart. */
  readonly values?: object;
}

/**
 * Finds why a kind of ingress cannot work at a site.
 *
 * @param means - the ingress and what the site has
 */
export function ingressProblems({ kind, octaviaProvider, values }: IngressMeans): SettingProblem[] {
  if (kind !== "octavia") return [];
  const problems: SettingProblem[] = [];
  if (octaviaProvider === "ovn") {
    problems.push({
      path: ["kind"],
      message: "must be traefik with Octavia's provider ovn, which has no layer 7 to route hosts, got 'octavia'",
    });
  }
  if (values) problems.push({ path: ["values"], message: "must be left out with kind octavia, which has no chart; use kind traefik" });
  return problems;
}

/**
 * Finds routes that cannot work, or that lead the same host and path to two services.
 *
 * @param routes - all routes of an ingress
 * @param means - the ingress and what the site has
 */
export function routeProblems(routes: readonly IngressRoute[], { kind, barbican }: IngressMeans): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  for (const [index, { host, path = "/", tlsSecret }] of routes.entries()) {
    if (seen.has(`${host}${path}`)) {
      problems.push({ path: ["routes", index, "host"], message: `must be routed once, got '${host}' with path '${path}' twice` });
    }
    seen.add(`${host}${path}`);
    if (kind === "octavia" && tlsSecret !== undefined && !barbican) {
      const why = "needs Barbican, where kind octavia keeps certificates and which the site does not have";
      problems.push({ path: ["routes", index, "tlsSecret"], message: `${why}, got '${tlsSecret}'; use kind traefik or leave it out` });
    }
  }
  return problems;
}
