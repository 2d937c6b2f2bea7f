import { dnsLabel } from "../../constructs/kit/names";
import { adoptedProject } from "../../operate/adopt/adopted-project";
import { runningCluster } from "../../operate/adopt/running-cluster";
import { requireOpenStack, type ProjectInput } from "../../projects";
import { textOf } from "../../operate/openstack/rows";
import { stackName } from "../../stacks/roles";
import type { Run } from "../run";
import { demand, type Step } from "../step";

/** Takes the cluster of the first project over, as if somebody else had made it, and lets go of it again. */
export const adopted: Step = {
  name: "adopt",
  proves: "a cluster that runs is taken over by a plan of imports alone, is not changed by it, and is there as before when it is let go of",
  after: ["deploy"],
  run: async (run) => {
    const project = await adopting(run);
    const before = await updatedAt(run);
    const first = await run.command("deploy", ["--auto-approve"], { project });
    demand(first.code === 0, `deploy ended with ${first.code}`);
    const [, plan = ""] = /^## Plan: (.*)$/m.exec(first.text) ?? [];
    demand(/^\d+ imported$/.test(plan), `the plan is '${plan}'`);
    const second = await run.command("deploy", ["--auto-approve"], { project });
    demand(second.text.includes(`${stackName(dnsLabel(project.name), "cluster")}: no changes`), "a second deploy finds something to do");
    const refused = await run.command("destroy", ["--auto-approve"], { project });
    demand(refused.code === 3, `destroy ended with ${refused.code}`);
    const released = await run.command("release", [], { project, answer: `${project.name}\n` });
    demand(released.code === 0, `release ended with ${released.code}`);
    const again = await run.command("release", [], { project });
    demand(again.text.includes("the state has nothing"), "the state still has something");
    demand((await updatedAt(run)) === before, "Magnum says that the cluster was changed");
    return plan;
  },
};

/** Another project, whose states are its own. */
async function adopting(run: Run): Promise<ProjectInput> {
  const { site } = requireOpenStack(run.parsed());
  const found = await runningCluster(run.name, run.cloud, run.cloud);
  const answers = { project: `${run.name}-adopted`, tier: "dev", isOnlyUsed: false } as const;
  const { data, problems } = adoptedProject(found, { ...run.settings.site, backend: site.backend }, site, answers);
  demand(problems.length === 0, `the project of the cluster is wrong: ${problems.join("; ")}`);
  return data;
}

async function updatedAt(run: Run): Promise<string | undefined> {
  return textOf(await run.cloud.show("container-infra", `/clusters/${run.name}`), "updated_at");
}
