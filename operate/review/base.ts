import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { setImmediate } from "node:timers/promises";
import { packageFolder } from "../../constructs/kit/package-root";
import { alone, eachResource, findTerraform, OfflineTerraform, protectedIn, type Configuration } from "../offline/terraform";
import { inParallel, node, npm, run } from "../session/processes";
import { placeOf } from "../../stacks/roles";
import type { Plan } from "../plan/plan";
import { withTakenOver } from "./taken-over";

/** Stacks of a revision, by name, as cdk.tf.json has them. */
export type Stacks = ReadonlyMap<string, Configuration>;

/** What a stack is in two revisions; undefined where a revision does not have it. */
interface Revisions {
  readonly stack: string;
  readonly before: Configuration | undefined;
  readonly after: Configuration | undefined;
}

/**
 * Plans the stacks of a working tree from what those of another revision have become, without a cloud.
 *
 * @param root - folder of the project, in a git repository
 * @param ref - the other revision, as git knows it
 * @param signal - ends it early; nothing stays behind then either
 * @throws Error if there is no such revision, if one of the two cannot be synthesised, or without Terraform
 */
export async function plansSince(root: string, ref: string, signal: AbortSignal): Promise<Plan[]> {
  const binary = findTerraform();
  if (binary === undefined) throw new Error("--base plans with Terraform: put terraform or tofu on the PATH");
  const commit = commitOf(root, ref);
  const dir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "review-"));
  try {
    await unlessEnded(signal);
    const base = withWorktree(root, commit, path.join(dir, "base"), (folder) => synthesise(folder, path.join(dir, "before"), `'${ref}'`));
    await unlessEnded(signal);
    const tree = synthesise(root, path.join(dir, "after"), "the working tree");
    await unlessEnded(signal);
    return await plansBetween(binary, base, tree, signal);
  } finally {
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/**
 * Plans the stacks of one revision from what those of another have become, without a cloud.
 *
 * @param binary - Terraform or OpenTofu
 * @param base - stacks before
 * @param tree - stacks after
 * @param signal - ends it early
 * @throws Error if Terraform refuses a stack for anything but its protection
 */
export async function plansBetween(binary: string, base: Stacks, tree: Stacks, signal: AbortSignal): Promise<Plan[]> {
  const names = [...new Set([...tree.keys(), ...base.keys()])];
  const revisions = names.map((stack) => ({ stack, before: base.get(stack), after: tree.get(stack) }));
  const changed = new Set(revisions.filter(differs).map(({ stack }) => projectName(stack)));
  if (changed.size === 0) return names.map(unchanged);
  const terraform = await OfflineTerraform.start(binary);
  const stop = (): void => void terraform.stop();
  signal.addEventListener("abort", stop);
  try {
    // The other stack of a project that changes says what goes with a cluster.
    const jobs = revisions.map((revision) => async () => {
      await unlessEnded(signal);
      return changed.has(projectName(revision.stack)) ? planOf(terraform, revision) : unchanged(revision.stack);
    });
    return await inParallel(jobs);
  } finally {
    signal.removeEventListener("abort", stop);
    await terraform.stop();
  }
}

async function planOf(terraform: OfflineTerraform, { stack, before, after }: Revisions): Promise<Plan> {
  const plan = async (configuration: Configuration, ...options: string[]) => {
    const outcome = await terraform.plan(configuration, before, ...options);
    return "plan" in outcome ? withTakenOver(outcome.plan, configuration) : outcome.refused;
  };
  if (after === undefined) {
    const planned = await plan(unprotected(before!), "-destroy");
    if (typeof planned === "string") throw new Error(`Terraform refuses to destroy ${stack}:\n${planned}`);
    const note = `${stack} is no longer a stack: destroy it before, or its state and all that is in it stay`;
    return { ...planned, stack, notes: [note] };
  }
  const planned = await plan(after);
  if (typeof planned !== "string") return { ...planned, stack };
  const kept = protectedIn(planned);
  // What it would have done is what a reviewer wants to see.
  const unkept = kept.length > 0 ? await plan(unprotected(after)) : planned;
  if (typeof unkept === "string") throw new Error(`Terraform refuses to plan ${stack}:\n${unkept}`);
  const names = kept.map((address) => `\`${address}\``);
  return { ...unkept, stack, notes: [`Terraform refuses this plan of ${stack}, which destroys what is protected: ${names.join(", ")}`] };
}

/** A configuration that Terraform destroys without a word. */
function unprotected(configuration: Configuration): Configuration {
  return eachResource(configuration, ({ lifecycle, ...resource }) => {
    const { prevent_destroy: _, ...rest } = (lifecycle ?? {}) as Record<string, unknown>;
    return Object.keys(rest).length > 0 ? { ...resource, lifecycle: rest } : resource;
  });
}

function unchanged(stack: string): Plan {
  return { stack, format_version: "1.2", resource_changes: [] };
}

function differs({ before, after }: Revisions): boolean {
  const text = (configuration?: Configuration): string | undefined => configuration && JSON.stringify(alone(configuration));
  return text(before) !== text(after);
}

/** What the stacks of a project have in common. */
function projectName(stack: string): string {
  return placeOf(stack)?.project ?? stack;
}

function git(root: string, ...args: string[]): string {
  return run("git", args, { cwd: root }).trim();
}

function commitOf(root: string, ref: string): string {
  try {
    git(root, "rev-parse", "--git-dir");
  } catch (error) {
    throw new Error(`--base compares with a revision of git, and ${root} is no git repository; use a clone, or give plans`, {
      cause: error,
    });
  }
  try {
    // No ref begins with a dash, and git would take it for an option.
    if (!ref.startsWith("-")) return git(root, "rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  } catch {
    // Said below.
  }
  throw new Error(
    `--base must be a commit, branch or tag of this repository, got '${ref}'; is it fetched? (git fetch --unshallow, git fetch origin)`,
  );
}

/** Calls a function with the project as it was in a commit; hooks are not run. */
function withWorktree<T>(root: string, commit: string, folder: string, use: (project: string) => T): T {
  const project = path.join(folder, git(root, "rev-parse", "--show-prefix"));
  try {
    git(root, "-c", `core.hooksPath=${path.join(folder, "none")}`, "worktree", "add", "--quiet", "--detach", folder, commit);
    fs.mkdirSync(project, { recursive: true });
    fs.symlinkSync(path.join(root, "node_modules"), path.join(project, "node_modules"), "junction");
    return use(project);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    try {
      git(root, "worktree", "remove", "--force", folder);
    } catch {
      // One that could not be added is on no list.
    }
  }
}

/** Stacks of the project in a folder, bundled with the modules that lie there. */
function synthesise(project: string, outdir: string, what: string): Stacks {
  fs.mkdirSync(outdir);
  try {
    if (!fs.existsSync(path.join(project, "package.json"))) throw new Error("it has no package.json");
    const app = path.join(project, "bin", "app.cjs");
    if (fs.existsSync(app)) {
      node([path.join(project, "bin", "bundle.mjs"), "app"], { cwd: project });
      node([app], { cwd: outdir, env: { CDKTF_OUTDIR: outdir } });
    } else if (hasBundle(project)) {
      // A revision of this repository before there was bin/app.cjs.
      npm(["run", "--silent", "bundle"], { cwd: project });
      node([path.join(project, "dist", "main.js")], { cwd: outdir, env: { CDKTF_OUTDIR: outdir } });
    } else {
      node([packageFolder("bin/cdktf-magnum.mjs"), "synth"], { cwd: project, env: { CDKTF_OUTDIR: outdir } });
    }
  } catch (error) {
    throw new Error(`the app of ${what} does not synthesise: ${(error as Error).message.trimEnd()}`, { cause: error });
  }
  const stacks = path.join(outdir, "stacks");
  if (!fs.existsSync(stacks)) return new Map();
  const read = (stack: string): Configuration =>
    JSON.parse(fs.readFileSync(path.join(stacks, stack, "cdk.tf.json"), "utf8")) as Configuration;
  return new Map(
    fs
      .readdirSync(stacks)
      .sort()
      .map((stack) => [stack, read(stack)]),
  );
}

/** Whether a revision bundles an app of its own, as this repository does; a folder of data files has none. */
function hasBundle(project: string): boolean {
  const { scripts } = JSON.parse(fs.readFileSync(path.join(project, "package.json"), "utf8")) as { scripts?: Record<string, string> };
  return scripts?.["bundle"] !== undefined;
}

/** Lets a signal arrive, which it does not while a command runs. */
async function unlessEnded(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}
