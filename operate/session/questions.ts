import { createInterface } from "node:readline/promises";
import { CommandError, EXIT, signalExitCode } from "./exit-codes";

/** Asks until the answer is one that can be. */
export type Ask = (question: string, problemOf: (answer: string) => string | undefined, fallback?: string) => Promise<string>;

/**
 * Asks on a terminal.
 *
 * @param output - where the questions are written
 * @param whenEnded - what is said where somebody ends it with Ctrl-C or Ctrl-D
 * @param talk - asks
 * @throws CommandError where somebody ends it
 */
export async function onTerminal<T>(output: NodeJS.WritableStream, whenEnded: string, talk: (ask: Ask) => Promise<T>): Promise<T> {
  const terminal = createInterface({ input: process.stdin, output });
  const ended = new AbortController();
  // Without a listener Ctrl-C would leave the terminal as it is, and Ctrl-D an answer that never comes.
  terminal.on("SIGINT", () => ended.abort(signalExitCode("SIGINT"))).on("close", () => ended.abort(EXIT.usage));
  try {
    return await talk(async (question, problemOf, fallback = "") => {
      for (;;) {
        const answer = (await terminal.question(question, { signal: ended.signal })).trim() || fallback;
        const problem = problemOf(answer);
        if (problem === undefined) return answer;
        console.error(problem);
      }
    });
  } catch (error) {
    if (ended.signal.aborted) throw new CommandError(whenEnded, ended.signal.reason as number);
    throw error;
  } finally {
    terminal.close();
  }
}
