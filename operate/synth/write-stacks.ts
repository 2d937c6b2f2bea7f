import "./synth-shim";
import "./resolve-shim";
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { TerraformElement, TerraformResource, TerraformStack, type App, type Manifest } from "cdktf";
import { readBlock } from "../../constructs/policies/policy-element";
import { packageFolder } from "../../constructs/kit/package-root";
import { lookupInFolder, writeHcl, type BlockLookup } from "../../hcl";
import { InvalidEnvironments, type AdminSite, type Problem, type Project } from "../../projects";
import { adminApp } from "../../stacks/admin-app";
import { adminStackName } from "../../stacks/admin-names";
import { projectApp } from "../../stacks/project-app";
import { readProjectStacks, writeProjectStacks, type ProjectStack } from "../../stacks/roles";
import { collectGarbage } from "./collect-garbage";
import { forgettingTokens } from "./forget-tokens";
import { makeUnfinished, removeUnfinished } from "./unfinished";

/** A stack that was written. */
export interface WrittenStack {
  /** Name of the stack. */
  readonly stack: string;
  /** How many resources it has. */
  readonly resources: number;
}

/** What was written of some stacks: all that is known of them when their constructs are gone. */
interface Written {
  readonly stacks: readonly (ProjectStack & WrittenStack)[];
  readonly manifest: Manifest;
}

/** After so many projects the constructs of those before are freed: 10 MB, in less than a hundredth of the time. */
const FREED_AT_ONCE = 50;

/**
 * Writes JSON and HCL of both stacks of projects, and of the stacks of sites' administrators. One project after the other, so that no more than one is in memory; nobody sees a file
 * before all are written.
 *
 * @param projects - the projects
 * @param outdir - folder to write into
 * @param admins - sites whose projects an administrator keeps
 * @returns the stacks, in the order of the projects
 * @throws InvalidEnvironments with all that constructs and policies refuse; then nothing is written
 */
export function writeStacks(projects: readonly Project[], outdir: string, admins: readonly AdminSite[] = []): WrittenStack[] {
  mkdirSync(outdir, { recursive: true });
  removeUnfinished(outdir);
  // Nobody reads there until all is written.
  const beside = makeUnfinished(outdir);
  try {
    const written = writeEach(projects, admins, beside);
    moveInto(outdir, beside);
    removeOthers(
      join(outdir, "hcl"),
      written.map(({ stack }) => `${stack}.tf`),
    );
    return written;
  } finally {
    rmSync(beside, { recursive: true, force: true });
    if (readdirSync(outdir).length === 0) rmdirSync(outdir);
  }
}

function writeEach(projects: readonly Project[], admins: readonly AdminSite[], outdir: string): WrittenStack[] {
  const lookup = lookupInFolder(packageFolder("schemas"));
  const problems: Problem[] = [];
  const stacks: (ProjectStack & WrittenStack)[] = [];
  const ofAdmins: WrittenStack[] = [];
  let manifest: Manifest | undefined;
  // An app without a project has a manifest too.
  for (const [index, some] of (projects.length === 0 ? [[]] : projects.map((project) => [project])).entries()) {
    if (index > 0 && index % FREED_AT_ONCE === 0) collectGarbage();
    collecting(problems, () => {
      const written = forgettingTokens(() => write(some, outdir, lookup));
      stacks.push(...written.stacks);
      manifest ??= written.manifest;
      Object.assign(manifest.stacks, written.manifest.stacks);
    });
  }
  for (const site of admins) {
    collecting(problems, () => {
      const app = adminApp(site, {}, { outdir });
      synthesise(app);
      ofAdmins.push(...writtenOf(app, [{ stack: adminStackName(site) }], outdir, lookup));
      Object.assign(manifest?.stacks ?? {}, app.manifest.stacks);
    });
  }
  if (problems.length > 0) throw new InvalidEnvironments(problems);
  manifest!.writeToFile();
  writeProjectStacks(
    outdir,
    stacks.map(({ project, role, stack, dependencies }) => ({ project, role, stack, dependencies })),
  );
  return [...stacks, ...ofAdmins];
}

function collecting(problems: Problem[], use: () => void): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof InvalidEnvironments)) throw error;
    problems.push(...error.problems);
  }
}

function write(projects: readonly Project[], outdir: string, lookup: BlockLookup): Written {
  const app = projectApp(projects, { outdir });
  synthesise(app);
  return { stacks: writtenOf(app, readProjectStacks(outdir), outdir, lookup), manifest: app.manifest };
}

/**
 * Synthesises an app in which there are our stacks alone, without what the framework does for others: to prepare a stack is to resolve all
 * of it in search of references to other stacks, of which ours have none (docs/adr/0002-two-stacks.md), and each block would be made again
 * after the policies have read it.
 */
function synthesise(app: App): void {
  for (const stack of app.node.children.filter((node) => node instanceof TerraformStack)) {
    stack.prepareStack = () => undefined;
    for (const element of stack.node.findAll().filter((node) => node instanceof TerraformElement)) {
      const block = readBlock(element);
      if (block !== undefined) element.toTerraform = () => block;
    }
  }
  app.synth();
}

/** Counts the resources of stacks, and writes them as HCL. */
function writtenOf<S extends { readonly stack: string }>(app: App, stacks: readonly S[], outdir: string, lookup: BlockLookup) {
  writeHcl(
    outdir,
    stacks.map(({ stack }) => stack),
    lookup,
  );
  return stacks.map((one) => {
    const nodes = app.node.findChild(one.stack).node.findAll();
    return { ...one, resources: nodes.filter((node) => node instanceof TerraformResource).length };
  });
}

/** Moves all files, and removes the folder that they were in. The manifest comes last: it names files that are there. */
function moveInto(outdir: string, beside: string): void {
  const entries = readdirSync(beside, { recursive: true, withFileTypes: true }).map((entry) => ({
    place: relative(beside, join(entry.parentPath, entry.name)),
    isFolder: entry.isDirectory(),
  }));
  const folders = entries.filter(({ isFolder }) => isFolder).map(({ place }) => place);
  const files = entries.filter(({ isFolder }) => !isFolder).map(({ place }) => place);
  for (const folder of folders) mkdirSync(join(outdir, folder), { recursive: true });
  const atTop = (file: string): number => Number(dirname(file) === ".");
  for (const file of files.sort((a, b) => atTop(a) - atTop(b))) renameSync(join(beside, file), join(outdir, file));
  // Empty now, and each stands behind the one that it is in. To let rmSync find that out takes twice as long.
  for (const folder of [...folders.reverse(), ""]) rmdirSync(join(beside, folder));
}

/** Removes the HCL of stacks that are gone. */
function removeOthers(folder: string, kept: readonly string[]): void {
  const names = new Set(kept);
  for (const file of readdirSync(folder)) if (file.endsWith(".tf") && !names.has(file)) rmSync(join(folder, file));
}
