import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import type { Report } from "../schema/report";

/** Fields that make a cluster, or change one. */
const MAKING = ["keypair", "autoScaling", "extraLabels", "clusterLabels"] as const;

/** Fields of a node group that make its nodes. */
const MAKING_NODES = ["labels", "image"] as const;

/**
 * Finds fields that only make sense for a cluster of ours, in a project on a cluster that others run.
 *
 * @param project - checked project
 * @param report - called for each problem
 */
export function checkExistingCluster({ cluster, nodeGroups }: ProjectData, report: Report): void {
  if (!cluster.existing) return;
  const refuse = (path: readonly PropertyKey[], value: unknown): void => {
    if (value === undefined) return;
    report(path, `must be left out beside cluster.existing: others run cluster ${cluster.existing!.name}, got ${show(value)}`);
  };
  for (const field of MAKING) refuse(["cluster", field], cluster[field]);
  refuse(["cluster", "api", "allowedCidrs"], cluster.api.allowedCidrs);
  for (const [index, group] of nodeGroups.entries()) for (const field of MAKING_NODES) refuse(["nodeGroups", index, field], group[field]);
}
