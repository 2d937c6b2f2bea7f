import { once } from "node:events";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { addresses, CLUSTER, ended, lab, locks, MAGNUM, NETWORK, NOTHING_INSIDE, says } from "./support/lab";

const terraform = findTerraform();
if (terraform === undefined) console.warn("deploy: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

withTerraform("deploy", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 30_000);
  afterAll(() => offline.stop());

  test("makes both stacks after a typed yes; a second deploy changes nothing; the log has it all and can be read by its owner only", async () => {
    const { run, state, logs } = lab(offline);
    const first = await run(["deploy", "lab"], { answer: "yes\nyes\n" });
    expect(first).toMatchObject({ code: 0 });
    expect(first.text).toContain(`lab-cluster: ${NETWORK}: created in 0 s`);
    expect(first.text).toMatch(/lab-cluster: deployed in \d+ s\nlab-platform: deployed in \d+ s/);
    expect(fs.readdirSync(state).sort()).toEqual(["lab-cluster.tfstate", "lab-platform.tfstate"]);

    const second = await run(["deploy", "lab"]);
    expect(second).toMatchObject({ code: 0 });
    expect(second.text).toContain("lab-cluster: no changes\nlab-platform: no changes");

    const [log] = logs();
    expect(fs.statSync(log!).mode & 0o777).toBe(0o600);
    expect(fs.readFileSync(log!, "utf8")).toContain(`${NETWORK}: created in 0 s`);
  }, 60_000);

  test.each([
    ["anything but yes", "y\n"],
    ["no answer", ""],
  ])(
    "%s is no consent: exit code 3, and nothing is made",
    async (_what, answer) => {
      const { run, state } = lab(offline);
      const { code, text } = await run(["deploy", "lab"], { answer });
      expect(text).toContain("not confirmed; nothing was changed");
      expect(text).toContain("lab-platform: not started, because lab-cluster is not done");
      expect(code).toBe(3);
      expect(fs.readdirSync(state)).toEqual([]);
    },
    60_000,
  );

  test("variables that are missing are named all at once, and nothing is started", async () => {
    const { run, cloud } = lab(offline);
    const projects = [{ storage: { shared: { className: "cephfs", shareType: "cephfs" } } }];
    const { code, text } = await run(["deploy", "lab"], { projects, env: { TF_VAR_manila_credential_id: "" } });
    expect(code).toBe(2);
    expect(text).toBe(
      "lab-platform: TF_VAR_manila_credential_id, TF_VAR_manila_credential_secret must be set\n" +
        "docs/credentials.md says what each of them is; nothing was started\n",
    );
    expect(cloud.calls()).toEqual([]);
  }, 30_000);

  test("values of variables reach the apply of the saved plan, and stand neither in state nor in log", async () => {
    const { run, state, logs } = lab(offline);
    const projects = [{ storage: { shared: { className: "cephfs", shareType: "cephfs" } } }];
    const env = { TF_VAR_manila_credential_id: "planted-id", TF_VAR_manila_credential_secret: "planted-value" };
    const { code, text } = await run(["deploy", "lab", "--auto-approve"], { projects, env });
    expect(code).toBe(0);
    const written = [text, ...logs(), ...fs.readdirSync(state).map((name) => path.join(state, name))];
    for (const file of written) expect(fs.existsSync(file) ? fs.readFileSync(file, "utf8") : file).not.toContain("planted");
  }, 60_000);

  test("bounds past the number of nodes are moved in the steps that Magnum takes, after one consent", async () => {
    const { run, cloud } = lab(offline);
    await run(["deploy", "lab", "--auto-approve"]);
    cloud.answers({
      ...MAGNUM,
      ...NOTHING_INSIDE,
      "POST container-infra /clusters/lab/actions/resize": {},
      "container-infra /clusters/lab/nodegroups/batch": { ...CLUSTER, uuid: "g1", name: "batch", role: "worker", node_count: 1 },
    });
    const projects = [{ nodeGroups: [{ name: "batch", flavor: "m1.medium", count: 4 }] }];
    const { code, text } = await run(["deploy", "lab"], { projects, answer: "yes\n" });
    expect(text).toContain(
      "1. node group batch: max_node_count 1 -> 4   (openstack coe nodegroup update lab batch replace max_node_count=4)",
    );
    expect(code).toBe(0);
    expect(cloud.calls().filter((call) => /^(PATCH|POST)/.test(call))).toEqual([
      'PATCH container-infra /clusters/lab/nodegroups/batch [{"op":"replace","path":"/max_node_count","value":4}]',
      'POST container-infra /clusters/lab/actions/resize {"node_count":4,"nodegroup":"g1"}',
    ]);
  }, 60_000);

  test("a cluster that Magnum has and the state has not is no reason to make a second one: it stays, or it is deleted first", async () => {
    const { run, cloud } = lab(offline);
    let isThere = true;
    const clusters = (): unknown[] => (isThere ? [CLUSTER] : []);
    const path = `/clusters/${CLUSTER.uuid}`;
    const gone = (): unknown => {
      isThere = false;
      return {};
    };
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, "container-infra /clusters": clusters, [`DELETE container-infra ${path}`]: gone });

    const refused = await run(["deploy", "lab", "--auto-approve"]);
    expect(refused.text).toContain(`Magnum has a cluster lab already, ${CLUSTER.uuid} (CREATE_COMPLETE), which the state has not`);
    expect(refused.text).toContain(`if nobody uses it, delete it: openstack --os-cloud lab coe cluster delete ${CLUSTER.uuid}`);
    expect(refused).toMatchObject({ code: 3 });
    expect(await run(["deploy", "lab"], { answer: "yes\n" })).toMatchObject({ code: 3 });
    expect(isThere).toBe(true);

    const healed = await run(["deploy", "lab"], { answer: "lab\nyes\nyes\n" });
    expect(healed).toMatchObject({ code: 0 });
    expect(isThere).toBe(false);
  }, 60_000);

  test("a project that fails does not keep another one from being done", async () => {
    const { run, state } = lab(offline);
    fs.mkdirSync(state);
    fs.writeFileSync(path.join(state, "lab-cluster.tfstate"), "not a state");
    const { code, text } = await run(["deploy", "lab", "other", "--auto-approve"], { projects: [{}, { name: "other" }] });
    expect(code).toBe(1);
    expect(text).toMatch(
      /lab-cluster: failed\nlab-platform: not started, because lab-cluster is not done\nother-cluster: deployed .*\nother-platform: deployed/,
    );
    expect(text).toContain("the same command goes on from there");
  }, 60_000);

  test("destroy takes the platform before the cluster, stops at a load balancer that holds the network, and lists what is left: exit code 4", async () => {
    const { run, state, cloud } = lab(offline);
    await run(["deploy", "lab", "--auto-approve"]);
    const volume = { id: "v1", name: "pvc-1", status: "available", metadata: { "cinder.csi.openstack.org/cluster": CLUSTER.uuid } };
    const balancer = { id: "l1", name: `kube_service_${CLUSTER.uuid}_default_web`, provisioning_status: "ACTIVE" };

    const all = await run(["destroy", "lab"], { answer: "yes\nyes\n" });
    expect(all).toMatchObject({ code: 0 });
    expect(all.text).toMatch(/lab-platform: destroyed in .*\nlab-cluster: destroyed in/);
    for (const half of ["platform", "cluster"]) expect(addresses(path.join(state, `lab-${half}.tfstate`))).toEqual([]);

    await run(["deploy", "lab", "--auto-approve"]);
    fs.rmSync(path.join(state, "lab-platform.tfstate"));
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, "load-balancer /lbaas/loadbalancers": [balancer] });
    const blocked = await run(["destroy", "lab", "--auto-approve"]);
    expect(blocked).toMatchObject({ code: 1 });
    expect(blocked.text).toContain(
      `load balancer ${balancer.name} (active), of cluster ${CLUSTER.uuid}\n    openstack --os-cloud lab loadbalancer delete --cascade l1`,
    );

    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, "block-storage /volumes/detail": "no list" });
    const unsure = await run(["destroy", "lab", "--auto-approve"]);
    expect(unsure).toMatchObject({ code: 1 });
    expect(unsure.text).toMatch(
      /lab-cluster: destroyed in .*\nwhat is left is not known; npx cdktf-magnum leftovers PROJECT lists it again/,
    );

    // Magnum still has the cluster for a while, by whose UUID the volume is known.
    const late = { "container-infra /clusters": [CLUSTER], "block-storage /volumes/detail": [volume], "block-storage /volumes/v1": volume };
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, ...late });
    const last = await run(["destroy", "lab", "--auto-approve"]);
    expect(last).toMatchObject({ code: 4 });
    expect(last.text).toContain(`npx cdktf-magnum leftovers lab --cluster ${CLUSTER.uuid} --delete does:\n  volume pvc-1 (available)`);
    expect(last.text).toContain(`volume pvc-1 (available), of cluster ${CLUSTER.uuid}\n    openstack --os-cloud lab volume delete v1`);
  }, 120_000);

  test("status tells cluster, outputs and what differs, for which it has exit code 4, and needs no secret", async () => {
    const { run, cloud } = lab(offline);
    await run(["deploy", "lab", "--auto-approve"]);
    const groups = [{ uuid: "g1", name: "batch", role: "worker", node_count: 2, status: "UPDATE_COMPLETE" }];
    cloud.answers({ ...MAGNUM, "container-infra /clusters/lab/nodegroups": groups });
    const same = await run(["status", "lab"]);
    expect(same.text).toContain(`cluster lab: CREATE_COMPLETE, ${CLUSTER.uuid}\n  batch: UPDATE_COMPLETE, 2 nodes, worker\n`);
    expect(same.text).toMatch(/lab-cluster: 8 resources, as the file says\n {2}api_address: .+\n {2}cluster_id: /);
    expect(same.code).toBe(0);

    const projects = [{ storage: { shared: { className: "cephfs", shareType: "cephfs" } } }];
    const other = await run(["status", "lab"], { projects });
    expect(other.text).toContain("+ kubernetes_namespace_v1.");
    expect(other.code).toBe(4);
  }, 30_000);

  test("status tells the labels that a running cluster keeps, and who may reach its API server: exit code 4", async () => {
    const { run, cloud } = lab(offline);
    const env = { DEPLOY_TEST_SITE: JSON.stringify({ magnum: { driver: "capi-helm", images: { "1.30.2": "ubuntu-2204-kube" } } }) };
    const cluster = {
      keypair: { name: "lab" },
      controlPlane: { flavor: "m1.medium" },
      workers: { flavor: "m1.medium", count: 1 },
      api: { allowedCidrs: ["192.0.2.0/24"] },
      labels: { boot_volume_size: 100 },
    };
    const projects = [{ cluster }];
    expect(await run(["deploy", "lab", "--auto-approve"], { projects, env })).toMatchObject({ code: 0 });
    const labels = { boot_volume_size: "100", api_master_lb_allowed_cidrs: "192.0.2.0/24" };
    const running = (changed: object) => ({
      ...MAGNUM,
      "container-infra /clusters/lab/nodegroups": [],
      "container-infra /clusters/lab": { ...CLUSTER, labels: { ...labels, ...changed } },
    });

    cloud.answers(running({}));
    const same = await run(["status", "lab"], { projects, env });
    expect(same.text).toMatch(/lab-cluster: \d+ resources, as the file says\n/);
    expect(same.text).not.toContain("keeps it until it is made anew");
    expect(same.code).toBe(0);

    cloud.answers(running({ boot_volume_size: "50", api_master_lb_allowed_cidrs: "0.0.0.0/0", grafana_admin_passwd: "planted" }));
    const { code, text } = await run(["status", "lab"], { projects, env });
    expect(text).toContain('  label boot_volume_size: the template says "100", the cluster has "50" and keeps it until it is made anew\n');
    expect(text).toContain(
      "lab-cluster: who may reach the API server is not what the file says: label api_master_lb_allowed_cidrs: the template says " +
        '"192.0.2.0/24", the cluster has "0.0.0.0/0" and keeps it until it is made anew\n',
    );
    expect(code).toBe(4);

    const json = await run(["status", "lab", "--json"], { projects, env });
    expect(json.code).toBe(4);
    const [found] = JSON.parse(json.text.slice(json.text.indexOf("[\n"), json.text.lastIndexOf("]") + 1)) as { stacks: object[] }[];
    expect(found!.stacks[0]).toMatchObject({
      labelsNotInForce: [
        { label: "api_master_lb_allowed_cidrs", template: "192.0.2.0/24", cluster: "0.0.0.0/0" },
        { label: "boot_volume_size", template: "100", cluster: "50" },
        { label: "grafana_admin_passwd", template: null, cluster: null },
      ],
    });
    expect(text + json.text).not.toContain("planted");
  }, 60_000);
});

withTerraform("an apply that is interrupted", () => {
  let slow: OfflineTerraform;
  beforeAll(async () => {
    slow = await OfflineTerraform.start(terraform!, 600);
  }, 30_000);
  afterAll(() => slow.stop());

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as ["SIGINT" | "SIGTERM" | "SIGHUP", number][])(
    "by %s ends what it is making, starts nothing else and leaves a whole state and no lock; the next one goes on",
    async (signal, exitCode) => {
      const { start, run, state } = lab(slow);
      const child = start(["deploy", "lab", "--auto-approve"]);
      const end = ended(child);
      await says(child, `${NETWORK}: created`);
      child.kill(signal);
      const { code, text } = await end;
      expect(text).toContain(`${signal}: nothing new is started`);
      expect(text).toMatch(new RegExp(`lab-cluster: deployed in .*\nlab-platform: not started, because of ${signal}`));
      expect(code).toBe(exitCode);
      expect(locks(state)).toEqual([]);
      expect(addresses(path.join(state, "lab-cluster.tfstate"))).toContain("openstack_containerinfra_nodegroup_v1");

      expect(await run(["deploy", "lab", "--auto-approve"])).toMatchObject({ code: 0 });
    },
    60_000,
  );

  test("by two signals stops at once, with a whole state and no lock", async () => {
    const { start, run, state } = lab(slow);
    const child = start(["deploy", "lab", "--auto-approve"]);
    const end = ended(child);
    await says(child, "openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D: created");
    child.kill("SIGINT");
    await sleep(1100);
    child.kill("SIGINT");
    const { code, text } = await end;
    expect(text).toContain("SIGINT again: terraform is told to stop");
    expect(code).toBe(130);
    expect(locks(state)).toEqual([]);
    expect(addresses(path.join(state, "lab-cluster.tfstate"))).not.toContain("openstack_containerinfra_nodegroup_v1");
    expect(await run(["deploy", "lab", "--auto-approve"])).toMatchObject({ code: 0 });
  }, 60_000);

  test("a lost terminal does not end it, and the log has what the terminal misses", async () => {
    const { start, state, logs } = lab(slow);
    const child = start(["deploy", "lab", "--auto-approve"]);
    await says(child, `${NETWORK}: created`);
    child.stdout!.destroy();
    child.stderr!.destroy();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    expect(locks(state)).toEqual([]);
    expect(fs.readFileSync(logs()[0]!, "utf8")).toMatch(/lab-platform: deployed in/);
  }, 60_000);

  test("Terraform ends by itself where the command is killed", async () => {
    const { start, run, state } = lab(slow);
    const child = start(["deploy", "lab", "--auto-approve"]);
    await says(child, `${NETWORK}: created`);
    child.kill("SIGKILL");
    for (let tries = 0; tries < 100 && locks(state).length > 0; tries++) await sleep(200);
    expect(addresses(path.join(state, "lab-cluster.tfstate"))).toContain("openstack_containerinfra_nodegroup_v1");
    expect(await run(["deploy", "lab", "--auto-approve"])).toMatchObject({ code: 0 });
  }, 60_000);
});
