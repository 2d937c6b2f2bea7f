import type { ProjectInOpenStack } from "../../projects";
import { OpenStackError } from "../openstack/failure";
import type { Change } from "../plan/changes";
import { confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Session } from "../terraform/terraform";
import type { Magnum } from "./magnum";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const POLL_MS = 5000;

/** Longest time that Magnum may take to delete a cluster. */
const LONGEST_MS = 30 * 60_000;

/** What is about to make a cluster. */
export interface ClusterPlan {
  /** The project. */
  readonly project: Pick<ProjectInOpenStack, "id" | "tier" | "site">;
  /** What its plan changes. */
  readonly changes: readonly Change[];
  /** Whether nobody is there to ask. */
  readonly autoApprove: boolean;
}

/**
 * Keeps a deploy from making a second cluster beside one that Magnum has and the state has not: Magnum takes two of one name, and from then on
 * says of neither what it is. Such a cluster comes from a Terraform that was killed while it made it, or from somebody else. Where somebody
 * can be asked, it is deleted for the one of the plan.
 *
 * @param plan - what is about to make a cluster
 * @param magnum - Magnum of the cluster's cloud
 * @param session - the session
 * @throws CommandError if there is one and it is to stay
 */
export async function requireNoLostCluster(
  { project, changes, autoApprove }: ClusterPlan,
  magnum: Magnum,
  session: Session,
): Promise<void> {
  if (!changes.some(({ kind, resource }) => kind === "create" && resource.type === CLUSTER)) return;
  const lost = await lostCluster(project.id, magnum, session);
  if (!lost) return;
  const { uuid, status } = lost;
  const found =
    `Magnum has a cluster ${project.id} already, ${uuid} (${status}), which the state has not: ` +
    "Terraform was killed while it made it, or somebody else has made it";
  const remedy =
    `if nobody uses it, delete it: openstack --os-cloud ${project.site.clouds.clusters} coe cluster delete ${uuid}; ` +
    "if somebody does, give the project another name. Nothing was changed";
  if (autoApprove || project.tier === "prod") throw new CommandError(`${found}; ${remedy}`, EXIT.refused);
  session.output.line(found);
  const question = `Delete cluster ${uuid} with all that is in it, and make it anew?`;
  if (!(await confirm(question, project.id, session.output, session.interruption))) throw new CommandError(remedy, EXIT.refused);
  await magnum.remove(uuid);
  await untilGone(uuid, magnum, session);
}

async function lostCluster(name: string, magnum: Magnum, { output }: Session): ReturnType<Magnum["cluster"]> {
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
