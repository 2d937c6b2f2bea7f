import type { Toleration } from "../kit/toleration";
import { ENTITY_OPERATOR_RESOURCES, EXPORTER_RESOURCES, MIRROR_RESOURCES } from "./charts";
import { KAFKA_NAMESPACE, mirrorUser, PORTS, topicObjectName, type Pool } from "./kafka-names";
import {
  heapMiB,
  replicationOf,
  SEGMENT_DAYS,
  type KafkaAuthentication,
  type KafkaMirror,
  type KafkaSettings,
  type KafkaTopic,
  type KafkaUser,
  type KafkaVersion,
} from "./kafka-settings";

/** An object of Strimzi, as our chart takes it. */
export interface StrimziObject {
  /** Kind. */
  readonly kind: "Kafka" | "KafkaNodePool" | "KafkaTopic" | "KafkaUser" | "KafkaMirrorMaker2";
  /** Name. */
  readonly name: string;
  /** Its spec, in Strimzi's field names. */
  readonly spec: Readonly<Record<string, unknown>>;
  /** Whether it stays when it is taken out. */
  readonly keep?: true;
}

/** What objects take from their surroundings. */
export interface ObjectSurroundings {
  /** Version of Kafka. */
  readonly version: KafkaVersion;
  /** Labels of the nodes of brokers. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** Taints that brokers stand. */
  readonly tolerations: readonly Toleration[];
  /** Storage class of disks. */
  readonly storageClass: string;
  /** Whether disks and topics stay when they are taken out. */
  readonly keep: boolean;
  /** Annotations of load balancers. */
  readonly balancer: Readonly<Record<string, string>>;
}

const DAY_MS = 86_400_000;
const HEAP = (mebibytes: number) => ({ "-Xms": `${mebibytes}m`, "-Xmx": `${mebibytes}m` });
const METRICS = (...allowed: string[]) => ({ type: "strimziMetricsReporter", values: { allowList: allowed } });

/**
 * Octavia cuts a connection that says nothing for 50 seconds, which idle consumers do; Kafka's own clients end theirs after nine minutes.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/docs/openstack-cloud-controller-manager/expose-applications-using-loadbalancer-type-service.md
 */
export const BALANCER_TIMEOUTS = {
  "loadbalancer.openstack.org/timeout-client-data": String(3_600_000),
  "loadbalancer.openstack.org/timeout-member-data": String(3_600_000),
};

/** The Kafka cluster and one of its pools of nodes after the other. */
export function clusterObjects(settings: KafkaSettings, pools: readonly Pool[], around: ObjectSurroundings): StrimziObject[] {
  return [
    ...pools.map((pool): StrimziObject => ({ kind: "KafkaNodePool", name: pool.name, spec: poolSpec(settings, pool, around) })),
    { kind: "Kafka", name: settings.name, spec: kafkaSpec(settings, around) },
  ];
}

/** What is in the cluster: topics, users and mirrors. */
export function contentObjects(settings: KafkaSettings, { version, keep }: Pick<ObjectSurroundings, "version" | "keep">): StrimziObject[] {
  return [
    ...settings.topics.map((topic): StrimziObject => {
      return { kind: "KafkaTopic", name: topicObjectName(topic.name), spec: topicSpec(topic, settings), ...(keep && { keep: true }) };
    }),
    ...[...settings.users, ...settings.mirrors.map(userOfMirror)].map((user): StrimziObject => {
      return { kind: "KafkaUser", name: user.name, spec: userSpec(user) };
    }),
    ...settings.mirrors.map((mirror): StrimziObject => {
      return { kind: "KafkaMirrorMaker2", name: mirror.name, spec: mirrorSpec(mirror, settings.name, version) };
    }),
  ];
}

function poolSpec({ name, brokers, diskGiB }: KafkaSettings, pool: Pool, around: ObjectSurroundings) {
  const memory = `${Math.floor(brokers.memoryGiB * 1024)}Mi`;
  const nodes = { ...around.nodeSelector, ...(pool.zone !== undefined && { "topology.kubernetes.io/zone": pool.zone }) };
  return {
    replicas: pool.count,
    roles: pool.roles,
    storage: {
      type: "jbod",
      volumes: [
        {
          id: 0,
          type: "persistent-claim",
          size: `${diskGiB}Gi`,
          class: around.storageClass,
          deleteClaim: !around.keep,
          kraftMetadata: "shared",
        },
      ],
    },
    resources: { requests: { cpu: `${Math.round(brokers.cores * 1000)}m`, memory }, limits: { memory } },
    jvmOptions: HEAP(heapMiB(brokers.memoryGiB)),
    template: {
      pod: {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                { matchExpressions: Object.entries(nodes).map(([key, value]) => ({ key, operator: "In", values: [value] })) },
              ],
            },
          },
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                topologyKey: "kubernetes.io/hostname",
                labelSelector: { matchLabels: { "strimzi.io/cluster": name, "strimzi.io/name": `${name}-kafka` } },
              },
            ],
          },
        },
        ...(around.tolerations.length > 0 && { tolerations: around.tolerations }),
      },
    },
  };
}

function kafkaSpec(settings: KafkaSettings, around: ObjectSurroundings) {
  const { brokers, retention, partitions, config, access } = settings;
  const { factor, minInSync } = replicationOf(brokers.count);
  return {
    kafka: {
      version: around.version,
      authorization: { type: "simple" },
      listeners: listeners(access, around.balancer),
      config: {
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": minInSync,
        "default.replication.factor": factor,
        "min.insync.replicas": minInSync,
        "num.partitions": partitions,
        "log.retention.hours": retention.days * 24,
        "log.roll.hours": SEGMENT_DAYS * 24,
        ...config,
      },
      // Replicas of a partition are in different zones then.
      ...((brokers.zones?.length ?? 0) > 0 && { rack: { topologyKey: "topology.kubernetes.io/zone" } }),
      metricsConfig: METRICS("kafka_log.*", "kafka_network.*", "kafka_server.*", "kafka_controller.*"),
    },
    entityOperator: { topicOperator: { resources: ENTITY_OPERATOR_RESOURCES }, userOperator: { resources: ENTITY_OPERATOR_RESOURCES } },
    kafkaExporter: { topicRegex: ".*", groupRegex: ".*", resources: EXPORTER_RESOURCES },
  };
}

function listeners({ inside, outside }: KafkaSettings["access"], annotations: Readonly<Record<string, string>>) {
  const peers = inside === "all" ? {} : { networkPolicyPeers: [{ podSelector: {} }, ...inside.map(peerOf)] };
  const internal = (name: "tls" | "scram", type: KafkaAuthentication) => {
    return { name, port: PORTS[name], type: "internal", tls: true, authentication: { type }, ...peers };
  };
  const both = [internal("tls", "tls"), internal("scram", "scram-sha-512")];
  if (outside.kind === "none") return both;
  const configuration = {
    externalTrafficPolicy: "Cluster",
    ...(outside.allowedCidrs && { loadBalancerSourceRanges: outside.allowedCidrs }),
    // Without it a Service goes before its load balancer, which nobody deletes then.
    finalizers: ["service.kubernetes.io/load-balancer-cleanup"],
    bootstrap: { ...(outside.host !== undefined && { alternativeNames: [outside.host] }), annotations },
    perBrokerAnnotationsTemplate: annotations,
  };
  const authentication = { type: outside.authentication ?? "scram-sha-512" };
  return [...both, { name: "external", port: PORTS.external, type: "loadbalancer", tls: true, authentication, configuration }];
}

function peerOf(namespace: string) {
  return { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } };
}

function topicSpec({ name, partitions, retention, config }: KafkaTopic, settings: KafkaSettings) {
  const { factor, minInSync } = replicationOf(settings.brokers.count);
  return {
    ...(topicObjectName(name) !== name && { topicName: name }),
    partitions: partitions ?? settings.partitions,
    replicas: factor,
    config: {
      "retention.ms": (retention ?? settings.retention).days * DAY_MS,
      "segment.ms": SEGMENT_DAYS * DAY_MS,
      "min.insync.replicas": minInSync,
      ...config,
    },
  };
}

function userSpec({ authentication, acls, quotas }: KafkaUser) {
  return {
    authentication: { type: authentication },
    authorization: {
      type: "simple",
      acls: acls.map(({ resource, name, pattern, operations }) => ({
        resource: { type: resource, ...(name !== undefined && { name, patternType: pattern ?? "literal" }) },
        operations,
      })),
    },
    ...(quotas && { quotas }),
  };
}

/** A MirrorMaker makes topics, writes to them, and keeps its own state in three of them. */
function userOfMirror({ name }: KafkaMirror): KafkaUser {
  return {
    name: mirrorUser(name),
    authentication: "tls",
    acls: [
      { resource: "topic", name: "*", operations: ["All"] },
      { resource: "group", name: "*", operations: ["All"] },
      { resource: "cluster", operations: ["Create", "Describe", "DescribeConfigs"] },
    ],
  };
}

/** Settings of topics that are not copied, so that what comes here stays as long as it is said here. */
const NOT_COPIED =
  "follower\\.replication\\.throttled\\.replicas, leader\\.replication\\.throttled\\.replicas, message\\.timestamp\\.difference\\.max\\.ms, " +
  "message\\.timestamp\\.type, unclean\\.leader\\.election\\.enable, min\\.insync\\.replicas, retention\\.ms, retention\\.bytes, segment\\.ms";

function mirrorSpec(mirror: KafkaMirror, cluster: string, version: KafkaVersion) {
  const own = `mirror-${mirror.name}`;
  const user = mirrorUser(mirror.name);
  const policy = { "replication.policy.class": "org.apache.kafka.connect.mirror.IdentityReplicationPolicy" };
  return {
    version,
    replicas: 1,
    target: {
      alias: cluster,
      bootstrapServers: bootstrapServers(cluster, "tls"),
      groupId: own,
      configStorageTopic: `${own}-config`,
      statusStorageTopic: `${own}-status`,
      offsetStorageTopic: `${own}-offset`,
      tls: { trustedCertificates: [{ secretName: caSecret(cluster), pattern: "*.crt" }] },
      authentication: { type: "tls", certificateAndKey: { secretName: user, certificate: "user.crt", key: "user.key" } },
      // -1 is what the brokers have.
      config: { "config.storage.replication.factor": -1, "offset.storage.replication.factor": -1, "status.storage.replication.factor": -1 },
    },
    mirrors: [
      {
        source: {
          alias: mirror.name,
          bootstrapServers: mirror.bootstrapServers.join(","),
          ...(mirror.tls && { tls: trusted(mirror.tls) }),
          ...(mirror.authentication && { authentication: authenticationOf(mirror.authentication) }),
        },
        topicsPattern: mirror.topics,
        ...(mirror.groups !== undefined && { groupsPattern: mirror.groups }),
        sourceConnector: {
          tasksMax: mirror.tasks ?? 4,
          config: {
            ...policy,
            "replication.factor": -1,
            "offset-syncs.topic.replication.factor": -1,
            "offset-syncs.topic.location": "target",
            "sync.topic.acls.enabled": "false",
            "config.properties.exclude": NOT_COPIED,
            // A night's topic is new each night.
            "refresh.topics.interval.seconds": 60,
          },
        },
        ...(mirror.groups !== undefined && {
          checkpointConnector: {
            tasksMax: 1,
            config: {
              ...policy,
              "checkpoints.topic.replication.factor": -1,
              "offset-syncs.topic.location": "target",
              "sync.group.offsets.enabled": "true",
            },
          },
        }),
      },
    ],
    resources: MIRROR_RESOURCES,
    jvmOptions: HEAP(heapMiB(2)),
    metricsConfig: METRICS("kafka_connect.*", "kafka_mirror.*"),
  };
}

function trusted({ caSecret: secretName }: NonNullable<KafkaMirror["tls"]>) {
  return { trustedCertificates: secretName === undefined ? [] : [{ secretName, pattern: "*.crt" }] };
}

/** The chart adds the name of the key. */
function authenticationOf({ kind, username, passwordSecret }: NonNullable<KafkaMirror["authentication"]>) {
  return { type: kind, username, passwordSecret: { secretName: passwordSecret } };
}

/**
 * Where pods of the cluster find Kafka.
 *
 * @param cluster - name of the Kafka cluster
 * @param listener - which listener
 */
export function bootstrapServers(cluster: string, listener: "tls" | "scram"): string {
  return `${cluster}-kafka-bootstrap.${KAFKA_NAMESPACE}.svc:${PORTS[listener]}`;
}

/** Secret with the certificate that clients trust, as `ca.crt`; the operator makes it. */
export function caSecret(cluster: string): string {
  return `${cluster}-cluster-ca-cert`;
}
