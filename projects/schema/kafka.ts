import * as z from "zod";
import { ACL_OPERATIONS, ACL_RESOURCES, KAFKA_AUTHENTICATIONS, KAFKA_VERSIONS } from "../../constructs/kafka/kafka-settings";
import { helmValues } from "./common";
import { anyText, cidr, count, hostname, label, openstackName, serviceName, settingName, subdomain, text } from "./fields";

const amount = (max: number) => z.number().positive("must be more than 0").max(max, `must be at most ${max}`);

const retention = () =>
  z.strictObject({
    days: count(1, 3650).describe("days that messages stay"),
    gibPerDay: amount(1_048_576).describe("GiB that come in a day, as they are on disk"),
  });

const settings = (whose: string) => z.record(settingName(), anyText()).optional().describe(`further settings of ${whose}`);

const topic = z
  .strictObject({
    name: z
      .string()
      .regex(/^(?!\.{1,2}$)[\w.-]{1,249}$/, "must be the name of a topic: at most 249 letters, digits and ._-")
      .describe("name"),
    partitions: count(1, 10_000).optional().describe("number of partitions, which can only grow"),
    retention: retention().optional().describe("how long its messages stay; as long as those of all by default"),
    config: settings("the topic"),
  })
  .describe("topic");

const user = z
  .strictObject({
    name: label().describe("name, which is that of the Secret with its credentials"),
    authentication: z.enum(KAFKA_AUTHENTICATIONS).describe("certificate, or name and password"),
    acls: z
      .array(
        z.strictObject({
          resource: z.enum(ACL_RESOURCES).describe("what the rule is about"),
          name: text().optional().describe('its name, or what names begin with; "*" for all'),
          pattern: z.enum(["literal", "prefix"]).optional().describe("whether the name is a whole one; literal by default"),
          operations: z.array(z.enum(ACL_OPERATIONS)).min(1, "must have at least one operation").describe("what is allowed"),
        }),
      )
      .min(1, "must have at least one rule: everything else is refused")
      .describe("what it may do"),
    quotas: z
      .strictObject({
        producerByteRate: count(1, 1e12).describe("most bytes a second that it writes"),
        consumerByteRate: count(1, 1e12).describe("most bytes a second that it reads"),
      })
      .partial()
      .optional()
      .describe("most bytes a second on each broker"),
  })
  .describe("user");

const mirror = z
  .strictObject({
    name: serviceName().describe("name of the other cluster"),
    bootstrapServers: z
      .array(z.string().regex(/^[\w.-]+:\d{1,5}$/, "must be a host and a port, such as broker.example.org:9092"))
      .min(1, "must have at least one address")
      .describe("its addresses"),
    topics: text().describe("regular expression of the names of topics, which stay as they are"),
    groups: text().optional().describe("regular expression of consumer groups whose positions are copied; none by default"),
    tasks: count(1, 1000).optional().describe("most tasks that copy at the same time; 4 by default"),
    authentication: z
      .strictObject({
        kind: z.enum(["plain", "scram-sha-256", "scram-sha-512"]).describe("mechanism of SASL"),
        username: text().describe("name of the user there"),
        passwordSecret: subdomain().describe("Secret in namespace kafka whose key password has the password"),
      })
      .optional()
      .describe("how it logs in there"),
    tls: z
      .strictObject({ caSecret: subdomain().optional().describe("Secret in namespace kafka with certificates as *.crt") })
      .optional()
      .describe("TLS to the other cluster; plain text by default"),
  })
  .describe("cluster whose topics are copied");

/** What a project's file says of Kafka. */
export const kafkaSchema = z
  .strictObject({
    name: serviceName().default("kafka").describe("name of the Kafka cluster, a part of the names of Secrets and claims"),
    version: z.enum(KAFKA_VERSIONS).optional().describe("version of Kafka, the newest by default; there is no way back"),
    brokers: z
      .strictObject({
        count: count(1, 100).describe("number of brokers, each on a node of its own; replicas follow it, 3 at most"),
        nodeGroup: label().describe("node group of brokers"),
        cores: amount(512).describe("cores that are kept for each"),
        memoryGiB: z
          .number()
          .min(1, "must be a number from 1 to 16384")
          .max(16_384, "must be a number from 1 to 16384")
          .describe("memory of each in GiB, half of it heap"),
        zones: z
          .array(openstackName())
          .min(1, "must name at least one zone")
          .optional()
          .describe("zones that brokers are dealt to; wherever the node group has nodes by default"),
        disk: z
          .strictObject({
            storageClass: subdomain().describe("block storage class"),
            sizeGiB: count(1, 1_048_576).describe("size of each in GiB; it can grow"),
          })
          .describe("disk of each broker"),
      })
      .describe("brokers"),
    retention: retention().describe("how long messages stay, which the disks must hold"),
    partitions: count(1, 10_000).default(16).describe("partitions of a topic that says nothing else"),
    access: z
      .strictObject({
        inside: z
          .union([z.literal("all"), z.array(label())])
          .describe("namespaces whose pods may connect; those of namespace kafka always may"),
        outside: z
          .discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("none").describe("nobody") }),
            z.strictObject({
              kind: z.literal("loadbalancer").describe("a load balancer for each broker, and one that leads to any of them"),
              floating: z.boolean().describe("whether each has a floating IP"),
              allowedCidrs: z.array(cidr()).optional().describe("networks that may connect"),
              host: hostname().optional().describe("host name of the load balancer of all brokers, for the certificate"),
              authentication: z.enum(KAFKA_AUTHENTICATIONS).optional().describe("how clients say who they are; scram-sha-512 by default"),
            }),
          ])
          .describe("who connects from outside of the cluster"),
      })
      .describe("who reaches Kafka"),
    topics: z.array(topic).default([]).describe("topics"),
    users: z.array(user).default([]).describe("users"),
    mirrors: z.array(mirror).default([]).describe("other clusters whose topics are copied"),
    config: settings("brokers"),
    values: helmValues().optional(),
  })
  .describe("Kafka");
