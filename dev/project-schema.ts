import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import * as z from "zod";
import { projectSchema, siteSchema } from "../projects";
import type { Command } from "../cli/program";

/**
 * JSON Schemas of projects and sites, by file: completion and checks for those who write them as JSON.
 *
 * A project may be a JSON file instead of a TypeScript one. Call it `environments/<name>.project.json` (a site `<name>.site.json`), which is
 * what `.vscode/settings.json` gives the schema to, and add it to `environments/index.ts` like the others:
 *
 *     import mine from "./mine.project.json";
 *
 *     export const projectFiles: Files = {
 *       "environments/mine.project.json": mine,
 *     };
 *
 * The file holds the project's fields and nothing else, so no `$schema` either. JetBrains' editors take the same two files under
 * Settings, JSON Schema Mappings.
 */
export function jsonSchemas(): Record<string, string> {
  return {
    "project.schema.json": emit("Project", projectSchema),
    "site.schema.json": emit("Site", siteSchema),
  };
}

function emit(title: string, schema: z.ZodType): string {
  // What a file has, defaults left out; draft 7 is what editors know.
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: "input", target: "draft-7" }) }, undefined, 2)}\n`;
}

/** Writes the JSON Schemas of projects and sites. */
export const command: Command = {
  name: "schema",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: ({ root }) => {
    for (const [name, text] of Object.entries(jsonSchemas())) {
      fs.writeFileSync(path.join(root, "schemas", name), text);
      console.log(`schema: schemas/${name} written`);
    }
    return EXIT.done;
  },
};
