import "../operate/synth/synth-shim";
import { gaiaDev } from "../environments/gaia-dev";
import { siteFiles } from "../environments";
import { parseEnvironments, type Files } from "../projects";
import { writeStacks } from "../operate/synth/write-stacks";
import { everything, everywhere } from "./everything";

/** What synthesising many projects took. */
export interface ProjectsCost {
  /** Time from the data to the files. */
  readonly seconds: number;
  /** Largest memory of the process. */
  readonly megabytes: number;
}

/** What can be copied, with its sites. */
const COPIED = {
  "gaia-dev": { project: gaiaDev, sites: siteFiles },
  everything: { project: everything, sites: { "dev/everything.ts": everywhere } },
};

/** Does for copies of a project under other names what main.ts does for the projects. */
function synthesiseCopies(copied: keyof typeof COPIED, count: number, outdir: string): ProjectsCost {
  const { project, sites } = COPIED[copied];
  const names = Array.from({ length: count }, (_, index) => `copy_${String(index).padStart(4, "0")}`);
  const files: Files = Object.fromEntries(names.map((name) => [`environments/${name}.ts`, { ...project, name }]));
  const started = process.hrtime.bigint();
  writeStacks(parseEnvironments(files, sites), outdir);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}

const [copied, count, outdir] = process.argv.slice(2);
console.log(JSON.stringify(synthesiseCopies(copied as keyof typeof COPIED, Number(count), String(outdir))));
