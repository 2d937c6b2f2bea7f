import { withGroup } from "../project";
import { demand, type Step } from "../step";

/** Deploys from two machines at the same time. */
export const twoDeploys: Step = {
  name: "two-deploys",
  proves: "of two deploys at once the second is refused, and told who is at work",
  after: ["deploy"],
  run: async (run) => {
    run.project = withGroup(run.project, "two");
    const started = run.start("deploy", ["--auto-approve"]);
    // As soon as its plan is shown: the second has to find the lock while the first waits for Magnum.
    await run.until("the plan of the first deploy", () => Promise.resolve(started.text().includes("\n## Plan:") || undefined));
    const second = await run.command("deploy", ["--auto-approve"], { folder: "another-machine" });
    const { code } = await started.ended;
    demand(code === 0, `the first deploy ended with ${code}`);
    demand(second.code === 1, `the second deploy ended with ${second.code}`);
    const said = ["Error acquiring the state lock", "Who:", "somebody else is at work on this stack"];
    const missing = said.filter((words) => !second.text.includes(words));
    demand(missing.length === 0, `the second deploy does not say: ${missing.join(", ")}`);
    return "";
  },
};
