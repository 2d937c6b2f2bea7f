import * as fs from "node:fs";
import * as path from "node:path";
import { formsOf } from "./redaction";

/** Where a command writes: the terminal, and a log file that stays. */
export interface Output {
  /** Writes lines. */
  readonly line: (text: string) => void;
  /** Writes what programs read, to standard output alone. */
  readonly data: (text: string) => void;
  /** Writes lines about something that went wrong. */
  readonly problem: (text: string) => void;
  /** Writes to the log alone. */
  readonly record: (text: string) => void;
  /** Shows what is going on now in the last line of a terminal; "" takes it away. Nothing without a terminal. */
  readonly status: (text: string) => void;
  /** Keeps further texts out of all that is written from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Whether there is a terminal, which shows the status. */
  readonly isTerminal: boolean;
  /** Path of the log. */
  readonly log: string;
}

/** What decides how an output looks. */
export interface OutputOptions {
  /** Folder of the logs. */
  readonly folder: string;
  /** Name of the command and the projects, for the file's name. */
  readonly name: string;
  /** Texts that stand nowhere in any form, whatever a program prints. */
  readonly secrets: readonly string[];
  /**
   * Whether standard output is kept for data, so that all lines go to standard error.
   *
   * @default false
   */
  readonly isForPrograms?: boolean;
}

const RED = "\x1b[31m";
const PLAIN = "\x1b[0m";
const CLEAR = "\r\x1b[K";

/**
 * Opens the output of a command and its log file, which only its owner can read.
 *
 * A terminal that is lost takes nothing with it: what cannot be shown goes to the log alone.
 */
export function openOutput({ folder, name, secrets, isForPrograms = false }: OutputOptions): Output {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date().toISOString().replace(/[:.]/g, "-");
  const log = path.join(folder, `${time}-${name}.log`);
  const file = fs.openSync(log, "ax", 0o600);
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

  const isTerminal = !isForPrograms && process.stdout.isTTY === true && process.env["TERM"] !== "dumb";
  const isColoured = isTerminal && !process.env["NO_COLOR"];
  let ordered: string[] = [];
  const hide = (more: readonly string[]): void => {
    // The longest first: a shorter one may be a part of it.
    ordered = [...new Set([...ordered, ...more.flatMap(formsOf)])].sort((a, b) => b.length - a.length);
  };
  hide(secrets);
  const safe = (text: string): string => ordered.reduce((shown, secret) => shown.replaceAll(secret, "(sensitive)"), text);
  const record = (text: string): string => {
    const shown = safe(text);
    const now = new Date().toISOString();
    fs.writeSync(file, shown.replace(/^/gm, `${now} `) + "\n");
    return shown;
  };
  let status = "";
  const write = (stream: NodeJS.WriteStream, text: string, colour = ""): void => {
    const shown = record(text);
    stream.write(`${status === "" ? "" : CLEAR}${colour}${shown}${colour && PLAIN}\n`);
    if (status !== "") process.stdout.write(status);
  };
  return {
    line: (text) => write(isForPrograms ? process.stderr : process.stdout, text),
    data: (text) => write(process.stdout, text),
    problem: (text) => write(process.stderr, text, isColoured ? RED : ""),
    record: (text) => void record(text),
    status: (text) => {
      if (!isTerminal || text === status) return;
      const columns = (process.stdout.columns ?? 80) - 1;
      status = safe(text).slice(0, columns);
      process.stdout.write(CLEAR + status);
    },
    hide,
    isTerminal,
    log,
  };
}
