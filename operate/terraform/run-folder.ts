import { npx } from "../session/program";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Project } from "../../projects";
import { projectApp } from "../../stacks/project-app";
import { stacksOf, type Stack } from "./stacks";

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
  fs.mkdirSync(outdir, { recursive: true });
  const folder = fs.mkdtempSync(path.join(outdir, "run-"));
  try {
    projectApp(projects, { outdir: folder }).synth();
    // As deep as what `synth` writes: a local backend's directory is relative to the stack's folder.
    const place = (stack: Stack): Stack => {
      const placed = { ...stack, folder: path.resolve(folder, stack.name), kept: path.resolve(outdir, "stacks", stack.name) };
      fs.renameSync(stack.folder, placed.folder);
      return placed;
    };
    const stacks = new Map(projects.map((project) => [project.id, stacksOf(folder, project).map(place)]));
    return { stacks, remove: () => removeFolder(folder, [...stacks.values()].flat()) };
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
