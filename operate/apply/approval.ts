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
  /**
   * What is said of what there is, where there is no consent.
   *
   * @default "nothing was changed"
   */
  readonly sofar?: string;
}

/** What a command line has agreed to beforehand. */
export interface Approval {
  /** The first plan. */
  readonly autoApprove: boolean;
  /** What a plan that is made again has beside that. */
  readonly acceptNewChanges: boolean;
  /**
   * The loss of all data of a Ceph cluster inside the cluster.
   *
   * @default false
   */
  readonly acceptDataLoss?: boolean;
}

/** Options of the commands that ask for consent. */
export const APPROVAL_OPTIONS = {
  "auto-approve": { type: "boolean", help: "asks nothing: for pipelines in which somebody has agreed before" },
  "accept-new-changes": { type: "boolean", help: "with --auto-approve: also what a plan that is made again has beside the first" },
  "accept-data-loss": { type: "boolean", help: "also the loss of all data of a Ceph cluster inside the cluster that a plan takes away" },
} as const;

/**
 * Reads what the command line has agreed to.
 *
 * @param values - values of its options
 * @throws CommandError with exit code 2 for what makes no sense
 */
export function approvalOf(values: Readonly<Record<string, unknown>>): Approval {
  const [autoApprove, acceptNewChanges] = [values["auto-approve"] === true, values["accept-new-changes"] === true];
  if (acceptNewChanges && !autoApprove)
    throw new CommandError("--accept-new-changes goes with --auto-approve; without it new changes are shown and asked for", EXIT.usage);
  return { autoApprove, acceptNewChanges, ...(values["accept-data-loss"] === true && { acceptDataLoss: true }) };
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
  const { project, changes, isDestroy, autoApprove, question, sofar = "nothing was changed" } = proposal;
  const isProduction = project.tier === "prod";
  if (autoApprove && !isProduction) return;
  if (autoApprove) {
    const refused = isDestroy
      ? [`${project.id}: --auto-approve destroys nothing in tier prod`]
      : refusals(changes, ["replace", "destroy"], [project]);
    if (refused.length === 0) return;
    throw new CommandError([...refused, `${sofar}; run it without --auto-approve to decide by hand`].join("\n"), EXIT.refused);
  }
  const word = isProduction ? project.id : "yes";
  if (await confirm(question, word, session.output, session.interruption)) return;
  session.interruption.check();
  throw new CommandError(`not confirmed; ${sofar}`, EXIT.refused);
}
