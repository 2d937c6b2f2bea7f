import type { IConstruct } from "constructs";

/** A host name that leads to a service of the cluster. */
export interface IngressRoute {
  /** Fully qualified host name. */
  readonly host: string;
  /** Namespace of the service. */
  readonly namespace: string;
  /** Name of the service. */
  readonly service: string;
  /** Port of the service, 1 to 65535. */
  readonly port: number;
  /**
   * Path prefix.
   *
   * @default "/"
   */
  readonly path?: string;
  /**
   * Name of a Secret of type kubernetes.io/tls in the service's namespace.
   *
   * @default - plain HTTP
   */
  readonly tlsSecret?: string;
}

/** Something that leads host names to services. */
export interface IIngress extends IConstruct {
  /** Name for `spec.ingressClassName`; undefined where the controller knows annotations only. */
  readonly ingressClassName: string | undefined;
  /**
   * Leads a host to a service.
   *
   * @param route - host and service
   */
  addRoute(route: IngressRoute): void;
}
