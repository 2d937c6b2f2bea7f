import type { Project } from "../../projects";
import type { Change } from "../plan/changes";
import { refusals } from "../review/gate";
import { confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Session } from "../terraform/terraform";

/** What somebody has to agree to. */
export interface Proposal {
  /** The project. */
  readonly project: Project;
  /** What happens, as a sentence. */
  readonly question: string;
  /** What the plan changes. */
  readonly changes: readonly Change[];
  /** Whether the whole stack goes. */
  readonly isDestroy: boolean;
  /** Whether the command line has agreed already. */
  readonly autoApprove: boolean;
}

/**
 * Gets consent: `yes`, in tier prod the project's name; `--auto-approve` gives it beforehand, in tier prod only for what loses nothing
 * but what the project's file allows.
 *
 * @param proposal - what somebody has to agree to
 * @param session - the session
 * @throws CommandError with exit code 3 if there is none
 */
export async function requireConsent(proposal: Proposal, session: Session): Promise<void> {
  const { project, changes, isDestroy, autoApprove, question } = proposal;
  const isProduction = project.tier === "prod";
  if (autoApprove && !isProduction) return;
  if (autoApprove) {
    const refused = isDestroy
      ? [`${project.id}: --auto-approve destroys nothing in tier prod`]
      : refusals(changes, ["replace", "destroy"], [project]);
    if (refused.length === 0) return;
    throw new CommandError([...refused, "nothing was changed; run it without --auto-approve to decide by hand"].join("\n"), EXIT.refused);
  }
  const word = isProduction ? project.id : "yes";
  if (await confirm(question, word, session.output, session.interruption)) return;
  session.interruption.check();
  throw new CommandError("not confirmed; nothing was changed", EXIT.refused);
}
