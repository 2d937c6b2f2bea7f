import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { command } from "../cli/commands/discover";
import type { Place } from "../cli/program";
import type { MagnumDriver } from "../constructs/contracts/magnum-driver";
import { projectFacts } from "../operate/discover/project";
import { siteChange, siteText } from "../operate/discover/site-file";
import { driverShownBy, siteOf, type DiscoveredSite, type SiteProps } from "../operate/discover/site";
import { surveyOf } from "../operate/discover/survey";
import { DEFAULTS } from "../operate/init/answers";
import { projectData, projectFile } from "../operate/init/data";
import type { CloudIdentity } from "../operate/openstack/cloud";
import { OpenStackError } from "../operate/openstack/failure";
import * as confirmation from "../operate/session/confirm";
import { EXIT, type CommandError } from "../operate/session/exit-codes";
import { parseEnvironments, type SiteInput } from "../projects";
import { formatted } from "./support/formatted";
import { cloudWith, openStackApi, type Answers, type OpenStackApi } from "./support/openstack";

const PROPS = { cloud: "lab", types: "cdktf-magnum/environments" };

/** A cloud that shows all that a cloud can show. */
const OPEN: Answers = {
  "compute /flavors/detail": [
    { id: "f1", name: "vm.small", vcpus: 4, ram: 16384, disk: 40, "OS-FLV-EXT-DATA:ephemeral": 0 },
    { id: "f2", name: "vm.gpu", vcpus: 26, ram: 102400, disk: 100, "OS-FLV-EXT-DATA:ephemeral": 500 },
    { id: "f3", name: "vm.old", vcpus: 1, ram: 512, disk: 1, "OS-FLV-DISABLED:disabled": true },
  ],
  "compute /flavors/f1/os-extra_specs": {},
  "compute /flavors/f2/os-extra_specs": { "pci_passthrough:alias": "a100:2" },
  "compute /flavors/f3/os-extra_specs": {},
  "compute /os-keypairs": [{ name: "mine" }],
  "compute /limits": { absolute: { maxTotalInstances: 20, maxTotalCores: 100, maxTotalRAMSize: 400000 } },
  "image /images": [
    { id: "i3", name: "kube-1.31.4", os_distro: "ubuntu", kube_version: "v1.31.4" },
    { id: "i2", name: "kube-1.30.2-b", os_distro: "ubuntu", kube_version: "v1.30.2" },
    { id: "i1", name: "kube-1.30.2-a", os_distro: "ubuntu", kube_version: "1.30.2" },
    { id: "i0", name: "ubuntu-24.04", os_distro: "ubuntu" },
  ],
  "container-infra /clusters": [{ name: "old", stack_id: "old-4xq2ltbz7wyk", cluster_template_id: "t1" }],
  "network /networks": [
    { id: "n1", name: "public", "router:external": true },
    { id: "n2", name: "cephfs", "router:external": false },
  ],
  "network /subnets": [
    { network_id: "n2", cidr: "10.4.200.0/24", dns_nameservers: ["10.1.2.53", "2001:db8::53"] },
    { network_id: "n3", cidr: "10.0.0.0/24", dns_nameservers: ["10.1.2.54", "10.1.2.53"] },
  ],
  "network /quotas/p1/details.json": Object.fromEntries(
    ["floatingip", "router", "port", "network", "security_group"].map((name) => [name, { limit: 500, used: 0 }]),
  ),
  "block-storage /types": [{ name: "ssd" }, { name: "hdd" }],
  "block-storage /types/default": { name: "hdd" },
  "block-storage /limits": { absolute: { maxTotalVolumes: 50, maxTotalVolumeGigabytes: 5000 } },
  "shared-file-system /types": [
    { id: "s1", name: "ceph", extra_specs: { storage_protocol: "CEPHFS" } },
    { id: "s2", name: "ganesha" },
  ],
  "shared-file-system /shares/detail": [{ share_type: "s2", share_proto: "NFS" }],
  "shared-file-system /limits": { absolute: { maxTotalShares: 5, maxTotalShareGigabytes: 1000 } },
  "load-balancer /lbaas/providers": [{ name: "ovn" }, { name: "amphora" }],
  "load-balancer /lbaas/quotas/p1": { load_balancer: -1 },
};
const RGW = { "object-store": "https://rgw.example.ac.uk/swift/v1/AUTH_p1" };

interface World extends Partial<SiteProps> {
  readonly answers?: Answers;
  readonly identity?: Partial<CloudIdentity>;
}

async function discovered({ answers = {}, identity = {}, ...known }: World = {}): Promise<DiscoveredSite> {
  const survey = await surveyOf(cloudWith({ ...OPEN, ...answers }, { identity: { endpoints: RGW, ...identity } }));
  return siteOf(survey, { name: "lab", driver: "capi-helm", tier: "dev", ...known });
}

/** A site that nothing is special in. */
const BARE: SiteInput = {
  name: "lab",
  clouds: { project: "lab", clusters: "lab" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
  magnum: { driver: "capi-helm", images: {} },
  externalNetwork: "public",
  dnsServers: ["10.1.2.53"],
  flavors: {},
  octavia: { provider: "amphora", barbican: true },
  backend: { kind: "pg" },
};

const saidOf = ({ remarks }: DiscoveredSite, field: string): string => (remarks.get(field) ?? []).join(" ");
const forbidden = (what: string): OpenStackError => new OpenStackError("forbidden", `${what}: 403: not you`);

test("a cloud that shows all becomes a site", async () => {
  const found = await discovered();
  expect(found.site).toEqual({
    name: "lab",
    clouds: { project: "lab", clusters: "lab" },
    identity: { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne" },
    magnum: { driver: "capi-helm", images: { "1.30.2": "kube-1.30.2-b", "1.31.4": "kube-1.31.4" } },
    externalNetwork: "public",
    dnsServers: ["10.1.2.53", "10.1.2.54"],
    flavors: {
      "vm.gpu": { vcpus: 26, memoryMiB: 102400, diskGiB: 100, ephemeralGiB: 500, gpus: 2 },
      "vm.small": { vcpus: 4, memoryMiB: 16384, diskGiB: 40 },
    },
    volumeTypes: ["ssd", "hdd"],
    defaultVolumeType: "ssd",
    shareTypes: { ceph: { protocol: "CEPHFS" }, ganesha: { protocol: "NFS" } },
    octavia: { provider: "amphora", barbican: true },
    objectStore: { endpoint: "https://rgw.example.ac.uk", region: "default" },
    backend: { kind: "local" },
  });
  expect(saidOf(found, "magnum.driver")).toBe("Seen: cluster old has stack_id old-4xq2ltbz7wyk.");
  expect(saidOf(found, "magnum.images")).toBe("Also for 1.30.2: kube-1.30.2-a.");
  expect(saidOf(found, "storageNetwork")).toContain("it may be cephfs 10.4.200.0/24. Ask the cloud's people:");
  expect(saidOf(found, "octavia.provider")).toBe("The cloud has ovn, amphora.");
  expect(saidOf(found, "quota")).toContain("quota: { instances: 20, cores: 100, memoryMiB: 400000, volumes: 50,");
  expect(() => parseEnvironments({}, { "lab.ts": found.site })).not.toThrow();
});

describe("what cannot be seen is a question", () => {
  test.each<[string, Answers, string, string]>([
    [
      "flavors",
      { "compute /flavors/detail": forbidden("Nova") },
      "flavors",
      "Not seen: Nova: 403: not you. Ask the cloud's people: which flavors",
    ],
    [
      "extra specs",
      { "compute /flavors/f1/os-extra_specs": forbidden("Nova") },
      "flavors",
      "Not seen: extra specs of the flavors. Ask the cloud's people: which flavors have GPUs",
    ],
    [
      "devices of unknown kind",
      { "compute /flavors/f2/os-extra_specs": { "pci_passthrough:alias": "nic:1" } },
      "flavors",
      "Flavor vm.gpu passes nic:1 through. Ask the cloud's people: is it a GPU",
    ],
    [
      "images",
      { "image /images": forbidden("Glance") },
      "magnum.images",
      "Not seen: Glance: 403: not you. Ask the cloud's people: which images",
    ],
    ["networks", { "network /networks": forbidden("Neutron") }, "externalNetwork", "Not seen: Neutron: 403: not you. Ask"],
    [
      "several external networks",
      { "network /networks": ["b", "a"].map((name) => ({ id: name, name, "router:external": true })) },
      "externalNetwork",
      "External are a, b. Ask the cloud's people: of which network are floating IPs?",
    ],
    ["DNS servers", { "network /subnets": [] }, "dnsServers", "No subnet names one. Ask the cloud's people: which DNS servers"],
    ["volume types", { "block-storage /types": forbidden("Cinder") }, "volumeTypes", "Not seen: Cinder: 403: not you. Ask"],
    ["share types", { "shared-file-system /types": forbidden("Manila") }, "shareTypes", "Not seen: Manila: 403: not you. Ask"],
    [
      "a protocol",
      { "shared-file-system /shares/detail": [] },
      "shareTypes",
      "Share type ganesha does not say it. Ask the cloud's people: of which",
    ],
    [
      "a provider",
      { "load-balancer /lbaas/providers": [{ name: "own" }] },
      "octavia.provider",
      "The cloud has own, allowed are amphora, amphorav2, ovn, octavia. Ask the cloud's people: which provider",
    ],
    [
      "Barbican",
      { "key-manager /secrets": forbidden("Barbican") },
      "octavia.barbican",
      "Not seen: Barbican: 403: not you. Ask the cloud's people: may",
    ],
    ["limits", { "block-storage /limits": forbidden("Cinder") }, "quota", "No service says the limits of volumes, gigabytes. Ask"],
  ])("%s", async (_title, answers, field, said) => {
    const found = await discovered({ answers });
    expect(saidOf(found, field)).toContain(said);
    expect(() => parseEnvironments({}, { "lab.ts": found.site })).not.toThrow();
  });

  test("and a cloud of nothing becomes a file of questions that is right all the same", async () => {
    const survey = await surveyOf(cloudWith({}, { identity: { services: [], endpoints: {} } }));
    const found = siteOf(survey, { name: "lab", driver: "heat", tier: "prod" });
    expect(() => parseEnvironments({}, { "lab.ts": found.site })).not.toThrow();
    expect(found.site.externalNetwork).toBe("replace-me");
    expect(saidOf(found, "octavia.provider")).toContain("The catalogue has no Octavia");
    expect(found.site.backend).toMatchObject({ kind: "s3", bucket: "replace-me" });
  });

  test("but a cloud that is not there is an error", async () => {
    const gone = new OpenStackError("unreachable", "nobody listens");
    await expect(surveyOf(cloudWith({ "image /images": gone }))).rejects.toThrow("nobody listens");
  });

  test("and without a region nothing is written", async () => {
    await expect(discovered({ identity: { region: undefined, regions: ["A", "B"] } })).rejects.toThrow(
      "entry lab has no region_name, and the cloud has the regions A, B; write one of them into it",
    );
  });

  test("and so are a login that makes no cluster, an address of this machine, and an object store of another kind", async () => {
    const found = await discovered({
      identity: {
        applicationCredential: { id: "a", isRestricted: true },
        authUrl: "http://127.0.0.1:5000/v3",
        endpoints: { "object-store": "https://swift.example.ac.uk/v1/AUTH_p1" },
      },
    });
    expect(saidOf(found, "clouds")).toContain("restricted application credential");
    expect(saidOf(found, "identity")).toContain("at which address do pods reach Keystone?");
    expect(saidOf(found, "objectStore")).toContain("object store at https://swift.example.ac.uk/v1/AUTH_p1. Ask");
    expect(found.site.objectStore).toBeUndefined();
  });
});

describe("driver", () => {
  const driverIn = async (answers: Answers): Promise<string | undefined> => {
    const shown = driverShownBy(await surveyOf(cloudWith(answers)));
    return shown && `${shown.driver}${shown.isSure ? "" : "?"}`;
  };
  const images = (...rows: object[]): Answers => ({ "image /images": rows });
  const coreos = { name: "coreos", os_distro: "fedora-coreos" };
  const capi = { name: "k", os_distro: "ubuntu", kube_version: "v1.30.2" };

  test.each<[string, Answers, string | undefined]>([
    ["by a cluster", OPEN, "capi-helm"],
    ["by an image of Heat's", images(coreos), "heat?"],
    ["by an image with a version", images(capi), "capi-helm?"],
    ["by an image with the version in its name", images({ name: "ubuntu-2204-kube-v1.31.1", os_distro: "ubuntu" }), "vexxhost?"],
    ["by no ordinary image", images({ name: "ubuntu-24.04", os_distro: "ubuntu" }), undefined],
    ["by none of two", images(coreos, capi), undefined],
    [
      "by a template before images",
      { ...images(coreos, capi), "container-infra /clustertemplates": [{ name: "t", image_id: "k" }] },
      "capi-helm?",
    ],
  ])("shows %s", async (_title, answers, driver) => {
    expect(await driverIn(answers)).toBe(driver);
  });

  test("that only images show is a question, and one that a cluster contradicts is said", async () => {
    const likely = await discovered({ answers: { "container-infra /clusters": [] } });
    expect(saidOf(likely, "magnum.driver")).toMatch(
      /^No cluster shows it\. It is likely: image kube-1\.31\.4 has kube_version v1\.31\.4.*Ask/,
    );
    const wrong = await discovered({ driver: "vexxhost" });
    expect(saidOf(wrong, "magnum.driver")).toBe("But cluster old has stack_id old-4xq2ltbz7wyk, as with capi-helm.");
  });

  test("Heat has versions from templates, with the tags of its own image", async () => {
    const answers = {
      ...images({ id: "i1", ...coreos }),
      "container-infra /clustertemplates": [
        { name: "t", image_id: "i1", labels: { kube_tag: "v1.28.9-rancher1" } },
        { name: "u", image_id: "coreos", labels: { kube_tag: "v1.27.3" } },
      ],
    };
    const { site } = await discovered({ driver: "heat", answers });
    expect(site.magnum).toEqual({
      driver: "heat",
      images: { "1.27.3": "coreos", "1.28.9": "coreos" },
      kubeTags: { "1.28.9": "v1.28.9-rancher1" },
    });
    expect(site.defaultVolumeType).toBeUndefined();
  });

  test("vexxhost takes Cinder's default type", async () => {
    expect((await discovered({ driver: "vexxhost" })).site.defaultVolumeType).toBe("hdd");
    const hidden = await discovered({ driver: "vexxhost", answers: { "block-storage /types/default": forbidden("Cinder") } });
    expect(saidOf(hidden, "defaultVolumeType")).toContain("which volume type is Cinder's default?");
  });
});

describe("a file that is there", () => {
  const chosen = async (): Promise<SiteInput> => ({
    ...(await discovered()).site,
    description: "ours",
    identity: { authUrl: "https://inside.example.org:5000/v3", region: "RegionOne" },
    dnsServers: ["10.1.2.54"],
    storageNetwork: { reach: "direct", cidr: "10.4.200.0/24" },
    octavia: { provider: "ovn", barbican: true },
    objectStore: { endpoint: "https://s3.example.ac.uk", region: "north" },
    mirrors: { images: { "docker.io": "harbor.example.ac.uk/hub" } },
    backend: { kind: "pg" },
  });

  test("keeps what somebody has chosen while the cloud has it", async () => {
    const old = await chosen();
    const images = { "1.30.2": "kube-1.30.2-a", "1.31.4": "kube-1.31.4" };
    const mine: SiteInput = { ...old, magnum: { ...old.magnum, images, networkDriver: "cilium" }, defaultVolumeType: "hdd" };
    expect((await discovered({ old: mine })).site).toEqual(mine);
    expect(siteChange("as it was", mine, await discovered({ old: mine }), PROPS)).toBeUndefined();
  });

  test("shows what has changed since as lines, and keeps head and comments", async () => {
    const found = await discovered();
    const before = siteText(found, PROPS).replace("/**\n * What", "/**\n * Mine. What").replace("  backend:", "  // for now\n  backend:");
    const after = await discovered({
      old: found.site,
      answers: {
        "compute /flavors/detail": [{ id: "f1", name: "vm.small", vcpus: 8, ram: 16384, disk: 40 }],
        "network /networks": [
          { id: "n9", name: "internet", "router:external": true },
          { id: "n2", name: "cephfs" },
        ],
        "load-balancer /lbaas/providers": [{ name: "ovn" }],
      },
    });
    const change = siteChange(before, found.site, after, PROPS)!;
    expect(change.diff.filter((line) => /^[-+]/.test(line))).toEqual([
      '-   externalNetwork: "public",',
      '+   externalNetwork: "internet",',
      "-   flavors: {",
      '-     "vm.gpu": { vcpus: 26, memoryMiB: 102400, diskGiB: 100, ephemeralGiB: 500, gpus: 2 },',
      '-     "vm.small": { vcpus: 4, memoryMiB: 16384, diskGiB: 40 },',
      "-   },",
      '+   flavors: { "vm.small": { vcpus: 8, memoryMiB: 16384, diskGiB: 40 } },',
      '-     provider: "amphora",',
      '+     provider: "ovn",',
    ]);
    expect(change.text).toContain("/**\n * Mine. What the cloud offers");
    expect(change.text).toContain("  // for now\n  backend:");
  });
});

describe("a file that is written", () => {
  const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const worlds: [string, World][] = [
    ["of an open cloud", {}],
    ["for production", { tier: "prod" }],
    ["of a long list", { answers: { "block-storage /types": Array.from({ length: 30 }, (_, i) => ({ name: `a-type-of-volumes-${i}` })) } }],
    ["with quotes and other letters", { answers: { "network /networks": [{ name: `the "öffentliche" net`, "router:external": true }] } }],
    ["with a long text", { old: { ...BARE, description: "long ".repeat(40).trim() } }],
    ["with a private authority", { ca: `something\n${PEM}` }],
    [
      "of a closed cloud",
      { answers: { "compute /flavors/detail": forbidden("Nova"), "network /subnets": forbidden("a `${long}` reason ".repeat(9)) } },
    ],
  ];
  test.each(worlds)("%s is as Prettier has it", async (_title, world) => {
    const found = await discovered(world);
    const text = siteText(found, PROPS);
    expect(await formatted(text)).toBe(text);
    const json = siteText(found, { ...PROPS, isJson: true });
    expect(await formatted(json, "lab.site.json")).toBe(json);
    expect(JSON.parse(json)).toEqual(found.site);
  });

  test("has only certificates of the entry's file", async () => {
    expect((await discovered({ ca: `key\n${PEM}rest` })).site.identity.caCertificate).toBe(PEM);
  });

  test.each<[MagnumDriver, "dev" | "prod"]>([
    ["capi-helm", "dev"],
    ["heat", "prod"],
    ["vexxhost", "prod"],
  ])("of a project with driver %s in tier %s is as Prettier has it, and fits the cloud", async (driver, tier) => {
    const survey = await surveyOf(cloudWith(OPEN));
    const answers = { ...DEFAULTS, driver, tier };
    const { site } = siteOf(survey, { name: "lab", driver, tier });
    const facts = projectFacts(survey, site, answers);
    const text = projectFile(answers, facts);
    expect(await formatted(text)).toBe(text);
    if (driver !== "capi-helm") return;
    expect(facts).toMatchObject({
      kubernetes: "1.31.4",
      small: "vm.small",
      large: "vm.small",
      keypair: "mine",
      max: 4,
      needsBootVolume: true,
    });
    expect(facts.quota).toMatchObject({ instances: 20, loadBalancers: -1 });
    expect(() => parseEnvironments({ "p.ts": projectData(answers, facts) }, { "lab.ts": site })).not.toThrow();
  });

  test("of a project has no more nodes than the quota has room for", async () => {
    const compute = { absolute: { maxTotalInstances: 5, maxTotalCores: 100, maxTotalRAMSize: 400000 } };
    const survey = await surveyOf(cloudWith({ ...OPEN, "compute /limits": compute }));
    const { site } = siteOf(survey, { name: "lab", driver: "capi-helm", tier: "dev" });
    expect(projectFacts(survey, site, DEFAULTS).max).toBe(2);
    const roomy = { absolute: { maxTotalInstances: 8, maxTotalCores: 100, maxTotalRAMSize: 400000 } };
    const upgradable = projectFacts(await surveyOf(cloudWith({ ...OPEN, "compute /limits": roomy })), site, DEFAULTS);
    expect(upgradable.max).toBe(2);
    expect(parseEnvironments({ "p.ts": projectData(DEFAULTS, upgradable) }, { "lab.ts": site })[0]!.warnings).toEqual([]);
  });
});

describe("command", () => {
  let folder: string;
  let api: OpenStackApi;
  const environment = { ...process.env };
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "discover-"));
    api = openStackApi(path.join(folder, "clouds"), ["lab"]);
    api.answers({ ...OPEN, "container-infra /clustertemplates": [], "key-manager /secrets": [], "load-balancer /lbaas/loadbalancers": [] });
    process.env["OS_CLIENT_CONFIG_FILE"] = api.cloudsFile;
  });
  afterEach(() => {
    api.stop();
    process.env = { ...environment };
    fs.rmSync(folder, { recursive: true });
  });

  async function discover(values: Readonly<Record<string, string>>, root?: string): Promise<string> {
    const said: string[] = [];
    const spy = jest.spyOn(console, "log").mockImplementation((...line: unknown[]) => void said.push(line.join(" ")));
    const place: Place = {
      load: () => Promise.reject(new Error("no")),
      home: "/nowhere",
      root,
      cwd: folder,
      isRepository: false,
    };
    try {
      expect(await command.run({ args: [], words: [], values: { cloud: "lab", ...values }, place, root: folder })).toBe(0);
      return said.join("\n");
    } finally {
      spy.mockRestore();
    }
  }

  test("prints the file, or writes a new one, and changes nothing in the cloud", async () => {
    const printed = await discover({});
    expect(await discover({ write: "environments/sites/lab.ts" })).toMatch(
      /^discover: environments\/sites\/lab\.ts written\ndiscover: \d questions/,
    );
    expect(fs.readFileSync(path.join(folder, "environments/sites/lab.ts"), "utf8")).toBe(`${printed}\n`);
    expect(api.calls().filter((call) => /^(POST|PUT|PATCH|DELETE) /.test(call))).toEqual([]);
  });

  test("writes JSON where the name says so, and says what would be comments", async () => {
    fs.mkdirSync(path.join(folder, "environments"));
    fs.writeFileSync(path.join(folder, "environments", "index.ts"), "");
    const said = await discover({ write: "environments/sites/lab.site.json" }, undefined);
    expect(said).toMatch(/^discover: environments\/sites\/lab\.site\.json written\n/);
    expect(said).toContain("discover: magnum.driver: Seen: cluster old has stack_id old-4xq2ltbz7wyk.");
    expect(said).toContain("discover: storageNetwork: ");
    const text = fs.readFileSync(path.join(folder, "environments/sites/lab.site.json"), "utf8");
    expect(await formatted(text, "lab.site.json")).toBe(text);
    expect(() => parseEnvironments({}, { "lab.site.json": JSON.parse(text) as unknown })).not.toThrow();
    expect(JSON.parse(text)).toMatchObject({ name: "lab", externalNetwork: "public" });
  });

  test("compares JSON by its data, asks before it writes over it, and tells the questions each time", async () => {
    fs.mkdirSync(path.join(folder, "environments"));
    fs.writeFileSync(path.join(folder, "environments", "lab-dev.project.json"), "{}");
    const [write, file] = ["environments/sites/lab.site.json", path.join(folder, "environments/sites/lab.site.json")];
    expect(await discover({ write }, folder)).not.toContain("index.ts");
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, JSON.stringify(JSON.parse(text)));
    const same = await discover({ write }, folder);
    expect(same).toMatch(/is as the cloud is; nothing has changed\ndiscover: \S+: /);
    fs.writeFileSync(file, text.replace('"public"', '"internet"').replace('"name": "lab",', '"name": "lab",\n  "description": "ours",'));
    const consent = jest.spyOn(confirmation, "confirm").mockResolvedValueOnce(true);
    const said = await discover({ write }, folder);
    consent.mockRestore();
    expect(said.split("\n").filter((line) => /^[-+]/.test(line))).toEqual([
      '-   "externalNetwork": "internet",',
      '+   "externalNetwork": "public",',
    ]);
    expect(fs.readFileSync(file, "utf8")).toBe(text.replace('"name": "lab",', '"name": "lab",\n  "description": "ours",'));
  });

  test("says how the list of a folder takes JSON", async () => {
    fs.mkdirSync(path.join(folder, "environments"));
    fs.writeFileSync(path.join(folder, "environments", "index.ts"), "export const [siteFiles, projectFiles] = [{}, {}];\n");
    expect(await discover({ write: "environments/sites/lab.site.json" }, folder)).toContain(
      'environments/index.ts lists the sites; import siteLab from "./sites/lab.site.json", and give siteFiles the line "environments/sites/lab.site.json": siteLab',
    );
  });

  test("writes over nothing without consent, and with it what it has shown", async () => {
    fs.writeFileSync(path.join(folder, "lab.ts"), "// all mine\n");
    const consent = jest.spyOn(confirmation, "confirm").mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    const refused = await discover({ write: "lab.ts" }).catch((error: unknown) => error as CommandError);
    expect(refused).toMatchObject({ exitCode: EXIT.refused });
    expect((refused as CommandError).message).toMatch(/^not confirmed; lab\.ts is as it was/);
    expect(fs.readFileSync(path.join(folder, "lab.ts"), "utf8")).toBe("// all mine\n");
    expect(fs.readdirSync(folder).sort()).toEqual(["clouds", "lab.ts"]);
    const said = await discover({ write: "lab.ts" });
    expect(said).toMatch(/^- \/\/ all mine$/m);
    expect(said).toContain("all of it counts as a person's work");
    expect(fs.readFileSync(path.join(folder, "lab.ts"), "utf8")).toMatch(/^import type .*\n[\s\S]*externalNetwork: "public"/);
    expect(fs.readdirSync(folder).sort()).toEqual(["clouds", "lab.ts"]);
    consent.mockRestore();
  });

  test("compares a file of the folder's list by its data", async () => {
    fs.mkdirSync(path.join(folder, "environments"));
    fs.writeFileSync(path.join(folder, "cdktf.json"), "{}");
    const file = path.join(folder, "environments", "sites", "lab.ts");
    await discover({ write: "environments/sites/lab.ts" });
    fs.writeFileSync(
      path.join(folder, "environments", "index.ts"),
      'import { siteLab } from "./sites/lab";\nexport const siteFiles = { "environments/sites/lab.ts": siteLab };\nexport const projectFiles = {};\n',
    );
    fs.appendFileSync(file, "// a word of a person changes no data\n");
    const said = await discover({ write: "environments/sites/lab.ts" }, folder);
    expect(said).toBe("discover: environments/sites/lab.ts is as the cloud is; nothing has changed");
  });

  test.each([
    [{ write: "lab.yaml" }, "--write must end in .ts, .site.json or .json, got 'lab.yaml'"],
    [{ write: "My Lab.site.json" }, "--write must be an RFC 1123 label"],
    [{ write: "My Lab.ts" }, "--write must be an RFC 1123 label"],
    [{ driver: "capi" }, "--driver must be one of heat, capi-helm, vexxhost, got 'capi'"],
    [{ cloud: "other" }, "clouds has no entry 'other'"],
  ])("refuses %j", async (values, said) => {
    await expect(discover(values as Record<string, string>)).rejects.toThrow(said);
  });

  test("asks for a driver that the cloud does not show nowhere but on a terminal", async () => {
    api.answers({});
    await expect(discover({})).rejects.toThrow("ask its people, and give --driver heat|capi-helm|vexxhost");
    expect(await discover({ driver: "heat" })).toContain('driver: "heat"');
  });
});
