/** Magnum's drivers: what decides labels, node labels, what is installed and how upgrades go. */
export const MAGNUM_DRIVERS = ["heat", "capi-helm", "vexxhost"] as const;

/** Name of a Magnum driver: k8s_fedora_coreos (Heat), magnum-capi-helm or magnum-cluster-api (vexxhost). */
export type MagnumDriver = (typeof MAGNUM_DRIVERS)[number];

/** Bounds of a group of nodes. */
export interface NodeBounds {
  /** Fewest nodes. */
  readonly min: number;
  /** Most nodes. */
  readonly max: number;
}

/** Which groups a driver's autoscaler scales, and how they are told from those of a fixed size. */
export interface DriverScaling {
  /** Fewest nodes of a group. */
  readonly min: 0 | 1;
  /** Whether node groups are scaled; the default workers can be with every driver. */
  readonly nodeGroups: boolean;
  /** Whether a group of a fixed size may have no nodes beside an autoscaler. */
  readonly emptyGroups: boolean;
  /**
   * Bounds that keep the default workers at a fixed size beside an autoscaler, as `min_node_count` and `max_node_count` of the template.
   *
   * Magnum has no other field for them. They are what the group is made with; a label that changes later does to a running cluster what
   * a changed template does.
   */
  readonly fixedWorkers: (count: number) => NodeBounds | undefined;
}

/** A network inside a cluster. */
export interface InnerNetwork {
  /** CIDR that the driver takes by itself. */
  readonly cidr: string;
  /** Label that gives another one, by CNI plugin; `any` is that of all plugins. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Networks inside a cluster. */
export interface ClusterNetworks {
  /** Addresses of pods. */
  readonly pods: InnerNetwork;
  /** Addresses of services. */
  readonly services: InnerNetwork;
}

/** What a driver does that its users must know. */
export interface MagnumDriverTraits {
  /** CNI plugins that the driver knows; the first is our default. */
  readonly networkDrivers: readonly string[];
  /** What is scaled, and how that is said. */
  readonly scaling: DriverScaling;
  /** Whether the node count of the cluster itself can change (vexxhost raises NotImplementedError). */
  readonly resizesDefaultWorkers: boolean;
  /**
   * What a new template does to a running cluster: the upgrade API in place, a new cluster (Heat lost its upgrade API in 2024.1),
   * or nothing, because the cluster keeps its first template's id for ever and Terraform would never come to rest.
   */
  readonly templateChange: "upgrade" | "replace-cluster" | "ignored";
  /** Whether node groups take labels of their own. */
  readonly nodeGroupLabels: boolean;
  /** Whether node groups take an image of their own. */
  readonly nodeGroupImages: boolean;
  /** Whether nodes can have a volume for containers. */
  readonly dockerVolumes: boolean;
  /** Whether nodes get the proxies of the template. */
  readonly proxies: boolean;
  /**
   * Whether the API server has a floating IP where it has no load balancer; undefined where it always has one.
   *
   * Heat's label gives one to the load balancer alone. vexxhost leaves the address to Cluster API's provider, which takes that of the load balancer,
   * else a floating IP, else gives up, because the driver never names a fixed one.
   *
   * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/heat/template_def.py (add_fip_env_file)
   * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/src/features/api_server_load_balancer.rs (from master_lb_enabled)
   * @see https://github.com/kubernetes-sigs/cluster-api-provider-openstack/blob/v0.14.4/controllers/openstackcluster_controller.go (reconcileControlPlaneEndpoint)
   */
  readonly floatingIpWithoutBalancer: boolean | undefined;
  /** Label that tells a node's group. */
  readonly nodeGroupLabel: string;
  /** Label that attaches further networks to all nodes; Heat's is known only to StackHPC's builds of Magnum. */
  readonly extraNetworkLabel: string | undefined;
  /** Label that says who may reach the API server's load balancer. */
  readonly allowedCidrsLabel: string | undefined;
  /** Networks of pods and services, where no label gives others. */
  readonly networks: ClusterNetworks;
  /**
   * Registry and name of what nodes run for Kubernetes unless a label says others, with tags of its own; undefined where the version is enough.
   *
   * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments/configure-kubernetes-master.sh (hyperkube)
   */
  readonly kubernetesImage: string | undefined;
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
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers (heat; scaling: common/templates/kubernetes/fragments/enable-auto-scaling.sh)
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (scaling: _validate_allowed_node_counts)
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/openstack-cluster/values.yaml (kubeNetwork: capi-helm's networks)
 * @see https://github.com/vexxhost/magnum-cluster-api/tree/v0.38.1/magnum_cluster_api (scaling: get_node_group_max_node_count in utils.py)
 */
export const MAGNUM_DRIVER_TRAITS: Record<MagnumDriver, MagnumDriverTraits> = {
  heat: {
    networkDrivers: ["calico", "flannel"],
    // The autoscaler is started for default-worker alone, and not at all where that has a fixed size.
    scaling: { min: 0, nodeGroups: false, emptyGroups: true, fixedWorkers: () => undefined },
    resizesDefaultWorkers: true,
    templateChange: "replace-cluster",
    nodeGroupLabels: true,
    nodeGroupImages: true,
    dockerVolumes: true,
    proxies: true,
    floatingIpWithoutBalancer: false,
    nodeGroupLabel: "magnum.openstack.org/nodegroup",
    extraNetworkLabel: "extra_network",
    allowedCidrsLabel: "master_lb_allowed_cidrs",
    networks: {
      pods: { cidr: "10.100.0.0/16", labels: { calico: "calico_ipv4pool", flannel: "flannel_network_cidr" } },
      services: { cidr: "10.254.0.0/16", labels: { any: "service_cluster_ip_range" } },
    },
    kubernetesImage: "docker.io/rancher/hyperkube",
    kubeTag: true,
    installsCinderCsi: true,
    installsManilaNfs: false,
  },
  "capi-helm": {
    networkDrivers: ["calico", "cilium"],
    // Magnum's own minimum of 0 is refused; 1 and 1 stand for a group of any size that is not scaled.
    scaling: { min: 1, nodeGroups: true, emptyGroups: false, fixedWorkers: () => ({ min: 1, max: 1 }) },
    resizesDefaultWorkers: true,
    templateChange: "upgrade",
    nodeGroupLabels: false,
    nodeGroupImages: false,
    dockerVolumes: false,
    proxies: false,
    floatingIpWithoutBalancer: undefined,
    nodeGroupLabel: "capi.stackhpc.com/node-group",
    extraNetworkLabel: "extra_network_names",
    allowedCidrsLabel: "api_master_lb_allowed_cidrs",
    // No label changes them: they are the chart's own.
    networks: { pods: { cidr: "172.16.0.0/13", labels: {} }, services: { cidr: "172.24.0.0/13", labels: {} } },
    kubernetesImage: undefined,
    kubeTag: false,
    installsCinderCsi: true,
    installsManilaNfs: false,
  },
  vexxhost: {
    networkDrivers: ["calico", "cilium"],
    // A bound of 0 does not reach Magnum, and without a maximum the driver takes one more than the minimum.
    scaling: { min: 0, nodeGroups: true, emptyGroups: false, fixedWorkers: (count) => ({ min: count, max: count }) },
    resizesDefaultWorkers: false,
    templateChange: "ignored",
    nodeGroupLabels: true,
    nodeGroupImages: true,
    dockerVolumes: true,
    proxies: true,
    floatingIpWithoutBalancer: true,
    nodeGroupLabel: "node.cluster.x-k8s.io/nodegroup",
    extraNetworkLabel: undefined,
    allowedCidrsLabel: undefined,
    networks: {
      pods: { cidr: "10.100.0.0/16", labels: { calico: "calico_ipv4pool", cilium: "cilium_ipv4pool" } },
      services: { cidr: "10.254.0.0/16", labels: { any: "service_cluster_ip_range" } },
    },
    kubernetesImage: undefined,
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
