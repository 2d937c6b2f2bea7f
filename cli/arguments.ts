import { parseArgs, type ParseArgsConfig } from "node:util";
import { formatProblem, type ReadProject } from "../projects";
import { CommandError, EXIT } from "../operate/session/exit-codes";

/** Options of the commands, as `parseArgs` wants them. */
export type Options = NonNullable<ParseArgsConfig["options"]>;

/** What the command line asks for. */
export interface Arguments {
  /** The projects, in the order of the command line. */
  readonly projects: readonly ReadProject[];
  /** Values of the options that were given, `subject`, where the command has one, and `command`, the words after `--`, where it takes one. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Words that a command line may have beside options. */
export interface Known {
  /** Projects that there are, right or wrong. */
  readonly projects: readonly ReadProject[];
  /**
   * What the command is about, as the last word of the command line.
   *
   * @default - all words are projects
   */
  readonly subjects?: readonly string[] | undefined;
  /**
   * Whether a command may follow after `--`.
   *
   * @default false
   */
  readonly takesCommand?: boolean;
}

/**
 * Reads the command line.
 *
 * @param args - arguments
 * @param options - options that the command knows
 * @param known - words that it may have
 * @param usage - how the command is used, for messages
 * @throws CommandError with exit code 2 for what is not known
 */
export function readArguments(args: readonly string[], options: Options, known: Known, usage: string): Arguments {
  const end = known.takesCommand ? args.indexOf("--") : -1;
  const { values, positionals } = parse(end < 0 ? args : args.slice(0, end), options, usage);
  const names = known.projects.flatMap(({ id }) => id ?? []).join(", ");
  const subject = known.subjects && positionals.pop();
  if (known.subjects && !known.subjects.includes(subject ?? ""))
    throw new CommandError(`the last word must be one of ${known.subjects.join(", ")}, got '${subject ?? ""}'; use ${usage}`, EXIT.usage);
  if (positionals.length === 0) throw new CommandError(`no project is given; use ${usage} (projects: ${names})`, EXIT.usage);
  const projects = [...new Set(positionals)].map((name) => {
    const project = known.projects.find((one) => one.id === name || one.name === name);
    if (!project) throw new CommandError([`'${name}' is not a project; use one of ${names}`, ...nameless(known)].join("\n"), EXIT.usage);
    return project;
  });
  return { projects: [...new Set(projects)], values: { ...values, subject, command: end < 0 ? [] : args.slice(end + 1) } };
}

/** It may be one of these that was meant. */
function nameless({ projects }: Known): string[] {
  return projects.filter(({ id }) => id === undefined).flatMap(({ problems }) => problems.slice(0, 1).map(formatProblem));
}

function parse(args: readonly string[], options: Options, usage: string): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new CommandError(`${(error as Error).message}; use ${usage}`, EXIT.usage);
  }
}
