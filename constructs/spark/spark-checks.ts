import type { SettingProblem } from "../kit/setting-problem";
import type { NodeAllocatable } from "../contracts";
import { largestHeapGiB, podMemoryMiB, type SparkConf, type SparkPodSize } from "./spark-conf";

/** The node group that Spark's pods run on. */
export interface SparkNodeGroup {
  /** Name of the node group. */
  readonly name: string;
  /** vCPUs of one node. */
  readonly vcpus: number;
  /** Memory of one node, in MiB. */
  readonly memoryMiB: number;
  /**
   * GPUs of one node.
   *
   * @default 0
   */
  readonly gpus?: number;
}

/** A Spark job that the operator runs. */
export interface SparkApplication {
  /** Name, an RFC 1123 label of at most 53 characters. */
  readonly name: string;
  /**
   * Job namespace.
   *
   * @default - the first one
   */
  readonly namespace?: string;
  /** Language of the job. */
  readonly type: "Python" | "Java" | "Scala" | "R";
  /** Script or jar: a local:// path of the image, or an s3a:// address. */
  readonly mainApplicationFile: string;
  /**
   * Main class of a jar.
   *
   * @default - that of the jar's manifest
   */
  readonly mainClass?: string;
  /**
   * Arguments of the job.
   *
   * @default - none
   */
  readonly arguments?: readonly string[];
  /**
   * Size of the driver and an image of its own.
   *
   * @default - size and image of all drivers
   */
  readonly driver?: Partial<SparkPodSize> & { readonly image?: string };
  /**
   * Size and number of executors and an image of their own, which must be the driver's.
   *
   * @default - size and image of all executors, as many as dynamic allocation wants
   */
  readonly executor?: Partial<SparkPodSize> & { readonly image?: string; readonly instances?: number };
  /**
   * Settings laid over those of the namespace.
   *
   * @default - none
   */
  readonly sparkConf?: SparkConf;
  /**
   * When to run, as a cron expression.
   *
   * @default - once
   */
  readonly schedule?: string;
  /**
   * How long it stays once it has ended, in seconds: driver, log and page go with it.
   *
   * @default 86400
   */
  readonly timeToLiveSeconds?: number;
}

/**
 * Finds what cannot work in an application.
 *
 * @returns the first problem, if there is one
 */
export function sparkApplicationProblems(application: SparkApplication, image: string, namespaces: readonly string[]): SettingProblem[] {
  const driverImage = application.driver?.image ?? image;
  const executorImage = application.executor?.image ?? image;
  if (driverImage !== executorImage) {
    const message =
      `must be the driver's, or Python and Java may differ between them: ` +
      `got driver '${driverImage}' and executor '${executorImage}'; set both or neither`;
    return [{ path: ["executor", "image"], message }];
  }
  if (application.namespace !== undefined && !namespaces.includes(application.namespace)) {
    return [{ path: ["namespace"], message: `must be a job namespace (${namespaces.join(", ")}), got '${application.namespace}'` }];
  }
  return [];
}

/**
 * Finds why a pod cannot run on a node that has nothing else on it.
 *
 * @param size - size of the pod
 * @param overheadFactor - memory beside the heap, as a part of it
 * @param node - the node group
 * @param allocatable - what pods can have of such a node
 * @returns the first problem, if there is one
 */
export function sparkPodProblems(
  size: SparkPodSize,
  overheadFactor: number,
  node: SparkNodeGroup,
  allocatable: NodeAllocatable,
): SettingProblem[] {
  const memory = podMemoryMiB(size, overheadFactor);
  const available = allocatable.memory;
  if (size.cores > node.vcpus) {
    return [{ path: ["cores"], message: `must be at most the ${node.vcpus} vCPUs of a node of group '${node.name}', got ${size.cores}` }];
  }
  if (memory > available) {
    const message =
      `must leave room on a node of group '${node.name}': ${size.memoryGiB} GiB with overhead are ${memory} MiB, ` +
      `pods can have ${available} of its ${node.memoryMiB} MiB; use at most ${largestHeapGiB(available, overheadFactor)}`;
    return [{ path: ["memoryGiB"], message }];
  }
  return [];
}
