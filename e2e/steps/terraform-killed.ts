import { doneBy } from "../commands";
import { demand, type Step } from "../step";
import { interruptedAt, killTerraform } from "./interrupted";
import { groupId } from "./node-groups";

/** Kills Terraform itself. */
export const terraformKilled: Step = {
  name: "kill-terraform",
  proves: "what Terraform was making when it was killed is named, and deployed again once it is deleted",
  after: ["deploy"],
  run: async (run) => {
    const { ended, uuid } = await interruptedAt(run, "lost", killTerraform);
    demand(ended.code === 1, `deploy ended with ${ended.code}`);
    await run.until("Magnum's end of the node group", async () => {
      const { status } = await run.magnum.nodeGroup(run.name, "lost");
      return status.endsWith("_COMPLETE") || undefined;
    });
    const next = await run.deploy();
    demand(next.code === 1, `the next deploy ended with ${next.code}`);
    const remove = `openstack coe nodegroup delete ${run.name} lost`;
    demand(next.text.includes(remove), `the next deploy does not name '${remove}'`);
    await run.cloud.remove("container-infra", `/clusters/${run.name}/nodegroups/lost`);
    await run.until("the end of the lost node group", async () => ((await groupId(run, "lost")) === undefined ? true : undefined));
    const healed = await run.deploy();
    demand(healed.code === 0, `the deploy after that ended with ${healed.code}`);
    demand(
      doneBy(healed.text).some(({ verb }) => verb === "created"),
      "the node group was not made",
    );
    demand((await groupId(run, "lost")) !== uuid, "the node group is the lost one");
    return "";
  },
};
