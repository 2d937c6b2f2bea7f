import { bootstrapServers, caSecret } from "../constructs/kafka/kafka-objects";
import type { KafkaAuthentication } from "../constructs/kafka/kafka-settings";
import type { ProjectInput } from "../projects";
import { podOf, type PodOf } from "./spark";

type KafkaInput = NonNullable<ProjectInput["kafka"]>;

/** Name of the Kafka cluster. */
export const CLUSTER = "kafka";

/** The topic that users write to and read from, and how many messages there are. */
export const TOPIC = { name: "e2e_alerts", partitions: 3, messages: 1000 } as const;

/** The group that the reader reads as. */
const GROUP = "e2e-readers";

/** Users: one writes, one reads, and one may do neither. */
export const USERS = {
  writer: "scram-sha-512",
  reader: "tls",
  stranger: "scram-sha-512",
} as const satisfies Record<string, KafkaAuthentication>;

/** Name of one of them. */
export type UserName = keyof typeof USERS;

/** Small enough for two cores: one broker, whose data fit a disk of 2 GiB. */
const KAFKA: KafkaInput = {
  brokers: { count: 1, nodeGroup: "batch", cores: 0.2, memoryGiB: 1, disk: { storageClass: "block", sizeGiB: 2 } },
  retention: { days: 1, gibPerDay: 0.1 },
  access: { inside: "all", outside: { kind: "none" } },
  topics: [{ name: TOPIC.name, partitions: TOPIC.partitions }, { name: "other" }],
  users: [
    { name: "writer", authentication: USERS.writer, acls: [{ resource: "topic", name: TOPIC.name, operations: ["Write", "Describe"] }] },
    {
      name: "reader",
      authentication: USERS.reader,
      acls: [
        { resource: "topic", name: TOPIC.name, operations: ["Read", "Describe"] },
        { resource: "group", name: GROUP, operations: ["Read"] },
      ],
    },
    { name: "stranger", authentication: USERS.stranger, acls: [{ resource: "topic", name: "other", operations: ["Read", "Describe"] }] },
  ],
};

/**
 * The project with Kafka, whose operator runs on these nodes.
 *
 * @param project - the project
 * @param nodeSelector - labels of the nodes
 */
export function withKafka(project: ProjectInput, nodeSelector: Readonly<Record<string, string>>): ProjectInput {
  return { ...project, kafka: { ...KAFKA, values: { nodeSelector: { ...nodeSelector } } } };
}

const CREDENTIALS: Readonly<Record<KafkaAuthentication, string>> = {
  "scram-sha-512": `printf 'security.protocol=SASL_SSL\\nsasl.mechanism=SCRAM-SHA-512\\nsasl.jaas.config=%s\\n' "$(cat /user/sasl.jaas.config)" >client`,
  tls: `cat /user/user.key /user/user.crt >own.pem; printf 'security.protocol=SSL\\nssl.keystore.type=PEM\\nssl.keystore.location=/tmp/own.pem\\n' >client`,
};

const TRUST = `printf 'ssl.truststore.type=PEM\\nssl.truststore.location=/ca/ca.crt\\n' >>client`;

const PRODUCER = (server: string, messages: string): string =>
  `${messages} | bin/kafka-console-producer.sh --bootstrap-server ${server} --topic ${TOPIC.name} ` +
  "--command-config /tmp/client 2>/tmp/errors; code=$?";

/** What a client does. */
const ACTIONS = {
  write: (server: string) => PRODUCER(server, `seq ${TOPIC.messages}`),
  // One message: each one that is refused takes a second.
  "try-to-write": (server: string) => PRODUCER(server, "echo refused"),
  read: (server: string) =>
    `bin/kafka-console-consumer.sh --bootstrap-server ${server} --topic ${TOPIC.name} --group ${GROUP} --from-beginning ` +
    `--max-messages ${TOPIC.messages} --timeout-ms 60000 --command-config /tmp/client >/tmp/messages 2>/tmp/errors; code=$?; ` +
    `echo "messages $(sort -n /tmp/messages | uniq | wc -l)"`,
} as const;

/** Name of something that a client does. */
export type Action = keyof typeof ACTIONS;

/**
 * A client as people's own: the address of the output, the certificate to trust, and the Secret of a user.
 *
 * @param pod - what it is
 * @param user - the user
 * @param action - what it does
 */
export function clientOf(pod: Omit<PodOf, "command" | "name">, user: UserName, action: Action) {
  const server = bootstrapServers(CLUSTER, USERS[user] === "tls" ? "tls" : "scram");
  const script = [
    "cd /tmp",
    CREDENTIALS[USERS[user]],
    TRUST,
    "cd /opt/kafka",
    ACTIONS[action](server),
    // Not where in Kafka's own code it was.
    "grep -v '^[[:space:]]' /tmp/errors | tail -3",
    "exit $code",
  ];
  const { spec, ...rest } = podOf({ ...pod, name: `${user}-${action}`, command: ["bash", "-c", script.join("\n")] });
  const volumeMounts = [
    { name: "ca", mountPath: "/ca" },
    { name: "user", mountPath: "/user" },
  ];
  const volumes = [
    { name: "ca", secret: { secretName: caSecret(CLUSTER) } },
    { name: "user", secret: { secretName: user } },
  ];
  return { ...rest, spec: { ...spec, containers: [{ ...spec.containers[0]!, volumeMounts }], volumes } };
}

/**
 * Whether a client was refused what it is not allowed: "Not authorized to access topics", "Cluster authorization failed".
 *
 * @param log - what it has said
 */
export const isRefused = (log: string): boolean => /\bnot authorized\b|\bauthorization failed\b/i.test(log);
