import { ClusterNetwork, type ClusterNetworkProps } from "../constructs/magnum-cluster/cluster-network";
import { resolveTokens } from "../constructs/kit/resolve";
import { synthForeignApp, synthStack, type Template } from "./support/synth";

const PROPS: ClusterNetworkProps = {
  name: "alpha",
  cidr: "10.1.0.0/24",
  externalNetworkId: "external-id",
  dnsServers: ["192.0.2.53", "192.0.2.54"],
};
const ROUTE = { cidr: "10.206.0.0/16", gatewayNetworkId: "storage-id" };

function network(props: Partial<ClusterNetworkProps> = {}): Template {
  return synthStack((stack) => new ClusterNetwork(stack, "network", { ...PROPS, ...props }));
}

describe("a network of our own", () => {
  test("defaults: network, subnet and one router to the outside", () => {
    const template = network();

    expect(template.get("openstack_networking_network_v2")).toEqual({ name: "alpha" });
    expect(template.get("openstack_networking_subnet_v2")).toEqual({
      name: "alpha",
      cidr: "10.1.0.0/24",
      dns_nameservers: ["192.0.2.53", "192.0.2.54"],
      network_id: template.ref("openstack_networking_network_v2", "id"),
    });
    expect(template.get("openstack_networking_router_v2")).toEqual({ name: "alpha", external_network_id: "external-id" });
    expect(template.get("openstack_networking_router_interface_v2")).toEqual({
      router_id: template.ref("openstack_networking_router_v2", "id"),
      subnet_id: template.ref("openstack_networking_subnet_v2", "id"),
    });
    expect(template.paths("openstack_networking_port_v2")).toEqual([]);
    expect(template.paths("openstack_networking_subnet_route_v2")).toEqual([]);
  });

  test("custom: a storage route has a router of its own, which enters the subnet by a port of its own", () => {
    const template = network({ storageRoute: ROUTE });
    const port = template.one("openstack_networking_port_v2");
    const router = "network/storage-router";

    expect(template.get("openstack_networking_router_v2", router)).toEqual({
      name: "alpha-storage",
      external_network_id: "storage-id",
    });
    expect(port.attributes).toEqual({
      name: "alpha-storage",
      network_id: template.ref("openstack_networking_network_v2", "id"),
      fixed_ip: [{ subnet_id: template.ref("openstack_networking_subnet_v2", "id") }],
      lifecycle: { replace_triggered_by: [`${template.one("openstack_networking_subnet_v2").address}.id`] },
    });
    expect(template.get("openstack_networking_router_interface_v2", "network/storage-router-interface")).toEqual({
      router_id: template.ref("openstack_networking_router_v2", "id", router),
      port_id: template.ref("openstack_networking_port_v2", "id"),
    });
    expect(template.get("openstack_networking_subnet_route_v2")).toEqual({
      subnet_id: template.ref("openstack_networking_subnet_v2", "id"),
      destination_cidr: "10.206.0.0/16",
      next_hop: `\${element(${port.address}.all_fixed_ips, 0)}`,
    });
  });

  test("custom: tags stand on everything that can have tags", () => {
    const tags = ["project=alpha", "environment=dev"];
    const template = network({ tags, storageRoute: ROUTE });

    for (const kind of ["network", "subnet", "router", "port"]) {
      const blocks = template.all(`openstack_networking_${kind}_v2`);
      expect(blocks.length).toBeGreaterThan(0);
      for (const { attributes } of blocks) expect(attributes).toMatchObject({ tags });
    }
  });

  test("wiring: ready names the way out, and with a storage route also the way to the storage", () => {
    const addresses: unknown[] = [];
    const template = synthStack((stack) => {
      for (const [id, storageRoute] of [
        ["plain", undefined],
        ["routed", ROUTE],
      ] as const) {
        const { ready } = new ClusterNetwork(stack, id, { ...PROPS, storageRoute });
        addresses.push(
          resolveTokens(
            stack,
            ready.map((element) => element.fqn),
          ),
        );
      }
    });

    const entry = "openstack_networking_router_interface_v2";
    expect(addresses).toEqual([
      [`\${${template.one(entry, "plain/router-interface").address}}`],
      [
        `\${${template.one(entry, "routed/router-interface").address}}`,
        `\${${template.one(entry, "routed/storage-router-interface").address}}`,
        `\${${template.one("openstack_networking_subnet_route_v2", "routed/storage-route").address}}`,
      ],
    ]);
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["openstack"], (stack) => new ClusterNetwork(stack, "network", PROPS));

    expect(template.paths("openstack_networking_network_v2")).toEqual(["network/resource"]);
    expect(template.paths("openstack_networking_subnet_v2")).toEqual(["network/subnet"]);
    expect(template.paths("openstack_networking_router_v2")).toEqual(["network/router"]);
  });
});
