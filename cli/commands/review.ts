import * as fs from "node:fs";
import * as path from "node:path";
import { setImmediate } from "node:timers/promises";
import { loadDataFiles } from "../../operate/data-files";
import { CommandError, EXIT, signalExitCode } from "../../operate/session/exit-codes";
import { parsed } from "../parsed";
import type { Command } from "../program";
import { plansSince } from "../../operate/review/base";
import { changesOf } from "../../operate/plan/changes";
import { parseFailOn, projectOf, refusals, type AllowingProject, type Refusable } from "../../operate/review/gate";
import { apiAccessRefusals } from "../../operate/review/kept-labels";
import { reviewPage } from "../../operate/review/page";
import { readPlan, type Plan } from "../../operate/plan/plan";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a review says. */
export interface Review {
  /** Markdown. */
  readonly page: string;
  /** All changes. */
  readonly changes: readonly { readonly stack: string; readonly address: string; readonly action: string }[];
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
  return reviewPlans(plans, projects, failOn);
}

/**
 * Reviews plans that are read already.
 *
 * @param plans - the plans, one for each stack
 * @param projects - projects, for what they allow
 * @param failOn - actions that are refused
 * @param notes - what is to be said of all of them on the page
 */
export function reviewPlans(
  plans: readonly Plan[],
  projects: readonly AllowingProject[],
  failOn: readonly Refusable[],
  notes: readonly string[] = [],
): Review {
  const changes = changesOf(plans);
  return {
    changes: changes.map(({ stack, address, kind }) => ({ stack, address, action: kind })),
    page: reviewPage(plans, changes, projects, notes),
    refused: [...apiAccessRefusals(changes), ...refusals(changes, failOn, projects)],
  };
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

function read(file: string, cwd: string): Buffer {
  try {
    return fs.readFileSync(file === "-" ? 0 : path.resolve(cwd, file));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`${file} cannot be read (${code}); give the file that \`terraform show -json\` wrote`, { cause: error });
  }
}

/** A signal told this process to end before there was a page. */
class Ended extends CommandError {
  constructor(signal: NodeJS.Signals) {
    super(`ended by ${signal} before there was a page`, signalExitCode(signal));
  }
}

/** Calls a function that can clean up when this process is told to end. */
async function untilEnded<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const end = (signal: NodeJS.Signals): void => ended.abort(new Ended(signal));
  // A terminal and npm both pass an interrupt on; the second must not cut off the cleaning up after the first.
  for (const signal of SIGNALS) process.on(signal, end);
  try {
    return await use(ended.signal);
  } catch (error) {
    // A command that was interrupted too may be quicker than the signal.
    await setImmediate();
    ended.signal.throwIfAborted();
    throw error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, end);
  }
}

/** Makes one page of plans. */
export const command: Command = {
  name: "review",
  projects: "none",
  words: { name: "[STACK=]PLAN.json", count: "any", help: "what `terraform show -json` wrote; - is standard input" },
  options: {
    base: { type: "string", value: "COMMIT", help: "plans from what another revision of git has instead, without a cloud" },
    json: { type: "boolean", help: "for programs: the changes, what is refused, and the page" },
    "fail-on": { type: "string", value: "ACTIONS", help: "what is refused: replace, destroy, or both with a comma" },
  },
  exits: { refused: "a plan does what --fail-on names, and no file allows it" },
  examples: ["gaia-dev-cluster=plan.json", "--base origin/main --fail-on replace,destroy"],
  run: async ({ words, values, root, place }) => {
    const base = values["base"] as string | undefined;
    if (words.length === 0 && base === undefined) throw new CommandError("no plan is given; give files, or --base", EXIT.usage);
    if (words.length > 0 && base !== undefined) throw new CommandError("--base makes the plans itself; give it or files", EXIT.usage);
    const refusable = values["fail-on"] as string | undefined;
    const failOn = refusable === undefined ? [] : parseFailOn(refusable);
    const projects = parsed(await loadDataFiles(root));
    const files = words.map((argument) => {
      const { stack, file } = stackOf(argument, projects);
      return { stack, source: file === "-" ? "standard input" : file, bytes: read(file, place.cwd) };
    });
    const { page, refused, changes } =
      base === undefined
        ? review(files, projects, failOn)
        : reviewPlans(await untilEnded((signal) => plansSince(root, base, signal)), projects, failOn, [offlineNote(base)]);
    process.stdout.write(values["json"] ? `${JSON.stringify({ changes, refused, page }, undefined, 2)}\n` : page);
    for (const line of refused) console.error(`review: ${line}`);
    return refused.length > 0 ? EXIT.refused : EXIT.done;
  },
};

function offlineNote(ref: string): string {
  const base = ref.replace(/[`\r\n]/g, "'");
  return `planned from \`${base}\` without a cloud: ids and addresses are made up, and groups have the nodes that they start with`;
}
