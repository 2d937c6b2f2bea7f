import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { moduleFile, npx, PROGRAM } from "../operate/session/program";
import type { Files } from "../projects";
import type { Transcript } from "./transcript";

/** How a command has ended. */
export interface Ended {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  /** All that it printed. */
  readonly text: string;
}

/** A command that is under way. */
export interface Started {
  /** Its process. */
  readonly pid: number;
  /** What it has printed so far. */
  readonly text: () => string;
  /** Its end. */
  readonly ended: Promise<Ended>;
}

/** A command of cli/commands. */
export interface OperatorCommand {
  /** Its name, such as `deploy`. */
  readonly name: string;
  /** Its arguments. */
  readonly args: readonly string[];
  /** Folder that it works in, with its cdktf.out. */
  readonly cwd: string;
  /** Site and projects. */
  readonly data: { readonly sites: Files; readonly projects: Files };
  /** Variables beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** What somebody answers when it asks. */
  readonly answer: string;
}

/** How a run starts commands. */
export type Start = (command: OperatorCommand) => Started;

/**
 * Starts a command as a process of its own, outside of this one's terminal session: only we end it.
 *
 * @param command - the command
 * @param transcript - gets what it prints
 */
export function startCommand({ name, args, cwd, data, env, answer }: OperatorCommand, transcript: Transcript): Started {
  fs.mkdirSync(cwd, { recursive: true, mode: 0o700 });
  const file = path.join(cwd, `${process.hrtime.bigint()}.json`);
  fs.writeFileSync(file, JSON.stringify(data), { mode: 0o600, flag: "wx" });
  const started = start([moduleFile("e2e/app"), name, ...args], { cwd, env: { ...env, E2E_DATA: file } }, { answer, transcript });
  return { ...started, ended: started.ended.finally(() => fs.rmSync(file, { force: true })) };
}

/** The program itself, on the files of a folder. */
export interface ProgramCommand {
  /** The command and its arguments. */
  readonly args: readonly string[];
  /** Folder that it works in. */
  readonly cwd: string;
  /** Variables beside those of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts the program as a person does, with nobody there to answer.
 *
 * @param command - the command
 * @param transcript - gets what it prints
 */
export function startProgram({ args, cwd, env }: ProgramCommand, transcript: Transcript): Started {
  return start([programFile(), ...args], { cwd, env }, { answer: "", transcript });
}

/** Where package.json says that it is; compiled sources and bundles lie below it. */
function programFile(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const file = path.join(folder, "bin", `${PROGRAM}.mjs`);
    if (fs.existsSync(file)) return file;
    if (path.dirname(folder) === folder) throw new Error(`bin/${PROGRAM}.mjs is not in ${__dirname} or above`);
  }
}

interface Spoken {
  readonly answer: string;
  readonly transcript: Transcript;
}

function start([script, ...args]: readonly string[], { cwd, env }: Pick<ProgramCommand, "cwd" | "env">, spoken: Spoken): Started {
  const { answer, transcript } = spoken;
  transcript.line(`$ ${npx(args.join(" "))}`);
  const child = spawn(process.execPath, [script!, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  child.stdin.on("error", () => undefined).end(answer);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream.setEncoding("utf8").on("data", (data: string) => {
      text += data;
      const lines = (rest + data).split("\n");
      rest = lines.pop()!;
      for (const line of lines) transcript.line(line);
    });
    stream.on("end", () => rest === "" || transcript.line(rest));
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      transcript.line(`(${signal === null ? `exit code ${code}` : `ended by ${signal}`})`);
      resolve({ code, text });
    });
  });
  return { pid: child.pid!, text: () => text, ended };
}

/** What Terraform has done to a resource, as the commands say it. */
export interface Done {
  /** Its address. */
  readonly address: string;
  /** What was done. */
  readonly verb: "created" | "changed" | "destroyed";
}

/**
 * Finds what a command says to have done.
 *
 * @param text - what it printed
 */
export function doneBy(text: string): Done[] {
  return [...text.matchAll(/^\S+: (\S+): (created|changed|destroyed) in /gm)].map(([, address, verb]) => ({
    address: address!,
    verb: verb as Done["verb"],
  }));
}
