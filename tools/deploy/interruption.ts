import type { ChildProcess } from "node:child_process";
import { CommandError, signalExitCode } from "./exit-codes";
import type { Output } from "./output";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl-C reaches npm too, which sends it on: what comes so soon is the same signal. */
const SAME_MS = 1000;

/** What signals have asked for. */
export interface Interruption {
  /** The first signal, once there was one. */
  readonly signal: () => NodeJS.Signals | undefined;
  /** Lets a child have the signals while it runs. */
  readonly attach: (child: ChildProcess, what: string) => void;
  /** Settles at the first signal. */
  readonly signalled: Promise<void>;
  /** Waits, and ends early where a signal comes. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /**
   * Ends the command if there was a signal.
   *
   * @throws CommandError with the signal's exit code
   */
  readonly check: () => void;
}

/**
 * Handles SIGINT, SIGTERM and SIGHUP for the rest of the process: the first one is passed on to the child as one SIGINT, after which
 * Terraform stops what can be stopped, writes its state and gives back its lock; a second SIGINT or SIGTERM forces it.
 *
 * @param output - where to say what happens
 */
export function handleSignals(output: Output): Interruption {
  let first: { signal: NodeJS.Signals; at: number } | undefined;
  let running: { child: ChildProcess; what: string } | undefined;
  let wake: () => void;
  const signalled = new Promise<void>((resolve) => (wake = resolve));

  const handle = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    if (!first) {
      first = { signal, at: now };
      wake();
      if (!running) return;
      output.problem(
        `${signal}: ${running.what} is told to stop. It ends what is under way and writes its state; a second Ctrl-C forces it`,
      );
      running.child.kill("SIGINT");
    } else if (signal !== "SIGHUP" && now - first.at > SAME_MS && running) {
      output.problem(`${signal} again: ${running.what} is forced to end. What it was just making may be missing in its state`);
      running.child.kill("SIGINT");
    }
  };
  for (const signal of SIGNALS) process.on(signal, handle);

  return {
    signal: () => first?.signal,
    attach: (child, what) => {
      running = { child, what };
      child.once("exit", () => (running = undefined));
    },
    signalled,
    pause: async (milliseconds) => {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([signalled, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
      clearTimeout(timer);
    },
    check: () => {
      if (first) throw new CommandError(`ended by ${first.signal}`, signalExitCode(first.signal));
    },
  };
}
