import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { AdoptedCluster } from "../constructs/magnum-cluster/adopted-cluster";
import { MagnumCluster } from "../constructs/magnum-cluster/magnum-cluster";
import { guardProtected } from "../constructs/kit/protected-resources";
import { templateLabels, type ProjectInOpenStack } from "../projects";
import { ADOPTED_OUTPUT } from "./roles";
import { settle } from "./stack-settings";

type Adopt = NonNullable<ProjectInOpenStack["cluster"]["adopt"]>;

/** The OpenStack half of a project: network, cluster and node groups. */
export class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string, project: ProjectInOpenStack) {
    super(scope, id);
    settle(this, project);
    const { site, cluster } = project;
    new OpenstackProvider(this, "openstack", { cloud: site.clouds.project });
    const clusterProvider = new OpenstackProvider(this, "openstack-clusters", { cloud: site.clouds.clusters, alias: "clusters" });

    const magnum = cluster.adopt ? this.adopted(project, cluster.adopt, clusterProvider) : this.made(project, clusterProvider);
    new TerraformOutput(this, "cluster_id", { value: magnum.clusterId, description: "UUID of the cluster" });
    new TerraformOutput(this, "api_address", { value: magnum.apiAddress, description: "address of the Kubernetes API" });
    if (project.tier === "prod") guardProtected(this);
  }

  private made(project: ProjectInOpenStack, clusterProvider: OpenstackProvider): MagnumCluster {
    const { site, cluster } = project;
    const { storageNetwork } = site;
    return new MagnumCluster(this, "cluster", {
      ...cluster,
      controlPlane: { ...cluster.controlPlane, flavor: cluster.controlPlane.flavor! },
      name: project.id,
      driver: site.magnum.driver,
      networkDriver: site.magnum.networkDriver,
      kubernetesVersion: project.kubernetesVersion,
      kubeTag: site.magnum.kubeTags?.[project.kubernetesVersion],
      image: site.magnum.images[project.kubernetesVersion]!,
      proxy: site.proxy,
      externalNetworkId: this.externalNetworkId("external-network", site.externalNetwork),
      network: cluster.network
        ? { ...cluster.network, dnsServers: site.dnsServers }
        : {
            description: project.description,
            cidr: cluster.nodeCidr,
            dnsServers: site.dnsServers,
            storageRoute:
              storageNetwork?.reach === "route"
                ? { cidr: storageNetwork.cidr, gatewayNetworkId: this.externalNetworkId("storage-gateway", storageNetwork.gatewayNetwork) }
                : undefined,
          },
      extraNetworks: storageNetwork?.reach === "extra-network" ? [storageNetwork.network] : undefined,
      labels: templateLabels(cluster, site),
      nodeGroups: project.nodeGroups,
      protect: project.tier === "prod",
      tags: [`project=${project.name}`, `environment=${project.tier}`, "managed-by=cdktf-magnum"],
      clusterProvider,
    });
  }

  private adopted(project: ProjectInOpenStack, adopt: Adopt, clusterProvider: OpenstackProvider): AdoptedCluster {
    const { site, cluster } = project;
    // Outlives the field in the file: whoever takes the field out is told before the cluster goes.
    new TerraformOutput(this, ADOPTED_OUTPUT, { value: adopt.uuid, description: "UUID of the cluster that was taken over" });
    return new AdoptedCluster(this, "cluster", {
      ...cluster,
      ...adopt,
      adoptedNodeGroups: adopt.nodeGroups,
      nodeGroups: project.nodeGroups,
      masterCount: cluster.controlPlane.count,
      masterLbEnabled: cluster.masterLoadBalancer,
      driver: site.magnum.driver,
      kubernetesVersion: project.kubernetesVersion,
      labels: templateLabels(cluster, site),
      clusterProvider,
    });
  }

  private externalNetworkId(id: string, name: string): string {
    return new DataOpenstackNetworkingNetworkV2(this, id, { name, external: true }).id;
  }
}
