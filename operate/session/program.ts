import * as fs from "node:fs";
import * as path from "node:path";

/** Name of the program: `bin` in package.json. */
export const PROGRAM = "cdktf-magnum";

/**
 * How a person starts a command of this program, for messages and pages.
 *
 * @param words - the command and its arguments, such as `deploy gaia-dev`
 */
export function npx(words: string): string {
  return `npx ${PROGRAM} ${words}`;
}

/**
 * Finds a module of the program that is started as a process of its own, the same in the compiled sources and in the bundle.
 *
 * @param name - path of the module from the root of the sources, without an ending
 * @throws Error if it is nowhere
 */
export function moduleFile(name: string): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    const found = [".js", ".mjs"].map((ending) => path.join(folder, `${name}${ending}`)).find((file) => fs.existsSync(file));
    if (found !== undefined) return found;
    if (path.dirname(folder) === folder) throw new Error(`${name} is not in ${__dirname} or above; install the package again`);
  }
}
