import { Token } from "cdktf";
import type { IngressRoute } from "../contracts/contracts";
import { composedNameProblem, namesOfOctaviaIngress } from "../kit/composed-names";
import { hostProblem, nameProblem, NAME_RULES } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";
import { ingressName } from "./ingress-name";

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
 * Finds routes that cannot work, whose names Kubernetes or their controller refuses, or that lead the same host and path to two services.
 *
 * @param routes - all routes of an ingress
 * @param means - the ingress and what the site has
 */
export function routeProblems(routes: readonly IngressRoute[], { kind, barbican }: IngressMeans): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  for (const [index, route] of routes.entries()) {
    const { host, path = "/", tlsSecret } = route;
    if (seen.has(`${host}${path}`)) {
      problems.push({ path: ["routes", index, "host"], message: `must be routed once, got '${host}' with path '${path}' twice` });
    }
    seen.add(`${host}${path}`);
    for (const [field, message] of routeNameProblems(route, kind)) problems.push({ path: ["routes", index, field], message });
    if (kind === "octavia" && tlsSecret !== undefined && !barbican) {
      const why = "needs Barbican, where kind octavia keeps certificates and which the site does not have";
      problems.push({ path: ["routes", index, "tlsSecret"], message: `${why}, got '${tlsSecret}'; use kind traefik or leave it out` });
    }
  }
  return problems;
}

function routeNameProblems(
  { host, path = "/", namespace, service, tlsSecret }: IngressRoute,
  kind: IngressMeans["kind"],
): [string, string][] {
  // A namespace that we make is a token here and is checked where it is made.
  const ofNamespace = Token.isUnresolved(namespace) ? undefined : nameProblem("label", namespace);
  const problems = {
    host: hostProblem(host, true) ?? objectProblem(host, path) ?? (kind === "octavia" ? octaviaProblem(host, path, namespace) : undefined),
    namespace: ofNamespace,
    service: nameProblem("service", service),
    tlsSecret: tlsSecret === undefined ? undefined : nameProblem("subdomain", tlsSecret),
  };
  return Object.entries(problems).filter((entry): entry is [string, string] => entry[1] !== undefined);
}

function objectProblem(host: string, path: string): string | undefined {
  const name = ingressName(host, path);
  const added = name.length - host.length;
  const { maxLength } = NAME_RULES.subdomain;
  return composedNameProblem(host, [{ what: "the name of its Ingress", form: "<name>-<8 characters>", added, limit: maxLength }]);
}

function octaviaProblem(host: string, path: string, namespace: string): string | undefined {
  if (host.startsWith("*.")) {
    return `must be one host with kind octavia, whose controller takes '*' for a part of a regular expression, got '${host}'; use kind traefik`;
  }
  const longest = Token.isUnresolved(namespace) ? "x".repeat(NAME_RULES.label.maxLength) : namespace;
  return composedNameProblem(ingressName(host, path), namesOfOctaviaIngress(longest));
}
