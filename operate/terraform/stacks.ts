import * as fs from "node:fs";
import * as path from "node:path";
import type { Project } from "../../projects";

/** A synthesised stack. */
export interface Stack {
  /** Its name, such as `gaia-dev-cluster`. */
  readonly name: string;
  /** Whether it makes the cluster or fills it. */
  readonly half: "cluster" | "platform";
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
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly name: string; readonly workingDirectory: string; readonly dependencies: readonly string[] }>
  >;
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
  const { stacks } = JSON.parse(fs.readFileSync(path.join(outdir, "manifest.json"), "utf8")) as Manifest;
  const halves = ["cluster", "platform"] as const;
  const found = halves.flatMap((half): Stack[] => {
    const entry = stacks[`${project.id}-${half}`];
    if (!entry) return [];
    const folder = path.resolve(outdir, entry.workingDirectory);
    const json = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as StackJson;
    return [
      {
        name: entry.name,
        half,
        folder,
        kept: folder,
        dependencies: entry.dependencies,
        variables: Object.entries(json.variable ?? {})
          .filter(([, variable]) => variable.default === undefined)
          .map(([name]) => name),
        providers: Object.values(json.terraform.required_providers ?? {}).map(({ source }) => source),
        requiredVersion: json.terraform.required_version ?? ">= 1.0.0",
      },
    ];
  });
  return inOrder(found);
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
