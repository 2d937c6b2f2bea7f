import type { IngressRoute } from "../contracts";
import { NO_NETWORK, octaviaTraits } from "../contracts/octavia-provider";
import { composedNameProblem, namesOfOctaviaIngress } from "../kit/composed-names";
import { hostProblem, nameProblem, NAME_RULES } from "../kit/names";
import type { SettingProblem } from "../kit/setting-problem";
import { ingressName } from "./ingress-name";

/** What decides which hosts can be routed. */
export interface IngressMeans {
  /** What leads hosts to services. */
  readonly kind: "octavia" | "traefik" | "existing";
  /** Octavia provider of the load balancers. */
  readonly octaviaProvider?: string | undefined;
  /** Networks that may reach the load balancers. */
  readonly allowedCidrs?: readonly string[] | undefined;
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
export function ingressProblems({ kind, octaviaProvider, allowedCidrs, values }: IngressMeans): SettingProblem[] {
  const traits = octaviaTraits(octaviaProvider);
  const problems: SettingProblem[] = [];
  const ranges = allowedCidrs ? ["allowedCidrs"] : rangesIn(values);
  if (allowedCidrs?.length === 0) problems.push({ path: ["allowedCidrs"], message: NO_NETWORK });
  else if (ranges && !traits.allowedCidrs) {
    problems.push({
      path: ranges,
      message:
        `cannot be used with Octavia's provider ${octaviaProvider}, whose load balancers let everyone in whatever is written here; ` +
        'leave it out and set floating to false, or set cluster.labels.octavia_provider to "amphora" where the site has it',
    });
  }
  if (kind !== "octavia") return problems;
  if (!traits.layer7) {
    problems.push({
      path: ["kind"],
      message: `must be traefik with Octavia's provider ${octaviaProvider}, which has no layer 7 to route hosts, got 'octavia'`,
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
 * @param isToken - whether a namespace is one that we make: it is checked where it is made. Given, so that no check loads the framework
 */
export function routeProblems(
  routes: readonly IngressRoute[],
  { kind, barbican }: IngressMeans,
  isToken: (namespace: string) => boolean,
): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const seen = new Set<string>();
  for (const [index, route] of routes.entries()) {
    const { host, path = "/", tlsSecret } = route;
    if (seen.has(`${host}${path}`)) {
      problems.push({ path: ["routes", index, "host"], message: `must be routed once, got '${host}' with path '${path}' twice` });
    }
    seen.add(`${host}${path}`);
    for (const [field, message] of routeNameProblems(route, kind, isToken)) problems.push({ path: ["routes", index, field], message });
    const first = routes.find((route) => route.host === host)!;
    if (kind === "octavia") problems.push(...sharedHostProblems(index, routes[index]!, first));
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
  isToken: (namespace: string) => boolean,
): [string, string][] {
  const known = isToken(namespace) ? undefined : namespace;
  const problems = {
    host: hostProblem(host, true) ?? objectProblem(host, path) ?? (kind === "octavia" ? octaviaProblem(host, path, known) : undefined),
    namespace: known === undefined ? undefined : nameProblem("label", known),
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

function octaviaProblem(host: string, path: string, namespace: string | undefined): string | undefined {
  if (host.startsWith("*.")) {
    return `must be one host with kind octavia, whose controller takes '*' for a part of a regular expression, got '${host}'; use kind traefik`;
  }
  const longest = namespace ?? "x".repeat(NAME_RULES.label.maxLength);
  return composedNameProblem(ingressName(host, path), namesOfOctaviaIngress(longest));
}

/** Where values of Traefik's chart restrict who may reach its Service. */
function rangesIn(values: object | undefined): string[] | undefined {
  const { service } = (values ?? {}) as { service?: { loadBalancerSourceRanges?: unknown; spec?: { loadBalancerSourceRanges?: unknown } } };
  if (service?.spec?.loadBalancerSourceRanges) return ["values", "service", "spec", "loadBalancerSourceRanges"];
  return service?.loadBalancerSourceRanges ? ["values", "service", "loadBalancerSourceRanges"] : undefined;
}

/** One load balancer serves a host, and one Ingress, which has one namespace, makes it. */
function sharedHostProblems(index: number, { host, namespace, tlsSecret }: IngressRoute, first: IngressRoute): SettingProblem[] {
  const differing = [
    ["namespace", namespace, first.namespace],
    ["tlsSecret", tlsSecret, first.tlsSecret],
  ] as const;
  return differing
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([field, ours, theirs]) => ({
      path: ["routes", index, field],
      message:
        `must be the same for all paths of '${host}' with kind octavia, which makes one load balancer for a host: ` +
        `${theirs === undefined ? "left out" : `'${theirs}'`}, got ${ours === undefined ? "nothing" : `'${ours}'`}; use kind traefik, or a host of its own`,
    }));
}
