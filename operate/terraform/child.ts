import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { StringDecoder } from "node:string_decoder";
import { CommandError, EXIT } from "../session/exit-codes";
import type { CanStop, Interruption } from "../session/interruption";

const POLL_MS = 200;

/** A program that is to run, and who gets its lines. */
export interface ChildCommand {
  /** The program. */
  readonly program: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Folder to run in. */
  readonly cwd: string;
  /** Its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of this run, for the files that it writes into. */
  readonly scratch: string;
  /** Gets each line of its standard output. */
  readonly onLine: (line: string) => void;
  /** Gets each line of its standard error. */
  readonly onError: (line: string) => void;
  /** What messages call it. */
  readonly what: string;
  /** Whether it can be told to stop now. */
  readonly canStop: CanStop;
}

/**
 * Runs a program to its end.
 *
 * It is alone in its session, so that a terminal's Ctrl-C or hang-up reaches it only through us, and it writes into files and not into
 * pipes: it goes on to its own end even where this process is killed.
 *
 * @param command - the program
 * @param interruption - what passes signals on to it
 * @returns its exit code; 1 where a signal ended it
 */
export async function runChild(command: ChildCommand, interruption: Interruption): Promise<number> {
  const files = ["out", "err"].map((name) => path.join(command.scratch, `${process.hrtime.bigint()}.${name}`));
  const [out, err] = files.map((file) => fs.openSync(file, "wx", 0o600));
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ["ignore", out!, err!],
    windowsHide: true,
  });
  interruption.attach(child, command.what, command.canStop);
  const readers = [follow(files[0]!, command.onLine), follow(files[1]!, command.onError)];
  let ended: NodeJS.Signals | null = null;
  const timer = setInterval(() => readers.forEach((reader) => reader.read()), POLL_MS);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once("error", (error) => reject(new CommandError(`cannot start '${command.program}': ${error.message}`, EXIT.failed)));
      child.once("close", (code, signal) => {
        ended = signal;
        resolve(code ?? 1);
      });
    });
  } finally {
    clearInterval(timer);
    readers.forEach((reader) => reader.end());
    for (const file of [out!, err!]) fs.closeSync(file);
    for (const file of files) fs.rmSync(file, { force: true });
    // It could not say so itself.
    if (ended !== null) command.onError(`${command.what} was ended by ${String(ended)}`);
  }
}

/** Reads what is new in a file, line by line. */
function follow(file: string, onLine: (line: string) => void): { read: () => void; end: () => void } {
  const descriptor = fs.openSync(file, "r");
  const decoder = new StringDecoder("utf8");
  const buffer = Buffer.alloc(2 ** 16);
  let rest = "";
  const read = (): void => {
    for (let length = 1; length > 0;) {
      length = fs.readSync(descriptor, buffer, 0, buffer.length, null);
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split("\n");
      rest = lines.pop()!;
      for (const line of lines) onLine(line.replace(/\r$/, ""));
    }
  };
  const end = (): void => {
    read();
    if (rest !== "") onLine(rest);
    fs.closeSync(descriptor);
  };
  return { read, end };
}
