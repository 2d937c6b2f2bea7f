import { after, before, type Change } from "../plan/changes";
import { clusterNames } from "../review/remarks";
import { CommandError, EXIT } from "../session/exit-codes";
import { groupSteps, type GroupStep } from "../plan/node-group-steps";
import type { Session } from "../terraform/terraform";
import type { Magnum } from "./magnum";

const NODE_GROUP = "openstack_containerinfra_nodegroup_v1";

/** How often Magnum is asked whether a step is done. */
const POLL_MS = 5000;

/** Longest time that one step may take. */
const LONGEST_MS = 30 * 60_000;

/**
 * Finds what must be done before a plan can be applied, where it moves bounds of node groups past their number of nodes.
 *
 * @param changes - what the plan changes
 * @see docs/constructs/magnum-cluster.md
 */
export function stepsBefore(changes: readonly Change[]): GroupStep[] {
  return changes
    .filter(({ kind, resource }) => kind === "update" && resource.type === NODE_GROUP)
    .flatMap((change) => groupSteps(before(change), after(change), clusterNames([change.plan])));
}

/** Says steps as lines, for those who have to agree. */
export function describeSteps(steps: readonly GroupStep[]): string {
  const lines = steps.map(({ command, does, group }, index) => `  ${index + 1}. node group ${group}: ${does}   (${command})`);
  return [
    "Magnum takes these bounds only in steps, because they leave out the number of nodes there are. Before the apply:",
    ...lines,
    `  ${steps.length + 1}. a new plan, which is applied if it has nothing that this one has not`,
  ].join("\n");
}

/**
 * Does the steps, one after another, each when Magnum is done with the one before.
 *
 * @param steps - the steps
 * @param magnum - Magnum of the cluster's cloud
 * @param session - the session
 * @throws CommandError if Magnum refuses a step or fails at it
 */
export async function doSteps(steps: readonly GroupStep[], magnum: Magnum, session: Session): Promise<void> {
  for (const { cluster, group, set, to, command, does } of steps) {
    session.interruption.check();
    session.output.line(`node group ${group}: ${does}: ${command}`);
    if (set === "count") await magnum.resize(cluster, group, to!);
    else await magnum.setBound(cluster, group, set, to);
    const deadline = Date.now() + LONGEST_MS;
    for (;;) {
      const { status, reason } = await magnum.nodeGroup(cluster, group);
      if (status.endsWith("_COMPLETE")) break;
      if (status.endsWith("_FAILED"))
        throw new CommandError(`node group ${group} of ${cluster} is ${status}: ${reason ?? "Magnum gives no reason"}`, EXIT.failed);
      if (Date.now() > deadline)
        throw new CommandError(`node group ${group} of ${cluster} is still ${status} after ${LONGEST_MS / 60_000} minutes`, EXIT.failed);
      session.output.status(`node group ${group}: ${does}: ${status}`);
      await session.interruption.pause(POLL_MS);
      session.interruption.check();
    }
    session.output.status("");
  }
}
