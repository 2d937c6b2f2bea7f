import { Construct } from "constructs";
import { installChart, mirrorImage, type HelmValues } from "../kit/chart-release";
import { SPARK_CHARTS, SPARK_CONTROLLER_RESOURCES } from "./charts";
import type {
  IDataset,
  IIngress,
  IJobNamespace,
  IKubernetesCluster,
  IObjectStore,
  IStorageClass,
  Mirrors,
  NodeAllocatable,
  NodeSize,
} from "../contracts";
import { driverOf } from "../contracts/cluster";
import { Token } from "cdktf";
import { hostProblem } from "../kit/names";
import { problemsAt, requireNone, type SettingProblem } from "../kit/setting-problem";
import { SPARK_OPERATOR_NAMESPACE, datasetVolumeProblems, podVolumeProblem, sparkNameProblems } from "./spark-names";
import { SparkApplications } from "./spark-applications";
import { sparkApplicationProblems, sparkPodProblems, type SparkApplication, type SparkNodeGroup } from "./spark-checks";
import { DEFAULT_DRIVER, DEFAULT_OVERHEAD_FACTOR, type SparkConf, type SparkPodSize } from "./spark-conf";
import { SparkNamespace, type SparkObjectStore, type SparkQuota, type SparkVolume } from "./spark-namespace";
import { systemNamespace } from "../kit/pod-security";
import type { Toleration } from "../kit/toleration";
import { requireSensitive } from "../kit/write-only-secret";
import { sparkSettingProblems } from "./spark-settings";

/** Properties of `SparkHelmRelease`. */
export interface SparkHelmReleaseProps {
  /** The cluster. */
  readonly cluster: IKubernetesCluster;
  /** Node group of drivers and executors. */
  readonly nodeGroup: SparkNodeGroup;
  /** Image of drivers and executors, which must agree in Python and Java. */
  readonly image: string;
  /** Version of Spark in that image, such as "4.0.4". */
  readonly sparkVersion: string;
  /**
   * Volumes of executors for shuffle and spill, made for each and deleted with it; without a class they are on the disks of the nodes, for clouds
   * whose nodes attach few volumes.
   */
  readonly scratch: { readonly storageClass?: IStorageClass | undefined; readonly sizeGiB: number };
  /** Size of executors. */
  readonly executor: SparkPodSize;
  /** Fewest and most executors of one job. */
  readonly executors: { readonly min: number; readonly max: number };
  /** Most that all jobs of a namespace together may ask for. */
  readonly quota: SparkQuota;
  /**
   * Size of drivers.
   *
   * @default - 1 core, 2 GiB
   */
  readonly driver?: SparkPodSize;
  /**
   * Memory beside the heap, as a part of it.
   *
   * @default 0.4 - what Spark takes for Python
   */
  readonly memoryOverheadFactor?: number;
  /**
   * Namespaces that jobs run in.
   *
   * @default ["spark"]
   */
  readonly namespaces?: readonly string[];
  /**
   * Existing data that all jobs can read.
   *
   * @default - none
   */
  readonly datasets?: readonly IDataset[];
  /**
   * Volumes that all jobs of a namespace share.
   *
   * @default - none
   */
  readonly volumes?: readonly SparkVolume[];
  /**
   * S3 object store: one with a key from outside, or one inside the cluster, in which each job namespace has a bucket of its name.
   *
   * @default - none
   */
  readonly objectStore?: SparkObjectStore | IObjectStore;
  /**
   * Scheduler of drivers and executors, where the site brings one of its own.
   *
   * @default - that of Kubernetes
   */
  readonly schedulerName?: string;
  /**
   * Settings laid over ours, for all jobs.
   *
   * @default - none
   */
  readonly conf?: SparkConf;
  /**
   * Jobs that the operator runs.
   *
   * @default - none
   */
  readonly applications?: readonly SparkApplication[];
  /**
   * Where running jobs show their pages: `http://<application>-<namespace>.<host>`, for which the DNS needs a wildcard.
   *
   * @default - inside the cluster only
   */
  readonly ui?: { readonly ingress: IIngress; readonly host: string };
  /**
   * Taints that drivers and executors stand; the operator itself keeps off tainted nodes.
   *
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
  /**
   * Sizes of the nodes that pods of others in the job namespaces run on, such as notebooks: no container may be larger than a node.
   *
   * @default - none
   */
  readonly otherNodes?: readonly NodeSize[];
  /**
   * Mirrors of charts and images.
   *
   * @default - none
   */
  readonly mirrors?: Mirrors;
  /**
   * Values of the operator's chart, laid over ours.
   *
   * @default - none
   */
  readonly values?: HelmValues;
}

/**
 * Spark: the Kubeflow operator, and namespaces in which notebooks and applications run jobs.
 *
 * @throws Error if an executor cannot fit on a node, or a volume's storage class does not offer what it needs
 * @see https://github.com/kubeflow/spark-operator/tree/v2.5.2/charts/spark-operator-chart
 */
export class SparkHelmRelease extends Construct {
  private readonly namespaces = new Map<string, SparkNamespace>();

  constructor(scope: Construct, id: string, props: SparkHelmReleaseProps) {
    super(scope, id);
    const names = props.namespaces ?? ["spark"];
    const driver = props.driver ?? DEFAULT_DRIVER;
    const memoryOverheadFactor = props.memoryOverheadFactor ?? DEFAULT_OVERHEAD_FACTOR;
    const image = mirrorImage(props.image, props.mirrors);
    validate(props, names, driver, memoryOverheadFactor);

    for (const name of names) {
      const namespace = new SparkNamespace(this, `namespace-${name}`, {
        name,
        conf: {
          sparkVersion: props.sparkVersion,
          image,
          executor: props.executor,
          executors: props.executors,
          memoryOverheadFactor,
          scratch: props.scratch,
          nodeSelector: props.cluster.nodeSelector(props.nodeGroup.name),
          schedulerName: props.schedulerName,
          conf: props.conf ?? {},
        },
        datasets: props.datasets ?? [],
        volumes: props.volumes ?? [],
        objectStore: props.objectStore,
        quota: props.quota,
        allocatable: largestNode(props),
        tolerations: props.tolerations ?? [],
      });
      this.namespaces.set(name, namespace);
    }
    const { namespaces } = this;
    // Not "restricted": the chart's hook that upgrades CRDs has no settings for its security context.
    const operatorNamespace = systemNamespace(this, "operator-namespace", SPARK_OPERATOR_NAMESPACE, "baseline");
    if (props.ui) {
      const operator = { name: operatorAccount(props.values), namespace: operatorNamespace };
      for (const namespace of namespaces.values()) namespace.allowIngresses(operator);
    }
    const operator = installChart(this, "operator", {
      cluster: props.cluster,
      chart: SPARK_CHARTS.sparkOperator,
      namespace: operatorNamespace,
      values: {
        // Helm never upgrades CRDs by itself.
        hook: { upgradeCrd: true },
        controller: {
          resources: SPARK_CONTROLLER_RESOURCES,
          ...uiIngress(props),
        },
        spark: {
          jobNamespaces: [...namespaces.values()].map((namespace) => namespace.namespaceName),
          serviceAccount: { create: false },
          rbac: { create: false },
        },
      },
      extraValues: props.values,
      mirrors: props.mirrors,
    });
    if (props.applications?.length) {
      new SparkApplications(this, "applications", {
        applications: props.applications,
        namespaces,
        sparkVersion: props.sparkVersion,
        image: props.image,
        mirrors: props.mirrors,
        driver,
        executor: props.executor,
        memoryOverheadFactor,
        tolerations: props.tolerations ?? [],
        dependsOn: [operator, ...[...namespaces.values()].flatMap((namespace) => namespace.claims)],
      });
    }
  }

  /**
   * A job namespace.
   *
   * @param name - its name
   * @returns undefined if there is no such job namespace
   */
  public jobNamespace(name: string): IJobNamespace | undefined {
    return this.namespaces.get(name);
  }
}

function validate(props: SparkHelmReleaseProps, namespaces: readonly string[], driver: SparkPodSize, overheadFactor: number): void {
  if (namespaces.length === 0) throw new Error("namespaces must have at least one job namespace, got none");
  requireNone(nameProblems(props, namespaces));
  if (props.executors.min > props.executors.max) {
    throw new Error(`executors.min must be at most executors.max, got ${props.executors.min} and ${props.executors.max}`);
  }
  const sizes: [SettingProblem["path"], SparkPodSize][] = [
    [["driver"], driver],
    [["executor"], props.executor],
  ];
  for (const [index, application] of (props.applications ?? []).entries()) {
    const path = ["applications", index];
    requireNone(problemsAt(path, sparkApplicationProblems(application, props.image, namespaces)));
    sizes.push([[...path, "driver"], { ...driver, ...application.driver }]);
    sizes.push([[...path, "executor"], { ...props.executor, ...application.executor }]);
  }
  const allocatable = props.cluster.allocatable(props.nodeGroup);
  for (const [path, size] of sizes) requireNone(problemsAt(path, sparkPodProblems(size, overheadFactor, props.nodeGroup, allocatable)));
  for (const volume of props.volumes ?? []) {
    const { accessModes } = volume.storageClass;
    if (!accessModes.includes("ReadWriteMany")) {
      throw new Error(
        `volume '${volume.name}' is shared by all executors and needs ReadWriteMany, its storage class offers ${accessModes.join(", ")}; ` +
          "pass a class from ManilaCephFs",
      );
    }
  }
  requireNone(
    sparkSettingProblems({
      ...props,
      nodeSelector: props.cluster.nodeSelector(props.nodeGroup.name),
      volumes: (props.volumes ?? []).map(({ name }) => name),
      datasets: (props.datasets ?? []).map(({ name }) => name),
      hasObjectStore: props.objectStore !== undefined,
      hasAuthority: props.objectStore !== undefined && "accessKey" in props.objectStore && props.objectStore.caCertificate !== undefined,
    }),
  );
  if (props.objectStore && "accessKey" in props.objectStore) {
    requireSensitive("objectStore.accessKey", props.objectStore.accessKey);
    requireSensitive("objectStore.secretKey", props.objectStore.secretKey);
  }
}

function nameProblems(props: SparkHelmReleaseProps, namespaces: readonly string[]): SettingProblem[] {
  const storageClassName = props.scratch.storageClass?.storageClassName;
  const shares = (props.datasets ?? []).map(({ name }) => name);
  const problems = sparkNameProblems({
    driver: driverOf(props.cluster),
    namespaces,
    platformNamespaces: [SPARK_OPERATOR_NAMESPACE],
    // A class of our own is a token, whose name its construct has checked.
    scratchClass: Token.isUnresolved(storageClassName) ? undefined : storageClassName,
    uiHost: props.ui?.host,
    applications: props.applications ?? [],
    volumes: props.volumes ?? [],
  });
  const uiProblem = props.ui && hostProblem(props.ui.host);
  if (uiProblem !== undefined) problems.push({ path: ["ui", "host"], message: uiProblem });
  for (const [index, share] of shares.entries()) {
    const message = podVolumeProblem(share);
    if (message !== undefined) problems.push({ path: ["datasets", index, "name"], message });
  }
  for (const { path, message } of datasetVolumeProblems(shares, namespaces)) problems.push({ path: ["datasets", ...path], message });
  return problems;
}

/** Service account of the operator, as its chart names it. */
function operatorAccount(values: HelmValues = {}): string {
  const { serviceAccount = {} } = (values["controller"] ?? {}) as { serviceAccount?: { name?: string } };
  return serviceAccount.name || "spark-operator-controller";
}

/** The most that a container can have on any of the nodes. */
function largestNode({ cluster, nodeGroup, otherNodes = [] }: SparkHelmReleaseProps): Pick<NodeAllocatable, "cpu" | "memory"> {
  const nodes = [nodeGroup, ...otherNodes].map((size) => cluster.allocatable(size));
  return { cpu: Math.max(...nodes.map(({ cpu }) => cpu)), memory: Math.max(...nodes.map(({ memory }) => memory)) };
}

function uiIngress({ ui }: SparkHelmReleaseProps): HelmValues {
  if (!ui) return {};
  if (ui.ingress.ingressClassName === undefined) {
    throw new Error(
      `ui.host '${ui.host}' cannot be served: the operator makes one Ingress for each application and needs an ingress class, ` +
        "and a load balancer for each would be made; use an ingress of kind traefik",
    );
  }
  return {
    uiIngress: { enable: true, urlFormat: `{{$appName}}-{{$appNamespace}}.${ui.host}`, ingressClassName: ui.ingress.ingressClassName },
  };
}
