import { OpenStackError } from "../openstack/failure";
import { commands } from "./describe";
import { KINDS, type LeftoverKind } from "./kinds";
import { idOf, statusOf, type Leftover } from "./leftover";
import { listKind, loginOf, type Logins } from "./logins";
import { perform } from "./removal";

/** Whoever watches a deletion. */
export interface Watcher {
  /** Gets what is done, as lines. */
  readonly line: (text: string) => void;
  /** Waits. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /**
   * Ends the deletion where somebody wants it to end.
   *
   * @throws Error then
   */
  readonly check: () => void;
}

const POLL_MS = 5000;

/**
 * Deletes what is ours, kind after kind, each when the one before is gone; what fails does not keep the rest from being deleted.
 *
 * @param left - what is left, in the order in which it can be deleted
 * @param logins - logins of the project
 * @param watcher - whoever watches
 * @returns what could not be deleted, and why
 */
export async function deleteLeftovers(left: readonly Leftover[], logins: Logins, watcher: Watcher): Promise<string[]> {
  const failures: string[] = [];
  for (const kind of KINDS as readonly LeftoverKind[]) {
    const ordered = left.filter((one) => one.kind === kind.name && one.whose === "ours");
    const going: Leftover[] = [];
    for (const one of ordered) {
      watcher.check();
      const failure = await remove(one, logins[loginOf(kind)], watcher);
      if (failure === undefined) going.push(one);
      else failures.push(failure);
    }
    failures.push(...(await untilGone(kind, going, logins, watcher)));
  }
  return failures;
}

async function remove(one: Leftover, cloud: Logins["project"], watcher: Watcher): Promise<string | undefined> {
  for (const [index, removal] of one.remove.entries()) {
    watcher.line(commands(one)[index]!);
    try {
      await perform(removal, cloud);
    } catch (error) {
      // Something before it in the order has taken it along, or somebody was faster.
      if (error instanceof OpenStackError && error.failure === "not found") continue;
      return `${one.kind} ${one.name} cannot be deleted: ${(error as Error).message}`;
    }
  }
  return undefined;
}

async function untilGone(kind: LeftoverKind, going: readonly Leftover[], logins: Logins, watcher: Watcher): Promise<string[]> {
  const { longestSeconds = 300 } = kind;
  const failures: string[] = [];
  let rest = [...going];
  for (let waited = 0; rest.length > 0; waited += POLL_MS) {
    const rows = await listKind(kind, logins);
    rest = rest.filter((one) => {
      const row = rows.find((other) => idOf(kind, other) === one.id);
      if (!row) return false;
      const status = statusOf(row) ?? "there";
      const isLate = waited >= longestSeconds * 1000;
      if (!/error|failed/i.test(status) && !isLate) return true;
      const since = isLate ? ` after ${longestSeconds} s` : "";
      failures.push(`${kind.name} ${one.name} is ${status}${since}; if it stays so, ask the administrators of the cloud`);
      return false;
    });
    if (rest.length === 0) break;
    await watcher.pause(POLL_MS);
    watcher.check();
  }
  return failures;
}
