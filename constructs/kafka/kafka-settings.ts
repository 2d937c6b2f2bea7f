/** Versions of Kafka that the operator knows, the newest last. */
export const KAFKA_VERSIONS = ["4.2.0", "4.2.1", "4.3.0", "4.3.1"] as const;

/** Version of Kafka. */
export type KafkaVersion = (typeof KAFKA_VERSIONS)[number];

/** How a client says who it is: by a certificate, or by name and password. */
export const KAFKA_AUTHENTICATIONS = ["tls", "scram-sha-512"] as const;

/** How a client says who it is. */
export type KafkaAuthentication = (typeof KAFKA_AUTHENTICATIONS)[number];

/** What an access rule is about. */
export const ACL_RESOURCES = ["topic", "group", "cluster", "transactionalId"] as const;

/** What an access rule allows, in Kafka's words. */
export const ACL_OPERATIONS = [
  "Read",
  "Write",
  "Create",
  "Delete",
  "Alter",
  "Describe",
  "ClusterAction",
  "AlterConfigs",
  "DescribeConfigs",
  "IdempotentWrite",
  "All",
] as const;

/** How long messages stay, and how many there are. */
export interface KafkaRetention {
  /** Days that messages stay. */
  readonly days: number;
  /** GiB that come in a day, as they are on disk. */
  readonly gibPerDay: number;
}

/** Brokers. */
export interface KafkaBrokers {
  /** Number of brokers, each on a node of its own. */
  readonly count: number;
  /** Cores that are kept for each. */
  readonly cores: number;
  /** Memory of each in GiB; half of it, and 6 GiB at most, is heap, and the rest caches the disk. */
  readonly memoryGiB: number;
  /**
   * Zones that brokers are dealt to, as the nodes' label topology.kubernetes.io/zone has them.
   *
   * @default - wherever the node group has nodes
   */
  readonly zones?: readonly string[];
}

/** A topic. */
export interface KafkaTopic {
  /** Name in Kafka. */
  readonly name: string;
  /**
   * Number of partitions; it can grow.
   *
   * @default - that of all topics
   */
  readonly partitions?: number;
  /**
   * How long its messages stay.
   *
   * @default - as long as those of all topics, of whose GiB it is a part
   */
  readonly retention?: KafkaRetention;
  /**
   * Further settings of the topic.
   *
   * @default - none
   */
  readonly config?: Readonly<Record<string, string>>;
}

/** What a user may do. */
export interface KafkaAcl {
  /** What the rule is about. */
  readonly resource: (typeof ACL_RESOURCES)[number];
  /**
   * Its name, or what names begin with.
   *
   * @default - none, for the cluster
   */
  readonly name?: string;
  /**
   * Whether the name is a whole one or what names begin with.
   *
   * @default "literal"
   */
  readonly pattern?: "literal" | "prefix";
  /** What is allowed. */
  readonly operations: readonly (typeof ACL_OPERATIONS)[number][];
}

/** A user. */
export interface KafkaUser {
  /** Name, which is that of the Secret with the credentials too. */
  readonly name: string;
  /** How it says who it is. */
  readonly authentication: KafkaAuthentication;
  /** What it may do; everything else is refused. */
  readonly acls: readonly KafkaAcl[];
  /**
   * Most bytes a second on each broker.
   *
   * @default - no limit
   */
  readonly quotas?: { readonly producerByteRate?: number; readonly consumerByteRate?: number };
}

/** How a mirror logs in at the other cluster. */
export interface MirrorAuthentication {
  /** Mechanism of SASL. */
  readonly kind: "plain" | "scram-sha-256" | "scram-sha-512";
  /** Name of the user there. */
  readonly username: string;
  /** Secret in the namespace of Kafka whose key `password` has the password; people make it. */
  readonly passwordSecret: string;
}

/** A MirrorMaker, which copies topics of another cluster. */
export interface KafkaMirror {
  /** Name of the other cluster. */
  readonly name: string;
  /** Its addresses, each host and port. */
  readonly bootstrapServers: readonly string[];
  /** Regular expression of the names of topics, which stay as they are. */
  readonly topics: string;
  /**
   * Regular expression of the consumer groups whose positions are copied.
   *
   * @default - none
   */
  readonly groups?: string;
  /**
   * Most tasks that copy at the same time.
   *
   * @default 4
   */
  readonly tasks?: number;
  /**
   * How it logs in there.
   *
   * @default - it does not
   */
  readonly authentication?: MirrorAuthentication;
  /**
   * TLS to the other cluster; `caSecret` is a Secret in the namespace of Kafka with certificates of its authority as `*.crt`.
   *
   * @default - none: plain text
   */
  readonly tls?: { readonly caSecret?: string };
}

/** Nobody outside the cluster reaches Kafka. */
export interface NoAccess {
  /** Kind of access. */
  readonly kind: "none";
}

/** A load balancer for each broker, and one that leads to any of them. */
export interface BalancerAccess {
  /** Kind of access. */
  readonly kind: "loadbalancer";
  /** Whether each has a floating IP; without them Kafka is reachable from inside the site only. */
  readonly floating: boolean;
  /**
   * Networks that may connect.
   *
   * @default - everyone who can route to it, which a floating IP does not allow
   */
  readonly allowedCidrs?: readonly string[];
  /**
   * Host name that leads to the load balancer of all brokers, for the certificate.
   *
   * @default - its address alone
   */
  readonly host?: string;
  /**
   * How clients say who they are.
   *
   * @default "scram-sha-512"
   */
  readonly authentication?: KafkaAuthentication;
}

/** Who reaches Kafka. */
export interface KafkaAccess {
  /** Namespaces whose pods may connect, or all of the cluster; those of Kafka's own namespace always may. */
  readonly inside: "all" | readonly string[];
  /** What is open outside of the cluster. */
  readonly outside: NoAccess | BalancerAccess;
}

/** What a Kafka cluster is to be. */
export interface KafkaSettings {
  /** Name of the Kafka cluster. */
  readonly name: string;
  /** Brokers. */
  readonly brokers: KafkaBrokers;
  /** Disk of each broker in GiB. */
  readonly diskGiB: number;
  /** How long messages stay, unless a topic says otherwise. */
  readonly retention: KafkaRetention;
  /** Partitions of a topic that says nothing else. */
  readonly partitions: number;
  /** Who reaches it. */
  readonly access: KafkaAccess;
  /** Topics. */
  readonly topics: readonly KafkaTopic[];
  /** Users. */
  readonly users: readonly KafkaUser[];
  /** Mirrors of other clusters. */
  readonly mirrors: readonly KafkaMirror[];
  /** Settings of brokers, laid over ours. */
  readonly config: Readonly<Record<string, string>>;
}

/** Replicas of each partition, and how many must have a message before it counts as written. */
export interface Replication {
  /** Replicas. */
  readonly factor: number;
  /** Fewest of them that must be in sync. */
  readonly minInSync: number;
}

/**
 * Replication that a number of brokers can hold: with one broker internal topics of more replicas would never be made.
 *
 * @param brokers - number of brokers
 */
export function replicationOf(brokers: number): Replication {
  const factor = Math.min(3, brokers);
  return { factor, minInSync: Math.max(1, factor - 1) };
}

/**
 * Brokers that are controllers too. Their number cannot be changed in a running cluster, so it stays the same for all larger ones.
 *
 * @param brokers - number of brokers
 */
export function controllersOf(brokers: number): number {
  return brokers >= 3 ? 3 : 1;
}

/** Most heap in MiB that a broker has a use for; more memory is worth more as cache of the disk. */
const LARGEST_HEAP_MIB = 6 * 1024;

/**
 * Heap of a broker or of a MirrorMaker: half of the memory.
 *
 * @param memoryGiB - memory of the pod
 * @returns MiB
 */
export function heapMiB(memoryGiB: number): number {
  return Math.min(LARGEST_HEAP_MIB, Math.floor((memoryGiB * 1024) / 2));
}

/** Part of a disk that messages may fill: brokers stop where it is full. */
const USABLE_SHARE = 0.9;

/** Days that a segment is written to: none of its messages goes before all of them are old. */
export const SEGMENT_DAYS = 1;

/** What retention needs of the disks. */
export interface DiskNeed {
  /** Days and GiB a day, by what they are of. */
  readonly parts: readonly (KafkaRetention & { readonly what: string })[];
  /** GiB on all disks, with all replicas. */
  readonly totalGiB: number;
  /** GiB of each disk that would do. */
  readonly diskGiB: number;
}

/**
 * Works out what retention needs of the disks, each of which may be filled to nine tenths.
 *
 * @param settings - brokers, retention and topics
 */
export function diskNeed({ brokers, retention, topics }: Pick<KafkaSettings, "brokers" | "retention" | "topics">): DiskNeed {
  const own = topics.flatMap((topic) => (topic.retention ? [{ what: `topic '${topic.name}'`, ...topic.retention }] : []));
  const parts = [{ what: own.length > 0 ? "all other topics" : "all topics", ...retention }, ...own];
  const { factor } = replicationOf(brokers.count);
  const totalGiB = parts.reduce((sum, { days, gibPerDay }) => sum + gibPerDay * (days + SEGMENT_DAYS) * factor, 0);
  return { parts, totalGiB, diskGiB: Math.ceil(totalGiB / brokers.count / USABLE_SHARE) };
}
