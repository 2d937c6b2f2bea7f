import * as fc from "fast-check";
import { stepsBefore } from "../operate/magnum/bounds";
import { nodeGroupSteps } from "../operate/plan/node-group-steps";
import { review } from "../cli/commands/review";
import { changesOf } from "../operate/plan/changes";
import { readPlan } from "../operate/plan/plan";

interface Group {
  readonly count: number;
  readonly min: number;
  /** Undefined is no limit, which Magnum writes as null and the provider as 0. */
  readonly max: number | undefined;
}

const attributes = ({ count, min, max }: Group): object => ({
  name: "batch",
  cluster_id: "c-1",
  node_count: count,
  min_node_count: min,
  max_node_count: max ?? null,
});

/** What the page and the deploy of the same plan tell to run. */
function toldFor(now: Group, wanted: Group): { page: string[]; deploy: string[] } {
  const type = "openstack_containerinfra_nodegroup_v1";
  const change = { actions: ["update"], before: attributes(now), after: attributes(wanted), after_unknown: {} };
  const bytes = Buffer.from(
    JSON.stringify({ format_version: "1.2", resource_changes: [{ address: `${type}.batch`, mode: "managed", type, change }] }),
  );
  const { page } = review([{ stack: "lab-cluster", source: "plan.json", bytes }]);
  return {
    page: [...page.matchAll(/`openstack ([^`]*)`/g)].map(([, command]) => command!),
    deploy: stepsBefore(changesOf([readPlan("lab-cluster", "plan.json", bytes)])).map(({ command }) => command.replace("openstack ", "")),
  };
}

const contains = ({ min, max = Infinity }: Group, count: number): boolean => min <= count && count <= max;

/** What Magnum makes of a command: it takes bounds only around the number of nodes, and a number of nodes only inside the bounds. */
function ran(group: Group, command: string): Group {
  const [, resized] = /^coe cluster resize c-1 (\d+) --nodegroup batch$/.exec(command) ?? [];
  const [, bound, to, removed] =
    /^coe nodegroup update c-1 batch (?:replace (min|max)_node_count=(\d+)|remove (max)_node_count)$/.exec(command) ?? [];
  if (resized !== undefined) {
    if (!contains(group, Number(resized))) throw new Error(`HTTP 400: ${resized} nodes are outside the bounds ${JSON.stringify(group)}`);
    return { ...group, count: Number(resized) };
  }
  if (bound === undefined && removed === undefined) throw new Error(`HTTP 404: ${command}`);
  const updated = { ...group, ...(removed === undefined ? { [bound!]: Number(to) } : { max: undefined }) };
  if (!contains(updated, updated.count)) throw new Error(`HTTP 409: ${JSON.stringify(updated)}`);
  return updated;
}

const bound = fc.nat({ max: 8 });
const bounds = fc
  .tuple(bound, fc.option(bound, { nil: undefined }))
  .map(([min, width]) => ({ min, max: width === undefined ? undefined : Math.max(1, min + width) }));

describe("bounds past the number of nodes", () => {
  test("need the same steps on the page and in a deploy, each of which Magnum takes, and after them the apply", () => {
    fc.assert(
      fc.property(bounds, bounds, fc.nat({ max: 20 }), (before, after, count) => {
        const now = { ...before, count };
        const { page, deploy } = toldFor(now, { ...after, count });
        expect(page).toEqual(deploy);
        const reached = deploy.reduce(ran, now);
        expect(contains({ ...after, count }, reached.count)).toBe(true);
        expect(deploy.length > 0).toBe(!contains({ ...after, count }, count));
      }),
      { numRuns: 500 },
    );
  });

  test.each<[Group, Group, string[]]>([
    [{ count: 3, min: 1, max: 6 }, { count: 3, min: 5, max: 8 }, ["coe cluster resize c-1 5 --nodegroup batch"]],
    [
      { count: 1, min: 2, max: 3 },
      { count: 1, min: 5, max: undefined },
      [
        "coe cluster resize c-1 3 --nodegroup batch",
        "coe nodegroup update c-1 batch remove max_node_count",
        "coe cluster resize c-1 5 --nodegroup batch",
      ],
    ],
  ])("from %j to %j take %j", (now, wanted, steps) => {
    expect(toldFor(now, wanted)).toEqual({ page: steps, deploy: steps });
  });

  test("are told in a plan's text by the same steps, and by what the apply then does", () => {
    expect(nodeGroupSteps(3, { min: 1, max: 6 }, { min: 5, max: 8 })).toEqual(["resize to 5", "raise max to 8 and raise min to 5"]);
    expect(nodeGroupSteps(3, { min: 1, max: 2 }, { min: 5, max: Infinity })).toEqual([
      "resize to 2",
      "take max away",
      "resize to 5",
      "raise min to 5",
    ]);
  });
});
