import { createInterface, type Interface } from "node:readline";
import type { Interruption } from "./interruption";
import type { Output } from "./output";

/** One reader for all questions: what it has read ahead is for the next one. */
let reader: { readonly lines: Interface; readonly queue: string[]; isClosed: boolean } | undefined;

/**
 * Asks on the terminal, or on whatever standard input is, for one certain word.
 *
 * @param question - what happens if it is given
 * @param word - the word
 * @param output - where to ask
 * @param interruption - what signals ask for
 * @returns whether exactly the word came
 */
export async function confirm(
  question: string,
  word: string,
  output: Pick<Output, "line">,
  interruption: Pick<Interruption, "signalled">,
): Promise<boolean> {
  output.line(`${question}\nOnly '${word}' is taken as consent:`);
  return (await answered(interruption)) === word;
}

/**
 * Asks for one of several words, in the same way.
 *
 * @param question - what happens with each of them
 * @param words - the words
 * @param output - where to ask
 * @param interruption - what signals ask for
 * @returns the word, or undefined if another one or none came
 */
export async function choose<W extends string>(
  question: string,
  words: readonly W[],
  output: Pick<Output, "line">,
  interruption: Pick<Interruption, "signalled">,
): Promise<W | undefined> {
  output.line(`${question}\nOnly ${words.map((word) => `'${word}'`).join(" and ")} are taken as an answer:`);
  const answer = await answered(interruption);
  return words.find((word) => word === answer);
}

async function answered(interruption: Pick<Interruption, "signalled">): Promise<string> {
  const answer = await Promise.race([nextLine(), interruption.signalled.then(() => "")]);
  reader?.lines.pause();
  return answer.trim();
}

function nextLine(): Promise<string> {
  const { lines, queue } = (reader ??= read());
  lines.resume();
  return new Promise((resolve) => {
    const take = (): void => {
      if (queue.length === 0 && !reader!.isClosed) return;
      lines.off("line", take).off("close", take);
      resolve(queue.shift() ?? "");
    };
    lines.on("line", take).on("close", take);
    take();
  });
}

function read(): NonNullable<typeof reader> {
  // Without readline's own handling of a terminal, Ctrl-C stays a signal.
  const lines = createInterface({ input: process.stdin, terminal: false });
  const made = { lines, queue: [] as string[], isClosed: false };
  lines.on("line", (line) => made.queue.push(line)).on("close", () => (made.isClosed = true));
  return made;
}
