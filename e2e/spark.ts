import { randomBytes } from "node:crypto";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../constructs/kit/pod-security";
import type { ProjectInput } from "../projects";

type SparkInput = NonNullable<ProjectInput["spark"]>;

/** Namespace of the jobs. */
export const JOBS = "spark";

/** Where jobs and sessions find the volume that they share. */
export const SHARED = "/shared";

/** Name of that volume's claim. */
const VOLUME = "shared";

/** Domain of the pages of running jobs; nobody has to resolve it, since it is asked for at the ingress itself. */
export const PAGES_HOST = "jobs.e2e.example.org";

/** Namespace of the object store that the run brings. */
export const STORE = "e2e-s3";

/** Its address in the cluster, which the development cloud's site names. */
export const STORE_ENDPOINT = `http://s3.${STORE}.svc.cluster.local:5000`;

/** Its bucket. */
const BUCKET = "e2e";

/**
 * The image of Moto's server, which answers as S3 does.
 *
 * @see https://docs.getmoto.org/en/latest/docs/server_mode.html
 */
const STORE_IMAGE = "docker.io/motoserver/moto:5.1.22";

/** Small enough for two cores, with less than a core for each pod: they wait for each other more than they compute. */
const SPARK: SparkInput = {
  image: "ghcr.io/wfau/gaia-spark:4.0.4",
  version: "4.0.4",
  nodeGroup: "batch",
  driver: { cores: 1, memoryGiB: 1 },
  executor: { cores: 1, memoryGiB: 1 },
  executors: { min: 1, max: 1 },
  scratch: { storageClass: "block", sizeGiB: 1 },
  volumes: [{ name: VOLUME, sizeGiB: 1, mountPath: SHARED }],
  conf: { "spark.kubernetes.driver.request.cores": "200m", "spark.kubernetes.executor.request.cores": "200m" },
};

/**
 * What the run's project says of Spark: its own, or the smallest that does everything.
 *
 * @param whole - the project
 */
export function sparkOf(whole: ProjectInput): SparkInput {
  return { ...SPARK, ...whole.spark };
}

/** A job for the operator. */
export interface Job {
  /** Name. */
  readonly name: string;
  /** What it writes. */
  readonly target: string;
  /** How long it stays before it ends, in seconds. */
  readonly seconds: number;
  /**
   * Cron expression.
   *
   * @default - once
   */
  readonly schedule?: string;
}

/**
 * The project with Spark and these jobs.
 *
 * @param project - the project
 * @param jobs - the jobs
 */
export function withJobs(project: ProjectInput, jobs: readonly Job[]): ProjectInput {
  const applications = jobs.map(({ name, target, seconds, schedule }) => ({
    name,
    type: "Python" as const,
    // The session has put it there: what it and jobs mount is the same volume.
    mainApplicationFile: `local://${SHARED}/job.py`,
    arguments: [target, String(seconds)],
    ...(schedule !== undefined && { schedule }),
  }));
  return { ...project, spark: { ...sparkOf(project), applications } };
}

/** What jobs do: executors write a table, and the driver reads it. */
const JOB = `import sys, time
from pyspark.sql import SparkSession

target, seconds = sys.argv[1], int(sys.argv[2])
spark = SparkSession.builder.getOrCreate()
spark.range(1000).repartition(2).write.mode("overwrite").parquet(target)
print("rows", spark.read.parquet(target).count(), flush=True)
time.sleep(seconds)
spark.stop()
`;

/** What a session does: it leaves the job's text on the shared volume, and does the same itself; the bucket is made where it writes to S3. */
const SESSION = `import sys, shutil, urllib.request
from pyspark.sql import SparkSession

target = sys.argv[1]
shutil.copy("/e2e/job.py", "${SHARED}/job.py")
if target.startswith("s3a://"):
    urllib.request.urlopen(urllib.request.Request("${STORE_ENDPOINT}/${BUCKET}", method="PUT"))
spark = SparkSession.builder.getOrCreate()
print("host", spark.sparkContext.getConf().get("spark.driver.host"), flush=True)
spark.range(1000).repartition(2).write.mode("overwrite").parquet(target)
print("rows", spark.read.parquet(target).count(), flush=True)
spark.stop()
`;

/** Asks the ingress for the page of a running job, as a browser would by its name. */
const PAGE = `import sys, time, urllib.request
host = sys.argv[1]
for _ in range(120):
    try:
        request = urllib.request.Request("http://traefik.traefik.svc.cluster.local/jobs/", headers={"Host": host})
        answer = urllib.request.urlopen(request, timeout=5)
        if b"Spark Jobs" in answer.read():
            print("page", answer.status, flush=True)
            sys.exit(0)
    except OSError as error:
        print(error, flush=True)
    time.sleep(1)
sys.exit(1)
`;

/** A table of the object store. */
export const STORED = `s3a://${BUCKET}/table`;

const SCRIPTS = "e2e-scripts";

/**
 * The texts of all that runs in pods.
 *
 * @param namespace - its namespace
 */
export const scripts = (namespace: string): object => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: SCRIPTS, namespace },
  data: { "job.py": JOB, "session.py": SESSION, "page.py": PAGE },
});

/** A pod that runs to its end. */
export interface PodOf {
  /** Name. */
  readonly name: string;
  /** Namespace. */
  readonly namespace: string;
  /** Image. */
  readonly image: string;
  /** Labels of the node that it runs on. */
  readonly nodeSelector: Readonly<Record<string, string>>;
  /** What it runs. */
  readonly command: readonly string[];
}

/**
 * A pod that a restricted namespace admits.
 *
 * @param pod - what it is
 */
export function podOf({ name, namespace, image, nodeSelector, command }: PodOf) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: {
      restartPolicy: "Never",
      nodeSelector,
      securityContext: RESTRICTED_POD,
      containers: [
        { name, image, command, securityContext: RESTRICTED_CONTAINER, resources: { requests: { cpu: "100m", memory: "256Mi" } } },
      ],
    },
  };
}

/**
 * A session in client mode, as a user's own pod has to be: settings from the ConfigMap, address and name from the downward API, the shared volume.
 *
 * @param pod - what it is
 */
export function sessionOf(pod: PodOf) {
  const { spec, ...rest } = podOf(pod);
  const [container] = spec.containers;
  const fieldOf = (name: string, fieldPath: string): object => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  const keyOf = (name: string): object => ({ name, valueFrom: { secretKeyRef: { name: "spark-s3", key: name, optional: true } } });
  const session = {
    ...container,
    env: [
      fieldOf("POD_IP", "status.podIP"),
      fieldOf("POD_NAME", "metadata.name"),
      keyOf("AWS_ACCESS_KEY_ID"),
      keyOf("AWS_SECRET_ACCESS_KEY"),
    ],
    resources: { requests: { cpu: "100m", memory: "1Gi" } },
    volumeMounts: [
      { name: "conf", mountPath: "/opt/spark/conf" },
      { name: "scripts", mountPath: "/e2e" },
      { name: "shared", mountPath: SHARED },
    ],
  };
  const volumes = [
    { name: "conf", configMap: { name: "spark-defaults" } },
    { name: "scripts", configMap: { name: SCRIPTS } },
    { name: "shared", persistentVolumeClaim: { claimName: VOLUME } },
  ];
  return { ...rest, spec: { ...spec, serviceAccountName: "spark", containers: [session], volumes } };
}

/**
 * An object store of the run's own: a pod and its Service.
 *
 * @param nodeSelector - labels of the node that it runs on
 */
export function store(nodeSelector: Readonly<Record<string, string>>): object[] {
  const labels = { app: "s3" };
  const { spec, ...rest } = podOf({
    name: "s3",
    namespace: STORE,
    image: STORE_IMAGE,
    nodeSelector,
    command: ["moto_server", "-H", "0.0.0.0", "-p", "5000"],
  });
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: STORE } },
    { ...rest, metadata: { ...rest.metadata, labels }, spec: { ...spec, restartPolicy: "Always" } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "s3", namespace: STORE },
      spec: { selector: labels, ports: [{ port: 5000 }] },
    },
  ];
}

/** A key of the object store that lives as long as the run. */
export const newKey = (): string => randomBytes(15).toString("hex");
