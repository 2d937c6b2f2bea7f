import type { ProjectInput } from "../projects";
import { sparkOf } from "./spark";

type NotebooksInput = NonNullable<ProjectInput["notebooks"]>;

/** Host name of the hub; nobody has to resolve it, since the browser is told where it is. */
export const HUB_HOST = "notebooks.e2e.example.org";

/** Who lets others in. */
export const ADMIN = "ada";

/** Who is let in. */
export const USER = "ben";

/** Who is not. */
export const STRANGER = "eve";

/** Group at the provider whose members may log in. */
export const GROUP = "gaia";

/** Small enough for two cores beside Spark and the operator. */
const NOTEBOOKS: Omit<NotebooksInput, "host"> = {
  login: { kind: "native" },
  admins: [ADMIN],
  sizes: [{ name: "small", cores: { request: 0.2, limit: 1 }, memoryGiB: { request: 1, limit: 2 } }],
  users: 2,
  home: { kind: "shared", sizeGiB: 1 },
  executors: { min: 2, max: 2 },
};

/**
 * The project with notebooks: its own, or the smallest that does everything.
 *
 * @param whole - the project
 * @param nodeSelector - labels of the nodes that hub and proxy run on, where some nodes run no pods
 */
export function withNotebooks(whole: ProjectInput, nodeSelector: Readonly<Record<string, string>>): ProjectInput {
  const spark = sparkOf(whole);
  const { min = 0, max } = spark.executors;
  return {
    ...whole,
    spark: { ...spark, executors: { min, max: Math.max(2, max) } },
    notebooks: { ...NOTEBOOKS, host: HUB_HOST, values: { hub: { nodeSelector }, proxy: { chp: { nodeSelector } } }, ...whole.notebooks },
  };
}

/** A session with the settings of the project alone, and how many executors it has. */
export const SESSION_CELL = `from pyspark.sql import SparkSession
import time
spark = SparkSession.builder.getOrCreate()
tracker = spark.sparkContext._jsc.sc().getExecutorMemoryStatus
while tracker().size() < 3:
    time.sleep(1)
print("executors", tracker().size() - 1)`;

/**
 * Reads a table of the shared volume with the executors, and leaves what comes out in the home.
 *
 * @param table - the table
 */
export const dataCell = (table: string): string => `numbers = spark.read.parquet("${table}")
quarters = numbers.selectExpr("id % 4 AS quarter").groupBy("quarter").count().orderBy("quarter")
counts = quarters.toPandas()
counts.to_parquet("counts.parquet")
print("rows", counts["count"].sum())
counts`;

/** Who asks for the home of somebody else in an own notebook. */
export const HOMES_CELL = `import os
print("home", sorted(name for name in os.listdir("/home/spark") if not name.startswith(".")))`;

/**
 * Works for a while, so that something can happen meanwhile.
 *
 * @param seconds - how long
 */
export const workCell = (seconds: number): string => `import time
start = time.monotonic()
while time.monotonic() - start < ${seconds}:
    total = spark.range(10**6).selectExpr("sum(id)").first()[0]
print("worked", total)`;
