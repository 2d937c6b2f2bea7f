import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { CinderCsi } from "../constructs/cinder-csi/cinder-csi";
import type { ApplicationCredential, IOpenStackCluster } from "../constructs/contracts";
import { MAGNUM_DRIVER_TRAITS } from "../constructs/contracts/magnum-driver";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import type { CephCsiOperator } from "../constructs/kit/ceph-csi-driver";
import { effectiveLabels } from "../constructs/kit/effective-label";
import { MagnumCluster } from "../constructs/magnum-cluster/magnum-cluster";
import { ManilaCephFs } from "../constructs/manila/manila-ceph-fs";
import {
  cloudTypes,
  clusterName,
  defaultReclaimPolicy,
  manilaIsByOperator,
  octaviaProvider,
  tolerationsOf,
  type ProjectInOpenStack,
} from "../projects";
import type { PlatformCloud } from "./platform-cloud";
import type { PlatformStack } from "./platform-stack";
import { credentialVariables } from "./stack-settings";
import { storageClient } from "./storage-client";

/** What a platform has of OpenStack: Magnum's cluster, Cinder's volumes, Manila's shares, Octavia's load balancers. */
export class OpenStackPlatform implements PlatformCloud {
  public readonly cluster: IOpenStackCluster;
  private readonly externalNetworkId: string | undefined;

  constructor(
    private readonly stack: PlatformStack,
    private readonly project: ProjectInOpenStack,
  ) {
    const { site } = project;
    new OpenstackProvider(stack, "openstack", { cloud: site.clouds.project });
    this.externalNetworkId =
      project.ingress && new DataOpenstackNetworkingNetworkV2(stack, "external-network", { name: site.externalNetwork, external: true }).id;
    this.cluster = MagnumCluster.fromName(stack, "cluster", {
      name: clusterName(project),
      driver: site.magnum.driver,
      kubernetesVersion: project.kubernetesVersion,
      nodeGroups: project.nodeGroups.map(({ name }) => name),
      labels: effectiveLabels(project.cluster),
      externalNetworkId: this.externalNetworkId,
    });
  }

  public blockStorage(): CinderCsi | undefined {
    const { stack, project, cluster } = this;
    const { block } = project.storage;
    if (!block) return undefined;
    const install = block.installDriver ?? !MAGNUM_DRIVER_TRAITS[cluster.driver].installsCinderCsi;
    return new CinderCsi(stack, "cinder-csi", {
      ...block,
      ...cloudTypes(project, project.site),
      cluster,
      install,
      credentials: install ? this.credentials("cinder", "makes volumes", block.credentialsRevision) : undefined,
      mirrors: project.site.mirrors,
    });
  }

  public sharedStorage(operator: CephCsiOperator | undefined): ManilaCephFs | undefined {
    const { stack, project, cluster } = this;
    const { site, datasets } = project;
    const { shared } = project.storage;
    if (!shared) return undefined;
    const { protocol } = site.shareTypes[shared.shareType]!;
    return new ManilaCephFs(stack, "manila-ceph-fs", {
      ...cloudTypes(project, site),
      cluster,
      protocol,
      nodeTolerations: tolerationsOf(project.nodeGroups),
      clientAddress: protocol === "NFS" ? storageClient(stack, project) : undefined,
      storageClass: {
        ...shared,
        name: shared.className,
        reclaimPolicy: shared.reclaimPolicy ?? defaultReclaimPolicy(project.tier),
      },
      cephCsi: shared.cephCsi,
      cephCsiOperator: manilaIsByOperator(project, site) ? operator : undefined,
      credentials: this.credentials("manila", "makes shares", shared.credentialsRevision),
      datasets: datasets && {
        shares: datasets.shares,
        credentials: credentialVariables(
          stack,
          "datasets",
          `reads shares of ${datasets.cloud}`,
          datasets.credentialsRevision,
          site.identity,
        ),
        provider: new OpenstackProvider(stack, "openstack-datasets", { cloud: datasets.cloud, alias: "datasets" }),
      },
      mirrors: site.mirrors,
      values: shared.values,
    });
  }

  public ingress(): OctaviaIngress | undefined {
    const { stack, project, cluster, externalNetworkId } = this;
    const { ingress, site } = project;
    if (!ingress) return undefined;
    const common = {
      ...ingress,
      // Some lead into namespaces that Spark makes, which in its turn needs the ingress: they are added last.
      routes: [],
      cluster,
      octaviaProvider: octaviaProvider(project, site)!,
      mirrors: site.mirrors,
    };
    return new OctaviaIngress(
      stack,
      "ingress",
      ingress.kind === "traefik"
        ? { ...common, kind: "traefik" }
        : {
            ...common,
            kind: "octavia",
            externalNetworkId: externalNetworkId!,
            barbican: site.octavia.barbican,
            credentials: this.credentials("octavia", "makes load balancers", ingress.credentialsRevision),
          },
    );
  }

  private credentials(name: string, purpose: string, ownRevision = this.project.credentialsRevision): ApplicationCredential {
    return credentialVariables(this.stack, name, purpose, ownRevision, this.project.site.identity);
  }
}
