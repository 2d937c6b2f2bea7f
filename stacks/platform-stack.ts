import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { CephCsi } from "../constructs/ceph-csi/ceph-csi";
import type { IKubernetesCluster, IObjectStore, IStorageClass, ReclaimPolicy } from "../constructs/contracts";
import type { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { JupyterHub } from "../constructs/jupyter-hub/jupyter-hub";
import { hasClientSecret } from "../constructs/jupyter-hub/login";
import { Kafka } from "../constructs/kafka/kafka";
import { KAFKA_NAMESPACE, OPERATOR_NAMESPACE as STRIMZI_NAMESPACE } from "../constructs/kafka/kafka-names";
import type { ScaledGroup } from "../constructs/monitoring/alerts";
import { Monitoring } from "../constructs/monitoring/monitoring";
import { hasGrafanaClient, hasReceiverSecret } from "../constructs/monitoring/monitoring-settings";
import { MONITORING_NAMESPACE } from "../constructs/monitoring/names";
import { CephCsiOperator } from "../constructs/kit/ceph-csi-driver";
import { KUBELET_MAX_PODS } from "../constructs/kit/node-allocatable";
import { nodeGroupBounds } from "../constructs/magnum-cluster/node-group-bounds";
import { guardProtected } from "../constructs/kit/protected-resources";
import { ROOK_CHARTS } from "../constructs/rook-ceph/charts";
import { RookCeph } from "../constructs/rook-ceph/rook-ceph";
import { StorageClass } from "../constructs/kit/storage-class";
import type { SparkObjectStore, SparkQuota } from "../constructs/spark/spark-namespace";
import { SPARK_OPERATOR_NAMESPACE } from "../constructs/spark/spark-names";
import { secretVariable } from "../constructs/kit/secret-variable";
import { SparkHelmRelease } from "../constructs/spark/spark-helm-release";
import {
  CEPH_CSI_OPERATOR_PART,
  cephIsByOperator,
  cloudTypes,
  defaultReclaimPolicy,
  hubLogin,
  kafkaNodeGroup,
  manilaIsByOperator,
  networkPlugin,
  notebookNamespace,
  notebookNodeGroup,
  objectStoreAuthority,
  octaviaProvider,
  rookIsByOperator,
  rookNodeGroup,
  rookSettings,
  scratchIsOnNodes,
  sparkNodeGroup,
  tolerationsOf,
  usedObjectStore,
  type PartName,
  type Project,
} from "../projects";
import { platformCloud, type BlockStorage, type SharedStorage } from "./platform-cloud";
import { settle } from "./stack-settings";

/** The Kubernetes half of a project: storage, datasets, ingress, Spark, notebooks, Kafka and monitoring in the cluster that the other half has made. */
export class PlatformStack extends TerraformStack {
  /** What makes each part of the platform, as far as the project has it. */
  public readonly parts: Readonly<Record<PartName, Construct | undefined>>;

  constructor(scope: Construct, id: string, project: Project) {
    super(scope, id);
    settle(this, project);
    const cloud = platformCloud(this, project);
    const { cluster } = cloud;
    new KubernetesProvider(this, "kubernetes", cluster.access);
    new HelmProvider(this, "helm", { kubernetes: cluster.access });

    const block = cloud.blockStorage();
    const operator = this.cephCsiOperator(project, cluster);
    const shared = cloud.sharedStorage(operator);
    const ceph = this.cephStorage(project, cluster, operator);
    const existing = this.existingClasses(project);
    const rook = this.rook(project, cluster, { block, ceph, existing }, operator);
    const storage: Storage = { block, shared, ceph, rook, existing };
    const ingress = cloud.ingress();
    const spark = this.spark(project, cluster, storage, ingress);
    for (const route of project.ingress?.routes ?? []) {
      ingress!.addRoute({ ...route, namespace: spark?.jobNamespace(route.namespace)?.namespaceName ?? route.namespace });
    }
    const hubToken = this.hubToken(project);
    const notebooks = this.notebooks(project, cluster, { ...storage, ingress, spark, hubToken });
    this.cephDevices(project, ceph, spark);
    const kafka = this.kafka(project, cluster, storage);
    const monitoring = this.monitoring(project, cluster, { ...storage, ingress, hubToken });
    this.parts = { block, shared, ceph, rook, datasets: project.datasets && shared, ingress, spark, notebooks, kafka, monitoring };
    if (project.tier === "prod") guardProtected(this);
  }

  /** One for all drivers of the cluster, whichever part has them, so that none takes it away from another. */
  private cephCsiOperator(project: Project, cluster: IKubernetesCluster): CephCsiOperator | undefined {
    const isOfRook = rookIsByOperator(project);
    if (!isOfRook && !cephIsByOperator(project) && !manilaIsByOperator(project, project.site)) return undefined;
    const minKubernetes = isOfRook ? ROOK_CHARTS.rookOperator.minKubernetes : undefined;
    return new CephCsiOperator(this, CEPH_CSI_OPERATOR_PART, { cluster, mirrors: project.site.mirrors, minKubernetes });
  }

  private cephStorage(project: Project, cluster: IKubernetesCluster, operator?: CephCsiOperator): CephCsi | undefined {
    const { ceph } = project.storage;
    if (!ceph) return undefined;
    const { rbd, cephFs, credentialsRevision = project.credentialsRevision } = ceph;
    const byTier = <C extends { readonly reclaimPolicy?: ReclaimPolicy | undefined }>(spec: C) => ({
      ...spec,
      reclaimPolicy: spec.reclaimPolicy ?? defaultReclaimPolicy(project.tier),
    });
    return new CephCsi(this, "ceph-csi", {
      ...ceph,
      ...cloudTypes(project, project.site),
      cluster,
      operator: cephIsByOperator(project) ? operator : undefined,
      rbd: rbd && {
        ...rbd,
        classes: rbd.classes.map(byTier),
        key: secretVariable(this, "ceph_rbd_secret", `key of the Ceph user ${rbd.user}, which makes and mounts images`),
      },
      cephFs: cephFs && {
        ...cephFs,
        classes: cephFs.classes.map(byTier),
        key: secretVariable(this, "ceph_cephfs_secret", `key of the Ceph user ${cephFs.user}, which makes and mounts directories`),
      },
      revision: credentialsRevision,
      nodeTolerations: tolerationsOf(project.nodeGroups),
      mirrors: project.site.mirrors,
    });
  }

  private existingClasses({ storage: { existing = [] } }: Project): ReadonlyMap<string, IStorageClass> {
    return new Map(existing.map(({ name, ...rest }) => [name, StorageClass.fromName(this, `existing-class-${name}`, { name, ...rest })]));
  }

  private rook(project: Project, cluster: IKubernetesCluster, below: Storage, operator?: CephCsiOperator): RookCeph | undefined {
    const { rook } = project.storage;
    const settings = rookSettings(project);
    if (!rook || !settings) return undefined;
    const nodeGroup = rookNodeGroup(project, project.site)!;
    return new RookCeph(this, "rook-ceph", {
      ...cloudTypes(project, project.site),
      ...settings,
      cluster,
      nodeGroup,
      storageClass: this.blockClass(rook.storageClass, below),
      operator: rookIsByOperator(project) ? operator : undefined,
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      nodeTolerations: tolerationsOf(project.nodeGroups),
      protect: project.tier === "prod",
      mirrors: project.site.mirrors,
      values: rook.values,
    });
  }

  private cephDevices(project: Project, ceph?: CephCsi, spark?: SparkHelmRelease): void {
    for (const { namespace, ...device } of project.storage.ceph?.rbd?.devices ?? []) {
      const jobs = spark!.jobNamespace(namespace ?? project.spark!.namespaces[0]!)!;
      ceph!.claimDevice({ ...device, namespace: jobs.namespaceName, namespaceName: jobs.name, protect: project.tier === "prod" });
    }
  }

  private spark(project: Project, cluster: IKubernetesCluster, storage: Storage, ingress?: OctaviaIngress): SparkHelmRelease | undefined {
    const { spark, site } = project;
    if (!spark) return undefined;
    const { shared, ceph } = storage;
    const nodeGroup = sparkNodeGroup(project, site)!;
    return new SparkHelmRelease(this, "spark", {
      ...spark,
      // Drivers answer Prometheus only where they are told to; Spark 4 does so by itself.
      ...(project.monitoring && { conf: { "spark.ui.prometheus.enabled": "true", ...spark.conf } }),
      cluster,
      nodeGroup,
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      sparkVersion: spark.version,
      scratch: {
        storageClass: scratchIsOnNodes(project, site) ? undefined : this.blockClass(spark.scratch.storageClass, storage),
        sizeGiB: spark.scratch.sizeGiB,
      },
      volumes: spark.volumes.map((volume) => ({
        ...volume,
        storageClass: this.sharedClass(volume.storageClass, storage),
        protect: project.tier === "prod",
      })),
      datasets: [...(shared?.datasets ?? []), ...(ceph?.datasets ?? [])],
      objectStore: this.objectStore(project, storage),
      ui: spark.uiHost === undefined ? undefined : { ingress: ingress!, host: spark.uiHost },
      otherNodes: project.notebooks && [notebookNodeGroup(project, site)!],
      quota: spark.quota ?? wholeNodeGroups(project),
      mirrors: site.mirrors,
    });
  }

  private notebooks(
    project: Project,
    cluster: IKubernetesCluster,
    { ingress, spark, hubToken, ...storage }: Storage & { ingress?: OctaviaIngress; spark?: SparkHelmRelease; hubToken?: string },
  ): JupyterHub | undefined {
    const { notebooks, site } = project;
    if (!notebooks) return undefined;
    const { home } = notebooks;
    const login = hubLogin(notebooks.login);
    const nodeGroup = notebookNodeGroup(project, site)!;
    return new JupyterHub(this, "notebooks", {
      ...notebooks,
      cluster,
      jobs: spark!.jobNamespace(notebookNamespace(project)!)!,
      ingress: ingress!,
      login,
      secrets: {
        client: hasClientSecret(login)
          ? secretVariable(this, "notebooks_login_secret", "secret of the client that the login's provider knows the hub by")
          : undefined,
        cookie: secretVariable(this, "notebooks_cookie_secret", "key that the hub signs cookies with, 64 hexadecimal digits"),
        revision: notebooks.credentialsRevision ?? project.credentialsRevision,
      },
      nodeGroup,
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      home: {
        ...home,
        storageClass: home.kind === "claim" ? this.blockClass(home.storageClass, storage) : this.sharedClass(home.storageClass, storage),
      },
      database: this.blockClass(notebooks.storageClass ?? project.spark!.scratch.storageClass, storage),
      executors: notebooks.executors ?? { min: 0, max: project.spark!.executors.max },
      network: {
        plugin: networkPlugin(site),
        nodeCidr: project.cluster.nodeCidr,
        objectStore: usedObjectStore(project, site)?.endpoint,
      },
      metrics:
        hubToken === undefined ? undefined : { token: hubToken, revision: monitoringRevision(project), namespace: MONITORING_NAMESPACE },
      mirrors: site.mirrors,
    });
  }

  private kafka(project: Project, cluster: IKubernetesCluster, storage: Storage): Kafka | undefined {
    const { kafka: settings, site } = project;
    if (!settings) return undefined;
    const nodeGroup = kafkaNodeGroup(project, site)!;
    const { disk, ...brokers } = settings.brokers;
    const kafka = new Kafka(this, "kafka", {
      ...settings,
      cluster,
      nodeGroup,
      brokers: { ...brokers, disk: { ...disk, storageClass: this.blockClass(disk.storageClass, storage) } },
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      protect: project.tier === "prod",
      octaviaProvider: octaviaProvider(project, site),
      networkPlugin: networkPlugin(site),
      imageMirrors: site.mirrors,
    });
    const { tls, scram } = kafka.bootstrapServers;
    new TerraformOutput(this, "kafka_tls", { value: tls, description: "where pods find Kafka with a certificate" });
    new TerraformOutput(this, "kafka_scram", { value: scram, description: "where pods find Kafka with a password" });
    const secrets = [kafka.caSecret, ...settings.users.map(({ name }) => name)];
    new TerraformOutput(this, "kafka_secrets", {
      value: secrets,
      description: "Secrets of namespace kafka: the certificate to trust, and the credentials of each user",
    });
    return kafka;
  }

  private objectStore(project: Project, { rook }: Storage): SparkObjectStore | IObjectStore | undefined {
    const { spark, site } = project;
    if (!spark?.objectStore) return undefined;
    if (spark.objectStore.from === "rook") return rook!.objectStore;
    return {
      ...site.objectStore!,
      caCertificate: objectStoreAuthority(project, site),
      accessKey: secretVariable(this, "object_store_access_key", "access key of the S3 object store"),
      secretKey: secretVariable(this, "object_store_secret_key", "secret key of the S3 object store"),
      revision: spark.objectStore.revision,
    };
  }

  /** Both the hub and Prometheus have it, and neither waits for the other. */
  private hubToken({ monitoring, notebooks }: Project): string | undefined {
    return (
      monitoring && notebooks && secretVariable(this, "monitoring_hub_secret", "token that the hub lets Prometheus read its numbers by")
    );
  }

  private monitoring(
    project: Project,
    cluster: IKubernetesCluster,
    { ingress, hubToken, ...storage }: Storage & { ingress?: OctaviaIngress; hubToken?: string },
  ): Monitoring | undefined {
    const { monitoring, spark, notebooks, kafka, site } = project;
    if (!monitoring) return undefined;
    const { disk, login, alerts } = monitoring;
    return new Monitoring(this, "monitoring", {
      ...monitoring,
      cluster,
      ingress: ingress!,
      secrets: {
        admin: secretVariable(this, "monitoring_admin_secret", "password of Grafana's administrator"),
        client: hasGrafanaClient(login)
          ? secretVariable(this, "monitoring_login_secret", "secret of the client that the login's provider knows Grafana by")
          : undefined,
        receiver: hasReceiverSecret(alerts)
          ? secretVariable(
              this,
              "monitoring_receiver_secret",
              "address of the webhook, or password at the mail server, that alerts go out by",
            )
          : undefined,
        hub: hubToken,
        revision: monitoringRevision(project),
      },
      disk: { ...disk, storageClass: this.blockClass(disk.storageClass, storage) },
      parts: {
        spark: spark && { operatorNamespace: SPARK_OPERATOR_NAMESPACE, namespaces: spark.namespaces },
        hub: notebooks && { namespace: notebookNamespace(project)! },
        kafka: kafka && {
          name: kafka.name,
          namespace: KAFKA_NAMESPACE,
          operatorNamespace: STRIMZI_NAMESPACE,
          brokers: kafka.brokers.count,
        },
        traefik: project.ingress?.kind === "traefik" ? { namespace: "traefik" } : undefined,
      },
      groups: scaledGroups(project, cluster),
      ingressNamespace: project.ingress?.kind === "traefik" ? "traefik" : undefined,
      networkPlugin: networkPlugin(site),
      mirrors: site.mirrors,
    });
  }

  private blockClass(name: string, { block, ceph, rook, existing }: Storage): IStorageClass {
    return existing.get(name) ?? makerOf(name, [ceph, rook])?.storageClass(name) ?? block!.storageClass(name);
  }

  private sharedClass(name: string | undefined, { shared, ceph, rook, existing }: Storage): IStorageClass {
    if (name === undefined) return shared!.storageClass;
    return existing.get(name) ?? makerOf(name, [ceph, rook])?.storageClass(name) ?? shared!.storageClass;
  }
}

function monitoringRevision({ monitoring, credentialsRevision }: Project): number {
  return monitoring?.credentialsRevision ?? credentialsRevision;
}

/** Node groups whose number of nodes the autoscaler changes. */
function scaledGroups({ cluster: { workers }, nodeGroups }: Project, cluster: IKubernetesCluster): ScaledGroup[] {
  return [
    { name: "default-worker", ...nodeGroupBounds(workers) },
    ...nodeGroups.map((group) => ({ name: group.name, ...nodeGroupBounds(group) })),
  ]
    .filter(({ min, max }) => min < max)
    .map(({ name, max }) => ({ name, max, nodeLabels: cluster.nodeSelector(name) }));
}

/** What has classes of storage. */
interface Storage {
  readonly block?: BlockStorage | undefined;
  readonly shared?: SharedStorage | undefined;
  readonly ceph?: CephCsi | undefined;
  readonly rook?: RookCeph | undefined;
  readonly existing: ReadonlyMap<string, IStorageClass>;
}

/** Which of those that have several classes has made this one. */
function makerOf<M extends CephCsi | RookCeph>(name: string, makers: readonly (M | undefined)[]): M | undefined {
  return makers.find((maker) => maker?.hasStorageClass(name));
}

/** All that the nodes of jobs and notebooks have when there are most of them: the quota for those who set none. */
function wholeNodeGroups(project: Project): SparkQuota {
  const spark = project.spark!;
  const groups = [sparkNodeGroup(project, project.site), project.notebooks && notebookNodeGroup(project, project.site)];
  const distinct = new Map(groups.flatMap((group) => (group ? [[group.name, group] as const] : [])));
  const parts = [...distinct.values()].map(({ name, vcpus, memoryMiB }) => {
    const nodes = nodeGroupBounds(project.nodeGroups.find((group) => group.name === name) ?? project.cluster.workers).max;
    return { name, cores: nodes * vcpus, memoryMiB: nodes * memoryMiB, pods: nodes * KUBELET_MAX_PODS };
  });
  const sum = (of: (part: (typeof parts)[number]) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const jobCores = parts.find(({ name }) => name === spark.nodeGroup)?.cores ?? 0;
  return {
    cores: sum(({ cores }) => cores),
    memoryGiB: Math.floor(sum(({ memoryMiB }) => memoryMiB) / 1024),
    pods: sum(({ pods }) => pods),
    scratchGiB: Math.floor(jobCores / spark.executor.cores) * spark.scratch.sizeGiB + ofScratchClass(project),
  };
}

/** What notebooks have in GiB of the class whose claims the quota of scratch volumes counts. */
function ofScratchClass({ spark, notebooks }: Project): number {
  if (!notebooks) return 0;
  const scratchClass = spark!.scratch.storageClass;
  const { home, users, storageClass = scratchClass } = notebooks;
  const homes = home.kind === "claim" && home.storageClass === scratchClass ? users * home.sizeGiB : 0;
  return homes + (storageClass === scratchClass ? 1 : 0);
}
