import type { Run } from "./run";

/** One capability that is tried. */
export interface Step {
  /** Name, for `--only` and the report. */
  readonly name: string;
  /** What it proves, as a sentence without its end. */
  readonly proves: string;
  /** Names of the steps that must have passed before. */
  readonly after: readonly string[];
  /**
   * Name of a later step that takes away what it leaves and the others cannot bear; it is asked for with it.
   *
   * @default - none
   */
  readonly undoneBy?: string;
  /**
   * Whether it runs whatever has failed and was asked for, except with `--keep`.
   *
   * @default false
   */
  readonly isAlways?: boolean;
  /** Does it; returns what was found, for the report. */
  readonly run: (run: Run) => Promise<string>;
}

/** Something that the step needs and that is not there: it is not run, and that is no failure. */
export class NotRun extends Error {}

/**
 * Demands that something is so.
 *
 * @param isSo - whether it is
 * @param otherwise - what is wrong
 * @throws Error if it is not
 */
export function demand(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}
