import { execFile, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { packageFolder } from "../constructs/kit/package-root";
import { lookupInFolder } from "../hcl";
import { filesUnder, node } from "../operate/session/processes";
import { snapshotFolder } from "../cli/commands/snapshots";
import { expectSameMeaning } from "./support/hcl-equivalence";

const root = path.resolve(__dirname, "../..");
const golden = snapshotFolder(root);
const PROJECTS = ["gaia-dev", "gaia-test", "gaia-prod"];
const STACKS = PROJECTS.flatMap((project) => [`${project}-cluster`, `${project}-platform`]);

type Json = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** As much of a provider's schema as is needed to check a configuration against it. */
interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly attributes: Readonly<Record<string, Attribute>> };
  readonly required?: boolean;
  readonly optional?: boolean;
}
interface Block {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly block_types?: Readonly<Record<string, { readonly block: Block; readonly min_items?: number; readonly max_items?: number }>>;
}

interface Stack {
  readonly resource: Blocks;
  readonly data?: Blocks;
  readonly provider: Readonly<Record<string, readonly Json[]>>;
  readonly variable?: Readonly<Record<string, Json>>;
  readonly terraform: { readonly backend: Readonly<Record<string, Json>>; readonly required_providers: Json };
}

const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "stacks-"));
node([path.join(root, "bin", "app.cjs")], { cwd: outdir, env: { CDKTF_OUTDIR: outdir } });
const read = (...names: string[]): string => fs.readFileSync(path.join(outdir, ...names), "utf8");
const stackOf = (name: string): Stack => JSON.parse(read("stacks", name, "cdk.tf.json")) as Stack;

function* elements(stack: Stack): Generator<{ kind: "resource" | "data"; type: string; address: string; body: Json }> {
  for (const kind of ["resource", "data"] as const) {
    for (const [type, bodies] of Object.entries(stack[kind] ?? {})) {
      for (const [name, body] of Object.entries(bodies))
        yield { kind, type, address: `${kind === "data" ? "data." : ""}${type}.${name}`, body };
    }
  }
}

const resources = (stack: Stack, type: string): Json[] => Object.values(stack.resource[type] ?? {});

const META = new Set(["//", "depends_on", "lifecycle", "provider", "count", "for_each", "provisioner", "connection"]);
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

/** What is in a body and not in the schema, or the other way round. */
function schemaProblems(body: Json, block: Block, at: string): string[] {
  const { attributes = {}, block_types: nested = {} } = block;
  const problems = Object.keys(attributes).filter((key) => attributes[key]!.required && body[key] === undefined);
  const found = problems.map((key) => `${at}: ${key} is missing`);
  for (const [key, { min_items: min = 0, max_items: max = Infinity, block: inner }] of Object.entries(nested)) {
    const blocks = body[key] === undefined ? [] : asList(body[key]);
    if (blocks.length < min || blocks.length > max) found.push(`${at}: ${key} stands there ${blocks.length} times`);
    blocks.forEach((item, index) => found.push(...schemaProblems(item as Json, inner, `${at}.${key}[${index}]`)));
  }
  for (const [key, value] of Object.entries(body)) {
    const attribute = attributes[key];
    if (META.has(key) || key in nested || value === null) continue;
    if (!attribute) found.push(`${at}: ${key} is unknown`);
    else if (!attribute.required && !attribute.optional) found.push(`${at}: ${key} is computed`);
    else if (attribute.nested_type) {
      asList(value).forEach((item) => found.push(...schemaProblems(item as Json, attribute.nested_type!, `${at}.${key}`)));
    } else if (!fits(value, attribute.type)) found.push(`${at}: ${key} is not of type ${JSON.stringify(attribute.type)}`);
  }
  return found;
}

function fits(value: unknown, type: unknown): boolean {
  if (typeof value === "string" && value.startsWith("${")) return true;
  if (type === "number" || type === "bool") return typeof value === (type === "bool" ? "boolean" : "number");
  if (type === "string") return ["string", "number", "boolean"].includes(typeof value);
  const [kind, inner] = type as [string, unknown];
  if (kind === "list" || kind === "set") return Array.isArray(value) && value.every((item) => fits(item, inner));
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  if (kind === "map") return Object.values(value).every((item) => fits(item, inner));
  const known = inner as Record<string, unknown>;
  return Object.entries(value).every(([key, item]) => key in known && (item === null || fits(item, known[key])));
}

const SECRET_NAME = /(^|[^a-z])(pass(word|wd)?|secret|token|credential|(private|access|secret|client|api)[-_. ]?key)([^a-z]|$)/i;
// Names of objects that hold secrets, and references to them.
const NAME_OF_SECRET = /(name|namespace|ref|secretKeyRef\.\w+|automount\w*)$/i;
const SECRET_VALUE = new RegExp(
  [
    "-----BEGIN",
    "\\b(AKIA|ASIA)[0-9A-Z]{16}\\b",
    "\\bgAAAAA",
    "\\beyJ[\\w-]{8,}\\.",
    "://[^/\\s:@]+:[^/\\s@]+@",
    "(?=[A-Za-z+]*\\d)(?=[a-z0-9+]*[A-Z])(?=[A-Z0-9+]*[a-z])[A-Za-z0-9+]{32,}={0,2}",
  ].join("|"),
);

/** Literals under a name that promises a secret, or that look like one; texts are looked at line by line. */
function* secretsIn(value: unknown, at: string): Generator<string> {
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value))
      if (!META.has(key)) yield* secretsIn(inner, Array.isArray(value) ? at : `${at}.${key}`);
    return;
  }
  if (typeof value !== "string" || value === "") return;
  for (const line of value.split("\n")) {
    const [, key = at.split(".").at(-1)!, text = line] = /^\s*(?:- )?"?([\w.-]+)"?\s*[:=]\s*(.*)$/.exec(line) ?? [];
    const named = SECRET_NAME.test(key.replace(/([a-z])([A-Z])/g, "$1-$2")) && !NAME_OF_SECRET.test(key) && text !== "";
    if (SECRET_VALUE.test(line.replace(/\$\{[^}]*\}/g, "")) || (named && !text.includes("${"))) yield `${at}: ${line}`;
  }
}

describe("the search for secrets", () => {
  test.each([
    [{ password: "hunter2" }],
    [{ data: { "db.password": "hunter2" } }],
    [{ os_application_credential_secret: "x-1" }],
    [{ values: ["auth:\n  apiToken: s3cr.et\n"] }],
    [{ data: { "spark-defaults.conf": "spark.hadoop.fs.s3a.secret.key=abc+def/1\n" } }],
    [{ url: "https://me:pass@host/" }],
    [{ text: `id AKIA${"ABCDEFGH".repeat(2)}` }],
    [{ text: "-----BEGIN OPENSSH PRIVATE KEY-----" }],
    [{ text: "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4MTIz" }],
  ])("finds %j", (value) => {
    expect([...secretsIn(value, "x")]).toHaveLength(1);
  });

  test.each([
    [{ secret_name: "zeppelin-tls", data_wo: { secret: "${var.secret}" } }],
    [{ parameters: { "csi.storage.k8s.io/node-stage-secret-name": "${kubernetes_secret_v1.a.metadata[0].name}" } }],
    [{ id: "6810718DF43A37421DAF477AF81A4A20", uuid: "8d5e2b52-7f0a-4a3b-9d5b-6c1f4f0e7a31" }],
  ])("passes %j", (value) => {
    expect([...secretsIn(value, "x")]).toEqual([]);
  });
});

describe("golden files", () => {
  test("there is one for each stack, and HCL of nothing else", () => {
    const files = filesUnder(golden).filter((name) => name.endsWith(".tf"));
    expect({ files, hint: "npx cdktf-magnum snapshots" }).toEqual({
      files: STACKS.map((stack) => `${stack}.tf`).sort(),
      hint: "npx cdktf-magnum snapshots",
    });
  });

  test.each(STACKS)("%s is as reviewed", (stack) => {
    const [reviewed, now] = [fs.readFileSync(path.join(golden, `${stack}.tf`), "utf8"), read("hcl", `${stack}.tf`)];
    try {
      expect(now).toBe(reviewed);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n\nif this is what you want: npx cdktf-magnum snapshots, and commit`, { cause: error });
    }
  });
});

describe.each(STACKS)("%s", (name) => {
  const stack = stackOf(name);

  test("HCL means the same as JSON", async () => {
    await expectSameMeaning(stack, read("hcl", `${name}.tf`));
  });

  test("resources and providers are what the providers' schemas know", () => {
    const lookup = lookupInFolder(packageFolder("schemas"));
    const problems = [...elements(stack)].flatMap(({ kind, type, address, body }) => {
      // Built into Terraform.
      const block =
        type === "terraform_data"
          ? { attributes: { input: { type: "string", optional: true } } }
          : (lookup(kind, type) as Block | undefined);
      return block ? schemaProblems(body, block, address) : [`${address}: type is unknown`];
    });
    for (const [provider, configurations] of Object.entries(stack.provider)) {
      const block = lookup("provider", provider) as Block;
      const known = { ...block, attributes: { ...block.attributes, alias: { type: "string", optional: true } } };
      configurations.forEach((body, index) => problems.push(...schemaProblems(body, known, `provider.${provider}[${index}]`)));
    }
    expect(problems).toEqual([]);
  });

  test("nothing looks like a secret", () => {
    expect([...secretsIn(stack, name)]).toEqual([]);
  });

  test("variables are sensitive and ephemeral, and have no default", () => {
    for (const variable of Object.values(stack.variable ?? {})) {
      expect(variable).toMatchObject({ type: "string", sensitive: true, ephemeral: true, description: expect.any(String) as string });
      expect(variable).not.toHaveProperty("default");
    }
  });

  test("the state has a place of its own", () => {
    expect(stack.terraform.backend).toEqual({
      s3: expect.objectContaining({ key: `${name}.tfstate`, encrypt: true, use_lockfile: true }) as Json,
    });
  });

  test("charts are pinned and providers are bounded", () => {
    for (const release of resources(stack, "helm_release")) {
      if (/^\.\/assets\//.test(release["chart"] as string)) expect(release).not.toHaveProperty("repository");
      else
        expect(release).toMatchObject({
          version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
          repository: expect.stringMatching(/^https:/) as string,
        });
      expect(release).toMatchObject({ atomic: true, cleanup_on_fail: true, wait: true });
    }
    for (const provider of Object.values(stack.terraform.required_providers) as Json[]) {
      expect(provider["version"]).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });

  test("names are RFC 1123 labels, and no two objects have one name", () => {
    const seen = new Set<string>();
    for (const { kind, type, address, body } of elements(stack)) {
      if (kind === "data") continue;
      const metadata = asList(body["metadata"])[0] as Json | undefined;
      const names = [body["name"], metadata?.["name"]].filter((value) => typeof value === "string");
      for (const literal of names.map((value) => value.replace(/\$\{[^}]*\}/g, "x"))) {
        // An Ingress is named after its host, which may have dots.
        const allowed = type === "kubernetes_ingress_v1" ? /^[a-z]([-.a-z0-9]{0,251}[a-z0-9])?$/ : /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
        expect({ address, literal }).toEqual({ address, literal: expect.stringMatching(allowed) as string });
      }
      for (const value of names) {
        const key = `${type} ${JSON.stringify(metadata?.["namespace"] ?? body["namespace"])} ${value}`;
        expect({ key, twice: seen.has(key) }).toEqual({ key, twice: false });
        seen.add(key);
      }
    }
  });
});

describe.each(PROJECTS)("%s", (project) => {
  const cluster = stackOf(`${project}-cluster`);
  const platform = stackOf(`${project}-platform`);

  test("the cluster stack has OpenStack only, the platform stack makes nothing there but access to datasets", () => {
    const types = (stack: Stack): string[] => Object.keys(stack.resource).sort();
    expect(types(cluster).filter((type) => !/^(openstack_|terraform_data$)/.test(type))).toEqual([]);
    expect(types(platform).filter((type) => !/^(kubernetes_|helm_|terraform_data$)/.test(type))).toEqual([
      "openstack_sharedfilesystem_share_access_v2",
    ]);
  });

  test("the platform comes after the cluster, finds it by name, and reads no other state", () => {
    const { stacks } = JSON.parse(read("manifest.json")) as { stacks: Record<string, { dependencies: string[] }> };
    expect(stacks[`${project}-platform`]!.dependencies).toEqual([`${project}-cluster`]);
    expect(stacks[`${project}-cluster`]!.dependencies).toEqual([]);
    expect(Object.values(platform.data!["openstack_containerinfra_cluster_v1"]!)).toEqual([expect.objectContaining({ name: project })]);
    expect(Object.keys(platform.data!)).not.toContain("terraform_remote_state");
  });

  test("labels have no bounds but those that keep the default workers unscaled, and all labels are strings", () => {
    const labelled = [...elements(cluster)].filter(({ body }) => body["labels"] !== undefined);
    expect(labelled.length).toBeGreaterThan(0);
    for (const { address, body } of labelled) {
      const labels = body["labels"] as Json;
      const bounds = [labels["min_node_count"], labels["max_node_count"]];
      const isTemplate = address.startsWith("openstack_containerinfra_clustertemplate_v1.");
      expect({ address, bounds }).toEqual({ address, bounds: isTemplate ? ["1", "1"] : [undefined, undefined] });
      expect(Object.values(labels).filter((value) => typeof value !== "string")).toEqual([]);
    }
  });

  test("node groups have bounds, and the autoscaler keeps its count", () => {
    const groups = resources(cluster, "openstack_containerinfra_nodegroup_v1");
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      const [min, max] = [group["min_node_count"] as number, group["max_node_count"] as number];
      expect(group["lifecycle"]).toEqual(min < max ? { ignore_changes: ["node_count"] } : undefined);
    }
  });

  test("only production is protected from being destroyed", () => {
    const [magnum] = resources(cluster, "openstack_containerinfra_cluster_v1");
    const lifecycle = magnum!["lifecycle"] as Json | undefined;
    expect(lifecycle?.["prevent_destroy"]).toBe(project === "gaia-prod" ? true : undefined);
    expect(magnum).toMatchObject({ name: project, master_count: project === "gaia-prod" ? 3 : 1, merge_labels: true });
  });

  test("what production protects stays protected when it is taken out of the data", () => {
    for (const stack of [cluster, platform]) {
      const types = Object.entries(stack["resource"] as Record<string, Record<string, Json>>);
      const protectedOnes = types
        .filter(([type]) => type !== "terraform_data")
        .flatMap(([type, blocks]) => Object.entries(blocks).map(([name, block]) => [`${type}.${name}`, block] as const))
        .filter(([, { lifecycle }]) => (lifecycle as Json | undefined)?.["prevent_destroy"] === true)
        .map(([address]) => address);
      const guard = (stack["resource"] as Record<string, Record<string, Json>>)["terraform_data"]?.["protected"];
      expect(protectedOnes).toHaveLength(project === "gaia-prod" ? 1 : 0);
      if (project === "gaia-prod") {
        expect(guard).toMatchObject({ for_each: `\${toset(${JSON.stringify(protectedOnes)})}`, lifecycle: { prevent_destroy: true } });
      } else expect(guard).toBeUndefined();
    }
  });

  test("five datasets are mounted read-only", () => {
    const access = resources(platform, "openstack_sharedfilesystem_share_access_v2");
    expect(access).toHaveLength(5);
    for (const rule of access) {
      expect(rule).toMatchObject({ access_level: "ro", access_type: "cephx", provider: "openstack.datasets" });
      expect(rule["access_to"]).toMatch(new RegExp(`^${project.replace("-", "_")}_[a-z0-9_]+$`));
    }
    const [jobs] = resources(platform, "kubernetes_config_map_v1").filter(
      ({ metadata }) => (metadata as { name: string }).name === "spark-defaults",
    );
    const conf = JSON.stringify(jobs);
    expect(conf.match(/spark\.kubernetes\.executor\.volumes\.persistentVolumeClaim\.\w+\.mount\.readOnly=true/g)).toHaveLength(5);
  });
});

const has = (program: string): boolean => spawnSync(program, ["version"], { stdio: "ignore" }).status === 0;
const programs = ["terraform", "tofu"].filter(has);

(programs.length > 0 ? describe : describe.skip)("with terraform or tofu on the PATH", () => {
  test.each(programs.length > 0 ? programs : ["terraform"])("%s fmt has nothing to change", (program) => {
    const { status, stdout } = spawnSync(program, ["fmt", "-check", "-diff", path.join(outdir, "hcl")], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });
});

const cliConfig = process.env["TF_CLI_CONFIG_FILE"] ?? "";
const mirror = programs.length > 0 && fs.existsSync(cliConfig) && /_mirror\b/.test(fs.readFileSync(cliConfig, "utf8"));

(mirror ? describe : describe.skip)("with a mirror of the real providers in TF_CLI_CONFIG_FILE", () => {
  test.each(STACKS)(
    "%s is valid",
    async (stack) => {
      const cwd = path.join(outdir, "stacks", stack);
      const run = (...args: string[]): Promise<{ stdout: string }> => promisify(execFile)(programs[0]!, args, { cwd });
      await run("init", "-backend=false", "-input=false", "-no-color");
      const { stdout } = await run("validate", "-json");
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    },
    120_000,
  );
});
