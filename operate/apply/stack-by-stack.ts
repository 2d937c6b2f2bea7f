import { CommandError, EXIT, signalExitCode } from "../session/exit-codes";
import { duration } from "./progress";
import { sayError } from "./say-error";
import type { Stack } from "../terraform/stacks";
import type { Session } from "../terraform/terraform";

/** What became of a stack. */
interface Outcome {
  readonly stack: string;
  readonly text: string;
  readonly exitCode: number;
}

/** A stack that waits for its turn. */
export interface Turn {
  /** The stack. */
  readonly stack: Stack;
  /** Names of the stacks that must have succeeded before. */
  readonly after: readonly string[];
  /** Does it; returns what was done, as words for the summary. */
  readonly run: () => Promise<string>;
}

/**
 * Takes stacks one after another. Where one fails, those that need it are left out and the others go on; after a signal none is started.
 *
 * @param turns - the stacks, in order
 * @param session - the session
 * @returns exit code
 */
export async function stackByStack(turns: readonly Turn[], session: Session): Promise<number> {
  const outcomes: Outcome[] = [];
  for (const { stack, after, run } of turns) {
    const signal = session.interruption.signal();
    const missing = outcomes.find((outcome) => outcome.exitCode !== EXIT.done && after.includes(outcome.stack));
    if (signal) outcomes.push({ stack: stack.name, text: `not started, because of ${signal}`, exitCode: signalExitCode(signal) });
    else if (missing)
      outcomes.push({ stack: stack.name, text: `not started, because ${missing.stack} is not done`, exitCode: missing.exitCode });
    else outcomes.push(await take(stack, run, session));
  }
  return summary(outcomes, session);
}

async function take(stack: Stack, run: () => Promise<string>, { output }: Session): Promise<Outcome> {
  const started = Date.now();
  try {
    const done = await run();
    return { stack: stack.name, text: `${done} in ${duration((Date.now() - started) / 1000)}`, exitCode: EXIT.done };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const exitCode = error instanceof CommandError ? error.exitCode : EXIT.failed;
    sayError(error, output);
    const text = exitCode === EXIT.failed ? "failed" : exitCode === EXIT.refused ? "refused" : "ended early";
    return { stack: stack.name, text, exitCode };
  }
}

function summary(outcomes: readonly Outcome[], { output, interruption }: Session): number {
  output.line("");
  for (const { stack, text } of outcomes) output.line(`${stack}: ${text}`);
  const codes = outcomes.map(({ exitCode }) => exitCode).filter((code) => code !== EXIT.done);
  if (codes.length === 0) return EXIT.done;
  output.line("What is done stays done; the same command goes on from there.");
  const signal = interruption.signal();
  if (signal) return signalExitCode(signal);
  return codes.includes(EXIT.failed) ? EXIT.failed : codes[0]!;
}
