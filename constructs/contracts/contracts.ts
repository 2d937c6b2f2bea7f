import type { Construct } from "constructs";
import type { MagnumDriver } from "./magnum-driver";

/** How pods on one or several nodes may mount a claim, in Kubernetes' words. */
export type AccessMode = "ReadWriteOnce" | "ReadOnlyMany" | "ReadWriteMany" | "ReadWriteOncePod";

/** What happens to the volume or share when its claim is deleted. */
export type ReclaimPolicy = "Delete" | "Retain";

/** Address and client certificate of a Kubernetes API server: what the kubernetes and helm providers take. */
export interface KubernetesAccess {
  /** URL of the API server. */
  readonly host: string;
  /** PEM certificate of the cluster's own authority. */
  readonly clusterCaCertificate: string;
  /** PEM certificate of an administrator. */
  readonly clientCertificate: string;
  /** PEM key of that certificate. */
  readonly clientKey: string;
}

/** A Kubernetes cluster on Magnum that workloads can be installed into. */
export interface IKubernetesCluster {
  /** Name in OpenStack. */
  readonly clusterName: string;
  /** UUID in OpenStack; it marks everything that is made from inside the cluster. */
  readonly clusterId: string;
  /** Kubernetes version without "v", such as "1.30.2". */
  readonly kubernetesVersion: string;
  /** Magnum driver behind the cluster: what it installs, how it labels nodes. */
  readonly driver: MagnumDriver;
  /** UUID of the subnet that the nodes are in. */
  readonly subnetId: string;
  /** How to reach the API server. */
  readonly access: KubernetesAccess;
  /**
   * Labels that only the nodes of one node group carry.
   *
   * @param nodeGroup - name of the node group
   */
  nodeSelector(nodeGroup: string): Record<string, string>;
}

/** A storage class that a claim can name. */
export interface IStorageClass {
  /** Name in Kubernetes, a token of the resource where we make it, so that claims wait for it. */
  readonly storageClassName: string;
  /** Access modes that its volumes offer. */
  readonly accessModes: readonly AccessMode[];
  /** What happens to a volume when its claim is deleted. */
  readonly reclaimPolicy: ReclaimPolicy;
}

/** Existing data that pods can read. */
export interface IDataset {
  /** Short name, an RFC 1123 label. */
  readonly name: string;
  /** Where pods find the data, an absolute path. */
  readonly mountPath: string;
  /**
   * Makes the data claimable in a namespace.
   *
   * @param scope - where the volume and its claim are created
   * @param namespace - the namespace that wants to read
   * @returns name of the claim, a child of the scope; mount it read-only
   */
  claim(scope: Construct, namespace: string): string;
}

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
export interface IIngress {
  /** Name for `spec.ingressClassName`; undefined where the controller knows annotations only. */
  readonly ingressClassName: string | undefined;
  /**
   * Leads a host to a service.
   *
   * @param route - host and service
   */
  addRoute(route: IngressRoute): void;
}

/** Keystone application credential for software that runs inside the cluster. */
export interface ApplicationCredential {
  /** URL of Keystone, ending in /v3. */
  readonly authUrl: string;
  /** Name of the region. */
  readonly region: string;
  /** Id; a sensitive Terraform variable, never a literal. */
  readonly id: string;
  /** Secret; a sensitive Terraform variable, never a literal. */
  readonly secret: string;
  /** Raise it by one after a rotation, so that the new values are written. */
  readonly revision: number;
}

/** Places to fetch charts and images from instead of their own. */
export interface Mirrors {
  /** Chart repository -> its mirror, for example "https://traefik.github.io/charts" -> "https://charts.site.example/traefik". */
  readonly charts?: Record<string, string>;
  /** Image registry -> its mirror, for example "registry.k8s.io" -> "harbor.site.example/k8s". */
  readonly images?: Record<string, string>;
}
