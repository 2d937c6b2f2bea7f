import * as z from "zod";
import { CommandError, EXIT } from "../session/exit-codes";

const stateFileSchema = z.object({
  version: z.literal(4),
  serial: z.number().int(),
  lineage: z.string(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  resources: z.array(z.unknown()),
});

/** A state as Terraform writes it: what tells it from others, and what it has. */
export type StateFile = z.output<typeof stateFileSchema>;

/**
 * Reads a state; messages never repeat what it has.
 *
 * @param text - its text
 * @param source - where it comes from, for messages
 * @throws CommandError if it is none, or an encrypted one
 */
export function parseState(text: string, source: string): StateFile {
  if (isEncrypted(text))
    throw new CommandError(`${source} is encrypted; move it before it is encrypted, or decrypt it first (docs/state.md)`, EXIT.failed);
  const { success, data } = stateFileSchema.safeParse(jsonOf(text));
  if (!success) throw new CommandError(`${source} is not a state of version 4; Terraform 1.11 and newer write such ones`, EXIT.failed);
  return data;
}

/**
 * Whether a state's text is one that OpenTofu has encrypted.
 *
 * @param text - the text
 * @see https://opentofu.org/docs/language/state/encryption/
 */
export function isEncrypted(text: string): boolean {
  const data = jsonOf(text);
  return typeof data === "object" && data !== null && "encrypted_data" in data && !("resources" in data);
}

/**
 * Names what two states have that is not the same. Lineage and serial do not count: Terraform gives new ones to the first state of a backend.
 *
 * @param one - a state
 * @param other - another one
 */
export function differences(one: StateFile, other: StateFile): string[] {
  const parts = ["outputs", "resources"] as const;
  return parts.filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
