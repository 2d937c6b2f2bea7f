import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import { loadBalancerProblems } from "./load-balancer-checks";
import { extraNetworkNameProblem, type LabelValues } from "./magnum-label-values";
import { magnumLabelProblems } from "./magnum-labels";
import type { SettingProblem } from "../kit/setting-problem";

/** What a driver has an opinion about. */
export interface ClusterSettings {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Nodes of the control plane. */
  readonly controlPlane: { readonly count?: number };
  /** Workers that come with the cluster. */
  readonly workers: { readonly count: number };
  /** CNI plugin. */
  readonly networkDriver?: string;
  /** Names of further networks. */
  readonly extraNetworks?: readonly string[];
  /** Who may reach the API server. */
  readonly api: { readonly allowedCidrs?: readonly string[] };
  /** Labels of the template. */
  readonly labels?: object;
  /** Labels of the template that are passed on unchecked. */
  readonly extraLabels?: Record<string, string>;
  /** Labels of the cluster itself. */
  readonly clusterLabels?: object;
  /** Cinder volume types that there are; not checked where they are not known. */
  readonly volumeTypes?: readonly string[];
}

/**
 * Finds what a cluster asks for and its Magnum driver does not allow.
 *
 * @param settings - what the cluster asks for
 */
export function clusterProblems(settings: ClusterSettings): SettingProblem[] {
  return [...countProblems(settings), ...networkProblems(settings), ...loadBalancerProblems(settings), ...labelProblems(settings)];
}

function countProblems({ driver, controlPlane, workers }: ClusterSettings): SettingProblem[] {
  const traits = MAGNUM_DRIVER_TRAITS[driver];
  const count = controlPlane.count ?? 1;
  const problems: SettingProblem[] = [];
  if (count < 1) {
    problems.push({ path: ["controlPlane", "count"], message: `must be at least 1, got ${count}` });
  } else if (traits.oddControlPlanes && count % 2 === 0) {
    const message = `must be odd with driver ${driver}, got ${count}; use ${count - 1} or ${count + 1}`;
    problems.push({ path: ["controlPlane", "count"], message });
  }
  if (workers.count < traits.minNodeCount) {
    const message = `must be at least ${traits.minNodeCount} with driver ${driver}, which cannot scale to zero, got ${workers.count}`;
    problems.push({ path: ["workers", "count"], message });
  }
  return problems;
}

function networkProblems({ driver, networkDriver, extraNetworks, api }: ClusterSettings): SettingProblem[] {
  const traits = MAGNUM_DRIVER_TRAITS[driver];
  const problems: SettingProblem[] = [];
  if (networkDriver !== undefined && !traits.networkDrivers.includes(networkDriver)) {
    const message = `must be ${traits.networkDrivers.join(" or ")} with driver ${driver}, got '${networkDriver}'`;
    problems.push({ path: ["networkDriver"], message });
  }
  if (extraNetworks?.length && traits.extraNetworkLabel === undefined) {
    const message = `cannot be used with driver ${driver}, which has no label for them; use network.storageRoute`;
    problems.push({ path: ["extraNetworks"], message });
  }
  for (const [index, name] of (extraNetworks ?? []).entries()) {
    const message = extraNetworkNameProblem(driver, name);
    if (message !== undefined) problems.push({ path: ["extraNetworks", index], message });
  }
  if (api.allowedCidrs && traits.allowedCidrsLabel === undefined) {
    const message = `cannot be used with driver ${driver}, which has no label for it; set api.floatingIp to false`;
    problems.push({ path: ["api", "allowedCidrs"], message });
  }
  return problems;
}

function labelProblems(settings: ClusterSettings): SettingProblem[] {
  const { driver, networkDriver, volumeTypes, extraLabels = {} } = settings;
  const [labels, clusterLabels] = [(settings.labels ?? {}) as LabelValues, (settings.clusterLabels ?? {}) as LabelValues];
  const at = (field: string, problems: readonly { key: string; message: string }[]): SettingProblem[] =>
    problems.map(({ key, message }) => ({ path: [field, key], message }));
  const problems = [
    ...at("labels", magnumLabelProblems(driver, labels, {}, { networkDriver, volumeTypes, beside: clusterLabels })),
    ...at("extraLabels", magnumLabelProblems(driver, {}, extraLabels, { networkDriver, beside: { ...labels, ...clusterLabels } })),
    ...at("clusterLabels", magnumLabelProblems(driver, clusterLabels, {}, { networkDriver, volumeTypes, beside: labels })),
  ];
  if ("capi_helm_chart_version" in clusterLabels) {
    problems.push({ path: ["clusterLabels", "capi_helm_chart_version"], message: "is read from the template only; move it to labels" });
  }
  return problems;
}
