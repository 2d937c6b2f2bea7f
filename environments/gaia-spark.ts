import type { ProjectInput } from "../projects";

type SparkInput = NonNullable<ProjectInput["spark"]>;

/**
 * Image of drivers, executors and notebooks, and its Spark.
 *
 * Built from images/spark; it has to be pushed there before the first deploy.
 */
export const gaiaSpark: Pick<SparkInput, "image" | "version"> = {
  image: "ghcr.io/wfau/gaia-spark:4.0.4",
  version: "4.0.4",
};
