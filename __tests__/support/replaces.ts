import * as fs from "node:fs";
import * as path from "node:path";

/** What a provider replaces of each resource, as schemas/ has it. */
export function readReplaces(provider: string): Record<string, { readonly force_new: readonly string[] } | undefined> {
  const file = path.join(__dirname, "..", "..", "..", "schemas", `${provider}.replace.json`);
  return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, { force_new: string[] }>;
}
