import * as z from "zod";
import { chartRepository, openstackName, text, url } from "./fields";

/** S3 object store of a site. */
export const siteObjectStore = z
  .strictObject({
    endpoint: url().describe("address of the S3 service"),
    region: openstackName().describe("region that requests are signed for"),
  })
  .describe("S3 object store");

/** Mirrors of a site. */
export const mirrors = z
  .strictObject({
    charts: z.record(chartRepository(), chartRepository()).optional().describe("chart repository -> mirror"),
    images: z.record(text(), text()).optional().describe("image registry -> mirror"),
  })
  .describe("mirrors for sites without access to the internet");

/** Where Terraform keeps its state. */
export const backend = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("s3").describe("S3 bucket, such as Ceph's; key and secret come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
      bucket: z
        .string()
        .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket name: a-z, 0-9, '.' and '-', 3 to 63 characters")
        .describe("bucket, which must exist"),
      endpoint: url().describe("address of the S3 service"),
      region: openstackName().default("us-east-1").describe("region that requests are signed for"),
    }),
    z.strictObject({
      kind: z
        .literal("http")
        .describe("HTTP with locking, such as GitLab's; user and password come from TF_HTTP_USERNAME and TF_HTTP_PASSWORD"),
      address: url()
        .regex(/\{stack\}/, "must contain {stack}, which is replaced by the stack's name")
        .describe("address of a state, with {stack} for the stack's name"),
    }),
    z.strictObject({
      kind: z.literal("pg").describe("PostgreSQL, one schema for each stack; the connection string comes from PG_CONN_STR"),
    }),
    z.strictObject({
      kind: z.literal("local").describe("files beside the project, for tier dev only"),
      directory: z
        .string()
        .regex(/^[\w./-]+$/, "must be a path of letters, digits and ._/-")
        .default("../../../tfstate")
        .describe("folder of the state files; a relative one starts in the folder of the stack"),
    }),
  ])
  .describe("where Terraform keeps its state");
