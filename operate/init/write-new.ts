import * as fs from "node:fs";
import * as path from "node:path";
import { CommandError, EXIT } from "../session/exit-codes";
import { ENVIRONMENTS } from "../data-files";

/** What a folder of projects has, and no other. */
const OF_PROJECTS = [ENVIRONMENTS, "cdktf.json", "main.ts"];

/** What was done with the files of a new folder. */
export interface Written {
  /** Files that are new. */
  readonly written: readonly string[];
  /** Files that were there before, and are as they were. */
  readonly kept: readonly string[];
}

/**
 * Refuses a folder that has projects already.
 *
 * @param folder - the folder, which need not be there
 * @throws CommandError with what it has
 */
export function requireNoProjects(folder: string): void {
  const found = OF_PROJECTS.filter((name) => fs.existsSync(path.join(folder, name)));
  if (found.length > 0) {
    throw new CommandError(`${folder}: has ${found.join(", ")} already; name a folder without these, nothing was written`, EXIT.usage);
  }
}

/**
 * Writes the files of a new folder beside those that it has; none of these is written over. Where one cannot be written, all that were are taken
 * away again.
 *
 * @param folder - the folder, which need not be there
 * @param files - texts by path
 * @throws CommandError if it is a folder of projects already
 */
export function writeNew(folder: string, files: Readonly<Record<string, string>>): Written {
  requireNoProjects(folder);
  const [written, kept, made]: string[][] = [[], [], []];
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      const first = fs.mkdirSync(path.dirname(file), { recursive: true });
      if (first !== undefined) made!.push(first);
      try {
        fs.writeFileSync(file, text, { flag: "wx" });
        written!.push(name);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        kept!.push(name);
      }
    }
  } catch (error) {
    for (const name of written!) fs.rmSync(path.join(folder, name), { force: true });
    for (const name of made!) fs.rmSync(name, { recursive: true, force: true });
    throw new CommandError(`${folder}: ${(error as Error).message}; nothing was written`, EXIT.failed);
  }
  return { written: written!, kept: kept! };
}
