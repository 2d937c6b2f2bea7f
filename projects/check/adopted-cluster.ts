import { list, show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import type { Report } from "../schema/report";

/** Fields that make a cluster, or change one. */
const MAKING = ["existing", "network", "extraLabels", "clusterLabels"] as const;

/** Fields of a node group that make its nodes. */
const MAKING_NODES = ["labels", "image"] as const;

/**
 * Finds fields that only make sense for a cluster that is made, in a project that takes one over, and node groups that it does not tell of.
 *
 * @param project - checked project
 * @param report - called for each problem
 */
export function checkAdoptedCluster({ cluster, nodeGroups }: ProjectData, report: Report): void {
  const { adopt } = cluster;
  if (!adopt) return;
  const refuse = (path: readonly PropertyKey[], value: unknown): void => {
    if (value === undefined) return;
    report(path, `must be left out beside cluster.adopt: cluster ${adopt.name} is taken over as it is, got ${show(value)}`);
  };
  for (const field of MAKING) refuse(["cluster", field], cluster[field]);
  refuse(["cluster", "api", "allowedCidrs"], cluster.api.allowedCidrs);
  for (const [index, group] of nodeGroups.entries()) {
    if (!adopt.nodeGroups.includes(group.name)) continue;
    for (const field of MAKING_NODES) refuse(["nodeGroups", index, field], group[field]);
    if ((group.min === undefined) !== (group.max === undefined))
      report(["nodeGroups", index, "min"], "and max must be given together, or left out to leave both to Magnum");
  }
  const names = nodeGroups.map(({ name }) => name);
  for (const [index, name] of adopt.nodeGroups.entries()) {
    if (names.includes(name)) continue;
    report(
      ["cluster", "adopt", "nodeGroups", index],
      `must be the name of one of nodeGroups (${list(names)}), got ${show(name)}; leave it out here, or add the group there`,
    );
  }
  if (adopt.movedFrom?.keypair !== undefined && !(cluster.keypair && "publicKey" in cluster.keypair))
    report(
      ["cluster", "adopt", "movedFrom", "keypair"],
      `must be left out unless cluster.keypair has the public key of that keypair, got ${show(adopt.movedFrom.keypair)}`,
    );
}
