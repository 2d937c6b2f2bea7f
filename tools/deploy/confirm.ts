import { createInterface } from "node:readline";
import type { Interruption } from "./interruption";
import type { Output } from "./output";

/**
 * Asks on the terminal, or on whatever standard input is, for one certain word.
 *
 * @param question - what happens if it is given
 * @param word - the word
 * @param output - where to ask
 * @param interruption - what signals ask for
 * @returns whether exactly the word came
 */
export async function confirm(question: string, word: string, output: Output, interruption: Interruption): Promise<boolean> {
  output.line(`${question}\nOnly '${word}' is taken as consent:`);
  // Without readline's own handling of a terminal, Ctrl-C stays a signal.
  const lines = createInterface({ input: process.stdin, terminal: false });
  try {
    const answer = await Promise.race([
      new Promise<string>((resolve) => {
        lines.once("line", resolve);
        lines.once("close", () => resolve(""));
      }),
      interruption.signalled.then(() => ""),
    ]);
    return answer.trim() === word;
  } finally {
    lines.close();
    process.stdin.pause();
  }
}
