import { z } from "zod";
import { labels } from "./common";
import { anyText, cidr, count, label, openstackName, text } from "./fields";

const keypair = z
  .union([
    z.strictObject({
      name: openstackName("must be the name of a keypair, or publicKey must be there in its place").describe("name of an existing keypair"),
    }),
    z.strictObject({
      publicKey: text()
        .regex(/^(ssh-|ecdsa-)/, "must be an OpenSSH public key")
        .describe("public key to make a keypair from"),
    }),
  ])
  .describe("SSH keypair of the nodes");

/** What a project's file says of its Magnum cluster. */
export const clusterSchema = z
  .strictObject({
    keypair,
    controlPlane: z
      .strictObject({ flavor: openstackName().describe("flavor"), count: count(1, 9).default(1).describe("number of nodes") })
      .describe("nodes of the control plane"),
    workers: z
      .strictObject({ flavor: openstackName().describe("flavor"), count: count(0, 1000).describe("number of nodes") })
      .describe("Magnum's default-worker group, for the platform's own pods"),
    nodeCidr: cidr().default("10.0.0.0/20").describe("network of the nodes"),
    api: z
      .strictObject({
        floatingIp: z.boolean().default(true).describe("whether the API server gets a floating IP"),
        allowedCidrs: z.array(cidr()).optional().describe("networks that may reach it"),
      })
      .default({ floatingIp: true })
      .describe("who may reach the API server"),
    autoScaling: z.boolean().default(true).describe("whether groups with min < max are scaled"),
    labels: labels().optional().describe("labels of the cluster template"),
    extraLabels: z.record(z.string(), anyText()).optional().describe("template labels passed on unchecked"),
    clusterLabels: labels().optional().describe("labels of the cluster itself; a change replaces it and everything in it"),
  })
  .describe("the Magnum cluster");

/** What a project's file says of a node group. */
export const nodeGroupSchema = z
  .strictObject({
    name: label().describe("name"),
    flavor: openstackName().describe("flavor; a change makes new nodes"),
    count: count(0, 1000).optional().describe("number of nodes, or with min and max the number to start with"),
    min: count(0, 1000).optional().describe("fewest nodes of an autoscaled group"),
    max: count(1, 1000).optional().describe("most nodes of an autoscaled group"),
    labels: labels().optional().describe("labels in Magnum"),
  })
  .describe("group of equal nodes");
