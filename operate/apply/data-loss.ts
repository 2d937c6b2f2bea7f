import type { Project } from "../../projects";
import type { Change } from "../plan/changes";
import { lostWithCeph } from "../review/rook-remarks";
import { confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Session } from "../terraform/terraform";

/** What a plan takes away whose data are nowhere else. */
export interface DataLoss {
  /** The project. */
  readonly project: Pick<Project, "id">;
  /** The stack. */
  readonly stack: { readonly name: string };
  /** Whether the command line has agreed to any plan. */
  readonly autoApprove: boolean;
  /** Whether the command line has agreed to the loss of data too. */
  readonly acceptDataLoss?: boolean;
  /** What the plan changes. */
  readonly changes: readonly Change[];
}

/**
 * Gets consent to the loss of what is in a Ceph cluster, beside the consent to the plan: a word of its own, or --accept-data-loss.
 *
 * @param loss - what the plan takes away
 * @param session - the session
 * @throws CommandError with exit code 3 if there is none
 */
export async function requireDataLossConsent(loss: DataLoss, session: Session): Promise<void> {
  const { project, stack, changes, autoApprove, acceptDataLoss = false } = loss;
  const [lost] = changes.flatMap((change) => lostWithCeph(change) ?? []);
  if (lost === undefined || acceptDataLoss) return;
  const what = `${stack.name}: all data in Ceph are lost with it: ${lost}`;
  if (autoApprove) {
    throw new CommandError(
      `${what}; --auto-approve agrees to no loss of data. Nothing was changed; run it with --accept-data-loss where that is meant`,
      EXIT.refused,
    );
  }
  if (await confirm(`${what}. No copy of them is kept anywhere.`, `lose data of ${project.id}`, session.output, session.interruption))
    return;
  session.interruption.check();
  throw new CommandError("the loss of data is not confirmed; nothing was changed", EXIT.refused);
}
