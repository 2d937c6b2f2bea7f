import { CHARTS } from "../../constructs/charts";
import { chartField, isClusterDriver } from "../../projects/parts/chart-fields";
import type { Kubeconfig } from "../credentials/kubeconfig-file";
import { callerOf } from "../kubernetes/client";
import { describeRelease, helmReleases, type HelmRelease } from "../kubernetes/helm-releases";

/**
 * Says which releases of Helm in a cluster a part of the project would meet, as sentences; releases of other charts are nobody's business here.
 *
 * @param kubeconfig - opens the cluster
 */
export async function releasesInside(kubeconfig: () => Promise<Kubeconfig>): Promise<string[]> {
  try {
    const releases = await helmReleases(callerOf(await kubeconfig()));
    return releases.flatMap((release) => sentenceOf(release) ?? []);
  } catch (error) {
    return [`which releases of Helm the cluster has is not known: ${(error as Error).message}; --kubeconfig names a file that opens it`];
  }
}

function sentenceOf(release: HelmRelease): string | undefined {
  const field = chartField(release.chart);
  if (field === undefined) return undefined;
  const { namespace, name } = release;
  const uninstall = `\`helm uninstall ${name} --namespace ${namespace}\` before, where nobody needs it`;
  const ours = Object.values(CHARTS).find(({ chart }) => chart === release.chart)!;
  const what = isClusterDriver(release.chart)
    ? "is a driver of the whole cluster, beside which ours cannot be"
    : `meets ours, of version ${ours.version}: where namespace and name are the same deploy asks whether to take it over, and else both are there`;
  return `${describeRelease(release)} was installed by somebody; with ${field} in the file it ${what}. Leave ${field} out, or ${uninstall}`;
}
