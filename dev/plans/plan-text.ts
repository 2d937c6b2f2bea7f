import { isDeepStrictEqual } from "node:util";
import { boundsOf, nodeGroupSteps } from "../../operate/plan/node-group-steps";
import { protectedIn, type PlanOutcome } from "../../operate/offline/terraform";
import { lineDiff } from "../../operate/review/line-diff";
import type { PlanJson, ResourceChange } from "../../operate/plan/plan";

const SIGNS: Readonly<Record<string, string>> = {
  create: "+",
  update: "~",
  delete: "-",
  "delete,create": "-/+",
  "create,delete": "+/-",
};

/** Writes what comes of a change to a stack as lines: what happens to each resource, which attributes change, and what forces a replacement. */
export function outcomeText(stack: string, outcome: PlanOutcome): string[] {
  if ("refused" in outcome) return [`${stack}: refused by Terraform`, ...refusals(outcome.refused)];
  const { plan } = outcome;
  const changes = (plan.resource_changes ?? [])
    .filter(({ mode, change }) => mode === "managed" && change.actions.join() in SIGNS)
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  if (changes.length === 0) return [`${stack}: no changes`];
  const count = (...actions: string[]): number => changes.filter(({ change }) => actions.includes(change.actions.join())).length;
  const counts = [
    `${count("create")} to add`,
    `${count("update")} to change`,
    `${count("delete,create", "create,delete")} to replace`,
    `${count("delete")} to destroy`,
  ];
  return [`${stack}: ${counts.join(", ")}`, ...changes.flatMap((change) => changeText(change, plan))];
}

function changeText(resource: ResourceChange, plan: PlanJson): string[] {
  const actions = resource.change.actions.join();
  const lines = [`${SIGNS[actions]} ${resource.address}`];
  if (actions === "create" || actions === "delete") return lines;
  lines.push(...reasons(resource), ...attributeLines(resource, plan), ...steps(resource));
  return lines.map((line, index) => (index === 0 ? line : `    ${line}`));
}

function reasons({ action_reason: reason, change }: ResourceChange): string[] {
  const paths = (change.replace_paths ?? []).map(formatPath).sort();
  if (paths.length > 0) return [`replaced because of ${paths.join(", ")}`];
  if (reason === "replace_by_triggers") return ["replaced because what its replace_triggered_by names changes"];
  return change.actions.length > 1 ? [`replaced because of ${reason ?? "nothing that Terraform names"}`] : [];
}

function steps({ type, change }: ResourceChange): string[] {
  if (type !== "openstack_containerinfra_nodegroup_v1" || change.actions.join() !== "update") return [];
  const [before, after] = [change.before, change.after] as Record<string, number>[];
  const count = before!["node_count"]!;
  const needed = nodeGroupSteps(count, boundsOf(before!), boundsOf(after!));
  return needed.length > 0 ? [`one apply cannot do this with ${count} nodes: ${needed.join(", then ")}`] : [];
}

function attributeLines(resource: ResourceChange, plan: PlanJson): string[] {
  const { before, after, after_unknown: unknown, before_sensitive: hidden, after_sensitive: hiding } = resource.change;
  const configured = plan.configuration?.root_module?.resources?.find(({ address }) => address === resource.address)?.expressions ?? {};
  const names = [...new Set([...Object.keys(before as object), ...Object.keys(after as object), ...Object.keys(unknown as object)])].sort();
  return names.flatMap((name) => {
    const of = (value: unknown): unknown => (value as Record<string, unknown> | null)?.[name];
    const sensitive = of(hidden) === true || of(hiding) === true;
    return valueLines(
      [name],
      { before: of(before) ?? null, after: of(after) ?? null, unknown: of(unknown), configured: configured[name] },
      sensitive,
    );
  });
}

interface Values {
  readonly before: unknown;
  readonly after: unknown;
  readonly unknown: unknown;
  /** The expression in the configuration, or those of the attributes of a block. */
  readonly configured: unknown;
}

function valueLines(path: readonly (string | number)[], { before, after, unknown, configured }: Values, sensitive: boolean): string[] {
  // What nobody has set is known to nobody before the apply, which is no news.
  if (hasTrue(unknown) && configured === undefined) return [];
  const at = formatPath(path);
  const differs = !isDeepStrictEqual(before, after);
  if (unknown === true) return [`${at}: ${show(before)} -> (known after the apply)`];
  if (!differs && !hasTrue(unknown)) return [];
  if (sensitive) return [`${at}: (sensitive)`];
  const inner = unknown === undefined || unknown === false ? undefined : (unknown as Record<string | number, unknown>);
  if (isObject(before) && isObject(after)) {
    // A list that grows or shrinks is read best as a whole.
    if (!Array.isArray(before) || Object.keys(before).length === Object.keys(after).length) {
      const keys = [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(inner ?? {})])].sort();
      return keys.flatMap((key) => {
        const step = Array.isArray(before) ? Number(key) : key;
        const values = {
          before: before[key] ?? null,
          after: after[key] ?? null,
          unknown: inner?.[key],
          configured: below(configured, step),
        };
        return valueLines([...path, step], values, false);
      });
    }
  }
  if (typeof before === "string" && typeof after === "string" && `${before}${after}`.includes("\n")) {
    const changed = lineDiff(before, after).filter((line) => !line.startsWith(" "));
    return [`${at}:`, ...changed.map((line) => `  ${mask(line)}`)];
  }
  return [`${at}: ${show(before)} -> ${show(after)}`];
}

/** The configuration of a part; below an expression there is nothing but that expression. */
function below(configured: unknown, step: string | number): unknown {
  if (!isObject(configured) || "constant_value" in configured || "references" in configured) return configured;
  // Terraform writes the only block of a list as an object in one place and as a list in another.
  return Array.isArray(configured) || typeof step === "string" ? (configured as Record<string | number, unknown>)[step] : configured;
}

/** What Terraform says of resources that it may not destroy, and every other error by its title. */
function refusals(stderr: string): string[] {
  const text = stderr.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
  const errors = text.split("Error: ").slice(1);
  const kept = protectedIn(stderr).map((address) => `must not be destroyed: ${address}`);
  const others = errors
    .filter((error) => !/^(Resource i|I)nstance cannot be destroyed/.test(error))
    .map((error) => `error: ${mask(error.trim())}`);
  return [...new Set([...kept, ...others])].sort().map((line) => `    ${line}`);
}

function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^\w+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}

function show(value: unknown): string {
  return mask(JSON.stringify(value));
}

/** Ids and hashes of content say nothing to a reader, and change with all that they are made of. */
function mask(text: string): string {
  return text.replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "<id>").replace(/\b[0-9a-f]{8}\b/g, "<hash>");
}

function hasTrue(unknown: unknown): boolean {
  return unknown === true || (isObject(unknown) && Object.values(unknown).some(hasTrue));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
