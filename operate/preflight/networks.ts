import type { ProjectInOpenStack } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import type { Check } from "./check";
import { shown, theOneNamed } from "./compare";

/**
 * Compares a network that is there already with the subnet of the nodes. Its router may belong to others, who are not shown.
 *
 * @param nodeCidr - addresses of the nodes
 * @param network - network and subnet
 * @param cloud - the cloud
 */
export async function existingNetworkChecks(
  nodeCidr: string,
  { networkId, subnetId }: NonNullable<ProjectInOpenStack["cluster"]["network"]>,
  cloud: Cloud,
): Promise<Check[]> {
  const [subnet] = await Promise.all([cloud.show("network", `/subnets/${subnetId}`), cloud.show("network", `/networks/${networkId}`)]);
  const subject = `cluster.network ${networkId}`;
  const wrong = (detail: string): Check => ({ subject, result: "differs", detail });
  const checks: Check[] = [];
  if (subnet["network_id"] !== networkId) {
    checks.push(wrong(`subnet ${subnetId} is of network ${shown(subnet["network_id"])}; name the two that belong together`));
  }
  if (subnet["cidr"] !== nodeCidr) {
    checks.push(wrong(`subnet ${subnetId} has ${shown(subnet["cidr"])}, cluster.nodeCidr says ${nodeCidr}; correct the project's file`));
  }
  const gateway = subnet["gateway_ip"];
  if (typeof gateway !== "string" || gateway === "") {
    checks.push(wrong(`subnet ${subnetId} has no gateway, so that nodes reach nothing outside; name one with a router`));
  }
  return checks.length > 0 ? checks : [{ subject, result: "ok", detail: "" }];
}

/**
 * Looks for a network of the site's file.
 *
 * @param subject - its field
 * @param name - its name
 * @param isExternal - whether it must be external
 * @param cloud - the cloud
 */
export async function networkChecks(subject: string, name: string, isExternal: boolean, cloud: Cloud): Promise<Check[]> {
  const network = await theOneNamed(cloud, "network", "/networks", name);
  if (isExternal && network["router:external"] !== true)
    return [{ subject: `${subject} ${name}`, result: "differs", detail: "router:external is false; name an external network" }];
  return [{ subject: `${subject} ${name}`, result: "ok", detail: "" }];
}

/** Networks that lead to the storage: the gateway of a router is external. */
export function storageNetwork({ site }: ProjectInOpenStack): [string, string, boolean][] {
  const { storageNetwork: network } = site;
  if (network?.reach === "route") return [["site.storageNetwork.gatewayNetwork", network.gatewayNetwork, true]];
  return network?.reach === "extra-network" ? [["site.storageNetwork.network", network.network, false]] : [];
}
