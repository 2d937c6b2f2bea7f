import type { ProjectInOpenStack } from "../../projects";
import { openCloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import type { Change } from "../plan/changes";
import { choose, confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Stack } from "../terraform/stacks";
import type { Session } from "../terraform/terraform";
import type { Magnum } from "./magnum";
import { otherThanPlanned } from "./planned-cluster";
import { takeIntoState } from "./take-into-state";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const POLL_MS = 5000;

/** Longest time that Magnum may take to delete or to finish a cluster. */
const LONGEST_MS = 30 * 60_000;

/** What is about to make a cluster. */
export interface ClusterPlan {
  /** The session. */
  readonly session: Session;
  /** The cluster stack. */
  readonly stack: Stack;
  /** The project. */
  readonly project: Pick<ProjectInOpenStack, "id" | "tier" | "site" | "cluster">;
  /** What its plan changes. */
  readonly changes: readonly Change[];
  /** Whether nobody is there to ask. */
  readonly autoApprove: boolean;
}

/** A cluster that Magnum has and the state has not. */
type Lost = NonNullable<Awaited<ReturnType<Magnum["cluster"]>>>;

/**
 * Keeps a deploy from making a second cluster beside one that Magnum has and the state has not: Magnum takes two of one name, and from then on
 * says of neither what it is. Such a cluster comes from a Terraform that was killed while it made it, or from somebody else. Where somebody
 * can be asked, it is taken into the state if it is what the plan would make, or it is deleted for the one of the plan.
 *
 * @param plan - what is about to make a cluster
 * @param magnum - Magnum of the cluster's cloud
 * @returns whether the state has it now, so that the plan is out of date
 * @throws CommandError if there is one and it is to stay as it is
 */
export async function takesLostCluster(plan: ClusterPlan, magnum: Magnum): Promise<boolean> {
  const { session, project, changes } = plan;
  const created = changes.find(({ kind, resource }) => kind === "create" && resource.type === CLUSTER);
  // One that is to be taken over is told of in another way.
  if (!created || project.cluster.adopt) return false;
  const lost = await lostCluster(project.id, magnum, session);
  if (!lost) return false;
  const found =
    `Magnum has a cluster ${project.id} already, ${lost.uuid} (${lost.status}), which the state has not: ` +
    "Terraform was killed while it made it, or somebody else has made it";
  const remedy =
    `if nobody uses it, delete it: openstack --os-cloud ${project.site.clouds.clusters} coe cluster delete ${lost.uuid}; ` +
    "if somebody does, give the project another name. Nothing was changed";
  if (plan.autoApprove)
    throw new CommandError(
      `${found}; run it without --auto-approve to be asked whether it is taken into the state; ${remedy}`,
      EXIT.refused,
    );
  session.output.line(found);
  const { uuid, status } = await settled(lost, magnum, session);
  const other = await otherThanPlanned(uuid, created, openCloud({ cloud: project.site.clouds.clusters }));
  const isWhole = status.endsWith("_COMPLETE") && other.length === 0;
  if (other.length > 0) session.output.line(`it is not what the project's file would make: ${other.join("; ")}`);
  const answer = await answerTo(plan, uuid, isWhole);
  if (answer === undefined) throw new CommandError(remedy, EXIT.refused);
  if (answer === "adopt") {
    await takeIntoState(plan, uuid, created, magnum);
    return true;
  }
  await magnum.remove(uuid);
  await untilGone(uuid, magnum, session);
  return false;
}

/** In tier prod nothing is deleted by the way. */
async function answerTo({ session, project }: ClusterPlan, uuid: string, isWhole: boolean): Promise<"adopt" | "delete" | undefined> {
  const { output, interruption } = session;
  const deletion = `delete cluster ${uuid} with all that is in it, and make it anew`;
  const adoption = "take it into the state as it is";
  if (project.tier === "prod") {
    const isAdopted = isWhole && (await choose(`'adopt': ${adoption}.`, ["adopt"], output, interruption)) === "adopt";
    return isAdopted ? "adopt" : undefined;
  }
  if (!isWhole) {
    const question = `${deletion[0]!.toUpperCase()}${deletion.slice(1)}?`;
    return (await confirm(question, project.id, output, interruption)) ? "delete" : undefined;
  }
  const answer = await choose(`'adopt': ${adoption}; '${project.id}': ${deletion}.`, ["adopt", project.id], output, interruption);
  if (answer === undefined) return undefined;
  return answer === "adopt" ? "adopt" : "delete";
}

async function lostCluster(name: string, magnum: Magnum, { output }: Session): Promise<Lost | undefined> {
  try {
    return await magnum.cluster(name);
  } catch (error) {
    if (error instanceof OpenStackError && error.failure === "conflict") {
      throw new CommandError(
        `Magnum has several clusters ${name}, which the state has not; delete those that nobody uses by their UUIDs. Nothing was changed`,
        EXIT.refused,
      );
    }
    output.problem(`whether Magnum has a cluster ${name} already is not known: ${(error as Error).message}`);
    return undefined;
  }
}

/** What is being made cannot be read yet. */
async function settled(lost: Lost, magnum: Magnum, { output, interruption }: Session): Promise<Lost> {
  let last = lost;
  for (const deadline = Date.now() + LONGEST_MS; /^(CREATE|UPDATE)_IN_PROGRESS$/.test(last.status) && Date.now() < deadline;) {
    output.status(`cluster ${last.uuid}: ${last.status}`);
    await interruption.pause(POLL_MS);
    interruption.check();
    last = (await magnum.cluster(last.uuid)) ?? { ...last, status: "gone" };
  }
  output.status("");
  return last;
}

async function untilGone(uuid: string, magnum: Magnum, { output, interruption }: Session): Promise<void> {
  for (const deadline = Date.now() + LONGEST_MS; ;) {
    const found = await magnum.cluster(uuid);
    if (!found) break;
    if (found.status === "DELETE_FAILED" || Date.now() > deadline)
      throw new CommandError(
        `cluster ${uuid} is ${found.status}: ${found.reason ?? "Magnum gives no reason"}; nothing was made`,
        EXIT.failed,
      );
    output.status(`cluster ${uuid}: ${found.status}`);
    await interruption.pause(POLL_MS);
    interruption.check();
  }
  output.status("");
}
