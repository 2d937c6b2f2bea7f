import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { command } from "../cli/commands/adopt";
import type { Place } from "../cli/program";
import { packageFolder } from "../constructs/kit/package-root";
import { lookupInFolder, renderHcl } from "../hcl";
import { adoptedProject, type AdoptAnswers } from "../operate/adopt/adopted-project";
import { advice, stateSteps } from "../operate/adopt/advice";
import { oldState } from "../operate/adopt/old-state";
import { adoptedFile, adoptedJson } from "../operate/adopt/project-file";
import { runningCluster } from "../operate/adopt/running-cluster";
import { adoptionRefusals } from "../operate/apply/adoption";
import { changesOf } from "../operate/plan/changes";
import type { Plan } from "../operate/plan/plan";
import { reviewPage } from "../operate/review/page";
import { withTakenOver } from "../operate/review/taken-over";
import * as confirmation from "../operate/session/confirm";
import { EXIT, type CommandError } from "../operate/session/exit-codes";
import { parseEnvironments, siteSchema, type OpenStackSite, type Project, type ProjectInput, type SiteInput } from "../projects";
import { ADOPTED, cloudOf, GROUPS, PROJECT, SITE, TEMPLATE, UUID } from "./support/adopted";
import { formatted } from "./support/formatted";
import { helmApi } from "./support/helm";
import { cloudWith, openStackApi, type OpenStackApi } from "./support/openstack";
import { clusterOf, platformOf, problemsOf } from "./support/survey";

const FIXTURES = path.join(__dirname, "..", "..", "__tests__", "fixtures", "adopt");
const STATE = path.join(FIXTURES, "magnum-terraform-state.json");
const GROUP = "openstack_containerinfra_nodegroup_v1.cluster_node-group-small_A9BB3569";
const MOVED = {
  cluster: "module.cluster.openstack_containerinfra_cluster_v1.cluster",
  keypair: "module.cluster.openstack_compute_keypair_v2.keypair",
};

const checked = (site: SiteInput): OpenStackSite => siteSchema.parse(site) as OpenStackSite;
const withAdopt = (adopt: object, cluster: object = {}, more: Partial<ProjectInput> = {}): ProjectInput => ({
  ...PROJECT,
  ...more,
  cluster: { ...PROJECT.cluster, ...cluster, adopt: { ...PROJECT.cluster.adopt!, ...adopt } },
});
const parsed = (input: ProjectInput = PROJECT): Project =>
  parseEnvironments({ "environments/terraform.ts": input }, { "lab.ts": SITE })[0]!;

describe("the cluster stack of a project that takes a cluster over", () => {
  test("imports the cluster and its groups, sends nothing that replaces them, and makes no network and no template", () => {
    const stack = clusterOf(PROJECT, SITE);
    expect(Object.keys(stack.json["resource"] as object).sort()).toEqual([
      "openstack_containerinfra_cluster_v1",
      "openstack_containerinfra_nodegroup_v1",
    ]);
    expect(stack.json["import"]).toEqual([
      { to: ADOPTED, id: UUID },
      { to: GROUP, id: `${UUID}/small` },
      { to: stack.one("openstack_containerinfra_nodegroup_v1", "cluster/node-group-free").address, id: `${UUID}/free` },
    ]);
    expect(stack.json["moved"]).toBeUndefined();
    const { lifecycle, ...cluster } = stack.get("openstack_containerinfra_cluster_v1");
    expect(cluster).toEqual({
      name: "terraform",
      provider: "openstack.clusters",
      cluster_template_id: TEMPLATE,
      keypair: "terraform",
      master_count: 1,
      master_lb_enabled: true,
      floating_ip_enabled: true,
    });
    expect(lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["merge_labels", "labels", "node_count"] });
  });

  test.each(["heat", "vexxhost"] as const)("never sends another template with driver %s", (driver) => {
    const site: SiteInput = { ...SITE, magnum: { ...SITE.magnum, driver } };
    const stack = clusterOf(withAdopt({ nodeGroups: [] }, {}, { nodeGroups: [] }), site);
    expect(stack.get("openstack_containerinfra_cluster_v1")["lifecycle"]).toEqual({
      prevent_destroy: true,
      ignore_changes: ["merge_labels", "labels", "node_count", "cluster_template_id"],
    });
  });

  test("keeps the bounds of an adopted group only where both are given, and makes a new group as always", () => {
    const groups = [...PROJECT.nodeGroups!, { name: "new", flavor: "vm.large", count: 2 }];
    const stack = clusterOf(withAdopt({}, {}, { nodeGroups: groups }), SITE);
    const ignored = (name: string) =>
      (
        stack.get("openstack_containerinfra_nodegroup_v1", `cluster/node-group-${name}`)["lifecycle"] as
          { ignore_changes: string[] } | undefined
      )?.ignore_changes;
    expect(ignored("small")).toEqual(expect.arrayContaining(["node_count", "flavor_id", "merge_labels"]));
    expect(ignored("small")).not.toContain("max_node_count");
    expect(ignored("free")).toEqual(expect.arrayContaining(["min_node_count", "max_node_count"]));
    expect(ignored("new")).toBeUndefined();
    expect(stack.json["import"]).toHaveLength(3);
  });

  test("goes on with the state of magnum-terraform, as HCL that people read", () => {
    const input = withAdopt({ movedFrom: MOVED }, { keypair: { publicKey: "ssh-ed25519 AAAA user@lab\n" } });
    const stack = clusterOf(input, SITE);
    const text = renderHcl(stack.json, lookupInFolder(packageFolder("schemas")));
    expect(text).toBe(fs.readFileSync(path.join(FIXTURES, "magnum-terraform.tf"), "utf8"));
  });

  test("imports the keypair too where its public key is given and no state has it", () => {
    const stack = clusterOf(withAdopt({}, { keypair: { publicKey: "ssh-ed25519 AAAA user@lab" } }), SITE);
    expect(stack.json["import"]).toContainEqual({ to: stack.one("openstack_compute_keypair_v2").address, id: "terraform" });
  });

  test("is protected in every tier, and the platform finds the cluster by its own name", () => {
    const input = withAdopt({ name: "their-k8s" });
    expect(clusterOf(input, SITE).get("openstack_containerinfra_cluster_v1")["lifecycle"]).toMatchObject({ prevent_destroy: true });
    expect(platformOf(input, SITE).get("data.openstack_containerinfra_cluster_v1")["name"]).toBe("their-k8s");
  });
});

describe("a file refuses beside cluster.adopt", () => {
  const cases: [string, ProjectInput, string][] = [
    ["existing", withAdopt({}, { existing: { name: "x" } }), "cluster.existing must be left out beside cluster.adopt"],
    [
      "a network",
      withAdopt({}, { network: { networkId: TEMPLATE, subnetId: UUID } }),
      "cluster.network must be left out beside cluster.adopt",
    ],
    ["template labels", withAdopt({}, { extraLabels: { a: "b" } }), "cluster.extraLabels must be left out beside"],
    ["labels of the cluster", withAdopt({}, { clusterLabels: {} }), "cluster.clusterLabels must be left out beside"],
    ["who may reach it", withAdopt({}, { api: { allowedCidrs: ["192.0.2.0/24"] } }), "cluster.api.allowedCidrs must be left out beside"],
    [
      "an image of a group that is there",
      withAdopt({}, {}, { nodeGroups: [{ ...PROJECT.nodeGroups![0]!, image: "x" }, PROJECT.nodeGroups![1]!] }),
      "nodeGroups[0].image must be left out beside",
    ],
    [
      "half of the bounds of a group that is there",
      withAdopt({}, {}, { nodeGroups: [{ name: "small", flavor: "vm.small", min: 1 }, PROJECT.nodeGroups![1]!] }),
      "nodeGroups[0].min and max must be given together",
    ],
    [
      "a group that nothing is said of",
      withAdopt({ nodeGroups: ["other"] }),
      "cluster.adopt.nodeGroups[0] must be the name of one of nodeGroups",
    ],
    ["a keypair of a state without its key", withAdopt({ movedFrom: MOVED }), "cluster.adopt.movedFrom.keypair must be left out unless"],
    ["an address that is none", withAdopt({ movedFrom: { cluster: "cluster" } }), "must be an address as terraform state list shows it"],
    ["what is no UUID", withAdopt({ uuid: "terraform" }), "cluster.adopt.uuid must be a UUID"],
  ];
  test.each(cases)("%s", (_what, input, message) => {
    expect(problemsOf(input, SITE).join("\n")).toContain(message);
  });

  test("nothing of what the command writes", () => {
    expect(problemsOf(PROJECT, SITE)).toEqual([]);
  });

  test("a new group that the driver refuses, and not one that runs", () => {
    const odd = { name: "x", flavor: "vm.small", count: 1 };
    const chart = "must have at least 3 characters";
    expect(problemsOf(withAdopt({}, {}, { nodeGroups: [...PROJECT.nodeGroups!, odd] }), SITE).join()).toContain(chart);
    expect(problemsOf(withAdopt({ nodeGroups: ["x"] }, {}, { nodeGroups: [odd] }), SITE)).toEqual([]);
  });
});

/** A plan of the project's cluster stack. */
function planOf(changes: readonly object[], outputs: object = {}): { plan: Plan; changes: ReturnType<typeof changesOf> } {
  const plan = { stack: "terraform-cluster", format_version: "1.2", resource_changes: changes, output_changes: outputs } as Plan;
  return { plan, changes: changesOf([plan]) };
}
const change = (address: string, actions: readonly string[], more: object = {}): object => ({
  address,
  type: address.split(".")[0],
  change: { actions, before: { name: "terraform" }, after: { name: "terraform" }, after_unknown: {}, ...more },
});

describe("a plan for a cluster that was taken over", () => {
  test("is refused where it replaces or destroys anything, be it allowed for the cluster itself", () => {
    const allow = [ADOPTED, GROUP].map((address) => ({ address, action: "destroy" as const, reason: "nobody needs it any more" }));
    const replaced = planOf([change(ADOPTED, ["delete", "create"], { replace_paths: [["labels"]] })]);
    expect(adoptionRefusals(replaced, parsed())).toEqual([
      `terraform-cluster: cluster terraform was taken over, and ${ADOPTED} would be replaced, because labels cannot be changed in place`,
      expect.stringContaining("npx cdktf-magnum adopt terraform compares environments/terraform.ts with what Magnum has") as string,
    ]);
    const gone = planOf([change(ADOPTED, ["delete"]), change(GROUP, ["delete"])]);
    expect(adoptionRefusals(gone, parsed())).toHaveLength(3);
    const [only, , ...rest] = adoptionRefusals(gone, parsed({ ...PROJECT, allow }));
    expect(only).toContain(`${ADOPTED} would be destroyed`);
    expect(rest).toEqual([]);
  });

  test("is refused where it makes a second cluster, or where an import changes something", () => {
    expect(adoptionRefusals(planOf([change(ADOPTED, ["create"])]), parsed()).join()).toContain(
      "would be a second one: the state has not it",
    );
    const input = withAdopt({ movedFrom: { cluster: MOVED.cluster } });
    expect(adoptionRefusals(planOf([change(ADOPTED, ["create"])]), parsed(input)).join()).toContain("must be pushed before");
    const changed = { importing: { id: UUID }, before: { cluster_template_id: "a" }, after: { cluster_template_id: "b" } };
    expect(adoptionRefusals(planOf([change(ADOPTED, ["update"], changed)]), parsed()).join()).toContain(
      `${ADOPTED} would be changed by it: cluster_template_id`,
    );
  });

  test("is let through where it imports, moves, makes a group, or upgrades later on", () => {
    const fine = planOf([
      change(ADOPTED, ["no-op"], { importing: { id: UUID } }),
      change(GROUP, ["create"]),
      { ...change("openstack_compute_keypair_v2.k", ["no-op"]), previous_address: MOVED.keypair },
    ]);
    expect(adoptionRefusals(fine, parsed())).toEqual([]);
    expect(adoptionRefusals(planOf([change(ADOPTED, ["update"])]), parsed())).toEqual([]);
  });

  test("is refused as well where the field was taken out of the file, as the state's output tells", () => {
    const { adopt: _, autoScaling: _no, ...cluster } = PROJECT.cluster;
    const input = parsed({ ...PROJECT, cluster, kubernetesVersion: "1.30.2", nodeGroups: [] });
    const outputs = { adopted: { actions: ["delete"], before: UUID } };
    const [said, remedy] = adoptionRefusals(planOf([change(ADOPTED, ["delete", "create"])], outputs), input);
    expect(said).toContain(`${ADOPTED} would be replaced`);
    expect(remedy).toContain(
      "put cluster.adopt back into environments/terraform.ts, or let go of the cluster first: npx cdktf-magnum release terraform",
    );
    expect(adoptionRefusals(planOf([change(ADOPTED, ["delete", "create"])]), input)).toEqual([]);
  });

  test("shows an import as an import", () => {
    const { plan, changes } = planOf([
      change(ADOPTED, ["no-op"], { importing: { id: UUID } }),
      change(GROUP, ["update"], { importing: { id: "x" } }),
    ]);
    expect(changes.map(({ kind }) => kind)).toEqual(["update", "import"]);
    const page = reviewPage([plan], changes, []);
    expect(page).toContain("## Plan: 1 changed in place, 1 imported\n");
    expect(page).toContain(`### Imported\n\n- imported as it is: cluster \`terraform\` of terraform-cluster (\`${ADOPTED}\`)`);
    expect(page).toContain(`- imported, and changed: node group \`terraform\` of terraform-cluster (\`${GROUP}\`)`);
  });
});

describe("a plan that is made without the cloud", () => {
  const created = (...addresses: string[]): Plan => ({
    stack: "terraform-cluster",
    format_version: "1.2",
    resource_changes: addresses.map((address) => ({
      ...{ address, type: address.split(".")[0]! },
      change: { actions: ["create"], before: null, after: { name: "terraform" } },
    })),
  });
  const kinds = (plan: Plan, input: ProjectInput): string[] =>
    changesOf([{ ...withTakenOver(plan, clusterOf(input, SITE).json), stack: plan.stack }]).map(
      ({ kind, address }) => `${kind} ${address}`,
    );

  test("imports what is taken over, and makes the rest", () => {
    const other = "openstack_containerinfra_nodegroup_v1.other";
    expect(kinds(created(ADOPTED, GROUP, other), PROJECT)).toEqual([`create ${other}`, `import ${ADOPTED}`, `import ${GROUP}`]);
  });

  test("goes on with what another configuration's state has, and hides no replacement", () => {
    const input = withAdopt({ movedFrom: MOVED }, { keypair: { publicKey: "ssh-ed25519 AAAA user@lab\n" } });
    expect(kinds(created(ADOPTED, GROUP), input)).toEqual([`import ${GROUP}`, `move ${ADOPTED}`]);
    const replaced = created(ADOPTED);
    const [{ change, ...resource }] = replaced.resource_changes as [NonNullable<Plan["resource_changes"]>[number]];
    const worse = { ...replaced, resource_changes: [{ ...resource, change: { ...change, actions: ["delete", "create"] } }] };
    expect(kinds(worse, PROJECT)).toEqual([`replace ${ADOPTED}`]);
  });
});

describe("the project of a cluster that runs", () => {
  const answers: AdoptAnswers = { project: "terraform", tier: "dev", isOnlyUsed: false };
  const seen = async (cluster: object = {}, over: Partial<AdoptAnswers> = {}, groups = GROUPS, site = SITE) => {
    const cloud = cloudWith(cloudOf(cluster, groups));
    return adoptedProject(await runningCluster("terraform", cloud, cloud), site, checked(site), { ...answers, ...over });
  };

  test("has what Magnum has, with names of flavors, and no label that could be a secret", async () => {
    const { data, problems, remarks } = await seen();
    expect(problems).toEqual([]);
    expect(data).toEqual({ ...PROJECT, cluster: { ...PROJECT.cluster, nodeCidr: "10.0.0.0/24", labels: { boot_volume_size: "30" } } });
    expect(remarks.get("cluster.nodeCidr")!.join()).toContain("Ask the cloud's people");
    expect(remarks.get("nodeGroups")).toEqual(["free: Magnum has min 0 and no maximum, and keeps them."]);
    expect(JSON.stringify(data)).not.toContain("planted");
  });

  test("has the CIDR of the subnet that Magnum names, bounds of scaled workers, and volumes for containers", async () => {
    const groups = GROUPS.map((one) => (one.name === "default-worker" ? { ...one, max_node_count: 5 } : one)) as typeof GROUPS;
    const labels = { auto_scaling_enabled: "true" };
    const { data } = await seen({ fixed_subnet: "nodes", labels, docker_volume_size: 20, master_lb_enabled: false }, {}, groups, {
      ...SITE,
      magnum: { ...SITE.magnum, driver: "heat" },
    });
    expect(data.cluster).toMatchObject({
      nodeCidr: "10.20.0.0/24",
      workers: { count: 1, min: 1, max: 5 },
      dockerVolumeSizeGiB: 20,
      masterLoadBalancer: false,
      autoScaling: true,
    });
    // Heat scales no further group: its bounds are left to Magnum.
    expect(data.nodeGroups![0]).toEqual({ name: "small", flavor: "vm.small", count: 2 });
  });

  test("only uses the cluster on request, and says why one control plane is right in production", async () => {
    const { data, problems } = await seen({}, { isOnlyUsed: true });
    expect(data.cluster).toMatchObject({ existing: { name: "terraform" } });
    expect(data.cluster.adopt).toBeUndefined();
    expect(problems).toEqual([]);
    const prod = await seen({}, { tier: "prod" });
    expect(prod.data.exceptions).toEqual([{ policy: "GAIA-REL-3", reason: "taken over with 1 control planes" }]);
    expect(problemsOf(prod.data, SITE)).toEqual([]);
  });

  test("goes on with the state of magnum-terraform", async () => {
    const state = oldState(STATE, UUID, "terraform");
    expect(state).toMatchObject({
      cluster: MOVED.cluster,
      keypair: { address: MOVED.keypair, publicKey: "ssh-ed25519 AAAA user@lab\n" },
      others: ["module.cluster.local_file.kubeconfig", "module.cluster.null_resource.kubeconfig"],
    });
    const found = await seen({}, { state });
    expect(found.data.cluster.adopt!.movedFrom).toEqual(MOVED);
    expect(found.data.cluster.keypair).toEqual({ publicKey: "ssh-ed25519 AAAA user@lab\n" });
    const steps = stateSteps(found, checked(SITE), state);
    expect(steps[2]).toBe(
      "terraform state rm -state=tfstate/terraform-cluster.tfstate -backup=/dev/null " +
        "'module.cluster.local_file.kubeconfig' 'module.cluster.null_resource.kubeconfig'",
    );
    expect(steps[3]).toBe("npx cdktf-magnum move-state terraform --from tfstate");
    expect(stateSteps(found, { ...checked(SITE), backend: { kind: "local", directory: "../../../tfstate" } }, state)).toHaveLength(4);
    expect(() => oldState(STATE, TEMPLATE, "terraform")).toThrow(`has no cluster ${TEMPLATE}; it has ${MOVED.cluster} (${UUID})`);
    expect(() => oldState("nowhere.tfstate", UUID, "terraform")).toThrow("--state must be the file of a state");
  });

  test("does not go on with a state that is encrypted, and says how to have it in plain", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "adopt-state-"));
    const file = path.join(folder, "old.tfstate");
    fs.writeFileSync(file, JSON.stringify({ serial: 1, lineage: "l", meta: {}, encrypted_data: "AAAA", encryption_version: "v0" }));
    expect(() => oldState(file, UUID, "terraform")).toThrow(`${file} is encrypted by OpenTofu. Where its keys are`);
    expect(() => oldState(file, UUID, "terraform")).toThrow("`tofu state pull > plain.tfstate`");
    fs.rmSync(folder, { recursive: true });
  });

  test("comes with the advice that its driver needs", async () => {
    const found = await seen();
    expect(advice(found, checked(SITE), undefined).join("\n")).toContain(
      "every plan until the first deploy has Magnum sign a client certificate",
    );
    const heat = advice(found, checked({ ...SITE, magnum: { ...SITE.magnum, driver: "heat" } }), undefined).join("\n");
    expect(heat).toContain("it is safer only to use the cluster: npx cdktf-magnum adopt terraform --existing");
    expect(heat).toContain("clusterTemplateId is never sent");
  });

  test("is found by its UUID too, and not where its name is that of two", async () => {
    const cloud = cloudWith(cloudOf());
    expect((await runningCluster(UUID, cloud, cloud)).cluster["name"]).toBe("terraform");
    await expect(runningCluster("other", cloud, cloud)).rejects.toThrow("Magnum shows lab no cluster 'other'; use one of terraform");
    const two = cloudWith({
      ...cloudOf(),
      "container-infra /clusters": [
        { uuid: UUID, name: "terraform" },
        { uuid: "x", name: "terraform" },
      ],
    });
    await expect(runningCluster(UUID, two, two)).rejects.toThrow("several clusters are called 'terraform'");
  });
});

describe("command adopt", () => {
  let folder: string;
  let api: OpenStackApi;
  const environment = { ...process.env };
  const FILE = "environments/terraform.ts";
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "adopt-"));
    api = openStackApi(path.join(folder, "clouds"), ["lab"]);
    api.answers(cloudOf());
    process.env["OS_CLIENT_CONFIG_FILE"] = api.cloudsFile;
    fs.mkdirSync(path.join(folder, "environments", "sites"), { recursive: true });
    fs.writeFileSync(path.join(folder, "environments", "sites", "lab.json"), JSON.stringify(SITE));
    fs.writeFileSync(
      path.join(folder, "environments", "index.ts"),
      'import lab from "./sites/lab.json";\nexport const siteFiles = { "environments/sites/lab.json": lab };\nexport const projectFiles = {};\n',
    );
  });
  afterEach(() => {
    api.stop();
    process.env = { ...environment };
    fs.rmSync(folder, { recursive: true });
  });

  async function adopt(words: string[], values: Readonly<Record<string, unknown>> = {}): Promise<{ code: number; said: string }> {
    const said: string[] = [];
    const spy = jest.spyOn(console, "log").mockImplementation((...line: unknown[]) => void said.push(line.join(" ")));
    const place: Place = { load: () => Promise.reject(new Error("no")), home: "/nowhere", root: folder, cwd: folder, isRepository: false };
    try {
      return { code: await command.run({ args: [], words, values, place, root: folder }), said: said.join("\n") };
    } finally {
      spy.mockRestore();
    }
  }

  test("writes the file, says what to add to the index and what comes next, and changes nothing in the cloud", async () => {
    const { code, said } = await adopt(["terraform"]);
    expect(code).toBe(EXIT.done);
    expect(said).toContain(
      `adopt: ${FILE} written\nadopt: environments/index.ts lists the projects; give projectFiles the line "${FILE}": projectTerraform`,
    );
    expect(said).toContain("npx cdktf-magnum deploy terraform");
    const text = fs.readFileSync(path.join(folder, FILE), "utf8");
    expect(text).toMatch(/^import type \{ ProjectInput \} from "cdktf-magnum\/environments";\n/);
    expect(text).toContain("export const projectTerraform: ProjectInput = {");
    expect(api.calls().filter((call) => /^(POST|PUT|PATCH|DELETE) /.test(call))).toEqual([]);
    expect((await adopt(["terraform"])).said).toContain(`adopt: ${FILE} is as the cluster is; nothing has changed`);
  }, 20_000);

  test("writes JSON on request and where it is there already, and says what would be comments", async () => {
    const json = "environments/terraform.project.json";
    const { said } = await adopt(["terraform"], { json: true });
    expect(said).toContain(
      `adopt: ${json} written\nadopt: environments/index.ts lists the projects; import projectTerraform from "./terraform.project.json"`,
    );
    expect(said).toContain("adopt: cluster.nodeCidr: Ask the cloud's people: ");
    const text = fs.readFileSync(path.join(folder, json), "utf8");
    expect(() => parseEnvironments({ [json]: JSON.parse(text) as unknown }, { "lab.ts": SITE })).not.toThrow();
    expect((await adopt(["terraform"])).said).toContain(`adopt: ${json} is as the cluster is; nothing has changed`);
    expect(fs.existsSync(path.join(folder, FILE))).toBe(false);
    fs.rmSync(path.join(folder, json));
    await adopt(["terraform"]);
    await expect(adopt(["terraform"], { json: true })).rejects.toThrow(`--json: ${FILE} is there already; leave --json out`);
  }, 20_000);

  test("writes over nothing without consent, and shows the difference first", async () => {
    fs.writeFileSync(path.join(folder, FILE), "// all mine\n");
    const consent = jest.spyOn(confirmation, "confirm").mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    const refused = await adopt(["terraform"]).catch((error: unknown) => error as CommandError);
    expect(refused).toMatchObject({ exitCode: EXIT.refused });
    expect(fs.readFileSync(path.join(folder, FILE), "utf8")).toBe("// all mine\n");
    expect((await adopt(["terraform"])).said).toMatch(/^- \/\/ all mine$/m);
    expect(fs.readFileSync(path.join(folder, FILE), "utf8")).toContain(UUID);
    consent.mockRestore();
  });

  test("says what to do with a state, and for a cluster that is only used that nothing is imported", async () => {
    expect((await adopt(["terraform"], { state: STATE })).said).toContain("  npx cdktf-magnum move-state terraform --from tfstate");
    const { said } = await adopt(["terraform"], { existing: true, project: "on-theirs" });
    expect(said).toContain("environments/on-theirs.ts written");
    expect(said).not.toContain("client certificate");
  });

  test("says which releases of Helm a part of the project would meet, by Magnum's certificate or by a kubeconfig", async () => {
    const inside = helmApi(
      [
        { namespace: "traefik", name: "traefik", chart: "traefik", version: "30.0.0" },
        { namespace: "kube-system", name: "cinder", chart: "openstack-cinder-csi", version: "2.30.0" },
        { namespace: "web", name: "site", chart: "nginx", version: "1.0.0" },
      ],
      [],
    );
    const sentences = [
      "adopt: release cinder in namespace kube-system (chart openstack-cinder-csi 2.30.0, deployed) was installed by somebody; with storage.block in the " +
        "file it is a driver of the whole cluster, beside which ours cannot be. Leave storage.block out, or " +
        "`helm uninstall cinder --namespace kube-system` before, where nobody needs it",
      "adopt: release traefik in namespace traefik (chart traefik 30.0.0, deployed) was installed by somebody; with ingress in the file it meets ours",
    ];
    expect((await adopt(["terraform"])).said).toContain(
      "adopt: which releases of Helm the cluster has is not known: Magnum has no address of the Kubernetes API of terraform",
    );
    const kubeconfig = path.join(folder, "kubeconfig");
    fs.writeFileSync(kubeconfig, JSON.stringify({ clusters: [{ name: "c", cluster: { server: inside.address } }] }));
    const by = [await adopt(["terraform"], { kubeconfig })];
    expect(api.calls().filter((call) => call.startsWith("POST"))).toEqual([]);
    const certificate = { pem: "made up" };
    api.answers({
      ...cloudOf({ api_address: inside.address }),
      [`container-infra /certificates/${UUID}`]: certificate,
      "POST container-infra /certificates": certificate,
    });
    by.push(await adopt(["terraform"], { existing: true, project: "on-theirs" }));
    inside.stop();
    for (const { said } of by) for (const sentence of sentences) expect(said).toContain(sentence);
    for (const { said } of by) expect(said).not.toContain("nginx");
    expect(api.calls().filter((call) => call.startsWith("POST"))).toHaveLength(1);
  }, 20_000);

  test("says what is wrong with the file at its site, and ends with 4", async () => {
    api.answers(cloudOf({ master_flavor_id: "vm.tiny" }));
    const { code, said } = await adopt(["terraform"]);
    expect(said).toContain(`adopt: ${FILE}: cluster.controlPlane.flavor must be a flavor of site lab`);
    expect(code).toBe(EXIT.different);
  });

  test.each([
    [[], {}, "one cluster must be named, got none"],
    [["other"], {}, "Magnum shows lab no cluster 'other'"],
    [["terraform"], { site: "x" }, "--site must be one of lab, got 'x'"],
    [["terraform"], { tier: "x" }, "--tier must be one of dev, test, prod, got 'x'"],
    [["terraform"], { project: "9" }, "--project must start with a letter"],
    [["terraform"], { existing: true, state: STATE }, "--state goes with a cluster that is taken over"],
  ])("refuses %j %j", async (words, values, message) => {
    await expect(adopt(words, values)).rejects.toThrow(message);
  });

  test.each([undefined, "a-very-long-name-of-a-project-of-40-chars"])("writes what Prettier would (%s)", async (project = "terraform") => {
    const cloud = cloudWith(cloudOf());
    const found = adoptedProject(await runningCluster("terraform", cloud, cloud), SITE, checked(SITE), {
      project,
      tier: "prod",
      isOnlyUsed: false,
      state: oldState(STATE, UUID, "terraform"),
    });
    const text = adoptedFile(found, "cdktf-magnum/environments");
    expect(await formatted(text)).toBe(text);
    expect(await formatted(adoptedJson(found), "p.project.json")).toBe(adoptedJson(found));
  });
});
