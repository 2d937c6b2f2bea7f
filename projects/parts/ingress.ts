import { effectiveLabel } from "../../constructs/kit/effective-label";
import { OCTAVIA_INGRESS_WORKLOAD } from "../../constructs/ingress/charts";
import { ingressProblems, routeProblems } from "../../constructs/ingress/ingress-checks";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import type { Report } from "../schema/report";
import type { Site } from "../schema/site";
import { checkDigitalOceanIngress } from "../check/digitalocean";
import type { PlatformPart } from "./part";

/** Hosts that lead to services. */
export const ingress: PlatformPart = {
  construct: "ingress",
  check: checkIngress,
  charts: (project) => (project.ingress?.kind === "traefik" ? [{ chart: "traefik", values: project.ingress.values }] : []),
  namespaces: ({ ingress: hosts }) => (hosts ? [hosts.kind === "traefik" ? "traefik" : "octavia-ingress-controller"] : []),
  pods: (project) => (project.ingress?.kind === "octavia" ? [OCTAVIA_INGRESS_WORKLOAD] : []),
  demand: ({ ingress: hosts }) => {
    if (!hosts) return {};
    const parts =
      hosts.kind === "traefik"
        ? [{ what: "Traefik", amount: 1 }]
        : [...new Set(hosts.routes.map(({ host }) => host))].map((host) => ({ what: `ingress of ${host}`, amount: 1 }));
    return { loadBalancers: parts.map((part) => ({ ...part, isFloating: hosts.floating })) };
  },
  credentials: {
    octavia: {
      revision: "ingress.credentialsRevision",
      trial: "see the pod of octavia-ingress-controller Running, and add or change a host",
    },
  },
  destroyedLast: { charts: [], types: ["kubernetes_stateful_set_v1"] },
};

/** Octavia provider of what the cluster's Services and Ingresses get; undefined where load balancers are not Octavia's. */
export function octaviaProvider({ cluster }: Pick<ProjectData, "cluster">, site: Site): string | undefined {
  if (site.kind !== "openstack") return undefined;
  return effectiveLabel("octavia_provider", cluster) ?? site.octavia.provider;
}

function checkIngress(project: ProjectData, site: Site, report: Report): void {
  const { ingress } = project;
  if (!ingress) return;
  if (site.kind === "digitalocean") checkDigitalOceanIngress(ingress, site, report);
  const barbican = site.kind === "openstack" && site.octavia.barbican;
  const means = { ...ingress, octaviaProvider: octaviaProvider(project, site), barbican };
  const problems = [...ingressProblems(means), ...routeProblems(ingress.routes, means, () => false)];
  for (const { path, message } of problems) report(["ingress", ...path], message);
}

/**
 * Demands what keeps the passwords on the way to a page with a login: a certificate, kept where the ingress can.
 *
 * @param path - where the certificate's Secret is named
 * @param tlsSecret - its name
 * @param project - checked project
 * @param site - its site
 * @param report - called for each problem
 */
export function checkLoginPage(
  path: readonly PropertyKey[],
  tlsSecret: string | undefined,
  { ingress: leading, tier }: Pick<ProjectData, "ingress" | "tier">,
  site: Site,
  report: Report,
): void {
  if (tlsSecret === undefined && tier !== "dev") {
    report(path, `must be given in tier ${tier}: passwords and cookies go over this connection; name a Secret of type kubernetes.io/tls`);
  }
  if (tlsSecret !== undefined && leading?.kind === "octavia" && site.kind === "openstack" && !site.octavia.barbican) {
    report(
      path,
      `needs Barbican, where ingress.kind octavia keeps certificates and which site ${site.name} does not have, got ${show(tlsSecret)}; ` +
        'set ingress.kind to "traefik"',
    );
  }
}
