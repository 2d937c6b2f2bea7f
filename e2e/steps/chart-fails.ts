import { setTimeout as pause } from "node:timers/promises";
import type { Run } from "../run";
import { demand, type Step } from "../step";
import { demandNoChanges } from "./cluster";
import { withSharedValues } from "./platform";

/** Namespace of the chart that is made to fail. */
const NAMESPACE = "manila-csi";

/** Has a chart fail half-way: one of its objects is one too many for the namespace. */
export const chartFails: Step = {
  name: "chart-fails",
  proves: "a release that fails half-way is rolled back, and made by the next try",
  after: ["platform"],
  run: async (run) => {
    const configMaps = await run.kubernetes!.get<{ items: unknown[] }>("configmaps", `--namespace=${NAMESPACE}`);
    await limit(run, { "count/configmaps": String(configMaps.items.length) });
    run.project = withSharedValues(run.project, { csimanila: { runtimeConfig: { enabled: true } } });
    const started = run.start("deploy", ["--auto-approve"]);
    let isOver = false;
    void started.ended.finally(() => (isOver = true)).catch(() => undefined);
    while (!isOver && !started.text().includes("again from a new plan")) await pause(500);
    await unlimit(run);
    const { code, text } = await started.ended;
    demand(text.includes("exceeded quota"), "the deploy does not say why the release failed");
    if (code !== 0) demand((await run.deploy()).code === 0, "the next deploy has failed as well");
    await demandNoChanges(run);
    return code === 0 ? "healed by the second try of the same deploy" : "healed by the next deploy";
  },
};

/**
 * Puts a limit on the chart's namespace, and waits until it holds.
 *
 * @param run - the run
 * @param hard - the limits
 */
export async function limit(run: Run, hard: Readonly<Record<string, string>>): Promise<void> {
  const metadata = { name: "e2e", namespace: NAMESPACE };
  run.transcript.line(`$ kubectl apply: ResourceQuota ${NAMESPACE}/e2e with ${JSON.stringify(hard)}`);
  await run.kubernetes!.apply({ apiVersion: "v1", kind: "ResourceQuota", metadata, spec: { hard } });
  await run.until("the quota", async () => {
    const quota = await run.kubernetes!.get<{ status?: { used?: object } }>("resourcequota", "e2e", `--namespace=${NAMESPACE}`);
    return quota.status?.used && true;
  });
}

/**
 * Takes the limit away.
 *
 * @param run - the run
 */
export async function unlimit(run: Run): Promise<void> {
  run.transcript.line(`$ kubectl delete resourcequota e2e --namespace=${NAMESPACE}`);
  await run.kubernetes!.run("delete", "resourcequota", "e2e", `--namespace=${NAMESPACE}`);
}
