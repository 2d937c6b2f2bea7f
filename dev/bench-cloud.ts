import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { gaiaDev } from "../environments/gaia-dev";
import { cumulus } from "../environments/sites/cumulus";
import { KINDS, type LeftoverKind } from "../operate/leftovers/kinds";
import { findLeftovers } from "../operate/leftovers/find";
import { searchFor } from "../operate/leftovers/search";
import { openCloud } from "../operate/openstack/cloud";
import { preflight } from "../operate/preflight/checks";
import { inParallel } from "../operate/session/processes";
import { requireOpenStack, parseEnvironments, type Project } from "../projects";
import { median, type Limit, type Measurement } from "./bench";

const RUNS = 5;
const LONGEST_SECONDS = 5;

/** The client's commands for what leftovers asks of every cloud. */
const LISTS: readonly (readonly string[])[] = [
  ...(KINDS as readonly LeftoverKind[])
    .filter(({ name, drivers }) => drivers === undefined && name !== "share snapshot")
    .map(({ deletion }) => [...deletion.slice(0, deletion.indexOf("delete")), "list"]),
  ["coe", "cluster", "list"],
  ["catalog", "list"],
];

/** The client's processes that run at once. */
const PARALLEL = 4;

/**
 * Measures what the commands ask a cloud, against the OpenStack client for the same lists where it is installed.
 *
 * @param name - entry of clouds.yaml
 */
export async function benchCloud(name: string): Promise<[Measurement[], Limit[]]> {
  const project = requireOpenStack(projectOn(name));
  const asked = { preflight: [] as number[], leftovers: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    const clouds = { project: openCloud({ cloud: name }), clusters: openCloud({ cloud: name }) };
    asked.preflight.push(await secondsOf(() => preflight(project, clouds)));
    asked.leftovers.push(await secondsOf(async () => findLeftovers(await searchFor({ project, otherProjects: [] }, []))));
  }
  const limits = Object.entries(asked).map(([what, values]) => ({ name: `${what}, in s`, value: median(values), atMost: LONGEST_SECONDS }));
  const measurements = Object.entries(asked).map(([what, values]) => ({ name: `${what} of a project on ${name}`, unit: "s", values }));
  return [[...measurements, ...(await clientsTime(name))], limits];
}

/** What comes out of the questions is of no matter, so that any project will do. */
function projectOn(name: string): Project {
  return parseEnvironments({ gaiaDev }, { cumulus: { ...cumulus, clouds: { project: name, clusters: name } } })[0]!;
}

async function clientsTime(name: string): Promise<Measurement[]> {
  const call = promisify(execFile);
  const jobs = LISTS.map((list) => () => call("openstack", ["--os-cloud", name, ...list, "-f", "json"]));
  try {
    const seconds = await secondsOf(() => inParallel(jobs, PARALLEL));
    return [{ name: `OpenStack client: ${LISTS.length} lists, ${PARALLEL} at once`, unit: "s", values: [seconds] }];
  } catch (error) {
    console.error(`the OpenStack client is not measured: ${(error as Error).message.split("\n")[0]}`);
    return [];
  }
}

async function secondsOf(action: () => Promise<unknown>): Promise<number> {
  const started = process.hrtime.bigint();
  await action();
  return Number(process.hrtime.bigint() - started) / 1e9;
}
