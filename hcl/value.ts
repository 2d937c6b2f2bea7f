import { indent, renderBare, renderKey, renderString } from "./template";

/** The widest list that is kept on one line. */
const LIST_WIDTH = 100;

/** Prints a JSON value as an HCL expression; only the first line follows the `=`. */
export function renderValue(value: unknown, path: string): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string") return renderString(value, path);
  if (Array.isArray(value)) return renderList(value.map((item, i) => renderValue(item, `${path}[${i}]`)));
  if (typeof value === "object") {
    return renderObject(Object.entries(value).map(([key, item]) => [renderKey(key, path), renderValue(item, `${path}.${key}`)]));
  }
  throw new Error(
    `${path}: ${typeof value === "number" ? value : typeof value} has no HCL form; use a string, number, boolean, list, object or null`,
  );
}

/** Prints references, keywords and types: a string, a list or a map of them. */
export function renderReferences(value: unknown, path: string): string {
  if (typeof value === "string") return renderBare(value, path);
  if (Array.isArray(value)) return renderList(value.map((item, i) => renderReferences(item, `${path}[${i}]`)));
  if (typeof value === "object" && value !== null) {
    return renderObject(Object.entries(value).map(([key, item]) => [renderBare(key, path), renderReferences(item, `${path}.${key}`)]));
  }
  throw new Error(`${path}: ${String(value)} is not a reference; write it as a string`);
}

/** Prints assignments with their `=` aligned as `terraform fmt` does. */
export function renderAssignments(entries: readonly (readonly [key: string, value: string])[]): string {
  const lines: string[] = [];
  let run: (readonly [string, string])[] = [];
  const flush = (): void => {
    const width = Math.max(0, ...run.map(([key]) => columns(key)));
    for (const [key, value] of run) lines.push(`${key}${" ".repeat(width - columns(key))} = ${value}`);
    run = [];
  };
  for (const entry of entries) {
    const [key, value] = entry;
    // A value that leaves a bracket open on its first line is not aligned and ends the run; a heredoc counts as one line.
    if (value.includes("\n") && !value.startsWith("<<-")) {
      flush();
      lines.push(`${key} = ${value}`);
    } else {
      run.push(entry);
    }
  }
  flush();
  return lines.join("\n");
}

function renderObject(entries: readonly (readonly [key: string, value: string])[]): string {
  return entries.length === 0 ? "{}" : `{\n${indent(renderAssignments(entries))}\n}`;
}

function renderList(items: readonly string[]): string {
  const line = `[${items.join(", ")}]`;
  if (!line.includes("\n") && line.length <= LIST_WIDTH) return line;
  const rows = items.map((item, i) => {
    if (!item.startsWith("<<-")) return `${item},`;
    // The line that ends a heredoc holds nothing else, so the comma goes below it.
    return i === items.length - 1 ? item : `${item}\n,`;
  });
  return `[\n${indent(rows.join("\n"))}\n]`;
}

function columns(text: string): number {
  // Making a segmenter costs more than printing a whole stack, and hardly any key needs one.
  return /^[ -~]*$/.test(text) ? text.length : [...new Intl.Segmenter("en").segment(text)].length;
}
