import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { ContainerinfraNodegroupV1 } from "../../.gen/providers/openstack/containerinfra-nodegroup-v1";
import type { MagnumDriver } from "../contracts/magnum-driver";
import type { LabelSurroundings } from "./magnum-label-values";
import { magnumLabelStrings } from "./magnum-labels";
import { problemsAt, requireNone } from "../kit/setting-problem";
import { nodeGroupBounds, nodeGroupProblems, type NodeGroupProps } from "./node-group-bounds";
import { nodeGroupNameProblems } from "./node-group-names";

/** Properties of a chain of node groups. */
export interface NodeGroupChainProps {
  /** UUID of the cluster. */
  readonly clusterId: string;
  /** Name of the cluster. */
  readonly clusterName: string;
  /**
   * Version of capi-helm's chart that the template asks for.
   *
   * @default - that of the site's operators
   */
  readonly chartVersion?: string;
  /** The cluster's driver. */
  readonly driver: MagnumDriver;
  /** Whether the cluster has an autoscaler. */
  readonly autoScaling: boolean;
  /** The groups. */
  readonly nodeGroups: readonly NodeGroupProps[];
  /**
   * What the groups' labels depend on: the cluster's CNI plugin and its labels.
   *
   * @default - the driver's first plugin, and no labels
   */
  readonly surroundings?: LabelSurroundings;
  /** OpenStack provider that may create clusters. */
  readonly provider?: TerraformProvider;
}

/**
 * Makes node groups one after another: Magnum fails when several are made at the same time.
 *
 * @throws Error if a group is not one that the driver accepts
 * @see https://bugs.launchpad.net/magnum/+bug/2097946
 */
export function chainNodeGroups(scope: Construct, props: NodeGroupChainProps): void {
  let previous: ContainerinfraNodegroupV1 | undefined;
  const { driver, clusterName: cluster, chartVersion, nodeGroups: groups } = props;
  requireNone(problemsAt(["nodeGroups"], nodeGroupNameProblems({ driver, cluster, chartVersion, groups })));
  for (const [index, group] of groups.entries()) {
    requireNone(problemsAt(["nodeGroups", index], nodeGroupProblems(driver, props.autoScaling, group, props.surroundings)));

    const { min, max, count } = nodeGroupBounds(group);
    previous = new ContainerinfraNodegroupV1(scope, `node-group-${group.name}`, {
      name: group.name,
      provider: props.provider,
      clusterId: props.clusterId,
      flavorId: group.flavor,
      imageId: group.image,
      nodeCount: count,
      // Bounds belong here, where they change in place; as labels of the cluster they would replace it.
      minNodeCount: min,
      maxNodeCount: max,
      mergeLabels: group.labels && true,
      labels: group.labels && magnumLabelStrings(group.labels),
      lifecycle: min < max ? { ignoreChanges: ["node_count"] } : undefined,
      dependsOn: previous && [previous],
    });
  }
}
