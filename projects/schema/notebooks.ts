import * as z from "zod";
import { helmValues, ownRevision } from "./common";
import { anyText, count, hostname, label, subdomain, text, url } from "./fields";

const amount = (max: number, unit: string) => {
  const number = () => z.number().positive("must be more than 0").max(max, `must be at most ${max}`);
  return z
    .strictObject({
      request: number().describe(`${unit} that are kept for a notebook`),
      limit: number().optional().describe(`most ${unit}; the request by default`),
    })
    .describe(`${unit} of a notebook`);
};

const login = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("oidc").describe("any provider of OpenID Connect"),
      issuer: url().optional().describe("URL below which the provider answers at .well-known/openid-configuration"),
      authorizeUrl: url().optional().describe("URL that users log in at, where the issuer is not asked"),
      tokenUrl: url().optional().describe("URL that the hub exchanges codes at"),
      userdataUrl: url().optional().describe("URL that the hub asks who somebody is"),
      clientId: text().describe("id of the client"),
      scopes: z.array(text()).optional().describe("scopes to ask for; openid, profile and email by default"),
      usernameClaim: text().optional().describe("claim that is the user's name; preferred_username by default"),
      groupsClaim: text().optional().describe("claim that lists the user's groups"),
    }),
    ...(["github", "gitlab"] as const).map((kind) =>
      z.strictObject({
        kind: z.literal(kind).describe(`an OAuth application of ${kind === "github" ? "GitHub" : "GitLab"}`),
        clientId: text().describe("id of the application"),
        url: url().optional().describe("URL of a server of your own"),
      }),
    ),
    z.strictObject({
      kind: z.literal("native").describe("accounts of the hub's own; an admin lets people in"),
      minimumPasswordLength: count(8, 128).optional().describe("fewest characters of a password; 12 by default"),
    }),
  ])
  .describe("how users log in");

/** What a project's file says of notebooks. */
export const notebooksSchema = z
  .strictObject({
    host: hostname().describe("host name of the hub"),
    tlsSecret: subdomain().optional().describe("Secret of type kubernetes.io/tls in the job namespace"),
    image: text().optional().describe("image of notebooks; it must be that of spark, because sessions and executors must agree"),
    nodeGroup: label().optional().describe("node group of notebooks; that of spark by default"),
    namespace: label().optional().describe("job namespace of hub, notebooks and their executors; the first one by default"),
    login,
    allowedUsers: z.array(text()).default([]).describe("users who may log in"),
    allowedGroups: z.array(text()).default([]).describe("groups whose members may log in"),
    admins: z.array(text()).default([]).describe("users who may stop the notebooks of others"),
    schedulerName: subdomain().optional().describe("scheduler of notebooks that the site brings; that of Kubernetes by default"),
    sizes: z
      .array(
        z.strictObject({
          name: label().describe("name that users see"),
          cores: amount(512, "cores"),
          memoryGiB: amount(16_384, "GiB of memory"),
          gpu: count(0, 16).optional().describe("GPUs"),
        }),
      )
      .min(1, "must have at least one size")
      .describe("sizes that users choose from; the first is the default"),
    users: count(1, 10_000).describe("most notebooks at the same time"),
    home: z
      .discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("shared").describe("one claim with a folder for each user"),
          storageClass: subdomain().optional().describe("class that many nodes can mount; that of storage.shared by default"),
          sizeGiB: count(1, 1_048_576).describe("size of all homes together in GiB"),
        }),
        z.strictObject({
          kind: z.literal("claim").describe("a claim of a block storage class for each user"),
          storageClass: subdomain().describe("block storage class"),
          sizeGiB: count(1, 65_536).describe("size of each home in GiB"),
        }),
      ])
      .describe("homes of users"),
    storageClass: subdomain().optional().describe("block storage class of the hub's database; that of spark.scratch by default"),
    executors: z
      .strictObject({ min: count(0, 10_000).default(0).describe("fewest"), max: count(1, 10_000).describe("most") })
      .optional()
      .describe("executors of one session; none to spark.executors.max by default"),
    idleHours: z
      .number()
      .min(0, "must be a number from 0 to 8760")
      .max(8760, "must be a number from 0 to 8760")
      .optional()
      .describe("hours without work after which kernels and notebooks end, 0 for never; 8 by default"),
    environment: z.record(z.string(), anyText()).optional().describe("further variables of notebooks; packages are the image's business"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("notebooks in the browser");
