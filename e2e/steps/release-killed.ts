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
    if (next.code !== 0) {
      const [secret] = (await pending()).items;
      demand(secret !== undefined, "the next deploy has failed, and no release is pending");
      const remove = ["delete", "secret", "--namespace", "manila-csi", secret.metadata.name];
      demand(next.text.includes(`kubectl ${remove.join(" ")}`), `the next deploy does not name 'kubectl ${remove.join(" ")}'`);
      run.transcript.line(`$ kubectl ${remove.join(" ")}`);
      await kubernetes.run(...remove);
      demand((await run.deploy()).code === 0, "the deploy after that has failed as well");
    }
    await demandNoChanges(run);
    return "";
  },
};
