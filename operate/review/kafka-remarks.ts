import { isDeepStrictEqual } from "node:util";
import { load } from "js-yaml";
import { KAFKA_CHARTS } from "../../constructs/kafka/charts";
import { after, before, type Change, type Values } from "../plan/changes";

/** An object of Strimzi, as our chart has it in its values. */
interface Made {
  readonly kind: string;
  readonly name: string;
  readonly keep?: boolean;
  readonly spec: Values;
}

const RESTART = "brokers restart one after another; with three of them clients go on, with fewer they wait";

/**
 * Says what a change of Kafka's releases does: what restarts brokers, what Strimzi refuses, and what loses messages.
 *
 * @param change - a change
 */
export function kafkaRemarks(change: Change): string[] {
  if (change.resource.type !== "helm_release") return [];
  const [old, now] = [before(change), after(change)];
  if (old["chart"] === KAFKA_CHARTS.strimziOperator.chart) {
    if (change.kind !== "update" || old["version"] === now["version"]) return [];
    return [`Helm does not upgrade the definitions of kafka.strimzi.io: apply the new ones before the deploy (docs/UPGRADE.md)`, RESTART];
  }
  const [was, is] = [objectsOf(old), objectsOf(now)];
  if (old["namespace"] !== undefined && change.kind === "destroy" && was.some(({ kind }) => kind === "Kafka")) {
    return ["**all messages go**, but for those on disks that are kept; a new cluster does not take these up by itself"];
  }
  if (change.kind === "destroy") return was.filter(({ kind }) => kind === "KafkaTopic").map(goneTopic);
  if (change.kind !== "update") return [];
  return [...clusterRemarks(was, is), ...contentRemarks(was, is)];
}

function clusterRemarks(was: readonly Made[], is: readonly Made[]): string[] {
  const remarks: string[] = [];
  const ofCluster = (objects: readonly Made[]): Made[] => objects.filter(({ kind }) => kind === "Kafka" || kind === "KafkaNodePool");
  const [from, to] = [ofCluster(was), ofCluster(is)];
  const pairs = from.flatMap((old) => to.filter((now) => now.kind === old.kind && now.name === old.name).map((now) => [old, now] as const));
  const renamed = from.find(({ kind, name }) => kind === "Kafka" && !to.some((now) => now.kind === kind && now.name === name));
  if (renamed) return [`**loses messages**: ${renamed.name} is taken away, and another cluster with empty disks is made`];
  if (pairs.some(([old, now]) => restarting(old, now))) remarks.push(RESTART);
  const sizes = pairs.flatMap(([old, now]) => (old.kind === "KafkaNodePool" ? [[diskOf(old), diskOf(now)] as const] : []));
  const shrinking = sizes.find(([old, now]) => old.size > now.size);
  if (shrinking) remarks.push(`Strimzi leaves disks of ${shrinking[0].size} GiB as they are: a volume never shrinks`);
  if (sizes.some(([old, now]) => old.class !== now.class)) remarks.push("Strimzi ignores another storage class of disks that are there");
  const [few, many] = [countOf(from), countOf(to)];
  if (many.brokers > few.brokers) remarks.push("new brokers are empty until partitions are moved to them");
  if (many.brokers < few.brokers) remarks.push("Strimzi refuses to take a broker away that has partitions: move them first");
  if (few.controllers !== many.controllers && few.controllers > 0 && many.controllers > 0) {
    remarks.push(
      `**the number of controllers changes** from ${few.controllers} to ${many.controllers}, which a running cluster cannot: make another cluster and move`,
    );
  }
  return remarks;
}

function contentRemarks(was: readonly Made[], is: readonly Made[]): string[] {
  return was.flatMap((old): string[] => {
    const now = is.find(({ kind, name }) => kind === old.kind && name === old.name);
    if (old.kind === "KafkaUser" && !now) return [`user ${old.name} and its Secret go, and its connections end`];
    if (old.kind !== "KafkaTopic") return [];
    if (!now) return [goneTopic(old)];
    const [from, to] = [Number(old.spec["partitions"]), Number(now.spec["partitions"])];
    const remarks = to < from ? [`Strimzi refuses fewer partitions of topic ${topicOf(old)}: ${from} to ${to}`] : [];
    if (old.spec["replicas"] !== now.spec["replicas"]) {
      remarks.push(
        `Strimzi refuses other replicas of topic ${topicOf(old)}, ${String(old.spec["replicas"])} to ${String(now.spec["replicas"])}: reassign its partitions`,
      );
    }
    const [long, short] = [retentionOf(old), retentionOf(now)];
    if (short < long)
      remarks.push(`**loses messages**: those of topic ${topicOf(old)} that are older than ${short / 86_400_000} days are deleted`);
    return remarks;
  });
}

function goneTopic(topic: Made): string {
  return topic.keep
    ? `topic ${topicOf(topic)} and its object stay, and nobody looks after them; \`kubectl --namespace kafka delete kafkatopic ${topic.name}\` deletes both`
    : `**loses messages**: topic ${topicOf(topic)} is deleted`;
}

const topicOf = ({ name, spec }: Made): string => (typeof spec["topicName"] === "string" ? spec["topicName"] : name);

function retentionOf({ spec }: Made): number {
  return Number((spec["config"] as Values | undefined)?.["retention.ms"] ?? Infinity);
}

/** Numbers of nodes and policies of topics change no broker that runs. */
function restarting(old: Made, now: Made): boolean {
  const { replicas: _few, ...spec } = old.spec;
  const { replicas: _many, ...other } = now.spec;
  return !isDeepStrictEqual(spec, other);
}

function diskOf({ spec }: Made): { readonly size: number; readonly class: string } {
  const [volume] = (spec["storage"] as { volumes?: { size?: string; class?: string }[] } | undefined)?.volumes ?? [];
  return { size: parseInt(volume?.size ?? "0", 10), class: volume?.class ?? "" };
}

function countOf(objects: readonly Made[]): { readonly brokers: number; readonly controllers: number } {
  const pools = objects.filter(({ kind }) => kind === "KafkaNodePool");
  const sum = (role: string): number =>
    pools.filter(({ spec }) => (spec["roles"] as string[]).includes(role)).reduce((all, { spec }) => all + Number(spec["replicas"]), 0);
  return { brokers: sum("broker"), controllers: sum("controller") };
}

function objectsOf({ values }: Values): readonly Made[] {
  const [text] = (Array.isArray(values) ? values : []) as unknown[];
  if (typeof text !== "string") return [];
  try {
    const { cluster, objects } = (load(text) ?? {}) as { cluster?: unknown; objects?: unknown };
    return typeof cluster === "string" && Array.isArray(objects) ? (objects as Made[]) : [];
  } catch {
    return [];
  }
}
