import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import {
  formatProblem,
  InvalidEnvironments,
  readEnvironments,
  type Files,
  type Problem,
  type Project,
  type ReadEnvironments,
  type ReadProject,
} from "../projects";
import "../operate/synth/synth-shim";
import { readArguments, type Arguments } from "./arguments";
import { usageOf, type Command, type Declaration } from "./program";
import { loadDataFiles } from "../operate/data-files";
import { npx } from "../operate/session/program";
import { CommandError, EXIT } from "../operate/session/exit-codes";
import { secretsOfClouds, secretsOfEnvironment } from "../operate/session/redaction";
import { handleSignals } from "../operate/session/interruption";
import { openOutput, type Output } from "../operate/session/output";
import { sayError } from "../operate/apply/say-error";
import type { makeRunFolder, RunFolder } from "../operate/terraform/run-folder";
import type { Target } from "../operate/terraform/target";
import { findBinary, type Session } from "../operate/terraform/terraform";

/** The data files that a command works on. */
export interface DataFiles {
  /** Projects by file. */
  readonly projects: Files;
  /** Sites by file. */
  readonly sites: Files;
}

/** A command that works on a real cloud. */
export interface DeployCommand extends Declaration {
  /** How it is used, for messages. */
  readonly usage: string;
  /**
   * What it can be about, as the last word of the command line.
   *
   * @default - all words are projects
   */
  readonly subjects?: readonly string[];
  /**
   * Makes the folder that Terraform runs in. Named by the command itself, so that only those load the framework that synthesise.
   *
   * @default - it runs no Terraform
   */
  readonly runFolder?: typeof makeRunFolder;
  /**
   * Whether it adds nothing to the cloud, so that a quota which is too small for projects together is only warned of.
   *
   * @default false
   */
  readonly addsNothing?: boolean;
  /** Checks what can be checked before anything starts. */
  readonly check?: (targets: readonly Target[]) => void;
  /** Does it, and returns the exit code. */
  readonly run: (session: Session, targets: readonly Target[], values: Arguments["values"]) => Promise<number>;
}

/**
 * Makes a command that works on a real cloud.
 *
 * @param declared - all of it but how it is used, which follows
 */
export function cloudCommand(declared: Omit<DeployCommand, "usage">): DeployCommand {
  return { ...declared, usage: usageOf(npx("").trim(), declared) };
}

/** The same as a command of the program. */
export interface CloudCommand extends Command {
  /** Runs it on data files that it is given, in place of those of a folder, and returns the exit code. */
  readonly runOn: (args: readonly string[], files: DataFiles) => Promise<number>;
}

/**
 * The same as a command of the program, on the data files of the folder that it runs in.
 *
 * @param command - the command
 */
export function onDataFiles(command: DeployCommand): CloudCommand {
  const runOn: CloudCommand["runOn"] = (args, files) => runCommand(command, args, files);
  return { ...command, runOn, run: async ({ args, root }) => runOn(args, await loadDataFiles(root)) };
}

const NONE: Session["binary"] = { program: "", version: "", registry: "" };

/**
 * Runs a command from its arguments to its exit code.
 *
 * @param command - the command
 * @param args - its arguments
 * @param files - the data files
 * @returns exit code
 */
export async function runCommand(command: DeployCommand, args: readonly string[], files: DataFiles): Promise<number> {
  let folder: RunFolder | undefined;
  try {
    const read = readEnvironments(files.projects, files.sites);
    const { projects: chosen, values } = readArguments(
      args,
      command.options,
      { ...read, subjects: command.subjects, takesCommand: command.command !== undefined },
      command.usage,
    );
    const projects = requireRight(command, chosen, read);
    for (const warning of projects.flatMap(({ warnings }) => warnings)) console.warn(`warning: ${warning}`);
    const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
    folder = command.runFolder?.(projects, outdir);
    const targets = projects.map((project): Target => {
      const others = read.projects.filter(({ file }) => file !== project.file);
      return {
        project,
        stacks: folder?.stacks.get(project.id) ?? [],
        otherProjects: others.flatMap(({ id }) => id ?? []),
        namelessFiles: others.filter(({ id }) => id === undefined).map(({ file }) => file),
      };
    });
    const binary = command.runFolder ? findBinary(targets.flatMap(({ stacks }) => stacks)) : NONE;
    command.check?.(targets);
    const output = openOutput({
      folder: path.join(outdir, "logs"),
      name: [command.name, ...projects.map(({ id }) => id)].join("-").slice(0, 100),
      secrets: [...secretsOfEnvironment(process.env), ...secretsOfClouds(process.env)],
      isForPrograms: values["json"] === true,
    });
    return await withSession(command.name, output, async (session) => {
      try {
        return await command.run({ ...session, binary }, targets, values);
      } finally {
        for (const message of folder?.remove() ?? []) output.problem(message);
      }
    });
  } catch (error) {
    if (error instanceof InvalidEnvironments) return say(error.message, EXIT.usage);
    if (error instanceof CommandError) return say(error.message, error.exitCode);
    throw error;
  } finally {
    folder?.remove();
  }
}

/** Refuses projects that are wrong, and warns of other files that are. */
function requireRight(command: DeployCommand, chosen: readonly ReadProject[], { problems, shared }: ReadEnvironments): Project[] {
  const together = chosen.flatMap((one) => one.shared);
  const refused = new Set([...chosen.flatMap((one) => one.problems), ...(command.addsNothing ? [] : together)]);
  const others = new Map<string, Problem[]>();
  for (const problem of [...problems, ...shared]) {
    if (!refused.has(problem)) others.set(problem.file, [...(others.get(problem.file) ?? []), problem]);
  }
  for (const [first, ...more] of others.values()) {
    const count = more.length === 0 ? "" : ` (and ${more.length} more problem${more.length === 1 ? "" : "s"} of this file)`;
    console.warn(`warning: ${formatProblem(first!)}${count}`);
  }
  if (refused.size > 0) throw new InvalidEnvironments([...refused]);
  return chosen.flatMap(({ project }) => project ?? []);
}

/**
 * Opens what every step of a command needs, and closes it; an error becomes a message and an exit code.
 *
 * @param name - name of the command
 * @param output - where to write
 * @param use - does it
 * @returns exit code
 */
export async function withSession(
  name: string,
  output: Output,
  use: (session: Omit<Session, "binary">) => Promise<number>,
): Promise<number> {
  // Plans hold secrets: mkdtemp makes a folder that nobody else can read.
  const scratch = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "cdktf-magnum-"));
  try {
    return await use({ scratch, output, interruption: handleSignals(output) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    sayError(error, output, name);
    return error instanceof CommandError ? error.exitCode : EXIT.failed;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
    output.line(`log: ${path.relative("", output.log)}`);
  }
}

function say(message: string, exitCode: number): number {
  console.error(message);
  return exitCode;
}
