import * as fs from "node:fs";
import * as path from "node:path";
import type { Metafile } from "esbuild";
import type { Files } from "../projects";
import { CommandError, EXIT } from "./session/exit-codes";

/** Folder of the data files, in the folder of a project. */
export const ENVIRONMENTS = "environments";

/** Made by the program, and made anew whenever a data file is another one. */
const CACHE = path.join("cdktf.out", "cache");
const SOURCE = /\.(?:ts|js|json)$/;

/** The data files of a folder. */
export interface DataFilesOf {
  /** The folder. */
  readonly root: string;
  /** Projects by file. */
  readonly projects: Files;
  /** Sites by file. */
  readonly sites: Files;
}

/** What a bundle of the data was made of: file by file, with what tells whether it has changed. */
type Fingerprint = Readonly<Record<string, string>>;

/**
 * Loads the data files of a folder: `environments/index.ts` (or `.js`), which exports `projectFiles` and `siteFiles` by file; where there is no
 * index, each file of `environments/` is a project and each of `environments/sites/` is a site, as JSON or as a module's default or only export.
 * TypeScript is bundled by esbuild, without a look at types, and again only when one of the files has changed.
 *
 * @param root - folder of the project, with `environments/` in it
 * @throws CommandError that names the file which cannot be loaded
 */
export async function loadDataFiles(root: string): Promise<DataFilesOf> {
  const record = path.join(root, CACHE, "data-files.json");
  const listed = listing(root);
  const bundle = freshBundle(root, record, listed) ?? (await build(root, record, listed));
  const { projectFiles, siteFiles } = evaluate(path.join(root, CACHE, bundle));
  for (const [name, value] of Object.entries({ projectFiles, siteFiles })) {
    if (typeof value !== "object" || value === null)
      throw problem(`${ENVIRONMENTS}/${listed.index}: must export ${name}, an object of data by file`);
  }
  return { root, projects: projectFiles as Files, sites: siteFiles as Files };
}

interface Listing {
  /** Name of the index, where there is one. */
  readonly index: string | undefined;
  /** Files of projects, from the root. */
  readonly projects: readonly string[];
  /** Files of sites, from the root. */
  readonly sites: readonly string[];
}

function listing(root: string): Listing {
  const index = ["index.ts", "index.js"].find((name) => fs.existsSync(path.join(root, ENVIRONMENTS, name)));
  if (index !== undefined) return { index, projects: [], sites: [] };
  const [projects, sites] = [ENVIRONMENTS, `${ENVIRONMENTS}/sites`].map((folder) => {
    const entries = fs.existsSync(path.join(root, folder)) ? fs.readdirSync(path.join(root, folder), { withFileTypes: true }) : [];
    const files = entries.filter((entry) => entry.isFile() && SOURCE.test(entry.name) && !entry.name.endsWith(".d.ts"));
    return files.map(({ name }) => `${folder}/${name}`).sort();
  });
  if (projects!.length === 0)
    throw problem(`${ENVIRONMENTS}/: has neither an index.ts nor a project, in ${root}; a project is a .json or .ts file there`);
  return { index: undefined, projects: projects!, sites: sites! };
}

/** Name of the bundle that was made of the files as they are, where there is one. */
function freshBundle(root: string, record: string, listed: Listing): string | undefined {
  try {
    const known = JSON.parse(fs.readFileSync(record, "utf8")) as { listed: Listing; inputs: Fingerprint; bundle: string };
    const isFresh =
      fs.existsSync(path.join(root, CACHE, known.bundle)) &&
      JSON.stringify(known.listed) === JSON.stringify(listed) &&
      Object.entries(known.inputs).every(([file, was]) => was === fingerprintOf(root, file));
    return isFresh ? known.bundle : undefined;
  } catch {
    return undefined;
  }
}

function fingerprintOf(root: string, file: string): string {
  const { size, mtimeMs } = fs.statSync(path.resolve(root, file));
  return `${size} ${mtimeMs}`;
}

async function build(root: string, record: string, listed: Listing): Promise<string> {
  // Loaded only when something has changed: it takes as long as a command of its own.
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  const esbuild = require("esbuild") as typeof import("esbuild");
  const outcome = await esbuild
    .build({
      stdin: { contents: entryOf(listed), resolveDir: root, sourcefile: `${ENVIRONMENTS} without index.ts`, loader: "js" },
      absWorkingDir: root,
      bundle: true,
      packages: "external",
      platform: "node",
      target: "node20",
      format: "cjs",
      sourcemap: "inline",
      metafile: true,
      write: false,
      logLevel: "silent",
    })
    .catch((error: unknown) => {
      const { errors } = error as { errors?: { text: string; location: { file: string; line: number; column: number } | null }[] };
      if (!errors) throw error;
      const lines = errors.map(({ text, location: at }) => (at ? `${at.file}:${at.line}:${at.column + 1}: ${text}` : text));
      throw problem(lines.join("\n"));
    });
  const inputs = Object.fromEntries(inputsOf(outcome.metafile).map((file) => [file, fingerprintOf(root, file)]));
  // A name for each content: what Node has loaded by a name it never loads again, and another command may have the old one.
  const { text, hash } = outcome.outputFiles[0]!;
  const bundle = `${hash.replace(/\W/g, "-")}.cjs`;
  write(path.join(root, CACHE, bundle), text);
  write(record, JSON.stringify({ listed, inputs, bundle }));
  removeOld(path.join(root, CACHE), bundle);
  return bundle;
}

function inputsOf({ inputs }: Metafile): string[] {
  return Object.keys(inputs).filter((file) => !file.startsWith("<") && !file.endsWith("without index.ts"));
}

/** A module that has what an index has. */
function entryOf({ index, projects, sites }: Listing): string {
  if (index !== undefined) return `module.exports = require("./${ENVIRONMENTS}/${index}");`;
  const load = (file: string): string => `${JSON.stringify(file)}: data(${JSON.stringify(file)}, require(${JSON.stringify(`./${file}`)}))`;
  return `
    function data(file, loaded) {
      if (file.endsWith(".json")) return loaded;
      if (loaded.default !== undefined) return loaded.default;
      const all = Object.values(loaded);
      if (all.length === 1) return all[0];
      throw new Error(file + ": must export its data as default, or nothing else; it exports " + (Object.keys(loaded).join(", ") || "nothing"));
    }
    exports.projectFiles = { ${projects.map(load).join(", ")} };
    exports.siteFiles = { ${sites.map(load).join(", ")} };`;
}

/** Written beside and moved: another command may be reading it. */
function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, text);
  fs.renameSync(beside, file);
}

/** Keeps what was written in the last minute: another command may be about to load it. */
function removeOld(folder: string, bundle: string): void {
  for (const name of fs.readdirSync(folder).filter((one) => one.endsWith(".cjs") && one !== bundle)) {
    const file = path.join(folder, name);
    if (Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000) fs.rmSync(file, { force: true });
  }
}

function evaluate(bundle: string): { projectFiles?: unknown; siteFiles?: unknown } {
  // Errors are to name the data file and not the bundle.
  process.setSourceMapsEnabled(true);
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- made just now
    return require(bundle) as object;
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const found = new RegExp(`${ENVIRONMENTS}[\\\\/][^\\s:()]+:\\d+:\\d+`).exec(stack)?.[0];
    throw problem(found === undefined || message.startsWith(ENVIRONMENTS) ? message : `${found}: ${message}`, error);
  } finally {
    process.setSourceMapsEnabled(false);
  }
}

function problem(message: string, cause?: unknown): CommandError {
  return Object.assign(new CommandError(message, EXIT.usage), cause === undefined ? {} : { cause });
}
