import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { CephCsi } from "../constructs/ceph-csi/ceph-csi";
import { CinderCsi } from "../constructs/cinder-csi/cinder-csi";
import type { ApplicationCredential, IKubernetesCluster, IOpenStackCluster, IStorageClass, ReclaimPolicy } from "../constructs/contracts";
import { MagnumCluster } from "../constructs/magnum-cluster/magnum-cluster";
import { MAGNUM_DRIVER_TRAITS } from "../constructs/contracts/magnum-driver";
import { JupyterHub } from "../constructs/jupyter-hub/jupyter-hub";
import { hasClientSecret } from "../constructs/jupyter-hub/login";
import { Kafka } from "../constructs/kafka/kafka";
import { KAFKA_NAMESPACE, OPERATOR_NAMESPACE as STRIMZI_NAMESPACE } from "../constructs/kafka/kafka-names";
import { ManilaCephFs } from "../constructs/manila/manila-ceph-fs";
import type { ScaledGroup } from "../constructs/monitoring/alerts";
import { Monitoring } from "../constructs/monitoring/monitoring";
import { hasGrafanaClient, hasReceiverSecret } from "../constructs/monitoring/monitoring-settings";
import { MONITORING_NAMESPACE } from "../constructs/monitoring/names";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { CephCsiOperator } from "../constructs/kit/ceph-csi-driver";
import { effectiveLabels } from "../constructs/kit/effective-label";
import { KUBELET_MAX_PODS } from "../constructs/kit/node-allocatable";
import { nodeGroupBounds } from "../constructs/magnum-cluster/node-group-bounds";
import { guardProtected } from "../constructs/kit/protected-resources";
import { SPARK_OPERATOR_NAMESPACE } from "../constructs/spark/spark-names";
import type { SparkQuota } from "../constructs/spark/spark-namespace";
import { secretVariable } from "../constructs/kit/secret-variable";
import { SparkHelmRelease } from "../constructs/spark/spark-helm-release";
import {
  CEPH_CSI_OPERATOR_PART,
  cephIsByOperator,
  cloudTypes,
  clusterName,
  defaultReclaimPolicy,
  hubLogin,
  kafkaNodeGroup,
  manilaIsByOperator,
  networkPlugin,
  notebookNamespace,
  notebookNodeGroup,
  octaviaProvider,
  sparkNodeGroup,
  tolerationsOf,
  type PartName,
  type Project,
} from "../projects";
import { storageClient } from "./storage-client";
import { credentialVariables, settle } from "./stack-settings";

/** The Kubernetes half of a project: storage, datasets, ingress, Spark, notebooks, Kafka and monitoring in the cluster that the other half has made. */
export class PlatformStack extends TerraformStack {
  /** What makes each part of the platform, as far as the project has it. */
  public readonly parts: Readonly<Record<PartName, Construct | undefined>>;

  constructor(scope: Construct, id: string, project: Project) {
    super(scope, id);
    settle(this, project);
    const { site } = project;
    new OpenstackProvider(this, "openstack", { cloud: site.clouds.project });
    const externalNetworkId =
      project.ingress && new DataOpenstackNetworkingNetworkV2(this, "external-network", { name: site.externalNetwork, external: true }).id;
    const cluster = MagnumCluster.fromName(this, "cluster", {
      name: clusterName(project),
      driver: site.magnum.driver,
      kubernetesVersion: project.kubernetesVersion,
      nodeGroups: project.nodeGroups.map(({ name }) => name),
      labels: effectiveLabels(project.cluster),
      externalNetworkId,
    });
    new KubernetesProvider(this, "kubernetes", cluster.access);
    new HelmProvider(this, "helm", { kubernetes: cluster.access });

    const block = this.blockStorage(project, cluster);
    const operator = this.cephCsiOperator(project, cluster);
    const shared = this.sharedStorage(project, cluster, operator);
    const ceph = this.cephStorage(project, cluster, operator);
    const ingress = this.ingress(project, cluster, externalNetworkId);
    const spark = this.spark(project, cluster, { block, shared, ceph }, ingress);
    for (const route of project.ingress?.routes ?? []) {
      ingress!.addRoute({ ...route, namespace: spark?.jobNamespace(route.namespace)?.namespaceName ?? route.namespace });
    }
    const hubToken = this.hubToken(project);
    const notebooks = this.notebooks(project, cluster, { block, shared, ceph, ingress, spark, hubToken });
    this.cephDevices(project, ceph, spark);
    const kafka = this.kafka(project, cluster, block);
    const monitoring = this.monitoring(project, cluster, { block, ceph, ingress, hubToken });
    this.parts = { block, shared, ceph, datasets: project.datasets && shared, ingress, spark, notebooks, kafka, monitoring };
    if (project.tier === "prod") guardProtected(this);
  }

  private blockStorage(project: Project, cluster: IOpenStackCluster): CinderCsi | undefined {
    const { block } = project.storage;
    if (!block) return undefined;
    const install = block.installDriver ?? !MAGNUM_DRIVER_TRAITS[cluster.driver].installsCinderCsi;
    return new CinderCsi(this, "cinder-csi", {
      ...block,
      ...cloudTypes(project, project.site),
      cluster,
      install,
      credentials: install ? this.credentials("cinder", "makes volumes", project, block.credentialsRevision) : undefined,
      mirrors: project.site.mirrors,
    });
  }

  /** One for all drivers of the cluster, whichever part has them, so that none takes it away from another. */
  private cephCsiOperator(project: Project, cluster: IOpenStackCluster): CephCsiOperator | undefined {
    if (!cephIsByOperator(project) && !manilaIsByOperator(project, project.site)) return undefined;
    return new CephCsiOperator(this, CEPH_CSI_OPERATOR_PART, { cluster, mirrors: project.site.mirrors });
  }

  private cephStorage(project: Project, cluster: IOpenStackCluster, operator?: CephCsiOperator): CephCsi | undefined {
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

  private cephDevices(project: Project, ceph?: CephCsi, spark?: SparkHelmRelease): void {
    for (const { namespace, ...device } of project.storage.ceph?.rbd?.devices ?? []) {
      const jobs = spark!.jobNamespace(namespace ?? project.spark!.namespaces[0]!)!;
      ceph!.claimDevice({ ...device, namespace: jobs.namespaceName, namespaceName: jobs.name, protect: project.tier === "prod" });
    }
  }

  private sharedStorage(project: Project, cluster: IOpenStackCluster, operator?: CephCsiOperator): ManilaCephFs | undefined {
    const { site, datasets } = project;
    const { shared } = project.storage;
    if (!shared) return undefined;
    const { protocol } = site.shareTypes[shared.shareType]!;
    return new ManilaCephFs(this, "manila-ceph-fs", {
      ...cloudTypes(project, site),
      cluster,
      protocol,
      nodeTolerations: tolerationsOf(project.nodeGroups),
      clientAddress: protocol === "NFS" ? storageClient(this, project) : undefined,
      storageClass: {
        ...shared,
        name: shared.className,
        reclaimPolicy: shared.reclaimPolicy ?? defaultReclaimPolicy(project.tier),
      },
      cephCsi: shared.cephCsi,
      cephCsiOperator: manilaIsByOperator(project, site) ? operator : undefined,
      credentials: this.credentials("manila", "makes shares", project, shared.credentialsRevision),
      datasets: datasets && {
        shares: datasets.shares,
        credentials: credentialVariables(
          this,
          "datasets",
          `reads shares of ${datasets.cloud}`,
          datasets.credentialsRevision,
          site.identity,
        ),
        provider: new OpenstackProvider(this, "openstack-datasets", { cloud: datasets.cloud, alias: "datasets" }),
      },
      mirrors: site.mirrors,
      values: shared.values,
    });
  }

  private ingress(project: Project, cluster: IOpenStackCluster, externalNetworkId?: string): OctaviaIngress | undefined {
    const { ingress, site } = project;
    if (!ingress) return undefined;
    const common = {
      ...ingress,
      // Some lead into namespaces that Spark makes, which in its turn needs the ingress: they are added last.
      routes: [],
      cluster,
      octaviaProvider: octaviaProvider(project, site),
      mirrors: site.mirrors,
    };
    return new OctaviaIngress(
      this,
      "ingress",
      ingress.kind === "traefik"
        ? { ...common, kind: "traefik" }
        : {
            ...common,
            kind: "octavia",
            externalNetworkId: externalNetworkId!,
            barbican: site.octavia.barbican,
            credentials: this.credentials("octavia", "makes load balancers", project, ingress.credentialsRevision),
          },
    );
  }

  private spark(
    project: Project,
    cluster: IKubernetesCluster,
    { block, shared, ceph }: Storage,
    ingress?: OctaviaIngress,
  ): SparkHelmRelease | undefined {
    const { spark, site } = project;
    if (!spark) return undefined;
    const nodeGroup = sparkNodeGroup(project, site)!;
    const blockClass = (name: string): IStorageClass => this.blockClass(project, name, { block, ceph });
    return new SparkHelmRelease(this, "spark", {
      ...spark,
      // Drivers answer Prometheus only where they are told to; Spark 4 does so by itself.
      ...(project.monitoring && { conf: { "spark.ui.prometheus.enabled": "true", ...spark.conf } }),
      cluster,
      nodeGroup,
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      sparkVersion: spark.version,
      scratch: { storageClass: blockClass(spark.scratch.storageClass), sizeGiB: spark.scratch.sizeGiB },
      volumes: spark.volumes.map((volume) => ({
        ...volume,
        storageClass: this.sharedClass(project, volume.storageClass, { shared, ceph }),
        protect: project.tier === "prod",
      })),
      datasets: [...(shared?.datasets ?? []), ...(ceph?.datasets ?? [])],
      objectStore: spark.objectStore && {
        ...site.objectStore!,
        accessKey: secretVariable(this, "object_store_access_key", "access key of the S3 object store"),
        secretKey: secretVariable(this, "object_store_secret_key", "secret key of the S3 object store"),
        revision: spark.objectStore.revision,
      },
      ui: spark.uiHost === undefined ? undefined : { ingress: ingress!, host: spark.uiHost },
      otherNodes: project.notebooks && [notebookNodeGroup(project, site)!],
      quota: spark.quota ?? wholeNodeGroups(project),
      mirrors: site.mirrors,
    });
  }

  private notebooks(
    project: Project,
    cluster: IKubernetesCluster,
    { block, shared, ceph, ingress, spark, hubToken }: Storage & { ingress?: OctaviaIngress; spark?: SparkHelmRelease; hubToken?: string },
  ): JupyterHub | undefined {
    const { notebooks, site } = project;
    if (!notebooks) return undefined;
    const { home } = notebooks;
    const login = hubLogin(notebooks.login);
    const blockClass = (name: string): IStorageClass => this.blockClass(project, name, { block, ceph });
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
        storageClass:
          home.kind === "claim" ? blockClass(home.storageClass) : this.sharedClass(project, home.storageClass, { shared, ceph }),
      },
      database: blockClass(notebooks.storageClass ?? project.spark!.scratch.storageClass),
      executors: notebooks.executors ?? { min: 0, max: project.spark!.executors.max },
      network: {
        plugin: networkPlugin(site),
        nodeCidr: project.cluster.nodeCidr,
        objectStore: project.spark!.objectStore && site.objectStore?.endpoint,
      },
      metrics:
        hubToken === undefined ? undefined : { token: hubToken, revision: monitoringRevision(project), namespace: MONITORING_NAMESPACE },
      mirrors: site.mirrors,
    });
  }

  private kafka(project: Project, cluster: IKubernetesCluster, block?: CinderCsi): Kafka | undefined {
    const { kafka: settings, site } = project;
    if (!settings) return undefined;
    const nodeGroup = kafkaNodeGroup(project, site)!;
    const { disk, ...brokers } = settings.brokers;
    const kafka = new Kafka(this, "kafka", {
      ...settings,
      cluster,
      nodeGroup,
      brokers: { ...brokers, disk: { ...disk, storageClass: block!.storageClass(disk.storageClass) } },
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

  /** Both the hub and Prometheus have it, and neither waits for the other. */
  private hubToken({ monitoring, notebooks }: Project): string | undefined {
    return (
      monitoring && notebooks && secretVariable(this, "monitoring_hub_secret", "token that the hub lets Prometheus read its numbers by")
    );
  }

  private monitoring(
    project: Project,
    cluster: IKubernetesCluster,
    { block, ceph, ingress, hubToken }: Storage & { ingress?: OctaviaIngress; hubToken?: string },
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
      disk: { ...disk, storageClass: this.blockClass(project, disk.storageClass, { block, ceph }) },
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

  private blockClass({ storage }: Project, name: string, { block, ceph }: Storage): IStorageClass {
    return storage.ceph?.rbd?.classes.some((spec) => spec.name === name) ? ceph!.storageClass(name) : block!.storageClass(name);
  }

  private sharedClass({ storage }: Project, name: string | undefined, { shared, ceph }: Storage): IStorageClass {
    return name !== undefined && storage.shared?.className !== name ? ceph!.storageClass(name) : shared!.storageClass;
  }

  private credentials(name: string, purpose: string, project: Project, ownRevision = project.credentialsRevision): ApplicationCredential {
    return credentialVariables(this, name, purpose, ownRevision, project.site.identity);
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
  readonly block?: CinderCsi | undefined;
  readonly shared?: ManilaCephFs | undefined;
  readonly ceph?: CephCsi | undefined;
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
