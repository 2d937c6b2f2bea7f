import * as z from "zod";
import { ACCESS_MODES } from "../../constructs/contracts/access-modes";
import { subdomain } from "./fields";

/** Storage classes that somebody else has made in the cluster. */
export const existingClassesSchema = z
  .array(
    z.strictObject({
      name: subdomain().describe("name in Kubernetes"),
      accessModes: z
        .array(z.enum(ACCESS_MODES))
        .min(1, "must have at least one access mode")
        .describe("access modes that its volumes offer: ReadWriteOnce for those of one node, ReadWriteMany for those of many"),
      reclaimPolicy: z.enum(["Delete", "Retain"]).describe("what happens to a volume when its claim is deleted"),
      inQuota: z.boolean().default(true).describe("whether its volumes take of the cloud's quota"),
    }),
  )
  .describe("storage classes that the site, or somebody else, has made in the cluster");
