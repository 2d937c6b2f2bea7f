import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { DigitaloceanProvider } from "../.gen/providers/digitalocean/provider";
import { DigitalOceanCluster } from "../constructs/digitalocean-cluster/digitalocean-cluster";
import { DigitalOceanShare } from "../constructs/digitalocean-storage/nfs-share";
import type { PerformanceTier } from "../constructs/digitalocean-storage/nfs-storage-names";
import { SpacesBucket } from "../constructs/digitalocean-storage/spaces-bucket";
import { guardProtected } from "../constructs/kit/protected-resources";
import { shareSizeGiB, type ProjectInDigitalOcean } from "../projects";
import { settle } from "./stack-settings";

/** The DigitalOcean half of a project: VPC, cluster, pools, share and buckets. */
export class DigitalOceanStack extends TerraformStack {
  constructor(scope: Construct, id: string, project: ProjectInDigitalOcean) {
    super(scope, id);
    settle(this, project);
    const { site, cluster, storage, spark, tier } = project;
    const { region, systemPool } = site;
    const protect = tier === "prod";
    // The token comes from DIGITALOCEAN_TOKEN, keys of Spaces from SPACES_ACCESS_KEY_ID and SPACES_SECRET_ACCESS_KEY.
    new DigitaloceanProvider(this, "digitalocean", {});
    const tags = [`project:${project.id}`, `environment:${tier}`, "managed-by:cdktf-magnum"];
    const made = new DigitalOceanCluster(this, "cluster", {
      name: project.id,
      region,
      kubernetesVersion: project.kubernetesVersion,
      versionSlug: site.versions[project.kubernetesVersion]!,
      vpcCidr: cluster.nodeCidr,
      description: project.description,
      podCidr: site.podCidr,
      serviceCidr: site.serviceCidr,
      systemPool: { size: systemPool.flavor, count: systemPool.count },
      nodePools: [{ name: "default-worker", ...cluster.workers }, ...project.nodeGroups].map(({ flavor, ...pool }) => ({
        ...pool,
        size: flavor,
      })),
      highAvailability: cluster.controlPlane.count > 1 ? true : undefined,
      apiAllowedCidrs: cluster.api.allowedCidrs,
      protect,
      tags,
    });
    if (storage.shared) {
      new DigitalOceanShare(this, "share", {
        name: project.id,
        region,
        vpcId: made.vpcId,
        sizeGiB: shareSizeGiB(project),
        performanceTier: storage.shared.shareType as PerformanceTier,
        protect,
        tags,
      });
    }
    for (const name of spark?.objectStore?.buckets ?? []) new SpacesBucket(this, `bucket-${name}`, { name, region, protect });
    new TerraformOutput(this, "cluster_id", { value: made.clusterId, description: "UUID of the cluster" });
    new TerraformOutput(this, "api_address", { value: made.apiAddress, description: "address of the Kubernetes API" });
    if (protect) guardProtected(this);
  }
}

/**
 * Names of a project's pools, beside the system pool.
 *
 * @param project - the project
 */
export function poolNames({ nodeGroups }: ProjectInDigitalOcean): string[] {
  return ["default-worker", ...nodeGroups.map(({ name }) => name)];
}
