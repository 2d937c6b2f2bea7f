import { Fn, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { NetworkingNetworkV2 } from "../../.gen/providers/openstack/networking-network-v2";
import { NetworkingPortV2 } from "../../.gen/providers/openstack/networking-port-v2";
import { NetworkingRouterInterfaceV2 } from "../../.gen/providers/openstack/networking-router-interface-v2";
import { NetworkingRouterV2 } from "../../.gen/providers/openstack/networking-router-v2";
import { NetworkingSubnetRouteV2 } from "../../.gen/providers/openstack/networking-subnet-route-v2";
import { NetworkingSubnetV2 } from "../../.gen/providers/openstack/networking-subnet-v2";

/** A way from the nodes to a storage network through a router of its own. */
export interface StorageRoute {
  /** CIDR of the storage network. */
  readonly cidr: string;
  /** UUID of the external network that leads there. */
  readonly gatewayNetworkId: string;
}

/** Properties of a `ClusterNetwork`. */
export interface ClusterNetworkProps {
  /** Name of network, subnet and router in OpenStack. */
  readonly name: string;
  /**
   * What the network is for.
   *
   * @default - none
   */
  readonly description?: string;
  /** CIDR of the nodes. */
  readonly cidr: string;
  /** UUID of the external network. */
  readonly externalNetworkId: string;
  /** Addresses of DNS servers. */
  readonly dnsServers: string[];
  /**
   * A route to a storage network.
   *
   * @default - none
   */
  readonly storageRoute?: StorageRoute;
  /**
   * Tags of all its resources.
   *
   * @default - none
   */
  readonly tags?: string[];
}

/**
 * Name of a router of a cluster, by which others find it.
 *
 * @param cluster - name of the cluster
 * @param to - where it leads: to the outside, or to a storage network
 */
export function routerName(cluster: string, to: "cluster" | "storage"): string {
  return to === "cluster" ? cluster : `${cluster}-storage`;
}

/**
 * Network, subnet and router that belong to us and not to Magnum.
 *
 * A port or route of ours on a network that Magnum made would block the deletion of the cluster.
 */
export class ClusterNetwork extends Construct {
  /** UUID of the network. */
  public readonly networkId: string;
  /** UUID of the subnet. */
  public readonly subnetId: string;
  /** What must exist before nodes boot: they learn host routes by DHCP. */
  public readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ClusterNetworkProps) {
    super(scope, id);
    const { name, tags } = props;
    const network = new NetworkingNetworkV2(this, "resource", { name, description: props.description, tags });
    const subnet = new NetworkingSubnetV2(this, "subnet", {
      name,
      networkId: network.id,
      cidr: props.cidr,
      dnsNameservers: props.dnsServers,
      tags,
    });
    const router = new NetworkingRouterV2(this, "router", {
      name: routerName(name, "cluster"),
      externalNetworkId: props.externalNetworkId,
      tags,
    });
    const gateway = new NetworkingRouterInterfaceV2(this, "router-interface", { routerId: router.id, subnetId: subnet.id });
    this.networkId = network.id;
    this.subnetId = subnet.id;
    this.ready = [gateway];
    if (props.storageRoute) this.ready.push(...this.routeToStorage(props, props.storageRoute, subnet));
  }

  private routeToStorage(props: ClusterNetworkProps, route: StorageRoute, subnet: NetworkingSubnetV2): ITerraformDependable[] {
    const name = routerName(props.name, "storage");
    const router = new NetworkingRouterV2(this, "storage-router", { name, externalNetworkId: route.gatewayNetworkId, tags: props.tags });
    // The subnet's gateway address belongs to the other router, so this one enters by a port of its own.
    const port = new NetworkingPortV2(this, "storage-port", {
      name,
      networkId: this.networkId,
      fixedIp: [{ subnetId: this.subnetId }],
      tags: props.tags,
      // The provider would move it afterwards, but Neutron keeps a subnet as long as a port has an address of it.
      lifecycle: { replaceTriggeredBy: [`${subnet.terraformResourceType}.${subnet.friendlyUniqueId}.id`] },
    });
    const entry = new NetworkingRouterInterfaceV2(this, "storage-router-interface", { routerId: router.id, portId: port.id });
    const hostRoute = new NetworkingSubnetRouteV2(this, "storage-route", {
      subnetId: this.subnetId,
      destinationCidr: route.cidr,
      nextHop: Fn.element(port.allFixedIps, 0) as string,
    });
    return [entry, hostRoute];
  }
}
