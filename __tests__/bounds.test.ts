import * as fc from "fast-check";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { nodeGroupBounds, type NodeCount } from "../constructs/magnum-cluster/node-group-bounds";
import { InvalidEnvironments, parseEnvironments, type ProjectInput } from "../projects";
import { capacityOf } from "../projects/capacity";
import { clusterOf, driverSite, labelsOf, survey } from "./support/survey";

const TEMPLATE_BOUNDS = ["min_node_count", "max_node_count"] as const;

interface Written {
  readonly autoscaler: boolean;
  readonly workers: { readonly count: number; readonly min?: number; readonly max?: number };
  readonly groups: readonly { readonly count: number; readonly min: number; readonly max: number }[];
}

function written(project: ProjectInput, driver: MagnumDriver): Written {
  const template = clusterOf(project, driverSite(driver));
  const labels = labelsOf(template);
  const [min, max] = TEMPLATE_BOUNDS.map((name) => labels[name]);
  return {
    autoscaler: labels["auto_scaling_enabled"] === "true",
    workers: {
      count: Number(template.get("openstack_containerinfra_cluster_v1")["node_count"]),
      ...(min !== undefined && { min: Number(min), max: Number(max) }),
    },
    groups: template.all("openstack_containerinfra_nodegroup_v1").map(({ attributes }) => ({
      count: Number(attributes["node_count"]),
      min: Number(attributes["min_node_count"]),
      max: Number(attributes["max_node_count"]),
    })),
  };
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * What each driver's code makes of the numbers in Terraform: bounds of the default workers, and of each group.
 *
 * Taken from runs of magnum 22.0.0, magnum-capi-helm 1.4.0 and magnum-cluster-api 0.38.1. Terraform's provider leaves bounds of 0 out.
 */
const MADE: Readonly<Record<MagnumDriver, (written: Written) => { workers: Bounds; groups: readonly Bounds[] } | "refused">> = {
  heat: ({ autoscaler, workers, groups }) => ({
    workers: autoscaler ? { min: workers.min ?? 0, max: workers.max ?? workers.count + 1 } : fixed(workers.count),
    groups: groups.map(({ count }) => fixed(count)),
  }),
  "capi-helm": ({ autoscaler, workers, groups }) => {
    const group = ({ count, min, max }: { count: number; min: number; max?: number | undefined }): Bounds | "refused" => {
      if (min < 1 || (min !== 1 && min > count)) return "refused";
      return autoscaler && min !== (max ?? count) && !(min === 1 && max === 1) ? { min, max: max ?? count } : fixed(count);
    };
    const made = [{ ...workers, min: workers.min ?? (autoscaler ? 0 : 1) }, ...groups].map(group);
    if (made.includes("refused")) return "refused";
    const [first, ...others] = made as Bounds[];
    return { workers: first!, groups: others };
  },
  vexxhost: ({ autoscaler, workers, groups }) => {
    const group = (min = 0, max = 0): Bounds => ({ min, max: max || workers.max || min + 1 });
    if (!autoscaler) return { workers: fixed(workers.count), groups: groups.map(({ count }) => fixed(count)) };
    return { workers: group(workers.min, workers.max), groups: groups.map(({ min, max }) => group(min, max)) };
  },
};

function fixed(count: number): Bounds {
  return { min: count, max: count };
}

function said(group: NodeCount): Bounds {
  const { min, max } = nodeGroupBounds(group);
  return { min, max };
}

function project(workers: NodeCount & { count: number }, groups: readonly NodeCount[] = [], autoScaling?: boolean): ProjectInput {
  return survey({
    cluster: { workers: { flavor: "m1.medium", ...workers }, autoScaling },
    nodeGroups: groups.map((group, index) => ({ name: `group-${index}`, flavor: "m1.large", ...group })),
  });
}

const numbers = fc.oneof(
  fc.record({ count: fc.nat(4) }),
  fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map(([min, more, over]) => ({ min, max: min + more + over || 1, count: min + more })),
);

describe("numbers of nodes", () => {
  test.each(MAGNUM_DRIVERS)("are with driver %s those that a file says, or the file is refused", (driver) => {
    let accepted = 0;
    fc.assert(
      fc.property(numbers, fc.array(numbers, { maxLength: 2 }), (workers, groups) => {
        const file = project(workers, groups);
        try {
          parseEnvironments({ "survey.ts": file }, { "lab.ts": driverSite(driver) });
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidEnvironments);
          return;
        }
        accepted++;
        expect(MADE[driver](written(file, driver))).toEqual({ workers: said(workers), groups: groups.map(said) });
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(5);
  });

  test.each(MAGNUM_DRIVERS)("driver %s: nothing is switched on where nothing is scaled", (driver) => {
    expect(written(project({ count: 3 }), driver)).toEqual({ autoscaler: false, workers: { count: 3 }, groups: [] });
    expect(written(project({ count: 3 }, [{ count: 2 }]), driver).autoscaler).toBe(false);
  });

  test.each([
    ["capi-helm", { count: 3, min: 1, max: 1 }],
    ["vexxhost", { count: 3, min: 3, max: 3 }],
  ] as const)("driver %s: default workers keep their number beside a scaled group: %j", (driver, workers) => {
    expect(written(project({ count: 3 }, [{ min: 1, max: 6 }]), driver)).toMatchObject({ autoscaler: true, workers });
  });

  test("heat: autoScaling as it was written for a cluster that is there stays so", () => {
    expect(written(project({ count: 3 }, [], true), "heat")).toEqual({ autoscaler: true, workers: { count: 3 }, groups: [] });
  });

  test.each(MAGNUM_DRIVERS)("driver %s: default workers with bounds are the autoscaler's", (driver) => {
    const file = project({ min: 1, max: 5, count: 2 });
    const template = clusterOf(file, driverSite(driver));

    expect(labelsOf(template)).toMatchObject({ auto_scaling_enabled: "true", min_node_count: "1", max_node_count: "5" });
    expect(template.get("openstack_containerinfra_cluster_v1")).toMatchObject({
      node_count: 2,
      lifecycle: { ignore_changes: expect.arrayContaining(["node_count"]) as string[] },
    });
    const [parsed] = parseEnvironments({ "survey.ts": file }, { "lab.ts": driverSite(driver) });
    const { groups, needs } = capacityOf(parsed!, parsed!.site);
    expect(groups[0]).toMatchObject({ nodes: { min: 1, count: 2, max: 5 }, isAutoscaled: true });
    expect([needs.min, needs.max].map(({ instances }) => instances.find(({ what }) => what.endsWith("default-worker"))!.amount)).toEqual([
      1, 5,
    ]);
  });
});

describe("bounds that a driver does not keep", () => {
  const linesOf = (file: ProjectInput, driver: MagnumDriver): string[] => {
    try {
      parseEnvironments({ "survey.ts": file }, { "lab.ts": driverSite(driver) });
    } catch (error) {
      return (error as Error).message.split("\n");
    }
    return [];
  };

  test.each<[MagnumDriver, ProjectInput, string, ...ProjectInput[]]>([
    [
      "heat",
      project({ count: 3 }, [{ min: 1, max: 6 }]),
      "survey.ts: nodeGroups[0].min must equal max with driver heat, whose autoscaler changes the default workers only, got 1 and 6; " +
        "give count 6 in their place, or min and max to the workers",
      project({ count: 3 }, [{ count: 6 }]),
      project({ count: 3, min: 1, max: 6 }, [{ count: 1 }]),
    ],
    [
      "vexxhost",
      project({ count: 3, min: 1, max: 4 }, [{ count: 0 }]),
      "survey.ts: nodeGroups[0].count must be at least 1 with driver vexxhost, whose autoscaler takes 0 to 1 nodes for it, got 0; " +
        "use min 0 and max 1, or leave the group out",
      project({ count: 3, min: 1, max: 4 }, [{ min: 0, max: 1 }]),
      project({ count: 3, min: 1, max: 4 }),
    ],
    [
      "vexxhost",
      project({ count: 0 }, [{ min: 1, max: 2 }]),
      "survey.ts: cluster.workers.count must be at least 1 with driver vexxhost, whose autoscaler takes 0 to 1 nodes for it, got 0; use count 1",
      project({ count: 1 }, [{ min: 1, max: 2 }]),
    ],
    [
      "capi-helm",
      project({ count: 1, min: 0, max: 2 }),
      "survey.ts: cluster.workers.min must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
      project({ count: 1, min: 1, max: 2 }),
    ],
    [
      "heat",
      project({ count: 3, max: 4 }),
      "survey.ts: cluster.workers.min and max must be given together, got min none and max 4; give count alone for a fixed group",
      project({ count: 3 }),
    ],
    [
      "heat",
      project({ count: 5, min: 1, max: 4 }),
      "survey.ts: cluster.workers.count must be between min 1 and max 4, got 5",
      project({ count: 4, min: 1, max: 4 }),
    ],
    [
      "vexxhost",
      project({ count: 2, min: 1, max: 4 }, [], false),
      "survey.ts: cluster.workers.min must equal max while autoScaling is false, got 1 and 4",
      project({ count: 2, min: 1, max: 4 }, [], true),
    ],
  ])("driver %s: refused, with what would do", (driver, file, line, ...remedies) => {
    expect(linesOf(file, driver)).toEqual([line]);
    for (const remedy of remedies) expect(linesOf(remedy, driver)).toEqual([]);
  });
});
