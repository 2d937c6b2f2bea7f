import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { requireConsent } from "../operate/apply/approval";
import { describeValidity } from "../operate/credentials/certificate";
import { runChild } from "../operate/terraform/child";
import type { CommandError } from "../operate/session/exit-codes";
import { hintsFor } from "../operate/terraform/hints";
import { formsOf, secretsOfClouds, secretsOfEnvironment } from "../operate/session/redaction";
import { destroyedFirst } from "../operate/apply/hold-drivers";
import { isOwn, kubeconfigOf, merge, readKubeconfig } from "../operate/credentials/kubeconfig-file";
import { LOCK_FILE, placeLockFile } from "../operate/terraform/lock-file";
import { cutOffReleases } from "../operate/apply/cut-off-releases";
import type { SavedPlan } from "../operate/terraform/plan-file";
import { duration, followProgress } from "../operate/apply/progress";
import { raceOf } from "../operate/apply/transient-failures";
import { settleStack, type StackJob } from "../operate/apply/settle-stack";
import { stackByStack } from "../operate/apply/stack-by-stack";
import type { Stack } from "../operate/terraform/stacks";
import type { Session } from "../operate/terraform/terraform";
import { failuresOf, readMessage } from "../operate/terraform/ui-messages";
import { waitForRelease } from "../operate/apply/wait-for-release";
import type { Project } from "../projects";
import { deletionById } from "../operate/leftovers/removal";
import type { Leftover } from "../operate/leftovers/leftover";
import { changesOf } from "../operate/plan/changes";
import type { Plan } from "../operate/plan/plan";
import { quietSession } from "./support/quiet";

function planOf(...resources: [address: string, ...actions: string[]][]): Plan {
  return {
    stack: "lab-cluster",
    format_version: "1.2",
    resource_changes: resources.map(([address, ...actions]) => ({ address, type: address.split(".")[0]!, change: { actions } })),
  };
}

function stackNamed(name: string, providers: string[] = []): Stack {
  return { name, role: "cluster", folder: "", kept: "", dependencies: [], variables: [], providers, requiredVersion: ">= 1.11.0" };
}

/** A session that keeps what is said, and in which only the clock of the test passes. */
function quiet(): { session: Session; said: string[] } {
  const { session, said } = quietSession();
  const pause = (milliseconds: number): Promise<void> => {
    jest.setSystemTime(Date.now() + milliseconds);
    return Promise.resolve();
  };
  return { session: { ...session, interruption: { ...session.interruption, pause } }, said };
}

describe("what is tried again", () => {
  const cluster = "openstack_containerinfra_cluster_v1.it";
  const failed =
    "Error waiting for openstack_containerinfra_cluster_v1 1 to become deleted: openstack_containerinfra_cluster_v1 is in an error state: no quota";

  test.each([
    [[{ text: failed, address: cluster }], /Magnum still shows the failed state/],
    [
      [
        {
          text: "Error waiting for openstack_containerinfra_nodegroup_v1 1/2 to become deleted: unexpected state 'CREATE_COMPLETE', wanted target 'DELETE_COMPLETE'",
          address: "openstack_containerinfra_nodegroup_v1.it",
        },
      ],
      /has not begun yet/,
    ],
    [
      [{ text: "Kubernetes cluster unreachable: dial tcp 10.0.0.1:6443: connect: connection refused", address: "helm_release.it" }],
      /does not answer yet/,
    ],
    [[{ text: "context deadline exceeded", address: "helm_release.it" }], /was not ready in time/],
    [
      [
        {
          text: "Persistent volume claim shared still exists with finalizers: [kubernetes.io/pvc-protection]",
          address: "kubernetes_persistent_volume_claim_v1.it",
        },
      ],
      /a pod still holds the claim/,
    ],
  ])("%j", (failures, reason) => {
    expect(raceOf(failures)).toMatch(reason);
  });

  test.each([
    ["a failed creation", [{ text: failed.replace("deleted", "ready"), address: cluster }]],
    [
      "a race beside another failure",
      [
        { text: failed, address: cluster },
        { text: "Quota exceeded", address: "openstack_networking_network_v2.it" },
      ],
    ],
    ["the words at another kind of resource", [{ text: "connection refused", address: "openstack_networking_network_v2.it" }]],
    ["nothing", []],
  ])("not %s", (_what, failures) => {
    expect(raceOf(failures)).toBeUndefined();
  });
});

test("a cluster that has failed before Magnum made its certificate is planned as the state has it", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "unreadable-"));
  const address = "openstack_containerinfra_cluster_v1.a";
  const summary = "Error building kubeconfig for openstack_containerinfra_cluster_v1 1: Error getting certificate authority: 404";
  const state = (tainted: boolean): object => ({
    values: { root_module: { resources: [{ address, mode: "managed", type: "openstack_containerinfra_cluster_v1", tainted }] } },
  });
  const write = (name: string, content: object): void => fs.writeFileSync(path.join(folder, name), JSON.stringify(content));
  const program = path.join(folder, "terraform");
  fs.writeFileSync(
    program,
    `#!/bin/sh
echo "$*" >> calls
case "$*" in
  *refresh=false*) ;;
  plan*) cat failure; exit 1 ;;
  "show -json") cat state ;;
  show*) echo '{"format_version": "1.2", "resource_changes": []}' ;;
esac
`,
    { mode: 0o755 },
  );
  write("failure", { type: "diagnostic", diagnostic: { severity: "error", summary, address } });
  const { session, said } = quiet();
  const job: StackJob = {
    session: { ...session, scratch: folder, binary: { ...session.binary, program } },
    stack: { ...stackNamed("lab-cluster"), folder },
    project: { id: "lab", site: { kind: "openstack" } } as Project,
    magnum: {} as StackJob["magnum"],
    autoApprove: true,
    acceptNewChanges: false,
    isDestroy: true,
  };
  write("state", state(true));
  expect(await settleStack(job)).toBe(false);
  expect(said).toContain("lab-cluster: Magnum has no certificate of the cluster that has failed; planned as the state has it");
  expect(fs.readFileSync(path.join(folder, "calls"), "utf8")).toMatch(/^plan .*\nshow -json\nplan .*-refresh=false.*\n/);

  write("state", state(false));
  await expect(settleStack(job)).rejects.toThrow(/no plan can be made[^]*Error building kubeconfig/);
  fs.rmSync(folder, { recursive: true });
});

test("what is tried again says why it failed", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "again-"));
  const program = path.join(folder, "terraform");
  const detail = "release manila failed, and has been rolled back: \n\texceeded quota";
  const failure = { type: "diagnostic", diagnostic: { severity: "error", summary: "Upgrade failed", detail, address: "helm_release.a" } };
  const plan = planOf(["helm_release.a", "update"]);
  fs.writeFileSync(path.join(folder, "failure"), JSON.stringify(failure));
  fs.writeFileSync(path.join(folder, "plan"), JSON.stringify(plan));
  fs.writeFileSync(
    program,
    `#!/bin/sh
case "$1" in
  show) cat plan ;;
  apply) [ -e failed ] || { touch failed; cat failure; exit 1; } ;;
esac
`,
    { mode: 0o755 },
  );
  const { session, said } = quiet();
  const interruption = { ...session.interruption, pause: () => Promise.resolve() };
  await settleStack({
    session: { ...session, interruption, scratch: folder, binary: { ...session.binary, program } },
    stack: { ...stackNamed("lab-platform"), role: "platform", folder },
    project: { id: "lab", tier: "dev", allow: [], cluster: {} } as unknown as Project,
    magnum: {} as StackJob["magnum"],
    autoApprove: true,
    acceptNewChanges: false,
    isDestroy: false,
  });
  fs.rmSync(folder, { recursive: true });
  expect(said).toContain("lab-platform: Upgrade failed: release manila failed, and has been rolled back: exceeded quota");
  expect(said).toContain(
    "lab-platform: the release has failed or was not ready in time; what it left was cleaned up; again from a new plan in 15 s",
  );
});

describe("who may reach the API server of a cluster that keeps its labels", () => {
  const labels = (value: string) => ({ api_master_lb_allowed_cidrs: value });

  /** A deploy that changes the networks from those of the template in the state; `running` are those of the cluster, as Magnum says. */
  async function changed(
    running?: () => Promise<{ labels: Record<string, string> }>,
  ): Promise<{ said: string[]; error: unknown; isApplied: boolean }> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "open-"));
    const program = path.join(folder, "terraform");
    const [cluster, template] = ["openstack_containerinfra_cluster_v1", "openstack_containerinfra_clustertemplate_v1"];
    const plan = planOf([`${cluster}.it`, "update"], [`${template}.it`, "create", "delete"]);
    const [ofCluster, ofTemplate] = plan.resource_changes!;
    Object.assign(ofCluster!.change, { before: { name: "lab", cluster_template_id: "t" }, after: { name: "lab" } });
    Object.assign(ofTemplate!.change, { before: { id: "t", labels: labels("0.0.0.0/0") }, after: { labels: labels("192.0.2.0/24") } });
    fs.writeFileSync(path.join(folder, "plan"), JSON.stringify(plan));
    fs.writeFileSync(program, '#!/bin/sh\ncase "$1" in show) cat plan ;; apply) touch applied ;; esac\n', { mode: 0o755 });
    const { session, said } = quiet();
    const job = {
      session: { ...session, scratch: folder, binary: { ...session.binary, program } },
      stack: { ...stackNamed("lab-cluster"), role: "platform", folder },
      project: { id: "lab", tier: "dev", allow: [], cluster: {} } as unknown as Project,
      magnum: { cluster: running ?? (() => Promise.resolve(undefined)) } as unknown as StackJob["magnum"],
      autoApprove: true,
      acceptNewChanges: false,
      isDestroy: false,
    } as const;
    const error = await settleStack(job).then(
      () => undefined,
      (failure: unknown) => failure,
    );
    const isApplied = fs.existsSync(path.join(folder, "applied"));
    fs.rmSync(folder, { recursive: true });
    return { said, error, isApplied };
  }

  test.each([
    ["the cluster has others", () => Promise.resolve({ labels: labels("0.0.0.0/0") })],
    ["Magnum does not know it", undefined],
  ])("is refused before anybody is asked where %s", async (_what, running) => {
    const { said, error, isApplied } = await changed(running);
    expect(error).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(
        /^lab-cluster: who may reach the API server of cluster 'lab' would stay as it is[^]*\nnothing was changed$/,
      ) as string,
    });
    expect(said.join("\n")).toContain("the running cluster keeps the labels it was made with");
    expect(isApplied).toBe(false);
  });

  test("is refused where Magnum cannot be asked, which is said", async () => {
    const { said, error } = await changed(() => Promise.reject(new Error("HTTP 403")));
    expect(error).toMatchObject({ exitCode: 3 });
    expect(said).toContain("lab-cluster: which labels the running cluster keeps is not known: HTTP 403");
  });

  test("is changed back to what the cluster has", async () => {
    const { said, error, isApplied } = await changed(() => Promise.resolve({ labels: labels("192.0.2.0/24") }));
    expect(error).toBeUndefined();
    expect(said.join("\n")).not.toContain("the running cluster keeps the labels");
    expect(isApplied).toBe(true);
  });
});

describe("consent", () => {
  const project = {
    id: "lab",
    file: "environments/lab.ts",
    tier: "prod",
    allow: [{ address: "a.known", action: "replace", reason: "larger nodes" }],
  } as unknown as Project;
  const proposal = { project, question: "?", isDestroy: false, autoApprove: true };

  test.each([
    ["changes in place", planOf(["a.b", "update"])],
    ["a loss that the file allows", planOf(["a.known", "delete", "create"])],
  ])("--auto-approve is enough for %s in tier prod", async (_what, plan) => {
    await expect(requireConsent({ ...proposal, changes: changesOf([plan]) }, quiet().session)).resolves.toBeUndefined();
  });

  test.each([
    ["a loss", false, /a\.b would be destroyed; .* add \{ address: "a\.b"/],
    ["the destroy of a stack", true, /--auto-approve destroys nothing in tier prod/],
  ])("--auto-approve is not enough for %s in tier prod", async (_what, isDestroy, message) => {
    const changes = changesOf([planOf(["a.b", "delete"])]);
    const refused = requireConsent({ ...proposal, isDestroy, changes }, quiet().session);
    await expect(refused).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(message) as string });
  });
});

describe("the committed lock file", () => {
  const entry = (address: string): string => `provider "${address}" {\n  version = "1.0.0"\n  hashes = [\n    "h1:abc",\n  ]\n}`;
  const committed = (...addresses: string[]): string => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "lock-")), LOCK_FILE);
    fs.writeFileSync(file, ["# made by terraform providers lock", ...addresses.map(entry)].join("\n\n"));
    return file;
  };
  const stack = {
    ...stackNamed("lab-cluster", ["terraform-provider-openstack/openstack"]),
    folder: fs.mkdtempSync(path.join(os.tmpdir(), "stack-")),
  };
  const ours = "registry.terraform.io/terraform-provider-openstack/openstack";

  test("is cut to the providers of the stack", () => {
    expect(placeLockFile(committed("registry.terraform.io/hashicorp/helm", ours), stack, "registry.terraform.io")).toBe(true);
    expect(fs.readFileSync(path.join(stack.folder, LOCK_FILE), "utf8")).toBe(`${entry(ours)}\n`);
  });

  test("knows sources without a host or a namespace", () => {
    const helm = { ...stack, providers: ["helm", "registry.terraform.io/hashicorp/time"] };
    const both = ["registry.terraform.io/hashicorp/helm", "registry.terraform.io/hashicorp/time"];
    expect(placeLockFile(committed(...both, ours), helm, "registry.terraform.io")).toBe(true);
    expect(fs.readFileSync(path.join(stack.folder, LOCK_FILE), "utf8")).toBe(`${both.map(entry).join("\n\n")}\n`);
  });

  test("says which provider it lacks", () => {
    const place = (): boolean => placeLockFile(committed("registry.terraform.io/hashicorp/helm"), stack, "registry.terraform.io");
    expect(place).toThrow(/has no entry for registry\.terraform\.io\/terraform-provider-openstack\/openstack, which lab-cluster needs/);
  });

  test("does not bind the other registry, and is not needed", () => {
    expect(placeLockFile(committed(ours), stack, "registry.opentofu.org")).toBe(false);
    expect(placeLockFile("nowhere", stack, "registry.terraform.io")).toBe(false);
  });
});

describe("a kubeconfig", () => {
  const access = { server: "https://192.0.2.1:6443", certificateAuthority: "ca", certificate: "cert", key: "key" };
  const ours = kubeconfigOf(access, "lab");

  test("gets names of its own, because Magnum calls every user admin", () => {
    expect(ours).toMatchObject({
      users: [{ name: "lab-admin" }],
      contexts: [{ name: "lab", context: { cluster: "lab", user: "lab-admin" } }],
    });
  });

  test("is laid into another one, whose entries and current context stay, and again over itself", () => {
    const other = readKubeconfig("current-context: work\nclusters: [{name: work, cluster: {}}]\npreferences: {colors: true}", "it");
    const merged = merge(merge(other, ours), ours);
    expect(merged).toMatchObject({ "current-context": "work", preferences: { colors: true } });
    expect(merged.clusters!.map(({ name }) => name)).toEqual(["work", "lab"]);
    expect(isOwn(merged)).toBe(false);
    expect(isOwn(ours)).toBe(true);
  });

  test("takes no name from an entry that is not ours", () => {
    const theirs = readKubeconfig("clusters: [{name: lab, cluster: {server: 'https://192.0.2.9:6443'}}]", "it");
    expect(() => merge(theirs, ours)).toThrow("clusters of it have an entry for 'lab' that is not ours");
  });

  test("is refused where it is none, without a word of what it has", () => {
    for (const text of ["clusters: [{name: 1}]", "a: [s3cret", "[]"])
      expect(() => readKubeconfig(text, "config")).toThrow(/^config is (not YAML|no kubeconfig); mend it or move it away$/);
  });
});

describe("a destroy", () => {
  const dependencies: Record<string, string[]> = {
    "kubernetes_namespace_v1.manila": [],
    "helm_release.manila": ["kubernetes_namespace_v1.manila"],
    "kubernetes_storage_class_v1.shared": ["helm_release.manila"],
    "kubernetes_namespace_v1.jobs": [],
    "kubernetes_persistent_volume_claim_v1.user": ["kubernetes_storage_class_v1.shared", "kubernetes_namespace_v1.jobs"],
  };
  const resources = Object.entries(dependencies).map(([address, depends_on]) => ({
    address,
    type: address.split(".")[0]!,
    values: { chart: "openstack-manila-csi" },
    depends_on,
  }));
  const plan: Plan = {
    ...planOf(...Object.keys(dependencies).map((address): [string, string] => [address, "delete"])),
    prior_state: { values: { root_module: { resources } } },
  };

  test("takes claims and their namespaces before the drivers, their classes and their namespaces", () => {
    expect(destroyedFirst({ plan, changes: changesOf([plan]) } as unknown as SavedPlan)).toEqual([
      "kubernetes_namespace_v1.jobs",
      "kubernetes_persistent_volume_claim_v1.user",
    ]);
  });

  test("takes what is on Ceph before Ceph, its classes and its operators", () => {
    const ceph: Record<string, [chart: string, ...needs: string[]]> = {
      "kubernetes_namespace_v1.ceph": [""],
      "kubernetes_storage_class_v1.cinder": [""],
      "helm_release.csi": ["ceph-csi-operator"],
      "helm_release.operator": ["rook-ceph", "kubernetes_namespace_v1.ceph", "helm_release.csi"],
      "helm_release.drivers": ["ceph-csi-drivers", "helm_release.operator"],
      "helm_release.ceph": ["rook-ceph-cluster", "helm_release.drivers", "kubernetes_storage_class_v1.cinder"],
      "kubernetes_storage_class_v1.bucket": ["", "helm_release.ceph"],
      "helm_release.bucket": ["./assets/bucket", "kubernetes_storage_class_v1.bucket"],
      "helm_release.kafka": ["./assets/kafka", "kubernetes_storage_class_v1.bucket"],
    };
    const inState = Object.entries(ceph).map(([address, [chart, ...depends_on]]) => ({
      address,
      type: address.split(".")[0]!,
      values: { chart },
      depends_on,
    }));
    const whole: Plan = {
      ...planOf(...Object.keys(ceph).map((address): [string, string] => [address, "delete"])),
      prior_state: { values: { root_module: { resources: inState } } },
    };
    expect(destroyedFirst({ plan: whole, changes: changesOf([whole]) } as unknown as SavedPlan)).toEqual([
      "helm_release.bucket",
      "helm_release.kafka",
    ]);
  });

  test("waits while something is being deleted, and gives up on what nobody deletes", async () => {
    jest.useFakeTimers().setSystemTime(0);
    const thing = (status: string): Leftover => ({
      kind: "volume",
      id: "1",
      name: "pvc-1",
      status,
      whose: "ours",
      sign: "made by cluster u1",
      cloud: "lab",
      created: new Date(0),
      remove: [deletionById("volume", "1")],
    });
    const sequence = [...Array<Leftover[]>(40).fill([thing("deleting")]), []];
    expect(await waitForRelease(() => Promise.resolve(sequence.shift()!), quiet().session)).toEqual([]);
    expect(sequence).toEqual([]);
    const started = Date.now();
    expect(await waitForRelease(() => Promise.resolve([thing("available")]), quiet().session)).toEqual([thing("available")]);
    expect(Date.now() - started).toBe(65_000);
    jest.useRealTimers();
  });
});

describe("what is said", () => {
  test.each([
    [0.4, "0 s"],
    [59, "59 s"],
    [200, "3 min 20 s"],
  ])("%d seconds are %s", (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });

  test("resources with the stack, what is done and how long it took; what is read is no news", () => {
    const { session, said } = quiet();
    const progress = followProgress(session.output, "lab-cluster");
    const hook = (action: string): object => ({ resource: { addr: "a.b" }, action, elapsed_seconds: 75 });
    for (const message of [
      { type: "apply_start", hook: hook("create") },
      { type: "apply_complete", hook: hook("read") },
      { type: "apply_complete", hook: hook("create") },
      { type: "apply_errored", hook: hook("delete") },
    ])
      progress.take(readMessage(JSON.stringify(message))!);
    progress.end();
    expect(said).toEqual(["lab-cluster: a.b: created in 1 min 15 s", "lab-cluster: a.b: failed after 1 min 15 s"]);
  });

  test.each([
    ["openstack_networking_network_v2.a", "create", 60, false],
    ["openstack_networking_network_v2.a", "delete", 0, true],
    ["openstack_containerinfra_cluster_v1.a", "create", 5, false],
    ["openstack_containerinfra_cluster_v1.a", "create", 60, true],
    ["helm_release.a", "delete", 60, false],
  ])("while %s is under %s for %d s, Terraform can be stopped: %s", (addr, action, seconds, expected) => {
    jest.useFakeTimers().setSystemTime(0);
    const progress = followProgress(quiet().session.output, "lab-cluster");
    expect(progress.canStop()).toBe(true);
    progress.take({ type: "apply_start", hook: { resource: { addr }, action } });
    jest.setSystemTime(seconds * 1000);
    expect(progress.canStop()).toBe(expected);
    progress.end();
    jest.useRealTimers();
  });

  test("just after one resource was made Terraform is not stopped: the next one may have begun unheard", () => {
    jest.useFakeTimers().setSystemTime(0);
    const progress = followProgress(quiet().session.output, "lab-cluster");
    const hook = { resource: { addr: "openstack_networking_network_v2.a" }, action: "create" };
    progress.take({ type: "apply_start", hook });
    progress.take({ type: "apply_complete", hook });
    expect(progress.canStop()).toBe(false);
    jest.setSystemTime(1000);
    expect(progress.canStop()).toBe(true);
    progress.end();
    jest.useRealTimers();
  });

  test("errors of Terraform, and no warnings; lines that are not JSON are left", () => {
    const line = (severity: string): string =>
      JSON.stringify({ type: "diagnostic", diagnostic: { severity, summary: "It failed", detail: "because", address: "a.b" } });
    expect(failuresOf(readMessage(line("error"))!)).toEqual([{ text: "It failed: because", address: "a.b" }]);
    expect(failuresOf(readMessage(line("warning"))!)).toEqual([]);
    for (const text of ["", "Initializing", "{", '{"type":1}']) expect(readMessage(text)).toBeUndefined();
  });

  test("which signal has ended a program", async () => {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "child-"));
    const errors: string[] = [];
    const code = await runChild(
      {
        program: "sh",
        args: ["-c", "echo half >&2; kill -KILL $$"],
        cwd: scratch,
        env: process.env,
        scratch,
        onLine: () => undefined,
        onError: (line) => errors.push(line),
        what: "terraform",
        canStop: () => true,
      },
      quiet().session.interruption,
    );
    fs.rmSync(scratch, { recursive: true });
    expect(code).toBe(1);
    expect(errors).toEqual(["half", "terraform was ended by SIGKILL"]);
  });

  test.each([
    ["terraform was ended by SIGKILL", /may be in OpenStack and not in the state/],
    [
      'got 409 instead: {"title": "A node group with name lost already exists in the cluster lab", "detail": "A node group with name lost already exists in the cluster lab."}',
      /`openstack coe nodegroup delete lab lost`/,
    ],
  ])("what to do about: %s", (text, hint) => {
    expect(hintsFor([{ text, address: undefined }])).toEqual([expect.stringMatching(hint)]);
    expect(hintsFor([{ text: "no quota", address: undefined }])).toEqual([]);
  });

  test.each([
    ["another operation (install/upgrade/rollback) is in progress", "pending-install,pending-upgrade,pending-rollback"],
    ["cannot re-use a name that is still in use", "pending-install,pending-upgrade,pending-rollback"],
    ['Upgrade failed: "manila" has no deployed releases', "uninstalling,uninstalled,unknown"],
  ])("what to do about a release that was cut off: %s", (text, statuses) => {
    const address = "helm_release.a";
    const release = { name: "manila", namespace: "manila-csi" };
    const plan: Plan = {
      ...planOf(),
      resource_changes: [
        { address, type: "helm_release", change: { actions: ["update"], before: release, after: { ...release, version: "2" } } },
      ],
    };
    expect(raceOf([{ text, address }])).toBeUndefined();
    expect(cutOffReleases([{ text, address }], changesOf([plan]))).toEqual([
      expect.stringContaining(
        `\`kubectl delete secret --namespace manila-csi --selector 'owner=helm,name=manila,status in (${statuses})'\``,
      ),
    ]);
    expect(cutOffReleases([{ text: "timed out", address }], changesOf([plan]))).toEqual([]);
  });

  test("the age and the end of a certificate", () => {
    const validity = { from: new Date("2026-11-01"), to: new Date("2031-11-01") };
    expect(describeValidity(validity, new Date("2026-11-24"))).toBe("23 days old, valid until 2031-11-01, 1803 days more");
    expect(describeValidity(validity, new Date("2031-12-01"))).toBe("expired on 2031-11-01");
  });

  test("no values of variables, keys and passwords", () => {
    const environment = {
      TF_VAR_a: "value-a",
      AWS_SECRET_ACCESS_KEY: "value-b",
      OS_PASSWORD: "value-c",
      PG_CONN_STR: "value-d",
      PATH: "/usr/bin",
      TF_VAR_b: "",
    };
    expect(secretsOfEnvironment(environment)).toEqual(["value-a", "value-b", "value-c", "value-d"]);
  });

  test.each([
    ["PG_CONN_STR", "postgres://me:pass%2Fword@db/states", "pass/word"],
    ["PG_CONN_STR", "host=db user=me password='pass word' dbname=states", "pass word"],
    ["TF_ENCRYPTION", 'key_provider "pbkdf2" "state" { passphrase = "correct horse" }', "correct horse"],
    ["TF_ENCRYPTION", '{"key_provider":{"pbkdf2":{"state":{"passphrase":"correct horse"}}}}', "correct horse"],
  ])("nor what is secret inside of %s: %s", (name, value, secret) => {
    expect(secretsOfEnvironment({ [name]: value })).toEqual(expect.arrayContaining([value, secret]));
  });

  test("nor passwords of clouds.yaml", () => {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "home-"));
    const folder = path.join(home, ".config", "openstack");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "clouds.yaml"), "clouds: { lab: { auth: { username: operator, password: value-e } } }");
    fs.writeFileSync(path.join(folder, "secure.yaml"), "clouds: { lab: { auth: { application_credential_secret: 12345678 } } }");
    expect(secretsOfClouds({ HOME: home })).toEqual(["value-e", "12345678"]);
    fs.writeFileSync(path.join(folder, "clouds.yaml"), "{");
    expect(secretsOfClouds({ HOME: home })).toEqual(["12345678"]);
  });

  test("in any form: JSON, URL, Base64 of it and of what it is a part of", () => {
    const secret = 'a "quoted"/value';
    const forms = formsOf(secret);
    expect(forms).toEqual(expect.arrayContaining([secret, 'a \\"quoted\\"/value', "a%20%22quoted%22%2Fvalue"]));
    for (const before of ["", "x", "xy", "xyz"]) {
      const text = Buffer.from(`${before}${secret} and more`).toString("base64");
      expect(forms.some((form) => text.includes(form))).toBe(true);
    }
  });
});

test("after a failure the stacks that need it are left out and the others are taken; failed counts more than refused", async () => {
  const { session, said } = quiet();
  const turn = (name: string, after: string[], error?: Partial<CommandError>) => ({
    stack: stackNamed(name),
    after,
    run: () => (error ? Promise.reject(Object.assign(new Error(name), error)) : Promise.resolve("deployed")),
  });
  const code = await stackByStack([turn("a", []), turn("b", ["a"]), turn("c", [], {}), turn("d", ["c"]), turn("e", [])], session);
  expect(code).toBe(1);
  expect(said.filter((line) => /^[a-e]: /.test(line))).toEqual([
    "a: deployed in 0 s",
    "b: deployed in 0 s",
    "c: failed",
    "d: not started, because c is not done",
    "e: deployed in 0 s",
  ]);
});
