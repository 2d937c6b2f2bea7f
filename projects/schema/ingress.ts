import * as z from "zod";
import { helmValues, ownRevision } from "./common";
import { cidr, count, distinct, hostname, label, serviceName, subdomain } from "./fields";

/** What a project's file says of its hosts. */
export const ingressSchema = z
  .strictObject({
    kind: z.enum(["traefik", "octavia"]).describe("one load balancer in front of Traefik, or one for each host"),
    floating: z.boolean().default(true).describe("whether load balancers get floating IPs"),
    allowedCidrs: distinct(z.array(cidr())).optional().describe("networks that may reach them"),
    credentialsRevision: ownRevision(),
    routes: z
      .array(
        z.strictObject({
          host: hostname(true).describe("host name, or *. and a domain for all its names"),
          path: z
            .string()
            .regex(/^\/[\w./-]*$/, "must be a path of letters, digits and ._/-")
            .default("/")
            .describe("path prefix"),
          namespace: label().describe("namespace of the service"),
          service: serviceName().describe("name of the service"),
          port: count(1, 65535).describe("port of the service"),
          tlsSecret: subdomain().optional().describe("Secret of type kubernetes.io/tls in that namespace"),
        }),
      )
      .default([])
      .describe("hosts and their services"),
    values: helmValues().optional(),
  })
  .describe("how hosts lead to services");
