import { attributeLines } from "./attributes";
import { before, after, isImported, reasonOf, type Change, type Kind } from "../plan/changes";
import { needlessEntries, reasonToAllow, type AllowingProject } from "./gate";
import { keptLabelsRemark } from "./kept-labels";
import type { Plan } from "../plan/plan";
import { kafkaRemarks } from "./kafka-remarks";
import { monitoringRemarks } from "./monitoring-remarks";
import { cephRemarks } from "./ceph-remarks";
import { digitalOceanRemarks } from "./digitalocean-remarks";
import { notebookRemarks } from "./notebook-remarks";
import { rookRemarks } from "./rook-remarks";
import { quotaNotes } from "./quota-notes";
import { boundsRemark, clusterNames, Losses, nameOf, noun } from "./remarks";
import { Secrets } from "./secrets";

/** Most characters of a page; a comment on GitHub has at most 65,536. */
export const LARGEST_PAGE = 60_000;

/** First line of a page, by which its comment is found again. */
export const MARKER = "<!-- cdktf-magnum review -->";

const HEADLINES = 0.6 * LARGEST_PAGE;
const MOST_STACKS = 60;
const MOST_LINES = 200;
const OPEN_LINES = 8;
const SECTIONS: readonly { title: string; kinds: readonly Kind[]; folded?: boolean }[] = [
  { title: "Replaced or destroyed", kinds: ["replace", "destroy", "forget"] },
  { title: "Changed in place", kinds: ["update"] },
  { title: "Added", kinds: ["create"], folded: true },
  { title: "Imported", kinds: ["import"] },
  { title: "Moved", kinds: ["move"], folded: true },
];
const WORDS: Record<Kind, string> = {
  replace: "**replaced**",
  destroy: "**destroyed**",
  forget: "**forgotten** (stays, and Terraform no longer knows it)",
  update: "changed",
  create: "added",
  import: "imported as it is",
  move: "kept",
};

interface Item {
  readonly change: Change;
  readonly headline: string;
  details: string;
}

/**
 * Writes what plans change as Markdown: the worst first, cut to what a comment can hold.
 *
 * @param plans - the plans
 * @param changes - what they change, in order
 * @param projects - projects with their `allow` entries
 * @param notes - what is to be said of all plans
 */
export function reviewPage(
  plans: readonly Plan[],
  changes: readonly Change[],
  projects: readonly AllowingProject[],
  notes: readonly string[] = [],
): string {
  const secrets = new Secrets(plans);
  const losses = new Losses(plans, changes);
  const clusters = clusterNames(plans);
  const head = pageHead(plans, changes, projects, notes);
  let left = LARGEST_PAGE - head.length - 1500;
  let headlines = Math.min(HEADLINES, left);

  const items: Item[] = [];
  const cut: Change[] = [];
  for (const change of changes) {
    const headline = headlines < 100 ? "" : secrets.hideKnown(headlineOf(change, changes, losses, clusters, projects));
    if (headlines < 100 || headline.length > headlines) {
      cut.push(change);
      continue;
    }
    headlines -= headline.length + 1;
    left -= headline.length + 1;
    items.push({ change, headline, details: "" });
  }
  let cutDetails = 0;
  for (const item of items) {
    if (item.change.kind !== "replace" && item.change.kind !== "update") continue;
    const details = left < 200 ? "" : detailsOf(attributeLines(item.change, secrets), item.change.kind);
    if (left < 200 || details.length > left) cutDetails++;
    else {
      item.details = details;
      left -= details.length;
    }
  }

  const sections = SECTIONS.flatMap(({ title, kinds, folded }) => {
    const shown = items.filter(({ change }) => kinds.includes(change.kind));
    if (shown.length === 0) return [];
    const list = shown.map(({ headline, details }) => headline + details).join("\n");
    const count = changes.filter(({ kind }) => kinds.includes(kind)).length;
    return folded
      ? [`### ${title}`, "", `<details><summary>${resources(count)}</summary>`, "", list, "", "</details>", ""]
      : [`### ${title}`, "", list, ""];
  });
  return [head, ...sections, ...cutNote(cut, cutDetails)].join("\n").trimEnd() + "\n";
}

function pageHead(
  plans: readonly Plan[],
  changes: readonly Change[],
  projects: readonly AllowingProject[],
  ofAll: readonly string[],
): string {
  const counts = (of: readonly Change[], ...kinds: Kind[]): number => of.filter(({ kind }) => kinds.includes(kind)).length;
  const byStack = new Map(plans.map(({ stack }) => [stack, [] as Change[]]));
  for (const change of changes) byStack.get(change.stack)!.push(change);
  const summary = TITLE_WORDS.map(([word, kind]) => [word, counts(changes, kind)] as const).filter(([, count]) => count > 0);
  const title = summary.length > 0 ? summary.map(([word, count]) => `${count} ${word}`).join(", ") : "no changes";
  const rows = [...byStack].map(
    ([stack, of]) =>
      `| ${cell(stack)} | ${counts(of, "replace")} | ${counts(of, "destroy")} | ${counts(of, "update")} | ${counts(of, "create")} |`,
  );
  const table = ["| stack | replaced | destroyed | changed | added |", "| --- | --: | --: | --: | --: |", ...rows.slice(0, MOST_STACKS)];
  if (rows.length > MOST_STACKS) table.push(`| and ${rows.length - MOST_STACKS} more | | | | |`);
  const ofPlans = plans.flatMap((plan) => {
    const { stack, errored, complete } = plan;
    const own = [...(plan.notes ?? []), ...quotaNotes(plan)];
    if (errored) return [...own, `the plan of ${stack} ended with an error; what it would change is not all here`];
    return complete === false ? [...own, `the plan of ${stack} leaves changes for a second run; they are not here`] : own;
  });
  const notes = [...ofAll, ...ofPlans, ...needlessEntries(changes, [...byStack.keys()], projects)];
  return [
    MARKER,
    `## Plan: ${title}`,
    "",
    ...table,
    "",
    ...notes.slice(0, MOST_STACKS).flatMap((note) => [`> **Note:** ${note}.`, ""]),
  ].join("\n");
}

const TITLE_WORDS: readonly (readonly [string, Kind])[] = [
  ["replaced", "replace"],
  ["destroyed", "destroy"],
  ["forgotten", "forget"],
  ["changed in place", "update"],
  ["added", "create"],
  ["imported", "import"],
  ["moved", "move"],
];

function headlineOf(
  change: Change,
  changes: readonly Change[],
  losses: Losses,
  clusters: ReadonlyMap<string, string>,
  projects: readonly AllowingProject[],
): string {
  const { kind, resource, stack } = change;
  const name = nameOf(kind === "create" ? after(change) : before(change));
  const what = `${noun(resource.type)}${name === undefined ? "" : ` ${code(name)}`}`;
  const reason = kind === "replace" || kind === "destroy" ? reasonOf(change) : undefined;
  const isNewFirst = kind === "replace" && resource.change.actions[0] === "create";
  const from = resource.previous_address === undefined ? "" : `, moved from ${code(resource.previous_address)}`;
  const imported = kind !== "import" && isImported(resource) ? "imported, and " : "";
  const first = `- ${imported}${WORDS[kind]}: ${what} of ${cell(stack)} (${code(change.address)})${reason ? `, because ${reason}` : ""}${isNewFirst ? "; the new one is made first" : ""}${from}`;
  const isLoss = kind === "destroy" || kind === "replace";
  const lost = isLoss ? losses.with(change) : [];
  const remarks = lost.length > 0 ? [`what goes with it: ${lost.join(", ")}`] : [];
  const bounds = boundsRemark(change, clusters);
  if (bounds) remarks.push(bounds);
  const kept = keptLabelsRemark(change, changes);
  if (kept) remarks.push(kept);
  remarks.push(...notebookRemarks(change, changes), ...kafkaRemarks(change), ...monitoringRemarks(change), ...cephRemarks(change));
  remarks.push(...rookRemarks(change), ...digitalOceanRemarks(change));
  const allowed = isLoss ? reasonToAllow(change, projects) : undefined;
  if (allowed !== undefined) remarks.push(`allowed by the project's file: ${allowed.replace(/\s+/g, " ")}`);
  return [first, ...remarks.map((remark) => `  - ${remark}`)].join("\n");
}

function detailsOf(lines: readonly string[], kind: Kind): string {
  if (lines.length === 0 && kind === "replace") return "";
  if (lines.length === 0) return "\n  - nothing that a plan shows: only empty, computed or write-only values change";
  const shown = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `... ${lines.length - MOST_LINES} more lines`] : lines;
  const fence = "`".repeat(Math.max(2, ...shown.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length))) + 1);
  const block = [`${fence}diff`, ...shown.flatMap((line) => line.split(/\r?\n|\r/)), fence].map((line) => `  ${line}`);
  const isOpen = lines.length <= OPEN_LINES;
  const body = isOpen ? block : [`  <details><summary>${lines.length} lines</summary>`, "", ...block, "", "  </details>"];
  return `\n\n${body.join("\n")}\n`;
}

function cutNote(cut: readonly Change[], details: number): string[] {
  if (cut.length === 0 && details === 0) return [];
  const parts = TITLE_WORDS.map(([word, kind]) => [word, cut.filter((change) => change.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`);
  const what = [
    ...(cut.length > 0 ? [`${resources(cut.length)} (${parts.join(", ")})`] : []),
    ...(details > 0 ? [`the attributes of ${resources(details)}`] : []),
  ];
  return [`> **Cut:** this page cannot hold ${what.join(" and ")}. See \`terraform show\` of the plan.`];
}

function resources(count: number): string {
  return `${count} resource${count === 1 ? "" : "s"}`;
}

/** Text as code, whatever it holds. */
function code(text: string): string {
  const line = text.replace(/\s+/g, " ");
  const fence = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${space}${line}${space}${fence}`;
}

function cell(text: string): string {
  return text.replace(/[^\w.-]/g, "_");
}
