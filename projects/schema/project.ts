import * as z from "zod";
import { POLICY_IDS } from "../../constructs/policies/policy-ids";
import { blockStorageSchema } from "./block-storage";
import { cephStorageSchema } from "./ceph-storage";
import { clusterSchema, nodeGroupSchema } from "./cluster";
import { revision } from "./common";
import { datasetsSchema } from "./datasets";
import { anyText, label, text, version } from "./fields";
import { ingressSchema } from "./ingress";
import { kafkaSchema } from "./kafka";
import { monitoringSchema } from "./monitoring";
import { notebooksSchema } from "./notebooks";
import { existingClassesSchema } from "./existing-classes";
import { quotaSchema } from "./quota";
import { rookSchema } from "./rook";
import { sharedStorageSchema } from "./shared-storage";
import { sparkSchema } from "./spark";

const TIERS = ["dev", "test", "prod"] as const;

/** Parts of the platform that bring storage classes, by their field in `storage`. */
export const STORAGE_SCHEMAS = { block: blockStorageSchema, shared: sharedStorageSchema, ceph: cephStorageSchema, rook: rookSchema };

/** All other parts of the platform, by their field. */
export const PLATFORM_SCHEMAS = {
  datasets: datasetsSchema,
  ingress: ingressSchema,
  spark: sparkSchema,
  notebooks: notebooksSchema,
  kafka: kafkaSchema,
  monitoring: monitoringSchema,
};

/** Name of a part of the platform. */
export type PartName = keyof typeof STORAGE_SCHEMAS | keyof typeof PLATFORM_SCHEMAS;

/** What a project wants. */
export const projectSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,39}$/, "must start with a letter and have at most 40 letters, digits and _.-")
      .describe("name in OpenStack; gaia_dev becomes gaia-dev where Kubernetes needs an RFC 1123 label"),
    description: anyText().optional().describe("what it is for"),
    site: label().describe("name of a site in environments/sites"),
    tier: z.enum(TIERS).describe("how much it matters; prod is protected"),
    kubernetesVersion: version().describe("Kubernetes version, one of the site's"),
    quota: quotaSchema.optional(),
    cluster: clusterSchema,
    nodeGroups: z.array(nodeGroupSchema).default([]).describe("node groups, made one after another"),
    credentialsRevision: revision(),
    storage: z
      .strictObject({ ...optional(STORAGE_SCHEMAS), existing: existingClassesSchema.optional() })
      .default({})
      .describe("storage classes"),
    ...optional(PLATFORM_SCHEMAS),
    exceptions: z
      .array(
        z.strictObject({
          policy: z.enum(POLICY_IDS).describe("id of the policy"),
          reason: text().min(10, "must be a reason of at least 10 characters").describe("why it is right here"),
        }),
      )
      .default([])
      .describe("exceptions from policies"),
    allow: z
      .array(
        z.strictObject({
          address: text()
            .regex(/^\S+\.\S+$/, "must be an address as the review page shows it, such as helm_release.ingress_traefik_652DA793")
            .describe("address in Terraform, as the review page shows it"),
          action: z.enum(["replace", "destroy"]).describe("what a plan may do to it"),
          reason: text().min(10, "must be a reason of at least 10 characters").describe("why that is meant"),
        }),
      )
      .default([])
      .describe("what a review with --fail-on lets through; take an entry out once it is deployed"),
  })
  .describe("what a project wants");

/** A project as its file has it. */
export type ProjectInput = z.input<typeof projectSchema>;

/** A checked project, with its site looked up by name. */
export type ProjectData = z.output<typeof projectSchema>;

/** A checked project without its site. */
export type PlatformData = Omit<ProjectData, "site">;

/** No project needs all parts. */
function optional<S extends Readonly<Record<string, z.ZodType>>>(schemas: S): { [K in keyof S]: z.ZodOptional<S[K]> } {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schema.optional()])) as {
    [K in keyof S]: z.ZodOptional<S[K]>;
  };
}
