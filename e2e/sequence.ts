import type { StepOutcome } from "./report";
import type { Run } from "./run";
import { NotRun, type Step } from "./step";

/**
 * Takes steps one after another. Where one fails, those that need it are left out and the others go on.
 *
 * @param steps - all steps, in order
 * @param run - the run
 */
export async function takeSteps(steps: readonly Step[], run: Run): Promise<StepOutcome[]> {
  const wanted = wantedSteps(steps, run.options.only);
  const outcomes: StepOutcome[] = [];
  for (const step of steps) {
    const missing = outcomes.find(({ step: name, result }) => result !== "passed" && step.after.includes(name));
    const why = notRunBecause(step, wanted, run, missing);
    if (why !== undefined) outcomes.push({ step: step.name, result: "not run", why, seconds: 0 });
    else outcomes.push(await timed(step.name, step.proves, run, () => step.run(run)));
  }
  return outcomes;
}

function notRunBecause(step: Step, wanted: ReadonlySet<string>, run: Run, missing: StepOutcome | undefined): string | undefined {
  if (!wanted.has(step.name)) return "not asked for";
  if (step.isAlways && run.options.keep) return "--keep";
  if (run.signal && !step.isAlways) return `ended by ${run.signal}`;
  return missing && `${missing.step} ${missing.result === "failed" ? "failed" : `was not run: ${missing.why}`}`;
}

/** The steps that are asked for, with all that they need and what undoes them, and those that always run. */
function wantedSteps(steps: readonly Step[], only: readonly string[] | undefined): ReadonlySet<string> {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    const { after, undoneBy } = steps.find((step) => step.name === name)!;
    after.forEach(add);
    if (undoneBy !== undefined) add(undoneBy);
  };
  for (const step of steps) if (only === undefined || only.includes(step.name) || step.isAlways) add(step.name);
  return wanted;
}

/**
 * Does something and says what became of it and how long it took.
 *
 * @param step - its name
 * @param proves - what it proves
 * @param run - the run
 * @param work - does it; throws NotRun for what is missing
 */
export async function timed(step: string, proves: string, run: Run, work: () => Promise<string>): Promise<StepOutcome> {
  run.transcript.line(`\n== ${step}: ${proves}`);
  const started = Date.now();
  const seconds = (): number => (Date.now() - started) / 1000;
  try {
    const why = await work();
    run.transcript.line(`== passed in ${Math.round(seconds())} s${why && `: ${why}`}`);
    return { step, result: "passed", why, seconds: seconds() };
  } catch (error) {
    const why = run.transcript.clean((error as Error).message);
    const result = error instanceof NotRun ? "not run" : "failed";
    run.transcript.line(`== ${result}: ${why}`);
    return { step, result, why, seconds: seconds() };
  }
}
