import * as fs from "node:fs";
import * as path from "node:path";
import { mergeValues } from "../../constructs/kit/chart-release";
import type { ProjectInput } from "../../projects";
import { OpenStackError } from "../../operate/openstack/failure";
import { doneBy } from "../commands";
import { restrictedCredential } from "../credentials";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";
import { demandNoChanges } from "./cluster";
import { encryptedFiles } from "./encrypted-states";

/** Deploys the platform stack into the cluster. */
export const deployPlatform: Step = {
  name: "platform",
  proves: "the platform stack is made in one go, a second deploy finds nothing to do, and no state has a secret",
  after: ["kubernetes"],
  run: async (run) => {
    if (run.noCharts !== undefined) throw new NotRun(run.noCharts);
    const secret = await platformCredential(run);
    const { code, text } = await run.deploy(inside(run));
    demand(code === 0, `deploy ended with ${code}`);
    await demandNoChanges(run);
    const leaks = fs.readdirSync(run.states).filter((file) => fs.readFileSync(path.join(run.states, file), "utf8").includes(secret));
    demand(leaks.length === 0, `the secret of the credential is in ${leaks.join(", ")}`);
    if (run.env["TF_ENCRYPTION"] !== undefined) encryptedFiles(run);
    const classes = await run.kubernetes!.get<{ items: { metadata: { name: string } }[] }>("storageclasses");
    const names = classes.items.map(({ metadata }) => metadata.name);
    return `${doneBy(text).length} resources, storage classes ${names.join(", ")}`;
  },
};

/** The project with all that is in its cluster; a load balancer only where somebody makes it. */
function inside(run: Run): ProjectInput {
  const { ingress, ...whole } = run.settings.project;
  return { ...run.project, ...whole, nodeGroups: run.project.nodeGroups, ...(run.hasLoadBalancers && { ingress }) };
}

/**
 * Makes the credential that Manila's driver logs in with, which may be a restricted one.
 *
 * @param run - the run, whose variables get it
 * @returns the secret
 * @throws NotRun if the cloud gives none
 */
export async function platformCredential(run: Run): Promise<string> {
  try {
    const { id, secret } = await restrictedCredential(run.cloud, `${run.name}-manila`);
    run.credentials.push(id);
    run.transcript.replace(secret, "(sensitive)");
    // The project's own variables, where an other site's project asks for more of them, come from the environment.
    Object.assign(run.env, { TF_VAR_manila_credential_id: id, TF_VAR_manila_credential_secret: secret });
    return secret;
  } catch (error) {
    if (!(error instanceof OpenStackError)) throw error;
    throw new NotRun(`the cloud gives no application credential: ${error.message}`);
  }
}

/** Changes a value of a chart. */
export const changeValue: Step = {
  name: "chart-value",
  proves: "a changed value of a chart reaches the cluster in place, and nothing else changes",
  after: ["platform"],
  run: async (run) => {
    const { code, text } = await run.deploy(withSharedValues(run.project, { logVerbosityLevel: 4 }));
    demand(code === 0, `deploy ended with ${code}`);
    const verbs = doneBy(text).map(({ verb }) => verb);
    demand(verbs.join() === "changed", `one release should have changed, and ${verbs.join(", ")} was done`);
    const pods = await run.kubernetes!.run("get", "daemonset,statefulset,deployment", "--namespace=manila-csi", "--output=yaml");
    demand(/-v=4|--v=4/.test(pods), "the value is not in the cluster");
    return "";
  },
};

/**
 * The project with other values of the chart that serves shares.
 *
 * @param project - the project
 * @param values - values, laid over those that it has
 */
export function withSharedValues(project: ProjectInput, values: Record<string, unknown>): ProjectInput {
  const shared = project.storage!.shared!;
  return {
    ...project,
    storage: { ...project.storage, shared: { ...shared, values: mergeValues(shared.values ?? {}, values) as typeof shared.values } },
  };
}
