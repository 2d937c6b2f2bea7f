import type { PlatformData } from "../schema/project";
import type { JobCapacity, Verdict, WorkerGroup } from "./model";
import { isAlwaysPlaced } from "./packing";
import { NOTHING, within, type Resources } from "./resources";

type Kafka = NonNullable<PlatformData["kafka"]>;

/** Brokers on the nodes of their group. */
export interface KafkaCapacity {
  /** Number of brokers. */
  readonly brokers: number;
  /** The group. */
  readonly group: WorkerGroup;
  /** What a broker requests. */
  readonly requests: Resources;
  /** Whether all are placed, each on a node of its own: in any order, in some order, or never. */
  readonly verdict: Verdict;
}

/**
 * What a broker requests.
 *
 * @param kafka - Kafka of a checked project
 */
export function brokerRequests({ brokers }: Kafka): Resources {
  return { ...NOTHING, cpu: Math.round(brokers.cores * 1000), memory: Math.floor(brokers.memoryGiB * 1024), pods: 1, volumes: 1 };
}

/**
 * Works out whether each broker finds a node without another one.
 *
 * @param kafka - Kafka of a checked project
 * @param group - node group of brokers
 * @param others - pods that may stand there: of the platform, and of notebooks
 * @param jobs - jobs of the same group
 */
export function kafkaCapacity(kafka: Kafka, group: WorkerGroup, others: readonly Resources[], jobs: readonly JobCapacity[]): KafkaCapacity {
  const { count } = kafka.brokers;
  const requests = brokerRequests(kafka);
  const nodes = group.nodes.max;
  const isPossible = count <= nodes && within(requests, group.room);
  // The nodes of all other brokers are taken for this one.
  const left = { count: nodes - (count - 1), room: group.room };
  const beside = jobs.length > 0 ? jobs.map(({ job }) => ({ job, load: { each: job.executor.requests, count: job.executors } })) : [];
  const isSure =
    beside.length > 0
      ? beside.every(({ job, load }) => isAlwaysPlaced(requests, left, [...others, job.driver.requests], load))
      : isAlwaysPlaced(requests, left, others);
  return { brokers: count, group, requests, verdict: !isPossible ? "does not fit" : isSure ? "fits" : "depends on the order" };
}
