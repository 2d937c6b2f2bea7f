import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { MagnumCluster } from "../constructs/magnum-cluster/magnum-cluster";
import { guardProtected } from "../constructs/kit/protected-resources";
import { templateLabels, type ProjectInOpenStack } from "../projects";
import { settle } from "./stack-settings";

/** The OpenStack half of a project: network, cluster and node groups. */
export class ClusterStack extends TerraformStack {
  constructor(scope: Construct, id: string, project: ProjectInOpenStack) {
    super(scope, id);
    settle(this, project);
    const { site, cluster } = project;
    new OpenstackProvider(this, "openstack", { cloud: site.clouds.project });
    const clusterProvider = new OpenstackProvider(this, "openstack-clusters", { cloud: site.clouds.clusters, alias: "clusters" });

    const { storageNetwork } = site;
    const magnum = new MagnumCluster(this, "cluster", {
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
    new TerraformOutput(this, "cluster_id", { value: magnum.clusterId, description: "UUID of the cluster" });
    new TerraformOutput(this, "api_address", { value: magnum.apiAddress, description: "address of the Kubernetes API" });
    if (project.tier === "prod") guardProtected(this);
  }

  private externalNetworkId(id: string, name: string): string {
    return new DataOpenstackNetworkingNetworkV2(this, id, { name, external: true }).id;
  }
}
