import type { IDataset, IStorageClass, PodMount } from "../contracts";
import { escapeTemplates } from "../kit/escape";
import { isAtLeast } from "../kit/minor-version";

/** Size of Spark drivers or executors. */
export interface SparkPodSize {
  /** Cores of one pod. */
  readonly cores: number;
  /** Heap of the JVM, in GiB. */
  readonly memoryGiB: number;
}

/** What a job's configuration is made from. */
export interface SparkConfProps {
  /** Version of Spark in the image. */
  readonly sparkVersion: string;
  /** Image of drivers and executors. */
  readonly image: string;
  /** Size of executors. */
  readonly executor: SparkPodSize;
  /** Fewest and most executors of one job. */
  readonly executors: { readonly min: number; readonly max: number };
  /** Memory beside the heap, as a part of it; Python workers live there. */
  readonly memoryOverheadFactor: number;
  /** What each executor gets for shuffle and spill: a volume, or without a class room on the disk of its node. */
  readonly scratch: { readonly storageClass?: IStorageClass | undefined; readonly sizeGiB: number };
  /** Labels of the nodes that drivers and executors run on. */
  readonly nodeSelector: Record<string, string>;
  /** Volumes to mount. */
  readonly mounts: readonly PodMount[];
  /** Object store, and the Secret with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  readonly objectStore?: { readonly endpoint: string; readonly region: string; readonly secretName: string };
  /** Scheduler of drivers and executors; undefined for that of Kubernetes. */
  readonly schedulerName?: string | undefined;
  /** Settings of the user's, laid over these. */
  readonly conf: Record<string, string>;
}

/** Settings of a job, key to value. */
export type SparkConf = Record<string, string>;

/** Memory beside the heap, as a part of it, unless a job says otherwise: what Spark takes for Python. */
export const DEFAULT_OVERHEAD_FACTOR = 0.4;

/** Size of drivers unless a job says otherwise. */
export const DEFAULT_DRIVER: SparkPodSize = { cores: 1, memoryGiB: 2 };

/** Smallest memory beside the heap, in MiB. */
const MIN_OVERHEAD_MIB = 384;

/**
 * Memory that Kubernetes must find for one pod, in MiB: heap and overhead.
 *
 * @param size - size of the pod
 * @param overheadFactor - memory beside the heap, as a part of it
 * @see https://spark.apache.org/docs/4.0.0/configuration.html (spark.executor.memoryOverhead)
 */
export function podMemoryMiB(size: SparkPodSize, overheadFactor: number): number {
  return size.memoryGiB * 1024 + overheadMiB(size, overheadFactor);
}

/**
 * Settings that every job needs, whether a notebook or the operator starts it.
 *
 * @see https://spark.apache.org/docs/4.0.0/running-on-kubernetes.html
 */
export function jobConf(props: SparkConfProps): SparkConf {
  const conf: SparkConf = {
    "spark.dynamicAllocation.enabled": "true",
    // There is no external shuffle service on Kubernetes.
    "spark.dynamicAllocation.shuffleTracking.enabled": "true",
    ...executorsConf(props.executors),
    ...nodeSelectorConf(props.nodeSelector),
    ...(props.schedulerName !== undefined && { "spark.kubernetes.scheduler.name": props.schedulerName }),
    ...scratchConf(props),
    ...(Object.assign({}, ...props.mounts.map(mountConf)) as SparkConf),
    ...objectStoreConf(props.objectStore),
    ...networkPolicyConf(props.sparkVersion),
    ...props.conf,
  };
  return { ...gpuConf(conf), ...conf };
}

/**
 * How many executors a job has.
 *
 * @param executors - fewest and most
 */
export function executorsConf({ min, max }: SparkConfProps["executors"]): SparkConf {
  return { "spark.dynamicAllocation.minExecutors": String(min), "spark.dynamicAllocation.maxExecutors": String(max) };
}

/**
 * What Spark must know beside the number of GPUs: whose they are, and how a pod finds out which it has got.
 *
 * @param conf - settings of a job
 * @see https://spark.apache.org/docs/4.0.0/running-on-kubernetes.html#resource-allocation-and-configuration-overview
 */
export function gpuConf(conf: SparkConf): SparkConf {
  const roles = SPARK_ROLES.filter((role) => Number(conf[gpuAmount(role)] ?? 0) > 0);
  const entries = roles.flatMap((role) => [
    [`spark.${role}.resource.gpu.vendor`, "nvidia.com"],
    // Comes with Spark's own images; it asks nvidia-smi.
    [`spark.${role}.resource.gpu.discoveryScript`, "/opt/spark/examples/src/main/scripts/getGpusResources.sh"],
  ]);
  return Object.fromEntries(entries) as SparkConf;
}

/** Pods of a job. */
export const SPARK_ROLES = ["driver", "executor"] as const;

/** Setting that says how many GPUs a pod gets. */
export const gpuAmount = (role: (typeof SPARK_ROLES)[number]): string => `spark.${role}.resource.gpu.amount`;

/**
 * Ports of a session in client mode, fixed so that a network policy can name them; a second session in the same pod takes the next ones.
 */
const CLIENT_PORTS = { "spark.driver.port": "7078", "spark.driver.blockManager.port": "7079" };

/**
 * Ports that drivers in client mode listen on: those two, and as many further ones as Spark tries where they are taken.
 *
 * @see https://spark.apache.org/docs/4.0.0/configuration.html (spark.port.maxRetries)
 */
export const SESSION_PORTS = { first: 7078, last: 7079 + 16 };

/**
 * Further settings for a session that starts its executors itself, such as a notebook; the operator has fields for them.
 *
 * Spark replaces `${env:NAME}` by variables of the pod, so that the same settings serve every user: POD_IP and POD_NAME come through the
 * downward API. Executors find the driver by its address, since names of pods are not in the DNS, and go with the pod, which owns them.
 *
 * @param props - what jobs are configured with
 * @param namespace - namespace of the executors
 * @param podTemplatePath - where the session finds the executors' pod template
 */
export function clientModeConf(
  props: Pick<SparkConfProps, "image" | "executor" | "memoryOverheadFactor">,
  namespace: string,
  podTemplatePath: string,
): SparkConf {
  return {
    "spark.kubernetes.container.image": props.image,
    "spark.executor.cores": String(props.executor.cores),
    "spark.executor.memory": `${props.executor.memoryGiB}g`,
    "spark.executor.memoryOverhead": `${overheadMiB(props.executor, props.memoryOverheadFactor)}m`,
    "spark.master": "k8s://https://kubernetes.default.svc:443",
    "spark.submit.deployMode": "client",
    "spark.kubernetes.namespace": namespace,
    "spark.kubernetes.executor.podTemplateFile": podTemplatePath,
    ...CLIENT_PORTS,
    ...escapeTemplates({ "spark.driver.host": "${env:POD_IP}", "spark.kubernetes.driver.pod.name": "${env:POD_NAME}" }),
  };
}

/**
 * Writes settings as spark-defaults.conf, which Spark reads as Java properties.
 *
 * @param conf - settings
 */
export function propertiesFile(conf: SparkConf): string {
  const escape = (value: string) => value.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
  const lines = Object.keys(conf)
    .sort()
    .map((key) => `${escape(key)}=${escape(conf[key]!).replace(/^ /, "\\ ")}\n`);
  return lines.join("");
}

/**
 * Volumes of datasets in a namespace.
 *
 * @param dataset - the dataset
 * @param claim - its claim in the namespace
 */
export function datasetMount(dataset: IDataset, claim: string): PodMount {
  return { name: dataset.name, claim, mountPath: dataset.mountPath, readOnly: dataset.readOnly ?? true };
}

/**
 * Memory beside the heap, in MiB.
 *
 * @param size - size of the pod
 * @param factor - part of the heap
 */
export function overheadMiB(size: SparkPodSize, factor: number): number {
  return Math.max(MIN_OVERHEAD_MIB, Math.ceil(size.memoryGiB * 1024 * factor));
}

/**
 * Largest heap that fits into a pod with its overhead, in whole GiB.
 *
 * @param memoryMiB - memory of the pod in MiB
 * @param factor - memory beside the heap, as a part of it
 */
export function largestHeapGiB(memoryMiB: number, factor: number): number {
  return Math.max(0, Math.floor(Math.min((memoryMiB - MIN_OVERHEAD_MIB) / 1024, memoryMiB / 1024 / (1 + factor))));
}

function nodeSelectorConf(nodeSelector: Record<string, string>): SparkConf {
  const entries = Object.entries(nodeSelector).map(([label, value]) => [`spark.kubernetes.node.selector.${label}`, value]);
  return Object.fromEntries(entries) as SparkConf;
}

function scratchConf({ scratch, sparkVersion }: SparkConfProps): SparkConf {
  if (!scratch.storageClass) {
    const folder = "spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1";
    return {
      // A pod that fills more than this is evicted, before its node is full.
      [`${folder}.options.sizeLimit`]: `${scratch.sizeGiB}Gi`,
      [`${folder}.mount.path`]: "/var/data/spark-local-dir-1",
      [`${folder}.mount.readOnly`]: "false",
    };
  }
  const volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1";
  return {
    // Without both storageClass and sizeLimit no claim is made, and shuffle data would fill the node's own disk.
    [`${volume}.options.claimName`]: "OnDemand",
    [`${volume}.options.storageClass`]: scratch.storageClass.storageClassName,
    [`${volume}.options.sizeLimit`]: `${scratch.sizeGiB}Gi`,
    [`${volume}.mount.path`]: "/var/data/spark-local-dir-1",
    [`${volume}.mount.readOnly`]: "false",
    // Spark 4 asks for ReadWriteOncePod, which Cinder's driver does not offer.
    ...(isAtLeast(sparkVersion, "4.0") && { "spark.kubernetes.legacy.useReadWriteOnceAccessMode": "true" }),
  };
}

function mountConf(mount: PodMount): SparkConf {
  const conf: SparkConf = {};
  for (const role of SPARK_ROLES) {
    const volume = `spark.kubernetes.${role}.volumes.persistentVolumeClaim.${mount.name}`;
    conf[`${volume}.options.claimName`] = mount.claim;
    conf[`${volume}.mount.path`] = mount.mountPath;
    conf[`${volume}.mount.readOnly`] = String(mount.readOnly);
  }
  return conf;
}

function objectStoreConf(store: SparkConfProps["objectStore"]): SparkConf {
  if (!store) return {};
  const conf: SparkConf = {
    "spark.hadoop.fs.s3a.endpoint": store.endpoint,
    "spark.hadoop.fs.s3a.endpoint.region": store.region,
    "spark.hadoop.fs.s3a.path.style.access": "true",
    "spark.hadoop.fs.s3a.connection.ssl.enabled": String(store.endpoint.startsWith("https://")),
  };
  for (const role of SPARK_ROLES) {
    for (const key of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      conf[`spark.kubernetes.${role}.secretKeyRef.${key}`] = `${store.secretName}:${key}`;
    }
  }
  return conf;
}

/** From 4.2 on every executor wants a NetworkPolicy, for which the job's service account would need more rights. */
function networkPolicyConf(sparkVersion: string): SparkConf {
  if (!isAtLeast(sparkVersion, "4.2")) return {};
  return { "spark.kubernetes.driver.pod.excludedFeatureSteps": "org.apache.spark.deploy.k8s.features.NetworkPolicyFeatureStep" };
}
