import { commands } from "../../operate/leftovers/describe";
import { perform } from "../../operate/leftovers/removal";
import type { Ended } from "../commands";
import { podsOf, SERVERS } from "../hub-visit";
import type { Run } from "../run";
import { demand, type Step } from "../step";
import { ofCluster } from "./claims";

/** Destroys while the cluster has things of its own in OpenStack. */
export const refusesLoadBalancers: Step = {
  name: "destroy-refused",
  proves: "destroy takes the platform, names what stays, and stops before the cluster as long as a load balancer holds its network",
  after: ["claims"],
  run: async (run) => {
    const things = await ofCluster(run);
    const { code, text } = await destroyed(run);
    demand(code === 1, `destroy ended with ${code}`);
    demand(text.includes("load balancers hold the network of the cluster"), "destroy does not say what is in the way");
    const stay = (await ofCluster(run)).map(({ id }) => id);
    const balancers = things.filter(({ kind, id }) => kind === "load balancer" && stay.includes(id));
    for (const balancer of balancers) {
      for (const line of commands(balancer)) demand(text.includes(line), `destroy does not name '${line}'`);
      for (const removal of balancer.remove) await perform(removal, run.cloud);
    }
    await run.until("the end of the load balancers", async () =>
      (await ofCluster(run)).every(({ kind }) => kind !== "load balancer") ? true : undefined,
    );
    return `${balancers.length} load balancer deleted as destroy says`;
  },
};

/** Longest time for a destroy with a notebook open, in seconds. */
const NOTEBOOK_SECONDS = 180;

/** Destroys; whoever has a notebook open is named, and keeps nothing from going. */
async function destroyed(run: Run): Promise<Ended> {
  const open = run.project.notebooks && run.kubernetes ? await podsOf(run, SERVERS).catch(() => []) : [];
  const started = Date.now();
  const ended = await run.command("destroy", ["--auto-approve"]);
  const seconds = Math.round((Date.now() - started) / 1000);
  for (const pod of open) demand(ended.text.includes(pod), `destroy does not name the notebook ${pod}`);
  if (open.length > 0) {
    run.transcript.line(`with ${open.join(", ")} open destroy took ${seconds} s`);
    demand(seconds <= NOTEBOOK_SECONDS, `with a notebook open destroy took ${seconds} s`);
  }
  return ended;
}

/** Takes everything away. */
export const destroyAll: Step = {
  name: "destroy",
  proves: "everything goes, and what is left in OpenStack is named with the command that deletes it",
  after: [],
  isAlways: true,
  run: async (run) => {
    run.pastCluster = (await run.magnum.cluster(run.name))?.uuid;
    const left = run.pastCluster === undefined ? [] : await ofCluster(run);
    const { code, text } = await destroyed(run);
    demand(code === (left.length > 0 ? 4 : 0), `destroy ended with ${code}, and ${left.length} things are left`);
    for (const line of left.flatMap(commands)) demand(text.includes(line), `destroy does not name '${line}'`);
    return left.length === 0 ? "nothing is left" : `${left.map(({ kind }) => kind).join(", ")} left and named`;
  },
};

/** Finds and deletes what is left. */
export const listLeftovers: Step = {
  name: "leftovers",
  proves: "what is left is found and deleted, and then nothing is left",
  after: [],
  isAlways: true,
  run: async (run: Run) => {
    const cluster = run.pastCluster === undefined ? [] : ["--cluster", run.pastCluster];
    const found = await run.command("leftovers", cluster);
    demand(found.code === 0 || found.code === 4, `leftovers ended with ${found.code}`);
    if (found.code === 4) {
      const deleted = await run.command("leftovers", [...cluster, "--delete"], { answer: `${run.name}\n` });
      demand(deleted.code === 0, `leftovers --delete ended with ${deleted.code}`);
    }
    const { code } = await run.command("leftovers", cluster);
    demand(code === 0, `something is left: leftovers ended with ${code}`);
    return found.code === 4 ? "found, deleted, none" : "none";
  },
};
