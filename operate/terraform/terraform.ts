import * as path from "node:path";
import { run } from "../session/processes";
import { terraformProgram } from "../session/terraform-program";
import { runChild } from "./child";
import { CommandError, EXIT } from "../session/exit-codes";
import type { CanStop, Interruption } from "../session/interruption";
import type { Output } from "../session/output";
import type { Stack } from "./stacks";
import { failuresOf, readMessage, type Failure, type Message } from "./ui-messages";

/** Terraform or OpenTofu, as it was found. */
export interface Binary {
  /** Name or path. */
  readonly program: string;
  /** Its version. */
  readonly version: string;
  /** Host of the registry that its providers come from. */
  readonly registry: string;
}

/** What every step of a command needs. */
export interface Session {
  /** Terraform or OpenTofu. */
  readonly binary: Binary;
  /** Folder that only the owner can read and that goes with the command. */
  readonly scratch: string;
  /** Where to write. */
  readonly output: Output;
  /** What signals ask for. */
  readonly interruption: Interruption;
}

/** How a command of Terraform has ended. */
export interface Result {
  /** Its exit code. */
  readonly code: number;
  /** What it says has gone wrong. */
  readonly failures: readonly Failure[];
}

/** What a plan is for. */
export interface PlanOptions {
  /** Plans the removal of everything. */
  readonly destroy?: boolean;
  /** Addresses that the plan is limited to. */
  readonly targets?: readonly string[];
  /** Variables beside those of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Holds the lock meanwhile. */
  readonly lock?: boolean;
  /** Reads from the cloud what there is; without it the state is believed. */
  readonly refresh?: boolean;
}

/**
 * Finds Terraform or OpenTofu: TERRAFORM_BINARY_NAME, else what is on the PATH.
 *
 * @param stacks - stacks that it must be new enough for
 * @throws CommandError if there is none, or an older one
 */
export function findBinary(stacks: readonly Stack[]): Binary {
  const { named, program } = terraformProgram();
  if (program === undefined) {
    const what = named ? `TERRAFORM_BINARY_NAME names '${named}', which does not start` : "neither terraform nor tofu is on the PATH";
    throw new CommandError(`${what}; install Terraform 1.11 or newer, or OpenTofu 1.11 or newer`, EXIT.usage);
  }
  const { terraform_version: version } = JSON.parse(run(program, ["version", "-json"], { cwd: process.cwd() })) as {
    terraform_version: string;
  };
  const isTofu = run(program, ["version"], { cwd: process.cwd() }).startsWith("OpenTofu");
  for (const { name, requiredVersion } of stacks) {
    const least = /^>= (\d+(?:\.\d+)*)$/.exec(requiredVersion)?.[1];
    if (least !== undefined && isOlder(version, least)) {
      throw new CommandError(`${name} needs Terraform ${requiredVersion}, '${program}' is ${version}; install a newer one`, EXIT.usage);
    }
  }
  return { program, version, registry: isTofu ? "registry.opentofu.org" : "registry.terraform.io" };
}

function isOlder(version: string, least: string): boolean {
  const numbers = (text: string): number[] => text.split("-")[0]!.split(".").map(Number);
  const [have, want] = [numbers(version), numbers(least)];
  const at = want.findIndex((number, index) => number !== (have[index] ?? 0));
  return at >= 0 && (have[at] ?? 0) < want[at]!;
}

/** How a stack's folder is initialised. */
export interface InitOptions {
  /** Whether the lock file is the committed one, which is not to be changed. */
  readonly isLocked: boolean;
  /** Whether the backend that the folder was initialised for before is forgotten. */
  readonly reconfigure: boolean;
}

/**
 * Initialises a stack's folder: backend, and providers as the lock file there has them.
 *
 * @param session - the session
 * @param stack - the stack
 * @param options - how
 */
export function initialise(session: Session, stack: Stack, { isLocked, reconfigure }: InitOptions): Promise<Result> {
  const args = ["init", "-input=false", "-no-color", ...(isLocked ? ["-lockfile=readonly"] : []), ...(reconfigure ? ["-reconfigure"] : [])];
  return terraform(session, stack, args, {});
}

/**
 * Plans a stack.
 *
 * @param session - the session
 * @param stack - the stack
 * @param file - where the plan goes
 * @param options - what the plan is for
 * @param onMessage - gets what Terraform says meanwhile
 */
export function makePlan(
  session: Session,
  stack: Stack,
  file: string,
  options: PlanOptions = {},
  onMessage?: (message: Message) => void,
): Promise<Result> {
  const args = [
    ...["plan", "-json", "-input=false", `-out=${file}`],
    ...(options.destroy ? ["-destroy"] : []),
    ...(options.lock === false ? ["-lock=false"] : []),
    ...(options.refresh === false ? ["-refresh=false"] : []),
    ...(options.targets ?? []).map((address) => `-target=${address}`),
  ];
  return terraform(session, stack, args, { env: options.env, onMessage });
}

/**
 * Applies exactly the plan of a file.
 *
 * @param session - the session
 * @param stack - the stack
 * @param file - file of the plan
 * @param onMessage - gets what Terraform says meanwhile
 * @param canStop - whether it can be told to stop now
 */
export function applyPlan(
  session: Session,
  stack: Stack,
  file: string,
  onMessage: (message: Message) => void,
  canStop: CanStop,
): Promise<Result> {
  return terraform(session, stack, ["apply", "-json", "-input=false", file], { onMessage, canStop });
}

/**
 * Reads a plan or a state as JSON.
 *
 * @param session - the session
 * @param stack - the stack
 * @param file - file of a plan
 */
export async function showJson(session: Session, stack: Stack, file: string): Promise<Buffer> {
  return Buffer.from(await printed(session, stack, ["show", "-json", file], "the plan cannot be read"));
}

/** The state of a stack as JSON. */
export function readState(session: Session, stack: Stack): Promise<string> {
  return printed(session, stack, ["show", "-json"], "the state cannot be read");
}

/**
 * Reads a stack's state as the backend gives it, secrets included; undefined where there is none.
 *
 * @param session - the session
 * @param stack - the stack
 * @param env - variables beside those of this process
 * @throws CommandError if it cannot be read
 */
export async function pullState(session: Session, stack: Stack, env?: NodeJS.ProcessEnv): Promise<string | undefined> {
  const text = await printed(session, stack, ["state", "pull"], "the state cannot be read", env);
  return text.trim() === "" ? undefined : text;
}

/** Writes a state file to the backend, which refuses it where it has a later or another one. */
export function pushState(session: Session, stack: Stack, file: string): Promise<Result> {
  return terraform(session, stack, ["state", "push", file], { canStop: () => false });
}

/** Takes the mark of a failed creation from a resource. */
export function untaint(session: Session, stack: Stack, address: string): Promise<Result> {
  return terraform(session, stack, ["untaint", "-no-color", address], {});
}

/** Takes what is there already into a stack's state, as a resource of its configuration. */
export function importResource(session: Session, stack: Stack, address: string, id: string): Promise<Result> {
  return terraform(session, stack, ["import", "-input=false", "-no-color", address, id], { canStop: () => false });
}

/** Takes resources out of a stack's state, and leaves what they stand for as it is. */
export function forgetResources(session: Session, stack: Stack, addresses: readonly string[]): Promise<Result> {
  return terraform(session, stack, ["state", "rm", ...addresses], { canStop: () => false });
}

/** Outputs of a stack, from its state. */
export async function readOutputs(session: Session, stack: Stack): Promise<Record<string, { value: unknown; sensitive: boolean }>> {
  return JSON.parse(await printed(session, stack, ["output", "-json", "-no-color"], "no outputs")) as Record<
    string,
    { value: unknown; sensitive: boolean }
  >;
}

/** What a command of Terraform prints, as a whole; `otherwise` says what is wrong where it fails. */
async function printed(
  session: Session,
  stack: Stack,
  args: readonly string[],
  otherwise: string,
  env?: NodeJS.ProcessEnv,
): Promise<string> {
  const lines: string[] = [];
  const { code, failures } = await terraform(session, stack, args, { env, onLine: (line) => lines.push(line) });
  if (code !== 0) throw new CommandError(`${stack.name}: ${otherwise}: ${failures.map(({ text }) => text).join("; ")}`, EXIT.failed);
  return lines.join("\n");
}

interface RunOptions {
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly onMessage?: ((message: Message) => void) | undefined;
  readonly onLine?: (line: string) => void;
  /** @default - always: what only reads can be stopped at any time */
  readonly canStop?: CanStop;
}

async function terraform(session: Session, stack: Stack, args: readonly string[], options: RunOptions): Promise<Result> {
  const { binary, scratch, interruption } = session;
  const failures: Failure[] = [];
  const plain: string[] = [];
  const code = await runChild(
    {
      program: binary.program,
      args,
      cwd: stack.folder,
      env: { ...environment(stack), ...options.env },
      scratch,
      what: path.basename(binary.program),
      canStop: options.canStop ?? (() => true),
      onLine: (line) => {
        if (options.onLine) return options.onLine(line);
        const message = readMessage(line);
        if (!message) return void plain.push(line);
        failures.push(...failuresOf(message));
        options.onMessage?.(message);
      },
      onError: (line) => plain.push(line),
    },
    interruption,
  );
  // What is not JSON is said only where it explains a failure: warnings about the command line, messages of init.
  if (code !== 0 && failures.length === 0) failures.push({ text: explanation(plain), address: undefined });
  return { code, failures };
}

/** The error in what Terraform prints for people, without its box. */
function explanation(lines: readonly string[]): string {
  const texts = lines.map((line) => line.replace(/^[\u2500-\u257f ]+/, "").trimEnd()).filter((line) => line !== "");
  const first = texts.findIndex((line) => line.startsWith("Error"));
  return texts.slice(Math.max(0, first)).join("\n");
}

/** Terraform's own log may hold secrets: it goes only where the user says, and not into ours. */
function environment({ kept: stays, caBundle }: Stack): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => process.env["TF_LOG_PATH"] || !/^TF_LOG/.test(name));
  const data = path.resolve(stays, process.env["TF_DATA_DIR"] || ".terraform");
  const authorities = process.env["AWS_CA_BUNDLE"] || caBundle;
  return {
    ...Object.fromEntries(kept),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_DATA_DIR: data,
    ...(authorities !== undefined && { AWS_CA_BUNDLE: authorities }),
  };
}
