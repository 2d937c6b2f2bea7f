#!/usr/bin/env node
// Builds the program and the app with esbuild, without a look at types: `npm run check` has that.
import { createHash } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = ["bin", "constructs", "hcl", "operate", "projects", "stacks", ".gen"];
const COMMANDS = ["cli", "views"];
const BESIDE = ["package.json", "node_modules/.package-lock.json"];
const PROVIDERS = "operate/offline/schema-provider/server.ts";
// What only contributors run is a program of its own, which is not shipped. Entries are started by their names, so that each is a file.
const PROGRAMS = {
  // main.ts with all that it needs: what cdktf.json starts.
  app: { sources: [...SOURCES, "environments", "main.ts"], entries: ["main.ts"], options: asOneFile },
  program: { sources: [...SOURCES, ...COMMANDS], entries: ["cli/main.ts", "cli/commands", PROVIDERS], options: asModules },
  "program-dev": {
    sources: [...SOURCES, ...COMMANDS, "dev", "e2e"],
    entries: ["dev", "dev/proof/index.ts", "e2e/index.ts", "e2e/app.ts", "cli/commands", PROVIDERS],
    options: asModules,
  },
};
// What every command has to load is bundled; the rest stays where it is installed.
const BUNDLED = /^(cdktf|constructs|zod|js-yaml|@cdktf\/provider-(helm|kubernetes)|minimatch|semver|json-stable-stringify|archiver)(\/|$)/;
const KEPT = 3;

/**
 * Folder of a program that is made of the sources as they are; it is built where it is not there.
 * Folders of other sources stay for a while: a command that runs has its modules there.
 */
export async function programOf(home, which) {
  const program = path.join(home, "dist", which);
  const { sources, entries, options } = PROGRAMS[which];
  const name = fingerprint(home, sources);
  if (!fs.existsSync(path.join(program, name))) await build(home, program, name, entries, options());
  return path.join(program, name);
}

function fingerprint(home, sources) {
  const hash = createHash("sha256");
  const look = (file) => {
    const { size, mtimeMs } = fs.statSync(path.join(home, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  };
  const walk = (folder) => {
    for (const entry of fs.readdirSync(path.join(home, folder), { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(file);
      else if (/\.(ts|[cm]js|json)$/.test(entry.name)) look(file);
    }
  };
  for (const source of [...sources, ...BESIDE]) {
    const found = fs.statSync(path.join(home, source), { throwIfNoEntry: false });
    if (found?.isDirectory()) walk(source);
    else if (found) look(source);
  }
  return hash.digest("hex").slice(0, 16);
}

async function build(home, program, name, named, options) {
  const esbuild = await import("esbuild");
  const beside = path.join(program, `${name}.${process.pid}`);
  const entries = named.flatMap((entry) => {
    const file = path.join(home, entry);
    return entry.endsWith(".ts")
      ? [file]
      : fs
          .readdirSync(file)
          .filter((one) => one.endsWith(".ts"))
          .map((one) => path.join(file, one));
  });
  const { metafile } = await esbuild.build({
    entryPoints: entries,
    absWorkingDir: home,
    outbase: home,
    outdir: beside,
    bundle: true,
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    logLevel: "warning",
    ...options,
    alias: { archiver: "./operate/synth/no-archiver.ts", ...options.alias },
    plugins: [{ name: "copied once", setup: (build) => copyOnce(build, home) }, ...(options.plugins ?? [])],
  });
  licences(home, beside, metafile);
  try {
    fs.renameSync(beside, path.join(program, name));
  } catch (error) {
    // Another command has built the same meanwhile.
    fs.rmSync(beside, { recursive: true });
    if (!fs.existsSync(path.join(program, name))) throw error;
  }
  removeOld(program, name, KEPT);
}

/** Commands, of which each loads what it needs. */
function asModules() {
  return {
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[hash]",
    splitting: true,
    format: "esm",
    keepNames: true,
    banner: {
      js: 'import { createRequire as nodeRequire } from "node:module"; const require = nodeRequire(import.meta.url), __dirname = import.meta.dirname;',
    },
    plugins: [{ name: "installed packages", setup: leaveInstalled }],
  };
}

/** An app that needs all at once. */
function asOneFile() {
  return { format: "cjs", alias: { child_process: "./operate/synth/late-child-process.ts" } };
}

/** esbuild copies all that a CommonJS module exports for each module that imports it, and most of ours import the framework: they get one copy. */
function copyOnce({ onResolve, onLoad }, home) {
  const installed = createRequire(path.join(home, "package.json"));
  onResolve({ filter: /^(cdktf|constructs)$/ }, ({ path: name, kind, importer }) =>
    kind === "import-statement" && importer.endsWith(".ts") ? { path: name, namespace: "copied-once" } : undefined,
  );
  onLoad({ filter: /^/, namespace: "copied-once" }, ({ path: name }) => {
    const names = Object.keys(installed(name)).filter((one) => one !== "__esModule");
    return { contents: `export { ${names.join(", ")} } from "${name}";`, resolveDir: home };
  });
}

function leaveInstalled({ onResolve }) {
  onResolve({ filter: /^[^.]/ }, ({ path: wanted, kind, resolveDir }) => {
    if (kind === "entry-point" || path.isAbsolute(wanted)) return undefined;
    // What a bundled package needs is bundled with it.
    if (BUNDLED.test(wanted) || resolveDir.includes("node_modules")) return undefined;
    return { path: wanted, external: true };
  });
}

/** Builds a program where it is not there, and writes down which one is that of the sources as they are. */
async function makeCurrent(home, which) {
  const folder = await programOf(home, which);
  const record = path.join(path.dirname(folder), "current");
  const name = path.basename(folder);
  if (!fs.existsSync(record) || fs.readFileSync(record, "utf8") !== name) fs.writeFileSync(record, name);
  return name;
}

/** The licences of what is in the bundle, as they ask for. */
function licences(home, folder, { inputs }) {
  const packages = new Set(Object.keys(inputs).flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []));
  const texts = [...packages].sort().flatMap((place) => {
    const file = fs.readdirSync(path.join(home, place)).find((name) => /^(licen[cs]e|copying)/i.test(name));
    const { name, version, license } = JSON.parse(fs.readFileSync(path.join(home, place, "package.json"), "utf8"));
    return [`${name} ${version} (${license})`, ...(file ? [fs.readFileSync(path.join(home, place, file), "utf8").trim()] : [])].join(
      "\n\n",
    );
  });
  fs.writeFileSync(path.join(folder, "LICENSES.txt"), `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
}

function removeOld(program, name, kept) {
  const age = (entry) => fs.statSync(path.join(program, entry.name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  // One with a number behind it is just being built by another command.
  const isOld = (entry) => entry.isDirectory() && entry.name !== name && (!entry.name.includes(".") || Date.now() - age(entry) > 60_000);
  const folders = fs.readdirSync(program, { withFileTypes: true }).filter(isOld);
  for (const entry of folders.sort((a, b) => age(b) - age(a)).slice(kept))
    fs.rmSync(path.join(program, entry.name), { recursive: true, force: true });
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const home = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const [wanted] = process.argv.slice(2);
  if (wanted === "pack") {
    // The package has the program once.
    removeOld(path.join(home, "dist", "program"), await makeCurrent(home, "program"), 0);
  } else if (wanted === "app") {
    await makeCurrent(home, "app");
  } else {
    await Promise.all(Object.keys(PROGRAMS).map((which) => makeCurrent(home, which)));
  }
}
