import { load } from "js-yaml";
import { valueAt } from "../kit/value-at";
import type { PolicyElement } from "./policy-element";
import { quoted, type PolicyRule } from "./policy-rule";

/** Chart whose values are a Ceph cluster inside the cluster. */
const CHART = "rook-ceph-cluster";

/** Rule that keeps strangers out of a Ceph cluster inside the cluster: values of its chart go past what a project's file can say. */
export const CEPH_SECURITY_RULE: PolicyRule = {
  id: "GAIA-SEC-6",
  reason: "on the network of the nodes, or at an ingress, people reach Ceph whom nobody has named",
  check: (element) => {
    const values = cephValues(element);
    if (!values) return [];
    const provider = valueAt(values, "cephClusterSpec.network.provider");
    const problems: string[] = [];
    if (provider === "host") {
      problems.push("cephClusterSpec.network.provider is 'host', so that its daemons listen on the nodes; leave it out");
    }
    if (valueAt(values, "ingress.dashboard.host") !== undefined || valueAt(values, "route.dashboard.host") !== undefined) {
      problems.push("the dashboard is given a host; leave it out, and look at it by kubectl port-forward");
    }
    return problems;
  },
};

/** Rule that keeps its data. */
export const CEPH_RELIABILITY_RULE: PolicyRule = {
  id: "GAIA-REL-6",
  reason: "what is in a Ceph cluster inside the cluster is nowhere else",
  check: (element, tier) => {
    const values = cephValues(element);
    if (!values) return [];
    const problems: string[] = [];
    if (valueAt(values, "cephClusterSpec.cleanupPolicy.confirmation")) {
      problems.push(
        "cephClusterSpec.cleanupPolicy.confirmation agrees beforehand to the loss of all data; leave it out, destroy asks for it",
      );
    }
    if (valueAt(values, "cephClusterSpec.cleanupPolicy.allowUninstallWithVolumes") === true) {
      problems.push("cephClusterSpec.cleanupPolicy.allowUninstallWithVolumes lets Ceph go while claims are on it; leave it out");
    }
    for (const field of ["useAllNodes", "useAllDevices"]) {
      if (valueAt(values, `cephClusterSpec.storage.${field}`) === true) {
        problems.push(`cephClusterSpec.storage.${field} takes disks that nobody has named; leave it out`);
      }
    }
    return tier === "prod" ? [...problems, ...copyProblems(values)] : problems;
  },
};

/** Where a chart's values have pools, by list. */
const POOLS = {
  cephBlockPools: ["spec"],
  cephFileSystems: ["spec.metadataPool", "spec.dataPools.0"],
  cephObjectStores: ["spec.metadataPool", "spec.dataPool"],
} as const;

/** Pools of which production would lose data with one node. */
function copyProblems(values: object): string[] {
  return Object.entries(POOLS).flatMap(([list, pools]) =>
    ((valueAt(values, list) ?? []) as readonly object[]).flatMap((each, index) =>
      pools.flatMap((pool) => {
        const where = `${list}[${index}].${pool}`;
        const [size, domain] = [valueAt(each, `${pool}.replicated.size`), valueAt(each, `${pool}.failureDomain`)];
        // Another kind of pool, such as one with erasure coding, has no such number.
        if (size === undefined) return [];
        return [
          ...(typeof size === "number" && size < 2 ? [`${where} has ${size} copy of all data; production needs 2 or more`] : []),
          ...(domain === "host" ? [] : [`${where}.failureDomain is ${quoted(domain)}; copies must be on nodes of their own: 'host'`]),
        ];
      }),
    ),
  );
}

/** Values of a release of the chart; undefined for everything else. */
function cephValues({ type, attributes }: PolicyElement): object | undefined {
  if (type !== "helm_release" || attributes["chart"] !== CHART) return undefined;
  const [text = ""] = (attributes["values"] ?? []) as readonly string[];
  return load(text) ?? {};
}
