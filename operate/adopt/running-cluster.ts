import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import { textOf, type Row } from "../openstack/rows";
import { CommandError, EXIT } from "../session/exit-codes";

/** A cluster as the cloud shows it, with all that belongs to it. */
export interface RunningCluster {
  /** The cluster, as Magnum shows it. */
  readonly cluster: Row;
  /** Its template; undefined where this login does not see it. */
  readonly template: Row | undefined;
  /** Its node groups. */
  readonly groups: readonly Row[];
  /** Flavors, as Nova lists them: Magnum keeps their names, or their ids. */
  readonly flavors: readonly Row[];
  /** CIDR of the subnet of its nodes; undefined where no service shows it. */
  readonly nodeCidr: string | undefined;
}

/**
 * Asks a cloud for a cluster, without changing anything there.
 *
 * @param wanted - name or UUID of the cluster
 * @param clusters - login that sees clusters
 * @param cloud - login for everything else
 * @throws CommandError if there is no such cluster, or if its name is that of another one too
 */
export async function runningCluster(wanted: string, clusters: Cloud, cloud: Cloud): Promise<RunningCluster> {
  const all = await clusters.list("container-infra", "/clusters");
  const found = all.filter((row) => row["uuid"] === wanted || row["name"] === wanted);
  const names = all.map((row) => String(row["name"])).join(", ");
  if (found.length === 0)
    throw new CommandError(
      `Magnum shows ${clusters.name} no cluster '${wanted}'; use one of ${names || "those that there will be"}`,
      EXIT.usage,
    );
  const { name } = found[0]!;
  if (all.filter((row) => row["name"] === name).length > 1)
    throw new CommandError(
      `several clusters are called '${String(name)}', and Terraform finds none of them by its name; delete those that nobody uses by their UUIDs`,
      EXIT.usage,
    );
  const path = `/clusters/${String(found[0]!["uuid"])}`;
  const [cluster, listed, flavors] = await Promise.all([
    clusters.show("container-infra", path),
    clusters.list("container-infra", `${path}/nodegroups`),
    seen(() => cloud.list("compute", "/flavors/detail", { is_public: "None" })),
  ]);
  const [groups, template, nodeCidr] = await Promise.all([
    Promise.all(listed.map(({ uuid }) => clusters.show("container-infra", `${path}/nodegroups/${String(uuid)}`))),
    seen(() => clusters.show("container-infra", `/clustertemplates/${String(cluster["cluster_template_id"])}`)),
    cidrOf(cluster, cloud),
  ]);
  return { cluster, template, groups, flavors: flavors ?? [], nodeCidr };
}

/** By the subnet that Magnum names, else by its label, else by where the addresses of the nodes are. */
async function cidrOf(cluster: Row, cloud: Cloud): Promise<string | undefined> {
  const subnets = (await seen(() => cloud.list("network", "/subnets"))) ?? [];
  const named = textOf(cluster, "fixed_subnet");
  const subnet = subnets.find((row) => named !== undefined && [row["id"], row["name"]].includes(named));
  const label = (cluster["labels"] as Row | undefined)?.["fixed_subnet_cidr"];
  return (subnet && textOf(subnet, "cidr")) ?? (typeof label === "string" ? label : undefined);
}

async function seen<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    // Whoever is not let in is told so by the questions that must be answered.
    if (error instanceof OpenStackError) return undefined;
    throw error;
  }
}
