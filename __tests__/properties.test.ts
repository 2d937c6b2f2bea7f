import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { TerraformStack } from "cdktf";
import * as fc from "fast-check";
import { load } from "js-yaml";
import { installedCharts } from "../projects/parts";
import { CHARTS } from "../constructs/charts";
import { InvalidEnvironments, parseEnvironments } from "../projects";
import { ClusterStack, PlatformStack, projectApp } from "../stacks";
import { filesUnder } from "../operate/session/processes";
import { anyProject, hostile, projects, projectsAtDigitalOcean, SITES, type ProjectAtSite } from "./support/arbitraries";
import { appOf } from "./support/survey";
import { templateOf } from "./support/synth";

type Json = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Json>>>>;

const parse = ({ project, site }: ProjectAtSite): ReturnType<typeof parseEnvironments> =>
  parseEnvironments({ "mine.ts": project }, { "site.ts": site });

/** Synthesises both stacks of a project, and gives all files that were written. */
function synthesise(parsed: ReturnType<typeof parse>): Record<string, string> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "properties-"));
  projectApp(parsed, { outdir }).synth();
  const files = Object.fromEntries(filesUnder(outdir).map((name) => [name, fs.readFileSync(path.join(outdir, name), "utf8")]));
  fs.rmSync(outdir, { recursive: true });
  return files;
}

function resourcesOf(files: Record<string, string>, half: "cluster" | "platform"): Resources {
  const name = Object.keys(files).find((file) => file.endsWith(`-${half}/cdk.tf.json`))!;
  return (JSON.parse(files[name]!) as { resource?: Resources }).resource ?? {};
}

/** The same without a file. */
function resourcesIn(app: ReturnType<typeof appOf>, kind: typeof ClusterStack | typeof PlatformStack): Resources {
  const stack = app.node.children.find((child) => child instanceof kind)!;
  return templateOf(stack as TerraformStack).json["resource"] as Resources;
}

/** What Terraform makes of a template that has nothing to evaluate but references to our own resources. */
function evaluate(template: string): string {
  return template.replace(/([$%])\1\{|\$\{(kubernetes|openstack|digitalocean|data)[\w.[\]"-]+\}|[$%]\{/g, (found) => {
    if (found.length === 3) return found.slice(1);
    if (found.length === 2) throw new Error(`'${found}' is evaluated in ${template}`);
    return found;
  });
}

function valuesOf(resources: Resources, chart: RegExp): Json {
  const release = Object.values(resources["helm_release"]!).find((body) => chart.test(body["chart"] as string))!;
  return load(evaluate((release["values"] as string[])[0]!)) as Json;
}

/** Reads Java properties as Spark does: it trims what Java has read. */
function readProperties(text: string): Record<string, string> {
  const unescape = (part: string): string =>
    part.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_all, hex: string | undefined, char: string) =>
      hex === undefined ? ({ n: "\n", r: "\r", t: "\t", f: "\f" }[char] ?? char) : String.fromCharCode(parseInt(hex, 16)),
    );
  const entries = text.split("\n").flatMap((line) => {
    const [, key, value] = /^[ \t\f]*((?:\\.|[^\\=: \t\f])+)(?:[ \t\f]*[=:])?[ \t\f]*(.*)$/s.exec(line) ?? [];
    return key === undefined || /^[#!]/.test(key) ? [] : [[unescape(key), trim(unescape(value!))] as const];
  });
  return Object.fromEntries(entries);
}

// trimExceptCRLF of Spark: everything up to a blank but line ends.
const trim = (text: string): string => text.replace(/^(?:(?![\r\n])[\0- ])+|(?:(?![\r\n])[\0- ])+$/g, "");

/** Kind, namespace and name of the Kubernetes objects of a stack. */
function objectsOf(resources: Resources): string[] {
  return Object.entries(resources).flatMap(([type, bodies]) =>
    Object.values(bodies).flatMap((body) => {
      const metadata = body["metadata"] as { name: string; namespace?: string } | undefined;
      return metadata ? [`${type} ${metadata.namespace ?? ""} ${metadata.name}`] : [];
    }),
  );
}

/** Charts of repositories that a stack installs. */
function chartsOf(resources: Resources): string[] {
  const releases = Object.values(resources["helm_release"] ?? {}).filter((body) => body["repository"] !== undefined);
  return [...new Set(releases.map((body) => `${body["chart"] as string} ${body["version"] as string}`))].sort();
}

describe("any valid project", () => {
  test.each([...SITES.map((site) => [site.name, projects(site)] as const), ["DigitalOcean", projectsAtDigitalOcean] as const])(
    "at %s synthesises both stacks, keeps the policies, names no two objects alike, installs the charts that are known, and gives the same bytes twice",
    (_name, project) => {
      fc.assert(
        fc.property(project as fc.Arbitrary<ProjectAtSite>, (at) => {
          const parsed = parse(at);
          const files = synthesise(parsed);
          const platform = resourcesOf(files, "platform");
          const objects = objectsOf(platform);
          const [project] = parsed;
          const known = installedCharts(project!, project!.site).map(({ chart }) => `${CHARTS[chart].chart} ${CHARTS[chart].version}`);
          expect(Object.keys(files).filter((name) => name.endsWith("cdk.tf.json"))).toHaveLength(2);
          expect(objects).toEqual([...new Set(objects)]);
          // Two parts may install one chart, each a release of its own.
          expect(chartsOf(platform)).toEqual([...new Set(known)].sort());
          expect(synthesise(parse(at))).toEqual(files);
        }),
        { numRuns: 8 },
      );
    },
  );
});

describe("text of users", () => {
  // Every field is there in these.
  const full = (site: (typeof SITES)[number]): fc.Arbitrary<ProjectAtSite> =>
    fc.tuple(projects(site), hostile(), hostile(), hostile(), hostile(), hostile()).map(([{ project }, a, b, c, d, e]) => ({
      site,
      project: {
        ...project,
        description: a,
        cluster: { ...project.cluster, extraLabels: { x_note: a } },
        storage: { block: { classes: [{ name: "block", reclaimPolicy: "Retain" }] } },
        datasets: undefined,
        kafka: undefined,
        monitoring: undefined,
        ingress: { kind: "traefik", values: { [`note ${b}`]: { inner: [b, c] } } },
        spark: {
          image: "docker.io/apache/spark:4.0.4",
          version: "4.0.4",
          nodeGroup: "default-worker",
          executor: { cores: 1, memoryGiB: 1 },
          executors: { max: 1 },
          scratch: { storageClass: "block", sizeGiB: 1 },
          conf: { "spark.test.note": c, "spark.test.other": d },
          values: { note: d },
          applications: [
            {
              name: "job",
              type: "Python",
              mainApplicationFile: `local:///${e}`,
              arguments: [a, b, c, d, e],
              sparkConf: { "spark.test.job": e },
            },
          ],
        },
        notebooks: {
          host: "notebooks.example.net",
          tlsSecret: "notebooks-tls",
          login: { kind: "github", clientId: "id" },
          allowedUsers: ["alice"],
          sizes: [{ name: "small", cores: { request: 0.1 }, memoryGiB: { request: 0.1 } }],
          users: 1,
          home: { kind: "claim", storageClass: "block", sizeGiB: 1 },
          environment: { NOTE: b },
          values: { custom: { note: c } },
        },
      },
    }));

  test.each(SITES.map((site) => [site.name, site] as const))("reaches Terraform unchanged at %s", (_name, site) => {
    fc.assert(
      fc.property(full(site), (at) => {
        const { cluster, ingress, spark, notebooks } = at.project;
        const app = appOf(parse(at));
        const [clusterResources, platform] = [resourcesIn(app, ClusterStack), resourcesIn(app, PlatformStack)];

        const [template] = Object.values(clusterResources["openstack_containerinfra_clustertemplate_v1"]!);
        expect(evaluate((template!["labels"] as Record<string, string>)["x_note"]!)).toBe(cluster.extraLabels!["x_note"]);

        expect(valuesOf(platform, /^traefik$/)).toMatchObject(ingress!.values!);
        expect(valuesOf(platform, /^spark-operator$/)).toMatchObject(spark!.values!);
        const [job] = spark!.applications!;
        expect(valuesOf(platform, /^\.\/assets\/spark/)["applications"]).toEqual([
          expect.objectContaining({
            name: "job",
            spec: expect.objectContaining({
              mainApplicationFile: job!.mainApplicationFile,
              arguments: job!.arguments,
              sparkConf: expect.objectContaining({ ...spark!.conf, ...job!.sparkConf }) as unknown,
            }) as unknown,
          }),
        ]);

        expect(valuesOf(platform, /^jupyterhub$/)).toMatchObject({
          ...notebooks!.values!,
          singleuser: { extraEnv: { ...notebooks!.environment! } },
        });

        const [defaults] = Object.values(platform["kubernetes_config_map_v1"]!);
        const read = readProperties(evaluate((defaults!["data"] as Record<string, string>)["spark-defaults.conf"]!));
        expect(read).toMatchObject(Object.fromEntries(Object.entries(spark!.conf!).map(([key, value]) => [key, trim(value)])));
      }),
      { numRuns: 12 },
    );
  });
});

/** A change of a valid project that must be refused, and where. */
const mutations: readonly (readonly [path: string, change: (project: Draft) => unknown])[] = [
  ["nmae", (p) => (p["nmae"] = "x")],
  ["name", (p) => (p["name"] = "-x")],
  ["description", (p) => (p["description"] = 7)],
  ["site", (p) => (p["site"] = "nowhere")],
  ["tier", (p) => delete p["tier"]],
  ["kubernetesVersion", (p) => (p["kubernetesVersion"] = "0.0.1")],
  ["credentialsRevision", (p) => (p["credentialsRevision"] = 0)],
  ["quota.instances", (p) => (p["quota"] = { ...QUOTA, instances: 0 })],
  ["quota.cores", (p) => (p["quota"] = { ...QUOTA, cores: 3 })],
  ["quota.memoryMiB", (p) => (p["quota"] = { ...QUOTA, memoryMiB: 1024 })],
  ["cluster.keypair.publicKey", (p) => (at(p, "cluster")["keypair"] = { publicKey: "x" })],
  ["cluster.controlPlane.count", (p) => (at(p, "cluster", "controlPlane")["count"] = 0)],
  ["cluster.workers.flavor", (p) => (at(p, "cluster", "workers")["flavor"] = "tiny")],
  ["cluster.workers.count", (p) => (at(p, "cluster", "workers")["count"] = -1)],
  ["cluster.nodeCidr", (p) => (at(p, "cluster")["nodeCidr"] = "10.64.0.9/20")],
  ["cluster.api.floatingIp", (p) => (at(p, "cluster")["api"] = { floatingIp: "no" })],
  ["cluster.labels.max_node_count", (p) => (at(p, "cluster")["labels"] = { max_node_count: 3 })],
  ["cluster.extraLabels.kube_tag", (p) => (at(p, "cluster")["extraLabels"] = { kube_tag: "v1" })],
  ["nodeGroups[0].name", (p) => (p["nodeGroups"] = [{ name: "Spark", flavor: "large", count: 1 }])],
  ["nodeGroups[0].flavor", (p) => (p["nodeGroups"] = [{ name: "extra", flavor: "tiny", count: 1 }])],
  ["nodeGroups[0].min", (p) => (p["nodeGroups"] = [{ ...group(p), min: 3, max: 2 }])],
  ["nodeGroups[0].count", (p) => (p["nodeGroups"] = [{ ...group(p), count: 9, min: 1, max: 2 }])],
  ["nodeGroups[1].name", (p) => (p["nodeGroups"] = [group(p), group(p)])],
  ["storage.block.classes", (p) => (at(p, "storage")["block"] = { classes: [] })],
  ["storage.block.classes[0].volumeType", (p) => (at(p, "storage")["block"] = { classes: [{ name: "b-a", volumeType: "tape" }] })],
  ["storage.shared.shareType", (p) => (at(p, "storage")["shared"] = { className: "s", shareType: "smb" })],
  ["datasets.shares[0].mountPath", (p) => (p["datasets"] = { cloud: "d", shares: [{ name: "a", shareName: "a", mountPath: "a" }] })],
  ["ingress.kind", (p) => (p["ingress"] = { kind: "nginx" })],
  ["ingress.routes[0].host", (p) => (p["ingress"] = { kind: "traefik", routes: [{ ...ROUTE, host: "Host" }] })],
  ["ingress.routes[0].port", (p) => (p["ingress"] = { kind: "traefik", routes: [{ ...ROUTE, port: 0 }] })],
  ["ingress.routes[1].host", (p) => (p["ingress"] = { kind: "traefik", routes: [ROUTE, ROUTE] })],
  ["spark.executor", (p) => (p["spark"] = { image: "a", version: "4.0.4", nodeGroup: "a" })],
  ["exceptions[0].reason", (p) => (p["exceptions"] = [{ policy: "GAIA-SEC-4", reason: "so" }])],
];

type Draft = Record<string, unknown>;
const at = (project: Draft, ...keys: string[]): Draft => keys.reduce((inner, key) => inner[key] as Draft, project);
const group = (project: Draft): Draft => ({ name: "extra", flavor: at(project, "cluster", "workers")["flavor"], count: 1 });
const QUOTA = { instances: -1, cores: -1, memoryMiB: -1, floatingIps: -1, routers: -1, ports: -1, volumes: -1, gigabytes: -1 };
const ROUTE = { host: "a.example.org", namespace: "a", service: "a", port: 80 };

describe("one broken field", () => {
  test.each(mutations)("%s is refused, whatever else there is", (field, change) => {
    fc.assert(
      fc.property(anyProject, ({ project, site }) => {
        const broken = structuredClone(project) as unknown as Draft;
        change(broken);
        let lines: string[] = [];
        try {
          parseEnvironments({ "mine.ts": broken }, { "site.ts": site });
        } catch (error) {
          if (!(error instanceof InvalidEnvironments)) throw error;
          lines = error.message.split("\n");
        }
        expect(lines.filter((line) => line.startsWith(`mine.ts: ${field} `))).toHaveLength(1);
      }),
      { numRuns: 10 },
    );
  });
});

describe("secrets", () => {
  const random = (alphabet: string, length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const secret = fc.oneof(
    random(LETTERS + "0123456789", 16).map((rest) => `AKIA${rest}`),
    random(LETTERS + LETTERS.toLowerCase() + "0123456789-_", 86).map((rest) => `gAAAAA${rest}`),
    random(LETTERS, 20).map((rest) => `-----BEGIN OPENSSH PRIVATE KEY-----\n${rest}\n`),
  );
  const places: Record<string, (project: Draft, secret: string) => unknown> = {
    "a template label": (p, value) => (at(p, "cluster")["extraLabels"] = { x_note: value }),
    "a setting of Spark": (p, value) => (p["spark"] = { ...SPARK, conf: { "spark.test.note": value } }),
    "the S3 secret of Spark": (p, value) => (p["spark"] = { ...SPARK, conf: { "spark.hadoop.fs.s3a.secret.key": value } }),
    "an argument of a job": (p, value) =>
      (p["spark"] = { ...SPARK, applications: [{ name: "job", type: "Java", mainApplicationFile: "a", arguments: [value] }] }),
    "values of a chart": (p, value) => (p["ingress"] = { kind: "traefik", values: { env: [{ name: "KEY", value }] } }),
  };
  const SPARK = {
    image: "spark",
    version: "4.0.4",
    nodeGroup: "default-worker",
    executor: { cores: 1, memoryGiB: 1 },
    executors: { max: 2 },
    scratch: { storageClass: "block", sizeGiB: 1 },
  };

  test.each(Object.entries(places))("in %s are refused, so that they reach no file", (_place, put) => {
    fc.assert(
      fc.property(anyProject, secret, ({ project, site }, value) => {
        const leaking = { ...structuredClone(project), spark: undefined, ingress: undefined } as unknown as Draft;
        leaking["storage"] = { block: { classes: [{ name: "block" }] } };
        leaking["datasets"] = undefined;
        put(leaking, value);
        expect(() => synthesise(parse({ project: leaking as unknown as ProjectAtSite["project"], site }))).toThrow(
          /^mine\.ts: \S.* looks like a secret; keep it out/,
        );
      }),
      { numRuns: 10 },
    );
  });
});
