import { findBlocks, type FoundBlock, type JsonObject, renderBlock } from "./body";
import { configurationBlocks } from "./grammar";
import type { BlockLookup } from "./schemas";

interface Rendered {
  readonly address: string;
  /** Place in the construct tree, the address where the JSON does not tell. */
  readonly place: string;
  readonly text: string;
}

// Sections whose order means nothing are sorted; the others keep the order of the JSON.
const BY_DEPENDENCY = new Set(["data", "ephemeral", "module", "resource"]);
const BY_NAME = new Set(["variable", "output", "check"]);

/** Prints a parsed cdk.tf.json as HCL that means exactly the same. */
export function renderHcl(config: unknown, schemas: BlockLookup): string {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    throw new Error(`configuration: ${JSON.stringify(config)} is not a Terraform configuration; pass the parsed cdk.tf.json`);
  }
  const content = config as JsonObject;
  const known = configurationBlocks(schemas);
  const stranger = Object.keys(content).find((name) => name !== "//" && !known.has(name));
  if (stranger !== undefined) throw new Error(`${stranger}: no such block at the top of a configuration; correct the name or remove it`);
  const texts = [...known].flatMap(([type, nested]) => {
    if (!Object.hasOwn(content, type)) return [];
    const rendered = findBlocks(content[type], nested.labels, type).map((block) => ({
      ...addressOf(type, block),
      text: renderBlock(type, block, nested),
    }));
    if (BY_DEPENDENCY.has(type)) return byDependency(rendered);
    return BY_NAME.has(type) ? rendered.sort(byPlace) : rendered;
  });
  return texts.map(({ text }) => `${text}\n`).join("\n");
}

function addressOf(type: string, { labels, content }: FoundBlock): { address: string; place: string } {
  const address = [...(type === "resource" ? [] : [type]), ...labels].join(".");
  const metadata = (content["//"] as { metadata?: { path?: unknown } } | undefined)?.metadata;
  return { address, place: BY_DEPENDENCY.has(type) && typeof metadata?.path === "string" ? metadata.path : address };
}

function byPlace(a: Rendered, b: Rendered): number {
  if (a.place !== b.place) return a.place < b.place ? -1 : 1;
  return a.address < b.address ? -1 : 1;
}

// In the order of the construct tree, but each block after those it names: a changed block moves no other one.
function byDependency(blocks: readonly Rendered[]): Rendered[] {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const ordered = new Set<Rendered>();
  const visiting = new Set<Rendered>();
  const visit = (block: Rendered): void => {
    if (ordered.has(block) || visiting.has(block)) return;
    visiting.add(block);
    // A name that merely stands in a string costs nothing but a place in the order.
    const named = new Set(block.text.match(/\b(?:(?:data|module|ephemeral)\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g));
    const needed = [...named].flatMap((name) => byAddress.get(name) ?? byAddress.get(name.split(".").slice(0, 2).join(".")) ?? []);
    needed.sort(byPlace).forEach(visit);
    ordered.add(block);
  };
  [...blocks].sort(byPlace).forEach(visit);
  return [...ordered];
}
