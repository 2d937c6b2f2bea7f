import { z } from "zod";
import { OpenStackError } from "./client";

/** One of the things that the OpenStack client lists or shows. */
export type Row = Readonly<Record<string, unknown>>;

const listed = z.array(z.record(z.string(), z.unknown()));
const shown = z.record(z.string(), z.unknown());

/**
 * Reads what `list` prints.
 *
 * @param json - what the client has printed
 * @throws OpenStackError if it is no list of rows
 */
export function listedRows(json: unknown): Row[] {
  const { success, data } = listed.safeParse(json);
  if (!success) throw new OpenStackError("other", "the OpenStack client lists something else than rows; use a newer client");
  return data.map(normalised);
}

/**
 * Reads what `show` prints.
 *
 * @param json - what the client has printed
 * @throws OpenStackError if it is no row
 */
export function shownRow(json: unknown): Row {
  const { success, data } = shown.safeParse(json);
  if (!success) throw new OpenStackError("other", "the OpenStack client shows something else than fields and values; use a newer client");
  return normalised(data);
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
