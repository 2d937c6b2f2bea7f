import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";
import { loadBalancerProblems } from "./load-balancer-checks";
import { extraNetworkNameProblem, type LabelValues } from "./magnum-label-values";
import { magnumLabelProblems } from "./magnum-labels";
import { workersProblems, type NodeCount } from "./node-group-bounds";
import { problemsAt, type SettingProblem } from "../kit/setting-problem";

/** What a driver has an opinion about. */
export interface ClusterSettings {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /** Nodes of the control plane. */
  readonly controlPlane: { readonly count?: number };
  /** Workers that come with the cluster. */
  readonly workers: NodeCount;
  /** Further node groups. */
  readonly nodeGroups?: readonly NodeCount[] | undefined;
  /** Whether there is an autoscaler; undefined where that follows the groups. */
  readonly autoScaling?: boolean | undefined;
  /** Whether the API server has a load balancer. */
  readonly masterLoadBalancer?: boolean | undefined;
  /** Volume of each node for containers, in GiB. */
  readonly dockerVolumeSizeGiB?: number | undefined;
  /** CNI plugin. */
  readonly networkDriver?: string;
  /** Names of further networks. */
  readonly extraNetworks?: readonly string[];
  /** Who may reach the API server. */
  readonly api: { readonly floatingIp?: boolean; readonly allowedCidrs?: readonly string[] };
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
  return [
    ...countProblems(settings),
    ...balancerProblems(settings),
    ...networkProblems(settings),
    ...loadBalancerProblems(settings),
    ...labelProblems(settings),
  ];
}

function countProblems(settings: ClusterSettings): SettingProblem[] {
  const { driver, controlPlane, dockerVolumeSizeGiB } = settings;
  const count = controlPlane.count ?? 1;
  const problems: SettingProblem[] = [];
  if (count < 1) {
    problems.push({ path: ["controlPlane", "count"], message: `must be at least 1, got ${count}` });
  } else if (count % 2 === 0) {
    // @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/driver.py (validate_master_size)
    const message = `must be odd with driver ${driver}, got ${count}; use ${count - 1} or ${count + 1}`;
    problems.push({ path: ["controlPlane", "count"], message });
  }
  problems.push(...problemsAt(["workers"], workersProblems(driver, settings)));
  if (dockerVolumeSizeGiB !== undefined && !MAGNUM_DRIVER_TRAITS[driver].dockerVolumes) {
    const without = `cannot be used with driver ${driver}, which makes no such volume, got ${dockerVolumeSizeGiB}`;
    problems.push({ path: ["dockerVolumeSizeGiB"], message: `${without}; use labels.boot_volume_size for a larger root disk` });
  }
  return problems;
}

function balancerProblems({ driver, controlPlane, api, masterLoadBalancer = true }: ClusterSettings): SettingProblem[] {
  if (masterLoadBalancer) return [];
  const floatingIp = MAGNUM_DRIVER_TRAITS[driver].floatingIpWithoutBalancer;
  const path = ["masterLoadBalancer"];
  if (floatingIp === undefined) return [{ path, message: `must be true with driver ${driver}, which always makes one, got false` }];
  const count = controlPlane.count ?? 1;
  const problems: SettingProblem[] = [];
  if (count > 1) problems.push({ path, message: `must be true with ${count} control planes, which it spreads requests over, got false` });
  if (api.allowedCidrs) {
    problems.push({
      path: ["api", "allowedCidrs"],
      message: "cannot be used while masterLoadBalancer is false: it is what lets them in only; leave it out",
    });
  }
  if ((api.floatingIp ?? true) !== floatingIp) {
    const why = floatingIp ? "the driver finds no other address for it" : "the driver gives one to the load balancer alone";
    problems.push({
      path: ["api", "floatingIp"],
      message: `must be ${floatingIp} with driver ${driver} while masterLoadBalancer is false: ${why}, got ${!floatingIp}`,
    });
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
  const { driver, networkDriver, volumeTypes, dockerVolumeSizeGiB, extraLabels = {} } = settings;
  const surroundings = { networkDriver, dockerVolumeSizeGiB };
  const [labels, clusterLabels] = [(settings.labels ?? {}) as LabelValues, (settings.clusterLabels ?? {}) as LabelValues];
  const at = (field: string, problems: readonly { key: string; message: string }[]): SettingProblem[] =>
    problems.map(({ key, message }) => ({ path: [field, key], message }));
  const problems = [
    ...at("labels", magnumLabelProblems(driver, labels, {}, { ...surroundings, volumeTypes, beside: clusterLabels })),
    ...at("extraLabels", magnumLabelProblems(driver, {}, extraLabels, { ...surroundings, beside: { ...labels, ...clusterLabels } })),
    ...at("clusterLabels", magnumLabelProblems(driver, clusterLabels, {}, { ...surroundings, volumeTypes, beside: labels })),
  ];
  if ("capi_helm_chart_version" in clusterLabels) {
    problems.push({ path: ["clusterLabels", "capi_helm_chart_version"], message: "is read from the template only; move it to labels" });
  }
  return problems;
}
