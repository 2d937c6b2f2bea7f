import { EXIT } from "../operate/session/exit-codes";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { digitalOceanHcl } from "./plans/digitalocean-hcl";
import { PLANS, planSnapshots } from "./plans/snapshots";
import { updateSnapshots } from "../cli/commands/snapshots";
import { parsedWithAdmins } from "../cli/parsed";
import type { Command } from "../cli/program";
import { loadDataFiles } from "../operate/data-files";
import { renewFiles } from "../operate/session/processes";

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
    const texts = new Map(
      [...(await planSnapshots(terraform))]
        .map(([name, text]): [string, string] => [`${name}.txt`, text])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const { written, removed } = renewFiles(path.join(root, PLANS), texts);
    return [...written.map((name) => `plans/${name} written`), ...removed.map((name) => `plans/${name} removed`)];
  } finally {
    await terraform.stop();
  }
}

/** Renews the HCL and the snapshots of all plans. */
export const command: Command = {
  name: "snapshots",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: async ({ root }) => {
    const { projects, admins } = parsedWithAdmins(await loadDataFiles(root));
    const there = renewFiles(path.join(root, "__tests__", "fixtures", "digitalocean"), digitalOceanHcl());
    const hcl = [...updateSnapshots(root, projects, admins), ...there.written.map((name) => `${name} written`)];
    const done = [...hcl, ...(await updatePlans(root))];
    for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`snapshots: ${line}`);
    return EXIT.done;
  },
};
