import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { mirrorImage, SAFE_RELEASE, valuesYaml } from "../kit/chart-release";
import type { Mirrors } from "../contracts";
import type { SparkApplication } from "./spark-checks";
import type { SparkNamespace } from "./spark-namespace";
import { gpuConf, overheadMiB, type SparkPodSize } from "./spark-conf";
import type { Toleration } from "../kit/toleration";
import { packageFolder } from "../kit/package-root";
import { RESTRICTED_CONTAINER, RESTRICTED_POD } from "../kit/pod-security";

/** What applications take from their surroundings. */
export interface SparkApplicationsProps {
  /** The applications. */
  readonly applications: readonly SparkApplication[];
  /** Job namespaces by name: token, service account, settings, and what their pods trust. */
  readonly namespaces: ReadonlyMap<string, Pick<SparkNamespace, "namespaceName" | "serviceAccount" | "conf" | "trust">>;
  /** Version of Spark in the image. */
  readonly sparkVersion: string;
  /** Image of drivers and executors, as its registry has it. */
  readonly image: string;
  /**
   * Copies of public registries that all images are pulled from.
   *
   * @default - straight from the registries
   */
  readonly mirrors?: Mirrors;
  /** Size of drivers. */
  readonly driver: SparkPodSize;
  /** Size of executors. */
  readonly executor: SparkPodSize;
  /** Memory beside the heap, as a part of it. */
  readonly memoryOverheadFactor: number;
  /** Taints that drivers and executors stand. */
  readonly tolerations: readonly Toleration[];
  /** The operator. */
  readonly dependsOn: ITerraformDependable[];
}

/** How long an ended application stays unless it says otherwise: long enough to read its log on the next morning. */
const DEFAULT_TIME_TO_LIVE_SECONDS = 86_400;

/**
 * SparkApplication objects, installed through a small chart of our own.
 *
 * The chart remembers in a ConfigMap what it has started, so that a job that has ended and gone is not started again with the next change.
 * The provider's kubernetes_manifest would need the API server, and the operator's CRDs in it, for every plan.
 *
 * @throws Error if driver and executors of an application would run different images
 * @see https://github.com/kubeflow/spark-operator/blob/v2.5.2/docs/api-docs.md
 */
export class SparkApplications extends Construct {
  constructor(scope: Construct, id: string, props: SparkApplicationsProps) {
    super(scope, id);
    const chart = new TerraformAsset(this, "chart", { path: packageFolder("charts/spark-applications"), type: AssetType.DIRECTORY });
    new Release(this, "resource", {
      ...SAFE_RELEASE,
      name: "spark-applications",
      namespace: props.namespaces.values().next().value!.namespaceName,
      chart: `./${chart.path}`,
      values: [valuesYaml({ applications: props.applications.map((application) => render(application, props)) })],
      timeout: 300,
      dependsOn: props.dependsOn,
    });
  }
}

function render(application: SparkApplication, props: SparkApplicationsProps): Record<string, unknown> {
  const namespace =
    application.namespace === undefined ? props.namespaces.values().next().value! : props.namespaces.get(application.namespace)!;
  const { instances } = application.executor ?? {};
  const { trust } = namespace;
  const image = mirrorImage(application.driver?.image ?? props.image, props.mirrors);
  const own = { ...namespace.conf, ...application.sparkConf };
  const conf = { ...gpuConf(own), ...own };
  if (instances !== undefined) conf["spark.dynamicAllocation.enabled"] = "false";
  const pod = (size: SparkPodSize) => ({
    cores: size.cores,
    memory: `${size.memoryGiB}g`,
    memoryOverhead: `${overheadMiB(size, props.memoryOverheadFactor)}m`,
    podSecurityContext: RESTRICTED_POD,
    securityContext: RESTRICTED_CONTAINER,
    ...(props.tolerations.length > 0 && { tolerations: props.tolerations }),
    ...(trust && { initContainers: [{ ...trust.initContainer, image }], volumeMounts: trust.volumeMounts, env: trust.env }),
  });
  const spec = {
    type: application.type,
    mode: "cluster",
    sparkVersion: props.sparkVersion,
    image,
    mainApplicationFile: application.mainApplicationFile,
    ...(application.mainClass && { mainClass: application.mainClass }),
    ...(application.arguments && { arguments: application.arguments }),
    sparkConf: Object.fromEntries(Object.entries(conf).sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(trust && { volumes: trust.volumes }),
    restartPolicy: { type: "Never" },
    // The operator takes its driver, Service and Ingress away with an application, and not before.
    timeToLiveSeconds: application.timeToLiveSeconds ?? DEFAULT_TIME_TO_LIVE_SECONDS,
    driver: { ...pod({ ...props.driver, ...sizeOf(application.driver) }), serviceAccount: namespace.serviceAccount },
    executor: { ...pod({ ...props.executor, ...sizeOf(application.executor) }), ...(instances !== undefined && { instances }) },
  };
  return {
    name: application.name,
    namespace: namespace.namespaceName,
    ...(application.schedule && { schedule: application.schedule }),
    spec,
  };
}

function sizeOf(size: Partial<SparkPodSize> | undefined): Partial<SparkPodSize> {
  return {
    ...(size?.cores !== undefined && { cores: size.cores }),
    ...(size?.memoryGiB !== undefined && { memoryGiB: size.memoryGiB }),
  };
}
