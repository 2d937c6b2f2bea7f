/** What is wrong with a setting. */
export interface SettingProblem {
  /** Keys that lead to the setting. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value and what to do. */
  readonly message: string;
}

/**
 * Refuses what has problems.
 *
 * @param problems - all problems there are
 * @throws Error with a line for each, if there are any
 */
export function requireNone(problems: readonly SettingProblem[]): void {
  const lines = problems.map(({ path, message }) => `${path.join(".").replace(/\.(\d+)(?=\.|$)/g, "[$1]")} ${message}`);
  if (lines.length > 0) throw new Error(lines.join("\n"));
}
