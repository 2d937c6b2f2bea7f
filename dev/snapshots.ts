import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { PLANS, planSnapshots } from "./plans/snapshots";
import { filesUnder, node, withTemporaryFolder } from "../operate/session/processes";

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
    const changed = write(folder, new Map(filesUnder(rendered).map((name) => [name, fs.readFileSync(path.join(rendered, name), "utf8")])));
    return [...changed.map((name) => `${name} written`), ...stale.map((name) => `${name} removed`)];
  });
}

/**
 * Makes the snapshots of all plans anew and removes those of changes that are gone.
 *
 * @param root - folder of the project
 * @returns what was done, one line for each file that changed
 */
export async function updatePlans(root: string): Promise<string[]> {
  const binary = findTerraform();
  if (binary === undefined) return ["plans left as they are, because neither terraform nor tofu is on the PATH"];
  const terraform = await OfflineTerraform.start(binary);
  try {
    const texts = new Map([...(await planSnapshots(terraform))].map(([name, text]) => [`${name}.txt`, text]));
    const folder = path.join(root, PLANS);
    fs.mkdirSync(folder, { recursive: true });
    const stale = filesUnder(folder).filter((name) => !texts.has(name));
    for (const name of stale) fs.rmSync(path.join(folder, name));
    return [...write(folder, texts).map((name) => `plans/${name} written`), ...stale.map((name) => `plans/${name} removed`)];
  } finally {
    await terraform.stop();
  }
}

function write(folder: string, texts: ReadonlyMap<string, string>): string[] {
  return [...texts.keys()].sort().filter((name) => {
    const [file, text] = [path.join(folder, name), texts.get(name)!];
    if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return false;
    fs.writeFileSync(file, text);
    return true;
  });
}

async function main(root: string): Promise<void> {
  const done = [...updateSnapshots(root), ...(await updatePlans(root))];
  for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`snapshots: ${line}`);
}

if (require.main === module) void main(process.cwd());
