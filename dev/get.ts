import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import { ConstructsMaker, TerraformProviderConstraint } from "@cdktf/provider-generator";
import type { Command } from "../cli/program";

type MakerOptions = ConstructorParameters<typeof ConstructsMaker>[0];
type MakerSchemas = Awaited<ReturnType<ConstructsMaker["getSchemas"]>>;
type ProviderSchema = NonNullable<MakerSchemas["providerSchema"]>;
type ProviderDeclaration = ConstructorParameters<typeof TerraformProviderConstraint>[0];

/** What the generator needs to know from cdktf.json. */
export interface BindingsConfig {
  /** Folder of the bindings. */
  readonly codeMakerOutput: string;
  /** Providers to make bindings for. */
  readonly terraformProviders: readonly ProviderDeclaration[];
}

// Everything that `cdktf get` does, except that it asks Terraform, and Terraform asks a registry.
class OfflineConstructsMaker extends ConstructsMaker {
  private readonly providerSchema: ProviderSchema;

  constructor(options: MakerOptions, providerSchema: ProviderSchema) {
    super(options);
    this.providerSchema = providerSchema;
  }

  public override getSchemas(): Promise<MakerSchemas> {
    return Promise.resolve({ providerSchema: this.providerSchema });
  }
}

/** Writes the bindings of the providers in cdktf.json, made from their committed schemas, to a folder. */
export async function generateBindings(projectDir: string, outDir?: string): Promise<string[]> {
  const config = readJson(path.join(projectDir, "cdktf.json")) as BindingsConfig;
  const target = path.resolve(projectDir, outDir ?? config.codeMakerOutput);
  const constraints = config.terraformProviders.map((declaration) => new TerraformProviderConstraint(declaration));
  const schemas = constraints.map((constraint) => readSchema(projectDir, constraint));
  const merged: ProviderSchema = {
    format_version: "0.2",
    provider_schemas: Object.assign({}, ...schemas.map((schema) => schema.provider_schemas)) as ProviderSchema["provider_schemas"],
    provider_versions: Object.assign({}, ...schemas.map((schema) => schema.provider_versions)) as ProviderSchema["provider_versions"],
  };

  // Bindings of a type that is no longer in use have to go.
  fs.rmSync(path.join(target, "providers"), { recursive: true, force: true });
  const options = { targetLanguage: "typescript", codeMakerOutput: target } as MakerOptions;
  await new OfflineConstructsMaker(options, merged).generate(constraints);
  return constraints.map((constraint) => `${constraint.name} ${constraint.version ?? ""}`.trim());
}

function readSchema(projectDir: string, constraint: TerraformProviderConstraint): ProviderSchema {
  const file = path.join("schemas", `${constraint.name}.schema.json`);
  const schema = readJson(path.join(projectDir, file)) as ProviderSchema;
  const version = Object.values(schema.provider_versions ?? {})[0];
  if (version !== constraint.version) {
    throw new Error(
      `cdktf.json wants provider '${constraint.name}' ${constraint.version}, ${file} is of ${version}; ` +
        "change the version or make the schema anew with `npm run schemas`",
    );
  }
  return schema;
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(file, "utf8"));
}

/** Makes the bindings of the providers anew. */
export const command: Command = {
  name: "get",
  projects: "none",
  words: { name: "FOLDER", count: "optional", help: "where to write them; .gen by default" },
  options: {},
  exits: {},
  examples: [""],
  run: async ({ words, root }) => {
    const started = Date.now();
    const providers = await generateBindings(root, words[0]);
    console.log(`get: bindings of ${providers.join(", ")} written in ${Date.now() - started} ms`);
    return EXIT.done;
  },
};
