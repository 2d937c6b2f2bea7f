import type { ProjectInput } from "cdktf-magnum/environments";

/** Node groups, each of which has a flavor of its own in each cloud. */
type Flavors = Readonly<Record<"kafka" | "spark" | "database", string>>;

/**
 * Node groups of the alert system.
 *
 * @param flavors - flavor of each in a cloud
 */
export function alertNodeGroups(flavors: Flavors): ProjectInput["nodeGroups"] {
  return [
    { name: "kafka", flavor: flavors.kafka, count: 3 },
    { name: "spark", flavor: flavors.spark, min: 1, max: 6 },
    // For the stack in main.ts, which capacity does not know.
    { name: "database", flavor: flavors.database, count: 2 },
  ];
}

/** Classes of volumes: scratch goes with its claim, messages and samples stay. */
export const alertVolumes = {
  classes: [{ name: "fast" }, { name: "kept", reclaimPolicy: "Retain" }],
} satisfies NonNullable<ProjectInput["storage"]>["block"];

/** What a job needs to read from Kafka: both Secrets are copies of those in namespace kafka. */
const READS_KAFKA = {
  "spark.kubernetes.driver.secretKeyRef.KAFKA_JAAS": "consumer:sasl.jaas.config",
  "spark.kubernetes.driver.secrets.alerts-cluster-ca-cert": "/etc/kafka-ca",
  "spark.kubernetes.executor.secrets.alerts-cluster-ca-cert": "/etc/kafka-ca",
};

/** A job that takes up each hour what has come since, and writes it to the share. */
const toParquet = (name: string, pattern: string) => ({
  name,
  type: "Python" as const,
  mainApplicationFile: "local:///opt/zads/alerts.py",
  arguments: [pattern, `/alerts/${name}`],
  schedule: "@every 1h",
  sparkConf: READS_KAFKA,
});

/** The alert system wherever it runs. */
export const alerts = {
  description: "alerts of the Zwicky Transient Facility for those who follow them up",
  tier: "test",
  ingress: { kind: "traefik", allowedCidrs: ["198.51.100.0/24"] },
  kafka: {
    name: "alerts",
    brokers: { count: 3, nodeGroup: "kafka", cores: 1, memoryGiB: 4, disk: { storageClass: "kept", sizeGiB: 200 } },
    retention: { days: 7, gibPerDay: 20 },
    access: {
      inside: ["alerts"],
      outside: {
        kind: "loadbalancer",
        floating: true,
        host: "alerts.zads.example.org",
        allowedCidrs: ["198.51.100.0/24", "203.0.113.0/24"],
      },
    },
    mirrors: [
      { name: "ztf", bootstrapServers: ["public.alerts.ztf.uw.edu:9092"], topics: "ztf_[0-9]{8}_programid(1|3_public)", tasks: 14 },
    ],
    users: [
      {
        name: "consumer",
        authentication: "scram-sha-512",
        acls: [
          { resource: "topic", name: "ztf_", pattern: "prefix", operations: ["Read", "Describe"] },
          { resource: "group", name: "spark-kafka-source", pattern: "prefix", operations: ["Read"] },
        ],
      },
      {
        name: "downstream",
        authentication: "scram-sha-512",
        acls: [
          { resource: "topic", name: "ztf_", pattern: "prefix", operations: ["Read", "Describe"] },
          { resource: "group", name: "downstream-", pattern: "prefix", operations: ["Read"] },
        ],
        quotas: { consumerByteRate: 20_971_520 },
      },
    ],
  },
  spark: {
    image: "registry.example.org/zads/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    namespaces: ["alerts"],
    executor: { cores: 1, memoryGiB: 1 },
    executors: { min: 1, max: 4 },
    scratch: { storageClass: "fast", sizeGiB: 20 },
    volumes: [{ name: "alerts", sizeGiB: 1024, mountPath: "/alerts" }],
    applications: [toParquet("survey", "ztf_[0-9]{8}_programid1"), toParquet("time-of-caltech", "ztf_[0-9]{8}_programid3_public")],
  },
  monitoring: {
    host: "status.zads.example.org",
    tlsSecret: "status-tls",
    login: { kind: "password" },
    alerts: { kind: "email", to: ["operators@example.org"], from: "zads@example.org", server: "smtp.example.org:587" },
    disk: { storageClass: "kept", sizeGiB: 100 },
    retentionDays: 180,
  },
} satisfies Partial<ProjectInput>;
