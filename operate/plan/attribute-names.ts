import { isDeepStrictEqual } from "node:util";
import { after, before, type Change } from "./changes";

/** Names of the attributes that a change gives other values, also those that are known only after the apply. */
export function attributeNames(change: Change): string[] {
  const unknown = (change.resource.change.after_unknown ?? {}) as Readonly<Record<string, unknown>>;
  const [old, next] = [before(change), after(change)];
  return [...new Set([...Object.keys(old), ...Object.keys(next)])]
    .filter((name) => unknown[name] === true || !isDeepStrictEqual(old[name] ?? null, next[name] ?? null))
    .sort();
}
