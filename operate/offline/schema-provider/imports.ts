import * as fs from "node:fs";
import * as path from "node:path";
import type { SchemaBlock } from "./schemas";
import type { ObjectValue } from "./values";

/** Name of the file that says what is there, beside the providers' sockets. */
export const IMPORTS = "imports.json";

/**
 * What is there already, as reading it finds it.
 *
 * @param folder - folder of the file that says it
 * @param type - type of the resource
 * @param id - what it is found by
 * @param block - schema of the type
 * @throws Error if there is no such thing
 */
export function importedResource(folder: string, type: string, id: string, block: SchemaBlock): ObjectValue {
  const file = path.join(folder, IMPORTS);
  const there = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, ObjectValue>) : {};
  const found = there[`${type} ${id}`];
  if (!found) throw new Error(`there is no ${type} ${id} to import`);
  const unset: ObjectValue = Object.fromEntries(Object.keys(block.attributes ?? {}).map((name) => [name, null]));
  const nested: ObjectValue = Object.fromEntries(
    Object.entries(block.block_types ?? {}).map(([name, { nesting_mode: nesting }]) => [name, /list|set/.test(nesting) ? [] : null]),
  );
  return { ...unset, ...nested, ...found, id };
}
