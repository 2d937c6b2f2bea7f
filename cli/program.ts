import * as path from "node:path";
import { parseArgs } from "node:util";
import { nearest } from "../constructs/kit/nearest";
import { CommandError, EXIT } from "../operate/session/exit-codes";

/** An option of a command. */
export interface Option {
  /** Whether it has a value. */
  readonly type: "boolean" | "string";
  /**
   * Whether it may be given more than once.
   *
   * @default false
   */
  readonly multiple?: boolean;
  /**
   * Whether the command cannot do without it.
   *
   * @default false
   */
  readonly required?: boolean;
  /**
   * What the value is, in capitals.
   *
   * @default - the name of the option
   */
  readonly value?: string;
  /**
   * Whether the value is a path, which is meant from the folder that somebody stands in.
   *
   * @default false
   */
  readonly isPath?: boolean;
  /** What it does. */
  readonly help: string;
}

/** What a command line has after the projects. */
export interface Words {
  /** What one of them is, in capitals, or the words that there are. */
  readonly name: string | readonly string[];
  /** How many there may be. */
  readonly count: "one" | "one or more" | "optional" | "any";
  /** What they are for. */
  readonly help: string;
}

/** What is to be known of a command before it runs. */
export interface Declaration {
  /** Its name. */
  readonly name: string;
  /** How many projects it is about. */
  readonly projects: "none" | "one" | "one or more" | "any";
  /**
   * Words after the projects.
   *
   * @default - none
   */
  readonly words?: Words;
  /**
   * What a command after `--` is for.
   *
   * @default - none is taken
   */
  readonly command?: string;
  /** Its options. */
  readonly options: Readonly<Record<string, Option>>;
  /** When it ends with which exit code. */
  readonly exits: Partial<Record<keyof typeof EXIT, string>>;
  /** Arguments as somebody types them. */
  readonly examples: readonly string[];
  /**
   * Whether it works without the folder of a project too.
   *
   * @default false
   */
  readonly anywhere?: boolean;
}

/** A command line that fits its command. */
export interface Call {
  /** The arguments. */
  readonly args: readonly string[];
  /** All that are no options. */
  readonly words: readonly string[];
  /** Options that were given. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where the command runs. */
  readonly place: Place;
  /** Folder of the project; the working folder too, unless the command works anywhere. */
  readonly root: string;
}

/** A command. */
export interface Command extends Declaration {
  /** Does it, and returns the exit code. */
  readonly run: (call: Call) => number | Promise<number>;
}

/** A line in the list of commands: known before the command is loaded. */
export interface Entry {
  /** Name of the command. */
  readonly name: string;
  /** What it does, in a few words. */
  readonly summary: string;
  /** Module that exports it as `command`, from the root of the sources and without an ending. */
  readonly module: string;
}

/** Where a program runs. */
export interface Place {
  /** Loads a module of the program by its path from the root of the sources. */
  readonly load: (module: string) => Promise<unknown>;
  /** Folder of the package. */
  readonly home: string;
  /** Folder of the project that the working folder is in, if any. */
  readonly root: string | undefined;
  /** The working folder, as it was when the program started. */
  readonly cwd: string;
  /** Whether the package is its own repository, with the commands for contributors. */
  readonly isRepository: boolean;
}

/** The commands that there are, and how somebody calls them. */
export interface Program {
  /** What stands before the name of a command. */
  readonly prefix: string;
  /** What it is, in a line. */
  readonly summary: string;
  /** The commands. */
  readonly entries: readonly Entry[];
  /**
   * Lines below the list of commands.
   *
   * @default - none
   */
  readonly notes?: readonly string[];
}

const HELP: Option = { type: "boolean", help: "this page" };

/**
 * Runs the command that the first argument names, to its exit code; prints what `--help` asks for.
 *
 * @param program - the commands
 * @param args - the arguments
 * @param place - where it runs
 * @returns exit code
 */
export async function runProgram(program: Program, args: readonly string[], place: Place): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h") return say(listOf(program));
  try {
    const entry = entryOf(program, name);
    const command = await loadCommand(entry, place);
    if (isHelp(rest)) return say(helpOf(program, entry, command));
    const call = readCall(program, command, rest, place);
    // All that is read and written by the way lies in the folder of the project.
    if (place.root !== undefined && !command.anywhere) process.chdir(place.root);
    return await command.run(call);
  } catch (error) {
    return sayWhy(name, error);
  }
}

/**
 * Loads a command.
 *
 * @param entry - its line in the list
 * @param place - where from
 */
export async function loadCommand({ module }: Entry, { load }: Pick<Place, "load">): Promise<Command> {
  return ((await load(module)) as { command: Command }).command;
}

/**
 * How a command is called, in a line.
 *
 * @param prefix - what stands before its name
 * @param command - the command
 */
export function usageOf(prefix: string, { name, projects, words, options, command }: Declaration): string {
  const named = { none: "", one: "PROJECT", "one or more": "PROJECT...", any: "[PROJECT...]" }[projects];
  const word = typeof words?.name === "string" ? words.name : words?.name.join("|");
  const counted =
    word === undefined ? "" : { one: word, "one or more": `${word}...`, optional: `[${word}]`, any: `[${word}...]` }[words!.count];
  const optional = Object.entries(options).map(([option, { type, value, required, multiple }]) => {
    const text = type === "boolean" ? `--${option}` : `--${option} ${value ?? option.toUpperCase()}`;
    return `${required ? text : `[${text}]`}${multiple ? "..." : ""}`;
  });
  const after = command === undefined ? "" : "[-- COMMAND...]";
  return [prefix, name, named, counted, ...optional, after].filter((part) => part !== "").join(" ");
}

/**
 * The page that `--help` prints.
 *
 * @param program - the program
 * @param entry - the command's line in the list
 * @param command - the command
 */
export function helpOf({ prefix }: Program, { summary }: Entry, command: Command): string {
  const { words, options, exits, examples } = command;
  const rows = [
    ...(words ? [[typeof words.name === "string" ? words.name : words.name.join("|"), words.help]] : []),
    ...Object.entries({ ...options, help: HELP }).map(([name, option]) => {
      const value = option.type === "string" ? ` ${option.value ?? name.toUpperCase()}` : "";
      return [name === "help" ? "-h, --help" : `--${name}${value}`, option.help];
    }),
    ...(command.command === undefined ? [] : [["-- COMMAND...", command.command]]),
  ];
  return [
    usageOf(prefix, command),
    `\n${summary}\n`,
    ...columns(rows),
    "\nexit codes:",
    ...columns(exitsOf(exits).map(([code, text]) => [String(code), text])),
    "\nexamples:",
    ...examples.map((words) => `  ${[prefix, command.name, words].join(" ").trimEnd()}`),
  ].join("\n");
}

/**
 * Exit codes of a command, with those that all have.
 *
 * @param exits - its own
 */
export function exitsOf(exits: Declaration["exits"]): [number, string][] {
  const all = { done: "done", failed: "something failed", usage: "it cannot start: arguments, variables, data files", ...exits };
  return (Object.keys(EXIT) as (keyof typeof EXIT)[]).flatMap((name) => (all[name] === undefined ? [] : [[EXIT[name], all[name]]]));
}

/**
 * Checks the form of a command line: options and the number of words.
 *
 * @param program - the program, for messages
 * @param command - the command
 * @param args - what comes after its name
 * @param place - where it runs
 * @throws CommandError with exit code 2
 */
export function readCall(program: Program, command: Command, args: readonly string[], place: Place): Call {
  const usage = usageOf(program.prefix, command);
  const refuse = (problem: string): CommandError => new CommandError(`${problem}; use ${usage}`, EXIT.usage);
  let read;
  try {
    read = parseArgs({ args: [...args], allowPositionals: true, options: command.options, tokens: true });
  } catch (error) {
    throw refuse((error as Error).message);
  }
  const { values, positionals: words } = read;
  for (const [name, { required, value }] of Object.entries(command.options))
    if (required && values[name] === undefined) throw refuse(`--${name} must be given, with ${value}`);
  if (command.projects === "none" && !command.words && words.length > 0) throw refuse(`'${words[0]}' is one word too many`);
  if (place.root === undefined && !command.anywhere)
    throw new CommandError(
      `${place.cwd}: no folder with environments/ and cdktf.json here or above; go to the folder of your projects`,
      EXIT.usage,
    );
  const absolute = read.tokens.map((token) => {
    if (token.kind === "option-terminator") return "--";
    if (token.kind === "positional") return token.value;
    if (token.value === undefined) return token.rawName;
    const { isPath } = command.options[token.name]!;
    return `--${token.name}=${isPath && place.root !== place.cwd ? path.resolve(place.cwd, token.value) : token.value}`;
  });
  const { values: resolved } = parseArgs({ args: absolute, allowPositionals: true, options: command.options });
  return { args: absolute, words, values: resolved, place, root: place.root ?? place.cwd };
}

function entryOf({ prefix, entries }: Program, name: string): Entry {
  const found = entries.find((entry) => entry.name === name);
  if (found) return found;
  const names = entries.map((entry) => entry.name);
  const meant = nearest(name, names) ?? names.find((one) => one.startsWith(name));
  const hint = meant === undefined ? `use one of ${names.join(", ")}` : `did you mean ${meant}?`;
  throw new CommandError(`'${name}' is not a command of ${prefix}; ${hint}`, EXIT.usage);
}

function isHelp(args: readonly string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? args.length : end).some((word) => word === "--help" || word === "-h");
}

function listOf({ prefix, summary, entries, notes = [] }: Program): string {
  return [
    `${prefix} COMMAND`,
    `\n${summary}\n`,
    ...columns(entries.map((entry) => [entry.name, entry.summary])),
    `\n${prefix} COMMAND --help says more.`,
    ...notes,
  ].join("\n");
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map(([first]) => first!.length));
  return rows.map(([first, second]) => `  ${first!.padEnd(width)}  ${second}`);
}

function say(text: string): number {
  console.log(text);
  return EXIT.done;
}

function sayWhy(name: string, error: unknown): number {
  if (error instanceof CommandError) {
    console.error(error.exitCode === EXIT.usage ? error.message : `${name}: ${error.message}`);
    return error.exitCode;
  }
  // A plain Error is said in words; anything else is a fault of the program, which its stack is for.
  const isSaid = error instanceof Error && Object.getPrototypeOf(error) === Error.prototype;
  console.error(`${name}: ${isSaid ? error.message : error instanceof Error ? error.stack : String(error)}`);
  return EXIT.failed;
}
