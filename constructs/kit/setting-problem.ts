/** What is wrong with a setting. */
export interface SettingProblem {
  /** Keys that lead to the setting. */
  readonly path: readonly (string | number)[];
  /** What is wrong, with the value and what to do. */
  readonly message: string;
}

/**
 * Writes a problem as one line, the setting first.
 *
 * @param problem - the problem
 */
export function describeSetting({ path, message }: SettingProblem): string {
  return `${path.join(".").replace(/\.(\d+)(?=\.|$)/g, "[$1]")} ${message}`;
}

/**
 * Problems of a part of a setting, as problems of the whole.
 *
 * @param path - keys that lead to the part
 * @param problems - problems of the part
 */
export function problemsAt(path: SettingProblem["path"], problems: readonly SettingProblem[]): SettingProblem[] {
  return problems.map((problem) => ({ path: [...path, ...problem.path], message: problem.message }));
}

/**
 * Refuses what has problems.
 *
 * @param problems - all problems there are
 * @throws Error with a line for each, if there are any
 */
export function requireNone(problems: readonly SettingProblem[]): void {
  if (problems.length > 0) throw new Error(problems.map(describeSetting).join("\n"));
}
