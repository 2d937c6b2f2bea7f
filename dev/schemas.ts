import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Command } from "../cli/program";

/** The types of one provider that the project uses. */
export interface UsedTypes {
  /** Resource types. */
  readonly resources: readonly string[];
  /** Data source types. */
  readonly dataSources: readonly string[];
}

/** Schemas of one provider, as `terraform providers schema -json` prints them. */
export interface ProviderTypes {
  /** Schema of the provider block. */
  readonly provider: unknown;
  /** Schema of each resource type. */
  readonly resource_schemas?: Readonly<Record<string, unknown>>;
  /** Schema of each data source type. */
  readonly data_source_schemas?: Readonly<Record<string, unknown>>;
}

/** What `terraform providers schema -json` prints, with the versions of the providers. */
export interface ProviderSchemas {
  /** Version of the format. */
  readonly format_version: string;
  /** Schemas by the provider's full name. */
  readonly provider_schemas: Readonly<Record<string, ProviderTypes>>;
  /** Versions by the provider's full name. */
  readonly provider_versions: Readonly<Record<string, string>>;
}

/** What an input file may hold: schemas, versions of providers, or both. */
export type SchemaInput = Partial<ProviderSchemas> & {
  /** Versions as `terraform version -json` prints them. */
  readonly provider_selections?: Readonly<Record<string, string>>;
};

/** Cuts provider schemas down to the types in use and returns one schema for each provider name. */
export function cutSchemas(inputs: readonly SchemaInput[], used: Readonly<Record<string, UsedTypes>>): Record<string, ProviderSchemas> {
  const versions = new Map(inputs.flatMap((input) => Object.entries({ ...input.provider_selections, ...input.provider_versions })));
  const cut: Record<string, ProviderSchemas> = {};
  for (const input of inputs) {
    for (const [fullName, types] of Object.entries(input.provider_schemas ?? {})) {
      const name = fullName.slice(fullName.lastIndexOf("/") + 1);
      const wanted = used[name];
      if (!wanted) continue;
      const version = versions.get(fullName);
      if (!version) {
        throw new Error(`no version for provider '${fullName}'; give the output of \`terraform version -json\` as another file`);
      }
      cut[name] = {
        format_version: input.format_version ?? "1.0",
        provider_schemas: {
          [fullName]: {
            provider: withoutDescriptions(types.provider),
            resource_schemas: pick(types.resource_schemas, wanted.resources, `resource of provider '${fullName}' ${version}`),
            data_source_schemas: pick(types.data_source_schemas, wanted.dataSources, `data source of provider '${fullName}' ${version}`),
          },
        },
        provider_versions: { [fullName]: version },
      };
    }
  }
  return cut;
}

/** What replaces each resource type of a provider, and its defaults, as shown by the provider's own code. */
export type ReplaceInput = Readonly<
  Record<string, { readonly force_new: readonly string[]; readonly defaults: Readonly<Record<string, unknown>> }>
>;

/** Cuts what replaces resources down to the types in use and returns it by provider name. */
export function cutReplaceRules(inputs: readonly ReplaceInput[], used: Readonly<Record<string, UsedTypes>>): Record<string, ReplaceInput> {
  return Object.fromEntries(
    Object.entries(used).flatMap(([name, { resources }]) => {
      const input = inputs.find((rules) => resources.some((type) => type in rules));
      if (!input) return [];
      const rules = resources.map((type) => {
        const found = input[type];
        if (!found)
          throw new Error(`schemas/used.json names '${type}', which the replace rules of provider '${name}' do not have; give newer ones`);
        return [type, { defaults: found.defaults, force_new: found.force_new }] as const;
      });
      return [[name, Object.fromEntries(rules)]];
    }),
  );
}

/** Formats JSON with sorted keys and each value that fits on one line, so that a changed attribute is a changed line. */
export function formatSchema(value: unknown): string {
  return `${format(value, "")}\n`;
}

function pick(schemas: Readonly<Record<string, unknown>> | undefined, names: readonly string[], what: string): Record<string, unknown> {
  return Object.fromEntries(
    names.map((name) => {
      const schema = schemas?.[name];
      if (!schema) throw new Error(`schemas/used.json names '${name}', which is no ${what}; correct the name or give a newer schema`);
      return [name, withoutDescriptions(schema)];
    }),
  );
}

// Descriptions change with each release of a provider and mean nothing to Terraform. An attribute may be called "description" too: its
// value is an object, a description is a string. Arrays are types, where "description" can be a name with a type.
function withoutDescriptions(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => !((key === "description" || key === "description_kind") && typeof child === "string"))
      .map(([key, child]) => [key, withoutDescriptions(child)]),
  );
}

const LINE_WIDTH = 140;

function format(value: unknown, indent: string): string {
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (!entries.some(([, child]) => isObject(child))) {
    const line = `{ ${entries.map(([key, child]) => `${JSON.stringify(key)}: ${JSON.stringify(child)}`).join(", ")} }`;
    if (entries.length > 0 && indent.length + line.length <= LINE_WIDTH) return line;
  }
  if (entries.length === 0) return "{}";
  const inner = `${indent}  `;
  return `{\n${entries.map(([key, child]) => `${inner}${JSON.stringify(key)}: ${format(child, inner)}`).join(",\n")}\n${indent}}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function cutFiles(files: readonly string[]): void {
  if (files.length === 0) {
    throw new Error("no files are given; each must be the output of `terraform providers schema -json`, or replace rules");
  }
  const used = JSON.parse(fs.readFileSync(path.join("schemas", "used.json"), "utf8")) as Record<string, UsedTypes>;
  const inputs = files.map((file) => JSON.parse(fs.readFileSync(file, "utf8")) as SchemaInput | ReplaceInput);
  const isReplaceInput = (input: SchemaInput | ReplaceInput): input is ReplaceInput =>
    Object.values(input).some((value) => isObject(value) && "force_new" in value);
  const cut = cutSchemas(
    inputs.filter((input) => !isReplaceInput(input)),
    used,
  );
  const rules = cutReplaceRules(inputs.filter(isReplaceInput), used);
  for (const [name, rule] of Object.entries(rules)) {
    const target = path.join("schemas", `${name}.replace.json`);
    fs.writeFileSync(target, formatSchema(rule));
    console.log(`schemas: ${target} written`);
  }
  if (Object.keys(cut).length + Object.keys(rules).length === 0) {
    throw new Error(
      `no schema of ${Object.keys(used).join(", ")} in ${files.join(", ")}; give the output of \`terraform providers schema -json\``,
    );
  }
  for (const [name, schema] of Object.entries(cut)) {
    const target = path.join("schemas", `${name}.schema.json`);
    fs.writeFileSync(target, formatSchema(schema));
    console.log(`schemas: ${target} written from ${Object.entries(schema.provider_versions).flat().join(" ")}`);
  }
}

/** Cuts providers' schemas down to what is used here. */
export const command: Command = {
  name: "schemas",
  projects: "none",
  words: { name: "FILE", count: "any", help: "outputs of `terraform providers schema -json`, or replace rules" },
  options: {},
  exits: {},
  examples: ["schema.json version.json"],
  run: ({ words, place }) => {
    cutFiles(words.map((file) => path.resolve(place.cwd, file)));
    return EXIT.done;
  },
};
