import { cpuMilli, memoryMiB } from "../../constructs/kit/node-allocatable";
import { DEFAULT_DRIVER, DEFAULT_OVERHEAD_FACTOR, gpuAmount, podMemoryMiB, type SparkPodSize } from "../../constructs/spark/spark-conf";
import type { PlatformData } from "../schema/project";
import type { Resources } from "./resources";

/** A pod of a job, with what its size is made of. */
export interface SparkPod {
  /** Field that says its size. */
  readonly path: readonly PropertyKey[];
  /** Its size. */
  readonly size: SparkPodSize;
  /** What it requests. */
  readonly requests: Resources;
}

/** A driver with its executors. */
export interface SparkJob {
  /** Field that says how many executors there are at most. */
  readonly path: readonly PropertyKey[];
  /** Name of the application, or undefined for any other job. */
  readonly name: string | undefined;
  /** The driver. */
  readonly driver: SparkPod;
  /** One of the executors. */
  readonly executor: SparkPod;
  /** Most executors. */
  readonly executors: number;
}

type Spark = NonNullable<PlatformData["spark"]>;
type Conf = Readonly<Record<string, string>>;

/**
 * The jobs of a project: what a notebook may start, and each application.
 *
 * @param spark - the project's Spark
 * @param isScratchOnNodes - whether their scratch is on the disks of nodes, so that executors attach no volumes
 */
export function sparkJobs(spark: Spark, isScratchOnNodes = false): SparkJob[] {
  // The scratch volume of each executor; shares are mounted, not attached.
  const volumes = isScratchOnNodes ? 0 : 1;
  const conf = spark.conf ?? {};
  const driver = spark.driver ?? DEFAULT_DRIVER;
  const usual: SparkJob = {
    path: ["spark", "executors", "max"],
    name: undefined,
    driver: pod(spark, conf, "driver", ["spark", "driver"], driver, 0),
    executor: pod(spark, conf, "executor", ["spark", "executor"], spark.executor, volumes),
    executors: spark.executors.max,
  };
  const applications = spark.applications.map((application, index): SparkJob => {
    const path = ["spark", "applications", index];
    const ownConf = { ...conf, ...application.sparkConf };
    const instances = application.executor?.instances;
    const own = <Role extends "driver" | "executor">(role: Role) => (application[role] ? [...path, role] : ["spark", role]);
    return {
      path: instances === undefined ? usual.path : [...path, "executor", "instances"],
      name: application.name,
      driver: pod(spark, ownConf, "driver", own("driver"), { ...driver, ...application.driver }, 0),
      executor: pod(spark, ownConf, "executor", own("executor"), { ...spark.executor, ...application.executor }, volumes),
      executors: instances ?? Number(ownConf["spark.dynamicAllocation.maxExecutors"] ?? spark.executors.max),
    };
  });
  return [usual, ...applications];
}

/**
 * What Spark requests for a pod: heap, overhead, Python's and off-heap memory, the cores, or what `request.cores` says in their place, and GPUs.
 *
 * @see https://spark.apache.org/docs/4.0.0/running-on-kubernetes.html (spark.kubernetes.executor.request.cores)
 */
function pod(
  spark: Spark,
  conf: Conf,
  role: "driver" | "executor",
  path: readonly PropertyKey[],
  size: SparkPodSize,
  volumes: number,
): SparkPod {
  const isExecutor = role === "executor";
  const offHeap = conf["spark.memory.offHeap.enabled"] === "true" ? conf["spark.memory.offHeap.size"] : undefined;
  const extra = isExecutor ? [conf["spark.executor.pyspark.memory"], offHeap] : [];
  const requested = conf[`spark.kubernetes.${role}.request.cores`];
  return {
    path,
    size,
    requests: {
      cpu: cpuMilli(requested ?? size.cores),
      memory:
        podMemoryMiB(size, spark.memoryOverheadFactor ?? DEFAULT_OVERHEAD_FACTOR) +
        extra.reduce((sum, value) => sum + (value === undefined ? 0 : javaMemoryMiB(value)), 0),
      pods: 1,
      volumes,
      gpus: Number(conf[gpuAmount(role)] ?? 0),
    },
  };
}

/** Reads a size as Java writes it, such as "2g"; a number alone is in MiB. */
function javaMemoryMiB(size: string): number {
  const [, number = "", unit = "m"] = /^(\d+)([kmgt]?)b?$/i.exec(size) ?? [];
  return memoryMiB(`${number}${(unit || "m").toUpperCase().replace("K", "k")}${unit.toLowerCase() === "k" ? "" : "i"}`);
}
