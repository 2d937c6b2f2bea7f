import { table } from "../views/capacity/table";

/** What became of a step. */
export interface StepOutcome {
  /** Name of the step. */
  readonly step: string;
  /** What came out. */
  readonly result: "passed" | "failed" | "not run";
  /** Why it failed or was not run; what was found where it passed. */
  readonly why: string;
  /** How long it took, in seconds. */
  readonly seconds: number;
}

/** Exit codes of the run. */
export const E2E_EXIT = { passed: 0, failed: 1, notStarted: 2, notAll: 4, interrupted: 130 } as const;

/**
 * Writes what became of each step, as a table.
 *
 * @param outcomes - the steps, in order
 */
export function reportTable(outcomes: readonly StepOutcome[]): string {
  const rows = outcomes.map(({ step, result, why, seconds }) => [
    step,
    result,
    result === "not run" ? "" : String(Math.round(seconds)),
    why.split("\n")[0]!,
  ]);
  const count = (result: StepOutcome["result"]): number => outcomes.filter((outcome) => outcome.result === result).length;
  const total = Math.round(outcomes.reduce((sum, { seconds }) => sum + seconds, 0));
  return [
    ...table(["step", "result", "seconds", ""], rows).slice(1),
    "",
    `${count("passed")} passed, ${count("failed")} failed, ${count("not run")} not run, ${total} s`,
  ].join("\n");
}

/**
 * Decides the exit code: 0 only if all passed.
 *
 * @param outcomes - the steps
 */
export function exitCodeOf(outcomes: readonly StepOutcome[]): number {
  if (outcomes.some(({ result }) => result === "failed")) return E2E_EXIT.failed;
  return outcomes.every(({ result }) => result === "passed") ? E2E_EXIT.passed : E2E_EXIT.notAll;
}
