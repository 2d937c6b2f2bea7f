import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster, IStorageClass, Mirrors, NodeSize } from "../contracts";
import { driverOf } from "../contracts/cluster";
import { installChart, SAFE_RELEASE, valuesYaml, type HelmValues } from "../kit/chart-release";
import { packageFolder } from "../kit/package-root";
import { systemNamespace } from "../kit/pod-security";
import { requireNone } from "../kit/setting-problem";
import type { Toleration } from "../kit/toleration";
import { KAFKA_CHARTS } from "./charts";
import { kafkaProblems } from "./kafka-checks";
import { KAFKA_NAMESPACE, OPERATOR_NAMESPACE, poolsOf } from "./kafka-names";
import {
  BALANCER_TIMEOUTS,
  bootstrapServers,
  caSecret,
  clusterObjects,
  contentObjects,
  type ObjectSurroundings,
  type StrimziObject,
} from "./kafka-objects";
import type {
  KafkaAccess,
  KafkaBrokers,
  KafkaMirror,
  KafkaRetention,
  KafkaSettings,
  KafkaTopic,
  KafkaUser,
  KafkaVersion,
} from "./kafka-settings";

/** Disk of each broker. */
export interface KafkaDisk {
  /** Storage class. */
  readonly storageClass: IStorageClass;
  /** Size in GiB; it can grow. */
  readonly sizeGiB: number;
}

/** Properties of `Kafka`. */
export interface KafkaProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /**
   * Name of the Kafka cluster, a part of the names of its Services, Secrets and claims.
   *
   * @default "kafka"
   */
  readonly name?: string;
  /**
   * Version of Kafka.
   *
   * @default "4.3.1"
   */
  readonly version?: KafkaVersion;
  /** Node group of brokers. */
  readonly nodeGroup: NodeSize & { readonly name: string };
  /** Brokers, with their disks. */
  readonly brokers: KafkaBrokers & { readonly disk: KafkaDisk };
  /** How long messages stay and how many there are, which the disks must hold. */
  readonly retention: KafkaRetention;
  /**
   * Partitions of a topic that says nothing else.
   *
   * @default 16
   */
  readonly partitions?: number;
  /** Who reaches Kafka. */
  readonly access: KafkaAccess;
  /**
   * Topics.
   *
   * @default - none; mirrors make theirs
   */
  readonly topics?: readonly KafkaTopic[];
  /**
   * Users.
   *
   * @default - none, so that nobody but mirrors can log in
   */
  readonly users?: readonly KafkaUser[];
  /**
   * Other clusters whose topics are copied.
   *
   * @default - none
   */
  readonly mirrors?: readonly KafkaMirror[];
  /**
   * Settings of brokers, laid over ours.
   *
   * @default - none
   */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * Taints that brokers stand; the operator and its other pods keep off tainted nodes.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * Whether a plan that takes the cluster away is refused, and disks and topics stay when they are taken out.
   *
   * @default false
   */
  readonly protect?: boolean;
  /**
   * Octavia provider of the load balancers, which decides whether networks can be kept out.
   *
   * @default - one that can do everything
   */
  readonly octaviaProvider?: string;
  /**
   * Network plugin of the cluster, which decides whether namespaces can be kept out.
   *
   * @default - one that enforces no policies
   */
  readonly networkPlugin?: string;
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly imageMirrors?: Mirrors;
  /**
   * Values of the operator's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/**
 * Kafka, run by Strimzi: brokers in KRaft mode, topics, users, and mirrors of other clusters.
 *
 * @throws Error if a node cannot hold a broker, the disks cannot hold what retention keeps, or the site cannot restrict access as it is wanted
 * @see https://github.com/strimzi/strimzi-kafka-operator/tree/1.2.0
 */
export class Kafka extends Construct {
  /** Where pods of the cluster find Kafka, by how they say who they are. */
  public readonly bootstrapServers: { readonly tls: string; readonly scram: string };
  /** Secret in the namespace `kafka` with the certificate that clients trust, as `ca.crt`. */
  public readonly caSecret: string;

  constructor(scope: Construct, id: string, props: KafkaProps) {
    super(scope, id);
    const settings = settingsOf(props);
    requireNone(
      kafkaProblems(settings, {
        nodeGroup: props.nodeGroup.name,
        allocatable: props.cluster.allocatable(props.nodeGroup),
        octaviaProvider: props.octaviaProvider,
        networkPlugin: props.networkPlugin,
      }),
    );
    const namespace = systemNamespace(this, "namespace", KAFKA_NAMESPACE, "restricted");
    const operator = installChart(this, "operator", {
      cluster: props.cluster,
      chart: KAFKA_CHARTS.strimziOperator,
      namespace: systemNamespace(this, "operator-namespace", OPERATOR_NAMESPACE, "restricted"),
      values: {
        watchNamespaces: [namespace],
        // Else the pods that it makes have no security context, and their namespace refuses them.
        extraEnvs: [{ name: "STRIMZI_POD_SECURITY_PROVIDER_CLASS", value: "restricted" }],
      },
      extraValues: props.values,
      mirrors: props.imageMirrors,
    });
    const chart = new TerraformAsset(this, "chart", { path: packageFolder("charts/kafka"), type: AssetType.DIRECTORY });
    const install = (releaseId: string, name: string, objects: readonly StrimziObject[], after: ITerraformDependable): Release =>
      new Release(this, releaseId, {
        ...SAFE_RELEASE,
        name,
        namespace,
        chart: `./${chart.path}`,
        values: [valuesYaml({ cluster: settings.name, objects })],
        timeout: 600,
        dependsOn: [after],
        ...(props.protect && { lifecycle: { preventDestroy: true } }),
      });
    const around = surroundings(props);
    const cluster = install("cluster", "kafka", clusterObjects(settings, poolsOf(settings.brokers), around), operator);
    // Topics have a finalizer that a part of the cluster takes off: they go before it.
    install("content", "kafka-content", contentObjects(settings, around), cluster);
    this.bootstrapServers = { tls: bootstrapServers(settings.name, "tls"), scram: bootstrapServers(settings.name, "scram") };
    this.caSecret = caSecret(settings.name);
  }
}

function settingsOf(props: KafkaProps): KafkaSettings {
  const { name = "kafka", partitions = 16, topics = [], users = [], mirrors = [], config = {} } = props;
  const { brokers, retention, access } = props;
  return { name, partitions, topics, users, mirrors, config, brokers, retention, access, diskGiB: brokers.disk.sizeGiB };
}

function surroundings(props: KafkaProps): ObjectSurroundings {
  const { cluster, access, brokers } = props;
  const { outside } = access;
  const annotations = outside.kind === "none" ? {} : cluster.loadBalancer({ internal: !outside.floating });
  return {
    version: props.version ?? "4.3.1",
    nodeSelector: cluster.nodeSelector(props.nodeGroup.name),
    tolerations: props.tolerations ?? [],
    storageClass: brokers.disk.storageClass.storageClassName,
    keep: props.protect ?? false,
    balancer: { ...annotations, ...(driverOf(cluster) !== undefined && BALANCER_TIMEOUTS) },
  };
}
