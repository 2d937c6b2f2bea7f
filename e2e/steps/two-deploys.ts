import { withGroup } from "../project";
import { demand, type Step } from "../step";
import { nodeGroup } from "./node-groups";

/** Deploys from two machines at the same time. */
export const twoDeploys: Step = {
  name: "two-deploys",
  proves: "of two deploys at once the second is refused, and told who is at work",
  after: ["deploy"],
  run: async (run) => {
    run.project = withGroup(run.project, "two");
    const firstDeploy = run.start("deploy", ["--auto-approve"]);
    await run.until("the node group of the first deploy", () => nodeGroup(run, "two"));
    const second = await run.command("deploy", ["--auto-approve"], { folder: "another-machine" });
    const { code } = await firstDeploy.ended;
    demand(code === 0, `the first deploy ended with ${code}`);
    demand(second.code === 1, `the second deploy ended with ${second.code}`);
    const said = ["Error acquiring the state lock", "Who:", "somebody else is at work on this stack"];
    const missing = said.filter((words) => !second.text.includes(words));
    demand(missing.length === 0, `the second deploy does not say: ${missing.join(", ")}`);
    return "";
  },
};
