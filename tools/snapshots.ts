import * as fs from "node:fs";
import * as path from "node:path";
import { filesUnder, node, withTemporaryFolder } from "./processes";

/** The golden files: HCL of all stacks, as pull requests show it. */
export const SNAPSHOTS = path.join("__tests__", "__snapshots__");

/**
 * Makes the golden files of a project anew and removes those of stacks that are gone; other files in their folder stay.
 *
 * @param root - folder of the project
 * @returns what was done, one line for each file that changed
 */
export function updateSnapshots(root: string): string[] {
  const folder = path.join(root, SNAPSHOTS);
  fs.mkdirSync(folder, { recursive: true });
  return withTemporaryFolder("snapshots", (dir) => {
    node([path.join(root, "dist", "main.js")], { cwd: dir, env: { CDKTF_OUTDIR: dir } });
    const rendered = path.join(dir, "hcl");
    const stale = filesUnder(folder).filter((name) => /^[^/]+\.tf$/.test(name) && !fs.existsSync(path.join(rendered, name)));
    for (const name of stale) fs.rmSync(path.join(folder, name));
    const changed = filesUnder(rendered).filter((name) => {
      const [file, text] = [path.join(folder, name), fs.readFileSync(path.join(rendered, name), "utf8")];
      if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
      fs.writeFileSync(file, text);
      return true;
    });
    return [...changed.map((name) => `${name} written`), ...stale.map((name) => `${name} removed`)];
  });
}

if (require.main === module) {
  const done = updateSnapshots(process.cwd());
  for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`snapshots: ${line}`);
}
