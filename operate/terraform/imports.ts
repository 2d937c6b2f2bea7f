import * as fs from "node:fs";
import * as path from "node:path";
import { managedResources } from "./state";
import type { Stack } from "./stacks";
import type { Session } from "./terraform";

interface WithImports {
  import?: readonly { readonly to: string }[];
}

/**
 * Takes import blocks out of the configuration of this run whose resources the state has: what was imported once is not read as new at every plan,
 * and the block in the project's stack needs no second commit that takes it out.
 *
 * @param session - the session
 * @param stack - the stack, made ready for Terraform
 */
export async function leaveOutImports(session: Session, stack: Stack): Promise<void> {
  const file = path.join(stack.folder, "cdk.tf.json");
  const json = JSON.parse(fs.readFileSync(file, "utf8")) as WithImports;
  if (!json.import) return;
  const known = new Set((await managedResources(session, stack)).map(({ address }) => address));
  const left = json.import.filter(({ to }) => !known.has(to));
  if (left.length === json.import.length) return;
  const { import: _, ...rest } = json;
  fs.writeFileSync(file, JSON.stringify(left.length > 0 ? { ...rest, import: left } : rest, undefined, 2));
}
