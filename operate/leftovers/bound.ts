import type { Cloud } from "../openstack/cloud";
import { textOf, type Row } from "../openstack/rows";
import { kindNamed } from "./kinds";
import { deletionById, interfaceRemoval, type Removal } from "./removal";

/** Something that has a port on a network and so holds it. */
export interface Bound {
  /** What it is. */
  readonly kind: "load balancer" | "server" | "router" | "port";
  /** Its id. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** Neutron's name for what a port belongs to; "" for a port of its own. */
  readonly owner: string;
  /** Name of the network. */
  readonly network: string;
  /** Steps that free the network of it. */
  readonly remove: readonly Removal[];
}

/** Name that Octavia gives to the port of a load balancer. */
const OCTAVIA_PORT = /^octavia-lb-(.+)$/;

/**
 * Finds what holds networks: whatever has a port on them, but for what Neutron itself puts there.
 *
 * @param networks - ids and names of the networks
 * @param cloud - the cloud that they are in
 */
export async function boundToNetworks(networks: readonly { readonly id: string; readonly name: string }[], cloud: Cloud): Promise<Bound[]> {
  const bound = await Promise.all(
    networks.map(async (network) => {
      const ports = await cloud.list("network", "/ports", { network_id: network.id });
      const holding = ports.filter((port) => {
        const owner = textOf(port, "device_owner") ?? "";
        return !owner.startsWith("network:") || owner.startsWith("network:router_");
      });
      return Promise.all(holding.map((port) => withName(boundBy(port, network.name), cloud)));
    }),
  );
  return bound.flat();
}

async function withName(bound: Bound, cloud: Cloud): Promise<Bound> {
  if (bound.kind === "port") return bound;
  const { service, path } = kindNamed(bound.kind);
  try {
    return { ...bound, name: textOf(await cloud.show(service, `${path}/${bound.id}`), "name") ?? bound.name };
  } catch {
    // What cannot be shown to us holds the network all the same.
    return bound;
  }
}

function boundBy(port: Row, network: string): Bound {
  const [portId = "", name, device = "", owner = ""] = ["id", "name", "device_id", "device_owner"].map((field) => textOf(port, field));
  const balancer = OCTAVIA_PORT.exec(name ?? "")?.[1];
  if (owner === "Octavia" && balancer !== undefined)
    return { kind: "load balancer", id: balancer, name: balancer, owner, network, remove: [deletionById("load balancer", balancer)] };
  if (owner.startsWith("network:router_"))
    return { kind: "router", id: device, name: device, owner, network, remove: [interfaceRemoval(device, portId)] };
  // A server that is gone can leave its port behind, without a device.
  if (owner.startsWith("compute:") && device !== "")
    return { kind: "server", id: device, name: device, owner, network, remove: [deletionById("server", device)] };
  return { kind: "port", id: portId, name: name ?? portId, owner, network, remove: [deletionById("port", portId)] };
}
