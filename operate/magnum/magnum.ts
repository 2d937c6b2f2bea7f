import { z } from "zod";
import { openStackClient } from "../openstack/client";

/** What Magnum says of a cluster or a node group. */
export interface MagnumStatus {
  /** Such as CREATE_IN_PROGRESS. */
  readonly status: string;
  /** Why, where Magnum has a reason. */
  readonly reason: string | undefined;
}

/** A cluster as Magnum shows it. */
export interface ClusterStatus extends MagnumStatus {
  /** Whether its nodes and its API are healthy, where Magnum knows. */
  readonly health: string | undefined;
  /** Its UUID. */
  readonly uuid: string;
  /** The labels that Magnum keeps with it, where it shows them. */
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** A node group as Magnum lists it. */
export interface NodeGroupStatus {
  /** Its name. */
  readonly name: string;
  /** Role, such as worker. */
  readonly role: string;
  /** Number of nodes. */
  readonly nodeCount: number;
  /** Such as CREATE_COMPLETE. */
  readonly status: string;
}

/** What the commands ask Magnum and tell it, through the OpenStack client. */
export interface Magnum {
  /** Status of a cluster, by name or UUID; undefined if there is none. */
  readonly cluster: (cluster: string) => Promise<ClusterStatus | undefined>;
  /** All node groups of a cluster. */
  readonly nodeGroups: (cluster: string) => Promise<NodeGroupStatus[]>;
  /** Status of a node group. */
  readonly nodeGroup: (cluster: string, group: string) => Promise<MagnumStatus>;
  /** Runs one of the client's commands, such as `coe cluster resize`. */
  readonly run: (args: readonly string[]) => Promise<string>;
}

/** Longest time that one call of the client may take, in seconds. */
const TIMEOUT_SECONDS = 120;

const text = z.string().nullish();
const value = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const labels = z.record(z.string(), value).nullish().catch(undefined);
const clusterSchema = z.object({ uuid: z.string(), status: z.string(), status_reason: text, health_status: text, labels });
const groupSchema = z.object({ name: z.string(), role: z.string(), node_count: z.number(), status: z.string() });
const groupStatusSchema = z.object({ status: z.string(), status_reason: text });

/**
 * Talks to Magnum through the OpenStack client.
 *
 * @param cloud - entry of clouds.yaml
 */
export function magnumOf(cloud: string): Magnum {
  const client = openStackClient({ cloud, timeoutSeconds: TIMEOUT_SECONDS });
  const json = async <T>(schema: z.ZodType<T>, ...args: string[]): Promise<T> => schema.parse(await client.json(...args));

  return {
    cluster: async (name) => {
      const names = await json(z.array(z.object({ name: z.string(), uuid: z.string() })), "coe", "cluster", "list");
      if (!names.some((one) => one.name === name || one.uuid === name)) return undefined;
      const cluster = await json(clusterSchema, "coe", "cluster", "show", name);
      return {
        uuid: cluster.uuid,
        status: cluster.status,
        reason: cluster.status_reason ?? undefined,
        health: cluster.health_status ?? undefined,
        labels: cluster.labels ?? undefined,
      };
    },
    nodeGroups: async (name) =>
      (await json(z.array(groupSchema), "coe", "nodegroup", "list", name)).map(({ node_count: nodeCount, ...group }) => ({
        ...group,
        nodeCount,
      })),
    nodeGroup: async (cluster, group) => {
      const { status, status_reason: reason } = await json(groupStatusSchema, "coe", "nodegroup", "show", cluster, group);
      return { status, reason: reason ?? undefined };
    },
    run: (args) => client.run(...args),
  };
}
