import type { ITerraformDependable, TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import { Construct } from "constructs";
import { ComputeKeypairV2 } from "../../.gen/providers/openstack/compute-keypair-v2";
import { ContainerinfraClusterV1 } from "../../.gen/providers/openstack/containerinfra-cluster-v1";
import { DataOpenstackContainerinfraClusterV1 } from "../../.gen/providers/openstack/data-openstack-containerinfra-cluster-v1";
import { addressProblems } from "./address-checks";
import { accessFrom, loadBalancerAnnotations, requireNodeGroup } from "./cluster-access";
import { clusterProblems } from "./cluster-checks";
import { ClusterNetwork, type ClusterNetworkProps } from "./cluster-network";
import { ClusterTemplate } from "./cluster-template";
import type { IOpenStackCluster, KubernetesAccess, LoadBalancerOptions, NodeAllocatable, NodeSize } from "../contracts";
import { MAGNUM_DRIVER_TRAITS, nodeGroupSelector, type MagnumDriver, type MagnumDriverTraits } from "../contracts/magnum-driver";
import { magnumLabelStrings, type MagnumLabels } from "./magnum-labels";
import { effectiveLabels } from "../kit/effective-label";
import { requireName } from "../kit/names";
import { nodeAllocatable } from "../kit/node-allocatable";
import { hasAutoscaler, isScaled, workerBoundsLabels, type NodeGroupProps } from "./node-group-bounds";
import { chartVersionOf } from "./node-group-names";
import { chainNodeGroups } from "./node-groups";
import { requireNone, type SettingProblem } from "../kit/setting-problem";

/** A network that is there already. */
export interface ExistingNetwork {
  /** UUID of the network. */
  readonly networkId: string;
  /** UUID of the subnet; it needs a router to the outside. */
  readonly subnetId: string;
  /**
   * Addresses of DNS servers.
   *
   * @default - those of the subnet, or of the driver
   */
  readonly dnsServers?: string[];
}

/** Proxies that nodes reach the outside through. */
export interface Proxy {
  /**
   * URL of the proxy for http.
   *
   * @default - none
   */
  readonly http?: string | undefined;
  /**
   * URL of the proxy for https.
   *
   * @default - none
   */
  readonly https?: string | undefined;
  /**
   * Hosts and networks that are reached without it.
   *
   * @default - those that the driver adds
   */
  readonly noProxy?: readonly string[] | undefined;
}

/** Who may reach the API server. */
export interface ApiAccess {
  /** Whether the API server's load balancer gets a floating IP. */
  readonly floatingIp: boolean;
  /**
   * CIDRs that may reach it.
   *
   * @default - everyone who can route to it
   */
  readonly allowedCidrs?: string[];
}

/** Properties of a `MagnumCluster`. */
export interface MagnumClusterProps<D extends MagnumDriver = MagnumDriver> {
  /** Name in OpenStack, an RFC 1035 label, unique in the OpenStack project. */
  readonly name: string;
  /** Magnum driver of the site. */
  readonly driver: D;
  /** Kubernetes version without "v", such as "1.30.2"; with capi-helm it must be that of the image. */
  readonly kubernetesVersion: string;
  /**
   * Tag of the image that nodes run for Kubernetes, where the driver takes one.
   *
   * @default - "v" and the version
   */
  readonly kubeTag?: string;
  /** Name or UUID of the image of all nodes. */
  readonly image: string;
  /** UUID of the external network: floating IPs and the way out. */
  readonly externalNetworkId: string;
  /** A network to make for the nodes, or one that exists. */
  readonly network: Omit<ClusterNetworkProps, "name" | "externalNetworkId"> | ExistingNetwork;
  /**
   * Names of further networks that every node gets a port in.
   *
   * @default - none
   */
  readonly extraNetworks?: string[];
  /**
   * SSH keypair: the name of an existing one, or a public key to make one from.
   *
   * @default - none, so that nobody can log in to nodes
   */
  readonly keypair?: { readonly name: string } | { readonly publicKey: string };
  /** Nodes of the control plane: their flavor and how many; count defaults to 1. */
  readonly controlPlane: { readonly flavor: string; readonly count?: number };
  /**
   * Workers that Magnum makes with the cluster (`default-worker`), for the platform's own pods: their flavor and how many.
   *
   * With min and max the autoscaler changes their number. These two stand in the cluster template, and a change of them does what a
   * changed template does: with heat it makes a new cluster, with the others a running cluster keeps the bounds that it was made with.
   */
  readonly workers: { readonly flavor: string; readonly count: number; readonly min?: number; readonly max?: number };
  /**
   * Volume of each node for containers and their images, in GiB; capi-helm has none, so it is refused there.
   *
   * @default - none: they are on the root disk
   */
  readonly dockerVolumeSizeGiB?: number;
  /**
   * Whether the API server has a load balancer; only a single control plane can be without, and not with capi-helm.
   *
   * @default true
   */
  readonly masterLoadBalancer?: boolean;
  /**
   * Proxies of the nodes; capi-helm ignores them, so they are refused there.
   *
   * @default - none
   */
  readonly proxy?: Proxy;
  /**
   * Further node groups, made one after another.
   *
   * @default - none
   */
  readonly nodeGroups?: NodeGroupProps[];
  /**
   * Whether the cluster has an autoscaler, which scales groups with min < max.
   *
   * What is written at the creation is what a cluster keeps: with heat a change makes a new one.
   *
   * @default - only where a group has min < max
   */
  readonly autoScaling?: boolean;
  /** Who may reach the API server. */
  readonly api: ApiAccess;
  /**
   * CNI plugin.
   *
   * @default "calico"
   */
  readonly networkDriver?: string;
  /**
   * Labels of the cluster template; a change makes a new template.
   *
   * @default - the driver's defaults
   */
  readonly labels?: MagnumLabels<D>;
  /**
   * Template labels that are passed on unchecked, for drivers newer than this library.
   *
   * @default - none
   */
  readonly extraLabels?: Record<string, string>;
  /**
   * Labels of the cluster itself, merged over the template's; a change replaces the cluster and everything in it.
   *
   * @default - none
   */
  readonly clusterLabels?: MagnumLabels<D>;
  /**
   * Longest time for the creation, in minutes.
   *
   * @default 60
   */
  readonly createTimeoutMinutes?: number;
  /**
   * Whether Terraform refuses to destroy the cluster.
   *
   * @default false
   */
  readonly protect?: boolean;
  /**
   * Tags of network resources.
   *
   * @default - none
   */
  readonly tags?: string[];
  /**
   * OpenStack provider that may create clusters: Magnum makes a trust, for which an application credential must be unrestricted.
   *
   * @default - the stack's OpenStack provider
   */
  readonly clusterProvider?: TerraformProvider;
}

/** What identifies an existing cluster. */
export interface MagnumClusterAttributes {
  /** Name in OpenStack. */
  readonly name: string;
  /** Magnum driver behind it. */
  readonly driver: MagnumDriver;
  /** Kubernetes version without "v". */
  readonly kubernetesVersion: string;
  /**
   * Names of the node groups beside `default-worker`.
   *
   * @default - not known, so that their names are not checked
   */
  readonly nodeGroups?: readonly string[];
  /**
   * Labels that are in force in the cluster, for what they reserve on nodes.
   *
   * @default - none
   */
  readonly labels?: MagnumLabels;
  /**
   * UUID of the external network that floating IPs of load balancers come from.
   *
   * @default - not known, so that there are internal load balancers only
   */
  readonly externalNetworkId?: string;
  /**
   * OpenStack provider that may read clusters.
   *
   * @default - the stack's OpenStack provider
   */
  readonly clusterProvider?: TerraformProvider;
}

/**
 * A Kubernetes cluster on Magnum: network, keypair, versioned template, control plane and node groups.
 *
 * @throws Error if the driver does not allow what the properties ask for
 */
export class MagnumCluster<D extends MagnumDriver = MagnumDriver> extends Construct implements IOpenStackCluster {
  /**
   * A cluster that exists already, found by name.
   *
   * Its client certificate is made anew at every refresh; a cluster of the same stack hands out its first one for ever.
   */
  public static fromName(scope: Construct, id: string, attributes: MagnumClusterAttributes): IOpenStackCluster {
    class Import extends Construct implements IOpenStackCluster {
      private readonly data = new DataOpenstackContainerinfraClusterV1(this, "resource", {
        name: attributes.name,
        provider: attributes.clusterProvider,
      });
      public readonly clusterName = attributes.name;
      public readonly clusterId = this.data.id;
      public readonly driver = attributes.driver;
      public readonly kubernetesVersion = attributes.kubernetesVersion;
      public readonly subnetId = this.data.fixedSubnet;
      public readonly access = accessFrom(this.data);
      public nodeSelector(nodeGroup: string): Record<string, string> {
        if (attributes.nodeGroups) requireNodeGroup(nodeGroup, attributes.nodeGroups, this.clusterName);
        return nodeGroupSelector(attributes.driver, nodeGroup);
      }
      public allocatable(size: NodeSize): NodeAllocatable {
        return nodeAllocatable(size, attributes.driver, attributes.labels);
      }
      public loadBalancer(options: LoadBalancerOptions): Record<string, string> {
        return loadBalancerAnnotations(options, this.clusterName, attributes.externalNetworkId);
      }
    }
    return new Import(scope, id);
  }

  public readonly clusterName: string;
  public readonly clusterId: string;
  public readonly driver: MagnumDriver;
  public readonly kubernetesVersion: string;
  public readonly subnetId: string;
  public readonly access: KubernetesAccess;
  /** URL of the API server. */
  public readonly apiAddress: string;
  private readonly groups: readonly string[];
  private readonly labels: Readonly<Record<string, string | number | boolean>>;
  private readonly externalNetworkId: string;

  constructor(scope: Construct, id: string, props: MagnumClusterProps<D>) {
    super(scope, id);
    const traits = MAGNUM_DRIVER_TRAITS[props.driver];
    requireName("service", "cluster name", props.name);
    requireNone([...clusterProblems(props), ...networkAddressProblems(props)]);

    const network = this.network(props);
    const template = new ClusterTemplate(this, "template", {
      namePrefix: props.name,
      frozen: traits.templateChange === "ignored",
      provider: props.clusterProvider,
      coe: "kubernetes",
      image: props.image,
      flavor: props.workers.flavor,
      masterFlavor: props.controlPlane.flavor,
      externalNetworkId: props.externalNetworkId,
      dnsNameserver: props.network.dnsServers?.join(","),
      networkDriver: props.networkDriver ?? traits.networkDrivers[0],
      volumeDriver: "cinder",
      dockerStorageDriver: "overlay2",
      serverType: "vm",
      dockerVolumeSize: props.dockerVolumeSizeGiB,
      httpProxy: props.proxy?.http,
      httpsProxy: props.proxy?.https,
      noProxy: props.proxy?.noProxy?.join(","),
      masterLbEnabled: props.masterLoadBalancer ?? true,
      floatingIpEnabled: false,
      labels: templateLabels(props),
    });
    const cluster = new ContainerinfraClusterV1(this, "resource", {
      name: props.name,
      provider: props.clusterProvider,
      clusterTemplateId: template.templateId,
      keypair: this.keypair(props),
      masterCount: props.controlPlane.count ?? 1,
      masterFlavor: props.controlPlane.flavor,
      nodeCount: props.workers.count,
      flavor: props.workers.flavor,
      fixedNetwork: network.networkId,
      fixedSubnet: network.subnetId,
      masterLbEnabled: props.masterLoadBalancer ?? true,
      floatingIpEnabled: false,
      // Without it the labels given here would replace those of the template.
      mergeLabels: true,
      labels: props.clusterLabels && magnumLabelStrings(props.clusterLabels),
      createTimeout: props.createTimeoutMinutes ?? 60,
      timeouts: { create: `${props.createTimeoutMinutes ?? 60}m` },
      dependsOn: network.ready,
      lifecycle: lifecycle(traits, template.version, isScaled(props.workers), props.protect),
    });
    chainNodeGroups(this, {
      clusterId: cluster.id,
      clusterName: props.name,
      driver: props.driver,
      chartVersion: chartVersionOf(props.labels),
      autoScaling: hasAutoscaler(props),
      nodeGroups: props.nodeGroups ?? [],
      surroundings: {
        networkDriver: props.networkDriver,
        dockerVolumeSizeGiB: props.dockerVolumeSizeGiB,
        beside: { ...props.labels, ...props.clusterLabels },
      },
      provider: props.clusterProvider,
    });

    this.clusterName = props.name;
    this.clusterId = cluster.id;
    this.driver = props.driver;
    this.kubernetesVersion = props.kubernetesVersion;
    this.subnetId = network.subnetId;
    this.access = accessFrom(cluster);
    this.apiAddress = cluster.apiAddress;
    this.groups = (props.nodeGroups ?? []).map((group) => group.name);
    this.labels = effectiveLabels(props);
    this.externalNetworkId = props.externalNetworkId;
  }

  public nodeSelector(nodeGroup: string): Record<string, string> {
    requireNodeGroup(nodeGroup, this.groups, this.clusterName);
    return nodeGroupSelector(this.driver, nodeGroup);
  }

  public allocatable(size: NodeSize): NodeAllocatable {
    return nodeAllocatable(size, this.driver, this.labels);
  }

  public loadBalancer(options: LoadBalancerOptions): Record<string, string> {
    return loadBalancerAnnotations(options, this.clusterName, this.externalNetworkId);
  }

  private network(props: MagnumClusterProps<D>): ExistingNetwork & { ready: ITerraformDependable[] } {
    if ("networkId" in props.network) return { ...props.network, ready: [] };
    return new ClusterNetwork(this, "network", {
      ...props.network,
      name: props.name,
      externalNetworkId: props.externalNetworkId,
      tags: props.tags,
    });
  }

  private keypair(props: MagnumClusterProps<D>): string | undefined {
    if (props.keypair === undefined) return undefined;
    if ("name" in props.keypair) return props.keypair.name;
    // Keypairs belong to a user: to the one who makes the cluster.
    const { publicKey } = props.keypair;
    return new ComputeKeypairV2(this, "keypair", { name: props.name, publicKey, provider: props.clusterProvider }).name;
  }
}

/** Networks that are made here; those that exist have addresses that are not known. */
function networkAddressProblems({ network, ...props }: MagnumClusterProps): SettingProblem[] {
  const outside = (network.dnsServers ?? []).map((address) => ({ what: "the DNS server", address }));
  if ("networkId" in network) return addressProblems({ ...props, outside });
  const { cidr, storageRoute } = network;
  const storage = storageRoute ? [{ what: "the storage network", address: storageRoute.cidr }] : [];
  return addressProblems({ ...props, nodes: { cidr, path: ["network", "cidr"], isOurs: true }, outside: [...storage, ...outside] });
}

/** What the driver and the user want Terraform to overlook, to replace and to refuse. */
function lifecycle(
  traits: MagnumDriverTraits,
  templateVersion: string,
  scalesWorkers: boolean,
  protect = false,
): TerraformResourceLifecycle | undefined {
  const ignoreChanges = [
    ...(traits.resizesDefaultWorkers && !scalesWorkers ? [] : ["node_count"]),
    ...(traits.templateChange === "ignored" ? ["cluster_template_id"] : []),
  ];
  const wanted = {
    ...(protect && { preventDestroy: true }),
    ...(ignoreChanges.length > 0 && { ignoreChanges }),
    ...(traits.templateChange === "replace-cluster" && { replaceTriggeredBy: [templateVersion] }),
  };
  return Object.keys(wanted).length > 0 ? wanted : undefined;
}

function templateLabels(props: MagnumClusterProps): Record<string, string> {
  const traits = MAGNUM_DRIVER_TRAITS[props.driver];
  return magnumLabelStrings({
    ...props.labels,
    ...props.extraLabels,
    auto_scaling_enabled: hasAutoscaler(props),
    ...workerBoundsLabels(props.driver, props),
    master_lb_floating_ip_enabled: props.api.floatingIp,
    ...(traits.kubeTag && { kube_tag: props.kubeTag ?? `v${props.kubernetesVersion}` }),
    ...(traits.allowedCidrsLabel && props.api.allowedCidrs && { [traits.allowedCidrsLabel]: props.api.allowedCidrs.join(",") }),
    ...(traits.extraNetworkLabel && props.extraNetworks?.length && { [traits.extraNetworkLabel]: props.extraNetworks.join(" ") }),
  });
}
