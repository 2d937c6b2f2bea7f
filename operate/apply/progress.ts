import type { Output } from "../session/output";
import type { Message } from "../terraform/ui-messages";

const VERBS: Readonly<Record<string, readonly [now: string, done: string]>> = {
  create: ["creating", "created"],
  update: ["changing", "changed"],
  delete: ["destroying", "destroyed"],
  read: ["reading", "read"],
};

/** Without a terminal, what takes long is named again after so many seconds. */
const REMIND_S = 60;

/** By then Magnum has taken the order, and what is left is waiting. */
const ORDERED_MS = 30_000;

/** What waited for a resource begins when that is done, and is heard of a little later. */
const NEXT_MS = 1000;

/** Follows an apply. */
export interface Progress {
  /** Takes what Terraform says. */
  readonly take: (message: Message) => void;
  /** Whether Terraform can be told to stop now without forgetting what it is making. */
  readonly canStop: () => boolean;
  /** What Magnum says of the cluster meanwhile. */
  readonly magnum: (status: string) => void;
  /** Takes the status line away. */
  readonly end: () => void;
}

interface Work {
  readonly action: string;
  readonly verb: string;
  readonly since: number;
  reminded: number;
}

/**
 * Writes what Terraform does as lines that a person can follow: stack, resource, how long; in a terminal also what is going on now.
 *
 * @param output - where to write
 * @param stack - name of the stack
 */
export function followProgress(output: Output, stack: string): Progress {
  const running = new Map<string, Work>();
  let total = 0;
  let finished = 0;
  let lastEnd = -Infinity;
  let magnumStatus = "";

  const show = (): void => {
    const now = Date.now();
    for (const [address, work] of running) {
      if (output.isTerminal || now - work.reminded < REMIND_S * 1000) continue;
      work.reminded = now;
      output.line(
        `${stack}: ${address}: still ${work.verb} after ${duration((now - work.since) / 1000)}${magnumStatus && `, Magnum says ${magnumStatus}`}`,
      );
    }
    const work = [...running].map(([address, { verb, since }]) => `${verb} ${address} ${duration((now - since) / 1000)}`);
    output.status(`${stack}: ${finished} of ${total}; ${work.join(", ")}${magnumStatus && ` (Magnum: ${magnumStatus})`}`);
  };
  const timer = setInterval(show, 1000);

  return {
    take: (message) => {
      const action = message.hook?.action ?? message.change?.action ?? "";
      const address = message.hook?.resource?.addr ?? "";
      const [now, done] = VERBS[action] ?? ["working on", "done"];
      switch (message.type) {
        case "planned_change":
          total += action === "replace" ? 2 : action === "noop" || action === "read" ? 0 : 1;
          break;
        case "apply_start":
          running.set(address, { action, verb: now, since: Date.now(), reminded: Date.now() });
          break;
        case "apply_complete":
          finished += action === "read" ? 0 : 1;
          lastEnd = Date.now();
          running.delete(address);
          if (action !== "read") output.line(`${stack}: ${address}: ${done} in ${duration(message.hook?.elapsed_seconds ?? 0)}`);
          break;
        case "apply_errored":
          running.delete(address);
          output.line(`${stack}: ${address}: failed after ${duration(message.hook?.elapsed_seconds ?? 0)}`);
      }
    },
    canStop: () => Date.now() - lastEnd >= NEXT_MS && [...running].every(([address, work]) => isSafeToStop(address, work)),
    magnum: (status) => {
      if (status !== magnumStatus && running.size > 0) output.line(`${stack}: Magnum says ${status}`);
      magnumStatus = status;
    },
    end: () => {
      clearInterval(timer);
      output.status("");
    },
  };
}

/**
 * A provider that is stopped drops its request in the middle: what is made by it then is there, and no state knows of it. What is being
 * deleted stays in the state, and clusters and node groups are there since their order was taken (see keep-finished.ts).
 */
function isSafeToStop(address: string, { action, since }: Work): boolean {
  if (action === "delete") return !address.startsWith("helm_release.");
  return address.startsWith("openstack_containerinfra_") && Date.now() - since > ORDERED_MS;
}

/**
 * Writes a time as people do: `45 s`, `3 min 20 s`.
 *
 * @param seconds - the time, in seconds
 */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
