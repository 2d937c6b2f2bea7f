import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectFiles, siteFiles } from "../../environments";
import { parseEnvironments, type Files } from "../../projects";
import { projectApp } from "../../stacks/project-app";
import type { Configuration, OfflineTerraform } from "../../operate/offline/terraform";
import { inParallel } from "../../operate/session/processes";
import { DIGITALOCEAN_CHANGES, LONDON, SKY, type DigitalOceanChange } from "./digitalocean";
import { OPERATOR_CHANGES, type Edits, type OperatorChange } from "./operator-changes";
import { outcomeText } from "./plan-text";

/** Folder of the snapshots. */
export const PLANS = path.join("__tests__", "__snapshots__", "plans");

type Stacks = ReadonlyMap<string, Configuration>;

const SITE = "environments/sites/cumulus.ts";
const PROJECTS = ["gaia-dev", "gaia-test", "gaia-prod"] as const;

/** Texts of all plans by the name of their snapshot. */
export async function planSnapshots(terraform: OfflineTerraform): Promise<Map<string, string>> {
  const jobs: (readonly [string, () => Promise<string[]>])[] = [
    ...PROJECTS.map((project) => [`from-nothing-${project}`, () => fromNothing(terraform, project)] as const),
    ...Object.entries(OPERATOR_CHANGES).map(([name, change]) => [name, () => changed(terraform, change)] as const),
    ...Object.entries(DIGITALOCEAN_CHANGES).map(([name, change]) => [name, () => changedThere(terraform, name, change)] as const),
  ];
  return new Map(
    await inParallel(
      jobs.map(
        ([name, job]) =>
          async () =>
            [name, `${(await job()).join("\n")}\n`] as const,
      ),
    ),
  );
}

async function fromNothing(terraform: OfflineTerraform, project: OperatorChange["project"]): Promise<string[]> {
  const lines = [`${project}: from nothing`];
  for (const [stack, configuration] of variantStacks({ project })) {
    lines.push("", ...outcomeText(stack, await terraform.plan(configuration)));
  }
  return lines;
}

async function changed(terraform: OfflineTerraform, change: OperatorChange): Promise<string[]> {
  const base = { project: change.project, edits: [change.before], site: [change.siteBefore] };
  const [before, after] = [
    variantStacks({ ...base, chart: change.chartBefore }),
    variantStacks({ ...base, edits: [change.before, change.change], site: [change.siteBefore, change.siteChange] }),
  ];
  const lines = [`${change.project}: ${change.destroy ? "everything is destroyed" : "changed"}`, ...headLines(change)];
  for (const [stack, configuration] of after) {
    lines.push("");
    const known = before.get(stack);
    if (change.destroy) lines.push(...outcomeText(stack, await terraform.plan(configuration, configuration, "-destroy")));
    else if (known && JSON.stringify(known) === JSON.stringify(configuration)) lines.push(`${stack}: its configuration is the same`);
    else lines.push(...outcomeText(stack, await terraform.plan(configuration, known)));
  }
  const gone = [...before.keys()].filter((stack) => !after.has(stack));
  for (const stack of gone)
    lines.push("", `${stack}: no longer a stack; its state and all that is in it stay until it is destroyed by hand`);
  return lines;
}

async function changedThere(terraform: OfflineTerraform, name: string, change: DigitalOceanChange): Promise<string[]> {
  const { tier = "dev", change: edits, siteChange, destroy, isNew } = change;
  const inTier = tier === "prod" ? { tier, "cluster.controlPlane": { count: 3 } } : {};
  const before = synthesised({ "sky.ts": edited(SKY, [inTier]) }, { "london.ts": LONDON });
  const after = synthesised({ "sky.ts": edited(SKY, [inTier, edits]) }, { "london.ts": edited(LONDON, [siteChange]) });
  const what = destroy ? "everything is destroyed" : isNew ? "from nothing" : "changed";
  const lines = [`${name}, tier ${tier}: ${what}`, ...headLines({ change: edits, siteChange })];
  for (const [stack, configuration] of after) {
    const known = before.get(stack);
    lines.push("");
    if (isNew) lines.push(...outcomeText(stack, await terraform.plan(configuration)));
    else if (destroy) lines.push(...outcomeText(stack, await terraform.plan(configuration, configuration, "-destroy")));
    else if (JSON.stringify(known) === JSON.stringify(configuration)) lines.push(`${stack}: its configuration is the same`);
    else lines.push(...outcomeText(stack, await terraform.plan(configuration, known)));
  }
  return lines;
}

function headLines({ before = {}, change = {}, siteBefore = {}, siteChange = {}, chartBefore }: Omit<OperatorChange, "project">): string[] {
  const show = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value));
  const list = (where: string, edits: Edits): string[] =>
    Object.entries(edits).map(([field, value]) => `${where}${field.replace(/\.(\d+)/g, "[$1]")}: ${show(value)}`);
  const chart = chartBefore ? [`  before: chart ${chartBefore.chart} ${chartBefore.version}, after: the version in charts.ts`] : [];
  return [
    ...list("  before: site ", siteBefore),
    ...list("  before: ", before),
    ...chart,
    ...list("  after: site ", siteChange),
    ...list("  after: ", change),
  ];
}

interface Variant {
  readonly project: OperatorChange["project"];
  readonly edits?: readonly (Edits | undefined)[];
  readonly site?: readonly (Edits | undefined)[];
  readonly chart?: OperatorChange["chartBefore"];
}

/** Both stacks of a project with its files edited, as cdk.tf.json has them. */
export function variantStacks({ project, edits = [], site = [], chart }: Variant): Stacks {
  const file = `environments/${project}.ts`;
  const only = (files: Files, name: string, changes: readonly (Edits | undefined)[]): Files => ({ [name]: edited(files[name], changes) });
  return synthesised(only(projectFiles, file, edits), only(siteFiles, SITE, site), chart);
}

/**
 * All stacks of data files, as cdk.tf.json has them.
 *
 * @param projects - projects by file
 * @param sites - sites by file
 * @param chart - chart whose version is another one
 */
export function synthesised(projects: Files, sites: Files, chart?: OperatorChange["chartBefore"]): Stacks {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "variant-"));
  const app = projectApp(parseEnvironments(projects, sites), { outdir });
  app.synth();
  const stacks = app.node.children.map(({ node: { id } }) => {
    const json = JSON.parse(fs.readFileSync(path.join(outdir, "stacks", id, "cdk.tf.json"), "utf8")) as Record<string, unknown>;
    const releases = (json["resource"] as Record<string, Record<string, Record<string, unknown>> | undefined>)["helm_release"] ?? {};
    for (const release of Object.values(releases)) if (release["chart"] === chart?.chart) release["version"] = chart!.version;
    return [id, json] as const;
  });
  fs.rmSync(outdir, { recursive: true });
  return new Map(stacks);
}

/** Data with other values in it. */
export function edited(input: unknown, changes: readonly (Edits | undefined)[]): unknown {
  const copy = structuredClone(input);
  for (const [field, value] of changes.flatMap((edits) => Object.entries(edits ?? {}))) {
    const keys = field.split(".");
    const last = keys.pop()!;
    let at = copy as Record<string, unknown>;
    for (const key of keys) {
      if (typeof at[key] !== "object" || at[key] === null)
        throw new Error(`${field} leads nowhere: there is no ${key}; give the object as a whole`);
      at = at[key] as Record<string, unknown>;
    }
    // A later edit may reach into what an earlier one has put here.
    if (value !== undefined) at[last] = structuredClone(value);
    else if (Array.isArray(at)) at.splice(Number(last), 1);
    else delete at[last];
  }
  return copy;
}
