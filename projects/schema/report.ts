import { list, show } from "./problems";

/** Reports a problem of the value that a path leads to. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/**
 * Reports a value that is none of those that there are.
 *
 * @param path - field
 * @param value - its value
 * @param known - what there is
 * @param what - what it has to be
 * @param report - called for a problem
 */
export function requireKnown(path: readonly PropertyKey[], value: string, known: readonly string[], what: string, report: Report): void {
  if (!known.includes(value)) report(path, `must be a ${what} (${list(known)}), got ${show(value)}`);
}

/**
 * Reports what a predicate that constructs share with us has found: it says the field first, as in "min must be ...".
 *
 * @param path - field that the predicate is about
 * @param problem - what it says
 * @param report - called for it
 */
export function reportProblem(path: readonly PropertyKey[], problem: string, report: Report): void {
  const [, field = "", message = problem] = /^([\w.]+) ([\s\S]*)$/.exec(problem) ?? [];
  report([...path, ...field.split(".")], message);
}
