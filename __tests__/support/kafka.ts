import type { ProjectInput } from "../../projects";

/** Kafka with one of everything. */
export const KAFKA = {
  brokers: {
    count: 3,
    nodeGroup: "kafka",
    cores: 0.5,
    memoryGiB: 4,
    disk: { storageClass: "fast", sizeGiB: 200 },
  },
  retention: { days: 7, gibPerDay: 20 },
  access: {
    inside: ["spark"],
    outside: { kind: "loadbalancer", floating: true, allowedCidrs: ["192.0.2.0/24"], host: "kafka.example.org" },
  },
  topics: [{ name: "ztf_alerts", partitions: 4, retention: { days: 1, gibPerDay: 1 }, config: { "compression.type": "lz4" } }],
  users: [
    {
      name: "reader",
      authentication: "scram-sha-512",
      acls: [
        { resource: "topic", name: "ztf_", pattern: "prefix", operations: ["Read", "Describe"] },
        { resource: "group", name: "*", operations: ["Read"] },
      ],
      quotas: { consumerByteRate: 10_485_760 },
    },
    { name: "admin", authentication: "tls", acls: [{ resource: "cluster", operations: ["Describe"] }] },
  ],
  mirrors: [
    {
      name: "ztf",
      bootstrapServers: ["broker.example.org:9093"],
      topics: "ztf_[0-9]{8}_programid1",
      groups: ".*",
      authentication: { kind: "scram-sha-512", username: "lab", passwordSecret: "ztf-password" },
      tls: { caSecret: "ztf-ca" },
    },
  ],
  config: { "compression.type": "lz4" },
} satisfies NonNullable<ProjectInput["kafka"]>;
