/** Anything that JSON can hold. */
export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/** A resource or data source of a stack. */
export interface Block {
  /** Address in Terraform, such as "helm_release.traefik_5C0F9BF0" or "data.openstack_networking_network_v2.public". */
  readonly address: string;
  /** Type, with "data." in front for a data source. */
  readonly type: string;
  /** What cdk.tf.json says of it. */
  readonly attributes: { readonly [key: string]: Json };
  /** What it refers to or waits for, its provider's configuration included. */
  readonly needs: Set<Block>;
}

/** A synthesised stack. */
export interface SynthesisedStack {
  /** All of cdk.tf.json. */
  readonly json: Json;
  /** Resources and data sources by address. */
  readonly blocks: ReadonlyMap<string, Block>;
}

/** The part of the stack that a resource belongs to: the construct below the stack that has made it. */
export function partOf({ address, attributes }: Block): string {
  const path = at(attributes, "//", "metadata", "path");
  return (typeof path === "string" ? path.split("/")[1] : undefined) ?? address.slice(address.lastIndexOf(".") + 1);
}
/** A stack that a project does not have. */
export const NO_STACK: SynthesisedStack = { json: {}, blocks: new Map() };

/** A value inside JSON, or undefined; a list of one thing counts as that thing, because providers differ in it. */
export function at(value: Json, ...keys: readonly (string | number)[]): Json {
  let found = value;
  for (const key of keys) {
    if (Array.isArray(found) && typeof key === "string") found = (found as readonly Json[])[0];
    if (key === 0 && !Array.isArray(found)) continue;
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as { readonly [key: string]: Json })[String(key)];
  }
  return found;
}

/** Keys and values of an object in JSON, none for anything else. */
export function entries(value: Json): [string, Json][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** Elements of a list in JSON; what stands alone is a list of one. */
export function elements(value: Json): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/**
 * Reads cdk.tf.json: its resources and data sources, and what each of them needs.
 *
 * @param json - the parsed file
 */
export function readStack(json: Json): SynthesisedStack {
  const blocks = new Map<string, Block>();
  for (const section of ["resource", "data"]) {
    for (const [name, ofType] of entries(at(json, section))) {
      const type = section === "data" ? `data.${name}` : name;
      for (const [id, attributes] of entries(ofType)) {
        const address = `${type}.${id}`;
        blocks.set(address, { address, type, attributes: Object.fromEntries(entries(attributes)), needs: new Set() });
      }
    }
  }
  for (const block of blocks.values()) {
    const { "//": _about, ...attributes } = block.attributes;
    for (const address of [...addressesIn(attributes, blocks), ...addressesIn(providerOf(block, json), blocks)]) {
      const needed = blocks.get(address)!;
      if (needed !== block) block.needs.add(needed);
    }
  }
  return { json, blocks };
}

/** A string as a reader should see it: references replaced by what they lead to where the stack says it, escapes taken back. */
export function display(value: Json, stack: SynthesisedStack): string {
  if (value === undefined || value === null || typeof value === "object") return "";
  return String(value).replace(
    /(\$\$\{|%%\{)|\$\{((?:data\.)?[a-z0-9_]+\.[\w-]+)\.([\w.[\]]+)\}/g,
    (all, escape?: string, address?: string, keys?: string) => {
      if (escape) return escape.slice(1);
      const steps = keys!.split(/[.[\]]+/).filter((key) => key !== "");
      const found = at(stack.blocks.get(address!)?.attributes, ...steps.map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
      return found === undefined || found === all ? "(known after apply)" : display(found, stack);
    },
  );
}

/** Addresses in references and in lists of what to wait for; a reference may stand in a key. */
function addressesIn(value: Json, blocks: ReadonlyMap<string, Block>, bare = false): string[] {
  if (typeof value === "string") {
    if (!bare && !/(?<!\$)\$\{/.test(value)) return [];
    return (value.match(/(?:\bdata\.)?\b[a-z][a-z0-9_]*\.[\w-]+/g) ?? []).filter((address) => blocks.has(address));
  }
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((element) => addressesIn(element, blocks, bare));
  return entries(value).flatMap(([key, element]) => [
    ...addressesIn(key, blocks),
    ...addressesIn(element, blocks, bare || key === "depends_on" || key === "replace_triggered_by"),
  ]);
}

function providerOf(block: Block, json: Json): Json {
  const named = block.attributes["provider"];
  const [name = "", alias] = typeof named === "string" ? named.split(".") : [block.type.replace(/^data\./, "").split("_")[0]];
  return elements(at(json, "provider", name)).find((provider) => at(provider, "alias") === alias);
}
