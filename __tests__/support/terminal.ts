import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";

const PROGRAM = path.resolve(__dirname, "../../../bin/cdktf-magnum.mjs");

/** Keys as a terminal sends them. */
export const [ENTER, CTRL_C, CTRL_D] = ["\r", "\u0003", "\u0004"];

/** util-linux' script gives a program a terminal of its own. */
const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

/**
 * The test where there can be a terminal; where not it is skipped, and said.
 *
 * @param what - what is not tried without one
 */
export function onTerminalOf(what: string): jest.It {
  if (!hasTerminal) console.warn(`${what} on a terminal: not tried, because util-linux' script is not on the PATH`);
  return hasTerminal ? test : test.skip;
}

/** What somebody saw on a terminal. */
export interface Seen {
  /** Exit code. */
  readonly code: number;
  /** All that was written, without the terminal's own signs. */
  readonly text: string;
  /** Answers that were not asked for. */
  readonly left: number;
}

/**
 * Runs the program on a terminal, and answers its questions one by one as somebody types.
 *
 * @param args - arguments, as a shell takes them
 * @param prompt - end of what is written when the program waits
 * @param keys - the answers
 * @param options - working folder and variables
 */
export async function typed(
  args: string,
  prompt: RegExp,
  keys: readonly string[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Seen> {
  const command = `"${process.execPath}" "${PROGRAM}" ${args}`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], options);
  let [text, seen] = ["", 0];
  const rest = [...keys];
  child.stdout.on("data", (data: Buffer) => {
    text += data.toString();
    if (!prompt.test(text.slice(seen)) || rest.length === 0) return;
    seen = text.length;
    child.stdin.write(rest.shift()!);
  });
  const [code] = (await once(child, "close")) as [number];
  // eslint-disable-next-line no-control-regex -- the terminal's own
  return { code, text: text.replace(/\u001b\[[\d;]*[A-Za-z]/g, "").replaceAll("\r", ""), left: rest.length };
}
