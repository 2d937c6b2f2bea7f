import type { Construct } from "constructs";
import { KubernetesNodePool } from "../../.gen/providers/digitalocean/kubernetes-node-pool";
import type { PoolNodes } from "./cluster-checks";
import { nodePoolSelector } from "./node-pool-label";

/** A pool of equal nodes: a fixed number of them (`count`), or as many as the autoscaler wants (`min` to `max`). */
export interface NodePoolProps extends PoolNodes {
  /** Name, an RFC 1123 label other than "system". */
  readonly name: string;
  /** Slug of the droplets' size, such as "s-8vcpu-16gb"; a change makes a new pool. */
  readonly size: string;
  /**
   * Taints of its nodes.
   *
   * @default - none
   */
  readonly taints?:
    | readonly {
        /** Key. */
        readonly key: string;
        /**
         * Value.
         *
         * @default - none
         */
        readonly value?: string | undefined;
        /** What happens to pods that do not stand it. */
        readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
      }[]
    | undefined;
}

/**
 * A pool beside the system pool.
 *
 * @param scope - the cluster's construct
 * @param cluster - id and tags of the cluster
 * @param pool - the pool
 */
export function nodePool(
  scope: Construct,
  cluster: { readonly id: string; readonly tags?: string[] | undefined },
  pool: NodePoolProps,
): KubernetesNodePool {
  const { name, size, count, min = count ?? 1, max = min, taints = [] } = pool;
  return new KubernetesNodePool(scope, `pool-${name}`, {
    clusterId: cluster.id,
    name,
    size,
    // The provider compares a number of nodes with what the autoscaler has made of it.
    ...(min < max ? { autoScale: true, minNodes: min, maxNodes: max } : { nodeCount: max }),
    labels: nodePoolSelector(name),
    taint: taints.map(({ key, value = "", effect }) => ({ key, value, effect })),
    tags: cluster.tags,
  });
}
