import type { ChildProcess } from "node:child_process";
import { CommandError, signalExitCode } from "./exit-codes";
import type { Output } from "./output";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ctrl-C reaches npm too, which sends it on: what comes so soon is the same signal. */
const SAME_MS = 1000;

/** How often it is looked whether a child can be stopped now. */
const LOOK_MS = 500;

/** Says whether a child can be told to stop now without losing anything. */
export type CanStop = () => boolean;

/** What signals have asked for. */
export interface Interruption {
  /** The first signal, once there was one. */
  readonly signal: () => NodeJS.Signals | undefined;
  /** Lets a child have the signals while it runs. */
  readonly attach: (child: ChildProcess, what: string, canStop: CanStop) => void;
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
 * Handles SIGINT, SIGTERM and SIGHUP for the rest of the process. The first one is passed on to the child, as SIGINT, as soon as that
 * loses nothing; a second SIGINT or SIGTERM passes it on at once, and a third one forces the child to end.
 *
 * @param output - where to say what happens
 */
export function handleSignals(output: Output): Interruption {
  let first: NodeJS.Signals | undefined;
  let last = 0;
  let running: { child: ChildProcess; what: string; canStop: CanStop; told: boolean } | undefined;
  let wake: () => void;
  const signalled = new Promise<void>((resolve) => (wake = resolve));

  const tell = (text: string): void => {
    if (!running) return;
    output.problem(text);
    running.told = true;
    running.child.kill("SIGINT");
  };
  const stopIfSafe = (): boolean => {
    if (!running || running.told || !running.canStop()) return false;
    tell(`${first}: ${running.what} is told to stop; it writes its state and gives back its lock`);
    return true;
  };
  const handle = (signal: NodeJS.Signals): void => {
    const now = Date.now();
    const isSame = now - last < SAME_MS;
    last = now;
    if (first === undefined) {
      first = signal;
      wake();
      if (running && !stopIfSafe()) {
        output.problem(
          `${signal}: nothing new is started, but ${running.what} has to end what it is making: its providers forget what is being made ` +
            "when they are stopped. Once more stops it at once",
        );
      }
    } else if (signal !== "SIGHUP" && !isSame && running) {
      const isTold = running.told;
      tell(
        isTold
          ? `${signal} again: ${running.what} is forced to end`
          : `${signal} again: ${running.what} is told to stop; what it was just making may be there and missing in its state`,
      );
    }
  };
  for (const signal of SIGNALS) process.on(signal, handle);

  return {
    signal: () => first,
    attach: (child, what, canStop) => {
      running = { child, what, canStop, told: false };
      const timer = setInterval(() => first && stopIfSafe(), LOOK_MS);
      child.once("close", () => {
        clearInterval(timer);
        running = undefined;
      });
      // A signal may have come between two children.
      if (first) stopIfSafe();
    },
    signalled,
    pause: async (milliseconds) => {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([signalled, new Promise((resolve) => (timer = setTimeout(resolve, milliseconds)))]);
      clearTimeout(timer);
    },
    check: () => {
      if (first) throw new CommandError(`ended by ${first}`, signalExitCode(first));
    },
  };
}
