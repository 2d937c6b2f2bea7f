import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { CinderCsi } from "../constructs/cinder-csi/cinder-csi";
import type { ApplicationCredential, IKubernetesCluster, IOpenStackCluster } from "../constructs/contracts";
import { MagnumCluster } from "../constructs/magnum-cluster/magnum-cluster";
import { MAGNUM_DRIVER_TRAITS } from "../constructs/contracts/magnum-driver";
import { ManilaCephFs } from "../constructs/manila/manila-ceph-fs";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { KUBELET_MAX_PODS } from "../constructs/kit/node-allocatable";
import { nodeGroupBounds } from "../constructs/magnum-cluster/node-group-bounds";
import { guardProtected } from "../constructs/kit/protected-resources";
import type { SparkNodeGroup } from "../constructs/spark/spark-checks";
import type { SparkQuota } from "../constructs/spark/spark-namespace";
import type { Toleration } from "../constructs/kit/toleration";
import { secretVariable } from "../constructs/kit/secret-variable";
import { SparkHelmRelease } from "../constructs/spark/spark-helm-release";
import { cloudTypes, octaviaProvider, sparkNodeGroup, type PartName, type Project } from "../projects";
import { storageClient } from "./storage-client";
import { credentialVariables, settle } from "./stack-settings";

/** The Kubernetes half of a project: storage, datasets, ingress and Spark in the cluster that the other half has made. */
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
      name: project.id,
      driver: site.magnum.driver,
      kubernetesVersion: project.kubernetesVersion,
      nodeGroups: project.nodeGroups.map(({ name }) => name),
      labels: project.cluster.labels,
      externalNetworkId,
    });
    new KubernetesProvider(this, "kubernetes", cluster.access);
    new HelmProvider(this, "helm", { kubernetes: cluster.access });

    const block = this.blockStorage(project, cluster);
    const shared = this.sharedStorage(project, cluster);
    const ingress = this.ingress(project, cluster, externalNetworkId);
    const spark = this.spark(project, cluster, block, shared, ingress);
    this.parts = { block, shared, datasets: project.datasets && shared, ingress, spark };
    for (const route of project.ingress?.routes ?? []) {
      ingress!.addRoute({ ...route, namespace: spark?.jobNamespace(route.namespace) ?? route.namespace });
    }
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

  private sharedStorage(project: Project, cluster: IOpenStackCluster): ManilaCephFs | undefined {
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
        reclaimPolicy: shared.reclaimPolicy ?? (project.tier === "prod" ? "Retain" : "Delete"),
      },
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
    block?: CinderCsi,
    shared?: ManilaCephFs,
    ingress?: OctaviaIngress,
  ): SparkHelmRelease | undefined {
    const { spark, site } = project;
    if (!spark) return undefined;
    const nodeGroup = sparkNodeGroup(project, site)!;
    return new SparkHelmRelease(this, "spark", {
      ...spark,
      cluster,
      nodeGroup,
      tolerations: tolerationsOf(project.nodeGroups.filter(({ name }) => name === nodeGroup.name)),
      sparkVersion: spark.version,
      scratch: { storageClass: block!.storageClass(spark.scratch.storageClass), sizeGiB: spark.scratch.sizeGiB },
      volumes: spark.volumes.map((volume) => ({
        ...volume,
        storageClass: shared!.storageClass,
        protect: project.tier === "prod",
      })),
      datasets: shared?.datasets,
      objectStore: spark.objectStore && {
        ...site.objectStore!,
        accessKey: secretVariable(this, "object_store_access_key", "access key of the S3 object store"),
        secretKey: secretVariable(this, "object_store_secret_key", "secret key of the S3 object store"),
        revision: spark.objectStore.revision,
      },
      ui: spark.uiHost === undefined ? undefined : { ingress: ingress!, host: spark.uiHost },
      quota: spark.quota ?? wholeNodeGroup(project, nodeGroup),
      mirrors: site.mirrors,
    });
  }

  private credentials(name: string, purpose: string, project: Project, ownRevision = project.credentialsRevision): ApplicationCredential {
    return credentialVariables(this, name, purpose, ownRevision, project.site.identity);
  }
}

/** What stands the taints of groups, each once. */
function tolerationsOf(groups: Project["nodeGroups"]): Toleration[] {
  const all = groups.flatMap(({ taints = [] }) => taints);
  const distinct = new Map(all.map((taint) => [JSON.stringify([taint.key, taint.value, taint.effect]), taint]));
  return [...distinct.values()].map(({ key, value, effect }) => ({
    key,
    operator: value === undefined ? "Exists" : "Equal",
    ...(value !== undefined && { value }),
    effect,
  }));
}

/** All that the nodes have when there are most of them: the quota for those who set none. */
function wholeNodeGroup(project: Project, nodeGroup: SparkNodeGroup): SparkQuota {
  const spark = project.spark!;
  const group = project.nodeGroups.find(({ name }) => name === nodeGroup.name);
  const nodes = nodeGroupBounds(group ?? project.cluster.workers).max;
  const cores = nodes * nodeGroup.vcpus;
  return {
    cores,
    memoryGiB: Math.floor((nodes * nodeGroup.memoryMiB) / 1024),
    pods: nodes * KUBELET_MAX_PODS,
    scratchGiB: Math.floor(cores / spark.executor.cores) * spark.scratch.sizeGiB,
  };
}
