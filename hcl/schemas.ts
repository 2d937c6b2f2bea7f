import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a block may hold, as `terraform providers schema -json` says it. */
export interface BlockShape {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly block_types?: Readonly<Record<string, { readonly nesting_mode: string; readonly block: BlockShape }>>;
}

type TypeShapes = Readonly<Record<string, { readonly block: BlockShape }>>;

/** The parsed output of `terraform providers schema -json`. */
export interface ProviderShapes {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly provider?: { readonly block: BlockShape };
        readonly resource_schemas?: TypeShapes;
        readonly data_source_schemas?: TypeShapes;
        readonly ephemeral_resource_schemas?: TypeShapes;
      }
    >
  >;
}

/** Finds what a provider, resource, data source or ephemeral resource may hold. */
export type BlockLookup = (kind: "provider" | "resource" | "data" | "ephemeral", type: string) => BlockShape | undefined;

/** Looks blocks up in schemas that are in memory already. */
export function lookupIn(...schemas: readonly ProviderShapes[]): BlockLookup {
  const providers = schemas.flatMap((schema) => Object.entries(schema.provider_schemas));
  return (kind, type) => {
    for (const [source, provider] of providers) {
      if (kind === "provider") {
        if (source.endsWith(`/${type}`)) return provider.provider?.block ?? {};
        continue;
      }
      const shapes = {
        resource: provider.resource_schemas,
        data: provider.data_source_schemas,
        ephemeral: provider.ephemeral_resource_schemas,
      }[kind];
      if (shapes !== undefined && Object.hasOwn(shapes, type)) return shapes[type]?.block;
    }
    return undefined;
  };
}

/** Looks blocks up in `<provider>.schema.json` files of a folder, reading each when the first of its types is met. */
export function lookupInFolder(folder: string): BlockLookup {
  const read = new Map<string, BlockLookup>();
  return (kind, type) => {
    const provider = /^[A-Za-z0-9-]+/.exec(type)?.[0] ?? "";
    let lookup = read.get(provider);
    if (lookup === undefined) {
      const file = join(folder, `${provider}.schema.json`);
      lookup = existsSync(file) ? lookupIn(JSON.parse(readFileSync(file, "utf8")) as ProviderShapes) : () => undefined;
      read.set(provider, lookup);
    }
    return lookup(kind, type);
  };
}
