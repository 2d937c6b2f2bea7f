import { dump } from "js-yaml";
import { KAFKA_CHARTS } from "../constructs/kafka/charts";
import type { Change } from "../operate/plan/changes";
import { kafkaRemarks } from "../operate/review/kafka-remarks";

const RESTART = "brokers restart one after another; with three of them clients go on, with fewer they wait";
const kafka = (config: object = {}, name = "kafka") => ({ kind: "Kafka", name, spec: { kafka: { config } } });
const pool = (replicas = 3, size = 10, of: object = {}) => ({
  kind: "KafkaNodePool",
  name: "dual",
  spec: { replicas, roles: ["controller", "broker"], storage: { volumes: [{ size: `${size}Gi`, class: "fast", ...of }] } },
});
const topic = (spec: object = {}, more: object = {}) => ({
  kind: "KafkaTopic",
  name: "ztf-a",
  spec: { topicName: "ztf_a", partitions: 4, replicas: 3, config: { "retention.ms": 604_800_000 }, ...spec },
  ...more,
});
const user = { kind: "KafkaUser", name: "reader", spec: {} };

function remarks(was: object[] | null, is: object[] | null, kind: Change["kind"] = "update"): string[] {
  const of = (objects: object[] | null) =>
    objects && { chart: "./assets/it", namespace: "kafka", values: [dump({ cluster: "kafka", objects })] };
  return kafkaRemarks({
    stack: "lab-platform",
    kind,
    resource: { type: "helm_release", change: { before: of(was), after: of(is) } },
  } as unknown as Change);
}

test.each<[string, object[], object[], string[]]>([
  ["nothing", [kafka(), pool()], [pool(), kafka()], []],
  ["settings", [kafka({ a: 1 }), pool()], [kafka({ a: 2 }), pool()], [RESTART]],
  ["a larger disk", [kafka(), pool()], [kafka(), pool(3, 20)], [RESTART]],
  [
    "a smaller disk",
    [kafka(), pool()],
    [kafka(), pool(3, 9)],
    [RESTART, "Strimzi leaves disks of 10 GiB as they are: a volume never shrinks"],
  ],
  [
    "another class",
    [kafka(), pool()],
    [kafka(), pool(3, 10, { class: "slow" })],
    [RESTART, "Strimzi ignores another storage class of disks that are there"],
  ],
  [
    "one broker to three",
    [kafka(), pool(1)],
    [kafka(), pool(3)],
    [
      "new brokers are empty until partitions are moved to them",
      "**the number of controllers changes** from 1 to 3, which a running cluster cannot: make another cluster and move",
    ],
  ],
  [
    "another name",
    [kafka(), pool()],
    [kafka({}, "alerts"), pool()],
    ["**loses messages**: kafka is taken away, and another cluster with empty disks is made"],
  ],
  [
    "a topic and a user less",
    [topic(), user],
    [],
    ["**loses messages**: topic ztf_a is deleted", "user reader and its Secret go, and its connections end"],
  ],
  [
    "a kept topic less",
    [topic({}, { keep: true })],
    [],
    ["topic ztf_a and its object stay, and nobody looks after them; `kubectl --namespace kafka delete kafkatopic ztf-a` deletes both"],
  ],
  ["more partitions", [topic()], [topic({ partitions: 8 })], []],
  ["fewer partitions", [topic()], [topic({ partitions: 1 })], ["Strimzi refuses fewer partitions of topic ztf_a: 4 to 1"]],
  [
    "other replicas",
    [topic()],
    [topic({ replicas: 1 })],
    ["Strimzi refuses other replicas of topic ztf_a, 3 to 1: reassign its partitions"],
  ],
  [
    "a shorter retention",
    [topic()],
    [topic({ config: { "retention.ms": 86_400_000 } })],
    ["**loses messages**: those of topic ztf_a that are older than 1 days are deleted"],
  ],
])("%s", (_what, was, is, said) => expect(remarks(was, is)).toEqual(said));

test("a broker less", () =>
  expect(remarks([kafka(), pool(5)], [kafka(), pool(3)])).toContain(
    "Strimzi refuses to take a broker away that has partitions: move them first",
  ));

test("a cluster that is taken away takes its messages with it, and so do topics", () => {
  expect(remarks([kafka(), pool()], null, "destroy")).toEqual([
    "**all messages go**, but for those on disks that are kept; a new cluster does not take these up by itself",
  ]);
  expect(remarks([topic()], null, "destroy")).toEqual(["**loses messages**: topic ztf_a is deleted"]);
});

test("definitions are upgraded by hand", () => {
  const release = (version: string) => ({ chart: KAFKA_CHARTS.strimziOperator.chart, version });
  const change = (now: string) =>
    ({
      kind: "update",
      resource: { type: "helm_release", change: { before: release("1.2.0"), after: release(now) } },
    }) as unknown as Change;
  expect(kafkaRemarks(change("1.3.0"))[0]).toMatch(/^Helm does not upgrade the definitions/);
  expect(kafkaRemarks(change("1.2.0"))).toEqual([]);
});
