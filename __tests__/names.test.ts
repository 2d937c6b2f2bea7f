import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { dnsLabel, hostProblem, nameProblem } from "../constructs/kit/names";
import { scheduleProblem } from "../constructs/spark/schedule";
import { InvalidEnvironments, parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import { PARTS } from "../projects/parts";
import { projectApp } from "../stacks";
import { driverSite, survey } from "./support/survey";

const root = path.resolve(__dirname, "../..");

const site = (driver: MagnumDriver, changes: Partial<SiteInput> = {}): SiteInput =>
  driverSite(driver, {
    volumeTypes: ["ssd", "SSD Rep.3", "hdd"],
    shareTypes: { cephfs: { protocol: "CEPHFS" }, "nfs type": { protocol: "NFS" } },
    ...changes,
  });

const project = (changes: Partial<ProjectInput> = {}): ProjectInput =>
  survey({ storage: { block: { classes: [{ name: "fast" }] } }, ...changes });

const spark = (changes: Partial<NonNullable<ProjectInput["spark"]>> = {}): NonNullable<ProjectInput["spark"]> => ({
  image: "docker.io/apache/spark:4.0.4",
  version: "4.0.4",
  nodeGroup: "default-worker",
  executor: { cores: 1, memoryGiB: 1 },
  executors: { max: 1 },
  scratch: { storageClass: "fast", sizeGiB: 1 },
  ...changes,
});

type Application = NonNullable<NonNullable<ProjectInput["spark"]>["applications"]>[number];
const job = (name: string, changes: Partial<Application> = {}): Application => ({
  name,
  type: "Python",
  mainApplicationFile: "local:///opt/job.py",
  ...changes,
});
const blockOf = (...names: string[]): ProjectInput["storage"] => ({ block: { classes: names.map((name) => ({ name })) } });
const group = (name: string) => ({ name, flavor: "m1.medium", count: 1 });
const route = (host: string, changes: object = {}) => ({ host, namespace: "web", service: "page", port: 80, ...changes });
const routes = (kind: "traefik" | "octavia", ...all: ReturnType<typeof route>[]): Partial<ProjectInput> => ({
  ingress: { kind, routes: all },
});

function errorsOf(input: ProjectInput, at: SiteInput): string[] {
  try {
    parseEnvironments({ "p.ts": input }, { "s.ts": at });
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironments) return error.message.split("\n");
    throw error;
  }
}

/** Metadata of the Kubernetes objects of a project, by their type in Terraform. */
function objectsOf(input: ProjectInput, at: SiteInput): { type: string; name: string; isDefault: boolean }[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "names-"));
  projectApp(parseEnvironments({ "p.ts": input }, { "s.ts": at }), { outdir }).synth();
  const text = fs.readFileSync(path.join(outdir, "stacks", `${dnsLabel(input.name)}-platform`, "cdk.tf.json"), "utf8");
  fs.rmSync(outdir, { recursive: true });
  const { resource = {} } = JSON.parse(text) as {
    resource?: Record<string, Record<string, { metadata?: { name: string; annotations?: Record<string, string> } }>>;
  };
  return Object.entries(resource).flatMap(([type, bodies]) =>
    Object.values(bodies).flatMap(({ metadata }) =>
      metadata
        ? [{ type, name: metadata.name, isDefault: Object.keys(metadata.annotations ?? {}).some((key) => key.includes("default")) }]
        : [],
    ),
  );
}

const namesOf = (type: string, input: ProjectInput, at: SiteInput): string[] =>
  objectsOf(input, at).flatMap((object) => (object.type === type ? [object.name] : []));

describe("objects that the Magnum driver makes", () => {
  test.each<[string, MagnumDriver, ProjectInput, Partial<SiteInput>, string]>([
    [
      "a class of a volume type",
      "capi-helm",
      project({ storage: blockOf("ssd") }),
      {},
      "storage.block.classes[0].name must not be 'ssd', a class that driver capi-helm makes for volume type 'ssd'; 'ssd-2' would do",
    ],
    [
      "a class of a volume type with other characters",
      "capi-helm",
      project({ storage: blockOf("ssd-rep-3") }),
      {},
      "storage.block.classes[0].name must not be 'ssd-rep-3', a class that driver capi-helm makes for volume type 'SSD Rep.3'; 'ssd-rep-3-2' would do",
    ],
    [
      "the class of Cinder's own type",
      "capi-helm",
      project({ storage: blockOf("default") }),
      { defaultVolumeType: "__DEFAULT__" },
      "storage.block.classes[0].name must not be 'default', a class that driver capi-helm makes for volume type '__DEFAULT__'; 'default-2' would do",
    ],
    [
      "vexxhost's class of a volume type",
      "vexxhost",
      project({ storage: blockOf("block-ssd-rep-3") }),
      {},
      "storage.block.classes[0].name must not be 'block-ssd-rep-3', a class that driver vexxhost makes for volume type 'SSD Rep.3'; " +
        "'block-ssd-rep-3-2' would do",
    ],
    [
      "a class of shares with a block class's name",
      "capi-helm",
      project({ storage: { shared: { className: "hdd", shareType: "cephfs" } } }),
      {},
      "storage.shared.className must not be 'hdd', a class that driver capi-helm makes for volume type 'hdd'; 'hdd-2' would do",
    ],
    [
      "vexxhost's class of a share type",
      "vexxhost",
      project({
        cluster: { ...project().cluster, labels: { manila_csi_share_network_id: "8c7f1b0e" } },
        storage: { shared: { className: "share-nfs-type", shareType: "nfs type" } },
      }),
      {},
      "storage.shared.className must not be 'share-nfs-type', a class that driver vexxhost makes for share type 'nfs type'; 'share-nfs-type-2' would do",
    ],
    [
      "a second CSI driver of Cinder",
      "capi-helm",
      project({ storage: { block: { classes: [{ name: "fast" }], installDriver: true } } }),
      {},
      "storage.block.installDriver must be left out with driver capi-helm, whose clusters have the CSIDriver 'cinder.csi.openstack.org' already, got true",
    ],
    [
      "a second CSI driver of Cinder beside Heat's",
      "heat",
      project({ storage: { block: { classes: [{ name: "fast" }], installDriver: true } } }),
      {},
      "storage.block.installDriver must be left out with driver heat, whose clusters have the CSIDriver 'cinder.csi.openstack.org' already, got true; " +
        "with cluster.labels.cinder_csi_enabled false they have not",
    ],
    [
      "a namespace of Kubernetes",
      "heat",
      project({ spark: spark({ namespaces: ["default"] }) }),
      {},
      "spark.namespaces[0] must not be 'default', a namespace that Kubernetes has; 'jobs-default' would do",
    ],
    [
      "a namespace of the driver",
      "capi-helm",
      project({ spark: spark({ namespaces: ["jobs", "openstack-system"] }) }),
      {},
      "spark.namespaces[1] must not be 'openstack-system', a namespace that driver capi-helm makes; 'jobs-openstack-system' would do",
    ],
    [
      "a namespace of the platform",
      "capi-helm",
      project({ ingress: { kind: "traefik" }, spark: spark({ namespaces: ["traefik"] }) }),
      {},
      "spark.namespaces[0] must not be 'traefik', a namespace that the platform makes for its own pods; 'jobs-traefik' would do",
    ],
  ])("%s is refused (%s)", (_what, driver, input, changes, line) => {
    expect(errorsOf(input, site(driver, changes))).toEqual([`p.ts: ${line}`]);
  });

  test.each<[string, MagnumDriver, ProjectInput]>([
    ["a class with the name of a volume type where classes have a prefix", "vexxhost", project({ storage: blockOf("ssd") })],
    ["a class with the name of a volume type where the driver makes none", "heat", project({ storage: blockOf("ssd", "block-ssd") })],
    ["a job namespace that is that of a part it has not", "capi-helm", project({ spark: spark({ namespaces: ["traefik"] }) })],
    ["a job namespace of another driver", "heat", project({ spark: spark({ namespaces: ["openstack-system"] }) })],
    ["a route into a namespace of Kubernetes", "heat", project(routes("traefik", route("a.example.org", { namespace: "kube-system" })))],
  ])("%s is accepted", (_what, driver, input) => {
    expect(errorsOf(input, site(driver))).toEqual([]);
  });

  test("the first class is the default one where the driver makes none, another one if it is asked for", () => {
    const untouched = site("vexxhost", { defaultVolumeType: "__DEFAULT__" });
    const classes = (storage: ProjectInput["storage"], at: SiteInput) =>
      objectsOf(project({ storage }), at).flatMap(({ type, name, isDefault }) =>
        type.includes("storage_class") && isDefault ? [name] : [],
      );
    const second: ProjectInput["storage"] = { block: { classes: [{ name: "one" }, { name: "two", isDefault: true }] } };

    expect(classes(blockOf("one", "two"), untouched)).toEqual(["one"]);
    expect(classes(second, untouched)).toEqual(["two"]);
    expect(classes(blockOf("one", "two"), site("vexxhost"))).toEqual([]);
    expect(errorsOf(project({ storage: second }), site("vexxhost"))).toEqual([
      "p.ts: storage.block.classes[1].isDefault must be left out with driver vexxhost, which makes 'block-<default volume type>' the default class",
    ]);
    expect(errorsOf(project({ storage: second }), site("capi-helm", { defaultVolumeType: "SSD Rep.3" }))).toEqual([
      "p.ts: storage.block.classes[1].isDefault must be left out with driver capi-helm, which makes 'ssd-rep-3' the default class",
    ]);
  });

  test("namespaces of parts are those that the stack makes", () => {
    const full = project({
      cluster: { ...project().cluster, labels: { cinder_csi_enabled: false } },
      storage: {
        block: { classes: [{ name: "fast" }], installDriver: true, snapshotClass: "snap" },
        shared: { className: "shared", shareType: "cephfs" },
      },
      spark: spark(),
    });
    for (const kind of ["traefik", "octavia"] as const) {
      const input = { ...full, ingress: { kind } };
      const [parsed] = parseEnvironments({ "p.ts": input }, { "s.ts": site("heat") });
      const known = Object.values(PARTS).flatMap((part) => part.namespaces?.(parsed!, parsed!.site) ?? []);
      expect(namesOf("kubernetes_namespace_v1", input, site("heat")).sort()).toEqual([...known, "spark"].sort());
    }
  });

  test("a network whose name capi-helm would change is refused, and passes elsewhere", () => {
    const reach = (network: string) => ({ storageNetwork: { reach: "extra-network", cidr: "192.168.0.0/16", network } }) as const;
    for (const network of ["Ceph public (v4)", "storage:cephfs"]) {
      expect(errorsOf(project(), site("capi-helm", reach(network)))).toEqual([
        "s.ts: storageNetwork.network must have only letters, digits, '.', '-', '/' and '_': driver capi-helm splits names at blanks and takes " +
          `all else out, got "${network}"; take a route to it, or have the network renamed`,
      ]);
      expect(errorsOf(project(), site("heat", reach(network)))).toEqual([]);
    }
    expect(errorsOf(project(), site("capi-helm", reach("Storage_1.cephfs-v4")))).toEqual([]);
  });
});

describe("names in the length of their last use", () => {
  const at44 = "a".repeat(44);
  const scheduled = (name: string, changes: object = {}) =>
    project({ spark: spark({ applications: [job(name, { schedule: "@daily" })], ...changes }) });
  const traefik = { ingress: { kind: "traefik" } } as const;

  test("a scheduled application has 20 characters less than one that runs once", () => {
    expect(errorsOf(scheduled(at44), site("capi-helm"))).toEqual([
      `p.ts: spark.applications[0].name must have at most 43 characters, got 44 in '${at44}': <name>-<19 digits> is a label of the pods of each ` +
        `run, of 63 at most; '${"a".repeat(43)}' would do`,
    ]);
    expect(errorsOf(scheduled("a".repeat(43)), site("capi-helm"))).toEqual([]);
    expect(errorsOf(project({ spark: spark({ applications: [job("a".repeat(63))] }) }), site("capi-helm"))).toEqual([]);
  });

  test("with pages, the namespace and the domain count", () => {
    const once = (name: string, uiHost: string) => ({ ...project({ spark: spark({ uiHost, applications: [job(name)] }) }), ...traefik });
    expect(errorsOf(once("a".repeat(57), "spark.example.org"), site("heat"))).toEqual([]);
    expect(errorsOf(once("a".repeat(58), "spark.example.org"), site("heat"))[0]).toContain(
      "must have at most 57 characters, got 58 in 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa': <name>-spark is the first label of the host",
    );
    const long = `${`${"d".repeat(50)}.`.repeat(4)}example.org`;
    expect(errorsOf(once("a".repeat(31), long), site("heat"))).toEqual([]);
    expect(errorsOf(once("a".repeat(32), long), site("heat"))[0]).toContain("is the host name of its page, of 253 at most");
    expect(errorsOf({ ...scheduled("a".repeat(38), { uiHost: "spark.example.org" }), ...traefik }, site("heat"))[0]).toContain(
      "must have at most 37 characters, got 38",
    );
  });

  test("two applications have no page together, and may have one name in two namespaces", () => {
    const two = (uiHost: string | undefined, ...applications: Application[]) => ({
      ...project({ spark: spark({ uiHost, namespaces: ["b-c", "c"], applications }) }),
      ...traefik,
    });
    const apart = [job("a", { namespace: "b-c" }), job("a-b", { namespace: "c" })];
    expect(errorsOf(two("spark.example.org", ...apart), site("heat"))).toEqual([
      "p.ts: spark.applications[1].name must have a page of its own, got 'a-b' in 'c', whose 'a-b-c.spark.example.org' is that of 'a' in 'b-c'",
    ]);
    expect(errorsOf(two(undefined, ...apart), site("heat"))).toEqual([]);
    expect(errorsOf(two("spark.example.org", job("a", { namespace: "b-c" }), job("a", { namespace: "c" })), site("heat"))).toEqual([]);
  });

  test("a volume of a dataset has a name of its own in the whole cluster", () => {
    const shares = ["dr-x", "x"].map((name) => ({ name, shareName: name, mountPath: `/data/${name}` }));
    const storage: ProjectInput["storage"] = { ...blockOf("fast"), shared: { className: "shared", shareType: "cephfs" } };
    const input = project({ storage, datasets: { cloud: "data", shares }, spark: spark({ namespaces: ["gaia", "gaia-dr"] }) });
    expect(errorsOf(input, site("heat"))).toEqual([
      "p.ts: datasets.shares[1].name must have a volume of its own, got 'x', whose volume 'gaia-dr-x' in 'gaia-dr' is that of 'dr-x' in 'gaia'; rename one",
    ]);
  });

  test("a volume of Spark's own is none of ours", () => {
    const volumes = (name: string): ProjectInput => ({
      ...project({ storage: { ...blockOf("fast"), shared: { className: "shared", shareType: "cephfs" } } }),
      spark: spark({ volumes: [{ name, sizeGiB: 1, mountPath: "/x" }] }),
    });
    expect(errorsOf(volumes("spark-local-dir-1"), site("heat"))).toEqual([
      "p.ts: spark.volumes[0].name must not begin with 'spark-local-dir-', by which Spark knows its scratch volumes, got 'spark-local-dir-1'; " +
        "'data-1' would do",
    ]);
    expect(errorsOf(volumes("pod-template-volume"), site("heat"))[0]).toContain(
      "a volume that Spark adds to its pods; 'data-pod-template-volume'",
    );
    expect(errorsOf(volumes("data-1"), site("heat"))).toEqual([]);
  });

  test.each([
    ["t4", "must have at least 3 characters and start with a letter", "group-t4"],
    ["4gpus", "must have at least 3 characters and start with a letter", "group-4gpus"],
    ["big--memory", "must not have '--' with driver capi-helm, whose group and label of nodes would be 'big-memory'", "big-memory"],
    ["spark-executors-highmem", "must have at most 19 characters, got 23", "spark-executors-hig"],
  ])("capi-helm: node group %s is refused, other drivers take it", (name, message, remedy) => {
    const named = (groupName: string) => project({ name: "sky-survey-pipeline-production-eu", nodeGroups: [group(groupName)] });
    const [line] = errorsOf(named(name), site("capi-helm"));
    expect(line).toContain(`p.ts: nodeGroups[0].name ${message}`);
    expect(line).toContain(`'${remedy}'`);
    expect(errorsOf(named(remedy), site("capi-helm"))).toEqual([]);
    for (const driver of ["heat", "vexxhost"] as const) expect(errorsOf(named(name), site(driver))).toEqual([]);
  });

  test("capi-helm: a group that runs with an old chart may keep its short name", () => {
    const labels = { capi_helm_chart_version: "0.10.1" };
    const input = project({ cluster: { ...project().cluster, labels }, nodeGroups: [group("t4")] });
    expect(errorsOf(input, site("capi-helm"))).toEqual([]);
    expect(
      errorsOf({ ...input, cluster: { ...input.cluster, labels: { capi_helm_chart_version: "0.15.0" } } }, site("capi-helm")),
    ).toHaveLength(1);
  });

  test("a scratch class is a part of a quota's field", () => {
    const dotted = (length: number) => `${"c".repeat(60)}.`.repeat(5).slice(0, length);
    const input = (name: string) => project({ storage: blockOf(name), spark: spark({ scratch: { storageClass: name, sizeGiB: 1 } }) });
    expect(errorsOf(input(dotted(225)), site("heat"))).toEqual([]);
    expect(errorsOf(input(dotted(226)), site("heat"))[0]).toContain("spark.scratch.storageClass must have at most 225 characters, got 226");
  });

  test("octavia: the load balancer of an Ingress has a name of at most 255 characters", () => {
    const host = `${`${"d".repeat(50)}.`.repeat(4)}org`;
    expect(errorsOf(project(routes("octavia", route(host))), site("heat"))[0]).toContain(
      "ingress.routes[0].host must have at most 201 characters, got 207",
    );
    expect(errorsOf(project(routes("traefik", route(host))), site("heat"))).toEqual([]);
  });
});

describe("what Kubernetes takes", () => {
  test.each<[string, Partial<ProjectInput>]>([
    ["a Secret with dots", routes("traefik", route("hub.example.org", { tlsSecret: "hub.example.org-tls" }))],
    ["a host for all names of a domain", routes("traefik", route("*.example.org"), route("example.org"))],
    ["an internationalised domain", routes("traefik", route("xn--mnster-3ya.xn--p1ai"))],
    ["labels of a letter or a digit, and one label alone", routes("traefik", route("a.b"), route("4.example.org"), route("hub"))],
    ["classes with dots and digits first", { storage: { block: { classes: [{ name: "2.fast" }], snapshotClass: "snap.v1" } } }],
    ["a namespace that begins with a digit", { spark: spark({ namespaces: ["2mass"], applications: [job("pi")] }) }],
    ["a node group that begins with a digit", { nodeGroups: [group("4gpus")] }],
    [
      "a dataset that begins with a digit",
      {
        storage: { ...blockOf("fast"), shared: { className: "shared.cephfs", shareType: "cephfs" } },
        datasets: { cloud: "data", shares: [{ name: "2mass", shareName: "2MASS", mountPath: "/data/2mass" }] },
        spark: spark(),
      },
    ],
  ])("%s is accepted", (_what, changes) => {
    expect(errorsOf(project(changes), site("heat"))).toEqual([]);
    expect(
      objectsOf(project(changes), site("heat"))
        .map(({ name }) => nameProblem("subdomain", name.replace(/\$\{[^}]*\}/, "reference")))
        .filter(Boolean),
    ).toEqual([]);
  });

  test.each([
    ["Hub.Example.org", "hub.example.org"],
    ["münster.example.org", "xn--mnster-3ya.example.org"],
    ["*.Münster.example.org", "*.xn--mnster-3ya.example.org"],
    ["hub.example.org.", "hub.example.org"],
  ])("host %s is refused with the form that the DNS has", (host, remedy) => {
    const [line] = errorsOf(project(routes("traefik", route(host))), site("heat"));
    expect(line).toMatch(/^p\.ts: ingress\.routes\[0\]\.host must be a host name in lower case and as the DNS has it .*would do$/);
    expect(line).toContain(`; "${remedy}" would do`);
    expect(errorsOf(project(routes("traefik", route(remedy))), site("heat"))).toEqual([]);
  });

  test.each(["192.0.2.1", "", "-a.org", "a..org", "a_b.org", `${"a".repeat(64)}.org`, "*", "a.*.org", "hub.example.org:80"])(
    "host '%s' is refused",
    (host) => {
      expect(hostProblem(host, true)).toContain("must be a host name");
    },
  );

  test("a service must begin with a letter, and octavia's controller knows no '*'", () => {
    expect(errorsOf(project(routes("traefik", route("a.org", { service: "4pages" }))), site("heat"))[0]).toContain(
      'ingress.routes[0].service must be an RFC 1035 label: a-z, 0-9 and \'-\', starting with a letter, a letter or digit last, at most 63 characters, got "4pages"; "pages"',
    );
    expect(errorsOf(project(routes("octavia", route("*.example.org"))), site("heat"))).toEqual([
      "p.ts: ingress.routes[0].host must be one host with kind octavia, whose controller takes '*' for a part of a regular expression, " +
        "got '*.example.org'; use kind traefik",
    ]);
  });
});

describe("schedules", () => {
  // First what cron.ParseStandard of github.com/robfig/cron v3.0.1 made of the second, as the operator calls it: ok, refused, never or panic.
  const recorded = fs
    .readFileSync(path.join(root, "__tests__", "fixtures", "schedules.tsv"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => line.split("\t") as [string, string]);

  test.each(recorded)("the operator: %s, for '%s'", (verdict, schedule) => {
    expect(scheduleProblem(schedule) === undefined).toBe(verdict === "ok");
  });

  test("the message says what is wrong, and its remedy passes", () => {
    const at = (schedule: string) => errorsOf(project({ spark: spark({ applications: [job("pi", { schedule })] }) }), site("heat"));
    expect(at("0 0 * * 7")).toEqual([
      "p.ts: spark.applications[0].schedule must have a day of week from 0 to 6, with 0 for Sunday, got '0 0 * * 7'; '0 6 * * 1-5' would do",
    ]);
    expect(at("0 0 30 2 *")[0]).toContain("must be a cron expression with a day that comes");
    expect(at("0 6 * * 1-5")).toEqual([]);
  });
});

describe("any name", () => {
  const chars = "abcz019-";
  const anyLabel = (maxLength: number) => fc.string({ unit: fc.constantFrom(...chars), minLength: 1, maxLength });
  const driver = fc.constantFrom(...MAGNUM_DRIVERS);

  test("of a node group that is accepted reaches its MachineDeployment uncut, unchanged and alone", () => {
    const name = fc.string({ unit: fc.constantFrom(..."abX9_.-"), maxLength: 38 }).map((end) => `g${end}`);
    fc.assert(
      fc.property(driver, name, fc.array(anyLabel(40), { minLength: 1, maxLength: 4 }), (which, projectName, groups) => {
        if (errorsOf(project({ name: projectName, nodeGroups: groups.map(group) }), site(which)).length > 0) return;
        expect(new Set(groups).size).toBe(groups.length);
        if (which !== "capi-helm") return;
        const sanitised = (text: string) =>
          text
            .toLowerCase()
            .replace(/[^a-z0-9]+/g, "-")
            .replace(/^-|-$/g, "");
        const deployments = groups.map((one) => `${sanitised(dnsLabel(projectName)).slice(0, 30)}-abcdefghijkl-${sanitised(one)}`);
        for (const [index, deployment] of deployments.entries()) {
          expect(deployment.slice(0, 63)).toBe(deployment);
          expect(deployment.endsWith(`-${groups[index]}`)).toBe(true);
          expect(groups[index]).toMatch(/^[a-z][a-z0-9-]+[a-z0-9]$/);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("of an application that is accepted fits into labels and host names", () => {
    const uiHost = fc.option(
      fc.nat(180).map((length) => `${"dddddddd.".repeat(22).slice(0, length)}x.org`.replace("..", ".")),
      { nil: undefined },
    );
    fc.assert(
      fc.property(anyLabel(64), anyLabel(64), fc.boolean(), uiHost, (name, namespace, isScheduled, domain) => {
        const applications = [job(name, isScheduled ? { schedule: "@daily" } : {})];
        const input = {
          ...project({ spark: spark({ namespaces: [namespace], uiHost: domain, applications }) }),
          ingress: { kind: "traefik" } as const,
        };
        if (errorsOf(input, site("heat")).length > 0) return;
        const run = isScheduled ? `${name}-1764172800000000000` : name;
        expect(nameProblem("service", run)).toBeUndefined();
        if (domain !== undefined) expect(hostProblem(`${run}-${namespace}.${domain}`)).toBeUndefined();
      }),
      { numRuns: 150 },
    );
  });

  test("of a storage class that is accepted is none of the driver's", () => {
    const type = fc.string({ unit: fc.constantFrom(..."aB1 ._-+é"), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(driver, fc.array(type, { minLength: 1, maxLength: 3 }), fc.boolean(), (which, volumeTypes, isPrefixed) => {
        const made = {
          heat: [] as string[],
          "capi-helm": volumeTypes.map((one) =>
            one
              .toLowerCase()
              .replace(/[^a-z0-9]+/g, "-")
              .replace(/^-+|-+$/g, ""),
          ),
          vexxhost: volumeTypes.map((one) => `block-${one.replace(/[^a-zA-Z0-9]+/g, "-").toLowerCase()}`),
        };
        const wanted = isPrefixed ? made.vexxhost[0]! : made["capi-helm"][0]!;
        const errors = errorsOf(project({ storage: blockOf(wanted) }), site(which, { volumeTypes }));
        if (made[which].includes(wanted)) expect(errors).not.toEqual([]);
        else if (nameProblem("subdomain", wanted) === undefined) expect(errors).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
