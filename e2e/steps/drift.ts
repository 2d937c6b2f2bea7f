import { textOf } from "../../operate/openstack/rows";
import type { Run } from "../run";
import { demand, type Step } from "../step";
import { demandNoChanges } from "./cluster";

/** Group of the nodes that every cluster has. */
const WORKERS = "default-worker";

/** A name server of documentation, which nobody has. */
const NAME_SERVER = "192.0.2.54";

/** Changes by hand what the stacks have made. */
export const drift: Step = {
  name: "drift",
  proves: "what somebody has changed by hand, in Magnum and in Neutron, is told by status and by the page, and set right by a deploy",
  after: ["no-changes"],
  run: async (run) => {
    const group = (await run.magnum.nodeGroups(run.name)).find(({ name }) => name === WORKERS);
    demand(group !== undefined, `Magnum has no node group ${WORKERS}`);
    const scaled = group.nodeCount + 1;
    await run.magnum.resize(run.name, WORKERS, scaled);
    await run.until("the end of Magnum's update", async () => {
      const { status } = await run.magnum.nodeGroup(run.name, WORKERS);
      return status === "UPDATE_COMPLETE" || undefined;
    });
    const { id, servers } = await subnetOf(run);
    await run.cloud.send("PUT", "network", `/subnets/${id}`, { subnet: { dns_nameservers: [...servers, NAME_SERVER] } });
    run.transcript.line(`by hand: ${WORKERS} ${group.nodeCount} -> ${scaled} nodes, ${NAME_SERVER} added to the subnet`);

    const status = await run.command("status");
    demand(status.code === 4, `status ended with ${status.code}`);
    const changed = ["openstack_containerinfra_cluster_v1", "openstack_networking_subnet_v2"].map((type) => `~ ${type}`);
    for (const words of [`${WORKERS}: UPDATE_COMPLETE, ${scaled} nodes`, "2 not as the file says", ...changed])
      demand(status.text.includes(words), `status does not say '${words}'`);
    const healed = await run.deploy();
    demand(healed.code === 0, `deploy ended with ${healed.code}`);
    for (const words of [`node_count: ${scaled} -> ${group.nodeCount}`, NAME_SERVER])
      demand(healed.text.includes(words), `the page does not say '${words}'`);
    await demandNoChanges(run);
    const now = (await run.magnum.nodeGroups(run.name)).find(({ name }) => name === WORKERS);
    demand(now?.nodeCount === group.nodeCount, `${WORKERS} has ${now?.nodeCount} nodes`);
    demand((await subnetOf(run)).servers.join() === servers.join(), "the subnet has other name servers");
    return "node count and name servers";
  },
};

async function subnetOf(run: Run): Promise<{ id: string; servers: string[] }> {
  const [subnet] = await run.cloud.list("network", "/subnets", { name: run.name });
  demand(subnet !== undefined, `Neutron has no subnet ${run.name}`);
  return { id: textOf(subnet, "id")!, servers: subnet["dns_nameservers"] as string[] };
}
