import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { LimitRangeV1 } from "@cdktf/provider-kubernetes/lib/limit-range-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { PersistentVolumeClaimV1 } from "@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1";
import { ResourceQuotaV1 } from "@cdktf/provider-kubernetes/lib/resource-quota-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { valuesYaml } from "../kit/chart-release";
import type {
  IDataset,
  IJobNamespace,
  IObjectStore,
  IStorageClass,
  NodeAllocatable,
  PodMount,
  PodTrust,
  SecretVariable,
} from "../contracts";
import {
  clientModeConf,
  datasetMount,
  executorsConf,
  jobConf,
  propertiesFile,
  SESSION_PORTS,
  type SparkConf,
  type SparkConfProps,
} from "./spark-conf";
import type { Toleration } from "../kit/toleration";
import { AUTHORITY_CONFIG, authorityFiles, podTrust } from "../kit/pod-trust";
import { podSecurityLabels, RESTRICTED_CONTAINER, RESTRICTED_POD } from "../kit/pod-security";
import { writeOnlySecret } from "../kit/write-only-secret";

/** Where sessions mount their files: Spark's own configuration directory. */
const CONF_DIR = "/opt/spark/conf";
const POD_TEMPLATE = "executor-pod-template.yaml";
/** Service account of drivers. */
const ACCOUNT = "spark";
const S3_SECRET = "spark-s3";
const S3_KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

/** A volume that many pods write, made for the namespace. */
export interface SparkVolume {
  /** Name of the claim, an RFC 1123 label. */
  readonly name: string;
  /** Storage class that offers ReadWriteMany. */
  readonly storageClass: IStorageClass;
  /** Size in GiB; it can grow, a smaller one is a new and empty volume. */
  readonly sizeGiB: number;
  /** Where drivers and executors mount it, an absolute path. */
  readonly mountPath: string;
  /**
   * Whether jobs can only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * Whether Terraform refuses to destroy the claim.
   *
   * @default false
   */
  readonly protect?: boolean;
}

/** Key and secret of an S3 object store. */
export interface SparkObjectStore {
  /** URL of the endpoint. */
  readonly endpoint: string;
  /** Region that requests are signed for. */
  readonly region: string;
  /** Access key; a sensitive Terraform variable, never a literal. */
  readonly accessKey: string;
  /** Secret key; a sensitive Terraform variable, never a literal. */
  readonly secretKey: string;
  /** Raise it by one after a rotation. */
  readonly revision: number;
  /**
   * Certificates in PEM of the private authority that has signed for the endpoint; drivers, executors and sessions trust it beside the public ones.
   *
   * @default - an authority that the image trusts
   */
  readonly caCertificate?: string | undefined;
}

/** Most that all jobs of a namespace together may ask for. */
export interface SparkQuota {
  /** Cores. */
  readonly cores: number;
  /** Memory in GiB. */
  readonly memoryGiB: number;
  /** Pods. */
  readonly pods: number;
  /** Scratch volumes of all executors together, in GiB. */
  readonly scratchGiB: number;
}

/** Properties of a `SparkNamespace`. */
export interface SparkNamespaceProps {
  /** Name of the namespace, an RFC 1123 label. */
  readonly name: string;
  /** What jobs are configured with, without the mounts made here. */
  readonly conf: Omit<SparkConfProps, "mounts" | "objectStore">;
  /** Existing data to mount read-only. */
  readonly datasets: readonly IDataset[];
  /** Volumes to make and mount. */
  readonly volumes: readonly SparkVolume[];
  /** Object store. */
  readonly objectStore?: SparkObjectStore | IObjectStore;
  /** Most that all jobs together may ask for. */
  readonly quota: SparkQuota;
  /** What pods can have of a node: the largest container. */
  readonly allocatable: Pick<NodeAllocatable, "cpu" | "memory">;
  /** Taints that drivers and executors stand. */
  readonly tolerations: readonly Toleration[];
}

/**
 * A namespace that Spark jobs run in: what they may do, what they may use, and what they are configured with.
 */
export class SparkNamespace extends Construct implements IJobNamespace {
  public readonly namespaceName: string;
  public readonly name: string;
  public readonly serviceAccount: string;
  public readonly accountName = ACCOUNT;
  public readonly image: string;
  public readonly mounts: readonly PodMount[];
  public readonly secretVariables: readonly SecretVariable[];
  public readonly trust: PodTrust | undefined;
  public readonly sessionFolder = CONF_DIR;
  public readonly sessionPorts = SESSION_PORTS;
  // Both of Spark's own: see Constants.scala of its Kubernetes back end.
  public readonly jobLabels = { "spark-role": "executor" };
  public readonly ownLabel = "spark-app-selector";
  /** Settings of jobs in this namespace. */
  public readonly conf: SparkConf;
  private readonly props: SparkNamespaceProps;

  constructor(scope: Construct, id: string, props: SparkNamespaceProps) {
    super(scope, id);
    this.props = props;
    this.name = props.name;
    this.image = props.conf.image;
    const resource = new NamespaceV1(this, "resource", {
      metadata: { name: props.name, labels: podSecurityLabels("restricted") },
    });
    this.namespaceName = resource.metadata.name;
    this.serviceAccount = this.allowDrivers();
    this.limit(props);
    this.mounts = [
      ...props.datasets.map((data) => datasetMount(data, data.claim(this, this.namespaceName))),
      ...this.volumes(props.volumes),
    ];
    const objectStore = props.objectStore && this.objectStore(props.objectStore);
    this.secretVariables = objectStore ? S3_KEYS.map((key) => ({ name: key, secret: objectStore.secretName, key })) : [];
    this.trust = this.trustOf(props);
    this.conf = jobConf({ ...props.conf, mounts: this.mounts, objectStore });
    new ConfigMapV1(this, "defaults", {
      metadata: { name: "spark-defaults", namespace: this.namespaceName },
      data: this.sessionFiles(props.conf.executors),
    });
  }

  public sessionFiles(executors: SparkConfProps["executors"]): Record<string, string> {
    const { conf, tolerations } = this.props;
    const session = clientModeConf(conf, this.namespaceName, `${CONF_DIR}/${POD_TEMPLATE}`);
    return {
      "spark-defaults.conf": propertiesFile({ ...session, ...this.conf, ...executorsConf(executors) }),
      [POD_TEMPLATE]: valuesYaml(executorPodTemplate(tolerations, this.trust)),
    };
  }

  /**
   * Lets the operator look for the Ingresses that it makes; its chart grants it everything else about them.
   *
   * @param operator - service account of the operator
   * @see https://github.com/kubeflow/spark-operator/blob/v2.5.2/charts/spark-operator-chart/templates/controller/_helpers.tpl (policyRules)
   */
  public allowIngresses(operator: { readonly name: string; readonly namespace: string }): void {
    const metadata = { name: "spark-operator-ingresses", namespace: this.namespaceName };
    const role = new RoleV1(this, "ingress-role", {
      metadata,
      rule: [{ apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["list", "watch"] }],
    });
    new RoleBindingV1(this, "ingress-role-binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subject: [{ kind: "ServiceAccount", ...operator }],
    });
  }

  /** Claims that jobs mount; whatever runs jobs must be there after and gone before them. */
  public get claims(): PersistentVolumeClaimV1[] {
    return this.node.children.filter((child) => child instanceof PersistentVolumeClaimV1);
  }

  /** What drivers do with their executors, and no more. */
  private allowDrivers(): string {
    const metadata = { name: ACCOUNT, namespace: this.namespaceName };
    const account = new ServiceAccountV1(this, "service-account", { metadata });
    const role = new RoleV1(this, "role", {
      metadata,
      rule: [
        {
          apiGroups: [""],
          resources: ["pods", "services", "configmaps", "persistentvolumeclaims"],
          verbs: ["create", "get", "list", "watch", "patch", "delete", "deletecollection"],
        },
      ],
    });
    new RoleBindingV1(this, "role-binding", {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: role.metadata.name },
      subject: [{ kind: "ServiceAccount", name: account.metadata.name, namespace: this.namespaceName }],
    });
    return account.metadata.name;
  }

  private limit({ quota, allocatable, conf }: SparkNamespaceProps): void {
    const metadata = { name: "spark", namespace: this.namespaceName };
    const largest = { cpu: cpuQuantity(allocatable.cpu), memory: memoryQuantity(allocatable.memory) };
    new ResourceQuotaV1(this, "quota", {
      metadata,
      spec: {
        hard: {
          "requests.cpu": String(quota.cores),
          "requests.memory": `${quota.memoryGiB}Gi`,
          // Of the scratch class only: claims of datasets would count with the size of the whole share.
          ...(conf.scratch.storageClass && {
            [`${conf.scratch.storageClass.storageClassName}.storageclass.storage.k8s.io/requests.storage`]: `${quota.scratchGiB}Gi`,
          }),
          pods: String(quota.pods),
        },
      },
    });
    new LimitRangeV1(this, "limit-range", {
      metadata,
      spec: {
        limit: [
          {
            type: "Container",
            // A container without requests would not be admitted under the quota.
            defaultRequest: { cpu: "100m", memory: "256Mi" },
            // A smaller limit would refuse every container that requests more than it, and kill others.
            default: largest,
            // What is larger than a node can give is refused at once and does not wait for a node that can never come.
            max: largest,
          },
        ],
      },
    });
  }

  private volumes(volumes: readonly SparkVolume[]): PodMount[] {
    return volumes.map((volume) => {
      const claim = new PersistentVolumeClaimV1(this, `volume-${volume.name}`, {
        metadata: { name: volume.name, namespace: this.namespaceName },
        spec: {
          accessModes: ["ReadWriteMany"],
          storageClassName: volume.storageClass.storageClassName,
          resources: { requests: { storage: `${volume.sizeGiB}Gi` } },
        },
        // The provider waits for five minutes, and makes a claim anew that was not bound by then.
        ...(volume.storageClass.servesLater && { waitUntilBound: false }),
        lifecycle: volume.protect ? { preventDestroy: true } : undefined,
      });
      return { name: volume.name, claim: claim.metadata.nameInput!, mountPath: volume.mountPath, readOnly: volume.readOnly ?? false };
    });
  }

  private trustOf({ objectStore, conf }: SparkNamespaceProps): PodTrust | undefined {
    const certificates = objectStore && "accessKey" in objectStore ? objectStore.caCertificate : undefined;
    if (certificates === undefined) return undefined;
    const config = new ConfigMapV1(this, "authority", {
      metadata: { name: AUTHORITY_CONFIG, namespace: this.namespaceName },
      data: authorityFiles(certificates),
    });
    return podTrust(conf.image, config.metadata.name);
  }

  private objectStore(store: SparkObjectStore | IObjectStore): { endpoint: string; region: string; secretName: string } {
    if ("claimBucket" in store) {
      store.claimBucket(this, "bucket", { namespace: this.namespaceName, secretName: S3_SECRET, bucket: this.name });
      return { endpoint: store.endpoint, region: store.region, secretName: S3_SECRET };
    }
    const secret = writeOnlySecret(this, "s3", {
      name: S3_SECRET,
      namespace: this.namespaceName,
      data: { AWS_ACCESS_KEY_ID: store.accessKey, AWS_SECRET_ACCESS_KEY: store.secretKey },
      revision: store.revision,
    });
    return { endpoint: store.endpoint, region: store.region, secretName: secret.metadata.name };
  }
}

/** Kubernetes gives CPU back in whole cores where it can. */
function cpuQuantity(millicores: number): string {
  return millicores % 1000 === 0 ? String(millicores / 1000) : `${millicores}m`;
}

/** Kubernetes gives limits back in their largest whole unit, which would be a change at every plan if it were not ours. */
function memoryQuantity(mebibytes: number): string {
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Spark has settings for most of a pod, but none for these. */
function executorPodTemplate(tolerations: readonly Toleration[], trust: PodTrust | undefined): object {
  const executor = { name: "spark-kubernetes-executor", securityContext: RESTRICTED_CONTAINER };
  return {
    apiVersion: "v1",
    kind: "Pod",
    spec: {
      securityContext: RESTRICTED_POD,
      ...(tolerations.length > 0 && { tolerations }),
      ...(trust && { initContainers: [trust.initContainer] }),
      containers: [{ ...executor, ...(trust && { env: trust.env, volumeMounts: trust.volumeMounts }) }],
      ...(trust && { volumes: trust.volumes }),
    },
  };
}
