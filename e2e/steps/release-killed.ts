import type { Run } from "../run";
import { demand, type Step } from "../step";
import { limit, unlimit } from "./chart-fails";
import { demandNoChanges } from "./cluster";
import { killTerraform } from "./interrupted";
import { withSharedValues } from "./platform";

/** Kills Terraform while it waits for a release. */
export const releaseKilled: Step = {
  name: "kill-release",
  proves: "a release that was under way when Terraform was killed is named with what to do, and deployed after that",
  after: ["platform"],
  run: async (run) => {
    const kubernetes = run.kubernetes!;
    const pending = (): Promise<{ items: { metadata: { name: string } }[] }> =>
      kubernetes.get("secrets", "--namespace=manila-csi", "--selector=owner=helm,status=pending-upgrade");
    await limit(run, { pods: "0" });
    run.project = withSharedValues(run.project, { logVerbosityLevel: 3 });
    const started = run.start("deploy", ["--auto-approve"]);
    await run.until("a release that waits for its pods", async () => ((await pending()).items.length > 0 ? true : undefined));
    await killTerraform(started);
    const { code } = await started.ended;
    demand(code === 1, `deploy ended with ${code}`);
    await unlimit(run);
    const next = await run.deploy();
    demand(next.code === 1, `the next deploy ended with ${next.code}`);
    await deletePending(run, next.text);
    demand((await run.deploy()).code === 0, "the deploy after that has failed as well");
    await demandNoChanges(run);
    return "";
  },
};

/**
 * Deletes what a deploy says to delete of releases that were under way.
 *
 * @param run - the run
 * @param text - what the deploy printed
 */
export async function deletePending(run: Run, text: string): Promise<void> {
  const secrets = [...text.matchAll(/`kubectl delete secret --namespace (\S+) --selector '([^']+)'`/g)];
  demand(secrets.length > 0, "the next deploy does not say which secret to delete");
  for (const [, namespace, selector] of secrets) {
    run.transcript.line(`$ kubectl delete secret --namespace ${namespace} --selector '${selector}'`);
    await run.kubernetes!.run("delete", "secret", "--namespace", namespace!, "--selector", selector!);
  }
}
