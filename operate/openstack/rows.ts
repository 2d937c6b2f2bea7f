import { z } from "zod";

/** One of the things that the OpenStack client lists or shows. */
export type Row = Readonly<Record<string, unknown>>;

const listed = z.array(z.record(z.string(), z.unknown()));
const shown = z.record(z.string(), z.unknown());

/** What `list` prints. */
export function listedRows(json: unknown): Row[] {
  return listed.parse(json).map(normalised);
}

/** What `show` prints. */
export function shownRow(json: unknown): Row {
  return normalised(shown.parse(json));
}

/** Text of a field; undefined where there is none. */
export function textOf(row: Row, field: string): string | undefined {
  const value = row[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Clients of different services write the same heading as `created_at`, `Created At` or `Created`. */
function normalised(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([heading, value]) => [heading.toLowerCase().replaceAll(" ", "_"), value]));
}
