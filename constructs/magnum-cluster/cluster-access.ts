import type { ContainerinfraClusterV1 } from "../../.gen/providers/openstack/containerinfra-cluster-v1";
import type { DataOpenstackContainerinfraClusterV1 } from "../../.gen/providers/openstack/data-openstack-containerinfra-cluster-v1";
import type { KubernetesAccess, LoadBalancerOptions } from "../contracts";

/**
 * How to reach the API server of a cluster.
 *
 * @param cluster - the cluster, as a resource or as a data source
 */
export function accessFrom(cluster: ContainerinfraClusterV1 | DataOpenstackContainerinfraClusterV1): KubernetesAccess {
  return {
    host: cluster.kubeconfig.lookup("host"),
    clusterCaCertificate: cluster.kubeconfig.lookup("cluster_ca_certificate"),
    clientCertificate: cluster.kubeconfig.lookup("client_certificate"),
    clientKey: cluster.kubeconfig.lookup("client_key"),
  };
}

/**
 * Refuses a node group that a cluster does not have.
 *
 * @param nodeGroup - name of the group
 * @param others - names of the cluster's groups beside `default-worker`
 * @param cluster - name of the cluster
 * @throws Error if it is none of them
 */
export function requireNodeGroup(nodeGroup: string, others: readonly string[], cluster: string): void {
  const known = ["default-worker", ...others];
  if (known.includes(nodeGroup)) return;
  throw new Error(`node group '${nodeGroup}' does not exist in cluster '${cluster}', it has ${known.join(", ")}`);
}

/**
 * What OpenStack's cloud controller reads.
 *
 * @param options - what the load balancer is to be
 * @param cluster - name of the cluster
 * @param externalNetworkId - network of floating IPs, where it is known
 * @throws Error if it must be known and is not
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/openstack-cloud-controller-manager/expose-applications-using-loadbalancer-type-service.md
 */
export function loadBalancerAnnotations(
  { internal }: LoadBalancerOptions,
  cluster: string,
  externalNetworkId?: string,
): Record<string, string> {
  if (internal) return { "service.beta.kubernetes.io/openstack-internal-load-balancer": "true" };
  if (externalNetworkId === undefined) {
    throw new Error(`externalNetworkId of cluster '${cluster}' is missing: floating IPs of load balancers come from that network`);
  }
  return { "loadbalancer.openstack.org/floating-network-id": externalNetworkId };
}
