import { isInDigitalOcean, isInOpenStack, type ProjectInOpenStack, type Project } from "../../projects";
import { digitalOceanChecks } from "../../operate/preflight/digitalocean";
import { loadDataFiles } from "../../operate/data-files";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { parsed } from "../parsed";
import type { Command } from "../program";
import { table } from "../../views/capacity/table";
import { openCloud } from "../../operate/openstack/cloud";
import { OpenStackError } from "../../operate/openstack/failure";
import type { Check } from "../../operate/preflight/check";
import { preflight, type Clouds } from "../../operate/preflight/checks";
import { madeUp } from "../../operate/preflight/made-up";

/**
 * Writes what came out, for people.
 *
 * @param checks - what was compared
 */
export function preflightTable(checks: readonly Check[]): string {
  const worst = (result: Check["result"]): Check[] => checks.filter((check) => check.result === result);
  const sorted = [...worst("made up"), ...worst("missing"), ...worst("differs"), ...worst("not checkable"), ...worst("ok")];
  return table(
    ["result", "what", ""],
    sorted.map(({ result, subject, detail }) => [result, subject, detail]),
  )
    .slice(1)
    .join("\n");
}

/** Whether the cloud is as the files say, as far as it can be seen. */
export function isReady(checks: readonly Check[]): boolean {
  return checks.every(({ result }) => result === "ok" || result === "not checkable");
}

/** Asks the cloud whether it has what a project's files say. */
export const command: Command = {
  name: "preflight",
  projects: "one",
  options: { json: { type: "boolean", help: "the same for programs" } },
  exits: { different: "the cloud lacks something or has it otherwise, or the files have examples in them" },
  examples: ["gaia-dev", "gaia-dev --json"],
  run: async ({ words, values, root }) => {
    const [name, ...more] = words;
    if (name === undefined || more.length > 0) throw new CommandError("one project must be named", EXIT.usage);
    const files = await loadDataFiles(root);
    const projects = parsed(files);
    const project = projects.find((one) => [one.id, one.name].includes(name));
    if (!project) throw new CommandError(`project must be one of ${projects.map(({ id }) => id).join(", ")}, got '${name}'`, EXIT.usage);
    try {
      const examples = madeUp(project, files);
      // A cloud of an example is nowhere to be asked.
      const checks = examples.length > 0 ? examples : await checksOf(project);
      console.log(values["json"] ? JSON.stringify(checks, undefined, 2) : preflightTable(checks));
      if (examples.length > 0) console.error("preflight: the cloud is asked when nothing in the files is made up");
      return isReady(checks) ? EXIT.done : EXIT.different;
    } catch (error) {
      throw error instanceof OpenStackError ? new CommandError(error.message, EXIT.usage) : error;
    }
  },
};

async function checksOf(project: Project): Promise<readonly Check[]> {
  if (isInOpenStack(project)) return preflight(project, cloudsOf(project));
  return isInDigitalOcean(project) ? digitalOceanChecks(project) : [];
}

function cloudsOf({ site }: ProjectInOpenStack): Clouds {
  return { project: openCloud({ cloud: site.clouds.project }), clusters: openCloud({ cloud: site.clouds.clusters }) };
}
