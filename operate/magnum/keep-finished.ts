import { CommandError, EXIT } from "../session/exit-codes";
import type { Magnum, MagnumStatus } from "./magnum";
import { failed } from "../terraform/prepare";
import { managedResources, type ManagedResource } from "../terraform/state";
import type { Stack } from "../terraform/stacks";
import { untaint, type Session } from "../terraform/terraform";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const NODE_GROUP = "openstack_containerinfra_nodegroup_v1";
const POLL_MS = 10_000;

/**
 * Keeps clusters and node groups that Magnum has finished although Terraform was stopped while it waited for them. Terraform takes such a
 * resource for a failed one (tainted): the next apply would destroy it, and in tier prod the next plan would be refused.
 *
 * @param session - the session
 * @param stack - the cluster stack
 * @param magnum - Magnum of the cluster's cloud
 */
export async function keepFinished(session: Session, stack: Stack, magnum: Magnum): Promise<void> {
  const resources = await managedResources(session, stack);
  const tainted = resources.filter((resource) => resource.tainted && (resource.type === CLUSTER || resource.type === NODE_GROUP));
  for (const resource of tainted) {
    const { status } = await settledStatus(session, resource, resources, magnum);
    if (!status.endsWith("_COMPLETE")) continue;
    session.output.line(
      `${stack.name}: ${resource.address} is ${status} in Magnum: an earlier run only stopped waiting for it. It is kept (terraform untaint)`,
    );
    const { code, failures } = await untaint(session, stack, resource.address);
    if (code !== 0) throw failed(`${stack.name}: ${resource.address} cannot be untainted`, failures);
  }
}

async function settledStatus(
  session: Session,
  resource: ManagedResource,
  all: readonly ManagedResource[],
  magnum: Magnum,
): Promise<MagnumStatus> {
  for (let asked = 0; ; asked++) {
    const found = await statusOf(resource, all, magnum);
    if (!/^(CREATE|UPDATE)_IN_PROGRESS$/.test(found.status)) return found;
    if (asked === 0) session.output.line(`${resource.address} is ${found.status} in Magnum since an earlier run; waiting for it`);
    await session.interruption.pause(POLL_MS);
    session.interruption.check();
  }
}

/** By id and not by name: another cluster may have the name by now. */
async function statusOf({ type, values }: ManagedResource, all: readonly ManagedResource[], magnum: Magnum): Promise<MagnumStatus> {
  const gone = { status: "gone", reason: undefined };
  try {
    if (type === CLUSTER) return (await magnum.cluster(String(values?.["id"]))) ?? gone;
    const [cluster = "", group = ""] = String(values?.["id"]).split("/");
    if (!all.some((other) => other.type === CLUSTER && other.values?.["id"] === cluster)) return gone;
    return await magnum.nodeGroup(cluster, group);
  } catch (error) {
    throw new CommandError(`Magnum does not say what became of ${String(values?.["name"])}: ${(error as Error).message}`, EXIT.failed);
  }
}
