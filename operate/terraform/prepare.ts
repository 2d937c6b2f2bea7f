import { CommandError, EXIT } from "../session/exit-codes";
import { hintsFor } from "./hints";
import { keepLockFile, lockWarning, placeLockFile, takeLockFile } from "./lock-file";
import type { Stack } from "./stacks";
import { initialise, type Session } from "./terraform";
import type { Failure } from "./ui-messages";

/** The committed dependency lock file, with the providers of all stacks. */
export const COMMITTED_LOCK = "environments/.terraform.lock.hcl";

/** Where it was said already: once for all stacks of a command. */
const warned = new WeakSet<Session["output"]>();

/**
 * Makes a stack's folder ready for Terraform.
 *
 * @param session - the session
 * @param stack - the stack
 * @param reconfigure - whether the folder may have been made ready for another backend
 * @throws CommandError if the backend or the providers cannot be had
 */
export async function prepare(session: Session, stack: Stack, reconfigure = false): Promise<void> {
  session.output.status(`${stack.name}: init`);
  const { registry } = session.binary;
  const isLocked = placeLockFile(COMMITTED_LOCK, stack, registry);
  const warning = lockWarning(COMMITTED_LOCK, registry);
  if (warning !== undefined && !warned.has(session.output)) {
    warned.add(session.output);
    session.output.problem(`warning: ${warning}`);
  }
  if (!isLocked) takeLockFile(stack);
  const { code, failures } = await initialise(session, stack, { isLocked, reconfigure });
  session.output.status("");
  session.interruption.check();
  if (code !== 0) throw failed(`${stack.name}: init has failed; nothing was changed`, failures);
  if (!isLocked) keepLockFile(stack);
}

/** An error with what Terraform says, and with what to do about it where that is known. */
export function failed(what: string, failures: readonly Failure[], more: readonly string[] = []): CommandError {
  const texts = failures.map(({ text, address }) => (address === undefined || text.includes(address) ? text : `${address}: ${text}`));
  const hints = [...hintsFor(failures), ...more].map((hint) => `-> ${hint}`);
  return new CommandError([`${what}:`, ...[...texts, ...hints].map((text) => text.replace(/^/gm, "  "))].join("\n"), EXIT.failed);
}
