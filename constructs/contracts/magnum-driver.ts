/** Magnum's drivers: what decides labels, node labels, what is installed and how upgrades go. */
export const MAGNUM_DRIVERS = ["heat", "capi-helm", "vexxhost"] as const;

/** Name of a Magnum driver: k8s_fedora_coreos (Heat), magnum-capi-helm or magnum-cluster-api (vexxhost). */
export type MagnumDriver = (typeof MAGNUM_DRIVERS)[number];

/** What a driver does that its users must know. */
export interface MagnumDriverTraits {
  /** CNI plugins that the driver knows; the first is our default. */
  readonly networkDrivers: readonly string[];
  /** Smallest node group: capi-helm cannot scale to zero. */
  readonly minNodeCount: 0 | 1;
  /** Whether an even number of control planes is refused. */
  readonly oddControlPlanes: boolean;
  /** Whether the node count of the cluster itself can change (vexxhost raises NotImplementedError). */
  readonly resizesDefaultWorkers: boolean;
  /**
   * What a new template does to a running cluster: the upgrade API in place, a new cluster (Heat lost its upgrade API in 2024.1),
   * or nothing, because the cluster keeps its first template's id for ever and Terraform would never come to rest.
   */
  readonly templateChange: "upgrade" | "replace-cluster" | "ignored";
  /** Whether node groups take labels of their own. */
  readonly nodeGroupLabels: boolean;
  /** Label that tells a node's group. */
  readonly nodeGroupLabel: string;
  /** Label that attaches further networks to all nodes; Heat's is known only to StackHPC's builds of Magnum. */
  readonly extraNetworkLabel: string | undefined;
  /** Label that says who may reach the API server's load balancer. */
  readonly allowedCidrsLabel: string | undefined;
  /**
   * Bounds of the default workers, as template labels, that keep them a group of a fixed size beside an autoscaler.
   *
   * Without them Magnum gives that group a minimum of 0, and capi-helm refuses the cluster while autoscaling is on. It takes 1 and 1 for a
   * group that is not scaled, of any size.
   *
   * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_validate_allowed_node_counts)
   */
  readonly fixedWorkerLabels: { readonly min_node_count: string; readonly max_node_count: string } | undefined;
  /** Whether the Kubernetes version comes from the label `kube_tag`; otherwise from the image. */
  readonly kubeTag: boolean;
  /** Whether Cinder CSI is there already. */
  readonly installsCinderCsi: boolean;
  /** Whether Manila CSI for NFS is there already. */
  readonly installsManilaNfs: boolean;
}

/**
 * The three drivers.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers (heat)
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/magnum_cluster_api
 */
export const MAGNUM_DRIVER_TRAITS: Record<MagnumDriver, MagnumDriverTraits> = {
  heat: {
    networkDrivers: ["calico", "flannel"],
    minNodeCount: 0,
    oddControlPlanes: false,
    resizesDefaultWorkers: true,
    templateChange: "replace-cluster",
    nodeGroupLabels: true,
    nodeGroupLabel: "magnum.openstack.org/nodegroup",
    extraNetworkLabel: "extra_network",
    allowedCidrsLabel: "master_lb_allowed_cidrs",
    fixedWorkerLabels: undefined,
    kubeTag: true,
    installsCinderCsi: true,
    installsManilaNfs: false,
  },
  "capi-helm": {
    networkDrivers: ["calico", "cilium"],
    minNodeCount: 1,
    oddControlPlanes: false,
    resizesDefaultWorkers: true,
    templateChange: "upgrade",
    nodeGroupLabels: false,
    nodeGroupLabel: "capi.stackhpc.com/node-group",
    extraNetworkLabel: "extra_network_names",
    allowedCidrsLabel: "api_master_lb_allowed_cidrs",
    fixedWorkerLabels: { min_node_count: "1", max_node_count: "1" },
    kubeTag: false,
    installsCinderCsi: true,
    installsManilaNfs: false,
  },
  vexxhost: {
    networkDrivers: ["calico", "cilium"],
    minNodeCount: 0,
    oddControlPlanes: true,
    resizesDefaultWorkers: false,
    templateChange: "ignored",
    nodeGroupLabels: true,
    nodeGroupLabel: "node.cluster.x-k8s.io/nodegroup",
    extraNetworkLabel: undefined,
    allowedCidrsLabel: undefined,
    fixedWorkerLabels: undefined,
    kubeTag: true,
    installsCinderCsi: true,
    installsManilaNfs: true,
  },
};

/**
 * Labels that only the nodes of one node group carry.
 *
 * @param driver - the cluster's driver
 * @param nodeGroup - name of the node group
 */
export function nodeGroupSelector(driver: MagnumDriver, nodeGroup: string): Record<string, string> {
  return { [MAGNUM_DRIVER_TRAITS[driver].nodeGroupLabel]: nodeGroup };
}
