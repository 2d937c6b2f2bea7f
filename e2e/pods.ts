import { nodeGroupSelector } from "../constructs/contracts/magnum-driver";
import type { Run } from "./run";
import { sparkOf } from "./spark";

/** Longest wait for an image and the end of a pod, in seconds. */
const POD_SECONDS = 600;

/** Labels of the nodes that run pods. */
export const nodesOf = (run: Run): Readonly<Record<string, string>> =>
  nodeGroupSelector(run.settings.site.magnum.driver, sparkOf(run.project).nodeGroup);

interface Pod {
  readonly status: {
    readonly phase?: string;
    readonly containerStatuses?: readonly {
      readonly state: { readonly waiting?: { readonly reason: string; readonly message?: string } };
    }[];
  };
}

/**
 * The end of a pod, or what keeps it from beginning.
 *
 * @param run - the run
 * @param namespace - its namespace
 * @param name - its name
 */
export async function endOf(run: Run, namespace: string, name: string): Promise<{ phase: string; waits: string }> {
  return run.until(
    `the end of pod ${namespace}/${name}`,
    async () => {
      const { status } = await run.kubernetes!.get<Pod>("pod", name, `--namespace=${namespace}`);
      const { reason = "", message = "" } = status.containerStatuses?.[0]?.state.waiting ?? {};
      const phase = status.phase ?? "Pending";
      const isStuck = ["ErrImagePull", "ImagePullBackOff", "CreateContainerConfigError"].includes(reason);
      return ["Succeeded", "Failed"].includes(phase) || isStuck
        ? { phase, waits: [reason, message].filter(Boolean).join(", ") }
        : undefined;
    },
    POD_SECONDS,
  );
}
