import { describe } from "../leftovers/describe";
import type { Leftover } from "../leftovers/leftover";
import type { Session } from "../terraform/terraform";

const POLL_MS = 5000;

/** What nobody has begun to delete after so long stays on purpose (Retain), or for ever. */
const PATIENCE_MS = 60_000;

/** Longest wait for what is being deleted. */
const LONGEST_MS = 15 * 60_000;

/**
 * Waits until OpenStack has deleted what a destroy set in motion: volumes and shares of deleted claims, load balancers of deleted
 * Services and Ingresses.
 *
 * @param list - lists what is still there
 * @param session - the session
 * @returns what stays
 */
export async function waitForRelease(
  list: () => Promise<readonly Leftover[]>,
  { output, interruption }: Session,
): Promise<readonly Leftover[]> {
  const started = Date.now();
  let changed = started;
  let known = "";
  for (;;) {
    const left = await list();
    interruption.check();
    if (left.length === 0) return left;
    const now = Date.now();
    // Not as it is shown: with the age in it the text would change for ever.
    const state = left.map(({ kind, id, status }) => [kind, id, status].join(" ")).join("\n");
    if (state !== known) {
      output.line(`waiting for OpenStack to delete:\n${describe(left)}`);
      [known, changed] = [state, now];
    }
    const isMoving = left.some(({ status }) => /delet/i.test(status ?? "")) && now - started < LONGEST_MS;
    if (!isMoving && now - changed > PATIENCE_MS) return left;
    output.status(`waiting for OpenStack to delete ${left.length} thing${left.length === 1 ? "" : "s"}`);
    await interruption.pause(POLL_MS);
    interruption.check();
  }
}
