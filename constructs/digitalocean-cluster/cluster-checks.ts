import { nameProblem } from "../kit/names";
import { overlap } from "../kit/ip-networks";
import type { SettingProblem } from "../kit/setting-problem";

/** Name of the pool that DigitalOcean makes with the cluster. */
export const SYSTEM_POOL = "system";

/** Longest and shortest prefix of a VPC's network. */
const VPC_PREFIX = { min: 16, max: 24 };

/** A pool of nodes, as far as its size goes. */
export interface PoolNodes {
  /**
   * Number of nodes.
   *
   * @default - min, in an autoscaled pool
   */
  readonly count?: number | undefined;
  /**
   * Fewest nodes of an autoscaled pool.
   *
   * @default - a pool of fixed size
   */
  readonly min?: number | undefined;
  /**
   * Most nodes of an autoscaled pool.
   *
   * @default - a pool of fixed size
   */
  readonly max?: number | undefined;
}

/** What is checked of a cluster. */
export interface CheckedCluster {
  /** CIDR of the VPC. */
  readonly vpcCidr: string;
  /**
   * CIDR of pods.
   *
   * @default - DigitalOcean's
   */
  readonly podCidr?: string | undefined;
  /**
   * CIDR of services.
   *
   * @default - DigitalOcean's
   */
  readonly serviceCidr?: string | undefined;
  /** Pools beside the system pool. */
  readonly nodePools: readonly (PoolNodes & { readonly name: string })[];
}

/**
 * Finds what DigitalOcean would refuse of a cluster.
 *
 * @param cluster - what is asked for
 * @see https://github.com/digitalocean/terraform-provider-digitalocean/blob/v2.99.1/docs/resources/kubernetes_cluster.md
 */
export function digitalOceanClusterProblems({ vpcCidr, podCidr, serviceCidr, nodePools }: CheckedCluster): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const prefix = Number(vpcCidr.split("/")[1]);
  if (!(prefix >= VPC_PREFIX.min && prefix <= VPC_PREFIX.max)) {
    problems.push({ path: ["vpcCidr"], message: `must be a network from /16 to /24, got ${vpcCidr}; '10.20.0.0/20' would do` });
  }
  const inner = [
    ["podCidr", podCidr, "of the nodes", vpcCidr],
    ["serviceCidr", serviceCidr, "of the nodes", vpcCidr],
    ["serviceCidr", serviceCidr, "of pods", podCidr],
  ] as const;
  for (const [field, cidr, whose, other] of inner) {
    if (cidr === undefined || other === undefined || !overlap(cidr, other)) continue;
    problems.push({ path: [field], message: `must not overlap the network ${whose} ${other}, got ${cidr}; name another one` });
  }
  const seen = new Set<string>();
  for (const [index, pool] of nodePools.entries()) {
    const at = (field: string, message: string | undefined): void => {
      if (message !== undefined) problems.push({ path: ["nodePools", index, field], message });
    };
    at("name", nameProblem("label", pool.name) ?? poolNameProblem(pool.name, seen));
    seen.add(pool.name);
    for (const [field, message] of poolNodesProblems(pool)) at(field, message);
  }
  return problems;
}

function poolNameProblem(name: string, seen: ReadonlySet<string>): string | undefined {
  if (name === SYSTEM_POOL) return `must not be '${name}', the pool that DigitalOcean makes with the cluster; 'jobs' would do`;
  return seen.has(name) ? `must be unique, got '${name}' twice` : undefined;
}

/**
 * Finds what is wrong with the size of a pool.
 *
 * @param pool - the pool
 * @returns field and problem
 */
export function poolNodesProblems({ count, min, max }: PoolNodes): (readonly ["count" | "min" | "max", string])[] {
  if (min === undefined && max === undefined) {
    return (count ?? 0) < 1
      ? [["count", `must be at least 1, because a pool has a node, got ${count ?? "nothing"}; leave the pool out`]]
      : [];
  }
  if (min === undefined) return [["min", "must be given beside max, such as 1, got nothing"]];
  if (max === undefined) return [["max", `must be given beside min, such as ${min + 1}, got nothing`]];
  if (min < 1) return [["min", `must be at least 1, because DigitalOcean's autoscaler keeps a node, got ${min}`]];
  if (max < min) return [["max", `must be at least ${min}, which is min, got ${max}`]];
  if (count !== undefined && (count < min || count > max)) return [["count", `must be between min ${min} and max ${max}, got ${count}`]];
  return [];
}
