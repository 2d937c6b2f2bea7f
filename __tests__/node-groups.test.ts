import { describeSetting } from "../constructs/kit/setting-problem";
import { nodeGroupBounds, nodeGroupProblems, type NodeGroupProps } from "../constructs/magnum-cluster/node-group-bounds";
import { chainNodeGroups, type NodeGroupChainProps } from "../constructs/magnum-cluster/node-groups";
import { synthForeignApp, synthStack, type Template } from "./support/synth";

const TYPE = "openstack_containerinfra_nodegroup_v1";

function chain(nodeGroups: NodeGroupProps[], props: Partial<NodeGroupChainProps> = {}): Template {
  return synthStack((stack) => {
    chainNodeGroups(stack, { clusterId: "cluster-id", clusterName: "gaia", driver: "heat", autoScaling: true, nodeGroups, ...props });
  });
}

describe("node groups", () => {
  test("defaults: a fixed group has both bounds at its count, and Terraform resizes it", () => {
    expect(chain([{ name: "spark", flavor: "m.large", count: 3 }]).get(TYPE)).toEqual({
      name: "spark",
      cluster_id: "cluster-id",
      flavor_id: "m.large",
      node_count: 3,
      min_node_count: 3,
      max_node_count: 3,
    });
  });

  test("an autoscaled group starts at its smallest size and is then left to the autoscaler", () => {
    expect(chain([{ name: "spark", flavor: "m.large", min: 1, max: 6 }], { driver: "capi-helm" }).get(TYPE)).toEqual({
      name: "spark",
      cluster_id: "cluster-id",
      flavor_id: "m.large",
      node_count: 1,
      min_node_count: 1,
      max_node_count: 6,
      lifecycle: { ignore_changes: ["node_count"] },
    });
  });

  test("a group with equal bounds is a fixed one", () => {
    expect(chain([{ name: "spark", flavor: "m.large", min: 2, max: 2 }]).get(TYPE)).not.toHaveProperty("lifecycle");
  });

  test("custom: labels are strings and merged over those of the cluster, and hold no bounds", () => {
    const group = chain([{ name: "spark", flavor: "m.large", min: 0, max: 2, labels: { boot_volume_size: 40 } }], {
      driver: "vexxhost",
    }).get(TYPE);

    expect(group).toMatchObject({ labels: { boot_volume_size: "40" }, merge_labels: true });
  });

  test("wiring: each group waits for the one before", () => {
    const groups = ["one", "two", "three"].map((name) => ({ name, flavor: "m.large", count: 1 }));
    const template = chain(groups);
    const address = (name: string) => template.one(TYPE, `node-group-${name}`).address;

    expect(template.get(TYPE, "node-group-one")).not.toHaveProperty("depends_on");
    expect(template.get(TYPE, "node-group-two")).toMatchObject({ depends_on: [address("one")] });
    expect(template.get(TYPE, "node-group-three")).toMatchObject({ depends_on: [address("two")] });
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["openstack"], (stack) =>
      chainNodeGroups(stack, {
        clusterId: "cluster-id",
        clusterName: "gaia",
        driver: "vexxhost",
        autoScaling: false,
        nodeGroups: [{ name: "a", flavor: "b" }],
      }),
    );

    expect(template.get(TYPE)).toMatchObject({ node_count: 1 });
  });

  test.each<[string, NodeGroupProps[], string]>([
    [
      "a name of Magnum's own",
      [{ name: "default-worker", flavor: "m.large" }],
      "nodeGroups[0].name must be unique and none of default-worker, default-master and master, got 'default-worker'",
    ],
    [
      "a name given twice",
      [
        { name: "spark", flavor: "m.large" },
        { name: "spark", flavor: "m.small" },
      ],
      "nodeGroups[1].name must be unique and none of default-worker, default-master and master, got 'spark'",
    ],
    [
      "a name that Kubernetes would not take",
      [{ name: "spark_big", flavor: "m.large" }],
      "nodeGroups[0].name must be an RFC 1123 label: a-z, 0-9 and '-', a letter or digit first and last, at most 63 characters, " +
        "got 'spark_big'; 'spark-big' would do",
    ],
    [
      "bounds that exclude the count",
      [{ name: "spark", flavor: "m.large", min: 2, max: 4, count: 5 }],
      "nodeGroups[0].count must be between min 2 and max 4, got 5",
    ],
  ])("fails for %s", (_what, groups, message) => {
    expect(() => chain(groups)).toThrow(new Error(message));
  });
});

describe("bounds of a node group", () => {
  test.each([
    [{}, { min: 1, max: 1, count: 1 }],
    [{ count: 4 }, { min: 4, max: 4, count: 4 }],
    [
      { min: 2, max: 6 },
      { min: 2, max: 6, count: 2 },
    ],
    [
      { min: 0, max: 6, count: 3 },
      { min: 0, max: 6, count: 3 },
    ],
  ])("%j gives %j", (group, bounds) => {
    expect(nodeGroupBounds(group)).toEqual(bounds);
  });

  test.each<[string, Parameters<typeof nodeGroupProblems>, string | undefined]>([
    ["zero nodes on heat", ["heat", true, { name: "a", flavor: "f", count: 0 }], undefined],
    ["bounds from zero on vexxhost", ["vexxhost", true, { name: "a", flavor: "f", min: 0, max: 3 }], undefined],
    ["labels on heat", ["heat", true, { name: "a", flavor: "f", labels: { boot_volume_size: 1 } }], undefined],
    ["labels on vexxhost", ["vexxhost", true, { name: "a", flavor: "f", labels: { boot_volume_size: 1 } }], undefined],
    [
      "zero nodes on vexxhost",
      ["vexxhost", true, { name: "a", flavor: "f", count: 0 }],
      "count must be at least 1 with driver vexxhost, whose autoscaler takes 0 to 1 nodes for it, got 0; use min 0 and max 1, or leave the group out",
    ],
    ["zero nodes on vexxhost without an autoscaler", ["vexxhost", false, { name: "a", flavor: "f", count: 0 }], undefined],
    [
      "bounds on heat",
      ["heat", true, { name: "a", flavor: "f", min: 1, max: 6 }],
      "min must equal max with driver heat, whose autoscaler changes the default workers only, got 1 and 6; " +
        "give count 6 in their place, or min and max to the workers",
    ],
    [
      "an image on capi-helm",
      ["capi-helm", true, { name: "a", flavor: "f", image: "gpu" }],
      "image cannot be used with driver capi-helm, which gives all nodes the image of the cluster, got 'gpu'; leave it out",
    ],
    [
      "fails for min 0 with capi-helm",
      ["capi-helm", true, { name: "a", flavor: "f", min: 0, max: 3 }],
      "min must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      "fails for count 0 with capi-helm",
      ["capi-helm", true, { name: "a", flavor: "f", count: 0 }],
      "count must be at least 1 with driver capi-helm, which cannot scale to zero, got 0",
    ],
    [
      "fails for min without max",
      ["heat", true, { name: "a", flavor: "f", min: 1 }],
      "min and max must be given together, got min 1 and max none; give count alone for a fixed group",
    ],
    [
      "fails for max without min",
      ["heat", true, { name: "a", flavor: "f", max: 3 }],
      "min and max must be given together, got min none and max 3; give count alone for a fixed group",
    ],
    ["fails for min above max", ["heat", true, { name: "a", flavor: "f", min: 3, max: 2 }], "min must be at most max 2, got 3"],
    [
      "fails for a range without an autoscaler",
      ["heat", false, { name: "a", flavor: "f", min: 1, max: 2 }],
      "min must equal max while autoScaling is false, got 1 and 2",
    ],
    [
      "fails for labels that capi-helm ignores",
      ["capi-helm", true, { name: "a", flavor: "f", labels: { boot_volume_size: 1 } }],
      "labels cannot be used with driver capi-helm, which ignores them",
    ],
    [
      "fails for bounds as labels",
      ["heat", true, { name: "a", flavor: "f", labels: { max_node_count: 1 } as object }],
      "labels.max_node_count is not a label to set: it follows max of cluster.workers; node groups have min and max of their own; leave it out",
    ],
  ])("%s", (_what, args, problem) => {
    expect(nodeGroupProblems(...args).map(describeSetting)).toEqual(problem === undefined ? [] : [problem]);
  });
});
