import * as fs from "node:fs";
import { OpenStackError } from "../../operate/openstack/failure";
import { doneBy } from "../commands";
import { cloudsFile, restrictedCredential, withEntry } from "../credentials";
import { secondProject } from "../project";
import type { CommandOptions, Run } from "../run";
import { demand, NotRun, type Step } from "../step";

/** Has Magnum fail a creation. */
export const createFails: Step = {
  name: "create-fails",
  proves: "where Magnum fails a creation the message has its reason, and the next deploy heals it",
  after: [],
  run: async (run) => {
    const labels = run.settings.createFailure;
    if (!labels) throw new NotRun("the cloud has no labels that make a creation fail (createFailure in the --site file)");
    const project = secondProject(run.settings.project);
    const extraLabels = { ...project.cluster.extraLabels, ...labels };
    try {
      const failed = await run.command("deploy", ["--auto-approve"], {
        project: { ...project, cluster: { ...project.cluster, extraLabels } },
      });
      demand(failed.code === 1, `deploy ended with ${failed.code}`);
      const reason = (await run.magnum.cluster(`${run.name}-second`))?.reason ?? "";
      demand(reason !== "", "Magnum has no reason");
      demand(failed.text.includes(reason), `the message does not have Magnum's reason '${reason}'`);
      const healed = await run.command("deploy", ["--auto-approve"], { project });
      demand(healed.code === 0, `the next deploy ended with ${healed.code}`);
      return `'${reason}', then ${doneBy(healed.text).filter(({ verb }) => verb === "created").length} resources made`;
    } finally {
      await takenAway(run, { project });
    }
  },
};

/** Makes a cluster with an application credential that may not. */
export const restricted: Step = {
  name: "restricted-credential",
  proves: "a restricted application credential is refused with Magnum's reason, and with what to do",
  after: [],
  run: async (run) => {
    const name = `${run.options.cloud}-restricted`;
    const file = cloudsFile();
    if (file === undefined) throw new NotRun("there is no clouds.yaml; the login comes from the environment");
    const credential = await made(run, name);
    const { authUrl } = run.settings.site.identity;
    const clouds = run.file("clouds.yaml");
    fs.writeFileSync(clouds, withEntry(fs.readFileSync(file, "utf8"), run.options.cloud, name, authUrl, credential), { mode: 0o600 });
    const project = secondProject(run.settings.project);
    try {
      const options = { project, clusters: name, env: { OS_CLIENT_CONFIG_FILE: clouds } };
      const { code, text } = await run.command("deploy", ["--auto-approve"], options);
      demand(code === 1, `deploy ended with ${code}`);
      const said = ["Failed to create trustee or trust", "Magnum needs an unrestricted one"];
      const missing = said.filter((words) => !text.includes(words));
      demand(missing.length === 0, `the message does not have: ${missing.join(", ")}`);
      return "";
    } finally {
      fs.rmSync(clouds, { force: true });
      await takenAway(run, { project });
    }
  },
};

async function made(run: Run, name: string) {
  try {
    const credential = await restrictedCredential(run.cloud, name);
    run.credentials.push(credential.id);
    run.transcript.replace(credential.secret, "(sensitive)");
    return credential;
  } catch (error) {
    if (!(error instanceof OpenStackError)) throw error;
    throw new NotRun(`the cloud gives no application credential: ${error.message}`);
  }
}

async function takenAway(run: Run, options: CommandOptions): Promise<void> {
  const { code } = await run.command("destroy", ["--auto-approve"], options);
  demand(code === 0, `destroy of the second project ended with ${code}`);
}
