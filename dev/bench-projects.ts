import "../operate/synth/synth-shim";
import { gaiaDev } from "../environments/gaia-dev";
import { siteFiles } from "../environments";
import { parseEnvironments, type Files } from "../projects";
import { writeStacks } from "../operate/synth/write-stacks";

/** What synthesising many projects took. */
export interface ProjectsCost {
  /** Time from the data to the files. */
  readonly seconds: number;
  /** Largest memory of the process. */
  readonly megabytes: number;
}

/** Does for copies of gaia-dev under other names what main.ts does for the projects. */
function synthesiseCopies(count: number, outdir: string): ProjectsCost {
  const names = Array.from({ length: count }, (_, index) => `copy_${String(index).padStart(4, "0")}`);
  const files: Files = Object.fromEntries(names.map((name) => [`environments/${name}.ts`, { ...gaiaDev, name }]));
  const started = process.hrtime.bigint();
  writeStacks(parseEnvironments(files, siteFiles), outdir);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1024 };
}

const [count, outdir] = process.argv.slice(2);
console.log(JSON.stringify(synthesiseCopies(Number(count), String(outdir))));
