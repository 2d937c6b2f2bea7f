import * as z from "zod";
import { QUOTA_NUMBERS, type QuotaNumberName } from "../../constructs/openstack-project/quota-fields";
import { anyText, count, openstackName, text } from "./fields";

const LARGEST = 2_147_483_647;

/** Magnum takes no unlimited quota and none of 0. */
const leastOf = (field: QuotaNumberName): number => (field === "clusters" ? 1 : -1);

const numbers = Object.fromEntries(
  (Object.keys(QUOTA_NUMBERS) as QuotaNumberName[]).map((field) => [
    field,
    count(leastOf(field), LARGEST).optional().describe(QUOTA_NUMBERS[field].what),
  ]),
) as Record<QuotaNumberName, z.ZodOptional<ReturnType<typeof count>>>;

const volumeTypeQuota = z.strictObject({
  volumes: count(-1, LARGEST).optional().describe("volumes of this type"),
  gigabytes: count(-1, LARGEST).optional().describe("GB of this type"),
  snapshots: count(-1, LARGEST).optional().describe("snapshots of this type"),
});

/** Quota of a project, as an administrator sets it. */
const adminQuotaSchema = z
  .strictObject({
    ...numbers,
    volumeTypes: z.record(openstackName(), volumeTypeQuota).optional().describe("quotas of single volume types"),
  })
  .describe("quota; -1 is unlimited, and what is left out stays as the cloud has it");

const adminProjectSchema = z.strictObject({
  name: openstackName().max(64, "must have at most 64 characters").describe("name in Keystone"),
  description: anyText().optional().describe("what it is for"),
  cloud: text().optional().describe("entry of clouds.yaml by which projects in environments/ use it; its name by default"),
  adopt: z
    .string()
    .regex(/^[0-9a-f]{32}$/, "must be the id of a project, as openstack project show has it")
    .optional()
    .describe("id in Keystone of a project that is there already, which is then taken over"),
  enabled: z.boolean().default(true).describe("whether its users can log in"),
  groups: z
    .array(
      z.strictObject({
        name: openstackName().describe("name of the group"),
        roles: z.array(openstackName()).min(1, "must name at least one role").describe("its roles in the project"),
      }),
    )
    .default([])
    .describe("groups with their roles"),
  quota: adminQuotaSchema.optional(),
  sharedNetworks: z.array(openstackName()).default([]).describe("networks of others that it may use"),
  flavors: z.array(openstackName()).default([]).describe("private flavors that it may use"),
  images: z.array(openstackName()).default([]).describe("images of others that it is offered"),
  volumeTypes: z.array(openstackName()).default([]).describe("private volume types that it may use, by name; an id is right too"),
});

/** Projects of a site, as its administrator keeps them. */
export const adminSchema = z
  .strictObject({
    domainId: text().default("default").describe("id of the domain of projects and groups"),
    projects: z.array(adminProjectSchema).describe("the site's projects"),
  })
  .describe("projects and quotas of the site, which its administrator sets");

/** A project as an administrator keeps it. */
export type AdminProject = z.output<typeof adminProjectSchema>;

/** Projects of a site, as its administrator keeps them. */
export type Admin = z.output<typeof adminSchema>;
