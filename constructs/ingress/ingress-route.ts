import { IngressV1, type IngressV1Spec } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IngressRoute } from "../contracts";
import { ingressName } from "./ingress-name";

/** How a controller is told that an Ingress is its own. */
export interface IngressSettings {
  /** Ingress class, where the controller reads it. */
  readonly ingressClassName?: string;
  /** Annotations, where the controller reads them. */
  readonly annotations?: Record<string, string>;
  /** The controller, where it is ours. */
  readonly dependsOn?: ITerraformDependable[];
}

/** Leads a host to a service by an Ingress object. */
export function ingressRoute(scope: Construct, route: IngressRoute, settings: IngressSettings): IngressV1 {
  const path = route.path ?? "/";
  const id = `route-${route.host}${path === "/" ? "" : path}`;
  return new IngressV1(scope, id, {
    metadata: { name: ingressName(route.host, path), namespace: route.namespace, annotations: settings.annotations },
    spec: ingressSpec([route], settings),
    dependsOn: settings.dependsOn,
  });
}

/**
 * What an Ingress says of the paths of one host.
 *
 * @param routes - its routes, all to services of one namespace
 * @param settings - how its controller knows it
 */
export function ingressSpec(routes: readonly IngressRoute[], { ingressClassName }: IngressSettings): IngressV1Spec {
  const { host, tlsSecret } = routes[0]!;
  return {
    ingressClassName,
    rule: [
      {
        host,
        http: {
          path: routes.map(({ path = "/", service, port }) => ({
            path,
            pathType: "Prefix",
            backend: { service: { name: service, port: { number: port } } },
          })),
        },
      },
    ],
    tls: tlsSecret === undefined ? undefined : [{ hosts: [host], secretName: tlsSecret }],
  };
}
