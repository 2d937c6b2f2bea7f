import { requireOpenStack, parseEnvironments, type Project, type ProjectInput, type SiteInput } from "../projects";
import type { CloudIdentity } from "../operate/openstack/cloud";
import { OpenStackError, type OpenStackFailure } from "../operate/openstack/failure";
import { isReady, preflightTable } from "../cli/commands/preflight";
import type { Check } from "../operate/preflight/check";
import { preflight } from "../operate/preflight/checks";
import { cloudWith } from "./support/openstack";

const site: SiteInput = {
  name: "lab",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
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

/** What a real cloud answered, cut down to what is read. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  "compute /flavors/detail": [
    { name: "m1.large", ram: 8192, disk: 80, "OS-FLV-EXT-DATA:ephemeral": 0, vcpus: 4 },
    { name: "m1.medium", ram: 4096, disk: 40, "OS-FLV-EXT-DATA:ephemeral": 0, vcpus: 2 },
  ],
  "image /images?name=ubuntu-2204-kube": [{ name: "ubuntu-2204-kube", os_distro: "ubuntu", kube_version: "v1.30.2" }],
  "network /networks?name=public": [{ name: "public", "router:external": true }],
  "network /networks?name=storage": [{ name: "storage", "router:external": true }],
  "block-storage /types": [{ name: "fake" }, { name: "__DEFAULT__" }],
  "shared-file-system /types": [
    {
      name: "default",
      required_extra_specs: { driver_handles_share_servers: "false" },
      optional_extra_specs: { snapshot_support: "true" },
    },
  ],
  "container-infra /": [{ id: "v1", status: "CURRENT", max_version: "1.10", min_version: "1.1" }],
  "compute /os-keypairs": [{ name: "k1", fingerprint: "00:01" }],
  "container-infra /clusters": [{ name: "others", status: "CREATE_COMPLETE", stack_id: "others-abcdefghij23" }],
  "compute /limits": {
    absolute: {
      maxTotalInstances: 10,
      maxTotalCores: 20,
      maxTotalRAMSize: 51200,
      totalInstancesUsed: 4,
      totalCoresUsed: 4,
      totalRAMUsed: 0,
    },
  },
  "block-storage /limits": { absolute: { maxTotalVolumes: 10, maxTotalVolumeGigabytes: 1000, totalVolumesUsed: 0, totalGigabytesUsed: 0 } },
  "shared-file-system /limits": { absolute: { maxTotalShares: 50, totalSharesUsed: 0 } },
  "network /quotas/p1/details.json": {
    floatingip: { limit: 50, used: 0, reserved: 0 },
    router: { limit: 10, used: 0, reserved: 0 },
    port: { limit: 500, used: 1, reserved: 0 },
    network: { limit: 100, used: 1, reserved: 0 },
    security_group: { limit: 100, used: 1, reserved: 0 },
  },
  "load-balancer /lbaas/quotas/p1": { load_balancer: -1, listener: -1 },
  "load-balancer /lbaas/providers": [{ name: "amphora", description: "" }],
};

let answers: Record<string, unknown>;
let identity: Partial<CloudIdentity>;

beforeEach(() => {
  answers = { ...ANSWERS };
  identity = {};
});

const run = (project = read()): Promise<Check[]> => {
  const cloud = cloudWith(answers, { identity });
  return preflight(requireOpenStack(project), { project: cloud, clusters: cloud });
};
const say = (asked: string, answer: unknown): unknown => (answers[asked] = answer);
const fail = (asked: string, failure: OpenStackFailure, text: string): unknown => say(asked, new OpenStackError(failure, text));
const notOk = async (project?: Project): Promise<string[]> =>
  (await run(project)).filter(({ result }) => result !== "ok").map(({ result, subject, detail }) => `${result}: ${subject}: ${detail}`);

test("nothing is said of a cloud that is as the files say", async () => {
  expect(await notOk()).toEqual([]);
});

test("says of a name that two things have that it is no name, and goes on", async () => {
  say("network /networks?name=public", [{ "router:external": true }, { "router:external": true }]);
  say("block-storage /types", [{ name: "other" }]);
  expect(await notOk()).toEqual([
    "differs: site.externalNetwork: Neutron has 2 of the name public; a name must be one thing's only, ask the site",
    "missing: site.volumeTypes fake: the cloud has other; correct the site's file",
  ]);
});

test.each<[string, () => unknown, string]>([
  [
    "a flavor of another size",
    () =>
      say("compute /flavors/detail", [
        { name: "m1.large", ram: 4096, disk: 80, "OS-FLV-EXT-DATA:ephemeral": 10, vcpus: 4 },
        { name: "m1.medium", ram: 4096, disk: 40, "OS-FLV-EXT-DATA:ephemeral": 0, vcpus: 2 },
      ]),
    'differs: site.flavors["m1.large"]: memoryMiB is 8192 in the file and 4096 in the cloud, ephemeralGiB is 0 in the file and 10 in the cloud; correct the site\'s file',
  ],
  [
    "an image of another driver",
    () => say("image /images?name=ubuntu-2204-kube", [{ os_distro: "fedora-coreos", kube_version: "v1.30.2" }]),
    'differs: site.magnum.images["1.30.2"] ubuntu-2204-kube: os_distro is fedora-coreos, driver capi-helm takes ubuntu, flatcar, debian, rockylinux; name another image or another driver',
  ],
  [
    "an image of another Kubernetes",
    () => say("image /images?name=ubuntu-2204-kube", [{ os_distro: "ubuntu", kube_version: "v1.29.6" }]),
    'differs: site.magnum.images["1.30.2"] ubuntu-2204-kube: kube_version is v1.29.6, capi-helm takes the version of Kubernetes from there; name an image with 1.30.2',
  ],
  [
    "an image that is not there",
    () => say("image /images?name=ubuntu-2204-kube", []),
    'missing: site.magnum.images["1.30.2"]: Glance has no image ubuntu-2204-kube that this login sees; correct the file',
  ],
  [
    "an external network that is none",
    () => say("network /networks?name=public", [{ "router:external": false }]),
    "differs: site.externalNetwork public: router:external is false; name an external network",
  ],
  [
    "a volume type that is not there",
    () => say("block-storage /types", [{ name: "other" }]),
    "missing: site.volumeTypes fake: the cloud has other; correct the site's file",
  ],
  [
    "a share type of another protocol",
    () => say("shared-file-system /types", [{ name: "default", optional_extra_specs: { storage_protocol: "<in> NFS" } }]),
    "differs: site.shareTypes default: storage_protocol is <in> NFS, the file says CEPHFS; correct the site's file",
  ],
  [
    "a service that is not there",
    () => (identity = { services: ["container-infra", "load-balancer", "shared-file-system"] }),
    "missing: service Barbican, for site.octavia.barbican: it is not in the catalogue of this project; correct the file or ask the site",
  ],
  [
    "an old Magnum",
    () => say("container-infra /", [{ max_version: "1.8" }]),
    "differs: Magnum's microversion: it is 1.8, node groups need 1.10; ask the site for a newer Magnum",
  ],
  [
    "a keypair that is not there",
    () => say("compute /os-keypairs", []),
    "missing: cluster.keypair k1: the user of the clusters' credentials has no keypair of that name: openstack keypair create --public-key FILE k1",
  ],
  [
    "a cluster that has failed",
    () => say("container-infra /clusters", [{ name: "mine", status: "CREATE_FAILED", stack_id: "mine-abcdefghij23" }]),
    "differs: cluster mine: is CREATE_FAILED: openstack coe cluster show mine has the reason",
  ],
  [
    "a quota that others have taken",
    () => say("compute /limits", { absolute: { maxTotalCores: 20, totalCoresUsed: 11, maxTotalInstances: -1, maxTotalRAMSize: -1 } }),
    "differs: quota.cores: 10 are needed with all nodes there, 9 are left of 20; ask the site for more, or lower max or count of a node group",
  ],
  [
    "what may not be asked",
    () => fail("load-balancer /lbaas/quotas/p1", "forbidden", "Octavia: 403: not you"),
    "not checkable: quota.loadBalancers: Octavia: 403: not you",
  ],
  [
    "load balancers, floating IPs and routers that others have taken",
    () => {
      say("load-balancer /lbaas/quotas/p1", { load_balancer: 2 });
      say("load-balancer /lbaas/loadbalancers", [{ id: "l1" }, { id: "l2" }]);
    },
    "differs: quota.loadBalancers: 1 are needed with all nodes there, 0 are left of 2; ask the site for more, or lower max or count of a node group",
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
    say(`network /networks/${ids.networkId}`, { id: ids.networkId });
    say("image /images?name=coreos", [{ os_distro: "fedora-coreos" }]);
    say("block-storage /types/default", { name: "__DEFAULT__" });
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
    say(`network /subnets/${ids.subnetId}`, { network_id: ids.networkId, cidr: "10.20.0.0/20", gateway_ip: "10.20.0.1", ...changes });
    expect(await notOk(withCluster({ network: ids, nodeCidr: "10.20.0.0/20" }, direct))).toEqual(lines);
  });

  test("an existing network that is not there", async () => {
    say(`network /subnets/${ids.subnetId}`, { network_id: ids.networkId, cidr: "10.20.0.0/20", gateway_ip: "10.20.0.1" });
    fail(`network /networks/${ids.networkId}`, "not found", "Neutron: 404");
    expect(await notOk(withCluster({ network: ids, nodeCidr: "10.20.0.0/20" }, direct))).toEqual([
      "missing: cluster.network: Neutron: 404",
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
    say("block-storage /types", []);
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
    say("compute /os-keypairs", [{ name: "mine", fingerprint }]);
    expect(await linesOf(project, "cluster.keypair")).toEqual(["ok: cluster.keypair.publicKey: keypair mine has this key"]);
    say("compute /os-keypairs", [{ name: "mine", fingerprint: "00:11" }]);
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
  say("compute /limits", { absolute: { maxTotalCores: 10, totalCoresUsed: 10, maxTotalInstances: -1, maxTotalRAMSize: -1 } });
  expect(await notOk()).toHaveLength(1);
  say("container-infra /clusters", [{ name: "mine", status: "CREATE_COMPLETE", stack_id: "mine-abcdefghij23" }]);
  expect(await notOk()).toEqual([]);
});

test.each<[string, boolean, string[]]>([
  ["an unrestricted", false, []],
  [
    "a restricted",
    true,
    [
      "differs: site.clouds.clusters lab: it is a restricted application credential, with which Magnum cannot create a trust: openstack application credential create --unrestricted NAME",
    ],
  ],
])("tells %s application credential", async (_title, isRestricted, lines) => {
  identity = { by: "application credential", applicationCredential: { id: "abc", isRestricted } };
  expect(await notOk()).toEqual(lines);
});

test.each<OpenStackFailure>(["not authenticated", "unreachable", "no such cloud"])(
  "a cloud that is %s is no list of failures",
  async (failure) => {
    const cloud = { ...cloudWith(answers), identity: () => Promise.reject(new OpenStackError(failure, "Keystone: no")) };
    await expect(preflight(requireOpenStack(read()), { project: cloud, clusters: cloud })).rejects.toMatchObject({
      failure,
      message: "Keystone: no",
    });
  },
);

test("the table has the worst first, and only what cannot be seen is forgiven", () => {
  const checks: Check[] = [
    { subject: "a", result: "ok", detail: "" },
    { subject: "b", result: "not checkable", detail: "no" },
  ];
  expect(isReady(checks)).toBe(true);
  expect(isReady([...checks, { subject: "c", result: "differs", detail: "x" }])).toBe(false);
  expect(preflightTable(checks)).toBe("result         what\n-------------  ----  --\nnot checkable  b     no\nok             a");
});
