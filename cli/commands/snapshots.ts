import * as fs from "node:fs";
import * as path from "node:path";
import { loadDataFiles } from "../../operate/data-files";
import { EXIT } from "../../operate/session/exit-codes";
import { filesUnder, withTemporaryFolder } from "../../operate/session/processes";
import { writeStacks } from "../../operate/synth/synth";
import type { Project } from "../../projects";
import { parsed, refusing } from "../parsed";
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
 * @returns what was done, one line for each file that changed
 */
export function updateSnapshots(root: string, projects: readonly Project[]): string[] {
  const folder = snapshotFolder(root);
  fs.mkdirSync(folder, { recursive: true });
  return withTemporaryFolder("snapshots", (dir) => {
    refusing(() => writeStacks(projects, dir));
    const rendered = path.join(dir, "hcl");
    const stale = filesUnder(folder).filter((name) => /^[^/]+\.tf$/.test(name) && !fs.existsSync(path.join(rendered, name)));
    for (const name of stale) fs.rmSync(path.join(folder, name));
    const texts = new Map(filesUnder(rendered).map((name) => [name, fs.readFileSync(path.join(rendered, name), "utf8")]));
    return [...writeChanged(folder, texts).map((name) => `${name} written`), ...stale.map((name) => `${name} removed`)];
  });
}

/**
 * Writes the texts that are other ones than the files in a folder.
 *
 * @param folder - the folder
 * @param texts - texts by file name
 * @returns names of the files that were written
 */
export function writeChanged(folder: string, texts: ReadonlyMap<string, string>): string[] {
  return [...texts.keys()].sort().filter((name) => {
    const [file, text] = [path.join(folder, name), texts.get(name)!];
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
    fs.writeFileSync(file, text);
    return true;
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
    const done = updateSnapshots(root, parsed(await loadDataFiles(root)));
    for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`snapshots: ${line}`);
    return EXIT.done;
  },
};
