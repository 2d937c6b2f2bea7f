import * as fs from "node:fs";
import * as path from "node:path";
import { nodeGroupSteps } from "../operate/plan/node-group-steps";
import { findTerraform, OfflineTerraform, VARIABLE, type Configuration, type PlanOutcome } from "../operate/offline/terraform";
import { DIGITALOCEAN_CHANGES, LONDON, SKY } from "../dev/plans/digitalocean";
import { OPERATOR_CHANGES } from "../dev/plans/operator-changes";
import { PLANS, planSnapshots, synthesised, variantStacks } from "../dev/plans/snapshots";

const folder = path.join(path.resolve(__dirname, "../.."), PLANS);
const terraform = findTerraform();
if (terraform === undefined) console.warn("plans: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined ? describe.skip : describe;

withTerraform("plans", () => {
  let offline: OfflineTerraform;
  let texts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
    texts = await planSnapshots(offline);
  }, 180_000);
  afterAll(() => offline.stop());

  const NAMES = [
    ...["gaia-dev", "gaia-test", "gaia-prod"].map((project) => `from-nothing-${project}`),
    ...Object.keys(OPERATOR_CHANGES),
    ...Object.keys(DIGITALOCEAN_CHANGES),
  ];

  test.each(NAMES)("%s", (name) => {
    const file = path.join(folder, `${name}.txt`);
    if (!fs.existsSync(file)) throw new Error(`no snapshot ${name}.txt; run npx cdktf-magnum dev snapshots and read what it has written`);
    expect(texts.get(name)).toBe(fs.readFileSync(file, "utf8"));
  });

  test("there is no snapshot of a change that is gone", () => {
    expect(
      fs
        .readdirSync(folder)
        .map((name) => path.basename(name, ".txt"))
        .sort(),
    ).toEqual([...NAMES].sort());
  });

  test("Terraform itself refuses to destroy what is protected in production, and nothing else", () => {
    const refused = [...texts].filter(([, text]) => text.includes("refused by Terraform")).map(([name]) => name);
    const expected = Object.entries({ ...OPERATOR_CHANGES, ...DIGITALOCEAN_CHANGES }).filter(([, change]) => change.refused);
    expect(refused.sort()).toEqual(expected.map(([name]) => name).sort());
    for (const name of refused) {
      expect(texts.get(name)).toMatch(
        /^ {4}must not be destroyed: (terraform_data\.protected\[")?(openstack_containerinfra_cluster_v1|digitalocean_kubernetes_cluster|digitalocean_nfs|helm_release\.rook-ceph_cluster|kubernetes_pers)/m,
      );
      expect(texts.get(name)).not.toContain("error:");
    }
  });

  test.each(["gaia-dev", "gaia-test", "gaia-prod"] as const)(
    "nothing changes in %s once it is applied",
    async (project) => {
      for (const [, configuration] of variantStacks({ project })) {
        const outcome = await offline.plan(configuration, configuration);
        expect(changedIn(outcome)).toEqual([]);
      }
    },
    30_000,
  );

  test("nothing changes at DigitalOcean once it is applied", async () => {
    for (const [, configuration] of synthesised({ "sky.ts": SKY }, { "london.ts": LONDON })) {
      expect(changedIn(await offline.plan(configuration, configuration))).toEqual([]);
    }
  }, 30_000);

  test("no value of a variable is in a state, and what is write-only is null there", async () => {
    for (const [, configuration] of variantStacks({ project: "gaia-prod" })) {
      const state = fs.readFileSync(await offline.applied(configuration), "utf8");
      expect(state).not.toContain(VARIABLE);
      const { resources } = JSON.parse(state) as { resources: { type: string; instances: { attributes: Record<string, unknown> }[] }[] };
      const secrets = resources.filter(({ type }) => type === "kubernetes_secret_v1").flatMap(({ instances }) => instances);
      for (const { attributes } of secrets) expect(attributes).toMatchObject({ data_wo: null, data_wo_revision: 1 });
    }
  }, 30_000);

  test.each([
    ["an argument that is required", "openstack_networking_network_v2", {}, undefined],
    ["an argument that is required and missing", "openstack_networking_subnet_v2", {}, 'The argument "network_id" is required'],
    [
      "an unknown argument",
      "openstack_networking_network_v2",
      { nmae: "a" },
      'No argument or block type is named "nmae". Did you mean "name"?',
    ],
    [
      "a value of another type",
      "openstack_networking_network_v2",
      { mtu: "much" },
      'Inappropriate value for attribute "mtu": a number is required',
    ],
    ["a block that is missing", "kubernetes_storage_class_v1", { storage_provisioner: "a" }, 'At least 1 "metadata" blocks are required'],
    [
      "a block too many",
      "kubernetes_storage_class_v1",
      { storage_provisioner: "a", metadata: [{ name: "a" }, { name: "b" }] },
      'No more than 1 "metadata" blocks are allowed',
    ],
    [
      "an attribute that is computed",
      "helm_release",
      { name: "a", chart: "a", status: "deployed" },
      "status of helm_release can only be read; take it out of the configuration",
    ],
    [
      "a nested attribute that is missing",
      "helm_release",
      { name: "a", chart: "a", set: [{ value: "b" }] },
      'attribute "name" is required',
    ],
    ["nested attributes", "helm_release", { name: "a", chart: "a", set: [{ name: "b", value: "c" }] }, undefined],
  ])("%s: the schema decides", async (_what, type, body, refusal) => {
    const outcome = await offline.plan(configurationOf(type, body));
    if (refusal === undefined) expect(outcome).toHaveProperty("plan");
    else expect((outcome as { refused: string }).refused.replace(/[│\s]+/g, " ")).toContain(refusal);
  });
});

describe("a change of a node group's bounds", () => {
  test.each([
    [3, [1, 6], [1, 8], []],
    [3, [1, 6], [3, 6], []],
    [3, [1, 6], [1, 3], []],
    [1, [1, 6], [3, 6], ["resize to 3", "raise min to 3"]],
    [6, [1, 6], [1, 4], ["resize to 4", "lower max to 4"]],
    [2, [2, 2], [4, 4], ["raise max to 4", "resize to 4", "raise min to 4"]],
    [4, [4, 4], [2, 2], ["lower min to 2", "resize to 2", "lower max to 2"]],
  ] as [number, [number, number], [number, number], string[]][])("of %i nodes from %j to %j takes %j", (count, before, after, steps) => {
    const bounds = ([min, max]: [number, number]) => ({ min, max });
    expect(nodeGroupSteps(count, bounds(before), bounds(after))).toEqual(steps);
  });
});

function changedIn(outcome: PlanOutcome): unknown {
  if ("refused" in outcome) return outcome.refused;
  const changed = (outcome.plan.resource_changes ?? []).filter(({ change }) => change.actions.join() !== "no-op");
  return changed.map(({ address, change }) => `${change.actions.join()} ${address}`);
}

function configurationOf(type: string, body: object): Configuration {
  const name = type.split("_")[0]!;
  const source = name === "openstack" ? "terraform-provider-openstack/openstack" : `hashicorp/${name}`;
  return { terraform: { required_providers: { [name]: { source } } }, resource: { [type]: { it: body } } };
}
