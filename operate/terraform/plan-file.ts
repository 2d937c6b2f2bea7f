import * as path from "node:path";
import { changesOf, type Change } from "../plan/changes";
import { upgradedTemplate } from "../review/kept-labels";
import { MARKER, reviewPage } from "../review/page";
import { readPlan, type Plan } from "../plan/plan";
import type { Project } from "../../projects";
import { makePlan, showJson, type PlanOptions, type Result, type Session } from "./terraform";
import type { Stack } from "./stacks";

/** A plan that was made and can be applied. */
export interface SavedPlan {
  /** The file that Terraform applies. */
  readonly file: string;
  /** The plan as JSON. */
  readonly plan: Plan;
  /** What it changes. */
  readonly changes: readonly Change[];
  /** Whether an apply of it would do anything, be it only to outputs. */
  readonly hasEffect: boolean;
  /** What it changes, as the page of `review`. */
  readonly page: string;
}

let plans = 0;

/**
 * Plans a stack into a file and reads it.
 *
 * @param session - the session
 * @param stack - the stack
 * @param project - its project; none for an administrator's stack
 * @param options - what the plan is for
 * @param clusterLabels - asks for the labels that Magnum keeps with the running cluster; asked where it gets another template
 * @returns the plan, or how Terraform has failed
 */
export async function savePlan(
  session: Session,
  stack: Stack,
  project: Project | undefined,
  options: PlanOptions = {},
  clusterLabels?: () => Promise<Plan["clusterLabels"]>,
): Promise<SavedPlan | Pick<Result, "failures">> {
  const file = path.join(session.scratch, `${stack.name}-${plans++}.plan`);
  session.output.status(`${stack.name}: planning`);
  const result = await makePlan(session, stack, file, options, ({ hook }) => {
    if (hook?.resource) session.output.status(`${stack.name}: planning: ${hook.resource.addr}`);
  });
  session.output.status("");
  if (result.code !== 0) return { failures: result.failures };
  const bytes = await showJson(session, stack, file);
  const read = readPlan(stack.name, "the plan", bytes);
  const isUpgrade = changesOf([read]).some((change, _index, all) => upgradedTemplate(change, all) !== undefined);
  const labels = isUpgrade ? await clusterLabels?.() : undefined;
  const plan = { ...read, ...(labels && { clusterLabels: labels }) };
  const changes = changesOf([plan]);
  const page = reviewPage([plan], changes, project ? [project] : []);
  const outputs = Object.values(plan.output_changes ?? {}).some(({ actions }) => actions.join() !== "no-op");
  return { file, plan, changes, hasEffect: changes.length > 0 || outputs, page: page.replace(`${MARKER}\n`, "").trimEnd() };
}
