// Specs of objects are read as they come.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-assignment */
import { Kafka, type KafkaProps } from "../constructs/kafka/kafka";
import { looksLikeSecret } from "../constructs/policies/secret-patterns";
import { poolsOf, topicObjectName } from "../constructs/kafka/kafka-names";
import { controllersOf, diskNeed, heapMiB, replicationOf } from "../constructs/kafka/kafka-settings";
import { KAFKA } from "./support/kafka";
import { existingClass, FakeCluster, newApp, synthStack, type Template } from "./support/synth";

const CLUSTER = new FakeCluster(newApp(), "cluster");
const NODE_GROUP = { name: "kafka", vcpus: 4, memoryMiB: 16384 };
const { brokers, ...rest } = KAFKA;
const PROPS: KafkaProps = {
  ...rest,
  cluster: CLUSTER,
  nodeGroup: NODE_GROUP,
  networkPlugin: "calico",
  brokers: { ...brokers, disk: { storageClass: existingClass("fast", ["ReadWriteOnce"], "Delete"), sizeGiB: 400 } },
};

function kafka(changes: Partial<KafkaProps> = {}): Template {
  return synthStack((stack) => {
    new Kafka(stack, "kafka", { ...PROPS, ...changes });
  });
}

interface Made {
  readonly kind: string;
  readonly name: string;
  readonly keep?: boolean;
  readonly spec: any;
}

const objects = (template: Template, release: "cluster" | "content"): Made[] =>
  (template.values(`kafka/${release}`) as { objects: Made[] }).objects;
const named = (template: Template, kind: string): Made[] =>
  [...objects(template, "cluster"), ...objects(template, "content")].filter((object) => object.kind === kind);

describe("numbers that follow others", () => {
  test.each([
    [1, 1, 1, 1],
    [2, 2, 1, 1],
    [3, 3, 2, 3],
    [7, 3, 2, 3],
  ])("%i brokers have %i replicas, %i in sync, %i controllers", (count, factor, minInSync, controllers) => {
    expect(replicationOf(count)).toEqual({ factor, minInSync });
    expect(controllersOf(count)).toBe(controllers);
    const [{ spec }] = named(
      kafka({ brokers: { ...PROPS.brokers, count }, topics: [], retention: { days: 1, gibPerDay: 1 } }),
      "Kafka",
    ) as [Made];
    expect(spec.kafka.config).toMatchObject({
      "offsets.topic.replication.factor": factor,
      "transaction.state.log.replication.factor": factor,
      "transaction.state.log.min.isr": minInSync,
      "default.replication.factor": factor,
      "min.insync.replicas": minInSync,
    });
  });

  test("heap is half of the memory and 6 GiB at most", () => {
    expect([1, 4, 12, 64].map(heapMiB)).toEqual([512, 2048, 6144, 6144]);
    expect(named(kafka(), "KafkaNodePool")[0]!.spec).toMatchObject({
      resources: { requests: { cpu: "500m", memory: "4096Mi" }, limits: { memory: "4096Mi" } },
      jvmOptions: { "-Xms": "2048m", "-Xmx": "2048m" },
    });
  });

  test("a broker more is one of a pool, and no other pool changes", () => {
    expect(poolsOf({ count: 1 })).toEqual([{ name: "dual", count: 1, roles: ["controller", "broker"] }]);
    expect(poolsOf({ count: 5 }).map(({ name, count }) => [name, count])).toEqual([
      ["dual", 3],
      ["broker", 2],
    ]);
    expect(poolsOf({ count: 5, zones: ["Zone 1", "b"] }).map(({ name, count, zone }) => [name, count, zone])).toEqual([
      ["dual-zone-1", 2, "Zone 1"],
      ["dual-b", 1, "b"],
      ["broker-zone-1", 1, "Zone 1"],
      ["broker-b", 1, "b"],
    ]);
    for (let count = 1; count < 12; count++) {
      for (let zones = 1; zones <= Math.min(count, 4); zones++) {
        const pools = poolsOf({ count, zones: ["a", "b", "c", "d"].slice(0, zones) });
        expect(pools.reduce((sum, pool) => sum + pool.count, 0)).toBe(count);
        const inZones = [...new Set(pools.map(({ zone }) => zone))].map((zone) =>
          pools.filter((pool) => pool.zone === zone).reduce((sum, pool) => sum + pool.count, 0),
        );
        expect(Math.max(...inZones) - Math.min(...inZones)).toBeLessThanOrEqual(1);
      }
    }
  });

  test("retention is GiB a day, a day more than it says, all replicas, on disks of which a tenth stays free", () => {
    const need = diskNeed({ brokers: PROPS.brokers, retention: { days: 7, gibPerDay: 20 }, topics: PROPS.topics! });
    expect(need.totalGiB).toBe((20 * 8 + 1 * 2) * 3);
    expect(need.diskGiB).toBe(Math.ceil(486 / 3 / 0.9));
    expect(() => kafka({ brokers: { ...PROPS.brokers, disk: { ...PROPS.brokers.disk, sizeGiB: 179 } } })).toThrow(
      "brokers.disk.sizeGiB must be at least 180, got 179: (20 GiB a day x 8 days of all other topics + 1 GiB a day x 2 days of topic 'ztf_alerts') " +
        "x 3 replicas are 486 GiB, and 3 disks filled to nine tenths hold 483.3 GiB",
    );
    expect(() => kafka({ brokers: { ...PROPS.brokers, disk: { ...PROPS.brokers.disk, sizeGiB: 180 } } })).not.toThrow();
  });
});

describe("the order of things", () => {
  test("operator, cluster, content: they are made so and destroyed the other way round", () => {
    const template = kafka();
    const needs = (path: string): unknown => template.get("helm_release", path)["depends_on"];
    expect(needs("kafka/cluster")).toEqual([template.one("helm_release", "kafka/operator").address]);
    expect(needs("kafka/content")).toEqual([template.one("helm_release", "kafka/cluster").address]);
    expect(template.values("kafka/operator")["watchNamespaces"]).toEqual([
      template.ref("kubernetes_namespace_v1", "metadata[0].name", "kafka/namespace"),
    ]);
  });

  test("both namespaces are restricted, and so are pods that the operator makes", () => {
    const template = kafka();
    const levels = template
      .all("kubernetes_namespace_v1")
      .map(({ attributes }) => (attributes["metadata"] as { labels: Record<string, string> }).labels["pod-security.kubernetes.io/enforce"]);
    expect(levels).toEqual(["restricted", "restricted"]);
    expect(template.values("kafka/operator")["extraEnvs"]).toEqual([{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }]);
  });

  test("what is protected is not destroyed, keeps its disks, and its topics when they are taken out", () => {
    const kept = kafka({ protect: true });
    for (const path of ["kafka/cluster", "kafka/content"]) {
      expect(kept.get("helm_release", path)["lifecycle"]).toEqual({ prevent_destroy: true });
    }
    expect(named(kept, "KafkaTopic").map(({ keep }) => keep)).toEqual([true]);
    expect(named(kept, "KafkaNodePool")[0]!.spec.storage.volumes[0].deleteClaim).toBe(false);
    const loose = kafka();
    expect(loose.get("helm_release", "kafka/cluster")["lifecycle"]).toBeUndefined();
    expect(named(loose, "KafkaTopic").map(({ keep }) => keep)).toEqual([undefined]);
    expect(named(loose, "KafkaNodePool")[0]!.spec.storage.volumes[0]).toMatchObject({ deleteClaim: true, class: "fast", size: "400Gi" });
  });
});

describe("brokers", () => {
  test("stand on nodes of their group and zone, no two on one, and stand its taints", () => {
    const template = kafka({ brokers: { ...PROPS.brokers, zones: ["a"] }, tolerations: [{ key: "kafka", operator: "Exists" }] });
    const [{ spec }] = named(template, "KafkaNodePool") as [Made];
    const { affinity, tolerations } = spec.template.pod;
    const [term] = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
    expect(term.matchExpressions.map(({ key, values }: { key: string; values: string[] }) => [key, ...values])).toContainEqual([
      "topology.kubernetes.io/zone",
      "a",
    ]);
    expect(affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]).toMatchObject({
      topologyKey: "kubernetes.io/hostname",
    });
    expect(tolerations).toEqual([{ key: "kafka", operator: "Exists" }]);
    expect(named(template, "Kafka")[0]!.spec.kafka.rack).toEqual({ topologyKey: "topology.kubernetes.io/zone" });
    expect(named(kafka(), "Kafka")[0]!.spec.kafka.rack).toBeUndefined();
  });

  test("have metrics, and an exporter beside them", () => {
    const [{ spec }] = named(kafka(), "Kafka") as [Made];
    expect(spec.kafka.metricsConfig.type).toBe("strimziMetricsReporter");
    expect(spec.kafkaExporter).toMatchObject({ topicRegex: ".*", groupRegex: ".*" });
  });
});

describe("access", () => {
  const listeners = (changes: Partial<KafkaProps>): Record<string, unknown>[] => named(kafka(changes), "Kafka")[0]!.spec.kafka.listeners;

  test("from inside is for the namespaces that are named and for Kafka's own", () => {
    const [tls, scram] = listeners({});
    for (const listener of [tls, scram]) {
      expect(listener!["networkPolicyPeers"]).toEqual([
        { podSelector: {} },
        { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "spark" } } },
      ]);
    }
    const closed = listeners({ access: { inside: [], outside: { kind: "none" } } });
    expect(closed.map((listener) => listener["networkPolicyPeers"])).toEqual([[{ podSelector: {} }], [{ podSelector: {} }]]);
    const open = listeners({ access: { inside: "all", outside: { kind: "none" } } });
    expect(open.map((listener) => "networkPolicyPeers" in listener)).toEqual([false, false]);
  });

  test("from outside is restricted and cleaned up", () => {
    const external = listeners({}).find(({ name }) => name === "external")!;
    expect(external).toMatchObject({
      port: 9094,
      type: "loadbalancer",
      tls: true,
      authentication: { type: "scram-sha-512" },
      configuration: {
        loadBalancerSourceRanges: ["192.0.2.0/24"],
        finalizers: ["service.kubernetes.io/load-balancer-cleanup"],
        bootstrap: { alternativeNames: ["kafka.example.org"] },
      },
    });
    expect(listeners({ access: { inside: "all", outside: { kind: "none" } } }).map(({ name }) => name)).toEqual(["tls", "scram"]);
  });

  test.each<[string, Partial<KafkaProps>, string]>([
    [
      "a floating IP for everyone",
      { access: { inside: "all", outside: { kind: "loadbalancer", floating: true } } },
      "must be given with floating true",
    ],
    [
      "ovn, which lets everyone in",
      { access: { inside: "all", outside: { kind: "loadbalancer", floating: true } }, octaviaProvider: "ovn" },
      "access.outside.floating must be false with Octavia's provider ovn",
    ],
    ["networks with ovn", { octaviaProvider: "ovn" }, "access.outside.allowedCidrs cannot be used with Octavia's provider ovn"],
    ["namespaces without policies", { networkPlugin: "flannel" }, 'access.inside must be "all" with network driver flannel'],
  ])("refuses %s", (_name, changes, message) => expect(() => kafka(changes)).toThrow(message));
});

describe("content", () => {
  test("topics have the replicas of the cluster, and objects with names that Kubernetes takes", () => {
    const [topic] = named(kafka(), "KafkaTopic");
    expect(topic).toEqual({
      kind: "KafkaTopic",
      name: "ztf-alerts",
      spec: {
        topicName: "ztf_alerts",
        partitions: 4,
        replicas: 3,
        config: { "retention.ms": 86_400_000, "segment.ms": 86_400_000, "min.insync.replicas": 2, "compression.type": "lz4" },
      },
    });
    expect(["ZTF_1.a", "__x", "a._b", "plain"].map(topicObjectName)).toEqual(["ztf-1.a", "x", "a.b", "plain"]);
  });

  test("no credential is in the stack: the operator makes Secrets, and mirrors name those of others", () => {
    const template = kafka();
    expect(template.all("kubernetes_secret_v1")).toEqual([]);
    const leaves: string[] = [];
    JSON.stringify(objects(template, "content"), (key, value: unknown) => {
      if (typeof value === "string" && looksLikeSecret(key, value)) leaves.push(key);
      return value;
    });
    expect(leaves).toEqual([]);
    expect(named(template, "KafkaUser").map(({ name }) => name)).toEqual(["reader", "admin", "mirror-ztf"]);
  });

  test("a mirror keeps names, and leaves how long topics stay to this cluster", () => {
    const [{ spec }] = named(kafka(), "KafkaMirrorMaker2") as [Made];
    const [{ source, sourceConnector, checkpointConnector, topicsPattern }] = spec.mirrors;
    expect(topicsPattern).toBe("ztf_[0-9]{8}_programid1");
    for (const { config } of [sourceConnector, checkpointConnector]) {
      expect(config["replication.policy.class"]).toBe("org.apache.kafka.connect.mirror.IdentityReplicationPolicy");
    }
    expect(sourceConnector.config["config.properties.exclude"]).toContain("retention\\.ms");
    expect(source).toEqual({
      alias: "ztf",
      bootstrapServers: "broker.example.org:9093",
      tls: { trustedCertificates: [{ secretName: "ztf-ca", pattern: "*.crt" }] },
      authentication: { type: "scram-sha-512", username: "lab", passwordSecret: { secretName: "ztf-password" } },
    });
    expect(spec.target).toMatchObject({ bootstrapServers: "kafka-kafka-bootstrap.kafka.svc:9093", alias: "kafka" });
  });
});
