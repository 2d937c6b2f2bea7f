import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { parseEnvironments, projectFiles, siteFiles } from "../../environments";
import { changesOf } from "./changes";
import { parseFailOn, projectOf, refusals, type AllowingProject, type Refusable } from "./gate";
import { reviewPage } from "./page";
import { readPlan } from "./plan";

const USAGE = "npm run review -- [--fail-on replace,destroy] [stack=]plan.json ...   (- is standard input)";

/** What a review says. */
export interface Review {
  /** Markdown. */
  readonly page: string;
  /** Changes that are refused, one line each. */
  readonly refused: readonly string[];
}

/** A plan as a file has it. */
export interface PlanFile {
  /** Name of the stack. */
  readonly stack: string;
  /** Where it comes from, for messages. */
  readonly source: string;
  /** What the file has. */
  readonly bytes: Buffer;
}

/**
 * Reviews plans.
 *
 * @param files - the plans
 * @param projects - projects, for what they allow
 * @param failOn - actions that are refused
 * @throws Error if one of the files is no plan
 */
export function review(files: readonly PlanFile[], projects: readonly AllowingProject[] = [], failOn: readonly Refusable[] = []): Review {
  const plans = files.map(({ stack, source, bytes }) => readPlan(stack, source, bytes));
  const twice = plans.find(({ stack }, index) => plans.findIndex((plan) => plan.stack === stack) < index);
  if (twice) throw new Error(`two plans are for stack '${twice.stack}'; name the stacks, as in gaia-dev-cluster=plan.json`);
  const changes = changesOf(plans);
  return { page: reviewPage(plans, changes, projects), refused: refusals(changes, failOn, projects) };
}

/**
 * Finds the stack that a plan is for: as it is named, else by the name of the file or of its folder.
 *
 * @param argument - argument of the command, `stack=file` or `file`
 * @param projects - projects of the app
 * @returns name of the stack, and the file
 */
export function stackOf(argument: string, projects: readonly AllowingProject[]): { stack: string; file: string } {
  const named = /^([A-Za-z][\w.-]*)=(.+)$/.exec(argument);
  if (named) return { stack: named[1]!, file: named[2]! };
  if (argument === "-") return { stack: "stdin", file: argument };
  const file = path.basename(argument).replace(/\.json$/, "");
  const folder = path.basename(path.dirname(path.resolve(argument)));
  const isFolder = projectOf(file, projects) === undefined && (projectOf(folder, projects) !== undefined || file === "plan");
  return { stack: isFolder ? folder : file, file: argument };
}

function read(file: string): Buffer {
  try {
    return fs.readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code}); give the file that \`terraform show -json\` wrote`, { cause: error });
  }
}

function main(args: string[]): number {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { "fail-on": { type: "string" } } });
  if (positionals.length === 0) throw new Error(`no plan is given; use ${USAGE}`);
  const failOn = values["fail-on"] === undefined ? [] : parseFailOn(values["fail-on"]);
  const projects = parseEnvironments(projectFiles, siteFiles);
  const files = positionals.map((argument) => {
    const { stack, file } = stackOf(argument, projects);
    return { stack, source: file === "-" ? "standard input" : file, bytes: read(file) };
  });
  const { page, refused } = review(files, projects, failOn);
  process.stdout.write(page);
  for (const line of refused) console.error(`review: ${line}`);
  return refused.length > 0 ? 3 : 0;
}

if (require.main === module) {
  try {
    process.exitCode = main(process.argv.slice(2));
  } catch (error) {
    console.error(`review: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
