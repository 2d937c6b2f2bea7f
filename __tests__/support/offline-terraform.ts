import { execFile, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createInterface } from "node:readline";

/** What a configuration is, as in cdk.tf.json. */
export type Configuration = Readonly<Record<string, unknown>>;

/** What a change does to one resource, as `terraform show -json` prints it. */
export interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: unknown;
    readonly after: unknown;
    readonly after_unknown: unknown;
    readonly before_sensitive: unknown;
    readonly after_sensitive: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** A plan, as `terraform show -json` prints it. */
export interface PlanJson {
  readonly resource_changes?: readonly ResourceChange[];
  readonly configuration: {
    readonly root_module: { readonly resources?: readonly { readonly address: string; readonly expressions?: Record<string, unknown> }[] };
  };
}

/** A plan, or why Terraform refuses to make one. */
export type Outcome = { readonly plan: PlanJson } | { readonly refused: string };

/** Finds Terraform or OpenTofu on the PATH. */
export function findTerraform(): string | undefined {
  return ["terraform", "tofu"].find((name) => spawnSync(name, ["version"], { stdio: "ignore" }).status === 0);
}

/** Terraform with the providers of the project's schemas and nothing else: no registry, no cloud, no state but in a folder of its own. */
export class OfflineTerraform {
  /** Starts the providers; one process serves them to all commands. */
  public static async start(binary: string): Promise<OfflineTerraform> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "plans-"));
    const server = spawn(process.execPath, [path.join(__dirname, "schema-provider", "server.js"), folder], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface({ input: server.stdout });
    const [reattach] = (await Promise.race([once(lines, "line"), once(server, "exit").then(() => [])])) as [string?];
    if (reattach === undefined) throw new Error("the schema provider ended before it served anything; see its message above");
    return new OfflineTerraform(binary, folder, server, reattach);
  }

  private readonly env: NodeJS.ProcessEnv;
  private readonly states = new Map<string, Promise<string>>();
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

  /** Ends the providers and removes all that was written. */
  public async stop(): Promise<void> {
    const ended = once(this.server, "exit");
    this.server.stdin?.end();
    await ended;
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** Plans a configuration from what another one has become, or from nothing. */
  public async plan(configuration: Configuration, before?: Configuration, ...options: string[]): Promise<Outcome> {
    const state = before && (await this.applied(before));
    const cwd = this.write(configuration);
    if (state !== undefined) fs.copyFileSync(state, path.join(cwd, "terraform.tfstate"));
    return planIn({ binary: this.binary, cwd, env: this.env }, configuration, ...options);
  }

  /** State file after the apply of a configuration from nothing; made once for each. */
  public applied(configuration: Configuration): Promise<string> {
    const key = JSON.stringify(configuration);
    const known = this.states.get(key);
    if (known) return known;
    const apply = async (): Promise<string> => {
      const cwd = this.write(configuration);
      const command = { binary: this.binary, cwd, env: this.env };
      await runIn(command, configuration, "apply", "-auto-approve", "-lock=false", "-input=false", "-no-color");
      return path.join(cwd, "terraform.tfstate");
    };
    const made = apply();
    this.states.set(key, made);
    return made;
  }

  private write(configuration: Configuration): string {
    const cwd = path.join(this.folder, `w${this.folders++}`);
    fs.mkdirSync(cwd);
    fs.writeFileSync(path.join(cwd, "main.tf.json"), JSON.stringify(withoutBackend(configuration)));
    return cwd;
  }
}

/** A command that ended with an error. */
class CommandFailed extends Error {
  constructor(
    message: string,
    public readonly stderr: string,
  ) {
    super(message);
  }
}

/** How and where a command is run. */
export interface Place {
  readonly binary: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Plans the configuration that lies in a folder, from the state that lies there. */
export async function planIn(place: Place, configuration: Configuration, ...options: string[]): Promise<Outcome> {
  try {
    await runIn(place, configuration, "plan", "-refresh=false", "-lock=false", "-input=false", "-no-color", "-out=plan", ...options);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    return { refused: error.stderr };
  }
  return { plan: JSON.parse(await runIn(place, configuration, "show", "-json", "plan")) as PlanJson };
}

/** Runs a command with a value for each variable of the configuration, and returns what it printed. */
export function runIn({ binary, cwd, env }: Place, { variable = {} }: Configuration, ...args: string[]): Promise<string> {
  const variables = Object.keys(variable as object).map((name) => [`TF_VAR_${name}`, "value of a test"]);
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...env, ...Object.fromEntries(variables) } as NodeJS.ProcessEnv, maxBuffer: 2 ** 28 };
    execFile(binary, args, options, (error, stdout, stderr) => {
      if (error) reject(new CommandFailed(error.message, stderr));
      else resolve(stdout);
    });
  });
}

/** A configuration whose state is a file beside it. */
export function withoutBackend(configuration: Configuration): Configuration {
  const { backend: _, ...terraform } = configuration["terraform"] as Record<string, unknown>;
  return { ...configuration, terraform };
}
