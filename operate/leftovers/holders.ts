import { describe } from "./describe";
import { findMadeInside, type Search } from "./find";
import { boundToNetworks } from "./bound";
import { kindNamed } from "./kinds";
import { leftoverOnNetwork, type Leftover } from "./leftover";
import { listKind } from "./logins";
import { textOf } from "../openstack/rows";
import { isOfTerraform } from "./whose";

/**
 * Explains why Magnum cannot delete a cluster: its own words, and what holds the network.
 *
 * @param search - where to look
 * @returns undefined if the deletion has not failed
 */
export async function whyNotDeleted(search: Search): Promise<string | undefined> {
  const { living, ours } = search.clusters;
  if (living?.status !== "DELETE_FAILED") return undefined;
  const holders = await holdersOf(search);
  const reasons = living.reasons.length > 0 ? living.reasons.join("; ") : "Magnum gives no reason";
  return [
    `cluster ${ours.name} is DELETE_FAILED: ${reasons}`,
    ...(holders.length > 0
      ? ["these hold its network; delete what is yours and run it again:", describe(holders)]
      : ["nothing of others is on its network; if it stays so, the cloud's administrators can see more in the log of Magnum's conductor"]),
  ].join("\n");
}

/**
 * Finds what holds the network of a project: everything on it but the project's own routers, and load balancers that the cluster has made.
 *
 * @param search - where to look
 */
export async function holdersOf(search: Search): Promise<Leftover[]> {
  const { project, logins } = search;
  const mine = async (name: "network" | "router"): Promise<{ id: string; name: string }[]> => {
    const kind = kindNamed(name);
    const rows = await listKind(kind, logins);
    return rows.filter((row) => isOfTerraform(kind, row, project)).map((row) => ({ id: textOf(row, "id")!, name: textOf(row, "name")! }));
  };
  const [routers, networks, { left: made }] = await Promise.all([mine("router"), mine("network"), findMadeInside(search)]);
  const balancers = made.filter(({ kind }) => kind === "load balancer");
  const bound = (await boundToNetworks(networks, logins.project)).filter(
    ({ kind, id }) => !(kind === "router" && routers.some((router) => router.id === id)) && !balancers.some((one) => one.id === id),
  );
  return [...balancers, ...bound.map((one) => leftoverOnNetwork(one, "by hand", project.site.clouds.project))];
}
