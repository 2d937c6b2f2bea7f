import type { OpenStackClient } from "../openstack/client";
import { listedRows, shownRow, textOf } from "../openstack/rows";

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
  /** Commands of the OpenStack client that free the network of it. */
  readonly remove: readonly (readonly string[])[];
}

/** Name that Octavia gives to the port of a load balancer. */
const OCTAVIA_PORT = /^octavia-lb-(.+)$/;

/**
 * Finds what holds networks: whatever has a port on them, but for what Neutron itself puts there.
 *
 * @param networks - ids and names of the networks
 * @param client - OpenStack client of their project
 */
export async function boundToNetworks(
  networks: readonly { readonly id: string; readonly name: string }[],
  client: OpenStackClient,
): Promise<Bound[]> {
  const bound = await Promise.all(
    networks.map(async (network) => {
      const ports = listedRows(await client.json("port", "list", "--network", network.id, "--long"));
      const holding = ports.filter((port) => {
        const owner = textOf(port, "device_owner") ?? "";
        return !owner.startsWith("network:") || owner.startsWith("network:router_");
      });
      const things = holding.map(async (port) => boundBy(await client.json("port", "show", textOf(port, "id")!), network.name));
      return Promise.all(things.map(async (thing) => withName(await thing, client)));
    }),
  );
  return bound.flat();
}

const COMMANDS = { "load balancer": "loadbalancer", server: "server", router: "router", port: "port" } as const;

async function withName(bound: Bound, client: OpenStackClient): Promise<Bound> {
  if (bound.kind === "port") return bound;
  try {
    const shown = shownRow(await client.json(COMMANDS[bound.kind], "show", bound.id));
    return { ...bound, name: textOf(shown, "name") ?? bound.name };
  } catch {
    // What cannot be shown to us holds the network all the same.
    return bound;
  }
}

function boundBy(json: unknown, network: string): Bound {
  const port = shownRow(json);
  const [portId = "", name, device = "", owner = ""] = ["id", "name", "device_id", "device_owner"].map((field) => textOf(port, field));
  const balancer = OCTAVIA_PORT.exec(name ?? "")?.[1];
  if (owner === "Octavia" && balancer !== undefined) {
    return {
      kind: "load balancer",
      id: balancer,
      name: balancer,
      owner,
      network,
      remove: [["loadbalancer", "delete", "--cascade", balancer]],
    };
  }
  if (owner.startsWith("network:router_")) {
    return { kind: "router", id: device, name: device, owner, network, remove: [["router", "remove", "port", device, portId]] };
  }
  // A server that is gone can leave its port behind, without a device.
  if (owner.startsWith("compute:") && device !== "")
    return { kind: "server", id: device, name: device, owner, network, remove: [["server", "delete", device]] };
  return { kind: "port", id: portId, name: name ?? portId, owner, network, remove: [["port", "delete", portId]] };
}
