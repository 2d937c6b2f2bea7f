import { z } from "zod";
import type { Magnum } from "./magnum";

/** What a cluster has made in OpenStack from inside, and what Terraform knows nothing of. */
export interface MadeInside {
  /** What it is, such as `volume`. */
  readonly kind: "load balancer" | "volume" | "share";
  /** Its id. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
  /** Its status in OpenStack. */
  readonly status: string;
  /** Command that deletes it. */
  readonly remove: string;
}

/** Names by which a cluster marks what it makes: its UUID, its name, and what its driver calls it. */
export type ClusterMarks = readonly string[];

const listed = z.array(z.looseObject({}));

/**
 * Lists what a cluster has made from inside and what is still there.
 *
 * @param client - OpenStack client of the project's cloud
 * @param marks - names by which the cluster marks things
 * @param onProblem - gets what cannot be listed, and why
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.35.0/pkg/openstack/loadbalancer.go for the names of load balancers
 */
export async function madeInside(
  client: Pick<Magnum, "run">,
  marks: ClusterMarks,
  onProblem: (text: string) => void,
): Promise<MadeInside[]> {
  const list = async (...args: string[]): Promise<Readonly<Record<string, unknown>>[]> => {
    try {
      return listed.parse(JSON.parse(await client.run([...args, "-f", "json"])));
    } catch (error) {
      onProblem((error as Error).message);
      return [];
    }
  };
  // Clients of different services write the same heading as `id`, `ID` or `Id`.
  const text = (row: Readonly<Record<string, unknown>>, key: string): string => {
    const value = Object.entries(row).find(([heading]) => heading.toLowerCase() === key)?.[1];
    return typeof value === "string" ? value : "";
  };
  const found: MadeInside[] = [];
  for (const row of await list("loadbalancer", "list")) {
    const [id, name] = [text(row, "id"), text(row, "name")];
    if (!marks.some((mark) => name.startsWith(`kube_service_${mark}_`) || name.startsWith(`kube_ingress_${mark}_`))) continue;
    found.push({
      kind: "load balancer",
      id,
      name,
      status: text(row, "provisioning_status"),
      remove: `openstack loadbalancer delete --cascade ${id}`,
    });
  }
  // The client has a filter for this in newer versions only.
  for (const row of await list("volume", "list", "--long")) {
    const properties = (row["Properties"] ?? {}) as Readonly<Record<string, unknown>>;
    if (!marks.includes(String(properties["cinder.csi.openstack.org/cluster"]))) continue;
    const id = text(row, "id");
    found.push({ kind: "volume", id, name: text(row, "name"), status: text(row, "status"), remove: `openstack volume delete ${id}` });
  }
  for (const mark of marks) {
    for (const row of await list("share", "list", "--property", `manila.csi.openstack.org/cluster=${mark}`)) {
      const id = text(row, "id");
      found.push({ kind: "share", id, name: text(row, "name"), status: text(row, "status"), remove: `openstack share delete ${id}` });
    }
  }
  return found;
}

/** Says what is still there, one line each. */
export function describe(things: readonly MadeInside[]): string {
  return things.map(({ kind, name, status, remove }) => `  ${kind} ${name} (${status.toLowerCase()}): ${remove}`).join("\n");
}
