import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const HOST = os.hostname().replace(/[^\w.-]/g, "_");

/**
 * Makes a folder for what is not all written yet. Its name says whose it is.
 *
 * @param outdir - where it is made: beside what was written before, so that files are moved and not copied
 */
export function makeUnfinished(outdir: string): string {
  return fs.mkdtempSync(path.join(outdir, `synth-${process.pid}@${HOST}-`));
}

/**
 * Removes what processes of this machine were writing when they were killed. What other machines write, which may share the folder, stays.
 *
 * @param outdir - where it was made
 */
export function removeUnfinished(outdir: string): void {
  for (const name of fs.readdirSync(outdir)) {
    const [, pid, host] = /^synth-(\d+)@(.+)-[^-]{6}$/.exec(name) ?? [];
    if (host === HOST && !isAlive(Number(pid))) fs.rmSync(path.join(outdir, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else is alive too.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
