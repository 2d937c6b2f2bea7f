import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { projectFiles, siteFiles } from "../environments";
import { jsonSchemas } from "../dev/project-schema";

const root = path.resolve(__dirname, "../..");

interface Schema {
  readonly [key: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const committed = (name: string): string => fs.readFileSync(path.join(root, "schemas", name), "utf8");
const project = JSON.parse(committed("project.schema.json")) as Schema;
const site = JSON.parse(committed("site.schema.json")) as Schema;

/** Fields and objects of a schema, wherever they are. */
function* fields(schema: unknown, at = ""): Generator<{ at: string; field: Schema }> {
  if (typeof schema !== "object" || schema === null) return;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === "properties") {
      for (const [name, field] of Object.entries(inner as Record<string, Schema>)) yield { at: `${at}.${name}`, field };
      for (const [name, field] of Object.entries(inner as Record<string, Schema>)) yield* fields(field, `${at}.${name}`);
    } else yield* fields(inner, Array.isArray(schema) || key === "items" ? `${at}[]` : at);
  }
}

describe("JSON Schemas of projects and sites", () => {
  test.each(Object.entries(jsonSchemas()))("schemas/%s is what `dev schema` makes", (name, text) => {
    expect(committed(name)).toBe(text);
  });

  test.each([
    ["project", project],
    ["site", site],
  ])("every field of a %s has a description of one line", (_name, schema) => {
    const all = [...fields(schema)];
    expect(all.length).toBeGreaterThan(30);
    const without = all.filter(({ field }) => typeof field["description"] !== "string" || !/^\S[^\n]*[^\s.]$/.test(field["description"]));
    expect(without.map(({ at }) => at)).toEqual([]);
  });

  test("objects take no unknown fields, and fields with a default can be left out", () => {
    const objects = [...fields({ properties: { project, site } })].filter(({ field }) => field.properties !== undefined);
    expect(objects.length).toBeGreaterThan(20);
    expect(objects.filter(({ field }) => field["additionalProperties"] !== false).map(({ at }) => at)).toEqual([]);
    for (const { field } of objects) {
      const required = (field["required"] ?? []) as string[];
      expect(required.filter((name) => field.properties![name]!["default"] !== undefined)).toEqual([]);
    }
  });

  const ajv = new Ajv({ allErrors: true });
  const isProject = ajv.compile(project);
  const isSite = ajv.compile(site);

  test.each(Object.entries(projectFiles))("%s is a project", (_file, data) => {
    isProject(JSON.parse(JSON.stringify(data)));
    expect(isProject.errors).toBeNull();
  });

  test.each(Object.entries(siteFiles))("%s is a site", (_file, data) => {
    isSite(JSON.parse(JSON.stringify(data)));
    expect(isSite.errors).toBeNull();
  });

  const gaiaDev = projectFiles["environments/gaia-dev.ts"] as Record<string, unknown>;
  test.each([
    ["a typo", { ...gaiaDev, teir: "dev" }],
    ["a missing field", { ...gaiaDev, site: undefined }],
    ["a wrong type", { ...gaiaDev, description: 7 }],
    ["an unknown tier", { ...gaiaDev, tier: "live" }],
    ["a version with v", { ...gaiaDev, kubernetesVersion: "v1.30.2" }],
    ["a number out of range", { ...gaiaDev, credentialsRevision: 0 }],
    ["both keypairs", { ...gaiaDev, cluster: { ...(gaiaDev["cluster"] as object), keypair: { name: "a", publicKey: "ssh-ed25519 A" } } }],
  ])("editors see %s", (_what, data) => {
    expect(isProject(JSON.parse(JSON.stringify(data)))).toBe(false);
  });

  test("editors are told", () => {
    const settings = JSON.parse(fs.readFileSync(path.join(root, ".vscode", "settings.json"), "utf8")) as {
      "json.schemas": { fileMatch: string[]; url: string }[];
    };
    expect(settings["json.schemas"]).toEqual([
      { fileMatch: ["/environments/**/*.project.json"], url: "./schemas/project.schema.json" },
      { fileMatch: ["/environments/**/*.site.json"], url: "./schemas/site.schema.json" },
    ]);
    for (const { url } of settings["json.schemas"]) expect(fs.existsSync(path.join(root, url))).toBe(true);
  });
});
