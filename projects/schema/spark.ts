import * as z from "zod";
import { helmValues, revision } from "./common";
import {
  anyText,
  bucketName,
  count,
  distinct,
  hostname,
  label,
  mountPath,
  serviceName,
  settingName,
  subdomain,
  text,
  version,
} from "./fields";

const podSize = { cores: count(1, 512).describe("cores"), memoryGiB: count(1, 16_384).describe("heap of the JVM in GiB") };

const application = z
  .strictObject({
    name: serviceName().describe("name"),
    namespace: label().optional().describe("job namespace; the first one by default"),
    type: z.enum(["Python", "Java", "Scala", "R"]).describe("language"),
    mainApplicationFile: text().describe("script or jar: local:// in the image, or s3a://"),
    mainClass: text().optional().describe("main class of a jar"),
    arguments: z.array(anyText()).optional().describe("arguments"),
    driver: z
      .strictObject({ ...podSize, image: text().describe("image of its own") })
      .partial()
      .optional()
      .describe("driver of this job"),
    executor: z
      .strictObject({
        ...podSize,
        image: text().describe("image of its own"),
        instances: count(1, 10_000).describe("fixed number of executors"),
      })
      .partial()
      .optional()
      .describe("executors of this job"),
    sparkConf: z.record(settingName(), anyText()).optional().describe("settings of this job"),
    schedule: text().optional().describe("cron expression or @every with a duration, to run it again and again"),
    timeToLiveSeconds: count(1, 31_536_000)
      .optional()
      .describe("seconds that it stays once it has ended, with driver, log and page; 86400 by default"),
  })
  .describe("job that the operator runs");

/** What a project's file says of Spark. */
export const sparkSchema = z
  .strictObject({
    image: text().describe("image of drivers and executors"),
    version: version().describe("version of Spark in the image"),
    nodeGroup: label().describe("node group of drivers and executors"),
    namespaces: z.array(label()).min(1, "must have at least one job namespace").default(["spark"]).describe("namespaces that jobs run in"),
    driver: z.strictObject(podSize).optional().describe("size of drivers"),
    executor: z.strictObject(podSize).describe("size of executors"),
    executors: z
      .strictObject({ min: count(0, 10_000).default(0).describe("fewest"), max: count(1, 10_000).describe("most") })
      .describe("executors of one job"),
    memoryOverheadFactor: z
      .number()
      .min(0, "must be a number from 0 to 4")
      .max(4, "must be a number from 0 to 4")
      .optional()
      .describe("memory beside the heap, as a part of it; 0.4 by default"),
    scratch: z
      .strictObject({
        storageClass: subdomain().describe("block storage class"),
        sizeGiB: count(1, 65_536).describe("size in GiB"),
      })
      .describe("volume of each executor for shuffle and spill"),
    volumes: z
      .array(
        z.strictObject({
          name: label().describe("name of the claim"),
          sizeGiB: count(1, 1_048_576).describe("size in GiB; it can grow, a smaller one is a new and empty volume"),
          mountPath: mountPath().describe("where drivers and executors find it"),
          readOnly: z.boolean().default(false).describe("whether jobs can only read"),
          storageClass: subdomain().optional().describe("class that many nodes can mount; that of storage.shared by default"),
        }),
      )
      .default([])
      .describe("shares of a job namespace"),
    quota: z
      .strictObject({
        cores: count(1, 1_000_000).describe("cores"),
        memoryGiB: count(1, 16_777_216).describe("memory in GiB"),
        pods: count(1, 1_000_000).describe("pods"),
        scratchGiB: count(1, 1_073_741_824).describe("scratch volumes of all executors in GiB"),
      })
      .optional()
      .describe("most that all jobs of a namespace may ask for; what the node group has at its largest by default"),
    objectStore: z
      .strictObject({
        from: z
          .enum(["site", "rook"])
          .optional()
          .describe("the site's object store, or that of storage.rook with a bucket for each namespace; site by default"),
        revision: revision(),
        buckets: distinct(z.array(bucketName())).optional().describe("buckets of Spaces to make, at DigitalOcean alone"),
      })
      .optional()
      .describe("whether jobs use an S3 object store"),
    schedulerName: subdomain()
      .optional()
      .describe("scheduler of drivers and executors that the site brings; that of Kubernetes by default"),
    conf: z.record(settingName(), anyText()).optional().describe("settings of all jobs"),
    uiHost: hostname()
      .optional()
      .describe("domain of the pages of running jobs, <application>-<namespace>.<uiHost>; the DNS needs a wildcard"),
    applications: z.array(application).default([]).describe("jobs"),
    values: helmValues().optional(),
  })
  .describe("Spark");
