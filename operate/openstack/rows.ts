import { OpenStackError } from "./failure";

/** One of the things that a service lists or shows, with the fields of its API. */
export type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Takes the things out of what a service answers to a list: its only field that is a list, beside links to other pages.
 *
 * @param body - body of the answer
 * @throws OpenStackError if there is no list of things
 */
export function listedRows(body: unknown): Row[] {
  const isList = ([name, value]: [string, unknown]): boolean => Array.isArray(value) && !name.endsWith("links");
  // Manila lists its types a second time, under the name that they had in Cinder.
  const lists = isRow(body)
    ? Object.entries(body).filter((field) => isList(field) && !(field[0] === "volume_types" && "share_types" in body))
    : [];
  // Keystone wraps its list of versions once more.
  const [inner] = isRow(body) && lists.length === 0 ? Object.values(body).filter(isRow) : [];
  if (inner) return listedRows(inner);
  const rows = lists.length === 1 ? (lists[0]![1] as unknown[]) : [];
  if (lists.length !== 1 || !rows.every(isRow))
    throw new OpenStackError("other", "the service lists something else than things; is it the one that the catalogue says?");
  return rows.map(unwrapped);
}

/**
 * Takes a thing out of what a service answers.
 *
 * @param body - body of the answer
 * @throws OpenStackError if there is none
 */
export function shownRow(body: unknown): Row {
  if (!isRow(body))
    throw new OpenStackError("other", "the service shows something else than a thing; is it the one that the catalogue says?");
  return unwrapped(body);
}

/** Most services put a thing into a field with the name of its kind, some do not. */
function unwrapped(row: Row): Row {
  const [only, ...others] = Object.values(row);
  return others.length === 0 && isRow(only) ? only : row;
}

/** Text of a field; undefined where there is none. */
export function textOf(row: Row, field: string): string | undefined {
  const value = row[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}
