import type { TerraformProvider, TerraformResourceLifecycle } from "cdktf";
import type { Construct } from "constructs";
import { ContainerinfraNodegroupV1 } from "../../.gen/providers/openstack/containerinfra-nodegroup-v1";
import type { MagnumDriver } from "../contracts/magnum-driver";
import type { LabelSurroundings } from "./magnum-label-values";
import { magnumLabelStrings } from "./magnum-labels";
import { problemsAt, requireNone } from "../kit/setting-problem";
import { importAs } from "../kit/state-blocks";
import { isScaled, nodeGroupBounds, nodeGroupProblems, type NodeGroupProps } from "./node-group-bounds";
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
  /**
   * Groups that the cluster has already: they are imported, and of the group only min and max are kept as they stand here, where both are given.
   *
   * @default - none
   */
  readonly adopted?: AdoptedNodeGroups;
  /** OpenStack provider that may create clusters. */
  readonly provider?: TerraformProvider;
}

/** Node groups that somebody made before. */
export interface AdoptedNodeGroups {
  /** UUID of their cluster. */
  readonly clusterUuid: string;
  /** Their names. */
  readonly names: readonly string[];
}

/** What replaces a group, or is the autoscaler's, or says nothing of one that was made before. */
const FOUND = ["node_count", "flavor_id", "image_id", "role", "docker_volume_size", "labels", "merge_labels"];

/**
 * Makes node groups one after another: Magnum fails when several are made at the same time.
 *
 * @throws Error if a group is not one that the driver accepts
 * @see https://bugs.launchpad.net/magnum/+bug/2097946
 */
export function chainNodeGroups(scope: Construct, props: NodeGroupChainProps): void {
  let previous: ContainerinfraNodegroupV1 | undefined;
  const { driver, clusterName: cluster, chartVersion, nodeGroups: groups } = props;
  const isNew = ({ name }: NodeGroupProps): boolean => !(props.adopted?.names ?? []).includes(name);
  const named = nodeGroupNameProblems({ driver, cluster, chartVersion, groups }).filter(({ path }) => isNew(groups[path[0] as number]!));
  requireNone(problemsAt(["nodeGroups"], named));
  for (const [index, group] of groups.entries()) {
    const { clusterUuid, names = [] } = props.adopted ?? {};
    const isAdopted = names.includes(group.name);
    // What runs is as it is.
    const problems = isAdopted ? [] : nodeGroupProblems(driver, props.autoScaling, group, props.surroundings);
    requireNone(problemsAt(["nodeGroups", index], problems));

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
      lifecycle: lifecycleOf(group, isAdopted),
      dependsOn: previous && [previous],
    });
    if (isAdopted) importAs(previous, `${clusterUuid}/${group.name}`);
  }
}

function lifecycleOf(group: NodeGroupProps, isAdopted: boolean): TerraformResourceLifecycle | undefined {
  if (!isAdopted) return isScaled(group) ? { ignoreChanges: ["node_count"] } : undefined;
  // A group without a maximum has none in Magnum, and no number here says that.
  const isBounded = group.min !== undefined && group.max !== undefined;
  return { ignoreChanges: [...FOUND, ...(isBounded ? [] : ["min_node_count", "max_node_count"])] };
}
