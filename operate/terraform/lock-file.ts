import * as fs from "node:fs";
import * as path from "node:path";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Stack } from "./stacks";

/** Terraform's name of a dependency lock file. */
export const LOCK_FILE = ".terraform.lock.hcl";

/**
 * Puts the committed dependency lock file beside a stack's configuration, cut to the providers of that stack: Terraform takes neither a
 * missing entry nor one too many.
 *
 * @param committed - path of the committed file, with the entries of all stacks
 * @param stack - the stack
 * @param registry - host of the registry that the binary takes its providers from
 * @returns whether there is one for this registry; without it Terraform writes its own
 * @throws CommandError if the file lacks a provider of the stack
 * @see https://developer.hashicorp.com/terraform/language/files/dependency-lock
 */
export function placeLockFile(committed: string, stack: Stack, registry: string): boolean {
  const entries = entriesFor(committed, registry);
  if (entries === undefined) return false;
  const wanted = stack.providers.map((source) => fullAddress(source, registry)).sort();
  const missing = wanted.filter((address) => !entries.has(address));
  if (missing.length > 0) {
    throw new CommandError(
      `${committed} has no entry for ${missing.join(", ")}, which ${stack.name} needs; make it anew (docs/deploy.md)`,
      EXIT.failed,
    );
  }
  const text = wanted.map((address) => entries.get(address)!).join("\n\n");
  fs.writeFileSync(path.join(stack.folder, LOCK_FILE), `${text}\n`);
  return true;
}

/**
 * Says that nothing tells providers' checksums where that is so.
 *
 * @param committed - path of the committed file
 * @param registry - host of the registry that the binary takes its providers from
 */
export function lockWarning(committed: string, registry: string): string | undefined {
  if (entriesFor(committed, registry) !== undefined) return undefined;
  const what = fs.existsSync(committed) ? `has no entry of ${registry}` : "is not there";
  return `${committed} ${what}: no checksum binds the providers that init fetches; docs/deploy.md says how to make the file`;
}

/**
 * Puts the lock file that an earlier run made beside a stack's configuration.
 *
 * @param stack - the stack
 */
export function takeLockFile(stack: Stack): void {
  const file = path.join(stack.kept, LOCK_FILE);
  if (fs.existsSync(file)) fs.copyFileSync(file, path.join(stack.folder, LOCK_FILE));
}

/**
 * Keeps the lock file that Terraform made beside a stack's configuration for later runs.
 *
 * @param stack - the stack
 */
export function keepLockFile(stack: Stack): void {
  const file = path.join(stack.folder, LOCK_FILE);
  if (!fs.existsSync(file)) return;
  fs.mkdirSync(stack.kept, { recursive: true });
  fs.copyFileSync(file, path.join(stack.kept, LOCK_FILE));
}

/** Entries of the committed file, where it has some of this registry. */
function entriesFor(committed: string, registry: string): Map<string, string> | undefined {
  if (!fs.existsSync(committed)) return undefined;
  const entries = entriesOf(fs.readFileSync(committed, "utf8"));
  return [...entries.keys()].some((address) => address.startsWith(`${registry}/`)) ? entries : undefined;
}

function fullAddress(source: string, registry: string): string {
  const parts = source.split("/").length;
  if (parts > 2) return source;
  return parts === 2 ? `${registry}/${source}` : `${registry}/hashicorp/${source}`;
}

function entriesOf(text: string): Map<string, string> {
  const blocks = text.matchAll(/^provider "([^"]+)" \{\n[\s\S]*?^\}/gm);
  return new Map([...blocks].map(([block, address]) => [address!, block]));
}
