import { describeAssociated, type AssociatedResource, type DigitalOcean } from "./digitalocean";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Session } from "../terraform/terraform";

const POLL_MS = 5000;

/** Longest wait for load balancers of deleted Services, which are gone in a minute or two. */
const LONGEST_MS = 10 * 60_000;

/** How what stays is deleted, by what it is. */
const DELETION: Readonly<Record<AssociatedResource["kind"], string>> = {
  "load balancer": "doctl compute load-balancer delete",
  volume: "doctl compute volume delete",
  "volume snapshot": "doctl compute snapshot delete",
};

/**
 * Waits until DigitalOcean has deleted the load balancers of a cluster, whose Services are gone.
 *
 * @param cluster - name of the cluster
 * @param api - DigitalOcean's API
 * @param session - the session
 * @returns what the cluster has made that stays
 */
export async function waitForBalancers(
  cluster: string,
  api: Pick<DigitalOcean, "associated">,
  { output, interruption }: Session,
): Promise<readonly AssociatedResource[]> {
  const started = Date.now();
  for (;;) {
    const left = await api.associated(cluster);
    interruption.check();
    const balancers = left.filter(({ kind }) => kind === "load balancer");
    if (balancers.length === 0 || Date.now() - started > LONGEST_MS) return left;
    output.status(`waiting for DigitalOcean to delete ${balancers.length} load balancer${balancers.length === 1 ? "" : "s"}`);
    await interruption.pause(POLL_MS);
    interruption.check();
  }
}

/**
 * Refuses to take a cluster while load balancers of it are there: they hold its VPC, and nobody else deletes them.
 *
 * @param cluster - name of the cluster
 * @param api - DigitalOcean's API
 * @returns what else it has made, which stays
 * @throws CommandError if there are some
 */
export async function requireNoBalancers(cluster: string, api: Pick<DigitalOcean, "associated">): Promise<readonly AssociatedResource[]> {
  const left = await api.associated(cluster);
  const balancers = left.filter(({ kind }) => kind === "load balancer");
  if (balancers.length === 0) return left;
  throw new CommandError(
    `load balancers hold the VPC of the cluster; delete them (${DELETION["load balancer"]} ID) and run it again:\n${describeAssociated(balancers)}`,
    EXIT.failed,
  );
}

/**
 * Says what stays of a cluster, and how it is deleted; when the cluster is gone, DigitalOcean no longer knows whose it was.
 *
 * @param project - name of the project
 * @param left - what stays
 */
export function staysLines(project: string, left: readonly AssociatedResource[]): string[] {
  if (left.length === 0) return [];
  const commands = [...new Set(left.map(({ kind }) => `${DELETION[kind]} ID`))];
  return [`left of ${project} in DigitalOcean, and nobody else deletes it; ${commands.join(", ")} does:`, describeAssociated(left)];
}
