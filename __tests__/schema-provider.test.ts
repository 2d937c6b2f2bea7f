import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { alone, findTerraform, OfflineTerraform, planIn, runIn, type Configuration, type PlanOutcome } from "../operate/offline/terraform";
import { OPERATOR_CHANGES } from "../dev/plans/operator-changes";
import { variantStacks } from "../dev/plans/snapshots";

const terraform = findTerraform();
const settings = process.env["TF_CLI_CONFIG_FILE"];
const hasMirror = settings !== undefined && fs.existsSync(settings) && fs.readFileSync(settings, "utf8").includes("filesystem_mirror");
const skipped = terraform === undefined || !hasMirror;
if (skipped)
  console.warn("schema provider: not compared with the real providers, because TF_CLI_CONFIG_FILE names no mirror that has them");

type Json = Record<string, unknown>;

/** What must be the same: actions, what forces a replacement, and what is unknown, for each resource. */
type Gist = Readonly<Record<string, { actions: string; replace: string[]; unknown: string[] }>>;

(skipped ? describe.skip : describe)("the schema provider plans like the real providers", () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "real-"));
  const charts = path.join(folder, "charts");
  const place = {
    binary: terraform!,
    cwd: path.join(folder, "stack"),
    env: { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
  };
  let offline: OfflineTerraform;

  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
    fs.mkdirSync(place.cwd);
    const [, platform] = [...variantStacks({ project: "gaia-dev" }).values()].map(unasking);
    fs.writeFileSync(path.join(place.cwd, "main.tf.json"), JSON.stringify(platform));
    await runIn(place, platform!, "init", "-input=false", "-no-color");
  }, 60_000);
  afterAll(() => offline.stop());

  const CHANGES = Object.entries(OPERATOR_CHANGES).filter(([, { destroy }]) => !destroy);

  test.each(["gaia-dev", "gaia-test", "gaia-prod"] as const)(
    "%s from nothing",
    async (project) => {
      for (const [stack, configuration] of variantStacks({ project })) await compare(stack, unasking(configuration));
    },
    60_000,
  );

  test.each(CHANGES)(
    "%s",
    async (_name, { project, before, change, siteBefore, siteChange, chartBefore }) => {
      const known = variantStacks({ project, edits: [before], site: [siteBefore], chart: chartBefore });
      for (const [stack, configuration] of variantStacks({ project, edits: [before, change], site: [siteBefore, siteChange] })) {
        const base = known.get(stack);
        if (!base || JSON.stringify(base) === JSON.stringify(configuration)) continue;
        await compare(stack, unasking(configuration), unasking(base));
      }
    },
    60_000,
  );

  async function compare(stack: string, configuration: Configuration, before?: Configuration): Promise<void> {
    const state = path.join(place.cwd, "terraform.tfstate");
    fs.rmSync(state, { force: true });
    if (before) fs.copyFileSync(await offline.applied(before), state);
    fs.writeFileSync(path.join(place.cwd, "main.tf.json"), JSON.stringify(configuration));
    const [real, ours] = [await planIn(place, configuration), await offline.plan(configuration, before)];
    expect({ stack, plan: gist(ours) }).toEqual({ stack, plan: gist(real) });
  }

  /** A configuration that asks no cloud and no chart repository: data sources by their fixtures, charts without content. */
  function unasking(configuration: Configuration): Configuration {
    const { data: _, ...rest } = JSON.parse(literal(JSON.stringify(alone(configuration)))) as Json;
    const resources = rest["resource"] as Record<string, Record<string, Json>>;
    for (const release of Object.values(resources["helm_release"] ?? {})) {
      const [chart, version] = [
        path.basename(String(release["chart"])),
        typeof release["version"] === "string" ? release["version"] : "0.1.0",
      ];
      const at = path.join(charts, `${chart}-${version}`);
      fs.mkdirSync(at, { recursive: true });
      fs.writeFileSync(path.join(at, "Chart.yaml"), `apiVersion: v2\nname: ${chart}\nversion: ${version}\n`);
      Object.assign(release, { chart: at, repository: undefined });
    }
    const host = "https://192.0.2.10:6443";
    const cloud = { auth_url: "http://192.0.2.10:5000/v3", token: "none" };
    const aliases = (rest["provider"] as Record<string, Json[]>)["openstack"]!.map(({ alias }) => ({ alias, ...cloud }));
    const provider = resources["openstack_networking_network_v2"]
      ? { openstack: aliases }
      : { openstack: aliases, kubernetes: [{ host }], helm: [{ kubernetes: { host } }] };
    return JSON.parse(JSON.stringify({ ...rest, provider })) as Configuration;
  }
});

/** References to data sources in the place of which a value stands: a number where one is asked for, else a text of the reference. */
function literal(json: string): string {
  return json.replace(/\$\{data\.([^}]*)\}/g, (_, reference: string) =>
    reference.endsWith(".size") ? "1024" : reference.replace(/\W/g, "-"),
  );
}

function gist(outcome: PlanOutcome): Gist | string {
  if ("refused" in outcome) return [...outcome.refused.matchAll(/Error: (.*)/g)].map(([, title]) => title).join("; ");
  const changes = (outcome.plan.resource_changes ?? []).map(({ address, change }) => {
    const replace = (change.replace_paths ?? []).map((steps) => steps.join("."));
    return [address, { actions: change.actions.join(), replace: replace.sort(), unknown: unknownIn(change.after_unknown).sort() }] as const;
  });
  return Object.fromEntries(changes);
}

function unknownIn(value: unknown, at = ""): string[] {
  if (value === true) return [at];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => unknownIn(inner, `${at}.${key}`))
    : [];
}

describe("the program that plans", () => {
  const before = process.env["TERRAFORM_BINARY_NAME"];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terraform-"));
  afterAll(() => {
    if (before === undefined) delete process.env["TERRAFORM_BINARY_NAME"];
    else process.env["TERRAFORM_BINARY_NAME"] = before;
    fs.rmSync(folder, { recursive: true });
  });

  test("is the one that TERRAFORM_BINARY_NAME names, as everywhere else", () => {
    const own = path.join(folder, "own-tofu");
    fs.writeFileSync(own, "#!/bin/sh\n", { mode: 0o755 });
    process.env["TERRAFORM_BINARY_NAME"] = own;
    expect(findTerraform()).toBe(own);
  });

  test("is never another one than that", () => {
    process.env["TERRAFORM_BINARY_NAME"] = path.join(folder, "nothing");
    expect(() => findTerraform()).toThrow(
      `TERRAFORM_BINARY_NAME names '${path.join(folder, "nothing")}', which does not start; name Terraform or OpenTofu there, or unset it`,
    );
  });
});
