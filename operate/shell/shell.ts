import * as fs from "node:fs";
import * as path from "node:path";
import { randomBytes } from "node:crypto";
import * as z from "zod";
import { writeKubeconfig, type Kubeconfig } from "../credentials/kubeconfig-file";
import { kubernetesOf } from "../kubernetes/client";
import type { Session } from "../terraform/terraform";
import { kubectlOf, type Kubectl } from "./kubectl";
import { SHELL_LABELS, shellPod, type ShellPlace } from "./pod";

/** How long a pod may take to start, in milliseconds: a node of an autoscaled group takes its time, and the image is large. */
const START_MS = 15 * 60_000;
const LOOK_MS = 1000;

/** Why a container waits that will wait for ever. */
const HOPELESS = ["ImagePullBackOff", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError"];

const podSchema = z.object({
  status: z.object({
    phase: z.string().nullish(),
    reason: z.string().nullish(),
    message: z.string().nullish(),
    conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string().nullish() })).nullish(),
    containerStatuses: z
      .array(
        z.object({
          state: z.object({ waiting: z.object({ reason: z.string().nullish(), message: z.string().nullish() }).nullish() }).nullish(),
        }),
      )
      .nullish(),
  }),
});

/**
 * Starts a pod, runs a command in it with the terminal that there is, and ends the pod however that ends.
 *
 * @param place - where
 * @param kubeconfig - of an administrator
 * @param command - the command
 * @param session - the session
 * @returns exit code of the command
 * @throws Error if the pod does not start
 */
export async function openShell(place: ShellPlace, kubeconfig: Kubeconfig, command: readonly string[], session: Session): Promise<number> {
  const { output, interruption, scratch } = session;
  const { namespace, project } = place;
  const name = `shell-${randomBytes(4).toString("hex")}`;
  const file = path.join(scratch, "kubeconfig");
  writeKubeconfig(file, kubeconfig);
  const manifest = path.join(scratch, "pod.json");
  fs.writeFileSync(manifest, JSON.stringify(shellPod(place, name)), { mode: 0o600 });
  const kubectl = kubectlOf(file, namespace, interruption);
  await sweep(kubectl);
  interruption.check();
  try {
    await kubectl.read("create", "--filename", manifest);
    await started(kubectl, name, session);
    output.line(`pod ${namespace}/${name} of ${project.id}: it goes with this shell`);
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
    const code = await kubectl.hand("exec", name, isTerminal ? "-it" : "-i", "--", ...command);
    interruption.check();
    return code;
  } finally {
    output.status("");
    try {
      await kubernetesOf(kubeconfig).deletePod(namespace, name);
      output.line(`pod ${namespace}/${name} ended`);
    } catch (error) {
      output.problem(
        `pod ${namespace}/${name} may still be there: ${(error as Error).message}; it ends by itself a minute after the last process in it, ` +
          `and \`kubectl --namespace ${namespace} delete pod ${name}\` deletes it`,
      );
    }
  }
}

/** Pods that have ended by themselves hold their claims until they are deleted. */
async function sweep(kubectl: Kubectl): Promise<void> {
  const selector = Object.entries(SHELL_LABELS).map(([key, value]) => `${key}=${value}`);
  const ended = "status.phase!=Running,status.phase!=Pending";
  await kubectl.read("delete", "pods", "--selector", selector.join(","), "--field-selector", ended, "--wait=false");
}

async function started(kubectl: Kubectl, name: string, { output, interruption }: Session): Promise<void> {
  const end = Date.now() + START_MS;
  let said = "";
  for (;;) {
    const { status } = podSchema.parse(JSON.parse(await kubectl.read("get", "pod", name, "--output", "json")));
    const { phase, conditions, containerStatuses } = status;
    if (phase === "Running") return;
    const waiting = containerStatuses?.[0]?.state?.waiting;
    const unscheduled = conditions?.find((one) => one.type === "PodScheduled" && one.status === "False")?.message;
    const why = [waiting?.reason ?? status.reason, waiting?.message ?? status.message ?? unscheduled].filter((part) => part).join(": ");
    if (phase === "Failed" || phase === "Succeeded" || HOPELESS.includes(waiting?.reason ?? ""))
      throw new Error(`pod ${name} does not start: ${why || phase}`);
    if (Date.now() > end)
      throw new Error(`pod ${name} has not started within ${START_MS / 60_000} minutes: ${why || "no reason is given"}`);
    if (why !== said) output.line(`pod ${name} waits: ${why}`);
    said = why;
    await interruption.pause(LOOK_MS);
    interruption.check();
  }
}
