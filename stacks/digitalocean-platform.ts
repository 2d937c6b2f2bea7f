import { DigitaloceanProvider } from "../.gen/providers/digitalocean/provider";
import type { IDataset, IKubernetesCluster } from "../constructs/contracts";
import { DigitalOceanCluster } from "../constructs/digitalocean-cluster/digitalocean-cluster";
import { DigitalOceanShare } from "../constructs/digitalocean-storage/nfs-share";
import { NfsStorage } from "../constructs/digitalocean-storage/nfs-storage";
import { DigitalOceanVolumes } from "../constructs/digitalocean-storage/volumes";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { clusterName, defaultReclaimPolicy, type ProjectInDigitalOcean } from "../projects";
import { poolNames } from "./digitalocean-stack";
import type { PlatformCloud, SharedStorage } from "./platform-cloud";
import type { PlatformStack } from "./platform-stack";

/** A share's class, without data of others: there is no Manila. */
class ShareStorage extends NfsStorage implements SharedStorage {
  public readonly datasets: readonly IDataset[] = [];
}

/** What a platform has of DigitalOcean: its cluster, volumes, share and load balancers. */
export class DigitalOceanPlatform implements PlatformCloud {
  public readonly cluster: IKubernetesCluster;

  constructor(
    private readonly stack: PlatformStack,
    private readonly project: ProjectInDigitalOcean,
  ) {
    new DigitaloceanProvider(stack, "digitalocean", {});
    this.cluster = DigitalOceanCluster.fromName(stack, "cluster", {
      name: clusterName(project),
      kubernetesVersion: project.kubernetesVersion,
      nodePools: poolNames(project),
    });
  }

  public blockStorage(): DigitalOceanVolumes | undefined {
    const { stack, project, cluster } = this;
    const { block } = project.storage;
    return block && new DigitalOceanVolumes(stack, "digitalocean-volumes", { cluster, classes: block.classes });
  }

  public sharedStorage(): SharedStorage | undefined {
    const { stack, project, cluster } = this;
    const { site, storage, tier } = project;
    const { shared } = storage;
    if (!shared) return undefined;
    return new ShareStorage(stack, "nfs-storage", {
      cluster,
      server: DigitalOceanShare.fromName(stack, "share", project.id, site.region),
      className: shared.className,
      reclaimPolicy: shared.reclaimPolicy ?? defaultReclaimPolicy(tier),
      mirrors: site.mirrors,
      values: shared.values,
    });
  }

  public ingress(): OctaviaIngress | undefined {
    const { stack, project, cluster } = this;
    const { ingress, site } = project;
    if (!ingress) return undefined;
    // Routes that lead into namespaces of Spark are added last.
    return new OctaviaIngress(stack, "ingress", { ...ingress, kind: "traefik", routes: [], cluster, mirrors: site.mirrors });
  }
}
