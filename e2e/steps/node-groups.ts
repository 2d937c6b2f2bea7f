import * as z from "zod";
import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import { doneBy } from "../commands";
import { withBounds, withGroup } from "../project";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";

const groupSchema = z.object({
  uuid: z.string(),
  node_count: z.number(),
  min_node_count: z.number(),
  max_node_count: z.number().nullable(),
});

/** A node group as Magnum has it. */
export type Group = z.output<typeof groupSchema>;

/**
 * A node group as Magnum has it.
 *
 * @param run - the run
 * @param name - name of the group
 * @returns undefined if there is none
 */
export async function nodeGroup(run: Run, name: string): Promise<Group | undefined> {
  return (await groupId(run, name)) === undefined
    ? undefined
    : groupSchema.parse(await run.cloud.show("container-infra", `/clusters/${run.name}/nodegroups/${name}`));
}

/**
 * The UUID of a node group: one call only, for those who are in a hurry.
 *
 * @param run - the run
 * @param name - name of the group
 * @returns undefined if there is none
 */
export async function groupId(run: Run, name: string): Promise<string | undefined> {
  const all = z.array(z.object({ name: z.string(), uuid: z.string() }));
  return all.parse(await run.cloud.list("container-infra", `/clusters/${run.name}/nodegroups`)).find((group) => group.name === name)?.uuid;
}

async function first(run: Run): Promise<{ name: string; group: Group; min: number; max: number }> {
  const [wanted] = run.project.nodeGroups ?? [];
  if (!wanted) throw new NotRun("the project has no node group");
  const group = await nodeGroup(run, wanted.name);
  demand(group !== undefined, `Magnum has no node group ${wanted.name}`);
  return { name: wanted.name, group, ...nodeGroupBounds(wanted) };
}

/** Widens the bounds of a node group. */
export const widenBounds: Step = {
  name: "widen-bounds",
  proves: "wider bounds of a node group are set in place",
  after: ["deploy"],
  run: async (run) => {
    const { name, group, min, max } = await first(run);
    const { code, text } = await run.deploy(withBounds(run.project, { min, max: max + 1 }));
    demand(code === 0, `deploy ended with ${code}`);
    const verbs = doneBy(text).map(({ verb }) => verb);
    demand(verbs.join() === "changed", `one thing should have changed, and ${verbs.join(", ")} was done`);
    const now = await nodeGroup(run, name);
    demand(now?.uuid === group.uuid && now.max_node_count === max + 1, `Magnum has ${JSON.stringify(now)}`);
    return `${min}..${max} -> ${min}..${max + 1}`;
  },
};

/** Moves bounds past the number of nodes that there are, upwards and downwards. */
export const moveBounds: Step = {
  name: "bounds-in-steps",
  proves: "bounds that leave out the number of nodes are reached in steps, without a new group",
  after: ["deploy"],
  run: async (run) => {
    const { name, group, max } = await first(run);
    const up = group.node_count + 1;
    await move(run, { min: up, max: Math.max(max, up + 1) }, name);
    const raised = await nodeGroup(run, name);
    demand(raised?.min_node_count === up && raised.node_count >= up, `Magnum has ${JSON.stringify(raised)}`);
    const down = raised.node_count - 1;
    await move(run, { min: down, max: down }, name);
    const lowered = await nodeGroup(run, name);
    demand(lowered?.max_node_count === down && lowered.node_count === down, `Magnum has ${JSON.stringify(lowered)}`);
    demand(lowered.uuid === group.uuid, `node group ${name} is another one now`);
    return `${group.node_count} -> ${raised.node_count} -> ${lowered.node_count} nodes`;
  },
};

async function move(run: Run, bounds: { readonly min: number; readonly max: number }, name: string): Promise<void> {
  const { code, text } = await run.deploy(withBounds(run.project, bounds));
  demand(code === 0, `deploy ended with ${code}`);
  demand(text.includes("only in steps"), `the steps for node group ${name} were not shown`);
}

/** Adds a node group and takes it away. */
export const addAndRemove: Step = {
  name: "node-groups",
  proves: "a node group is added and taken away, and nothing else changes",
  after: ["deploy"],
  run: async (run) => {
    const before = run.project;
    const added = await run.deploy(withGroup(before, "extra"));
    demand(added.code === 0, `deploy ended with ${added.code}`);
    demand(
      doneBy(added.text)
        .map(({ verb }) => verb)
        .join() === "created",
      "more than one node group was made",
    );
    const removed = await run.deploy(before);
    demand(removed.code === 0, `deploy ended with ${removed.code}`);
    // None where Magnum is slow to begin: the next plan of the same deploy finds the group gone.
    const done = doneBy(removed.text).map(({ verb }) => verb);
    demand(["", "destroyed"].includes(done.join()), `one node group should have been taken away, and ${done.join(", ")} was done`);
    demand((await nodeGroup(run, "extra")) === undefined, "Magnum still has node group extra");
    return "";
  },
};
