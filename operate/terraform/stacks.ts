import * as fs from "node:fs";
import * as path from "node:path";
import type { Project } from "../../projects";
import { readProjectStacks, type Role } from "../../stacks/roles";

/** A synthesised stack. */
export interface Stack {
  /** Its name, such as `gaia-dev-cluster`. */
  readonly name: string;
  /** What it is for its project, or that it is an administrator's. */
  readonly role: Role | "admin";
  /** Folder that Terraform runs in. */
  readonly folder: string;
  /** Folder of what stays between runs: what init has fetched, and the lock file that it made. */
  readonly kept: string;
  /** Names of the stacks that must be there before. */
  readonly dependencies: readonly string[];
  /** Names of its variables that have no default. */
  readonly variables: readonly string[];
  /** Addresses of the providers that it needs, without the registry's host. */
  readonly providers: readonly string[];
  /** Terraform's versions that it takes. */
  readonly requiredVersion: string;
  /** File of the authorities that its backend is signed by, where the system may not trust them. */
  readonly caBundle?: string | undefined;
}

interface StackJson {
  readonly terraform: {
    readonly required_version?: string;
    readonly required_providers?: Readonly<Record<string, { readonly source: string }>>;
  };
  readonly variable?: Readonly<Record<string, { readonly default?: unknown }>>;
}

/**
 * Reads the stacks of a project from what was synthesised, each after those that it depends on.
 *
 * @param outdir - folder that the app was synthesised into
 * @param project - the project
 */
export function stacksOf(outdir: string, project: Pick<Project, "id">): Stack[] {
  const own = readProjectStacks(outdir).filter((stack) => stack.project === project.id);
  return inOrder(own.map(({ stack, role, dependencies }) => synthesisedStack(outdir, stack, role, dependencies)));
}

/**
 * Reads a stack from what was synthesised.
 *
 * @param outdir - folder that the app was synthesised into
 * @param name - name of the stack
 * @param role - what it is for
 * @param dependencies - names of the stacks that must be there before
 */
export function synthesisedStack(outdir: string, name: string, role: Stack["role"], dependencies: readonly string[] = []): Stack {
  const folder = path.resolve(outdir, "stacks", name);
  const json = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as StackJson;
  return {
    ...{ name, role, folder, kept: folder, dependencies },
    variables: Object.entries(json.variable ?? {})
      .filter(([, variable]) => variable.default === undefined)
      .map(([variable]) => variable),
    providers: Object.values(json.terraform.required_providers ?? {}).map(({ source }) => source),
    requiredVersion: json.terraform.required_version ?? ">= 1.0.0",
  };
}

function inOrder(stacks: readonly Stack[]): Stack[] {
  const ordered: Stack[] = [];
  const add = (stack: Stack): void => {
    if (ordered.includes(stack)) return;
    for (const name of stack.dependencies) {
      const dependency = stacks.find((other) => other.name === name);
      if (dependency) add(dependency);
    }
    ordered.push(stack);
  };
  stacks.forEach(add);
  return ordered;
}
