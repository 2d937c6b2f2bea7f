import * as z from "zod";
import { helmValues, ownRevision } from "./common";
import { count, hostname, subdomain, text, url } from "./fields";

const mailAddress = () => z.string().regex(/^[^\s@,]+@[^\s@,]+$/, "must be a mail address, such as ops@example.org");

const login = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("oidc").describe("any provider of OpenID Connect"),
      authorizeUrl: url().describe("URL that users log in at"),
      tokenUrl: url().describe("URL that Grafana exchanges codes at"),
      userdataUrl: url().describe("URL that Grafana asks who somebody is"),
      clientId: text().describe("id of the client"),
      scopes: z.array(text()).optional().describe("scopes to ask for; openid, profile and email by default"),
      usernameClaim: text().optional().describe("claim that is the user's name; preferred_username by default"),
      groupsClaim: text().optional().describe("claim that lists the user's groups"),
    }),
    z.strictObject({ kind: z.literal("password").describe("the one account of Grafana's administrator") }),
  ])
  .describe("how people log in to Grafana");

const alerts = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("webhook").describe("a service that takes alerts by HTTP; its address is a secret") }),
    z.strictObject({
      kind: z.literal("email").describe("mail"),
      to: z.array(mailAddress()).min(1, "must have at least one address").describe("addresses that get the alerts"),
      from: mailAddress().describe("address that they come from"),
      server: z
        .string()
        .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?:\d{1,5}$/, "must be a mail server with its port, such as smtp.example.org:587")
        .describe("mail server, as name:port"),
      username: text().optional().describe("account at the server, whose password is a secret; none by default"),
    }),
    z.strictObject({ kind: z.literal("none").describe("nowhere; Grafana shows them") }),
  ])
  .describe("where alerts go");

/** What a project's file says of monitoring. */
export const monitoringSchema = z
  .strictObject({
    host: hostname().describe("host name of Grafana"),
    tlsSecret: subdomain().optional().describe("Secret of type kubernetes.io/tls in namespace monitoring"),
    login,
    allowedUsers: z.array(text()).default([]).describe("users who may see dashboards"),
    allowedGroups: z.array(text()).default([]).describe("groups whose members may"),
    admins: z.array(text()).default([]).describe("users who may change everything"),
    alerts,
    disk: z
      .strictObject({
        storageClass: subdomain().describe("class of storage.block or storage.ceph.rbd"),
        sizeGiB: count(5, 65_536).describe("size in GiB; samples fill four fifths of it at most"),
      })
      .describe("disk of Prometheus"),
    retentionDays: count(1, 3650).default(14).describe("days that samples stay, unless the disk is full earlier"),
    nodeExporter: z
      .boolean()
      .default(true)
      .describe("whether numbers of each node are exported, for which namespace monitoring must be privileged"),
    credentialsRevision: ownRevision(),
    values: helmValues().optional(),
  })
  .describe("monitoring");
