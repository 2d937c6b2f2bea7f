import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { InvalidEnvironments, parseEnvironments, type Files } from "../projects";
import { projectApp } from "../stacks/project-app";
import { writeHcl } from "../hcl";
import "../operate/synth/synth-shim";
import { readArguments, type Arguments } from "./arguments";
import { usageOf, type Command, type Declaration } from "./program";
import { loadDataFiles } from "../operate/data-files";
import { npx } from "../operate/session/program";
import { CommandError, EXIT } from "../operate/session/exit-codes";
import { secretsOfClouds, secretsOfEnvironment } from "../operate/session/redaction";
import { handleSignals } from "../operate/session/interruption";
import { openOutput, type Output } from "../operate/session/output";
import { stacksOf } from "../operate/terraform/stacks";
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
   * Whether it runs Terraform.
   *
   * @default true
   */
  readonly needsTerraform?: boolean;
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

/**
 * The same as a command of the program, on the data files of the folder that it runs in.
 *
 * @param command - the command
 */
export function onDataFiles(command: DeployCommand): Command {
  return { ...command, run: async ({ args, root }) => runCommand(command, args, await loadDataFiles(root)) };
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
  try {
    const known = parseEnvironments(files.projects, files.sites);
    const { projects, values } = readArguments(args, command.options, { projects: known, subjects: command.subjects }, command.usage);
    for (const warning of projects.flatMap(({ warnings }) => warnings)) console.warn(`warning: ${warning}`);
    const app = projectApp(known);
    app.synth();
    writeHcl(app.outdir);
    const targets = projects.map((project) => ({
      project,
      stacks: stacksOf(app.outdir, project),
      otherProjects: known.filter((other) => other !== project).map(({ id }) => id),
    }));
    const binary = command.needsTerraform === false ? NONE : findBinary(targets.flatMap(({ stacks }) => stacks));
    command.check?.(targets);
    const output = openOutput({
      folder: path.join(app.outdir, "logs"),
      name: [command.name, ...projects.map(({ id }) => id)].join("-").slice(0, 100),
      secrets: [...secretsOfEnvironment(process.env), ...secretsOfClouds(process.env)],
      isForPrograms: values["json"] === true,
    });
    return await withSession(command.name, output, (session) => command.run({ ...session, binary }, targets, values));
  } catch (error) {
    if (error instanceof InvalidEnvironments) return say(error.message, EXIT.usage);
    if (error instanceof CommandError) return say(error.message, error.exitCode);
    throw error;
  }
}

async function withSession(name: string, output: Output, use: (session: Omit<Session, "binary">) => Promise<number>): Promise<number> {
  // Plans hold secrets: mkdtemp makes a folder that nobody else can read.
  const scratch = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "cdktf-magnum-"));
  try {
    return await use({ scratch, output, interruption: handleSignals(output) });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    output.problem(`${name}: ${error.message}`);
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
