import { SESSIONS_JOB, type MonitoredParts } from "./targets";

/** A node group that the autoscaler scales. */
export interface ScaledGroup {
  /** Name of the group. */
  readonly name: string;
  /** Most nodes. */
  readonly max: number;
  /** Labels that its nodes have and no others. */
  readonly nodeLabels: Readonly<Record<string, string>>;
}

/** An alert, in Prometheus' field names. */
export interface AlertRule {
  /** Name, which is the heading of its runbook. */
  readonly alert: string;
  /** Query that has a result while something is wrong. */
  readonly expr: string;
  /** How long it must be wrong. */
  readonly for: string;
  /** How bad it is. */
  readonly labels: { readonly severity: "warning" | "critical" };
  /** What people read. */
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

/**
 * Alerts of the chart that ours take the place of.
 *
 * @param parts - parts of the project
 */
export function replacedAlerts({ spark, hub }: MonitoredParts): string[] {
  return ["KubePersistentVolumeFillingUp", ...(spark && hub ? ["TargetDown"] : [])];
}

const FREE = "kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes";

/**
 * Alerts for what a project has.
 *
 * @param parts - its parts
 * @param groups - node groups that are scaled
 */
export function alertRules({ spark, hub, kafka, traefik }: MonitoredParts, groups: readonly ScaledGroup[]): AlertRule[] {
  return [
    rule(
      "VolumeFillingUp",
      "warning",
      "15m",
      `${FREE} < 0.15`,
      "claim {{ $labels.persistentvolumeclaim }} of namespace {{ $labels.namespace }} has {{ $value | humanizePercentage }} free",
    ),
    rule(
      "VolumeAlmostFull",
      "critical",
      "5m",
      `${FREE} < 0.05`,
      "claim {{ $labels.persistentvolumeclaim }} of namespace {{ $labels.namespace }} has {{ $value | humanizePercentage }} free",
    ),
    ...groups.map((group) => groupAtMax(group)),
    ...(spark
      ? [
          down("SparkOperatorDown", "monitoring/spark-operator", "the Spark operator does not answer: no application is started"),
          rule(
            "SparkJobsFailing",
            "warning",
            "1m",
            // A counter that is new has had its first failure before it was seen.
            "sum(increase(spark_application_failure_count[1h])) > 0 or sum(spark_application_failure_count unless spark_application_failure_count offset 1h) > 0",
            "Spark applications have failed in the last hour",
          ),
          rule(
            "SparkSubmissionsFailing",
            "warning",
            "1m",
            "sum(increase(spark_application_failed_submission_count[1h])) > 0 or sum(spark_application_failed_submission_count unless spark_application_failed_submission_count offset 1h) > 0",
            "Spark applications could not be submitted in the last hour",
          ),
        ]
      : []),
    ...(hub ? [down("HubDown", "hub", "the hub does not answer: nobody can log in or start a notebook")] : []),
    ...(spark && hub ? [targetDown()] : []),
    ...(kafka
      ? [
          rule(
            "KafkaBrokersDown",
            "critical",
            "10m",
            `(sum(up{job="monitoring/kafka-brokers"}) or vector(0)) < ${kafka.brokers}`,
            `fewer than ${kafka.brokers} brokers of Kafka answer`,
          ),
          rule(
            "KafkaUnderReplicated",
            "warning",
            "15m",
            "sum(kafka_server_replicamanager_underreplicatedpartitions) > 0",
            "partitions of Kafka have fewer replicas than they must have",
          ),
        ]
      : []),
    ...(traefik ? [down("TraefikDown", "monitoring/traefik", "Traefik does not answer: no host is served")] : []),
  ];
}

/** As that of the chart, but for notebooks: one without a session does not answer. */
function targetDown(): AlertRule {
  const share = (matched: string): string => `count by (job, namespace, service) (up{job!="${SESSIONS_JOB}"}${matched})`;
  return rule(
    "TargetDown",
    "warning",
    "10m",
    `100 * ${share(" == 0")} / ${share("")} > 10`,
    '{{ printf "%.4g" $value }}% of the targets of {{ $labels.job }} in namespace {{ $labels.namespace }} do not answer',
  );
}

function groupAtMax({ name, max, nodeLabels }: ScaledGroup): AlertRule {
  const matchers = Object.entries(nodeLabels).map(([label, value]) => `${metricLabel(label)}="${value}"`);
  const result = rule(
    "NodeGroupAtMax",
    "warning",
    "15m",
    `count(kube_node_labels{${matchers.join(", ")}}) >= ${max} and on() sum(kube_pod_status_unschedulable) > 0`,
    `node group ${name} has its ${max} nodes, and pods wait for room`,
  );
  return { ...result, labels: { ...result.labels, node_group: name } as AlertRule["labels"] };
}

/**
 * Name of a label of Kubernetes in kube-state-metrics.
 *
 * @param label - name in Kubernetes
 */
export function metricLabel(label: string): string {
  return `label_${label.replace(/[^A-Za-z0-9_]/g, "_")}`;
}

function down(alert: string, job: string, summary: string): AlertRule {
  return rule(alert, "critical", "10m", `absent(up{job="${job}"} == 1)`, summary);
}

function rule(alert: string, severity: AlertRule["labels"]["severity"], since: string, expr: string, summary: string): AlertRule {
  const runbook = `docs/constructs/monitoring.md#${alert.toLowerCase()}`;
  return { alert, expr, for: since, labels: { severity }, annotations: { summary, runbook } };
}
