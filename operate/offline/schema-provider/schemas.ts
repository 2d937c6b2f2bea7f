import * as fs from "node:fs";
import * as path from "node:path";

/** A type as Terraform writes it in JSON: "string", or ["list", type], or ["object", types]. */
export type Type = string | readonly [string, unknown];

/** An attribute of a block. */
export interface Attribute {
  readonly type?: Type;
  readonly nested_type?: { readonly attributes: SchemaAttributes; readonly nesting_mode: Nesting };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly write_only?: boolean;
}

/** Attributes by name. */
export type SchemaAttributes = Readonly<Record<string, Attribute>>;

/** How often a block stands there, and what its elements are found by. */
export type Nesting = "single" | "group" | "list" | "set" | "map";

/** A block and those inside it. */
export interface SchemaBlock {
  readonly attributes?: SchemaAttributes;
  readonly block_types?: Readonly<Record<string, NestedSchemaBlock>>;
}

/** A block inside a block. */
export interface NestedSchemaBlock {
  readonly block?: SchemaBlock;
  readonly nesting_mode: Nesting;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** Schema of a provider, a resource type or a data source type. */
export interface Schema {
  readonly version?: number;
  readonly block?: SchemaBlock;
}

/** What forces the replacement of a resource, and what its attributes are unless set; both by dotted path. */
export interface ReplaceRules {
  readonly force_new: readonly string[];
  readonly defaults: Readonly<Record<string, unknown>>;
}

/** Everything that is known of one provider. */
export interface Provider {
  /** Such as "helm". */
  readonly name: string;
  /** Such as "registry.terraform.io/hashicorp/helm". */
  readonly source: string;
  /** Whether it is written with the older SDK, which keeps computed values at an update, and not with the plugin framework. */
  readonly legacy: boolean;
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
  readonly rules: Readonly<Record<string, ReplaceRules>>;
}

/** Providers that have schemas in the project. */
export const PROVIDERS = ["openstack", "digitalocean", "kubernetes", "helm"];

/** Reads what the project has of a provider. */
export function readProvider(folder: string, name: string): Provider {
  const read = <T>(kind: string): T => JSON.parse(fs.readFileSync(path.join(folder, `${name}.${kind}.json`), "utf8")) as T;
  const { provider_schemas: all } = read<{
    provider_schemas: Record<
      string,
      { provider: Schema; resource_schemas?: Record<string, Schema>; data_source_schemas?: Record<string, Schema> }
    >;
  }>("schema");
  const [[source, schemas] = []] = Object.entries(all);
  if (source === undefined || schemas === undefined)
    throw new Error(`${name}.schema.json in '${folder}' has no provider; make it anew (docs/UPGRADE.md)`);
  return {
    name,
    source,
    legacy: name !== "helm",
    provider: schemas.provider,
    resources: schemas.resource_schemas ?? {},
    dataSources: schemas.data_source_schemas ?? {},
    rules: read("replace"),
  };
}

const NESTING: Readonly<Record<Nesting, number>> = { single: 1, list: 2, set: 3, map: 4, group: 5 };

/** A schema as the protocol has it. */
export function protocolSchema({ version = 0, block = {} }: Schema): unknown {
  return { version, block: protocolBlock(block) };
}

function protocolBlock({ attributes = {}, block_types: blocks = {} }: SchemaBlock): unknown {
  return {
    attributes: protocolAttributes(attributes),
    block_types: Object.entries(blocks).map(([name, nested]) => ({
      type_name: name,
      block: protocolBlock(nested.block ?? {}),
      nesting: NESTING[nested.nesting_mode],
      min_items: nested.min_items ?? 0,
      max_items: nested.max_items ?? 0,
    })),
  };
}

function protocolAttributes(attributes: SchemaAttributes): unknown[] {
  return Object.entries(attributes).map(([name, { type, nested_type: nested, ...flags }]) => ({
    name,
    ...flags,
    ...(type !== undefined && { type: Buffer.from(JSON.stringify(type)) }),
    ...(nested && { nested_type: { attributes: protocolAttributes(nested.attributes), nesting: NESTING[nested.nesting_mode] } }),
  }));
}
