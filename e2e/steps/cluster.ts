import { doneBy } from "../commands";
import { ROLES, stackName } from "../../stacks/roles";
import type { Run } from "../run";
import { demand, type Step } from "../step";

/** Makes the cluster stack. */
export const deployCluster: Step = {
  name: "deploy",
  proves: "the cluster stack is made in one go",
  after: [],
  run: async (run) => {
    const { code, text } = await run.deploy();
    demand(code === 0, `deploy ended with ${code}`);
    const cluster = await run.magnum.cluster(run.name);
    demand(cluster !== undefined, `Magnum has no cluster ${run.name}`);
    return `${doneBy(text).length} resources, ${cluster.status}`;
  },
};

/** Deploys what is there already. */
export const noChanges: Step = {
  name: "no-changes",
  proves: "a second deploy and status find nothing to do",
  after: ["deploy"],
  run: async (run) => {
    await demandNoChanges(run);
    const status = await run.command("status");
    demand(status.code === 0, `status ended with ${status.code}`);
    return "";
  },
};

/**
 * Demands that a deploy finds nothing to do.
 *
 * @param run - the run
 */
export async function demandNoChanges(run: Run): Promise<void> {
  const { code, text } = await run.deploy();
  demand(code === 0, `deploy ended with ${code}`);
  for (const stack of ROLES.map((role) => stackName(run.name, role))) {
    demand(text.includes(`${stack}: no changes`), `a deploy of what is there changes ${stack}`);
  }
}
