import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseEnvironments, type Project, type ProjectInput, type SiteInput } from "../projects";
import { OpenStackError, openStackClient, type OpenStackFailure, type OpenStackClient } from "../operate/openstack/client";
import { isReady, preflightTable } from "../cli/commands/preflight";
import { preflight, type Check } from "../operate/preflight/checks";

// What the client printed for a real cloud, cut down to what is read.
const ANSWERS = path.join(__dirname, "..", "..", "__tests__", "fixtures", "openstack");

const site: SiteInput = {
  name: "lab",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
  magnum: { driver: "capi-helm", images: { "1.30.2": "ubuntu-2204-kube" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.1"],
  storageNetwork: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "storage" },
  flavors: {
    "m1.large": { vcpus: 4, memoryMiB: 8192, diskGiB: 80 },
    "m1.medium": { vcpus: 2, memoryMiB: 4096, diskGiB: 40 },
  },
  volumeTypes: ["fake"],
  shareTypes: { default: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: true },
  backend: { kind: "pg" },
};
const input: ProjectInput = {
  name: "mine",
  site: "lab",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "k1" },
    controlPlane: { flavor: "m1.medium" },
    workers: { flavor: "m1.large", count: 2 },
    labels: { boot_volume_size: 100 },
  },
  storage: { shared: { className: "shared", shareType: "default" } },
};

function read(changes: { site?: Partial<SiteInput>; project?: Partial<ProjectInput> } = {}): Project {
  return parseEnvironments({ "mine.ts": { ...input, ...changes.project } }, { "lab.ts": { ...site, ...changes.site } })[0]!;
}

/** What the cloud answers, by the command; an error is thrown. */
let answers: Map<string, unknown>;

beforeEach(() => {
  const files = fs.readdirSync(ANSWERS).map((name) => [name, fs.readFileSync(path.join(ANSWERS, name), "utf8")] as const);
  answers = new Map(files.map(([name, text]) => [path.basename(name, ".json"), JSON.parse(text) as unknown]));
});

const client: OpenStackClient = {
  run: () => Promise.reject(new Error("preflight reads JSON only")),
  json: (...args) => {
    const name = args.join("_");
    const answer = answers.has(name) ? answers.get(name) : new Error(`'${name}' has no answer here`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  },
};
const run = (project = read()): Promise<Check[]> => preflight(project, { project: client, clusters: client });
const say = (name: string, answer: unknown): unknown => answers.set(name, answer);
const fail = (name: string, failure: OpenStackFailure, text: string): unknown =>
  say(name, new OpenStackError(failure, `openstack --os-cloud lab ${name.replaceAll("_", " ")}: ${text}`));
const notOk = async (project?: Project): Promise<string[]> =>
  (await run(project)).filter(({ result }) => result !== "ok").map(({ result, subject, detail }) => `${result}: ${subject}: ${detail}`);

test("nothing is said of a cloud that is as the files say", async () => {
  expect(await notOk()).toEqual([]);
});

test.each<[string, (heading: string) => string]>([
  ["upper case", (heading) => heading.toUpperCase()],
  ["lower case, with underscores", (heading) => heading.toLowerCase().replaceAll(" ", "_")],
])("reads headings in %s", async (_title, spelt) => {
  const headed = (row: unknown): unknown => Object.fromEntries(Object.entries(row as object).map(([name, value]) => [spelt(name), value]));
  for (const [name, answer] of answers) say(name, Array.isArray(answer) ? answer.map(headed) : headed(answer));
  expect(await notOk()).toEqual([]);
});

test("says of an answer that is not what the command prints which one it is, and goes on", async () => {
  say("volume_type_list", { Name: "fake" });
  say("network_show_public", ["public"]);
  expect(await notOk()).toEqual([
    "not checkable: site.externalNetwork: the OpenStack client shows something else than fields and values; use a newer client",
    "not checkable: site.volumeTypes: the OpenStack client lists something else than rows; use a newer client",
  ]);
});

test.each<[string, () => unknown, string]>([
  [
    "a flavor of another size",
    () =>
      say("flavor_list", [
        { Name: "m1.large", RAM: 4096, Disk: 80, Ephemeral: 10, VCPUs: 4 },
        { Name: "m1.medium", RAM: 4096, Disk: 40, Ephemeral: 0, VCPUs: 2 },
      ]),
    'differs: site.flavors["m1.large"]: memoryMiB is 8192 in the file and 4096 in the cloud, ephemeralGiB is 0 in the file and 10 in the cloud; correct the site\'s file',
  ],
  [
    "an image of another driver",
    () => say("image_show_ubuntu-2204-kube", { properties: { os_distro: "fedora-coreos", kube_version: "v1.30.2" } }),
    'differs: site.magnum.images["1.30.2"] ubuntu-2204-kube: os_distro is fedora-coreos, driver capi-helm takes ubuntu, flatcar, debian, rockylinux; name another image or another driver',
  ],
  [
    "an image of another Kubernetes",
    () => say("image_show_ubuntu-2204-kube", { properties: { os_distro: "ubuntu", kube_version: "v1.29.6" } }),
    'differs: site.magnum.images["1.30.2"] ubuntu-2204-kube: kube_version is v1.29.6, capi-helm takes the version of Kubernetes from there; name an image with 1.30.2',
  ],
  [
    "an image that is not there",
    () => fail("image_show_ubuntu-2204-kube", "not found", "No Image found for ubuntu-2204-kube"),
    'missing: site.magnum.images["1.30.2"]: openstack --os-cloud lab image show ubuntu-2204-kube: No Image found for ubuntu-2204-kube',
  ],
  [
    "an external network that is none",
    () => say("network_show_public", { "router:external": false }),
    "differs: site.externalNetwork public: router:external is false; name an external network",
  ],
  [
    "a volume type that is not there",
    () => say("volume_type_list", [{ Name: "other" }]),
    "missing: site.volumeTypes fake: the cloud has other; correct the site's file",
  ],
  [
    "a share type of another protocol",
    () => say("share_type_list", [{ Name: "default", "Optional Extra Specs": { storage_protocol: "<in> NFS" } }]),
    "differs: site.shareTypes default: storage_protocol is <in> NFS, the file says CEPHFS; correct the site's file",
  ],
  [
    "a service that is not there",
    () => say("catalog_list", [{ Type: "container-infra" }, { Type: "load-balancer" }, { Type: "sharev2" }]),
    "missing: service Barbican, for site.octavia.barbican: it is not in the catalogue of this project; correct the file or ask the site",
  ],
  [
    "an old Magnum",
    () => say("versions_show_--service_container-infra", [{ "Max Microversion": "1.8" }]),
    "differs: Magnum's microversion: it is 1.8, node groups need 1.10; ask the site for a newer Magnum",
  ],
  [
    "a keypair that is not there",
    () => say("keypair_list", []),
    "missing: cluster.keypair k1: the user of the clusters' credentials has no keypair of that name: openstack keypair create --public-key FILE k1",
  ],
  [
    "a cluster that has failed",
    () => say("coe_cluster_list", [{ name: "mine", status: "CREATE_FAILED" }]),
    "differs: cluster mine: is CREATE_FAILED: openstack coe cluster show mine has the reason",
  ],
  [
    "a quota that others have taken",
    () =>
      say("limits_show_--absolute", [
        { Name: "maxTotalCores", Value: 20 },
        { Name: "totalCoresUsed", Value: 11 },
        ...["Instances", "RAMSize", "Volumes", "VolumeGigabytes"].map((name) => ({ Name: `maxTotal${name}`, Value: -1 })),
      ]),
    "differs: quota.cores: 10 are needed with all nodes there, 9 are left of 20; ask the site for more, or lower max or count of a node group",
  ],
  [
    "what may not be asked",
    () => fail("loadbalancer_quota_show_1d1c", "forbidden", "Policy does not allow this request to be performed. (HTTP 403)"),
    "not checkable: quota.loadBalancers: openstack --os-cloud lab loadbalancer quota show 1d1c: Policy does not allow this request to be performed. (HTTP 403)",
  ],
])("says %s", async (_title, change, line) => {
  change();
  expect(await notOk()).toEqual([line]);
});

describe("what a project names or leaves to the driver", () => {
  const ids = { networkId: "0f0f0f0f-0000-4000-8000-000000000001", subnetId: "0f0f0f0f-0000-4000-8000-000000000002" };
  const direct: Partial<SiteInput> = { storageNetwork: { reach: "direct", cidr: "10.206.0.0/16" } };
  const withCluster = (
    cluster: Partial<ProjectInput["cluster"]>,
    of: Partial<SiteInput> = {},
    nodeGroups: ProjectInput["nodeGroups"] = [],
  ) => read({ site: of, project: { cluster: { ...input.cluster, ...cluster }, nodeGroups } });
  const heat: Partial<SiteInput> = {
    magnum: { driver: "heat", images: { "1.30.2": "coreos" }, kubeTags: { "1.30.2": "v1.30.2-rancher1" } },
  };
  const vexxhost: Partial<SiteInput> = { magnum: { driver: "vexxhost", images: { "1.30.2": "ubuntu-2204-kube" } } };
  const linesOf = async (project: Project, word: string) =>
    (await run(project))
      .filter(({ subject }) => subject.startsWith(word))
      .map(({ subject, result, detail }) => `${result}: ${subject}: ${detail}`);

  beforeEach(() => {
    say(`network_show_${ids.networkId}`, { id: ids.networkId });
    say("image_show_coreos", { properties: { os_distro: "fedora-coreos" } });
    say("volume_type_list_--default", [{ Name: "__DEFAULT__" }]);
  });

  test.each<[string, object, string[]]>([
    ["as the file says", {}, []],
    [
      "of another network",
      { network_id: "b" },
      [`differs: cluster.network ${ids.networkId}: subnet ${ids.subnetId} is of network b; name the two that belong together`],
    ],
    [
      "of other addresses",
      { cidr: "10.30.0.0/20" },
      [
        `differs: cluster.network ${ids.networkId}: subnet ${ids.subnetId} has 10.30.0.0/20, cluster.nodeCidr says 10.20.0.0/20; ` +
          "correct the project's file",
      ],
    ],
    [
      "without a gateway",
      { gateway_ip: null },
      [
        `differs: cluster.network ${ids.networkId}: subnet ${ids.subnetId} has no gateway, so that nodes reach nothing outside; ` +
          "name one with a router",
      ],
    ],
  ])("an existing subnet %s", async (_what, changes, lines) => {
    say(`subnet_show_${ids.subnetId}`, { network_id: ids.networkId, cidr: "10.20.0.0/20", gateway_ip: "10.20.0.1", ...changes });
    expect(await notOk(withCluster({ network: ids, nodeCidr: "10.20.0.0/20" }, direct))).toEqual(lines);
  });

  test("an existing network that is not there", async () => {
    say(`subnet_show_${ids.subnetId}`, { network_id: ids.networkId, cidr: "10.20.0.0/20", gateway_ip: "10.20.0.1" });
    fail(`network_show_${ids.networkId}`, "not found", "No Network found");
    expect(await notOk(withCluster({ network: ids, nodeCidr: "10.20.0.0/20" }, direct))).toEqual([
      `missing: cluster.network: openstack --os-cloud lab network show ${ids.networkId}: No Network found`,
    ]);
  });

  test("the image of a node group", async () => {
    const groups = [
      { name: "good", flavor: "m1.large", count: 1, image: "coreos" },
      { name: "gpu", flavor: "m1.large", count: 1, image: "ubuntu-2204-kube" },
    ];
    expect(await linesOf(withCluster({}, heat, groups), "nodeGroups")).toEqual([
      "ok: nodeGroups[0].image coreos: ",
      "differs: nodeGroups[1].image ubuntu-2204-kube: os_distro is ubuntu, driver heat takes fedora-coreos; name another image or another driver",
    ]);
  });

  test("volume types that labels do not give", async () => {
    const cluster = { dockerVolumeSizeGiB: 50, labels: { boot_volume_size: 100, etcd_volume_size: 10, etcd_volume_type: "fake" } };
    const first = "the first type that Cinder lists, unless magnum.conf has one, fake";
    expect(await linesOf(withCluster(cluster, heat), "cluster.labels")).toEqual([
      `ok: cluster.labels.boot_volume_type: none is given: driver heat takes ${first}`,
      `ok: cluster.labels.docker_volume_type: none is given: driver heat takes ${first}`,
    ]);
    expect(await linesOf(withCluster(cluster, vexxhost), "cluster.labels.boot")).toEqual([
      "ok: cluster.labels.boot_volume_type: none is given: driver vexxhost takes Cinder's default type, __DEFAULT__",
    ]);
    expect(await linesOf(withCluster({ labels: { boot_volume_size: 100 } }), "cluster.labels")).toEqual([]);
    say("volume_type_list", []);
    expect(await linesOf(withCluster({ labels: { boot_volume_size: 100 } }, { ...heat, volumeTypes: [] }), "cluster.labels")).toEqual([
      "missing: cluster.labels.boot_volume_type: none is given, and driver heat finds none to take; name a type",
    ]);
  });

  test("the default volume type", async () => {
    const of = (defaultVolumeType: string, more: Partial<SiteInput> = {}) =>
      linesOf(read({ site: { ...more, defaultVolumeType } }), "site.defaultVolumeType");
    expect(await of("ssd")).toEqual(["missing: site.defaultVolumeType ssd: the cloud has fake, __DEFAULT__; correct the site's file"]);
    expect(await of("fake", vexxhost)).toEqual([
      "differs: site.defaultVolumeType fake: Cinder's default type is __DEFAULT__; correct the site's file",
    ]);
    expect(await of("__DEFAULT__", vexxhost)).toEqual(["ok: site.defaultVolumeType __DEFAULT__: "]);
  });

  test("a key that the stack makes a keypair of", async () => {
    const key = Buffer.from("a public key").toString("base64");
    const project = withCluster({ keypair: { publicKey: `ssh-ed25519 ${key} me` } });
    const fingerprint = "58:0d:fa:35:2d:f4:bf:1f:f4:1f:01:90:13:71:fb:de";
    expect(await linesOf(project, "cluster.keypair")).toEqual(["ok: cluster.keypair.publicKey: the cluster stack makes the keypair"]);
    say("keypair_list", [{ Name: "mine", Fingerprint: fingerprint }]);
    expect(await linesOf(project, "cluster.keypair")).toEqual(["ok: cluster.keypair.publicKey: keypair mine has this key"]);
    say("keypair_list", [{ Name: "mine", Fingerprint: "00:11" }]);
    expect(await linesOf(project, "cluster.keypair")).toEqual([
      "differs: cluster.keypair.publicKey: keypair mine is there with another key: openstack keypair delete mine, " +
        'or write cluster.keypair { name: "mine" }',
    ]);
  });
});

test("says numbers of the file's quota that are not the cloud's", async () => {
  const quota = { instances: 10, cores: 20, memoryMiB: 51200, floatingIps: 50, routers: 10, ports: 400, volumes: -1, gigabytes: 1000 };
  expect(await notOk(read({ project: { quota } }))).toEqual([
    "differs: quota.ports: is 400 in the file and 500 in the cloud; correct the project's file",
  ]);
});

test("does not count twice what a cluster that is there takes", async () => {
  say("limits_show_--absolute", [
    { Name: "maxTotalCores", Value: 10 },
    { Name: "totalCoresUsed", Value: 10 },
    ...["Instances", "RAMSize", "Volumes", "VolumeGigabytes"].map((name) => ({ Name: `maxTotal${name}`, Value: -1 })),
  ]);
  expect(await notOk()).toHaveLength(1);
  say("coe_cluster_list", [{ name: "mine", status: "CREATE_COMPLETE" }]);
  expect(await notOk()).toEqual([]);
});

test.each<[string, unknown, string[]]>([
  ["an unrestricted", { unrestricted: true }, []],
  [
    "a restricted",
    { unrestricted: false },
    [
      "differs: site.clouds.clusters lab: it is a restricted application credential, with which Magnum cannot create a trust: openstack application credential create --unrestricted NAME",
    ],
  ],
])("tells %s application credential", async (_title, credential, lines) => {
  say("configuration_show", { auth_type: "v3applicationcredential", "auth.application_credential_id": "abc" });
  say("application_credential_show_abc", credential);
  expect(await notOk()).toEqual(lines);
});

describe("the client", () => {
  const before = process.env["PATH"];
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openstack-"));
    process.env["PATH"] = `${folder}${path.delimiter}${before}`;
  });

  afterEach(() => {
    process.env["PATH"] = before;
    fs.rmSync(folder, { recursive: true });
  });

  /** Makes `openstack` a shell script. */
  const program = (script: string): void => fs.writeFileSync(path.join(folder, "openstack"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

  const failure = async (timeoutSeconds = 60): Promise<[string, string]> => {
    const error = await openStackClient({ cloud: "lab", timeoutSeconds })
      .json("flavor", "list")
      .then(() => undefined)
      .catch((caught: unknown) => caught as OpenStackError);
    return [error!.failure, error!.message];
  };

  test.each([
    ["Cloud lab was not found.", "no such cloud"],
    ["The request you have made requires authentication. (HTTP 401) (Request-ID: req-1)", "not authenticated"],
    ["Forbidden (HTTP 403)", "forbidden"],
    ["public endpoint for container-infra service in RegionOne region not found", "no such service"],
    ["No Flavor found for x", "not found"],
    ["Internal Server Error (HTTP 500)", "other"],
  ])("takes %p as %s", async (text, expected) => {
    program(`echo "warning: something else" >&2; echo "${text}" >&2; exit 1`);
    expect(await failure()).toEqual([expected, `openstack --os-cloud lab flavor list: ${text}`]);
  });

  test("asks the cloud that it is for, and reads the JSON", async () => {
    program(`echo "{\\"cloud\\": \\"$OS_CLOUD\\", \\"asked\\": \\"$*\\"}"`);
    expect(await openStackClient({ cloud: "lab" }).json("flavor", "list")).toEqual({ cloud: "lab", asked: "flavor list -f json" });
  });

  test("gives up after its time", async () => {
    program("exec sleep 60");
    expect(await failure(0.3)).toEqual(["timeout", "openstack --os-cloud lab flavor list: no answer within 0.3 s"]);
  });

  test("says that an answer is no JSON", async () => {
    program("echo +----+");
    expect((await failure())[1]).toContain("the answer is no JSON");
  });

  test("says how it is installed", async () => {
    process.env["PATH"] = path.join(folder, "nothing");
    expect(await failure()).toEqual(["not installed", expect.stringContaining("install python-openstackclient with python-magnumclient")]);
  });

  test("runs four commands at once at most", async () => {
    const marks = path.join(folder, "running");
    fs.mkdirSync(marks);
    program(`touch "${marks}/$$"\nls "${marks}" | wc -l\nsleep 0.05\nrm "${marks}/$$"`);
    const busy = openStackClient({ cloud: "lab" });
    const counts = await Promise.all(Array.from({ length: 12 }, () => busy.json("x")));
    expect(Math.max(...(counts as number[]))).toBeLessThanOrEqual(4);
    expect(Math.max(...(counts as number[]))).toBeGreaterThan(1);
  });
});

test.each<[string, string, OpenStackFailure]>([
  ["lets nobody in", "The request you have made requires authentication. (HTTP 401)", "not authenticated"],
  ["does not answer", "Unable to establish connection to https://keystone.example.org:5000/v3/auth/tokens", "other"],
])("a cloud that %s is no list of failures", async (_title, text, failure) => {
  fail("token_issue_-c_project_id", failure, text);
  await expect(run()).rejects.toMatchObject({ failure, message: expect.stringContaining(text) as string });
});

test("the table has the worst first, and only what cannot be seen is forgiven", () => {
  const checks: Check[] = [
    { subject: "a", result: "ok", detail: "" },
    { subject: "b", result: "not checkable", detail: "no" },
  ];
  expect(isReady(checks)).toBe(true);
  expect(isReady([...checks, { subject: "c", result: "differs", detail: "x" }])).toBe(false);
  expect(preflightTable(checks)).toBe("result         what\n-------------  ----  --\nnot checkable  b     no\nok             a");
});
