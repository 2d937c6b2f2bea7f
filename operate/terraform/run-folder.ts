import { npx } from "../session/program";
import * as fs from "node:fs";
import * as path from "node:path";
import { backendAuthority, type AdminSite, type Project } from "../../projects";
import { adminApp } from "../../stacks/admin-app";
import { adminStackName } from "../../stacks/admin-names";
import type { AdminStackOptions } from "../../stacks/admin-stack";
import { projectApp } from "../../stacks/project-app";
import { caBundle } from "./ca-bundle";
import { stacksOf, synthesisedStack, type Stack } from "./stacks";

/** Where Terraform writes a state that the backend does not take. */
const UNWRITTEN_STATE = "errored.tfstate";

/** What was synthesised for one run of a command; nobody else reads or writes it. */
export interface RunFolder {
  /** Stacks of the projects by the project's id, each after those that it depends on. */
  readonly stacks: ReadonlyMap<string, readonly Stack[]>;
  /**
   * Removes the folder.
   *
   * @returns what was in it and is kept elsewhere, as messages
   */
  readonly remove: () => string[];
}

/**
 * Synthesises projects into a folder of this run, so that a plan that is made again is made of the same configuration.
 *
 * @param projects - the projects
 * @param outdir - folder of all that is synthesised, with what stays between runs in `stacks/<stack>`
 * @throws InvalidEnvironments with what constructs and policies refuse
 */
export function makeRunFolder(projects: readonly Project[], outdir: string): RunFolder {
  const { stacks, remove } = runFolderOf(outdir, (folder) => {
    projectApp(projects, { outdir: folder }).synth();
    return projects.flatMap((project) => {
      const bundle = { caBundle: writeCaBundle(folder, project.site) };
      return stacksOf(folder, project).map((stack) => ({ project: project.id, stack: { ...stack, ...bundle } }));
    });
  });
  const ofProject = (id: string): Stack[] => stacks.filter(({ project }) => project === id).map(({ stack }) => stack);
  return { stacks: new Map(projects.map(({ id }) => [id, ofProject(id)])), remove };
}

/** What was synthesised for one run of an administrator's command. */
export interface AdminFolder extends Pick<RunFolder, "remove"> {
  /** The stack of the site's projects. */
  readonly stack: Stack;
}

/**
 * Synthesises the stack of a site's projects into a folder of this run.
 *
 * @param site - the site
 * @param options - what is known beside its data
 * @param outdir - folder of all that is synthesised
 * @throws InvalidEnvironments with what policies refuse
 */
export function makeAdminFolder(site: AdminSite, options: AdminStackOptions, outdir: string): AdminFolder {
  const { stacks, remove } = runFolderOf(outdir, (folder) => {
    adminApp(site, options, { outdir: folder }).synth();
    return [{ stack: { ...synthesisedStack(folder, adminStackName(site), "admin"), caBundle: writeCaBundle(folder, site) } }];
  });
  return { stack: stacks[0]!.stack, remove };
}

/** Writes what the backend of a site is to trust; returns undefined where systems trust it by themselves. */
function writeCaBundle(folder: string, site: Project["site"] | AdminSite): string | undefined {
  const authority = backendAuthority(site);
  if (authority === undefined) return undefined;
  const file = path.resolve(folder, `${site.name}-authorities.pem`);
  fs.writeFileSync(file, caBundle(authority));
  return file;
}

function runFolderOf<S extends { readonly stack: Stack }>(
  outdir: string,
  synthesise: (folder: string) => readonly S[],
): { readonly stacks: readonly S[] } & Pick<RunFolder, "remove"> {
  fs.mkdirSync(outdir, { recursive: true });
  const folder = fs.mkdtempSync(path.join(outdir, "run-"));
  try {
    // As deep as what `synth` writes: a local backend's directory is relative to the stack's folder.
    const stacks = synthesise(folder).map((one) => {
      const placed = {
        ...one.stack,
        folder: path.resolve(folder, one.stack.name),
        kept: path.resolve(outdir, "stacks", one.stack.name),
      };
      fs.renameSync(one.stack.folder, placed.folder);
      return { ...one, stack: placed };
    });
    const all = stacks.map(({ stack }) => stack);
    return { stacks, remove: () => removeFolder(folder, all) };
  } catch (error) {
    removeFolder(folder, []);
    throw error;
  }
}

function removeFolder(folder: string, stacks: readonly Stack[]): string[] {
  const messages = stacks.flatMap((stack) => {
    const unwritten = path.join(stack.folder, UNWRITTEN_STATE);
    if (!fs.existsSync(unwritten)) return [];
    fs.mkdirSync(stack.kept, { recursive: true });
    const file = path.join(stack.kept, `${new Date().toISOString().replace(/[:.]/g, "-")}-${UNWRITTEN_STATE}`);
    fs.chmodSync(unwritten, 0o600);
    fs.renameSync(unwritten, file);
    return [
      `${stack.name}: the backend has not taken the new state, which has secrets and is all that is known of what was made; it is ${file}. ` +
        `When the backend answers again: ${npx("synth")}, then terraform -chdir=${stack.kept} state push ${path.basename(file)}, then delete it`,
    ];
  });
  fs.rmSync(folder, { recursive: true, force: true });
  return messages;
}
