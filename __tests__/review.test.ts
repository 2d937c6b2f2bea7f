import { spawnSync } from "node:child_process";
// The module itself is spied on, which a copy of its names is not.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import fs = require("node:fs");
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { projectFiles, siteFiles } from "../environments";
import { parseEnvironments } from "../projects";
import { main } from "../cli/main";
import { review, stackOf } from "../cli/commands/review";
import type { AllowingProject } from "../operate/review/gate";
import { LARGEST_PAGE, MARKER } from "../operate/review/page";
import { MASK, Secrets } from "../operate/review/secrets";

const ROOT = path.resolve(__dirname, "../..");
const PLANS = path.join(ROOT, "__tests__", "fixtures", "plans");
const CLUSTER = "openstack_containerinfra_cluster_v1.cluster_resource_9691C40B";

/** A plan as the tests change it. */
interface Fixture {
  [key: string]: unknown;
  resource_changes: { address: string; type: string; action_reason?: string; change: Record<string, unknown> }[];
  prior_state: { values: { root_module: { resources: { type: string; values: Record<string, unknown> }[] } } };
}

const fixture = (name: string): Fixture => JSON.parse(fs.readFileSync(path.join(PLANS, `${name}.json`), "utf8")) as Fixture;
const page = (plans: Record<string, unknown>, projects: AllowingProject[] = []): string =>
  review(
    Object.entries(plans).map(([stack, plan]) => ({ stack, source: `${stack}.json`, bytes: Buffer.from(JSON.stringify(plan)) })),
    projects,
  ).page;
/** A plan that changes the attributes of one resource in place. */
const update = (before: object, after: object, marks: object = {}, type = "terraform_data"): object => ({
  format_version: "1.2",
  resource_changes: [
    { address: `${type}.x`, mode: "managed", type, change: { actions: ["update"], before, after, after_unknown: {}, ...marks } },
  ],
});
const group = (before: object, after: object): object => {
  const same = { name: "spark", cluster_id: "c" };
  return update({ ...same, ...before }, { ...same, ...after }, {}, "openstack_containerinfra_nodegroup_v1");
};

describe("a review page", () => {
  test("begins with what is replaced, the attribute that forces it and what goes with it", () => {
    const text = page({ "gaia-dev-cluster": fixture("cluster-replaced") });
    expect(text.split("\n").slice(0, 2)).toEqual([MARKER, "## Plan: 3 replaced"]);
    expect(text).toContain("| gaia-dev-cluster | 3 | 0 | 0 | 0 |");
    expect(text).toContain(
      `- **replaced**: cluster \`e2e-capi-helm\` of gaia-dev-cluster (\`${CLUSTER}\`), because \`labels\` cannot be changed in place\n` +
        "  - what goes with it: 2 node groups (`fixed`, `spark`), everything that runs in it, and all claims with reclaim policy Delete; " +
        "give the plan of its platform stack too, and they are named here\n",
    );
    expect(text).toContain('~ labels.boot_volume_size: (none) -> "50"');
    expect(text).toContain("node group `fixed` of gaia-dev-cluster");
    expect(text).not.toMatch(/kubeconfig|created_at/);
  });

  test("is the one that docs/review.md shows", () => {
    const text = fs.readFileSync(path.join(ROOT, "docs", "review.md"), "utf8");
    expect(/^````text\n([^]*?)^````$/m.exec(text)?.[1]).toBe(page({ "gaia-dev-cluster": fixture("cluster-replaced") }));
  });

  test("names the claims that go with a cluster, by the plan of its platform stack", () => {
    const platform = fixture("platform");
    const claim = (name: string, storage_class_name: string) => ({
      address: `kubernetes_persistent_volume_claim_v1.${name}`,
      type: "kubernetes_persistent_volume_claim_v1",
      values: { metadata: [{ name, namespace: "spark" }], spec: [{ storage_class_name, volume_name: "pvc-1" }] },
    });
    const resources = platform.prior_state.values.root_module.resources;
    resources.push(claim("user", "cephfs"), claim("kept", "keep"), claim("elsewhere", "unknown"));
    const text = page({ "gaia-dev-cluster": fixture("cluster-replaced"), "gaia-dev-platform": platform });
    expect(text).toContain(
      "2 known claims with reclaim policy Delete (`spark/user`, `spark/elsewhere` (policy not in the plan)), and the claims that jobs",
    );
    expect(text).not.toContain("spark/gedr3");
  });

  test.each([
    ["cephfs", "**its volume and the data on it**: reclaim policy Delete"],
    ["keep", "nothing of its data: reclaim policy Retain keeps the volume"],
    ["unknown", "its volume and the data on it, unless the reclaim policy of its class is Retain"],
  ])("says what goes with a destroyed claim of class %s", (storage_class_name, loss) => {
    const plan = fixture("platform");
    const values = { metadata: [{ name: "user", namespace: "spark" }], spec: [{ storage_class_name }] };
    const type = "kubernetes_persistent_volume_claim_v1";
    plan.prior_state.values.root_module.resources.push({ type, values, ...{ address: `${type}.user` } });
    plan.resource_changes = [{ address: `${type}.user`, type, change: { actions: ["delete"], before: values, after: null } }];
    expect(page({ p: plan })).toContain(`- **destroyed**: claim \`user\` of p (\`${type}.user\`)\n  - what goes with it: ${loss}\n`);
  });

  test("shows Helm values as a difference of their YAML, and texts by line", () => {
    const text = page({ platform: fixture("platform") });
    expect(text).toContain(
      "  ~ values[0]:\n    deployment:\n  -   replicas: 2\n  +   replicas: 3\n    global:\n      checkNewVersion: false\n    ...\n",
    );
    expect(text).toContain("  - spark.dynamicAllocation.maxExecutors=4\n  + spark.dynamicAllocation.maxExecutors=6\n");
  });

  test("does not care about order and quotes in Helm values, and takes what is no YAML as text", () => {
    const values = (text: string) => ({ values: [text] });
    expect(page({ s: update(values("b: 1\na: 'x'\n"), values('a: x\nb: 1\nc: "z"\n'), {}, "helm_release") })).toContain(
      "~ values[0]:\n    a: x\n    b: 1\n  + c: z\n",
    );
    expect(page({ s: update(values("a: [\n"), values("b: [\n"), {}, "helm_release") })).toContain("- a: [\n  + b: [");
  });

  test("shows write-only values as revisions", () => {
    expect(page({ platform: fixture("platform") })).toContain("~ data_wo_revision: 1 -> 2 (write-only data_wo is written again)");
  });

  test("lists added resources last and folded, in Terraform's own order of importance", () => {
    const text = page({ platform: fixture("platform") });
    const headings = [...text.matchAll(/^### (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(["Replaced or destroyed", "Changed in place", "Added"]);
    expect(text).toContain("### Added\n\n<details><summary>2 resources</summary>\n\n- added: ingress `b.e2e.example` of platform");
    expect(text).toContain("## Plan: 1 replaced, 1 destroyed, 6 changed in place, 2 added");
    expect(text).toContain("because it is no longer in the configuration\n  - what goes with it: everything that it has installed");
  });

  test("knows every reason of Terraform's: taint, triggers, keys, counts, moves, removals", () => {
    const text = page({ s: fixture("terraform-data") });
    expect(text).toContain("(`terraform_data.tainted`), because its creation failed the last time (tainted)");
    expect(text).toContain("(`terraform_data.triggered`), because `triggers_replace` cannot be changed in place");
    expect(text).toContain('(``terraform_data.keyed["two ` three"]``), because its key is no longer in for_each');
    expect(text).toContain("(`terraform_data.repeated[1]`), because its index is past the count");
    expect(text).toContain("**forgotten** (stays, and Terraform no longer knows it): terraform_data of s (`terraform_data.forgotten`)");
    expect(text).toContain("kept: terraform_data of s (`terraform_data.new_name`), moved from `terraform_data.old_name`");
    expect(text).toContain("~ input.password: (sensitive) -> (sensitive)");
    const template = page({ s: fixture("node-groups") });
    expect(template).toContain("because something in its replace_triggered_by changes; the new one is made first");
    expect(template).not.toContain("what goes with it: 1 node group");
  });

  test("says that nothing changes, for plans without changes", () => {
    const expected = `${MARKER}\n## Plan: no changes\n\n| stack | replaced | destroyed | changed | added |\n| --- | --: | --: | --: | --: |\n| s | 0 | 0 | 0 | 0 |\n`;
    expect(page({ s: { format_version: "1.0", planned_values: {} } })).toBe(expected);
    expect(page({ s: { format_version: "1.2", planned_values: {}, resource_changes: [] } })).toBe(expected);
  });

  test("warns of plans that are not whole", () => {
    expect(page({ s: { format_version: "1.2", planned_values: {}, errored: true } })).toContain(
      "> **Note:** the plan of s ended with an error",
    );
    expect(page({ s: { format_version: "1.2", planned_values: {}, complete: false } })).toContain("leaves changes for a second run");
  });

  test("cannot be broken by what values hold", () => {
    const text = page({ s: update({ a: "x" }, { a: "```\n</details>\n# @everyone" }) });
    expect(text).toContain("  ````diff\n  ~ a:\n  - x\n  + ```\n  + </details>\n  + # @everyone\n  ````\n");
  });
});

describe("bounds of a node group", () => {
  const bounds = (min_node_count: number, max_node_count: number, node_count: number) => ({ min_node_count, max_node_count, node_count });
  const refused = "**Magnum refuses this in one step** (HTTP 409): ";

  test.each([
    ["max up", bounds(1, 3, 2), bounds(1, 5, 2)],
    ["min down", bounds(1, 3, 2), bounds(0, 3, 2)],
    ["to the current number", bounds(1, 3, 2), bounds(2, 2, 2)],
  ])("within reach of the nodes have no remark: %s", (_what, old, now) => {
    expect(page({ s: group(old, now) })).not.toContain("Magnum refuses");
  });

  test.each([
    ["min past the count", bounds(1, 5, 2), bounds(4, 5, 2), "`min_node_count` 4 is above the current number of nodes, 2", ["resize c 4"]],
    ["min and max past it", bounds(1, 3, 2), bounds(4, 6, 2), "`min_node_count` 4 is above", ["replace max_node_count=6", "resize c 4"]],
    ["max below it", bounds(1, 5, 4), bounds(1, 2, 4), "`max_node_count` 2 is below the current number of nodes, 4", ["resize c 2"]],
    ["a fixed group smaller", bounds(3, 3, 3), bounds(1, 1, 1), "`max_node_count` 1 is below", ["replace min_node_count=1", "resize c 1"]],
  ])("past the nodes need steps: %s", (_what, old, now, problem, commands) => {
    const text = page({ s: group(old, now) });
    expect(text).toContain(refused + problem);
    expect([...text.matchAll(/(replace \w+=\d+|resize c \d+)/g)].map((match) => match[1])).toEqual(commands);
  });

  test("name cluster and group in a real plan", () => {
    expect(page({ s: fixture("bounds-up") })).toContain(
      "waiting for UPDATE_COMPLETE after each step: 1. `openstack coe nodegroup update e2e-capi-helm fixed replace max_node_count=3`; " +
        "2. `openstack coe cluster resize e2e-capi-helm 3 --nodegroup fixed`; 3. plan again and apply: what is left changes in place.",
    );
    expect(page({ s: fixture("bounds-down") })).toContain("`openstack coe cluster resize e2e-capi-helm 1 --nodegroup spark`");
  });
});

describe("secrets", () => {
  const SECRET = "Xk9-planted-0042";

  test.each(fs.readdirSync(PLANS))("of %s are nowhere on its page", (file) => {
    const text = fs.readFileSync(path.join(PLANS, file), "utf8");
    expect(page({ s: JSON.parse(text) })).not.toMatch(/planted|PRIVATE KEY/);
  });

  test.each<[string, object]>([
    ["marked before", update({ a: SECRET }, { a: "b" }, { before_sensitive: { a: true } })],
    ["marked after", update({ a: "b" }, { a: SECRET }, { after_sensitive: { a: true } })],
    ["marked as a whole", update({ a: { b: [SECRET] } }, { a: { b: ["x"] } }, { before_sensitive: true, after_sensitive: true })],
    ["marked deep inside", update({ a: [{ b: "x" }] }, { a: [{ b: SECRET }] }, { after_sensitive: { a: [{ b: true }] } })],
    ["that becomes unknown", update({ a: SECRET }, {}, { before_sensitive: { a: true }, after_unknown: { a: true } })],
    [
      "marked in one place and plain in another",
      update({ a: SECRET, b: "x" }, { a: SECRET, b: `url?key=${SECRET}` }, { after_sensitive: { a: true } }),
    ],
    [
      "of a variable, plain elsewhere",
      {
        ...update({ b: "x" }, { b: SECRET }),
        variables: { v: { value: SECRET } },
        configuration: { root_module: { variables: { v: { sensitive: true } } } },
      },
    ],
    [
      "of an output, in a name",
      {
        ...update({ name: SECRET, b: 1 }, { name: SECRET, b: 2 }),
        output_changes: { o: { actions: ["create"], after: SECRET, after_sensitive: true } },
      },
    ],
    [
      "of the state, as Kubernetes writes it",
      {
        ...update({ b: "x" }, { b: Buffer.from(SECRET).toString("base64") }),
        prior_state: {
          values: {
            root_module: {
              child_modules: [{ resources: [{ address: "a.b", type: "a", values: { c: SECRET }, sensitive_values: { c: true } }] }],
            },
          },
        },
      },
    ],
    ["by the name of the attribute", update({ password: "x" }, { password: SECRET })],
    ["that begins like a path", update({ password: "x" }, { password: `/${SECRET}` })],
    ["by the name of a label", update({ labels: {} }, { labels: { "api-token": SECRET } })],
    ["in pairs of name and value", update({ set: [] }, { set: [{ name: "admin.password", value: SECRET }] })],
    [
      "in Helm values",
      update(
        { values: ["a: 1"] },
        { values: [`a:\n  adminPassword: "${SECRET}"\n  env:\n    - name: DB_PASSWORD\n      value: ${SECRET}`] },
        {},
        "helm_release",
      ),
    ],
    [
      "in settings by line",
      update({ conf: "a=1\nb=2" }, { conf: `a=1\nspark.hadoop.fs.s3a.secret.key=${SECRET}\nspark.password ${SECRET}` }),
    ],
    ["in arguments", update({ args: ["x"] }, { args: [`--password=${SECRET}`, `run -Ddb.password="${SECRET}" now`] })],
    ["in JSON", update({ a: "x" }, { a: JSON.stringify({ deep: { clientSecret: SECRET } }) })],
    ["in the address of a server", update({ a: "x" }, { a: `https://user:${SECRET}@db.example.org/x` })],
    [
      "as a private key",
      update({ a: "x" }, { a: `first\n-----BEGIN RSA PRIVATE KEY-----\n${SECRET}\n${SECRET}\n-----END RSA PRIVATE KEY-----\nlast` }),
    ],
    ["as a web token", update({ a: "x" }, { a: `see eyJhbGciOiJI.eyJzdWIiOiIx${SECRET}.c2ln` })],
    ["as the secret of an application credential", update({ a: "x" }, { a: `${SECRET}${"aB3_".repeat(13)}` })],
    [
      "in a value cut for its length",
      update({ a: "y".repeat(145), z: "x" }, { a: "y".repeat(145) + SECRET, z: SECRET }, { after_sensitive: { z: true } }),
    ],
  ])("are hidden: %s", (_where, plan) => {
    const text = page({ s: plan });
    expect(text).toMatch(/^- changed: (terraform_data|release)/m);
    for (const part of [SECRET, SECRET.slice(0, 8), Buffer.from(SECRET).toString("base64").slice(0, 16)]) expect(text).not.toContain(part);
  });

  test("that alone change leave a line that says so", () => {
    expect(page({ s: update({ password: "old-one" }, { password: "new-one" }) })).toContain("~ password: (sensitive) -> (sensitive)");
    expect(page({ s: update({ values: ["password: old-one"] }, { values: ["password: new-one"] }, {}, "helm_release") })).toContain(
      "~ values[0]: (sensitive) -> (sensitive)",
    );
  });

  test("are not repeated by messages about files that cannot be read", () => {
    for (const text of [
      `{"format_version":"1.2","password":"${SECRET}"`,
      `${SECRET}`,
      `{"format_version":"${SECRET}"}`,
      `{"format_version":"1.2","resource_changes":["${SECRET}"]}`,
    ]) {
      const read = () => review([{ stack: "s", source: "plan.json", bytes: Buffer.from(text) }]);
      expect(read).toThrow(/^plan\.json/);
      expect(read).not.toThrow(SECRET);
    }
  });
});

test("every value that a plan marks is hidden, the longest of those that begin alike first", () => {
  const secret = fc.string({ unit: fc.constantFrom("k", "e", "y", "-"), minLength: 6, maxLength: 9 });
  fc.assert(
    fc.property(
      fc.uniqueArray(secret, { minLength: 1, maxLength: 6 }),
      fc.string({ unit: fc.constantFrom("k", "e", "y", "-", "."), maxLength: 60 }),
      (secrets, noise) => {
        const after = Object.fromEntries(secrets.map((value, index) => [index, value]));
        const change = { actions: ["update"], after, after_sensitive: true };
        const known = new Secrets([{ format_version: "1.2", stack: "s", resource_changes: [{ address: "a", type: "a", change }] }]);
        const text = `${noise}${secrets.join(".")}${noise}`;
        const longest = [...secrets].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
        expect(known.hideKnown(text)).toBe(longest.reduce((shown, value) => shown.replaceAll(value, MASK), text));
      },
    ),
  );
});

describe("a plan of 10,000 resources", () => {
  const kinds = [["delete", "create"], ["update"], ["create"], ["delete"]];
  const resource_changes = Array.from({ length: 10_000 }, (_, index) => ({
    address: `terraform_data.r[${index}]`,
    mode: "managed",
    type: "terraform_data",
    change: {
      actions: kinds[index % 4]!,
      before: { id: `id-${index}`, key: `before-${index}`, text: "line\n".repeat(30), secret: `planted-${index}-secret` },
      after: { key: `after-${index}`, text: "line\n".repeat(30) + index, secret: `planted-${index}-secret` },
      after_unknown: { id: true },
      before_sensitive: { secret: true },
      after_sensitive: { secret: true },
      replace_paths: index % 4 === 0 ? [["key"]] : undefined,
    },
  }));

  test("takes less than 5 s, fits into a comment, and says what was cut", () => {
    const started = process.hrtime.bigint();
    const text = page({ s: { format_version: "1.2", planned_values: {}, resource_changes } });
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
    expect(LARGEST_PAGE).toBeLessThan(65_536);
    expect(text.length).toBeLessThanOrEqual(LARGEST_PAGE);
    expect(text.length).toBeGreaterThan(0.9 * LARGEST_PAGE);
    expect(text).toContain("| s | 2500 | 2500 | 2500 | 2500 |");
    const shown = (text.match(/^- \*\*replaced\*\*/gm) ?? []).length;
    expect(shown).toBeGreaterThan(100);
    expect(text).toContain(`(${2500 - shown} replaced, 2500 destroyed, 2500 changed in place, 2500 added)`);
    expect(text).toContain("> **Cut:** this page cannot hold");
    expect(text).not.toContain("planted-");
  });
});

describe("the command", () => {
  const started = (args: string[], input: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(ROOT, "bin/cdktf-magnum.mjs"), "review", ...args], {
      cwd: ROOT,
      input,
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  /** The same in this process. */
  async function run(args: string[], input: string | Buffer = "") {
    const [out, err] = [[] as unknown[], [] as unknown[]];
    const readFileSync = fs.readFileSync;
    const spies = [
      jest.spyOn(process.stdout, "write").mockImplementation((text) => out.push(text) > 0),
      jest.spyOn(console, "error").mockImplementation((line) => void err.push(`${line}\n`)),
      jest
        .spyOn(fs, "readFileSync")
        .mockImplementation(((file: number | string, ...rest: []) =>
          file === 0 ? Buffer.from(input as string) : readFileSync(file, ...rest)) as typeof fs.readFileSync),
    ];
    const load = (module: string): Promise<unknown> => Promise.resolve(createRequire(__filename)(path.join(ROOT, "dist", module)));
    const before = process.cwd();
    try {
      const status = await main(["review", ...args], { load, home: ROOT, root: ROOT, cwd: ROOT, isRepository: true });
      return { status, stdout: out.join(""), stderr: err.join("") };
    } finally {
      process.chdir(before);
      for (const spy of spies) spy.mockRestore();
    }
  }

  const at = (name: string): string => path.join("__tests__", "fixtures", "plans", `${name}.json`);

  test("writes only the page, and ends with 0 without --fail-on", async () => {
    const { status, stdout, stderr } = await run([at("cluster-replaced"), at("platform")]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toBe(page({ "cluster-replaced": fixture("cluster-replaced"), platform: fixture("platform") }));
  });

  test("reads standard input, also as PowerShell writes it", async () => {
    const text = fs.readFileSync(path.join(PLANS, "bounds-up.json"), "utf8");
    const expected = page({ "gaia-dev-cluster": fixture("bounds-up") });
    expect(started(["gaia-dev-cluster=-"], text)).toEqual({ status: 0, stdout: expected, stderr: "" });
    expect(await run(["gaia-dev-cluster=-"], Buffer.from(`\uFEFF${text}`, "utf16le"))).toEqual({ status: 0, stdout: expected, stderr: "" });
  });

  test("ends with 3 and names what it refuses", async () => {
    const refused = await run(["--fail-on", "replace,destroy", `gaia-dev-cluster=${at("node-groups")}`]);
    expect(refused.status).toBe(3);
    expect(refused.stdout).toContain("## Plan: 2 replaced, 1 destroyed");
    expect(refused.stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining("openstack_containerinfra_clustertemplate_v1.cluster_template_resource_83DE3B6D would be replaced"),
      expect.stringContaining("openstack_containerinfra_nodegroup_v1.cluster_node-group-spark_165B9838 would be replaced"),
      "review: gaia-dev-cluster: openstack_containerinfra_nodegroup_v1.cluster_node-group-fixed_E63F52FA would be destroyed; if that is meant, add " +
        '{ address: "openstack_containerinfra_nodegroup_v1.cluster_node-group-fixed_E63F52FA", action: "destroy", reason: "..." } to allow in environments/gaia-dev.ts',
    ]);
    expect(await run(["--fail-on", "destroy", at("cluster-replaced")])).toMatchObject({ status: 0, stderr: "" });
    expect(await run(["--fail-on", "replace", at("bounds-up")])).toMatchObject({ status: 0, stderr: "" });
  });

  test.each([
    ["no plan", [], undefined, /^no plan is given; give files, or --base/],
    ["a plan with --base", ["--base", "HEAD", at("platform")], undefined, /^--base makes the plans itself; give it or files/],
    ["an option that there is not", ["--fail", "x"], undefined, /^Unknown option '--fail'.*; use npx cdktf-magnum review/],
    [
      "an action that there is not",
      ["--fail-on", "update", at("platform")],
      undefined,
      /^review: --fail-on must be replace, destroy or both with a comma, got 'update'/,
    ],
    ["a file that is not there", ["none.json"], undefined, /^review: none\.json cannot be read \(ENOENT\); give the file/],
    [
      "the same stack twice",
      [`s=${at("platform")}`, `s=${at("bounds-up")}`],
      undefined,
      /^review: two plans are for stack 's'; name the stacks/,
    ],
    ["an empty file", ["-"], " \n", /^review: standard input is empty; write it with/],
    [
      "a truncated file",
      ["-"],
      '{"format_version":"1.2","resource_changes":[{',
      /^review: standard input is not JSON, or ends too early after 45 characters/,
    ],
    ["a saved plan", ["-"], "PK\u0003\u0004", /^review: standard input is a saved plan and not its JSON/],
    [
      "another format",
      ["-"],
      '{"format_version":"2.0","planned_values":{}}',
      /^review: standard input has format_version '2\.0', this tool reads 1\.x/,
    ],
    ["the format of old Terraform", ["-"], '{"format_version":"0.2","planned_values":{}}', /format_version '0\.2'/],
    ["other JSON", ["-"], "[1]", /^review: standard input has no format_version/],
    ["null", ["-"], "null", /^review: standard input has no format_version/],
    ["a state", ["-"], '{"format_version":"1.0","values":{}}', /^review: standard input is a state and not a plan/],
    [
      "wrong fields",
      ["-"],
      '{"format_version":"1.2","resource_changes":[{"address":1}]}',
      /^review: standard input: resource_changes\.0\.address is not what a plan has there/,
    ],
    [
      "an action of the future",
      ["-"],
      JSON.stringify({ format_version: "1.9", resource_changes: [{ address: "a.b", type: "a", change: { actions: ["open"] } }] }),
      /^review: stdin: a\.b has an action that this tool does not know/,
    ],
  ])("refuses %s with one line, and no page", async (_what, args, input, message) => {
    const { status, stdout, stderr } = await run(args, input);
    expect({ status, stdout }).toEqual({ status: String(message).includes("^review: ") || input !== undefined ? 1 : 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("finds the stack by its name, the file or the folder", () => {
    const projects = [{ id: "gaia-dev", file: "f", allow: [] }];
    const stack = (argument: string) => stackOf(argument, projects).stack;
    expect(stack("any-stack=some/plan.json")).toBe("any-stack");
    expect(stack("plans/gaia-dev-cluster.json")).toBe("gaia-dev-cluster");
    expect(stack("cdktf.out/stacks/gaia-dev-platform/tfplan.json")).toBe("gaia-dev-platform");
    expect(stack("lab/plan.json")).toBe("lab");
    expect(stack(path.join(os.tmpdir(), "other.json"))).toBe("other");
    expect(stackOf("gaia-dev-cluster=-", projects)).toEqual({ stack: "gaia-dev-cluster", file: "-" });
  });
});

describe("allow", () => {
  test.each<[string, object, string]>([
    ["an action", { action: "update" }, 'allow[0].action must be one of "replace", "destroy", got "update"'],
    ["a reason", { reason: "meant" }, 'allow[0].reason must be a reason of at least 10 characters, got "meant"'],
    [
      "an address",
      { address: "cluster" },
      'allow[0].address must be an address as the review page shows it, such as helm_release.ingress_traefik_652DA793, got "cluster"',
    ],
  ])("in a project's file needs %s", (_what, wrong, message) => {
    const entry = { address: "a.b", action: "replace", reason: "it is meant to be so", ...wrong };
    const mine = { ...(projectFiles["environments/gaia-dev.ts"] as object), allow: [entry] };
    expect(() => parseEnvironments({ "mine.ts": mine }, siteFiles)).toThrow(`mine.ts: ${message}`);
  });

  const spark = "openstack_containerinfra_nodegroup_v1.cluster_node-group-spark_165B9838";
  const fixed = "openstack_containerinfra_nodegroup_v1.cluster_node-group-fixed_E63F52FA";
  const project = (allow: AllowingProject["allow"]): AllowingProject => ({ id: "gaia-dev", file: "environments/gaia-dev.ts", allow });
  const reviewed = (stack: string, allow: AllowingProject["allow"]) =>
    review([{ stack, source: "p", bytes: Buffer.from(JSON.stringify(fixture("node-groups"))) }], [project(allow)], ["replace", "destroy"]);

  test("lets through what it names, with its reason on the page", () => {
    const reason = "the group moves to smaller nodes";
    const { page: text, refused } = reviewed("gaia-dev-cluster", [{ address: spark, action: "replace", reason }]);
    expect(refused).toHaveLength(2);
    expect(refused.join()).not.toContain(spark);
    expect(text).toContain(`  - allowed by the project's file: ${reason}\n`);
  });

  test("does not let through another action, another address, or another project's stack", () => {
    const entry = { reason: "it is meant to be so" };
    expect(reviewed("gaia-dev-cluster", [{ ...entry, address: spark, action: "destroy" }]).refused).toHaveLength(3);
    expect(reviewed("gaia-dev-cluster", [{ ...entry, address: fixed, action: "replace" }]).refused).toHaveLength(3);
    expect(reviewed("gaia-dev-cluster", [{ ...entry, address: fixed, action: "destroy" }]).refused).toHaveLength(2);
    for (const stack of ["gaia-prod-cluster", "gaia-dev", "node-groups"]) {
      expect(reviewed(stack, [{ ...entry, address: spark, action: "replace" }]).refused).toHaveLength(3);
    }
  });

  test("entries that no plan needs any more are named on the page", () => {
    const stale = [project([{ address: "a.b", action: "destroy", reason: "it was meant once" }])];
    const note = "> **Note:** environments/gaia-dev.ts: `allow` lets `a.b` destroy, which no plan here does; take the entry out.";
    const both = { "gaia-dev-cluster": fixture("bounds-up"), "gaia-dev-platform": fixture("platform") };
    expect(page(both, stale)).toContain(note);
    expect(page({ "gaia-dev-cluster": fixture("bounds-up") }, stale)).not.toContain("take the entry out");
  });
});
