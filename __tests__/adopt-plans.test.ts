import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { changesOf } from "../operate/plan/changes";
import { plansBetween } from "../operate/review/base";
import { reviewPage } from "../operate/review/page";
import type { ProjectInput } from "../projects";
import { ADOPTED, PROJECT, SITE, TEMPLATE, UUID } from "./support/adopted";
import { addresses, CLUSTER, lab, MAGNUM, NOTHING_INSIDE, type Lab } from "./support/lab";
import { clusterOf } from "./support/survey";

const terraform = findTerraform();
if (terraform === undefined) console.warn("adopt: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

/** The lab's project, which takes cluster "theirs" over. */
const ADOPTING: Partial<ProjectInput> = {
  cluster: {
    adopt: { name: "theirs", uuid: UUID, clusterTemplateId: TEMPLATE, floatingIpEnabled: true, nodeGroups: ["batch"] },
    keypair: { name: "lab" },
    controlPlane: { flavor: "m1.medium" },
    workers: { flavor: "m1.medium", count: 1 },
    nodeCidr: "10.20.0.0/24",
    labels: { boot_volume_size: 100, cinder_csi_enabled: false },
  },
};

/** What reading the cluster finds: every label of it, and nothing of merge_labels. */
const CLUSTER_THERE = {
  name: "theirs",
  cluster_template_id: TEMPLATE,
  keypair: "lab",
  master_count: 1,
  master_flavor: "m1.medium",
  flavor: "m1.medium",
  node_count: 3,
  master_lb_enabled: true,
  floating_ip_enabled: true,
  create_timeout: 60,
  fixed_network: "",
  fixed_subnet: "",
  labels: { kube_tag: "v1.30.2", monitoring_enabled: "true" },
  api_address: "https://192.0.2.10:6443",
  kubeconfig: { host: "https://192.0.2.10:6443" },
};
const GROUP_THERE = {
  name: "batch",
  cluster_id: UUID,
  flavor_id: "m1.medium",
  image_id: "fedora-coreos-37",
  role: "gpu",
  node_count: 7,
  min_node_count: 0,
  labels: { kube_tag: "v1.30.2" },
};
const THERE = {
  [`openstack_containerinfra_cluster_v1 ${UUID}`]: CLUSTER_THERE,
  [`openstack_containerinfra_nodegroup_v1 ${UUID}/batch`]: GROUP_THERE,
};

withTerraform("a cluster that is taken over", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 30_000);
  afterAll(() => offline.stop());

  const stateOf = ({ state }: Lab): string => path.join(state, "lab-cluster.tfstate");
  /** A lab whose state has the cluster. */
  async function adopted(changes: Partial<ProjectInput> = {}): Promise<Lab> {
    offline.toImport(THERE);
    const made = lab(offline);
    const { code, text } = await made.run(["deploy", "lab"], { projects: [{ ...ADOPTING, ...changes }], answer: "yes\nyes\n" });
    expect(text).toContain("## Plan: 2 imported\n");
    expect(code).toBe(0);
    return made;
  }

  test("is imported with nothing else, a second plan is empty, and a new node group is made", async () => {
    const { run, state } = await adopted();
    expect(addresses(path.join(state, "lab-cluster.tfstate")).sort()).toEqual([
      "openstack_containerinfra_cluster_v1",
      "openstack_containerinfra_nodegroup_v1",
    ]);
    const second = await run(["deploy", "lab"], { projects: [ADOPTING] });
    expect(second.text).toContain("lab-cluster: no changes\nlab-platform: no changes");

    const nodeGroups = [
      { name: "batch", flavor: "m1.medium", count: 1 },
      { name: "more", flavor: "m1.xlarge", count: 2 },
    ];
    const more = await run(["deploy", "lab", "--auto-approve"], { projects: [{ ...ADOPTING, nodeGroups }] });
    expect(more.text).toContain("## Plan: 1 added\n");
    expect(more.code).toBe(0);

    const refused = await run(["deploy", "lab", "--auto-approve"], { projects: [ADOPTING] });
    expect(refused.text).toMatch(/cluster theirs was taken over, and openstack_containerinfra_nodegroup_v1\.\S+ would be destroyed/);
    expect(refused).toMatchObject({ code: 3 });
    const address = /(openstack_containerinfra_nodegroup_v1\.\S+) would be destroyed/.exec(refused.text)![1]!;
    const allow = [{ address, action: "destroy" as const, reason: "nobody needs it any more" }];
    expect(await run(["deploy", "lab", "--auto-approve"], { projects: [{ ...ADOPTING, allow }] })).toMatchObject({ code: 0 });
  }, 120_000);

  test("is reviewed without a cloud as what deploy does: imported, whatever its stack was before", async () => {
    const stacks = new Map([["terraform-cluster", clusterOf(PROJECT, SITE).json]]);
    const plans = await plansBetween(terraform!, new Map(), stacks, new AbortController().signal);
    const page = reviewPage(plans, changesOf(plans), []);
    expect(page).toContain("## Plan: 3 imported\n");
    expect(page).toContain(`- imported as it is: cluster \`terraform\` of terraform-cluster (\`${ADOPTED}\`)`);
    expect(await plansBetween(terraform!, stacks, stacks, new AbortController().signal)).toMatchObject([{ resource_changes: [] }]);
  }, 60_000);

  test("is never replaced or destroyed, whatever was answered beforehand", async () => {
    const made = await adopted();
    const before = fs.readFileSync(stateOf(made), "utf8");
    const other = { ...ADOPTING.cluster!, controlPlane: { flavor: "m1.medium", count: 3 } };
    for (const answer of [["--auto-approve"], ["--auto-approve", "--accept-new-changes"], []]) {
      const { code, text } = await made.run(["deploy", "lab", ...answer], { projects: [{ cluster: other }], answer: "yes\nyes\n" });
      // Its own protection stops Terraform before there is a plan.
      expect(text).toMatch(/Instance cannot be destroyed/);
      expect(code).not.toBe(0);
    }
    const { adopt: _, ...cluster } = ADOPTING.cluster!;
    const forgotten = await made.run(["deploy", "lab", "--auto-approve"], {
      projects: [{ cluster: { ...cluster, nodeCidr: "10.0.0.0/20" } }],
    });
    expect(forgotten.text).toContain("put cluster.adopt back into environments/0.ts, or let go of the cluster first");
    expect(forgotten).toMatchObject({ code: 3 });
    const group = [{ name: "batch", flavor: "m1.medium", count: 1 }];
    const without = { ...ADOPTING.cluster!, adopt: { ...ADOPTING.cluster!.adopt!, nodeGroups: [] } };
    const image = await made.run(["deploy", "lab", "--auto-approve"], {
      projects: [{ cluster: without, nodeGroups: [{ ...group[0]!, image: "other" }] }],
    });
    expect(image.text).toMatch(/cluster theirs was taken over, and \S+ would be replaced, because image_id/);
    expect(image).toMatchObject({ code: 3 });
    expect(fs.readFileSync(stateOf(made), "utf8")).toBe(before);
  }, 120_000);

  test("is not imported where the plan would change it, and not made where a state is missing", async () => {
    offline.toImport({ ...THERE, [`openstack_containerinfra_cluster_v1 ${UUID}`]: { ...CLUSTER_THERE, master_count: 3 } });
    const { run, state } = lab(offline);
    const replaced = await run(["deploy", "lab", "--auto-approve"], { projects: [ADOPTING] });
    expect(replaced).toMatchObject({ code: 1 });
    expect(replaced.text).toContain("Instance cannot be destroyed");
    const adopt = { ...ADOPTING.cluster!.adopt!, movedFrom: { cluster: "module.cluster.openstack_containerinfra_cluster_v1.cluster" } };
    offline.toImport(THERE);
    const made = await run(["deploy", "lab", "--auto-approve"], { projects: [{ cluster: { ...ADOPTING.cluster!, adopt } }] });
    expect(made.text).toContain("would be a second one: the state has not it");
    expect(made).toMatchObject({ code: 3 });
    expect(fs.readdirSync(state)).toEqual([]);
  }, 60_000);

  test("goes on with the state of another configuration", async () => {
    offline.toImport(THERE);
    const { run, state } = lab(offline);
    fs.mkdirSync(state);
    const module = "module.cluster";
    const provider = 'provider["registry.terraform.io/terraform-provider-openstack/openstack"]';
    const attributes = { ...CLUSTER_THERE, id: UUID, merge_labels: null };
    const resources = [
      {
        module,
        mode: "managed",
        type: "openstack_containerinfra_cluster_v1",
        name: "cluster",
        provider,
        instances: [{ schema_version: 0, attributes }],
      },
    ];
    const old = {
      version: 4,
      terraform_version: "1.5.7",
      serial: 9,
      lineage: "6f1b7a52-0f0e-4f0b-9f51-3d9d0f6f2a10",
      outputs: {},
      resources,
    };
    fs.writeFileSync(path.join(state, "lab-cluster.tfstate"), JSON.stringify(old));
    const adopt = { ...ADOPTING.cluster!.adopt!, movedFrom: { cluster: `${module}.openstack_containerinfra_cluster_v1.cluster` } };
    const projects = [{ cluster: { ...ADOPTING.cluster!, adopt } }];
    const first = await run(["deploy", "lab", "--auto-approve"], { projects });
    expect(first.text).toContain("## Plan: 1 imported, 1 moved\n");
    expect(first).toMatchObject({ code: 0 });
    expect((await run(["deploy", "lab"], { projects })).text).toContain("lab-cluster: no changes");
  }, 60_000);

  test("is let go of by name, stays in the cloud, and comes back", async () => {
    const { run, cloud, state } = await adopted();
    const refused = await run(["release", "lab"], { projects: [ADOPTING], answer: "yes\n" });
    expect(refused.text).toContain("these leave the state, and stay in OpenStack as they are:\n  openstack_containerinfra_cluster_v1.");
    expect(refused.text).toContain("not confirmed; nothing was changed");
    expect(refused).toMatchObject({ code: 3 });
    const released = await run(["release", "lab"], { projects: [ADOPTING], answer: "lab\n" });
    expect(released.text).toContain("lab-cluster: the state has let go of 2 resources; all of them are there as before");
    expect(released.text).toContain("lab-platform goes on");
    expect(released.text).toContain('put existing: { name: "theirs" } into cluster of environments/0.ts, and take out adopt, keypair');
    expect(released.text).toContain(
      "to come back: npx cdktf-magnum adopt theirs --site site --project lab, then npx cdktf-magnum deploy lab",
    );
    expect(released).toMatchObject({ code: 0 });
    expect(addresses(path.join(state, "lab-cluster.tfstate"))).toEqual([]);
    expect((await run(["release", "lab"], { projects: [ADOPTING] })).text).toContain("lab-cluster: the state has nothing");
    const { adopt: _, keypair: _key, ...rest } = ADOPTING.cluster!;
    const existing = [{ cluster: { ...rest, existing: { name: "theirs" } } }];
    expect((await run(["deploy", "lab"], { projects: existing })).text).toContain("lab-platform: no changes");
    expect((await run(["release", "lab"], { projects: existing })).text).toContain("others run cluster theirs, and no state has it");
    expect((await run(["deploy", "lab", "--auto-approve"], { projects: [ADOPTING] })).text).toContain("## Plan: 2 imported\n");
    expect(cloud.calls().filter((call) => /^(POST|PATCH|PUT|DELETE) /.test(call))).toEqual([]);
  }, 120_000);

  test("is not let go of where Terraform cannot read the state, which is as it was", async () => {
    const made = await adopted();
    const encrypted = JSON.stringify({ serial: 3, lineage: "l", meta: {}, encrypted_data: "AAAA", encryption_version: "v0" });
    fs.writeFileSync(stateOf(made), encrypted);
    const { code, text } = await made.run(["release", "lab"], { projects: [ADOPTING], answer: "lab\n" });
    expect(text).toContain("the state is encrypted by OpenTofu: set TERRAFORM_BINARY_NAME=tofu and TF_ENCRYPTION");
    expect(code).toBe(1);
    expect(fs.readFileSync(stateOf(made), "utf8")).toBe(encrypted);
  }, 60_000);

  test("is not deleted by destroy, which takes the platform away", async () => {
    const { run, state } = await adopted();
    const { code, text } = await run(["destroy", "lab", "--auto-approve"], { projects: [ADOPTING] });
    expect(text).toContain("cluster theirs was taken over, and nothing here deletes it: npx cdktf-magnum release lab lets go of it");
    expect(text).toMatch(/lab-platform: destroyed in .*\nlab-cluster: refused/);
    expect(code).toBe(3);
    expect(addresses(path.join(state, "lab-cluster.tfstate"))).toHaveLength(2);
  }, 60_000);
});

withTerraform("a cluster that Magnum has and the state has not", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 30_000);
  afterAll(() => offline.stop());

  interface StateFile {
    readonly serial: number;
    readonly resources: readonly {
      readonly type: string;
      readonly name: string;
      readonly instances: readonly { readonly attributes: Record<string, unknown> }[];
    }[];
  }
  const LOST = ["openstack_containerinfra_cluster_v1", "openstack_containerinfra_nodegroup_v1"];

  /** A lab whose state has lost the cluster and its group after a deploy, and a cloud that has both. */
  async function losing(changed: object = {}): Promise<Lab> {
    const made = lab(offline);
    expect(await made.run(["deploy", "lab", "--auto-approve"])).toMatchObject({ code: 0 });
    const file = path.join(made.state, "lab-cluster.tfstate");
    const state = JSON.parse(fs.readFileSync(file, "utf8")) as StateFile;
    const of = (type: string) => state.resources.find((resource) => resource.type === type)!.instances[0]!.attributes;
    const [cluster, group] = [of(LOST[0]!), of(LOST[1]!)];
    offline.toImport({
      [`${LOST[0]} ${CLUSTER.uuid}`]: { ...cluster, merge_labels: null, labels: { kube_tag: "all of them" }, timeouts: null },
      [`${LOST[1]} ${CLUSTER.uuid}/batch`]: { ...group, cluster_id: CLUSTER.uuid },
    });
    const resources = state.resources.filter(({ type }) => !LOST.includes(type));
    fs.writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1, resources }));
    const shown = {
      ...CLUSTER,
      ...Object.fromEntries(
        ["cluster_template_id", "keypair", "master_count", "fixed_network", "fixed_subnet", "master_lb_enabled", "floating_ip_enabled"].map(
          (name) => [name, cluster[name]],
        ),
      ),
      ...{ master_flavor_id: "m1.medium", flavor_id: "m1.medium", create_timeout: 60 },
      ...changed,
    };
    const running = { name: "batch", uuid: "g1", role: "worker", node_count: 1, status: "CREATE_COMPLETE" };
    const batch = { ...running, flavor_id: "m1.medium", min_node_count: 1, max_node_count: 1 };
    made.cloud.answers({
      ...MAGNUM,
      ...NOTHING_INSIDE,
      "container-infra /clusters": () => [CLUSTER],
      [`container-infra /clusters/${CLUSTER.uuid}`]: shown,
      "container-infra /clusters/lab": shown,
      [`container-infra /clusters/${CLUSTER.uuid}/nodegroups`]: [running],
      [`container-infra /clusters/${CLUSTER.uuid}/nodegroups/batch`]: batch,
    });
    return made;
  }

  test("is taken into the state where it is what the file would make, and nothing is planned after that", async () => {
    const { run, state, cloud } = await losing();
    const automatic = await run(["deploy", "lab", "--auto-approve"]);
    expect(automatic.text).toContain("run it without --auto-approve to be asked whether it is taken into the state");
    expect(automatic).toMatchObject({ code: 3 });
    const { code, text } = await run(["deploy", "lab"], { answer: "adopt\n" });
    expect(text).toContain("'adopt': take it into the state as it is; 'lab': delete cluster");
    expect(text).toContain("lab-cluster: no changes");
    expect(code).toBe(0);
    const types = addresses(path.join(state, "lab-cluster.tfstate"));
    expect(LOST.every((type) => types.includes(type))).toBe(true);
    expect(cloud.calls().filter((call) => call.startsWith("DELETE"))).toEqual([]);
  }, 60_000);

  test("is offered for deletion alone where it differs", async () => {
    const { run, cloud } = await losing({ keypair: "somebody" });
    const { code, text } = await run(["deploy", "lab"], { answer: "adopt\n" });
    expect(text).toContain('it is not what the project\'s file would make: keypair is "somebody" in place of "lab"');
    expect(text).not.toContain("'adopt'");
    expect(code).toBe(3);
    expect(cloud.calls().filter((call) => call.startsWith("DELETE"))).toEqual([]);
  }, 60_000);
});
