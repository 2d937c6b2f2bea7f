import * as z from "zod";
import { helmValues, ownRevision } from "./common";
import { openstackName, subdomain } from "./fields";

/** What a project's file says of Cinder's volumes. */
export const blockStorageSchema = z
  .strictObject({
    classes: z
      .array(
        z.strictObject({
          name: subdomain().describe("name in Kubernetes"),
          volumeType: openstackName().optional().describe("Cinder volume type; the cloud's default one by default"),
          reclaimPolicy: z.enum(["Delete", "Retain"]).default("Delete").describe("what happens to a volume when its claim is deleted"),
          fsType: z.enum(["ext4", "xfs"]).default("ext4").describe("file system"),
          zone: openstackName().optional().describe("Cinder availability zone"),
          isDefault: z.boolean().optional().describe("whether claims without a class get this one"),
        }),
      )
      .min(1, "must have at least one storage class")
      .describe("storage classes"),
    snapshotClass: subdomain().optional().describe("name of a VolumeSnapshotClass to make, with its controller"),
    installDriver: z.boolean().optional().describe("whether to install the CSI driver; by default only where Magnum has not"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("Cinder volumes");
