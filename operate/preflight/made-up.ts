import { formatProblem, type Files, type Project } from "../../projects";
import type { Check } from "./check";

/**
 * What stands for nothing real: names that are kept for documentation, and our own mark.
 *
 * @see https://www.rfc-editor.org/rfc/rfc2606#section-3
 * @see https://www.rfc-editor.org/rfc/rfc5737#section-3
 */
const MADE_UP = /replace-me|\bexample\.(?:com|net|org)\b|\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/i;

/**
 * Finds the values of a project's and its site's file that are made up: examples that nobody has put something real in the place of.
 *
 * @param project - the project
 * @param files - the data files
 */
export function madeUp(project: Project, { projects, sites }: { readonly projects: Files; readonly sites: Files }): Check[] {
  const site = Object.entries(sites).find(([, data]) => (data as { name?: unknown } | null)?.name === project.site.name);
  const files = [...(site ? [site] : []), [project.file, projects[project.file]] as const];
  return files.flatMap(([file, data]) =>
    marked(data).map(({ path, text }): Check => {
      const subject = formatProblem({ file, path, message: "" }).trimEnd();
      return { subject, result: "made up", detail: `${text} is an example; put your own in its place` };
    }),
  );
}

interface Marked {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

function marked(value: unknown, path: readonly PropertyKey[] = []): Marked[] {
  if (typeof value === "string") return MADE_UP.test(value) ? [{ path, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => marked(item, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(MADE_UP.test(key) ? [{ path: [...path, key], text: key }] : []),
    ...marked(item, [...path, key]),
  ]);
}
