import { dnsLabel } from "../kit/names";
import type { KafkaBrokers } from "./kafka-settings";
import { controllersOf } from "./kafka-settings";

/** Namespace of brokers, MirrorMakers, and of the Secrets of users. */
export const KAFKA_NAMESPACE = "kafka";

/** Namespace of the operator. */
export const OPERATOR_NAMESPACE = "strimzi";

/** Ports of the listeners. */
export const PORTS = { tls: 9093, external: 9094, scram: 9095 } as const;

/** Nodes of Kafka that are alike. */
export interface Pool {
  /** Name, a part of the names of claims. */
  readonly name: string;
  /** Number of nodes. */
  readonly count: number;
  /** What they do. */
  readonly roles: readonly ("controller" | "broker")[];
  /** Zone that they are in; undefined for any. */
  readonly zone?: string;
}

/**
 * Name of a topic's object: Kafka takes capitals and underscores, Kubernetes does not.
 *
 * @param topic - name of the topic
 */
export function topicObjectName(topic: string): string {
  return topic
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "")
    .replace(/-*\.[-.]*/g, ".");
}

/** Name of the user that a mirror is in our cluster. */
export function mirrorUser(mirror: string): string {
  return `mirror-${mirror}`;
}

/**
 * Deals brokers to pools: the first ones are controllers too, and zones take turns. A broker more changes no other pool than its own.
 *
 * @param brokers - the brokers
 */
export function poolsOf({ count, zones = [] }: Pick<KafkaBrokers, "count" | "zones">): Pool[] {
  const controllers = Math.min(count, controllersOf(count));
  const places: readonly (string | undefined)[] = zones.length > 0 ? zones : [undefined];
  const pools = (["dual", "broker"] as const).flatMap((kind) =>
    places.map((zone, index): Pool => {
      const of = (nodes: number): number => Math.floor((nodes - index + places.length - 1) / places.length);
      return {
        name: zone === undefined ? kind : `${kind}-${dnsLabel(zone)}`,
        count: kind === "dual" ? of(controllers) : of(count) - of(controllers),
        roles: kind === "dual" ? ["controller", "broker"] : ["broker"],
        ...(zone !== undefined && { zone }),
      };
    }),
  );
  return pools.filter((pool) => pool.count > 0);
}
