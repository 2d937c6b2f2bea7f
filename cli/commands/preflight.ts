import { parseArgs } from "node:util";
import { projectFiles, siteFiles } from "../../environments";
import { InvalidEnvironments, parseEnvironments, type Project } from "../../projects";
import { table } from "../../views/capacity/table";
import { openStackClient, OpenStackError } from "../../operate/openstack/client";
import { preflight, type Check } from "../../operate/preflight/checks";

const USAGE = "npm run preflight -- project [--json]";

/**
 * Writes what came out, for people.
 *
 * @param checks - what was compared
 */
export function preflightTable(checks: readonly Check[]): string {
  const worst = (result: Check["result"]): Check[] => checks.filter((check) => check.result === result);
  const sorted = [...worst("missing"), ...worst("differs"), ...worst("not checkable"), ...worst("ok")];
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

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { json: { type: "boolean", default: false } } });
  if (positionals.length !== 1) throw new Error(`one project must be named; use ${USAGE}`);
  const projects = parseEnvironments(projectFiles, siteFiles);
  const project = projects.find(({ id, name }) => [id, name].includes(positionals[0]!));
  if (!project) throw new Error(`project must be one of ${projects.map(({ id }) => id).join(", ")}, got '${positionals[0]}'`);
  const checks = await preflight(project, clientsOf(project));
  console.log(values.json ? JSON.stringify(checks, undefined, 2) : preflightTable(checks));
  return isReady(checks) ? 0 : 1;
}

function clientsOf({ site }: Project): Parameters<typeof preflight>[1] {
  return { project: openStackClient({ cloud: site.clouds.project }), clusters: openStackClient({ cloud: site.clouds.clusters }) };
}

if (require.main === module) {
  main(process.argv.slice(2)).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      const isOurs = error instanceof InvalidEnvironments || error instanceof OpenStackError;
      console.error(isOurs ? error.message : `preflight: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 2;
    },
  );
}
