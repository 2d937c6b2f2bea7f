import { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { IngressRoute } from "../contracts/contracts";
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
    spec: {
      ingressClassName: settings.ingressClassName,
      rule: [
        {
          host: route.host,
          http: {
            path: [{ path, pathType: "Prefix", backend: { service: { name: route.service, port: { number: route.port } } } }],
          },
        },
      ],
      tls: route.tlsSecret === undefined ? undefined : [{ hosts: [route.host], secretName: route.tlsSecret }],
    },
    dependsOn: settings.dependsOn,
  });
}
