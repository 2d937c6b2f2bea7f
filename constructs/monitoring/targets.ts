import { SPARK_UI_PORT } from "../contracts/spark-ui";
import { HUB_TOKEN_SECRET } from "./names";

/** Parts that export numbers, as far as a project has them. */
export interface MonitoredParts {
  /** Spark: where its operator is, and where jobs run. */
  readonly spark?: { readonly operatorNamespace: string; readonly namespaces: readonly string[] } | undefined;
  /** The hub of notebooks. */
  readonly hub?: { readonly namespace: string } | undefined;
  /** Kafka: its name, where it and its operator are, and how many brokers there must be. */
  readonly kafka?:
    { readonly name: string; readonly namespace: string; readonly operatorNamespace: string; readonly brokers: number } | undefined;
  /** Traefik. */
  readonly traefik?: { readonly namespace: string } | undefined;
}

/** An object that tells Prometheus what to scrape, as our chart takes it. */
export interface ScrapeObject {
  /** Kind. */
  readonly kind: "PodMonitor" | "ServiceMonitor";
  /** Name; `monitoring/<name>` is the job of a PodMonitor's samples. */
  readonly name: string;
  /** Its spec, in the operator's field names. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Job of the samples of sessions in notebooks. */
export const SESSIONS_JOB = "monitoring/notebook-sessions";

/**
 * What is scraped of each part beside what the chart scrapes by itself.
 *
 * @param parts - parts of the project
 */
export function scrapeObjects({ spark, hub, kafka, traefik }: MonitoredParts): ScrapeObject[] {
  return [
    ...(spark
      ? [
          pods("spark-operator", [spark.operatorNamespace], labels({ "app.kubernetes.io/component": "controller" }), { port: "metrics" }),
          // The numbers of executors come from their driver.
          pods("spark-drivers", spark.namespaces, labels({ "spark-role": "driver" }), {
            port: "spark-ui",
            path: EXECUTORS,
          }),
        ]
      : []),
    ...(hub
      ? [
          {
            kind: "ServiceMonitor" as const,
            name: "hub",
            spec: {
              namespaceSelector: { matchNames: [hub.namespace] },
              selector: { matchLabels: { app: "jupyterhub", component: "hub" } },
              endpoints: [
                {
                  port: "hub",
                  path: "/hub/metrics",
                  interval: "60s",
                  authorization: { type: "Bearer", credentials: { name: HUB_TOKEN_SECRET, key: "token" } },
                },
              ],
            },
          },
        ]
      : []),
    ...(hub && spark ? [notebookSessions(hub.namespace)] : []),
    ...(kafka
      ? [
          pods("kafka-brokers", [kafka.namespace], labels({ "strimzi.io/name": `${kafka.name}-kafka` }), { port: "tcp-prometheus" }),
          pods("kafka-exporter", [kafka.namespace], labels({ "strimzi.io/name": `${kafka.name}-kafka-exporter` }), {
            port: "tcp-prometheus",
          }),
          pods("kafka-mirrors", [kafka.namespace], labels({ "strimzi.io/kind": "KafkaMirrorMaker2" }), { port: "tcp-prometheus" }),
          pods("strimzi-operator", [kafka.operatorNamespace], labels({ "strimzi.io/kind": "cluster-operator" }), { port: "http" }),
        ]
      : []),
    ...(traefik ? [pods("traefik", [traefik.namespace], labels({ "app.kubernetes.io/name": "traefik" }), { port: "metrics" })] : []),
  ];
}

/** Where a driver answers with the numbers of its executors. */
const EXECUTORS = "/metrics/executors/prometheus/";

/** The first session of each notebook: pods of users declare the port of the notebook alone, in whose place that of the session is put. */
function notebookSessions(namespace: string): ScrapeObject {
  const port = { sourceLabels: ["__meta_kubernetes_pod_ip"], targetLabel: "__address__", replacement: `$1:${SPARK_UI_PORT}` };
  return pods("notebook-sessions", [namespace], labels({ app: "jupyterhub", component: "singleuser-server" }), {
    port: "notebook-port",
    path: EXECUTORS,
    relabelings: [port],
  });
}

const labels = (matchLabels: Readonly<Record<string, string>>) => ({ matchLabels });

function pods(
  name: string,
  namespaces: readonly string[],
  selector: object,
  { path = "/metrics", ...endpoint }: { readonly port: string; readonly path?: string; readonly relabelings?: readonly object[] },
): ScrapeObject {
  return {
    kind: "PodMonitor",
    name,
    spec: { namespaceSelector: { matchNames: namespaces }, selector, podMetricsEndpoints: [{ ...endpoint, path, interval: "60s" }] },
  };
}
