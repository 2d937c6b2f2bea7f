import * as fs from "node:fs";
import * as path from "node:path";
import { loadDataFiles } from "../../operate/data-files";
import { EXIT } from "../../operate/session/exit-codes";
import { filesUnder, renewFiles, withTemporaryFolder } from "../../operate/session/processes";
import { writeStacks } from "../../operate/synth/write-stacks";
import type { AdminSite, Project } from "../../projects";
import { parsedWithAdmins, refusing } from "../parsed";
import type { Command } from "../program";

/** Where tests of this repository have the HCL, so that `jest` shows and compares it. */
const BESIDE_TESTS = path.join("__tests__", "__snapshots__");

/**
 * Folder of the committed HCL of all stacks, as pull requests show it.
 *
 * @param root - folder of the project
 */
export function snapshotFolder(root: string): string {
  return path.join(root, fs.existsSync(path.join(root, BESIDE_TESTS)) ? BESIDE_TESTS : "snapshots");
}

/**
 * Makes the committed HCL anew and removes that of stacks that are gone; other files in its folder stay.
 *
 * @param root - folder of the project
 * @param projects - the projects
 * @param admins - sites whose projects an administrator keeps
 * @returns what was done, one line for each file that changed
 */
export function updateSnapshots(root: string, projects: readonly Project[], admins: readonly AdminSite[] = []): string[] {
  return withTemporaryFolder("snapshots", (dir) => {
    refusing(() => writeStacks(projects, dir, admins));
    const rendered = path.join(dir, "hcl");
    const texts = new Map(filesUnder(rendered).map((name) => [name, fs.readFileSync(path.join(rendered, name), "utf8")]));
    const { written, removed } = renewFiles(snapshotFolder(root), texts, (name) => /^[^/]+\.tf$/.test(name));
    return [...written.map((name) => `${name} written`), ...removed.map((name) => `${name} removed`)];
  });
}

/** Renews the committed HCL of all stacks. */
export const command: Command = {
  name: "snapshots",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: async ({ root }) => {
    const { projects, admins } = parsedWithAdmins(await loadDataFiles(root));
    const done = updateSnapshots(root, projects, admins);
    for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`snapshots: ${line}`);
    return EXIT.done;
  },
};
