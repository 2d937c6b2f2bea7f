#!/usr/bin/env node
// Finds the folder of the project and the program, builds the program where its sources have changed, and starts it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const home = path.dirname(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))));
const program = path.join(home, "dist", "program");
// The sources are in the repository, not in the package.
const isRepository = fs.existsSync(path.join(home, "cli", "main.ts"));
const build = isRepository ? await (await import("./bundle.mjs")).programOf(home) : fs.readFileSync(path.join(program, "current"), "utf8");
const load = (name) => import(pathToFileURL(path.join(program, build, `${name}.mjs`)));

/** The folder with a project's files, here or above. */
function rootOf(folder) {
  const isRoot = ["environments", "cdktf.json"].every((name) => fs.existsSync(path.join(folder, name)));
  if (isRoot) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : rootOf(above);
}

const args = process.argv.slice(2);
const [module, rest] = isRepository && args[0] === "dev" ? ["dev/main", args.slice(1)] : ["cli/main", args];
const { main } = await load(module);
process.exitCode = await main(rest, { load, home, root: rootOf(process.cwd()), cwd: process.cwd(), isRepository });
