import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import type { ProjectInput } from "../../projects";
import type { Ended, Started } from "../commands";
import { withGroup } from "../project";
import type { Run } from "../run";
import { demand, type Step } from "../step";
import { groupId } from "./node-groups";

const BUSY = "Error acquiring the state lock";

/** Ends a deploy with SIGTERM. */
export const terminated: Step = {
  name: "sigterm",
  proves: "a deploy that is told to end leaves a whole state, and the next one keeps what Magnum has finished",
  after: ["deploy"],
  run: async (run) => {
    const { ended, uuid } = await interruptedAt(run, "term", ({ pid }) => process.kill(pid, "SIGTERM"));
    demand(ended.code === 143, `deploy ended with ${ended.code}`);
    await goesOn(run, "term", uuid);
    return "";
  },
};

/** Kills the command, and not Terraform. */
export const commandKilled: Step = {
  name: "kill-command",
  proves: "Terraform ends what it does when the command is killed, and the next deploy goes on",
  after: ["deploy"],
  run: async (run) => {
    const { uuid } = await interruptedAt(run, "killed", ({ pid }) => process.kill(pid, "SIGKILL"));
    const refused = await goesOn(run, "killed", uuid);
    return refused === 0 ? "" : `refused ${refused} times while Terraform was still at work`;
  },
};

/**
 * Starts a deploy that makes one more node group, and interrupts it when Magnum has the group.
 *
 * @param run - the run
 * @param name - name of the node group
 * @param interrupt - what is done to the command
 */
export async function interruptedAt(
  run: Run,
  name: string,
  interrupt: (started: Started) => unknown,
): Promise<{ ended: Ended; uuid: string }> {
  run.project = withGroup(withoutExtra(run), name);
  const started = run.start("deploy", ["--auto-approve"]);
  const uuid = await run.until(`node group ${name}`, () => groupId(run, name));
  await interrupt(started);
  return { ended: await started.ended, uuid };
}

/** The project with its own node groups only: each of these steps brings one, and takes that of the step before away. */
function withoutExtra(run: Run): ProjectInput {
  const own = (run.settings.project.nodeGroups ?? []).map(({ name }) => name);
  return { ...run.project, nodeGroups: (run.project.nodeGroups ?? []).filter(({ name }) => own.includes(name)) };
}

/** Deploys until nobody else is at work any more; the node group must be the one that was begun. */
async function goesOn(run: Run, name: string, uuid: string): Promise<number> {
  for (let refused = 0; ; refused++) {
    const { code, text } = await run.deploy();
    if (code === 0) {
      demand((await groupId(run, name)) === uuid, `node group ${name} was made anew`);
      return refused;
    }
    demand(text.includes(BUSY) && refused < 20, `deploy ended with ${code}`);
    await pause(5000);
    run.check();
  }
}

/**
 * Kills Terraform and its providers, as a machine does that loses its power.
 *
 * @param started - the command that runs Terraform
 */
export async function killTerraform({ pid }: Started): Promise<void> {
  const { stdout } = await promisify(execFile)("ps", ["-e", "-o", "pid=,ppid="]);
  const children = stdout
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, parent]) => parent === pid)
    .map(([child]) => child!);
  // Each is the head of a group of its own, with its providers; the client of OpenStack is not.
  for (const child of children) {
    try {
      process.kill(-child, "SIGKILL");
    } catch {
      // Not the head of a group, or gone already.
    }
  }
}
