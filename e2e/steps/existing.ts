import type { ProjectInput } from "../../projects";
import { doneBy } from "../commands";
import { clusterOnly } from "../project";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";

/** Namespace of the chart that both projects install. */
const NAMESPACE = "snapshot-controller";

/** Puts a project into the cluster of the first one, as if others ran it, beside releases of Helm that are not its own. */
export const existing: Step = {
  name: "existing",
  proves:
    "a project is put into a cluster that others run; releases that are there already are found before anything is made, taken over where " +
    "somebody says so, and all of it goes again without the cluster",
  after: ["kubernetes"],
  run: async (run) => {
    if (run.noCharts !== undefined) throw new NotRun(run.noCharts);
    const [theirs, ours] = [within(run, "theirs"), within(run, "guest")];
    const made = await run.command("deploy", ["--auto-approve"], { project: theirs });
    demand(made.code === 0, `deploy of the first guest ended with ${made.code}`);
    const refused = await run.command("deploy", ["--auto-approve"], { project: ours });
    demand(refused.code === 3, `deploy beside releases that are there ended with ${refused.code}`);
    const found = `release ${NAMESPACE} in namespace ${NAMESPACE} (chart ${NAMESPACE} `;
    demand(refused.text.includes(found), "the refusal does not name the release");
    demand(!(await classes(run)).includes("guest"), "something was made before the refusal");
    const taken = await run.command("deploy", [], { project: ours, answer: "take\nyes\n" });
    demand(taken.code === 0, `deploy with releases taken over ended with ${taken.code}`);
    const [, plan = ""] = /^## Plan: (.*)$/m.exec(taken.text) ?? [];
    demand(!/replaced|destroyed/.test(plan), `the plan is '${plan}'`);
    const again = await run.command("deploy", ["--auto-approve"], { project: ours });
    demand(again.text.includes(": no changes"), "a second deploy finds something to do");
    const gone = await run.command("destroy", ["--auto-approve"], { project: ours });
    demand(gone.code === 0, `destroy ended with ${gone.code}`);
    const rest = await run.command("destroy", ["--auto-approve"], { project: theirs });
    demand(rest.code === 0, `destroy of the first guest ended with ${rest.code}`);
    const left = (await classes(run)).filter((name) => ["theirs", "guest"].includes(name));
    demand(left.length === 0, `storage classes are left: ${left.join(", ")}`);
    const cluster = await run.magnum.cluster(run.name);
    demand(cluster !== undefined, "the cluster is gone");
    return `plan: ${plan}; ${doneBy(gone.text).length} resources taken away, the cluster is ${cluster.status}`;
  },
};

/** A project in the cluster of the first one, with a storage class of its own and the chart that serves snapshots. */
function within(run: Run, name: string): ProjectInput {
  const { cluster, ...whole } = clusterOnly(run.settings.project);
  const { controlPlane, workers, labels } = cluster;
  return {
    ...whole,
    name: `${run.name}-${name}`,
    nodeGroups: [],
    cluster: { existing: { name: run.name }, controlPlane, workers, nodeCidr: "10.0.0.0/20", ...(labels && { labels }) },
    storage: { block: { classes: [{ name }], snapshotClass: "snapshots" } },
  };
}

async function classes(run: Run): Promise<string[]> {
  const { items } = await run.kubernetes!.get<{ items: { metadata: { name: string } }[] }>("storageclasses");
  return items.map(({ metadata }) => metadata.name);
}
