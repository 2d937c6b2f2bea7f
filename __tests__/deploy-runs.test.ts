import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runNamed } from "../cli/commands";
import { CHARTS } from "../constructs/charts";
import { parseEnvironments, type Project, type ProjectInput, type SiteInput } from "../projects";
import { leanDev as gaiaDev } from "./support/lean-project";
import { gaiaProd } from "../environments/gaia-prod";
import { cumulus } from "../environments/sites/cumulus";
import { secretsWith } from "../operate/credentials/credential-secrets";
import { destroyedFirst } from "../operate/apply/hold-drivers";
import { keepLockFile, LOCK_FILE, takeLockFile } from "../operate/terraform/lock-file";
import { newChanges } from "../operate/apply/new-changes";
import { openOutput } from "../operate/session/output";
import type { SavedPlan } from "../operate/terraform/plan-file";
import { ROTATED, secretVariableOf } from "../operate/credentials/rotated-credentials";
import { makeRunFolder } from "../operate/terraform/run-folder";
import { settleStack, type StackJob } from "../operate/apply/settle-stack";
import { stackByStack } from "../operate/apply/stack-by-stack";
import type { Stack } from "../operate/terraform/stacks";
import type { Session } from "../operate/terraform/terraform";
import { changesOf } from "../operate/plan/changes";
import type { Plan, ResourceChange } from "../operate/plan/plan";
import { quietSession } from "./support/quiet";
import { FULL_PROJECT } from "./support/full-project";
import { lab, NOTHING_INSIDE } from "./support/lab";
import { labFiles } from "./support/lab-files";
import { openStackApi } from "./support/openstack";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "runs-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

type Details = Omit<ResourceChange["change"], "actions">;

function planOf(changes: Record<string, [actions: string[], details?: Details]>, outputs: Plan["output_changes"] = {}): Plan {
  return {
    stack: "lab-platform",
    format_version: "1.2",
    resource_changes: Object.entries(changes).map(([address, [actions, details]]) => ({
      address: address.replace(/ deposed$/, ""),
      ...(address.endsWith(" deposed") && { deposed: "0a1b2c3d" }),
      type: address.split(".")[0]!,
      change: { actions, ...details },
    })),
    output_changes: outputs,
  };
}

const quiet = () => quietSession(path.join(folder, "terraform"), folder);

function stackNamed(name: string): Stack {
  return { name, role: "platform", folder, kept: folder, dependencies: [], variables: [], providers: [], requiredVersion: ">= 1.11.0" };
}

describe("a plan that is made again", () => {
  const quota = (cores: number): [string[], Details] => [["update"], { before: { cores: 1 }, after: { cores } }];
  const binding = { before: null, after: { role: "cluster-admin" } };
  const PLANS = [
    planOf({ "kubernetes_resource_quota_v1.a": quota(2) }),
    planOf({ "kubernetes_resource_quota_v1.a": quota(99), "kubernetes_cluster_role_binding_v1.b": [["create"], binding] }),
  ];

  /** Terraform whose first apply ends with something that passes; the second plan is another one. */
  function job(session: Session, plans: readonly Plan[], acceptNewChanges: boolean): StackJob {
    const failure = { severity: "error", summary: "connection refused", address: "kubernetes_resource_quota_v1.a" };
    fs.writeFileSync(path.join(folder, "failure"), JSON.stringify({ type: "diagnostic", diagnostic: failure }));
    plans.forEach((plan, index) => fs.writeFileSync(path.join(folder, `plan-${index}`), JSON.stringify(plan)));
    const script = `#!/bin/sh
echo "$1" >> calls
case "$1" in
  show) if [ -e failed ]; then cat plan-1; else cat plan-0; fi ;;
  apply) [ -e failed ] || { touch failed; cat failure; exit 1; } ;;
esac
`;
    fs.writeFileSync(path.join(folder, "terraform"), script, { mode: 0o755 });
    const project = { id: "lab", tier: "prod", file: "lab.ts", allow: [] } as unknown as Project;
    const magnum = {} as StackJob["magnum"];
    return { session, stack: stackNamed("lab-platform"), project, magnum, autoApprove: true, acceptNewChanges, isDestroy: false };
  }

  const applies = (): number =>
    fs
      .readFileSync(path.join(folder, "calls"), "utf8")
      .split("\n")
      .filter((call) => call === "apply").length;

  test("is not applied with --auto-approve where it has what nobody has seen, and says what that is", async () => {
    const { session, said } = quiet();
    await expect(settleStack(job(session, PLANS, false))).rejects.toMatchObject({
      exitCode: 3,
      message:
        "lab-platform: the new plan has what was not agreed to: kubernetes_resource_quota_v1.a (changed, with other values of cores); " +
        "kubernetes_cluster_role_binding_v1.b (added); --auto-approve agrees to the first plan only. " +
        "what was done before stays done, and nothing else was changed. " +
        "Run it again to start from this plan, or with --accept-new-changes where new changes are meant",
    });
    expect(applies()).toBe(1);
    expect(said.find((text) => text.includes("only what is new"))).toMatch(/cores[^]*99[^]*kubernetes_cluster_role_binding_v1\.b/);
  });

  test("is applied with --accept-new-changes, and without it where it is the same", async () => {
    await settleStack(job(quiet().session, PLANS, true));
    expect(applies()).toBe(2);
    for (const name of ["failed", "calls"]) fs.rmSync(path.join(folder, name));
    await settleStack(job(quiet().session, [PLANS[0]!, PLANS[0]!], false));
    expect(applies()).toBe(2);
  });

  const created: Details = { before: null, after: { name: "n", size: 3 }, after_unknown: { id: true, cluster_id: true } };
  const known = { id: "1", cluster_id: "2", name: "n", size: 3, note: null };
  const output = (actions: string[], after: unknown, after_unknown = false) => ({ actions, before: null, after, after_unknown });
  const word = (address: string, what: string): string => `${address} (${what})`;

  test.each<[string, Plan, Plan, string[]]>([
    [
      "a value that was not known yet",
      planOf({ "a.a": [["create"], created] }),
      planOf({ "a.a": [["create"], { before: null, after: { name: "n", size: 3, cluster_id: "2" }, after_unknown: { id: true } }] }),
      [],
    ],
    [
      "what was made and has failed",
      planOf({ "a.a": [["create"], created] }),
      planOf({
        "a.a": [["delete", "create"], { before: known, after: { name: "n", size: 3, cluster_id: "2" }, after_unknown: { id: true } }],
        "a.a deposed": [["delete"], { before: known, after: null }],
      }),
      [],
    ],
    [
      "what was made with another value",
      planOf({ "a.a": [["create"], created] }),
      planOf({ "a.a": [["update"], { before: { ...known, size: 2 }, after: { ...known, size: 4 } }] }),
      [word("a.a", "changed, with other values of size")],
    ],
    [
      "what is left of a change, beside nodes that an autoscaler has moved",
      planOf({ "a.a": [["update"], { before: { min: 1, max: 3, nodes: 3 }, after: { min: 4, max: 5, nodes: 3 } }] }),
      planOf({ "a.a": [["update"], { before: { min: 1, max: 5, nodes: 4 }, after: { min: 4, max: 5, nodes: 4 } }] }),
      [],
    ],
    [
      "a set whose order changes as values become known",
      planOf({
        "a.a": [["create"], { before: null, after: { ports: [{ n: 1 }, { n: 2 }] }, after_unknown: { ports: [{ ip: true }, {}] } }],
      }),
      planOf({ "a.a": [["create"], { before: null, after: { ports: [{ n: 2 }, { n: 1, ip: "x" }] }, after_unknown: {} }] }),
      [],
    ],
    [
      "one more member of a set",
      planOf({ "a.a": [["create"], { before: null, after: { ports: [{ n: 1 }] } }] }),
      planOf({ "a.a": [["create"], { before: null, after: { ports: [{ n: 1 }, { n: 2 }] } }] }),
      [word("a.a", "added, with other values of ports")],
    ],
    [
      "a value that is no longer known",
      planOf({ "a.a": [["update"], { before: { x: 1 }, after: { x: 2 } }] }),
      planOf({ "a.a": [["update"], { before: { x: 1 }, after: {}, after_unknown: { x: true } }] }),
      [word("a.a", "changed, with other values of x")],
    ],
    [
      "a value that is taken away",
      planOf({ "a.a": [["update"], { before: { x: 1, labels: { a: 1, b: 2 } }, after: { x: 2, labels: { a: 1, b: 2 } } }] }),
      planOf({ "a.a": [["update"], { before: { x: 1, labels: { a: 1, b: 2 } }, after: { x: 2, labels: { a: 1 } } }] }),
      [word("a.a", "changed, with other values of labels")],
    ],
    [
      "other actions and resources",
      planOf({ "a.a": [["update"]], "a.b": [["delete"]], "a.c": [["delete", "create"]] }),
      planOf({ "a.a": [["delete", "create"]], "a.b": [["create"]], "a.c": [["delete"]], "a.d": [["forget"]] }),
      [word("a.a", "replaced"), word("a.c", "destroyed"), word("a.d", "forgotten"), word("a.b", "added")],
    ],
    [
      "outputs that became known, are other ones, or were not to change",
      planOf({}, { a: output(["create"], undefined, true), b: output(["create"], "b"), d: output(["delete"], null) }),
      planOf({}, { a: output(["create"], "a"), b: output(["create"], "x"), c: output(["update"], "c"), d: output(["update"], null) }),
      ["output b", "output c"],
    ],
  ])("%s", (_what, agreed, now, words) => {
    const changes = (plan: Plan) => ({ plan, changes: changesOf([plan]) });
    expect(newChanges(changes(now), [changes(agreed)]).words).toEqual(words);
    expect(newChanges(changes(now), [changes(agreed), changes(now)]).words).toEqual([]);
  });
});

describe("what a run synthesises", () => {
  const projects = (namespaces: number): Project[] =>
    parseEnvironments(
      { "dev.ts": { ...gaiaDev, kubernetesVersion: gaiaDev.kubernetesVersion }, "prod.ts": { ...gaiaProd, description: `${namespaces}` } },
      { "s.ts": cumulus },
    );

  test("is of the asked projects alone, in a folder that no other run touches, and goes with it", () => {
    const [dev, prod] = projects(1);
    const one = makeRunFolder([dev!], folder);
    const read = (stack: Stack): string => fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8");
    const [cluster, platform] = one.stacks.get(dev!.id)!;
    const before = [cluster!, platform!].map(read);
    const changed = { ...dev!, nodeGroups: dev!.nodeGroups.map((group) => ({ ...group, max: 50 })) };
    const two = makeRunFolder([changed, prod!], folder);
    expect([cluster!, platform!].map(read)).toEqual(before);
    expect(two.stacks.get(dev!.id)!.map(read)).not.toEqual(before);
    expect([...one.stacks.keys()]).toEqual([dev!.id]);
    // As deep as cdktf.out/stacks/<stack>: paths of local states are relative.
    expect(path.resolve(cluster!.folder, "../../../tfstate")).toBe(path.resolve(folder, "stacks", "x", "../../../tfstate"));
    expect(cluster!.kept).toBe(path.join(folder, "stacks", cluster!.name));
    expect(one.remove()).toEqual([]);
    expect(two.remove()).toEqual([]);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test("leaves a state that the backend has not taken where its owner finds it", () => {
    const [dev] = projects(1);
    const { stacks, remove } = makeRunFolder([dev!], folder);
    const [cluster] = stacks.get(dev!.id)!;
    fs.writeFileSync(path.join(cluster!.folder, "errored.tfstate"), "state");
    const [message] = remove();
    const [file] = fs.readdirSync(cluster!.kept);
    expect(message).toContain(path.join(cluster!.kept, file!));
    expect(fs.statSync(path.join(cluster!.kept, file!)).mode & 0o777).toBe(0o600);
    expect(fs.readdirSync(folder)).toEqual(["stacks"]);
  });

  test("gets the lock file that an earlier run made", () => {
    const stack = { ...stackNamed("lab"), folder: path.join(folder, "run"), kept: path.join(folder, "kept") };
    fs.mkdirSync(stack.folder);
    takeLockFile(stack);
    keepLockFile(stack);
    expect(fs.readdirSync(folder)).toEqual(["run"]);
    fs.writeFileSync(path.join(stack.folder, LOCK_FILE), "provider");
    keepLockFile(stack);
    fs.rmSync(path.join(stack.folder, LOCK_FILE));
    takeLockFile(stack);
    expect(fs.readFileSync(path.join(stack.folder, LOCK_FILE), "utf8")).toBe("provider");
  });
});

describe("beside a wrong file of another project", () => {
  const CLUSTER = { uuid: "11111111-2222-4333-8444-555555555555", name: "third", status: "CREATE_COMPLETE" };
  const balancer = { id: "l1", name: "kube_service_other_default_web", provisioning_status: "ACTIVE", created_at: "2026-11-20T08:00:00" };
  const answers = {
    ...NOTHING_INSIDE,
    "container-infra /clusters": [CLUSTER],
    [`container-infra /clusters/${CLUSTER.uuid}`]: CLUSTER,
    "load-balancer /lbaas/loadbalancers": [balancer],
  };
  const wrong = { name: "other", kubernetesVersion: "1.2.3", tier: "live" as "dev" };

  const BACKEND = { kind: "http", address: "https://s.example.org/{stack}" } as const;

  async function run(args: string[], projects: readonly object[], answer = "") {
    const { cloud, run, folder: made } = lab({ env: process.env }, { backend: BACKEND, env: {} });
    cloud.answers(answers);
    return { ...(await run(args, { projects, answer })), made };
  }

  /** Runs a command that asks nobody, in this process. */
  async function refused(args: string[], projects: readonly object[]) {
    const cloud = openStackApi(folder, ["lab"]);
    const environment = process.env;
    process.env = { ...environment, OS_CLIENT_CONFIG_FILE: cloud.cloudsFile, CDKTF_OUTDIR: folder };
    let text = "";
    const spies = (["log", "warn", "error"] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation((...line: unknown[]) => void (text += `${line.join(" ")}\n`)),
    );
    try {
      return { code: await runNamed(args, labFiles(BACKEND, projects)), text, calls: cloud.calls() };
    } finally {
      for (const spy of spies) spy.mockRestore();
      process.env = environment;
      cloud.stop();
    }
  }

  test("leftovers goes on, warns in one line, and takes nothing of that project's cluster for another's; nothing is synthesised", async () => {
    const { code, text, made } = await run(["leftovers", "lab"], [{}, wrong]);
    expect(text.split("\n")[0]).toMatch(/^warning: environments\/1\.ts: tier must be .*, got "live"$/);
    expect(text).toContain("lab: nothing is left in OpenStack");
    expect(code).toBe(0);
    expect(fs.readdirSync(path.join(made, "cdktf.out"))).toEqual(["logs"]);
  }, 30_000);

  test("what is chosen is refused with all its fields, for every command", async () => {
    for (const command of ["leftovers", "destroy"]) {
      const { code, text, calls } = await refused([command, "other"], [{}, { ...wrong, site: 1 }]);
      expect(text).toMatch(/^environments\/1\.ts: site must be .*\nenvironments\/1\.ts: tier must be .*\n$/);
      expect(code).toBe(2);
      expect(calls).toEqual([]);
    }
  });

  test("a name that two files have is refused for both, also where one of them is wrong", async () => {
    for (const projects of [
      [{}, { ...wrong, name: "LAB" }],
      [{ ...wrong, name: "LAB" }, {}],
    ]) {
      const { code, text } = await refused(["leftovers", "lab"], projects);
      expect(text).toContain("must be unique as an RFC 1123 name");
      expect(code).toBe(2);
    }
  });

  test("nothing is deleted as long as a file's name cannot be read; a name that is not known gets that file named", async () => {
    const nameless = { name: 7 as unknown as string };
    const mine = { ...balancer, name: "kube_service_lab_default_web" };
    const { cloud, run: start } = lab({ env: process.env }, { backend: BACKEND, env: {} });
    cloud.answers({ ...answers, "load-balancer /lbaas/loadbalancers": [mine], "DELETE load-balancer /lbaas/loadbalancers/l1": {} });
    const { code, text } = await start(["leftovers", "lab", "--delete"], { projects: [{}, nameless], answer: "lab\n" });
    expect(text).toContain("environments/1.ts: name cannot be read");
    expect(code).toBe(3);
    expect(cloud.calls().filter((call) => call.startsWith("DELETE"))).toEqual([]);
    expect((await refused(["leftovers", "lob"], [{}, nameless])).text).toMatch(
      /'lob' is not a project; use one of lab\nenvironments\/1\.ts: name must be/,
    );
  }, 30_000);
});

test("a fault of the program keeps its stack in the log, and the message names the log", async () => {
  const output = openOutput({ folder, name: "deploy", secrets: [] });
  const said: string[] = [];
  const session = { ...quiet().session, output: { ...output, problem: (text: string) => void said.push(text), line: () => undefined } };
  const run = () => Promise.resolve((undefined as unknown as { foo: string }).foo);
  expect(await stackByStack([{ stack: stackNamed("lab-cluster"), after: [], run }], session)).toBe(1);
  expect(said[0]).toMatch(/^Cannot read properties of undefined[^]*stands in .*-deploy\.log$/);
  expect(fs.readFileSync(output.log, "utf8")).toMatch(/TypeError: Cannot read[^]* at run .*deploy-runs\.test/);
});

describe("what the platform is made of", () => {
  const site: SiteInput = {
    ...cumulus,
    name: "lab",
    magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos-37", "1.32.4": "fedora-coreos-40" } },
    shareTypes: { cephfs: { protocol: "CEPHFS" }, nfs: { protocol: "NFS" } },
  };

  /** A number of its own for each field that is a revision. */
  const REVISIONS = new Map([...new Set(Object.values(ROTATED).map(({ revision }) => revision))].map((field, index) => [field, 7 + index]));
  const outdir = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "platform-"));
  let stacks: ReadonlyMap<string, readonly Stack[]>;
  beforeAll(() => ({ stacks } = makeRunFolder(variants(), outdir)));
  afterAll(() => fs.rmSync(outdir, { recursive: true }));

  /** The project with every part there is, once with each kind of share and of ingress. */
  function variants(): Project[] {
    return (["cephfs", "nfs"] as const).flatMap((shareType, index) => {
      const full = structuredClone(FULL_PROJECT);
      const { spark, storage, nodeGroups } = full;
      const flavor = gaiaDev.nodeGroups![0]!.flavor;
      const data: ProjectInput = {
        ...gaiaDev,
        ...full,
        name: `lab-${shareType}`,
        site: "lab",
        // Ceph is mounted by charts up to 1.31, and by the operator after it.
        kubernetesVersion: index === 0 ? "1.30.2" : "1.32.4",
        quota: undefined,
        // Heat's own driver would be of the same name.
        cluster: { ...gaiaDev.cluster, labels: { cinder_csi_enabled: false } },
        nodeGroups: nodeGroups.map((group) => ({ ...group, flavor })),
        storage: {
          block: { ...storage.block, snapshotClass: "snapshots" },
          shared: { className: "shared", shareType },
          ceph: storage.ceph,
          rook: storage.rook,
        },
        ingress: { kind: index === 0 ? "octavia" : "traefik" },
        spark: { ...spark, objectStore: undefined },
      };
      for (const [field, revision] of REVISIONS) {
        const parents = field.split(".");
        const last = parents.pop()!;
        const parent = parents.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], data) as Record<string, unknown>;
        parent[last] = revision;
      }
      return parseEnvironments({ "lab.ts": data }, { "site.ts": site });
    });
  }

  test("every chart is held back at a destroy until the claims are gone, or is known not to be needed for that", () => {
    const releases = [...stacks.values()].flat().flatMap((stack) => {
      const json = JSON.parse(fs.readFileSync(path.join(stack.folder, "cdk.tf.json"), "utf8")) as {
        resource: { helm_release?: Record<string, { chart: string }> };
      };
      return Object.entries(json.resource.helm_release ?? {});
    });
    const isHeld = (chart: string): boolean => {
      const plan: Plan = {
        ...planOf({ "helm_release.it": [["delete"]], "kubernetes_namespace_v1.other": [["delete"]] }),
        prior_state: { values: { root_module: { resources: [{ address: "helm_release.it", type: "helm_release", values: { chart } }] } } },
      };
      const first = destroyedFirst({ plan, changes: changesOf([plan]) } as unknown as SavedPlan);
      return first.length > 0 && !first.includes("helm_release.it");
    };
    const charts = [
      ...new Set(releases.map(([, { chart }]) => (chart.startsWith("${") || chart.includes("/") ? "of this package" : chart))),
    ];
    expect(Object.fromEntries(charts.sort().map((chart) => [chart, isHeld(chart)]))).toEqual({
      "ceph-csi-cephfs": true,
      "ceph-csi-drivers": true,
      "ceph-csi-operator": true,
      "ceph-csi-rbd": true,
      "csi-driver-nfs": true,
      // Its claims are kept by Helm and go with their namespace, before the drivers; the claims of users are nobody's but the namespace's.
      jupyterhub: false,
      // Its disks go with its namespace, before the drivers.
      "kube-prometheus-stack": false,
      "of this package": false,
      "openstack-cinder-csi": true,
      "openstack-manila-csi": true,
      // It must be there until what is on it is gone, and its operator until it is gone itself.
      "rook-ceph": true,
      "rook-ceph-cluster": true,
      "snapshot-controller": false,
      "spark-operator": false,
      "strimzi-kafka-operator": false,
      traefik: false,
    });
    expect(charts).toEqual(expect.arrayContaining(Object.values(CHARTS).map(({ chart }) => chart)));
  });

  test.each(Object.entries(ROTATED))("the revision of %s is a field of the project, and that of its Secrets", (name, credential) => {
    const secrets = [...stacks.values()].flat().flatMap((stack) => secretsWith(stack, secretVariableOf(name, credential)));
    expect(secrets.length).toBeGreaterThan(0);
    expect(secrets.map((secret) => secret.revision)).toEqual(secrets.map(() => REVISIONS.get(credential.revision)));
  });
});
