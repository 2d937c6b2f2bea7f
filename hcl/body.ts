import type { Grammar, NestedBlock } from "./grammar";
import { indent } from "./template";
import { renderAssignments, renderReferences, renderValue } from "./value";

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One block as the JSON holds it. */
export interface FoundBlock {
  readonly labels: readonly string[];
  readonly content: JsonObject;
  readonly path: string;
}

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;

// What a reviewer looks for first and last; all other names are in alphabetical order between these.
const LEADING = "count for_each provider alias source name namespace repository chart version description type".split(" ");
const TRAILING = "connection provisioner lifecycle".split(" ");
const RANKS = new Map([
  ...LEADING.map((name, index) => [name, index] as const),
  ...TRAILING.map((name, index) => [name, LEADING.length + 1 + index] as const),
]);

/** Returns the blocks a JSON value stands for: each label is one level of object keys, and any level may be a list. */
export function findBlocks(value: unknown, labels: number, path: string, found: readonly string[] = []): FoundBlock[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => findBlocks(item, labels, `${path}[${i}]`, found));
  if (typeof value !== "object") {
    throw new Error(`${path}: ${JSON.stringify(value)} stands where a block belongs; write an object or a list of objects`);
  }
  const content = value as JsonObject;
  if (found.length === labels) return [{ labels: found, content, path }];
  return Object.entries(content).flatMap(([label, item]) => {
    if (!IDENTIFIER.test(label)) throw new Error(`${path}: "${label}" cannot name a block; use letters, digits, "_" and "-"`);
    return findBlocks(item, labels, `${path}.${label}`, [...found, label]);
  });
}

/** Prints one block with its header. */
export function renderBlock(type: string, block: FoundBlock, nested: NestedBlock): string {
  const header = [type, ...block.labels.map((label) => `"${label}"`)].join(" ");
  const body = renderBody(block.content, nested.body(block.labels, block.path), block.path);
  return body === "" ? `${header} {}` : `${header} {\n${indent(body)}\n}`;
}

function renderBody(content: JsonObject, grammar: Grammar, path: string): string {
  const attributes: [string, string][] = [];
  const blocks: string[] = [];
  let dependsOn: string | undefined;
  for (const name of Object.keys(content).sort(byRank)) {
    if (name === "//") continue;
    const value = content[name];
    const kind = grammar.attribute(name);
    const nested = kind === undefined ? grammar.block(name) : undefined;
    if (kind !== undefined) {
      if (!IDENTIFIER.test(name)) throw new Error(`${path}: "${name}" cannot name an argument; use letters, digits, "_" and "-"`);
      if (value === null && grammar.keepsNull !== true) continue;
      const references = kind === "reference" && value !== null;
      const text = references ? renderReferences(value, `${path}.${name}`) : renderValue(value, `${path}.${name}`);
      if (name === "depends_on") dependsOn = renderAssignments([[name, text]]);
      else attributes.push([name, text]);
    } else if (nested !== undefined) {
      blocks.push(...findBlocks(value, nested.labels, `${path}.${name}`).map((block) => renderBlock(name, block, nested)));
    } else if (name === "dynamic") {
      throw new Error(`${path}.dynamic: dynamic blocks have no HCL form here; give the blocks as a list`);
    } else {
      throw new Error(`${path}: "${name}" is neither an attribute nor a block of this type; correct the name or remove it`);
    }
  }
  const sections = [renderAssignments(attributes), ...blocks, dependsOn ?? ""];
  return sections.filter((section) => section !== "").join("\n\n");
}

function byRank(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}

function rank(name: string): number {
  return RANKS.get(name) ?? LEADING.length;
}
