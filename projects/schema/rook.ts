import * as z from "zod";
import { helmValues } from "./common";
import { count, label, serviceName, subdomain } from "./fields";

const reclaimPolicy = (of: string) =>
  z.enum(["Delete", "Retain"]).optional().describe(`what happens to a ${of} when its claim is deleted; Retain in prod`);
const size = (memoryGiB: number) => ({
  cores: z.number().positive("must be more than 0").max(512, "must be at most 512").default(1).describe("cores that are kept for each"),
  memoryGiB: z
    .number()
    .min(1, "must be a number from 1 to 16384")
    .max(16_384, "must be a number from 1 to 16384")
    .default(memoryGiB)
    .describe("memory of each in GiB"),
});

/** What a project's file says of a Ceph cluster inside its cluster. */
export const rookSchema = z
  .strictObject({
    nodeGroup: label().describe("node group of Ceph's daemons, with a node for each monitor and each copy of the data"),
    storageClass: subdomain().describe("block storage class of the volumes of monitors and OSDs"),
    replicas: count(2, 5).default(3).describe("copies of all data, each on a node of its own"),
    monitors: z
      .strictObject({
        count: count(1, 9).default(3).describe("number of monitors, each on a node of its own; odd"),
        sizeGiB: count(5, 65_536).default(10).describe("size of the volume of each in GiB"),
      })
      .default({ count: 3, sizeGiB: 10 })
      .describe("monitors"),
    osds: z
      .strictObject({
        count: count(1, 1000).describe("number of OSDs; a smaller number takes none away"),
        sizeGiB: count(10, 65_536).describe("size of the volume of each in GiB; it can grow"),
        ...size(4),
      })
      .describe("OSDs, which have the data"),
    blockPools: z
      .array(
        z.strictObject({
          name: label().describe("name of pool and storage class"),
          reclaimPolicy: reclaimPolicy("volume"),
          fsType: z.enum(["ext4", "xfs"]).default("ext4").describe("file system"),
        }),
      )
      .default([])
      .describe("pools of volumes that one node mounts at a time"),
    fileSystems: z
      .array(
        z.strictObject({
          name: label().describe("name of file system and storage class"),
          reclaimPolicy: reclaimPolicy("volume"),
          ...size(4),
        }),
      )
      .default([])
      .describe("file systems, whose volumes many nodes mount at once"),
    objectStore: z
      .strictObject({
        name: serviceName().default("store").describe("name, a part of its address"),
        gateways: count(1, 20).default(1).describe("number of gateways"),
        reclaimPolicy: reclaimPolicy("bucket"),
        ...size(1),
      })
      .optional()
      .describe("object store that speaks S3"),
    values: z
      .strictObject({ operator: helmValues(), drivers: helmValues(), cluster: helmValues() })
      .partial()
      .optional()
      .describe("values of the three charts, laid over ours"),
  })
  .describe("a Ceph cluster inside the cluster, run by Rook");
