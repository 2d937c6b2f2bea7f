import { CHARTS } from "../../constructs/charts";
import { KAFKA_NAMESPACE, OPERATOR_NAMESPACE } from "../../constructs/kafka/kafka-names";
import { KAFKA_VERSIONS } from "../../constructs/kafka/kafka-settings";
import { missingCharts } from "../chart-server";
import { CLUSTER, clientOf, isRefused, TOPIC, withKafka, type Action, type UserName } from "../kafka";
import { endOf, nodesOf } from "../pods";
import type { Run } from "../run";
import { podOf } from "../spark";
import { demand, NotRun, type Step } from "../step";
import { demandNoChanges } from "./cluster";

const PROBE = "e2e-kafka";

/** Longest wait for a broker, and for what is in it, in seconds. */
const READY_SECONDS = 600;

/** Pod of the only broker. */
const BROKER = `${CLUSTER}-dual-0`;

/** Deploys Kafka. */
export const deployKafka: Step = {
  name: "kafka",
  proves: "a broker, its topics and its users become ready, and a second deploy finds nothing to do",
  after: ["pods", "platform"],
  run: async (run) => {
    const { version } = CHARTS.strimziOperator;
    const missing = run.options.charts === undefined ? [] : missingCharts(run.options.charts, [CHARTS.strimziOperator]);
    if (missing.length > 0) throw new NotRun(missing.join("; "));
    await demandImages(run, {
      operator: `quay.io/strimzi/operator:${version}`,
      broker: `quay.io/strimzi/kafka:${version}-kafka-${KAFKA_VERSIONS.at(-1)!}`,
    });
    const before = run.project;
    try {
      // Pods that the operator makes beside brokers choose no node: they must not go where a control plane only calls them ready.
      await schedule(run, "cordon");
      const { code } = await run.deploy(withKafka(before, nodesOf(run)));
      demand(code === 0, `deploy ended with ${code}`);
      for (const kind of ["kafka", "kafkatopic", "kafkauser"]) await ready(run, kind, "--all");
      await demandNoChanges(run);
      return "";
    } catch (error) {
      // Other steps are to go on without it.
      run.project = before;
      throw error;
    } finally {
      await schedule(run, "uncordon");
    }
  },
};

/** Has users write and read. */
export const messages: Step = {
  name: "kafka-messages",
  proves: "a user writes, another reads, what no rule allows is refused, and messages outlive a restart of the broker",
  after: ["kafka"],
  run: async (run) => {
    await demandRefused(run, "stranger", "try-to-write");
    await demandRefused(run, "reader", "try-to-write");
    await demandDone(run, "writer", "write");
    const kubernetes = run.kubernetes!;
    const { metadata } = await broker(run);
    await kubernetes.run("--request-timeout=0", "delete", "pod", BROKER, `--namespace=${KAFKA_NAMESPACE}`);
    const isAnother = async (): Promise<true | undefined> => {
      const next = await broker(run).catch(() => undefined);
      return next !== undefined && next.metadata.uid !== metadata.uid ? true : undefined;
    };
    await run.until("another pod of the broker", isAnother);
    await ready(run, `pod/${BROKER}`);
    const log = await demandDone(run, "reader", "read");
    const found = /^messages .*$/m.exec(log)?.[0];
    demand(found === `messages ${TOPIC.messages}`, `the reader has ${found ?? "no messages"}`);
    return found;
  },
};

/** Takes Kafka away. */
export const removeKafka: Step = {
  name: "kafka-away",
  proves: "taken out of the file, Kafka goes with topics, users, disks and namespaces",
  after: ["kafka"],
  run: async (run) => {
    const { kafka: _taken, ...rest } = run.project;
    const { code } = await run.deploy(rest);
    demand(code === 0, `deploy ended with ${code}`);
    const { items } = await run.kubernetes!.get<{ items: { metadata: { name: string } }[] }>("namespaces");
    const left = items.map(({ metadata }) => metadata.name).filter((name) => [KAFKA_NAMESPACE, OPERATOR_NAMESPACE].includes(name));
    demand(left.length === 0, `namespaces are left: ${left.join(", ")}`);
    await run.until("the end of the brokers' volumes", async () => {
      const volumes = await run.kubernetes!.get<{ items: Volume[] }>("persistentvolumes");
      return volumes.items.some(({ spec }) => spec.claimRef?.namespace === KAFKA_NAMESPACE) ? undefined : true;
    });
    return "";
  },
};

interface Volume {
  readonly spec: { readonly claimRef?: { readonly namespace: string } };
}

interface Broker {
  readonly metadata: { readonly uid: string };
}

const broker = (run: Run): Promise<Broker> => run.kubernetes!.get<Broker>("pod", BROKER, `--namespace=${KAFKA_NAMESPACE}`);

/** Images that are not everywhere: without them a deploy would wait for the operator, and the operator for a broker, in vain. */
async function demandImages(run: Run, images: Readonly<Record<string, string>>): Promise<void> {
  const pods = Object.entries(images).map(([name, image]) =>
    podOf({ namespace: PROBE, name, image, nodeSelector: nodesOf(run), command: ["true"] }),
  );
  await run.kubernetes!.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: PROBE } }, ...pods);
  try {
    for (const [name, image] of Object.entries(images)) {
      const { phase, waits } = await endOf(run, PROBE, name);
      if (phase !== "Succeeded") throw new NotRun(`a pod of ${image} is ${phase}${waits && `: ${waits}`}`);
    }
  } finally {
    await run.kubernetes!.run("--request-timeout=0", "delete", "namespace", PROBE);
  }
}

/** Lets pods onto nodes that do not run them, or keeps them off. */
async function schedule(run: Run, verb: "cordon" | "uncordon"): Promise<void> {
  const others = Object.entries(nodesOf(run)).map(([label, value]) => `${label}!=${value}`);
  await run.kubernetes!.run(verb, `--selector=${others.join(",")}`);
}

async function ready(run: Run, ...what: string[]): Promise<void> {
  const wait = ["wait", "--for=condition=Ready", `--namespace=${KAFKA_NAMESPACE}`, `--timeout=${READY_SECONDS}s`];
  await run.kubernetes!.run("--request-timeout=0", ...wait, ...what);
}

async function client(run: Run, user: UserName, action: Action): Promise<{ phase: string; log: string }> {
  const { spec } = await run.kubernetes!.get<{ spec: { containers: { image: string }[] } }>(
    "pod",
    BROKER,
    `--namespace=${KAFKA_NAMESPACE}`,
  );
  const pod = clientOf({ namespace: KAFKA_NAMESPACE, image: spec.containers[0]!.image, nodeSelector: nodesOf(run) }, user, action);
  const { name } = pod.metadata;
  run.transcript.line(`$ kubectl apply: pod ${KAFKA_NAMESPACE}/${name}`);
  await run.kubernetes!.apply(pod);
  const { phase } = await endOf(run, KAFKA_NAMESPACE, name);
  const log = (await run.kubernetes!.run("logs", name, `--namespace=${KAFKA_NAMESPACE}`)).trim();
  await run.kubernetes!.run("--request-timeout=0", "delete", "pod", name, `--namespace=${KAFKA_NAMESPACE}`);
  return { phase, log };
}

async function demandDone(run: Run, user: UserName, action: Action): Promise<string> {
  const { phase, log } = await client(run, user, action);
  demand(phase === "Succeeded", `${user} cannot ${action}: ${log}`);
  return log;
}

/** A producer of Kafka ends with 0 whatever became of its messages: what it says counts. */
async function demandRefused(run: Run, user: UserName, action: Action): Promise<void> {
  const { log } = await client(run, user, action);
  demand(isRefused(log), `${user} is not refused to ${action}: ${log}`);
}
