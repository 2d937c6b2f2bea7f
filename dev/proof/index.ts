import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { capacityOf } from "../../projects/capacity";
import { projectFiles, siteFiles } from "../../environments";
import { EXIT } from "../../operate/session/exit-codes";
import { parseEnvironments } from "../../projects";
import { randomCases, toCase, type Case } from "./cases";
import { startControlPlane, type ControlPlane } from "./control-plane";
import { schedule, type Placement } from "./schedule";
import type { Command } from "../../cli/program";

const BATCH = 8;
const LARGE = { nodes: 1000, executors: 10_000, milliseconds: 50 };

/** Finds why model and scheduler disagree, if they do. */
export function disagreement({ verdict, pods }: Case, { placed, pending }: Placement): string | undefined {
  if (verdict === "fits" && pending.length > 0)
    return `the model says it fits, ${pending.length} pods are pending: ${pending[0]!.name}: ${pending[0]!.reason}`;
  if (verdict !== "does not fit") return undefined;
  if (pending.length === 0) return `the model says it does not fit, all ${placed} of ${pods.length} pods are placed`;
  const odd = pending.find(({ reason }) => !/Insufficient (cpu|memory)|Too many pods/.test(reason));
  return odd && `the model says it does not fit for CPU, memory or pods, ${odd.name} is pending because ${odd.reason}`;
}

async function prove(cases: number, seed: number): Promise<number> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "proof-"));
  const plane = await startControlPlane(dir);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (): void => void plane.stop().then(() => process.exit(130));
  for (const signal of signals) process.once(signal, end);
  try {
    const random = await proveRandom(plane, cases, seed);
    const large = await proveLarge(plane);
    return random && large ? EXIT.done : EXIT.failed;
  } finally {
    await plane.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function proveRandom(plane: ControlPlane, count: number, seed: number): Promise<boolean> {
  console.log(`${count} random projects, seed ${seed}`);
  const cases = randomCases(count, seed);
  const tally = { fits: 0, "does not fit": 0, "depends on the order": 0 };
  let placedInDoubt = 0;
  const wrong: string[] = [];
  for (let first = 0; first < cases.length; first += BATCH) {
    await Promise.all(
      cases.slice(first, first + BATCH).map(async (proof, offset) => {
        const outcome = await schedule(plane, `case-${first + offset}`, proof, seed + first + offset);
        tally[proof.verdict]++;
        if (proof.verdict === "depends on the order" && outcome.pending.length === 0) placedInDoubt++;
        const reason = disagreement(proof, outcome);
        if (reason !== undefined) wrong.push(`${proof.title}: ${reason}`);
      }),
    );
  }
  console.log(
    `model: ${tally.fits} fit, ${tally["does not fit"]} do not, ${tally["depends on the order"]} depend on the order of the pods`,
  );
  console.log(`scheduler: disagrees with ${wrong.length} of the first two kinds; of the last, all pods of ${placedInDoubt} were placed`);
  for (const line of wrong) console.error(line);
  return wrong.length === 0;
}

/** The production project's executors on many nodes. */
async function proveLarge(plane: ControlPlane): Promise<boolean> {
  const project = parseEnvironments(projectFiles, siteFiles).find(({ tier, spark }) => tier === "prod" && spark)!;
  const spark = project.spark!;
  const asked = {
    ...project,
    nodeGroups: project.nodeGroups.map((group) => (group.name === spark.nodeGroup ? { ...group, count: LARGE.nodes } : group)),
    spark: { ...spark, executors: { min: 0, max: LARGE.executors } },
  };
  const start = performance.now();
  const capacity = capacityOf(asked, asked.site);
  const milliseconds = performance.now() - start;
  const proof = toCase(`${LARGE.executors} executors of ${project.id}'s shape on ${LARGE.nodes} nodes`, capacity);
  const before = Date.now();
  const outcome = await schedule(plane, "large", proof, 1);
  const reason = disagreement(proof, outcome);
  console.log(
    `${proof.title}: the model says in ${milliseconds.toFixed(1)} ms: ${proof.verdict}; ` +
      `the scheduler placed ${outcome.placed} of ${proof.pods.length} pods in ${Math.round((Date.now() - before) / 1000)} s`,
  );
  if (reason !== undefined) console.error(reason);
  return reason === undefined && proof.verdict !== "depends on the order" && milliseconds < LARGE.milliseconds;
}

/** Asks a real scheduler whether the model of the capacity is right. */
export const command: Command = {
  name: "proof",
  projects: "none",
  options: {
    cases: { type: "string", value: "NUMBER", help: "random projects; 200 by default" },
    seed: { type: "string", value: "NUMBER", help: "what they are made from" },
  },
  exits: {},
  examples: ["--seed 20261124"],
  run: ({ values }) => prove(Number(values["cases"] ?? 200), Number(values["seed"] ?? Date.now() % 1e9)),
};
