import { clusterName, isInOpenStack, type Project } from "../../projects";
import { adoptionRefusals } from "./adoption";
import { requireConsent, type Approval } from "./approval";
import { requireDataLossConsent } from "./data-loss";
import { importRefusals, takesForeignReleases } from "./foreign-releases";
import { describeSteps, doSteps, stepsBefore } from "../magnum/bounds";
import { CommandError, EXIT } from "../session/exit-codes";
import { keepFinished } from "../magnum/keep-finished";
import { takesLostCluster } from "../magnum/lost-cluster";
import type { Magnum } from "../magnum/magnum";
import { newChanges, newChangesPage } from "./new-changes";
import { cutOffReleases } from "./cut-off-releases";
import type { Plan } from "../plan/plan";
import { savePlan, type SavedPlan } from "../terraform/plan-file";
import { failed } from "../terraform/prepare";
import { followProgress } from "./progress";
import { PAUSES_S, raceOf } from "./transient-failures";
import type { Stack } from "../terraform/stacks";
import { applyPlan, type PlanOptions, type Result, type Session } from "../terraform/terraform";
import { isUnreadable } from "../terraform/unreadable";
import { apiAccessRefusals } from "../review/kept-labels";
import type { Message } from "../terraform/ui-messages";
import { accessSource } from "../kubernetes/access-source";
import { watchClaims } from "./watch-claims";
import { watchMagnum } from "../magnum/watch-magnum";

/** Said where a plan that was made again is not agreed to. */
const SOFAR = "what was done before stays done, and nothing else was changed";

/** A stack that is to become what its plan says. */
export interface StackJob extends Approval {
  /** The session. */
  readonly session: Session;
  /** The stack. */
  readonly stack: Stack;
  /** Its project. */
  readonly project: Project;
  /** Magnum of the project's clusters; undefined where they are not Magnum's. */
  readonly magnum: Magnum | undefined;
  /** Whether the whole stack goes. */
  readonly isDestroy: boolean;
}

/**
 * Plans a stack, shows the plan, gets consent and makes it so; what is known to pass by itself is tried again from a new plan.
 *
 * @param job - the stack
 * @param before - what a destroy takes first, and what it then waits for; gets the plans that somebody has agreed to
 * @returns whether anything was changed
 * @throws CommandError if it was refused or has failed
 */
export async function settleStack(job: StackJob, before?: (agreed: SavedPlan[]) => Promise<void>): Promise<boolean> {
  const { session, stack, project, isDestroy } = job;
  const { output } = session;
  const { magnum } = job;
  if (magnum && stack.role === "cluster" && !isDestroy) await keepFinished(session, stack, magnum);
  let planned = await planWithRetries(job, { destroy: isDestroy });
  if (magnum && stack.role === "cluster" && isInOpenStack(project)) {
    const isTaken = await takesLostCluster({ ...job, project, changes: planned.changes }, magnum);
    if (isTaken) planned = await planWithRetries(job, {});
  }
  if (!isDestroy && (await takesForeignReleases({ ...job, changes: planned.changes }, magnum ?? accessSource(project))))
    planned = await planWithRetries(job, {});
  if (!planned.hasEffect) {
    output.line(`${stack.name}: ${isDestroy ? "nothing is there" : "no changes"}`);
    return false;
  }
  const steps = isDestroy ? [] : stepsBefore(planned.changes);
  output.line(`\n${planned.page}\n`);
  const refused = [...adoptionRefusals(planned, project), ...importRefusals(planned.changes), ...apiAccessRefusals(planned.changes)];
  if (refused.length > 0) throw new CommandError([...refused, "nothing was changed"].join("\n"), EXIT.refused);
  if (steps.length > 0) output.line(`${describeSteps(steps)}\n`);
  await requireConsent({ ...job, question: questionOf(job), changes: planned.changes }, session);
  await requireDataLossConsent({ ...job, changes: planned.changes }, session);

  if (magnum && steps.length > 0) await doSteps(steps, magnum, session);
  const agreed = [planned];
  if (before) await before(agreed);
  const current = steps.length > 0 || before ? await replan(job, agreed, { destroy: isDestroy }) : planned;
  await applyWithRetries(job, current, agreed, { destroy: isDestroy });
  return true;
}

/**
 * Applies a plan; where it fails by what is known to pass, plans again and goes on, as long as nothing is done that was not agreed to.
 *
 * @param job - the stack
 * @param first - the plan to apply
 * @param agreed - the plans that somebody has agreed to
 * @param options - how to plan again
 * @throws CommandError if it has failed
 */
export async function applyWithRetries(job: StackJob, first: SavedPlan, agreed: SavedPlan[], options: PlanOptions): Promise<void> {
  const { session, stack } = job;
  let plan = first;
  for (const pause of [...PAUSES_S, undefined]) {
    if (!plan.hasEffect) return;
    const { code, failures } = await apply(job, plan);
    if (code === 0) return;
    session.interruption.check();
    const reason = raceOf(failures);
    if (reason === undefined || pause === undefined)
      throw failed(`${stack.name}: the apply has failed`, failures, cutOffReleases(failures, plan.changes));
    // A release that can never become ready looks like a slow one: only its reason tells them apart.
    for (const { text } of failures) session.output.line(`${stack.name}: ${text.replace(/\s*\n\s*/g, " ")}`);
    session.output.line(`${stack.name}: ${reason}; again from a new plan in ${pause} s`);
    await session.interruption.pause(pause * 1000);
    session.interruption.check();
    plan = await replan(job, agreed, options);
  }
}

/**
 * Plans again after something was done, and asks again for what was not agreed to, which it shows.
 *
 * @param job - the stack
 * @param agreed - the plans that somebody has agreed to; the new one is added if it is asked for
 * @param options - how to plan
 * @throws CommandError if it fails or nobody agrees
 */
export async function replan(job: StackJob, agreed: SavedPlan[], options: PlanOptions): Promise<SavedPlan> {
  const { session, stack, project } = job;
  const plan = await planWithRetries(job, options);
  const refused = [...adoptionRefusals(plan, project), ...importRefusals(plan.changes)];
  if (refused.length > 0) throw new CommandError([...refused, SOFAR].join("\n"), EXIT.refused);
  const found = newChanges(plan, agreed);
  if (found.words.length === 0) return plan;
  const what = `the new plan has what was not agreed to: ${found.words.join("; ")}`;
  session.output.line(`\n${stack.name}: only what is new in the plan that was made again:\n\n${newChangesPage(plan, found, project)}\n`);
  if (job.autoApprove && !job.acceptNewChanges) {
    throw new CommandError(
      `${stack.name}: ${what}; --auto-approve agrees to the first plan only. ${SOFAR}. ` +
        "Run it again to start from this plan, or with --accept-new-changes where new changes are meant",
      EXIT.refused,
    );
  }
  await requireConsent({ ...job, question: `${stack.name}: ${what}. ${questionOf(job)}`, changes: found.changes, sofar: SOFAR }, session);
  agreed.push(plan);
  return plan;
}

async function planWithRetries(job: StackJob, options: PlanOptions): Promise<SavedPlan> {
  const { session, stack, project } = job;
  for (const pause of [...PAUSES_S, undefined]) {
    session.interruption.check();
    const planned = await savePlan(session, stack, project, options, () => clusterLabels(job));
    session.interruption.check();
    if ("plan" in planned) return planned;
    if (options.refresh !== false && (await isUnreadable(planned.failures, session, stack))) {
      session.output.line(`${stack.name}: Magnum has no certificate of the cluster that has failed; planned as the state has it`);
      return planWithRetries(job, { ...options, refresh: false });
    }
    const reason = raceOf(planned.failures);
    if (reason === undefined || pause === undefined)
      throw failed(`${stack.name}: no plan can be made; nothing was changed`, planned.failures);
    session.output.line(`${stack.name}: ${reason}; planned again in ${pause} s`);
    await session.interruption.pause(pause * 1000);
  }
  throw new Error("unreachable");
}

/** Without an answer the plan is read by the template in the state, which refuses more. */
async function clusterLabels({ session, project, magnum, stack }: StackJob): Promise<Plan["clusterLabels"]> {
  if (!magnum) return undefined;
  try {
    return (await magnum.cluster(clusterName(project)))?.labels;
  } catch (error) {
    session.output.problem(`${stack.name}: which labels the running cluster keeps is not known: ${(error as Error).message}`);
    return undefined;
  }
}

async function apply(job: StackJob, { file, changes }: SavedPlan): Promise<Result> {
  const { session, stack, project, magnum } = job;
  const claims = watchClaims({ ...job, magnum: magnum ?? accessSource(project) }, changes);
  const progress = followProgress(session.output, stack.name);
  const watch = magnum && stack.role === "cluster" ? watchMagnum(magnum, clusterName(project), progress.magnum) : undefined;
  try {
    const take = (message: Message): void => {
      progress.take(message);
      claims.take(message);
    };
    return await applyPlan(session, stack, file, take, progress.canStop);
  } finally {
    claims.stop();
    watch?.stop();
    progress.end();
  }
}

function questionOf({ stack, project, isDestroy }: StackJob): string {
  if (isDestroy) return `Destroy everything of ${stack.name} (${project.tier})?`;
  return `Apply this plan to ${stack.name} (${project.tier})?`;
}
