import * as path from "node:path";
import { settleProjects } from "../../operate/admin/settle-projects";
import { loadDataFiles } from "../../operate/data-files";
import { openCloud } from "../../operate/openstack/cloud";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { openOutput } from "../../operate/session/output";
import { secretsOfClouds, secretsOfEnvironment } from "../../operate/session/redaction";
import { quotaTable } from "../../views/quotas";
import { withSession } from "../command";
import { parsedWithAdmins } from "../parsed";
import type { Command } from "../program";

/** Makes a site's projects and quotas what the site's file says. */
export const command: Command = {
  name: "admin",
  projects: "none",
  words: { name: "SITE", count: "one", help: "name of a site whose file has admin" },
  options: {
    plan: { type: "boolean", help: "only shows what would be changed" },
    "auto-approve": { type: "boolean", help: "asks nothing, and deletes no project: for pipelines in which somebody has agreed before" },
  },
  exits: { refused: "somebody said no, or a project that is not empty would go", different: "with --plan: something would be changed" },
  examples: ["cumulus --plan", "cumulus"],
  run: async ({ words, values, root }) => {
    const { admins } = parsedWithAdmins(await loadDataFiles(root));
    const site = admins.find(({ name }) => name === words[0]);
    if (!site || words.length > 1) {
      const names = admins.map(({ name }) => name).join(", ");
      throw new CommandError(
        `SITE must be one whose file has admin (${names || "none has"}), got '${words.join(" ")}'; docs/admin.md says how`,
        EXIT.usage,
      );
    }
    const outdir = process.env["CDKTF_OUTDIR"] ?? "cdktf.out";
    const output = openOutput({
      folder: path.join(outdir, "logs"),
      name: `admin-${site.name}`,
      secrets: [...secretsOfEnvironment(process.env), ...secretsOfClouds(process.env)],
    });
    return withSession("admin", output, (session) =>
      settleProjects({
        ...{ session, site, outdir, table: quotaTable },
        cloud: openCloud({ cloud: site.clouds.admin }),
        autoApprove: values["auto-approve"] === true,
        onlyShow: values["plan"] === true,
      }),
    );
  },
};
