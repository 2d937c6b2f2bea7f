import "../operate/synth/synth-shim";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { openCloud } from "../operate/openstack/cloud";
import { serveCharts } from "./chart-server";
import { cleanUp } from "./clean-up";
import { countThings, inventoryDifference, takeInventory, type Inventory } from "./inventory";
import { closeBrowsers } from "./browser";
import { identityOf } from "./identity";
import type { Command } from "../cli/program";
import { OPTIONS, readOptions, type E2eOptions } from "./options";
import { checkPreconditions, whyNoCharts, whyNoKubectl } from "./preconditions";
import { E2E_EXIT, exitCodeOf, reportTable, type StepOutcome } from "./report";
import { Run } from "./run";
import { readOverrides, settingsOf } from "./site";
import { takeSteps, timed } from "./sequence";
import { STEPS } from "./steps";
import { Transcript } from "./transcript";

async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(
    args,
    STEPS.map(({ name }) => name),
  );
  const transcript = new Transcript();
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "e2e-"));
  transcript.replace(`${folder}/`, "");
  transcript.replace(`${process.cwd()}/`, "");
  const identity = await identityOf(openCloud({ cloud: options.cloud }));
  const settings = settingsOf(options.cloud, identity, options.site === undefined ? undefined : readOverrides(options.site));
  const run = new Run(options, settings, folder, transcript);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => run.interrupt(signal));
  const code = await wholeRun(run, options);
  if (options.record !== undefined) transcript.save(options.record);
  if (code === E2E_EXIT.failed || options.keep) console.log(`states and logs are kept: ${folder}`);
  else fs.rmSync(folder, { recursive: true, force: true });
  return code;
}

async function wholeRun(run: Run, options: E2eOptions): Promise<number> {
  const { transcript } = run;
  run.noCharts = whyNoKubectl() ?? (await whyNoCharts(run));
  const charts = options.charts !== undefined && run.noCharts === undefined ? await serveCharts(options.charts) : undefined;
  run.charts = charts?.url;
  try {
    const { binary, problems } = await checkPreconditions(run);
    if (problems.length > 0) {
      console.error(`${problems.join("\n")}\nnothing was made`);
      return E2E_EXIT.notStarted;
    }
    const before = await takeInventory(run.cloud);
    transcript.line(`${binary} on cloud ${options.cloud}; there before: ${countThings(before)}`);
    for (const [kind, why] of before.unlisted) transcript.line(`${kind}: cannot be listed: ${why}`);
    const outcomes = await takeSteps(STEPS, run);
    if (!options.keep) outcomes.push(await compared(run, before));
    transcript.line(`\n${binary}\n${reportTable(outcomes)}`);
    return run.signal ? E2E_EXIT.interrupted : exitCodeOf(outcomes);
  } finally {
    await closeBrowsers();
    await charts?.stop();
  }
}

/** What was there before must be there, and nothing else. */
function compared(run: Run, before: Inventory): Promise<StepOutcome> {
  return timed("inventory", "OpenStack's lists are as before", run, async () => {
    await cleanUp(run);
    const now = await takeInventory(run.cloud);
    const difference = inventoryDifference(before, now);
    for (const line of difference) run.transcript.line(line);
    if (difference.length > 0) throw new Error(difference.join("; "));
    return countThings(now);
  });
}

/** Makes, breaks, heals and takes away a small project on a real cloud. */
export const command: Command = {
  name: "e2e",
  projects: "none",
  options: OPTIONS,
  exits: { different: "not all steps could be run" },
  examples: ["", "--cloud devcloud --only cluster", "--record docs/e2e.md"],
  run: ({ args }) => main(args),
};
