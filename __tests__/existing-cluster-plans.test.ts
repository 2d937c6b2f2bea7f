import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import type { ProjectInput } from "../projects";
import { helmApi } from "./support/helm";
import { addresses, CLUSTER, lab, NOTHING_INSIDE } from "./support/lab";

const terraform = findTerraform();
if (terraform === undefined) console.warn("existing: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

const THEIRS = { ...CLUSTER, name: "theirs" };
const MAGNUM = {
  "container-infra /clusters": () => [THEIRS],
  [`container-infra /clusters/${THEIRS.uuid}`]: THEIRS,
  "container-infra /clusters/theirs": THEIRS,
};
const projects: Partial<ProjectInput>[] = [
  {
    cluster: {
      existing: { name: "theirs" },
      controlPlane: { flavor: "m1.medium" },
      workers: { flavor: "m1.medium", count: 1 },
      nodeCidr: "10.20.0.0/24",
      labels: { boot_volume_size: 100, cinder_csi_enabled: false },
    },
  },
];

test("leftovers of a cluster that others run are neither listed nor deleted, and nobody is asked for them", async () => {
  const { run, cloud } = lab({ env: process.env }, { backend: { kind: "pg" }, env: {} });
  cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE });
  for (const more of [[], ["--delete"], ["--cluster", THEIRS.uuid, "--delete"]]) {
    const { code, text } = await run(["leftovers", "lab", ...more], { projects, answer: "lab\n" });
    expect(text).toContain("lab: others run cluster theirs, and what it has made in OpenStack may be theirs");
    expect(text).toContain("`kubectl get persistentvolumes`");
    expect(code).toBe(2);
  }
  expect(cloud.calls()).toEqual([]);
}, 60_000);

withTerraform("destroy of a project in a cluster that others run", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 30_000);
  afterAll(() => offline.stop());

  test("takes the platform away, says whose the rest may be, and never touches the cluster", async () => {
    const { run, state, cloud } = lab(offline);
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE });
    const made = await run(["deploy", "lab"], { projects, answer: "yes\n" });
    expect(made.text).toMatch(/\n\nlab-platform: deployed in [^\n]*\n/);
    expect(made).toMatchObject({ code: 0 });
    expect(fs.readdirSync(state)).toEqual(["lab-platform.tfstate"]);

    const claim = { id: "v1", name: "pvc-1", status: "available", metadata: { "cinder.csi.openstack.org/cluster": THEIRS.uuid } };
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, "block-storage /volumes/detail": [claim] });
    const { code, text } = await run(["destroy", "lab"], { projects, answer: "yes\n" });
    expect(text).toContain("these stay; those that cluster theirs has made for others are theirs:\n  volume pvc-1 (available)");
    expect(text).toMatch(/\n\nlab-platform: destroyed in [^\n]*\n/);
    expect(code).toBe(0);
    expect(addresses(path.join(state, "lab-platform.tfstate"))).toEqual([]);
    expect(cloud.calls().filter((call) => /^(POST|PATCH|PUT|DELETE) /.test(call))).toEqual([]);

    const again = await run(["destroy", "lab", "--auto-approve"], { projects });
    expect(again.text).toContain("lab-platform: nothing was there, checked");
    expect(again).toMatchObject({ code: 0 });
  }, 120_000);

  test("wants consent, and keeps all where there is none", async () => {
    const { run, state, cloud } = lab(offline);
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE });
    expect(await run(["deploy", "lab", "--auto-approve"], { projects })).toMatchObject({ code: 0 });
    const before = addresses(path.join(state, "lab-platform.tfstate"));
    const refused = await run(["destroy", "lab"], { projects, answer: "no\n" });
    expect(refused.text).toContain("not confirmed; nothing was changed");
    expect(refused).toMatchObject({ code: 3 });
    expect(addresses(path.join(state, "lab-platform.tfstate"))).toEqual(before);
    expect(before).not.toEqual([]);
  }, 60_000);

  test("takes over a release that people have installed where ours would be, only where somebody says so", async () => {
    const theirs = { namespace: "snapshot-controller", name: "snapshot-controller", chart: "snapshot-controller", version: "4.0.0" };
    const inside = helmApi([theirs], ["default", "snapshot-controller"]);
    const { run, state, cloud } = lab(offline);
    const certificate = { pem: "made up" };
    const shown = { ...THEIRS, api_address: inside.address };
    cloud.answers({
      ...MAGNUM,
      ...NOTHING_INSIDE,
      "container-infra /clusters/theirs": shown,
      [`container-infra /certificates/${THEIRS.uuid}`]: certificate,
      "POST container-infra /certificates": certificate,
    });
    const imported = { name: theirs.name, namespace: theirs.namespace, chart: theirs.chart, version: theirs.version, status: "deployed" };
    offline.toImport({
      "helm_release snapshot-controller/snapshot-controller": imported,
      "kubernetes_namespace_v1 snapshot-controller": {
        metadata: [
          { name: theirs.namespace, generate_name: "", labels: {}, annotations: {}, generation: 0, resource_version: "1", uid: "made up" },
        ],
      },
    });
    const snapshots = [{ ...projects[0]!, storage: { block: { classes: [{ name: "fast" }], snapshotClass: "snapshots" } } }];
    const refused = await run(["deploy", "lab", "--auto-approve"], { projects: snapshots });
    expect(refused.text).toContain("run it without --auto-approve to be asked whether it is taken over");
    expect(refused).toMatchObject({ code: 3 });
    expect(fs.existsSync(path.join(state, "lab-platform.tfstate"))).toBe(false);
    const { code, text } = await run(["deploy", "lab"], { projects: snapshots, answer: "take\nyes\n" });
    inside.stop();
    expect(text).toContain(
      "release snapshot-controller in namespace snapshot-controller (chart snapshot-controller 4.0.0, deployed) is there already",
    );
    expect(text).toMatch(/- imported, and changed: release `snapshot-controller` of lab-platform/);
    expect(code).toBe(0);
    expect(addresses(path.join(state, "lab-platform.tfstate"))).toContain("helm_release");
    expect((await run(["deploy", "lab"], { projects: snapshots })).text).toContain("lab-platform: no changes");
  }, 120_000);
});
