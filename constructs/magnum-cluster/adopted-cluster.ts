import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { ComputeKeypairV2 } from "../../.gen/providers/openstack/compute-keypair-v2";
import { ContainerinfraClusterV1 } from "../../.gen/providers/openstack/containerinfra-cluster-v1";
import type { IOpenStackCluster, KubernetesAccess, LoadBalancerOptions, NodeAllocatable, NodeSize } from "../contracts";
import { MAGNUM_DRIVER_TRAITS, nodeGroupSelector, type MagnumDriver } from "../contracts/magnum-driver";
import { nodeAllocatable } from "../kit/node-allocatable";
import { importAs, movedFrom } from "../kit/state-blocks";
import { accessFrom, loadBalancerAnnotations, requireNodeGroup } from "./cluster-access";
import type { MagnumLabels } from "./magnum-labels";
import { hasAutoscaler, type NodeGroupProps } from "./node-group-bounds";
import { chartVersionOf } from "./node-group-names";
import { chainNodeGroups } from "./node-groups";

/** Addresses that another configuration had in the state that this stack goes on with. */
export interface MovedFrom {
  /**
   * Address of the cluster, such as `module.cluster.openstack_containerinfra_cluster_v1.cluster`.
   *
   * @default - the state has no cluster, which is imported
   */
  readonly cluster?: string | undefined;
  /**
   * Address of the keypair.
   *
   * @default - the state has no keypair; one with a public key is imported
   */
  readonly keypair?: string | undefined;
}

/** Properties of an `AdoptedCluster`: what the cluster is, as Magnum has it. */
export interface AdoptedClusterProps {
  /** Name in Magnum. */
  readonly name: string;
  /** UUID in Magnum. */
  readonly uuid: string;
  /** UUID of the template that it has; with capi-helm another one later is an upgrade to that, with the other drivers it is never sent. */
  readonly clusterTemplateId: string;
  /** Whether its nodes have floating IPs. */
  readonly floatingIpEnabled: boolean;
  /** Whether the API server has a load balancer. */
  readonly masterLbEnabled: boolean;
  /** Number of control planes. */
  readonly masterCount: number;
  /**
   * Names of the node groups beside Magnum's own that it has; groups of other names are made.
   *
   * @default - none
   */
  readonly adoptedNodeGroups?: readonly string[];
  /**
   * SSH keypair: the name of the one that it has, or with a public key also that keypair itself, under the name of the cluster.
   *
   * @default - none
   */
  readonly keypair?: { readonly name: string } | { readonly publicKey: string };
  /**
   * Where the state comes from.
   *
   * @default - there is none: everything is imported
   */
  readonly movedFrom?: MovedFrom;
  /** Magnum driver behind it. */
  readonly driver: MagnumDriver;
  /** Kubernetes version without "v". */
  readonly kubernetesVersion: string;
  /**
   * Node groups beside `default-worker`, adopted ones and new ones. Of adopted ones only min and max are kept as they stand here, where both
   * are given; flavor and count say what there is.
   *
   * @default - none
   */
  readonly nodeGroups?: readonly NodeGroupProps[];
  /**
   * Whether it has an autoscaler.
   *
   * @default - only where a group has min < max
   */
  readonly autoScaling?: boolean | undefined;
  /**
   * Labels that are in force in it, for what they reserve on nodes; nothing is sent.
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
   * OpenStack provider that may read and change clusters.
   *
   * @default - the stack's OpenStack provider
   */
  readonly clusterProvider?: TerraformProvider;
}

/**
 * A cluster on Magnum that somebody made before, taken into the state without a change: by import, or from another configuration's state.
 *
 * Everything that would replace it is left out or overlooked, and Terraform refuses to destroy it. Numbers of nodes are left to Magnum and the
 * autoscaler.
 *
 * @throws Error if a new node group is not one that the driver accepts
 */
export class AdoptedCluster extends Construct implements IOpenStackCluster {
  public readonly clusterName: string;
  public readonly clusterId: string;
  public readonly driver: MagnumDriver;
  public readonly kubernetesVersion: string;
  public readonly subnetId: string;
  public readonly access: KubernetesAccess;
  /** URL of the API server. */
  public readonly apiAddress: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AdoptedClusterProps,
  ) {
    super(scope, id);
    const { name, uuid, driver, clusterProvider: provider, nodeGroups = [], adoptedNodeGroups = [], labels } = props;
    const cluster = new ContainerinfraClusterV1(this, "resource", {
      name,
      provider,
      clusterTemplateId: props.clusterTemplateId,
      keypair: this.keypair(),
      masterCount: props.masterCount,
      masterLbEnabled: props.masterLbEnabled,
      floatingIpEnabled: props.floatingIpEnabled,
      lifecycle: {
        preventDestroy: true,
        ignoreChanges: [
          // Reading a cluster never sets merge_labels, so that any value in a configuration would replace an imported one.
          ...["merge_labels", "labels", "node_count"],
          ...(MAGNUM_DRIVER_TRAITS[driver].templateChange === "upgrade" ? [] : ["cluster_template_id"]),
        ],
      },
    });
    if (props.movedFrom?.cluster === undefined) importAs(cluster, uuid);
    else movedFrom(cluster, props.movedFrom.cluster);
    chainNodeGroups(this, {
      clusterId: cluster.id,
      clusterName: name,
      driver,
      chartVersion: chartVersionOf(labels),
      autoScaling: hasAutoscaler({ autoScaling: props.autoScaling, workers: {}, nodeGroups }),
      nodeGroups,
      adopted: { clusterUuid: uuid, names: adoptedNodeGroups },
      surroundings: { beside: labels },
      provider,
    });

    this.clusterName = name;
    this.clusterId = cluster.id;
    this.driver = driver;
    this.kubernetesVersion = props.kubernetesVersion;
    this.subnetId = cluster.fixedSubnet;
    this.access = accessFrom(cluster);
    this.apiAddress = cluster.apiAddress;
  }

  public nodeSelector(nodeGroup: string): Record<string, string> {
    requireNodeGroup(
      nodeGroup,
      (this.props.nodeGroups ?? []).map((group) => group.name),
      this.clusterName,
    );
    return nodeGroupSelector(this.driver, nodeGroup);
  }

  public allocatable(size: NodeSize): NodeAllocatable {
    return nodeAllocatable(size, this.driver, this.props.labels);
  }

  public loadBalancer(options: LoadBalancerOptions): Record<string, string> {
    return loadBalancerAnnotations(options, this.clusterName, this.props.externalNetworkId);
  }

  private keypair(): string | undefined {
    const { keypair, name, clusterProvider: provider, movedFrom: from } = this.props;
    if (keypair === undefined) return undefined;
    if ("name" in keypair) return keypair.name;
    const resource = new ComputeKeypairV2(this, "keypair", { name, publicKey: keypair.publicKey, provider });
    if (from?.keypair === undefined) importAs(resource, name);
    else movedFrom(resource, from.keypair);
    return resource.name;
  }
}
