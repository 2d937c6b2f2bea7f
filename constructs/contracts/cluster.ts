import type { IConstruct } from "constructs";
import type { MagnumDriver } from "./magnum-driver";

/** Where a Kubernetes API server is, and whom it lets in: by a client certificate or by a token. */
export type KubernetesAccess = KubernetesServer & (ClientCertificate | BearerToken);

/** Address of a Kubernetes API server. */
export interface KubernetesServer {
  /** URL of the API server. */
  readonly host: string;
  /** PEM certificate of the cluster's own authority. */
  readonly clusterCaCertificate: string;
}

/** Certificate that an API server lets in. */
export interface ClientCertificate {
  /** PEM certificate of an administrator. */
  readonly clientCertificate: string;
  /** PEM key of that certificate. */
  readonly clientKey: string;
}

/** Token that an API server lets in. */
export interface BearerToken {
  /** Bearer token of an administrator. */
  readonly token: string;
}

/** Size of a virtual machine. */
export interface NodeSize {
  /** vCPUs. */
  readonly vcpus: number;
  /** Memory in MiB. */
  readonly memoryMiB: number;
  /**
   * What a node of this size was seen to have for pods.
   *
   * @default - not seen, so that it is worked out from the size
   */
  readonly allocatable?: { readonly cpuMilli: number; readonly memoryMiB: number } | undefined;
}

/** What pods can have of a node. */
export interface NodeAllocatable {
  /** CPU in thousandths of a core. */
  readonly cpu: number;
  /** Memory in MiB. */
  readonly memory: number;
  /** Number of pods. */
  readonly pods: number;
}

/** What a Service of type LoadBalancer is to be. */
export interface LoadBalancerOptions {
  /** Whether it is reachable from inside the site only. */
  readonly internal: boolean;
}

/** A Kubernetes cluster, whoever runs it. */
export interface IKubernetesCluster extends IConstruct {
  /** Name at the cloud that runs it. */
  readonly clusterName: string;
  /** Kubernetes version without "v", such as "1.30.2". */
  readonly kubernetesVersion: string;
  /** How to reach the API server: what the kubernetes and helm providers take. */
  readonly access: KubernetesAccess;
  /**
   * Labels that only the nodes of one node group carry.
   *
   * @param nodeGroup - name of the node group
   * @throws Error if it is known that there is no such node group
   */
  nodeSelector(nodeGroup: string): Record<string, string>;
  /**
   * CPU, memory and pods that the scheduler can give to pods on a node.
   *
   * @param size - size of the node
   */
  allocatable(size: NodeSize): NodeAllocatable;
  /**
   * Annotations that a Service of type LoadBalancer needs here.
   *
   * @param options - what the load balancer is to be
   * @throws Error if the cluster does not know what they need
   */
  loadBalancer(options: LoadBalancerOptions): Record<string, string>;
}

/** A Kubernetes cluster in OpenStack, for what uses OpenStack's services from inside. */
export interface IOpenStackCluster extends IKubernetesCluster {
  /** UUID in OpenStack; it marks everything that is made from inside the cluster. */
  readonly clusterId: string;
  /** UUID of the subnet that the nodes are in. */
  readonly subnetId: string;
  /** Magnum driver behind the cluster: what it installs, how it labels nodes. */
  readonly driver: MagnumDriver;
}

/** Magnum driver behind a cluster; undefined where it runs elsewhere. */
export function driverOf(cluster: IKubernetesCluster): MagnumDriver | undefined {
  return "driver" in cluster ? (cluster as IOpenStackCluster).driver : undefined;
}
