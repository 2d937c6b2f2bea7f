import type { IngressV1 } from "@cdktf/provider-kubernetes/lib/ingress-v1";
import { Construct } from "constructs";
import { Token, type ITerraformDependable } from "cdktf";
import { installChart, type HelmValues } from "../kit/chart-release";
import { INGRESS_CHARTS, TRAEFIK_REPLICAS } from "./charts";
import type { ApplicationCredential, IIngress, IKubernetesCluster, IngressRoute, IOpenStackCluster, Mirrors } from "../contracts";
import { ingressProblems, routeProblems } from "./ingress-checks";
import { ingressRoute, ingressSpec } from "./ingress-route";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";

/** What leads hosts to services: one Octavia load balancer for each host, or one in front of Traefik for all. */
export type IngressKind = "octavia" | "traefik";

/** What all kinds of ingress have in common. */
export interface CommonIngressProps {
  /** Whether the load balancer gets a floating IP; without one it is reachable from inside the site only. */
  readonly floating: boolean;
  /**
   * CIDRs that may reach the load balancer.
   *
   * @default - everyone who can route to it
   */
  readonly allowedCidrs?: string[];
  /**
   * Octavia provider of the load balancers, which decides what they can do.
   *
   * @default - one that can do everything
   */
  readonly octaviaProvider?: string;
  /**
   * Hosts and their services.
   *
   * @default - none; addRoute adds them
   */
  readonly routes?: readonly IngressRoute[];
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
}

/** One Octavia load balancer for each host, made by the octavia-ingress-controller. */
export interface OctaviaKindProps extends CommonIngressProps {
  /** Kind of ingress. */
  readonly kind: "octavia";
  /** The cluster. */
  readonly cluster: IOpenStackCluster;
  /** UUID of the external network that floating IPs come from. */
  readonly externalNetworkId: string;
  /** Octavia provider of the site; it must speak HTTP, so not ovn. */
  readonly octaviaProvider: string;
  /** Whether the site has Barbican, which is where certificates go. */
  readonly barbican: boolean;
  /** Application credential that may make load balancers. */
  readonly credentials: ApplicationCredential;
}

/** Traefik behind one Octavia load balancer. */
export interface TraefikKindProps extends CommonIngressProps {
  /** Kind of ingress. */
  readonly kind: "traefik";
  /** The cluster, which says what its load balancers need. */
  readonly cluster: IKubernetesCluster;
  /**
   * Values of Traefik's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/** Properties of `OctaviaIngress`. */
export type OctaviaIngressProps = OctaviaKindProps | TraefikKindProps;

/**
 * Leads host names to services of the cluster, through Octavia.
 *
 * @throws Error if the site cannot do what a route asks for
 */
export class OctaviaIngress extends Construct implements IIngress {
  /**
   * An ingress that is there already, such as one that the site's operators run.
   *
   * @param ingressClassName - name of its IngressClass
   */
  public static fromIngressClassName(scope: Construct, id: string, ingressClassName: string): IIngress {
    class Import extends Construct implements IIngress {
      public readonly ingressClassName = ingressClassName;
      private readonly routes: IngressRoute[] = [];
      public addRoute(route: IngressRoute): void {
        this.routes.push(route);
        requireNone(routeProblems(this.routes, { kind: "existing" }, (namespace) => Token.isUnresolved(namespace)));
        ingressRoute(this, route, { ingressClassName });
      }
    }
    return new Import(scope, id);
  }

  public readonly ingressClassName: string | undefined;
  private readonly props: OctaviaIngressProps;
  private readonly controller: ITerraformDependable;
  private readonly routes: IngressRoute[] = [];
  private readonly ingresses = new Map<string, IngressV1>();

  constructor(scope: Construct, id: string, props: OctaviaIngressProps) {
    super(scope, id);
    this.props = props;
    requireNone(ingressProblems(props));
    if (props.kind === "octavia") {
      // Loaded by those only who have this kind: bindings with all that a pod may have are more code than all others together.
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
      const { OctaviaIngressController } = require("./octavia-ingress-controller") as typeof import("./octavia-ingress-controller");
      this.controller = new OctaviaIngressController(this, "controller", props).ready;
    } else {
      this.ingressClassName = "traefik";
      this.controller = this.installTraefik(props);
    }
    for (const route of props.routes ?? []) this.addRoute(route);
  }

  public addRoute(route: IngressRoute): void {
    const { props } = this;
    this.routes.push(route);
    requireNone(routeProblems(this.routes, props, (namespace) => Token.isUnresolved(namespace)));
    const settings = {
      ingressClassName: this.ingressClassName,
      annotations: props.kind === "octavia" ? this.octaviaAnnotations() : traefikAnnotations(route),
      dependsOn: [this.controller],
    };
    const sameHost = this.routes.filter(({ host }) => host === route.host);
    // The controller makes a load balancer, with an address of its own, for each Ingress.
    const shared = props.kind === "octavia" ? this.ingresses.get(route.host) : undefined;
    if (shared) shared.putSpec(ingressSpec(sameHost, settings));
    else this.ingresses.set(route.host, ingressRoute(this, route, settings));
  }

  private octaviaAnnotations(): Record<string, string> {
    return {
      // The controller reads this annotation only, never spec.ingressClassName.
      "kubernetes.io/ingress.class": "openstack",
      "octavia.ingress.kubernetes.io/internal": String(!this.props.floating),
      ...(this.props.allowedCidrs && { "octavia.ingress.kubernetes.io/whitelist-source-range": this.props.allowedCidrs.join(",") }),
    };
  }

  private installTraefik(props: TraefikKindProps): ITerraformDependable {
    return installChart(this, "traefik", {
      cluster: props.cluster,
      chart: INGRESS_CHARTS.traefik,
      namespace: systemNamespace(this, "namespace", "traefik", "restricted"),
      values: {
        global: { checkNewVersion: false, sendAnonymousUsage: false },
        deployment: { replicas: TRAEFIK_REPLICAS },
        podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
        providers: { kubernetesIngress: { enabled: true }, kubernetesCRD: { enabled: false } },
        ingressClass: { enabled: true, isDefaultClass: true, name: "traefik" },
        service: {
          annotations: props.cluster.loadBalancer({ internal: !props.floating }),
          spec: { type: "LoadBalancer", ...(props.allowedCidrs && { loadBalancerSourceRanges: props.allowedCidrs }) },
        },
      },
      extraValues: props.values,
      mirrors: props.mirrors,
    });
  }
}

/** Without them Traefik would answer on both ports, with a certificate of its own on the second. */
function traefikAnnotations({ tlsSecret }: IngressRoute): Record<string, string> {
  return { "traefik.ingress.kubernetes.io/router.entrypoints": tlsSecret === undefined ? "web" : "websecure" };
}
