#!/usr/bin/env node
// Finds the folder of the project and the program, builds the program where its sources have changed, and starts it.
import fs from "node:fs";
import module from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Node from 22.1 on keeps what it has compiled, which is a sixth of what a command takes to start.
module.enableCompileCache?.();

const home = path.dirname(path.dirname(fs.realpathSync(fileURLToPath(import.meta.url))));
// The sources are in the repository, not in the package.
const isRepository = fs.existsSync(path.join(home, "cli", "main.ts"));
const folders = new Map();
const load = async (name) => {
  const which = /^(dev|e2e)\//.test(name) ? "program-dev" : "program";
  if (!folders.has(which)) folders.set(which, await folderOf(which));
  return import(pathToFileURL(path.join(folders.get(which), `${name}.mjs`)));
};

/** The folder of a program: built from the sources as they are, or as the package has it. */
async function folderOf(which) {
  if (isRepository) return (await import("./bundle.mjs")).programOf(home, which);
  const program = path.join(home, "dist", which);
  return path.join(program, fs.readFileSync(path.join(program, "current"), "utf8"));
}

/** The folder with a project's files, here or above. */
function rootOf(folder) {
  const isRoot = ["environments", "cdktf.json"].every((name) => fs.existsSync(path.join(folder, name)));
  if (isRoot) return folder;
  const above = path.dirname(folder);
  return above === folder ? undefined : rootOf(above);
}

const args = process.argv.slice(2);
// The list of commands is there before fast code would be made, and loading this takes a tenth as long as Node itself.
if (args.length > 0 && !["-h", "--help", "--version"].includes(args[0])) await import("./short-lived.cjs");
const [entry, rest] = isRepository && args[0] === "dev" ? ["dev/main", args.slice(1)] : ["cli/main", args];
const { main } = await load(entry);
process.exitCode = await main(rest, { load, home, root: rootOf(process.cwd()), cwd: process.cwd(), isRepository });
