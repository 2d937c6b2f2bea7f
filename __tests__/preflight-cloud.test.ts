import { requireOpenStack, parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import type { CloudIdentity } from "../operate/openstack/cloud";
import { OpenStackError } from "../operate/openstack/failure";
import type { Check } from "../operate/preflight/check";
import { preflight } from "../operate/preflight/checks";
import type { Outside } from "../operate/preflight/notebooks";
import { cloudWith, type Answers } from "./support/openstack";

const site: SiteInput = {
  name: "lab",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: { "1.30.2": "kube-1.30.2" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.1"],
  flavors: { small: { vcpus: 2, memoryMiB: 4096, diskGiB: 40 } },
  octavia: { provider: "amphora", barbican: false },
  backend: { kind: "pg" },
};
const input: ProjectInput = {
  name: "mine",
  site: "lab",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: { controlPlane: { flavor: "small" }, workers: { flavor: "small", count: 2 } },
};
const AMPHORA = { "load-balancer /lbaas/providers": [{ name: "amphora" }, { name: "ovn" }] };
const NOWHERE: Outside = { lookup: () => Promise.reject(new Error("not asked")), get: () => Promise.reject(new Error("not asked")) };

interface World {
  readonly site?: Partial<SiteInput>;
  readonly answers?: Answers;
  readonly identity?: Partial<CloudIdentity>;
  readonly get?: Outside["get"];
}

/** Checks whose subject begins with some words, as lines. */
async function checks(subject: string, { site: changes, answers, identity, get }: World = {}): Promise<string[]> {
  const [project] = parseEnvironments({ "mine.ts": input }, { "lab.ts": { ...site, ...changes } });
  const cloud = cloudWith({ ...AMPHORA, ...answers }, identity ? { identity } : {});
  const found = await preflight(requireOpenStack(project!), { project: cloud, clusters: cloud }, get ? { ...NOWHERE, get } : NOWHERE);
  return found.filter((check) => check.subject.startsWith(subject)).map(line);
}

const line = ({ result, subject, detail }: Check): string => [result, subject, ...(detail === "" ? [] : [detail])].join(": ");

describe("region", () => {
  const subject = "site.identity.region RegionOne, for the entry lab";
  test("of the entry is that of the file", async () => {
    expect(await checks("site.identity.region")).toEqual([`ok: ${subject}`]);
  });

  test.each<[string, Partial<CloudIdentity>, string]>([
    [
      "another one",
      { region: "North", regions: ["North", "RegionOne"] },
      "region_name of the entry is North, the cloud has North, RegionOne; correct the site's file or the entry",
    ],
    [
      "none of several",
      { region: undefined, regions: ["North", "RegionOne"] },
      "the entry has no region_name, and the cloud has North, RegionOne; write region_name: RegionOne into it",
    ],
  ])("of the entry is %s", async (_title, identity, detail) => {
    expect(await checks("site.identity.region", { identity })).toEqual([`differs: ${subject}: ${detail}`]);
  });

  test("is looked at for both entries", async () => {
    const [project] = parseEnvironments({ "mine.ts": input }, { "lab.ts": site });
    const clusters = { ...cloudWith(AMPHORA, { identity: { region: "North" } }), name: "lab-clusters" };
    const found = await preflight(requireOpenStack(project!), { project: cloudWith(AMPHORA), clusters }, NOWHERE);
    const regions = found.filter((check) => check.subject.startsWith("site.identity.region"));
    expect(regions.map(({ result, subject: what }) => `${result}: ${what}`)).toEqual([`ok: ${subject}`, `differs: ${subject}-clusters`]);
  });
});

describe("address of Keystone", () => {
  const pods = "https://inside.example.org:5000/v3";
  const world = { site: { identity: { authUrl: pods, region: "RegionOne" } } };
  const other = "the entry lab logs in at https://keystone.example.org:5000/v3";

  test("of the login needs no question", async () => {
    expect(await checks("site.identity.authUrl")).toEqual(["ok: site.identity.authUrl https://keystone.example.org:5000/v3"]);
  });

  test.each<[string, Outside["get"], string]>([
    [
      "Keystone",
      () => Promise.resolve({ status: 200, text: '{"version": {"id": "v3.14", "status": "stable"}}' }),
      `ok: site.identity.authUrl ${pods}: Keystone answers there too; ${other}`,
    ],
    [
      "something else",
      () => Promise.resolve({ status: 200, text: "<html>" }),
      `differs: site.identity.authUrl ${pods}: no Keystone answers there (HTTP 200), ${other}; correct the site's file`,
    ],
    [
      "nobody",
      () => Promise.reject(new TypeError("fetch failed", { cause: new Error("ENOTFOUND") })),
      `not checkable: site.identity.authUrl ${pods}: no answer to this machine: ENOTFOUND; ${other}; the cluster must reach it`,
    ],
  ])("for pods at which %s answers", async (_title, get, said) => {
    expect(await checks("site.identity.authUrl", { ...world, get })).toEqual([said]);
  });
});

describe("driver", () => {
  const subject = "site.magnum.driver capi-helm";
  const cluster = (name: string, stack: string): Answers => ({
    "container-infra /clusters": [{ name, stack_id: stack, cluster_template_id: "t1" }],
  });
  const template = (fields: object): Answers => ({ "container-infra /clustertemplates": [{ uuid: "t1", name: "t", ...fields }] });
  const UUID = "f5616270-1da2-486f-bf18-8d0cc606cf60";

  test.each<[string, Answers, string]>([
    ["nothing", {}, `not checkable: ${subject}: no cluster and no template shows it; ask the site, os_distro alone does not tell`],
    ["a release of capi-helm", cluster("a", "a-4xq2ltbz7wyk"), `ok: ${subject}: cluster a has stack_id a-4xq2ltbz7wyk`],
    [
      "a cluster of vexxhost",
      cluster("a", "kube-7x2lq"),
      `differs: ${subject}: it is vexxhost: cluster a has stack_id kube-7x2lq; correct the site's file, or name images of capi-helm`,
    ],
    [
      "a stack of Heat",
      { ...cluster("a", UUID), ...template({ cluster_distro: "fedora-coreos" }) },
      `differs: ${subject}: it is heat: cluster a has stack_id ${UUID}; correct the site's file, or name images of capi-helm`,
    ],
    [
      "a driver of the cloud's own, which is not taken for Heat",
      { ...cluster("a", UUID), ...template({ cluster_distro: "ubuntu" }) },
      `not checkable: ${subject}: no cluster and no template shows it; ask the site, os_distro alone does not tell`,
    ],
    [
      "labels of capi-helm",
      template({ labels: { extra_network_names: "a", boot_volume_size: "1" } }),
      `ok: ${subject}: probably: template t has label extra_network_names`,
    ],
    [
      "labels of another driver",
      template({ labels: { server_group_policies: "affinity" } }),
      `not checkable: ${subject}: it may be vexxhost: template t has label server_group_policies; ask the site`,
    ],
    [
      "two drivers",
      template({ labels: { server_group_policies: "affinity", hyperkube_prefix: "x/" } }),
      `not checkable: ${subject}: there are signs of several drivers: template t has label hyperkube_prefix, template t has label ` +
        "server_group_policies; ask the site",
    ],
    [
      "a cluster, whatever templates say",
      { ...cluster("a", "a-4xq2ltbz7wyk"), ...template({ labels: { server_group_policies: "affinity" } }) },
      `ok: ${subject}: cluster a has stack_id a-4xq2ltbz7wyk`,
    ],
  ])("shown by %s", async (_title, answers, said) => {
    expect(await checks("site.magnum.driver", { answers })).toEqual([said]);
  });
});

describe("services", () => {
  test("of Octavia, by its providers", async () => {
    expect(await checks("site.octavia.provider")).toEqual(["ok: site.octavia.provider amphora"]);
    expect(await checks("site.octavia.provider", { answers: { "load-balancer /lbaas/providers": [{ name: "ovn" }] } })).toEqual([
      "missing: site.octavia.provider amphora: the cloud has ovn; correct the site's file",
    ]);
  });

  test("of Barbican, which may let nobody in", async () => {
    const barbican = { site: { octavia: { provider: "amphora", barbican: true } } } as const;
    const forbidden = new OpenStackError("forbidden", "Barbican: GET /secrets: 403: no role");
    expect(await checks("site.octavia.barbican")).toEqual([]);
    expect(await checks("site.octavia.barbican", barbican)).toEqual(["ok: site.octavia.barbican: this login sees its secrets in Barbican"]);
    expect(await checks("site.octavia.barbican", { ...barbican, answers: { "key-manager /secrets": forbidden } })).toEqual([
      "not checkable: site.octavia.barbican: Barbican: GET /secrets: 403: no role",
    ]);
  });

  const endpoint = "https://s3.example.org";
  test.each<[string, Outside["get"], string]>([
    ["answers", () => Promise.resolve({ status: 403, text: "" }), "ok: SUBJECT: it answersOTHER"],
    [
      "is broken",
      () => Promise.resolve({ status: 502, text: "" }),
      "differs: SUBJECT: it answers 502OTHER; correct the site's file, or ask the site",
    ],
    [
      "is not reached",
      () => Promise.reject(new Error("timeout")),
      "not checkable: SUBJECT: no answer to this machine: timeout; the cluster must reach itOTHER",
    ],
  ])("an object store that %s", async (_title, get, said) => {
    const world = { site: { objectStore: { endpoint, region: "default" } }, get };
    const expected = (other: string): string => said.replace("SUBJECT", `site.objectStore.endpoint ${endpoint}`).replace("OTHER", other);
    const own = { endpoints: { "object-store": `${endpoint}/swift/v1` } };
    expect(await checks("site.objectStore", { ...world, identity: own })).toEqual([expected("")]);
    expect(await checks("site.objectStore", world)).toEqual([
      expected("; the catalogue has an object store at https://object-store.example.org"),
    ]);
  });
});

test.each([
  ["networks", 9, "1 are needed with all nodes there, 0 are left of 9"],
  ["routers", 4, "1 are needed with all nodes there, 0 are left of 4"],
  ["loadBalancers", 2, "1 are needed with all nodes there, 0 are left of 2"],
])("a quota of %s that others have used up is said", async (field, limit, said) => {
  const details = (name: string): object => ({ limit: name === field.slice(0, -1) ? limit : -1, used: limit });
  const answers: Answers = {
    "network /quotas/p1/details.json": Object.fromEntries(
      ["network", "router", "port", "floatingip", "security_group"].map((name) => [name, details(name)]),
    ),
    "load-balancer /lbaas/quotas/p1": { load_balancer: 2 },
    "load-balancer /lbaas/loadbalancers": [{ id: "1" }, { id: "2" }],
  };
  expect((await checks(`quota.${field}`, { answers })).join()).toContain(`differs: quota.${field}: ${said}`);
});

describe("the largest volume", () => {
  const rook = { nodeGroup: "ceph", storageClass: "cinder", osds: { count: 3, sizeGiB: 500 }, blockPools: [{ name: "ceph-block" }] };
  const of = async (storage: ProjectInput["storage"], answers: Answers): Promise<string[]> => {
    const flavors = { ...site.flavors, large: { vcpus: 8, memoryMiB: 32_768, diskGiB: 160 } };
    const nodeGroups = [{ name: "ceph", flavor: "large", count: 3 }];
    const magnum = { driver: "capi-helm" as const, images: { "1.34.4": "kube" } };
    const project = { ...input, kubernetesVersion: "1.34.4", nodeGroups, storage };
    const [parsed] = parseEnvironments({ "mine.ts": project }, { "lab.ts": { ...site, flavors, magnum } });
    const cloud = cloudWith({ ...AMPHORA, ...answers });
    const found = await preflight(requireOpenStack(parsed!), { project: cloud, clusters: cloud }, NOWHERE);
    return found.filter(({ subject }) => subject === "quota of one volume").map(line);
  };
  const storage = { block: { classes: [{ name: "cinder" }] }, rook };
  const answers = (limit: unknown) => ({ "block-storage /os-quota-sets/p1": { per_volume_gigabytes: limit, volumes: 10 } });

  test.each([
    [-1, "ok: quota of one volume: 500 GiB (volumes of Ceph's OSDs) of any size"],
    [500, "ok: quota of one volume: 500 GiB (volumes of Ceph's OSDs) of at most 500"],
    [
      499,
      "differs: quota of one volume: volumes of Ceph's OSDs have 500 GiB each, and a volume may have 499; make them smaller, and more of them, or ask the site for more",
    ],
    [undefined, "not checkable: quota of one volume: the cloud does not say per_volume_gigabytes"],
  ])("is compared with a limit of %s", async (limit, expected) => {
    expect(await of(storage, answers(limit))).toEqual([expected]);
  });

  test("is not asked about where there is none", async () => {
    expect(await of({ block: storage.block }, answers(1))).toEqual([]);
  });
});
