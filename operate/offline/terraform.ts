import { moduleFile } from "../session/program";
import { terraformProgram } from "../session/terraform-program";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createInterface } from "node:readline";
import type { PlanJson } from "../plan/plan";
import { IMPORTS } from "./schema-provider/imports";
import type { ObjectValue } from "./schema-provider/values";

/** What a configuration is, as in cdk.tf.json. */
export type Configuration = Readonly<Record<string, unknown>>;

/** A plan, or why Terraform refuses to make one. */
export type PlanOutcome = { readonly plan: PlanJson } | { readonly refused: string };

/** Value of every variable of a configuration. */
export const VARIABLE = "made-up value of a variable";

/**
 * Finds Terraform or OpenTofu: TERRAFORM_BINARY_NAME, else what is on the PATH.
 *
 * @returns undefined if neither is on the PATH
 * @throws Error if TERRAFORM_BINARY_NAME names what does not start
 */
export function findTerraform(): string | undefined {
  const { named, program } = terraformProgram();
  if (named !== undefined && program === undefined) {
    throw new Error(`TERRAFORM_BINARY_NAME names '${named}', which does not start; name Terraform or OpenTofu there, or unset it`);
  }
  return program;
}

/** Terraform with the providers of the project's schemas and nothing else: no registry, no cloud, no state but in a folder of its own. */
export class OfflineTerraform {
  /**
   * Starts the providers; one process serves them to all commands.
   *
   * @param binary - Terraform or OpenTofu
   * @param applyMs - how long the apply of one resource takes, in milliseconds
   * @param refused - type of resource whose apply is refused, with all that was sent in the message
   */
  public static async start(binary: string, applyMs = 0, refused = ""): Promise<OfflineTerraform> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plans-"));
    const server = spawn(process.execPath, [moduleFile("operate/offline/schema-provider/server"), folder, String(applyMs), refused], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: server.stdout });
    const [reattach] = (await Promise.race([once(lines, "line"), once(server, "exit").then(() => [])])) as [string?];
    if (reattach === undefined) throw new Error("the schema provider ended before it served anything; see its message above");
    return new OfflineTerraform(binary, folder, server, reattach);
  }

  /** Environment in which any Terraform finds these providers and no other. */
  public readonly env: NodeJS.ProcessEnv;
  private readonly states = new Map<string, Promise<string>>();
  private readonly running = new Set<Promise<unknown>>();
  private readonly stopped = new AbortController();
  private folders = 0;

  private constructor(
    private readonly binary: string,
    private readonly folder: string,
    private readonly server: ChildProcess,
    reattach: string,
  ) {
    const settings = path.join(folder, "terraformrc");
    fs.writeFileSync(settings, "");
    const inherited = Object.entries(process.env).filter(([name]) => !/^(TF_|OS_|KUBE|HELM_)/.test(name));
    this.env = {
      ...Object.fromEntries(inherited),
      TF_REATTACH_PROVIDERS: reattach,
      TF_CLI_CONFIG_FILE: settings,
      TF_IN_AUTOMATION: "1",
      CHECKPOINT_DISABLE: "1",
    };
  }

  /**
   * Says what is there to be imported.
   *
   * @param resources - attributes by type and id, such as `openstack_compute_keypair_v2 lab`
   */
  public toImport(resources: Readonly<Record<string, ObjectValue>>): void {
    fs.writeFileSync(path.join(this.folder, IMPORTS), JSON.stringify(resources));
  }

  /** Ends the providers and all commands that still run, and removes all that was written; doing it twice is doing it once. */
  public async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.allSettled(this.running);
    if (this.server.exitCode === null && this.server.signalCode === null) {
      const ended = once(this.server, "exit");
      this.server.stdin?.end();
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Plans a configuration from what another one has become, or from nothing. */
  public async plan(configuration: Configuration, before?: Configuration, ...options: string[]): Promise<PlanOutcome> {
    const state = before && (await this.applied(before));
    const place = this.write(configuration);
    if (state !== undefined) fs.copyFileSync(state, path.join(place.cwd, "terraform.tfstate"));
    return this.whileRunning(planIn(place, configuration, ...options));
  }

  /** State file after the apply of a configuration from nothing; made once for each. */
  public applied(configuration: Configuration): Promise<string> {
    const key = JSON.stringify(configuration);
    const known = this.states.get(key);
    if (known) return known;
    const apply = async (): Promise<string> => {
      const place = this.write(configuration);
      await runIn(place, configuration, "apply", "-auto-approve", "-lock=false", "-input=false", "-no-color");
      return path.join(place.cwd, "terraform.tfstate");
    };
    const made = this.whileRunning(apply());
    this.states.set(key, made);
    return made;
  }

  private write(configuration: Configuration): PlanningPlace {
    this.stopped.signal.throwIfAborted();
    const cwd = path.join(this.folder, `w${this.folders++}`);
    fs.mkdirSync(cwd);
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(alone(configuration)));
    return { binary: this.binary, cwd, env: this.env, signal: this.stopped.signal };
  }

  private whileRunning<T>(command: Promise<T>): Promise<T> {
    this.running.add(command);
    void command.catch(() => undefined).then(() => this.running.delete(command));
    return command;
  }
}

/** A command that ended with an error. */
export class CommandFailed extends Error {
  constructor(
    message: string,
    public readonly stderr: string,
  ) {
    super(message);
  }
}

/** How and where a command is run. */
export interface PlanningPlace {
  readonly binary: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the command. */
  readonly signal?: AbortSignal;
}

/** Plans the configuration that lies in a folder, from the state that lies there. */
export async function planIn(place: PlanningPlace, configuration: Configuration, ...options: string[]): Promise<PlanOutcome> {
  try {
    await runIn(place, configuration, "plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan", ...options);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { refused: error.stderr };
  }
  return { plan: JSON.parse(await runIn(place, configuration, "show", "-json", "plan")) as PlanJson };
}

/** Runs a command with a value for each variable of the configuration, and returns what it printed. */
export function runIn({ binary, cwd, env, signal }: PlanningPlace, { variable = {} }: Configuration, ...args: string[]): Promise<string> {
  const variables = Object.keys(variable as object).map((name) => [`TF_VAR_${name}`, VARIABLE]);
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const options = { cwd, env: { ...env, ...Object.fromEntries(variables) } as NodeJS.ProcessEnv, maxBuffer: 2 ** 28 };
    const command = execFile(binary, args, options, (error, stdout, stderr) => {
      signal?.removeEventListener("abort", end);
      if (error) reject(signal?.aborted ? (signal.reason as Error) : new CommandFailed(error.message, stderr));
      else resolve(stdout);
    });
    const end = (): void => void command.kill();
    signal?.addEventListener("abort", end);
  });
}

/** A configuration that knows nothing outside its folder: its state is a file beside it, an apply runs no commands, and nothing is there to import. */
export function alone(configuration: Configuration): Configuration {
  const data = (configuration["data"] ?? {}) as Record<string, unknown>;
  if ("terraform_remote_state" in data) {
    throw new Error("data source terraform_remote_state reads the state of a real deployment, which no offline plan may do; take it out");
  }
  const { backend: _backend, cloud: _cloud, ...terraform } = configuration["terraform"] as Record<string, unknown>;
  const { import: _import, ...rest } = configuration;
  return eachResource({ ...rest, terraform }, ({ provisioner: _provisioner, ...resource }) => resource);
}

/** A configuration with all of its resources changed. */
export function eachResource(
  configuration: Configuration,
  change: (resource: Readonly<Record<string, unknown>>) => Record<string, unknown>,
): Configuration {
  if (configuration["resource"] === undefined) return configuration;
  const types = Object.entries(configuration["resource"] as Record<string, Record<string, Record<string, unknown>>>);
  const changed = types.map(([type, resources]) => [
    type,
    Object.fromEntries(Object.entries(resources).map(([name, resource]) => [name, change(resource)])),
  ]);
  return { ...configuration, resource: Object.fromEntries(changed) as Record<string, unknown> };
}

/** Addresses that Terraform refuses to destroy, as its message names them. */
export function protectedIn(refused: string): string[] {
  const text = refused.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
  return [
    ...new Set([...text.matchAll(/Resource (?:instance )?(\S+) has (?:lifecycle\.)?prevent_destroy set/g)].map(([, address]) => address!)),
  ].sort();
}
