import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { load } from "js-yaml";
import { CHARTS } from "../constructs/charts";
import { missingCharts, serveCharts } from "../e2e/chart-server";
import { doneBy } from "../e2e/commands";
import { withEntry } from "../e2e/credentials";
import { fitted, withoutWebhook } from "../e2e/fitted";
import { inventoryDifference, takeInventory, type Inventory } from "../e2e/inventory";
import { HUB_HOST, withNotebooks } from "../e2e/notebooks";
import { readOptions } from "../e2e/options";
import { whyNoCharts } from "../e2e/preconditions";
import { clusterOnly, project, secondProject, withBounds, withGroup } from "../e2e/project";
import { exitCodeOf, reportTable, type StepOutcome } from "../e2e/report";
import { takeSteps } from "../e2e/sequence";
import { readOverrides, settingsOf } from "../e2e/site";
import { clientOf, isRefused, withKafka } from "../e2e/kafka";
import { PAGES_HOST, podOf, sessionOf, sparkOf, withJobs } from "../e2e/spark";
import { NotRun, type Step } from "../e2e/step";
import { STEPS } from "../e2e/steps";
import { Transcript } from "../e2e/transcript";
import { Run } from "../e2e/run";
import { EXAMPLES, wholeProject, type WholeName } from "../e2e/whole-projects";
import { parseEnvironments } from "../projects";
import { capacityOf } from "../projects/capacity";
import { partsOf } from "../projects/parts";
import { cloudWith } from "./support/openstack";

const IDENTITY = { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" };
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "e2e-test-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
}

beforeEach(() => jest.spyOn(process.stdout, "write").mockReturnValue(true));
afterEach(() => jest.restoreAllMocks());

describe("pods of the run", () => {
  const POD = { name: "session", namespace: "spark", image: "spark:1", nodeSelector: { group: "batch" }, command: ["true"] };

  test("are admitted by restricted namespaces", () => {
    expect(podOf(POD).spec).toMatchObject({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [{ securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } }],
    });
  });

  test("that are sessions know their address and name, which the settings of the ConfigMap ask for", () => {
    expect(sessionOf(POD).spec).toMatchObject({
      serviceAccountName: "spark",
      securityContext: { fsGroup: 185, fsGroupChangePolicy: "OnRootMismatch" },
      containers: [
        {
          env: expect.arrayContaining([
            { name: "POD_IP", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
            { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
          ]) as unknown,
          volumeMounts: expect.arrayContaining([{ name: "conf", mountPath: "/opt/spark/conf" }]) as unknown,
        },
      ],
    });
  });
});

describe("clients of Kafka", () => {
  const POD = { namespace: "kafka", image: "kafka:1", nodeSelector: { group: "batch" } };

  test.each([
    ["writer", "write", "kafka-kafka-bootstrap.kafka.svc:9095", "/user/sasl.jaas.config"],
    ["reader", "read", "kafka-kafka-bootstrap.kafka.svc:9093", "/user/user.crt"],
    ["reader", "try-to-write", "kafka-kafka-bootstrap.kafka.svc:9093", "echo refused | "],
  ] as const)("%s takes the listener and the keys of its Secret", (user, action, server, key) => {
    const { metadata, spec } = clientOf(POD, user, action);
    expect(metadata).toEqual({ name: `${user}-${action}`, namespace: "kafka" });
    expect(spec.volumes).toEqual([
      { name: "ca", secret: { secretName: "kafka-cluster-ca-cert" } },
      { name: "user", secret: { secretName: user } },
    ]);
    const script = spec.containers[0]!.command[2];
    expect(script).toContain(server);
    expect(script).toContain(key);
  });

  test.each([
    ["org.apache.kafka.common.errors.ClusterAuthorizationException: Cluster authorization failed.", true],
    ["org.apache.kafka.common.errors.TopicAuthorizationException: Not authorized to access topics: [e2e_alerts]", true],
    ["org.apache.kafka.common.errors.SaslAuthenticationException: Authentication failed during authentication", false],
    ["org.apache.kafka.common.errors.TimeoutException: Topic e2e_alerts not present in metadata after 60000 ms.", false],
    ["", false],
  ])("are refused by a rule and by nothing else: %j", (log, refused) => {
    expect(isRefused(log)).toBe(refused);
  });
});

describe("the command line", () => {
  test("has the development cloud by default, and all steps", () => {
    expect(readOptions([], ["deploy"])).toMatchObject({ cloud: "devcloud", only: undefined, keep: false, charts: undefined });
  });

  test("names all that is wrong at once", () => {
    const args = ["--only", "deploy,fly", "--charts", "/nowhere/charts", "--site", "/nowhere/site.json"];
    expect(() => readOptions(args, ["deploy"])).toThrow(
      "--only: 'fly' is no step; use deploy\n--charts: '/nowhere/charts' is not there\n--site: '/nowhere/site.json' is not there",
    );
    expect(() => readOptions(["--fast"], ["deploy"])).toThrow(/Unknown option '--fast'.*use npx cdktf-magnum dev e2e/s);
  });
});

describe("site and project", () => {
  const parse = ({ site, project: whole }: ReturnType<typeof settingsOf>) =>
    parseEnvironments({ p: whole }, { s: { ...site, backend: { kind: "local", directory: "/states" } } })[0]!;

  test("are a valid site and project, whole, without platform, and small", () => {
    const settings = settingsOf("devcloud", IDENTITY);
    expect(parse(settings)).toMatchObject({ id: "e2e", site: { clouds: { project: "devcloud", clusters: "devcloud" } } });
    const only = parse({ ...settings, project: clusterOnly(settings.project) });
    expect(only).toMatchObject({ storage: {}, nodeGroups: [{ name: "batch" }] });
    expect(only.ingress).toBeUndefined();
    expect(parse({ ...settings, project: secondProject(settings.project) })).toMatchObject({ id: "e2e-second", nodeGroups: [] });
    expect(settings.createFailure).toEqual({ ostack_fail: "create" });
  });

  test("are valid with Spark, an object store, pages and jobs of all kinds", () => {
    const settings = settingsOf("devcloud", IDENTITY);
    const jobs = [
      { name: "once", target: "/shared/once", seconds: 0 },
      { name: "minutely", target: "/shared/minutely", seconds: 0, schedule: "* * * * *" },
    ];
    const spark = { ...sparkOf(settings.project), objectStore: {}, uiHost: PAGES_HOST };

    expect(parse({ ...settings, project: withJobs({ ...settings.project, spark }, jobs) }).spark).toMatchObject({
      objectStore: {},
      uiHost: PAGES_HOST,
      applications: [{ name: "once", arguments: ["/shared/once", "0"] }, { schedule: "* * * * *" }],
    });
  });

  test("are valid with Kafka, and with nothing of it where there is no platform", () => {
    const settings = settingsOf("devcloud", IDENTITY);
    const whole = withKafka(settings.project, { group: "batch" });
    expect(parse({ ...settings, project: whole }).kafka).toMatchObject({
      brokers: { count: 1, nodeGroup: "batch" },
      values: { nodeSelector: { group: "batch" } },
    });
    expect(parse({ ...settings, project: clusterOnly(whole) }).kafka).toBeUndefined();
  });

  test("take what another cloud has in place of the development cloud's", () => {
    const overrides = readOverrides(
      file(
        "site.json",
        JSON.stringify({
          site: {
            flavors: { "vm.small": { vcpus: 4, memoryMiB: 8192, diskGiB: 40 } },
            magnum: { driver: "capi-helm", images: { "1.31.4": "kube-1.31.4" } },
            octavia: { provider: "ovn" },
          },
          project: {
            kubernetesVersion: "1.31.4",
            cluster: { controlPlane: { flavor: "vm.small" }, workers: { flavor: "vm.small" } },
            nodeGroups: [{ name: "batch", flavor: "vm.small", min: 1, max: 2 }],
          },
        }),
      ),
    );
    const settings = settingsOf("northern", IDENTITY, overrides);
    const parsed = parse(settings);
    expect(Object.keys(parsed.site.flavors)).toEqual(["vm.small"]);
    expect(parsed.site).toMatchObject({ magnum: { driver: "capi-helm" }, octavia: { provider: "ovn", barbican: true } });
    expect(parsed.cluster.workers).toEqual({ flavor: "vm.small", count: 1 });
    expect(settings.createFailure).toBeUndefined();
  });

  test("say what is wrong with the file", () => {
    expect(() => readOverrides(file("broken.json", "{"))).toThrow(/broken\.json: is not JSON/);
    expect(() => readOverrides(file("other.json", '{"sites": {}}'))).toThrow(/Unrecognized key.*fields: site, project, createFailure/);
  });

  test("are valid with notebooks, whose sessions have two executors", () => {
    const settings = settingsOf("devcloud", IDENTITY);
    const selector = { "capi.stackhpc.com/node-group": "batch" };

    expect(parse({ ...settings, project: withNotebooks(settings.project, selector) })).toMatchObject({
      spark: { executors: { min: 1, max: 2 } },
      notebooks: { host: HUB_HOST, login: { kind: "native" }, executors: { min: 2, max: 2 }, values: { hub: { nodeSelector: selector } } },
    });
  });

  test("get other bounds, and another node group", () => {
    expect(withBounds(project, { min: 2, max: 3 }).nodeGroups).toEqual([{ name: "batch", flavor: "m1.medium", min: 2, max: 3 }]);
    expect(withGroup(project, "extra").nodeGroups).toHaveLength(2);
  });
});

describe("projects that come with this repository", () => {
  const names = ["everything", ...Object.keys(EXAMPLES)] as WholeName[];
  const flavor = (name: string, vcpus: number, ram: number) => ({ name, vcpus, ram, disk: 20 });
  const FLAVORS = [
    flavor("m1.2xlarge", 16, 65_536),
    flavor("m1.large", 4, 8192),
    flavor("m1.tiny", 1, 512),
    flavor("m1.xlarge", 8, 16_384),
  ];
  const settings = settingsOf("devcloud", IDENTITY);
  const parse = ({ site, project: whole }: typeof settings) =>
    parseEnvironments({ p: whole }, { s: { ...site, backend: { kind: "local", directory: "/states" } } })[0]!;

  test.each(names)("are valid in the cloud of the run with all their parts, and fit: %s", async (name) => {
    const whole = await wholeProject(name);
    const fit = fitted(whole, settings, "devcloud", FLAVORS);
    expect(fit.problems).toEqual([]);
    const project = parse(fit.settings);
    expect(project).toMatchObject({
      id: `e2e-${whole.project.name}`,
      kubernetesVersion: "1.34.4",
      site: { clouds: { project: "devcloud" } },
    });
    const keys = (input: object): string[] => Object.keys(input).sort();
    expect(keys(fit.settings.project)).toEqual(keys(whole.project));
    expect(partsOf(project).length).toBeGreaterThan(1);
    expect(partsOf(parse({ ...fit.settings, project: clusterOnly(fit.settings.project) }))).toEqual([]);
    expect(capacityOf(project, project.site).platformVerdict.max).toBe("fits");
    expect(withoutWebhook(fit.settings.project).spark?.values).toEqual({ webhook: { enable: false } });
  });

  test("take the smallest flavor that is large enough, and name those that the cloud lacks", async () => {
    const whole = await wholeProject("rackspace");
    const { settings: found, problems } = fitted(whole, settings, "devcloud", FLAVORS.slice(1));
    expect(found.project.cluster).toMatchObject({ controlPlane: { flavor: "m1.large" }, workers: { flavor: "m1.xlarge", count: 2 } });
    expect(problems).toEqual([
      "the cloud has no flavor of 16 vCPUs and 65536 MiB, as gp.16.64 of big-data is",
      "the cloud has no flavor of 8 vCPUs and 32768 MiB, as gp.8.32 of big-data is",
    ]);
  });
});

describe("the charts", () => {
  const charts = fs.mkdtempSync(path.join(folder, "charts-"));
  fs.writeFileSync(path.join(charts, "index.yaml"), "entries: {}");

  const lacking = async (overrides: object): Promise<string[]> => {
    const settings = settingsOf("devcloud", IDENTITY, readOverrides(file("charts.json", JSON.stringify(overrides))));
    const options = { ...readOptions([], []), charts };
    const why = await whyNoCharts(new Run(options, settings, folder, new Transcript()));
    return why === undefined ? [] : why.split("; ").map((line) => / has no (\S+) \S+$/.exec(line)![1]!);
  };
  const own = { driver: "capi-helm", images: { "1.34.4": "kube" } };
  const nfs = { default: { protocol: "NFS" } };

  test.each<[string, object, string[]]>([
    ["CephFS", {}, ["ceph-csi-drivers", "ceph-csi-operator", "openstack-manila-csi", "traefik"]],
    ["NFS", { site: { shareTypes: nfs } }, ["csi-driver-nfs", "openstack-manila-csi", "traefik"]],
    [
      "a driver of Cinder that Magnum does not install, and snapshots",
      {
        site: { magnum: { driver: "heat", images: own.images } },
        project: {
          cluster: { labels: { cinder_csi_enabled: false } },
          nodeGroups: [],
          storage: { block: { classes: [{ name: "block" }], installDriver: true, snapshotClass: "snapshots" } },
        },
      },
      ["ceph-csi-drivers", "ceph-csi-operator", "openstack-cinder-csi", "openstack-manila-csi", "snapshot-controller", "traefik"],
    ],
    ["NFS that Magnum brings itself", { site: { magnum: { ...own, driver: "vexxhost" }, shareTypes: nfs } }, ["traefik"]],
    ["a project that is none, which the preconditions say", { project: { kubernetesVersion: "9.9.9" } }, []],
  ])("are asked for as the platform stack installs them: %s", async (_what, overrides, expected) => {
    expect((await lacking(overrides)).sort()).toEqual(expected.sort());
  });
});

describe("inventory", () => {
  const of = (...names: string[]): Inventory => ({
    things: names.map((name) => ({ kind: "volume", id: `id-${name}`, name })),
    unlisted: new Map(),
  });

  test("finds what has come and what has gone", () => {
    expect(inventoryDifference(of("a", "b"), of("b", "c"))).toEqual(["volume c (id-c) was not there before", "volume a (id-a) is gone"]);
    expect(inventoryDifference(of("a"), of("a"))).toEqual([]);
  });

  test("compares no kind that could not be listed once", () => {
    expect(inventoryDifference({ things: [], unlisted: new Map([["volume", "no such service"]]) }, of("a"))).toEqual([]);
  });

  test("reads the lists of all services, whatever they call an id", async () => {
    const cloud = cloudWith({
      "compute /os-keypairs": [{ name: "key" }],
      "container-infra /clusters": [{ uuid: "u", name: "e2e" }],
      "shared-file-system /shares": new Error("no Manila"),
      "network /floatingips": [{ id: "f", floating_ip_address: "203.0.113.9" }],
    });
    const { things, unlisted } = await takeInventory(cloud);
    expect(things).toEqual([
      { kind: "floating IP", id: "f", name: "203.0.113.9" },
      { kind: "keypair", id: "key", name: "key" },
      { kind: "cluster", id: "u", name: "e2e" },
    ]);
    expect([...unlisted]).toEqual([["share", "no Manila"]]);
  });
});

describe("report", () => {
  const outcome = (step: string, result: StepOutcome["result"], why = ""): StepOutcome => ({ step, result, why, seconds: 1.4 });

  test("has a line for each step, with the first line of the reason", () => {
    expect(
      reportTable([
        outcome("deploy", "passed"),
        outcome("claims", "failed", "no volume\nlater"),
        outcome("other", "not run", "no kubectl"),
      ]),
    ).toBe(`step    result   seconds
------  -------  -------  ----------
deploy  passed   1
claims  failed   1        no volume
other   not run           no kubectl

1 passed, 1 failed, 1 not run, 4 s`);
  });

  test("decides the exit code", () => {
    expect(exitCodeOf([outcome("a", "passed")])).toBe(0);
    expect(exitCodeOf([outcome("a", "passed"), outcome("b", "not run")])).toBe(4);
    expect(exitCodeOf([outcome("a", "failed"), outcome("b", "not run")])).toBe(1);
  });
});

describe("steps", () => {
  const step = (name: string, after: string[], run: () => Promise<string>, isAlways = false): Step => ({
    name,
    proves: name,
    after,
    isAlways,
    run,
  });
  const fine = (): Promise<string> => Promise.resolve("");
  const lab = (options: object = {}): Run => ({ options, transcript: new Transcript() }) as Run;
  const passed = async (steps: readonly Step[], options: object): Promise<string[]> =>
    (await takeSteps(steps, lab(options))).filter(({ result }) => result === "passed").map(({ step: name }) => name);

  test("stand after those that they need", () => {
    const seen = new Set<string>();
    for (const { name, after } of STEPS) {
      expect([...after].filter((needed) => !seen.has(needed))).toEqual([]);
      seen.add(name);
    }
  });

  test("go on without those that need what failed, and take everything away at the end", async () => {
    const outcomes = await takeSteps(
      [
        step("deploy", [], () => Promise.reject(new Error("no quota"))),
        step("bounds", ["deploy"], fine),
        step("second", [], () => Promise.reject(new NotRun("no labels"))),
        step("destroy", [], fine, true),
      ],
      lab(),
    );
    expect(outcomes.map(({ step: name, result, why }) => [name, result, why])).toEqual([
      ["deploy", "failed", "no quota"],
      ["bounds", "not run", "deploy failed"],
      ["second", "not run", "no labels"],
      ["destroy", "passed", ""],
    ]);
  });

  test("are those asked for with what they need", async () => {
    const steps = [
      step("deploy", [], fine),
      step("bounds", ["deploy"], fine),
      step("groups", ["deploy"], fine),
      step("destroy", [], fine, true),
    ];
    expect(await passed(steps, { only: ["bounds"] })).toEqual(["deploy", "bounds", "destroy"]);
    expect(await passed(steps, { only: ["bounds"], keep: true })).toEqual(["deploy", "bounds"]);
  });

  test("bring the step that takes away what they leave", async () => {
    const steps = [
      step("deploy", [], fine),
      { ...step("claims", ["deploy"], fine), undoneBy: "refused" },
      step("platform", ["deploy"], fine),
      step("refused", ["claims"], fine),
      step("destroy", [], fine, true),
    ];
    expect(await passed(steps, { only: ["claims"] })).toEqual(["deploy", "claims", "refused", "destroy"]);
    expect(await passed(steps, { only: ["platform"] })).toEqual(["deploy", "platform", "destroy"]);
    const places = STEPS.map(({ name }) => name);
    for (const { name, undoneBy } of STEPS.filter((one) => one.undoneBy !== undefined))
      expect(places.indexOf(undoneBy!)).toBeGreaterThan(places.indexOf(name));
  });
});

test("a transcript has no secrets", () => {
  const transcript = new Transcript();
  transcript.replace("/somewhere/run/", "");
  transcript.replace("hush", "(sensitive)");
  transcript.line("/somewhere/run/states has hush");
  transcript.save(path.join(folder, "record.txt"));
  expect(fs.readFileSync(path.join(folder, "record.txt"), "utf8")).toBe("states has (sensitive)\n");
});

test("what a command has done is read from what it says", () => {
  const text = "e2e-cluster: a.b: created in 2 s\nother\ne2e-cluster: c.d: destroyed in 1 min 2 s\ne2e-cluster: deployed in 3 s\n";
  expect(doneBy(text)).toEqual([
    { address: "a.b", verb: "created" },
    { address: "c.d", verb: "destroyed" },
  ]);
});

test("a clouds.yaml gets one more entry, and keeps what it has", () => {
  const text = "clouds:\n  lab: {region_name: north, cacert: ca.pem, auth: {username: u}}\n";
  const merged = load(withEntry(text, "lab", "lab-restricted", IDENTITY.authUrl, { id: "i", secret: "s" }));
  expect(merged).toEqual({
    clouds: {
      lab: { region_name: "north", cacert: "ca.pem", auth: { username: "u" } },
      "lab-restricted": {
        region_name: "north",
        cacert: "ca.pem",
        auth_type: "v3applicationcredential",
        auth: { auth_url: IDENTITY.authUrl, application_credential_id: "i", application_credential_secret: "s" },
      },
    },
  });
});

describe("a folder of charts", () => {
  const chart = CHARTS.traefik;

  test("is asked for the versions in use", () => {
    expect(missingCharts(folder, [chart])[0]).toMatch(/index\.yaml is not there; make it with 'helm repo index/);
    file("index.yaml", `entries: {traefik: [{version: "${chart.version}"}]}`);
    expect(missingCharts(folder, [chart])).toEqual([]);
    expect(missingCharts(folder, [CHARTS.manilaCsi])).toEqual([
      expect.stringContaining(`has no openstack-manila-csi ${CHARTS.manilaCsi.version}`),
    ]);
  });

  test("is served, and nothing else", async () => {
    file("chart.tgz", "chart");
    const { url, stop } = await serveCharts(folder);
    const get = async (name: string): Promise<[number, string]> => {
      const response = await fetch(`${url}/${name}`);
      return [response.status, await response.text()];
    };
    expect(await get("chart.tgz")).toEqual([200, "chart"]);
    expect((await get("..%2f..%2fetc%2fpasswd"))[0]).toBe(404);
    expect((await get("other.tgz"))[0]).toBe(404);
    await stop();
  });
});
