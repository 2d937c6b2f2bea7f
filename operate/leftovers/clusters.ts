import * as z from "zod";
import type { Cloud } from "../openstack/cloud";
import type { ClusterNames } from "./marks";

/** Our cluster, where Magnum has it. */
export interface LivingCluster {
  /** UUID. */
  readonly uuid: string;
  /** Such as DELETE_FAILED. */
  readonly status: string;
  /** Why, as Magnum and its driver say it. */
  readonly reasons: readonly string[];
}

/** Whose things there may be in an OpenStack project. */
export interface Clusters {
  /** Names of our cluster, present and past. */
  readonly ours: ClusterNames;
  /** Names of all other clusters. */
  readonly others: readonly ClusterNames[];
  /** Our cluster, where Magnum has it. */
  readonly living: LivingCluster | undefined;
}

const listSchema = z.array(z.object({ name: z.string(), uuid: z.string() }));
const showSchema = z.object({
  name: z.string(),
  uuid: z.string(),
  status: z.string(),
  stack_id: z.string().nullish(),
  status_reason: z.string().nullish(),
  faults: z.record(z.string(), z.string().nullish()).nullish(),
});

/**
 * Asks Magnum for our cluster and for all others.
 *
 * @param cloud - login that sees clusters
 * @param name - name of our cluster
 * @param otherNames - names that clusters of other projects have
 * @param pastIds - UUIDs and driver's names that clusters of ours have had
 */
export async function clustersOf(cloud: Cloud, name: string, otherNames: readonly string[], pastIds: readonly string[]): Promise<Clusters> {
  const listed = listSchema.parse(await cloud.list("container-infra", "/clusters"));
  const shown = await Promise.all(
    listed.map(async ({ uuid }) => showSchema.parse(await cloud.show("container-infra", `/clusters/${uuid}`))),
  );
  const idsOf = ({ uuid, stack_id: stackId }: z.output<typeof showSchema>): string[] => [uuid, ...(stackId ? [stackId] : [])];
  const own = shown.find((cluster) => cluster.name === name);
  const strangers = shown.filter((cluster) => cluster !== own);
  return {
    ours: { name, ids: [...new Set([...(own ? idsOf(own) : []), ...pastIds])] },
    others: [
      ...strangers.map((cluster) => ({ name: cluster.name, ids: idsOf(cluster) })),
      ...otherNames.filter((other) => other !== name).map((other) => ({ name: other })),
    ],
    living: own && {
      uuid: own.uuid,
      status: own.status,
      reasons: [...new Set([own.status_reason, ...Object.values(own.faults ?? {})])].filter((reason): reason is string => !!reason),
    },
  };
}
