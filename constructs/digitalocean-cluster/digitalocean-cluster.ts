import { Fn } from "cdktf";
import { Construct } from "constructs";
import { DataDigitaloceanKubernetesCluster } from "../../.gen/providers/digitalocean/data-digitalocean-kubernetes-cluster";
import { KubernetesCluster } from "../../.gen/providers/digitalocean/kubernetes-cluster";
import { Vpc } from "../../.gen/providers/digitalocean/vpc";
import type { IKubernetesCluster, KubernetesAccess, LoadBalancerOptions, NodeAllocatable, NodeSize } from "../contracts";
import { requireName } from "../kit/names";
import { requireNone } from "../kit/setting-problem";
import { digitalOceanClusterProblems, SYSTEM_POOL } from "./cluster-checks";
import { dropletAllocatable } from "./droplet-allocatable";
import { nodePoolSelector } from "./node-pool-label";
import { nodePool, type NodePoolProps } from "./node-pools";

/** Prefix of the annotations that DigitalOcean's cloud controller reads. */
const BALANCER = "service.beta.kubernetes.io/do-loadbalancer";

/** Properties of a `DigitalOceanCluster`. */
export interface DigitalOceanClusterProps {
  /** Name, an RFC 1035 label, unique in the account; that of the VPC too. */
  readonly name: string;
  /** Slug of the region, such as "lon1". */
  readonly region: string;
  /** Kubernetes version without "v", such as "1.33.1". */
  readonly kubernetesVersion: string;
  /** Slug that DigitalOcean offers that version under, such as "1.33.1-do.0"; a newer one upgrades in place, an older one makes a new cluster. */
  readonly versionSlug: string;
  /** CIDR of the VPC, from /16 to /24, which no other VPC of the account may overlap; a change makes a new cluster. */
  readonly vpcCidr: string;
  /**
   * Description of the VPC.
   *
   * @default - none
   */
  readonly description?: string | undefined;
  /**
   * CIDR of pods; a change makes a new cluster.
   *
   * @default - one of DigitalOcean's
   */
  readonly podCidr?: string | undefined;
  /**
   * CIDR of services; a change makes a new cluster.
   *
   * @default - one of DigitalOcean's
   */
  readonly serviceCidr?: string | undefined;
  /** The pool that comes with the cluster, for DigitalOcean's and the platform's own pods; another size makes a new cluster. */
  readonly systemPool: { readonly size: string; readonly count: number };
  /** All other pools. */
  readonly nodePools: readonly NodePoolProps[];
  /**
   * Whether the control plane is highly available; it cannot become less so, and is by default from Kubernetes 1.36 on.
   *
   * @default - as DigitalOcean has it for the version
   */
  readonly highAvailability?: true | undefined;
  /**
   * CIDRs that may reach the API server.
   *
   * @default - everyone
   */
  readonly apiAllowedCidrs?: readonly string[] | undefined;
  /**
   * Whether Terraform refuses to destroy the cluster.
   *
   * @default false
   */
  readonly protect?: boolean | undefined;
  /**
   * Tags of cluster and droplets.
   *
   * @default - none
   */
  readonly tags?: string[] | undefined;
}

/** What identifies an existing cluster. */
export interface DigitalOceanClusterAttributes {
  /** Name in DigitalOcean. */
  readonly name: string;
  /** Kubernetes version without "v". */
  readonly kubernetesVersion: string;
  /**
   * Names of the pools beside the system pool.
   *
   * @default - not known, so that their names are not checked
   */
  readonly nodePools?: readonly string[] | undefined;
}

/**
 * A Kubernetes cluster of DigitalOcean in a VPC of its own: control plane, a system pool that never changes, and pools of nodes.
 *
 * @throws Error if DigitalOcean does not allow what the properties ask for
 */
export class DigitalOceanCluster extends Construct implements IKubernetesCluster {
  /**
   * A cluster that exists already, found by name.
   *
   * Its token is fetched at each plan; that of a cluster of the same stack is renewed only after it has expired, a week old.
   */
  public static fromName(scope: Construct, id: string, attributes: DigitalOceanClusterAttributes): IKubernetesCluster {
    class Import extends Construct implements IKubernetesCluster {
      private readonly data = new DataDigitaloceanKubernetesCluster(this, "resource", { name: attributes.name });
      public readonly clusterName = attributes.name;
      public readonly kubernetesVersion = attributes.kubernetesVersion;
      public readonly access = accessFrom(this.data);
      public nodeSelector(nodeGroup: string): Record<string, string> {
        if (attributes.nodePools) requireNodePool(nodeGroup, attributes.nodePools, this.clusterName);
        return nodePoolSelector(nodeGroup);
      }
      public allocatable(size: NodeSize): NodeAllocatable {
        return dropletAllocatable(size);
      }
      public loadBalancer(options: LoadBalancerOptions): Record<string, string> {
        return loadBalancerAnnotations(options);
      }
    }
    return new Import(scope, id);
  }

  public readonly clusterName: string;
  public readonly kubernetesVersion: string;
  public readonly access: KubernetesAccess;
  /** UUID of the cluster. */
  public readonly clusterId: string;
  /** UUID of the VPC that the nodes are in. */
  public readonly vpcId: string;
  /** URL of the API server. */
  public readonly apiAddress: string;
  private readonly pools: readonly string[];

  constructor(scope: Construct, id: string, props: DigitalOceanClusterProps) {
    super(scope, id);
    requireName("service", "cluster name", props.name);
    requireNone(digitalOceanClusterProblems(props));

    const vpc = new Vpc(this, "vpc", {
      name: props.name,
      region: props.region,
      description: props.description,
      ipRange: props.vpcCidr,
      // A cluster is said to be deleted before its droplets are, and with them in it the VPC cannot be; the provider waits for 2 minutes.
      timeouts: { delete: "20m" },
    });
    const { apiAllowedCidrs, tags } = props;
    const cluster = new KubernetesCluster(this, "resource", {
      name: props.name,
      region: props.region,
      version: props.versionSlug,
      vpcUuid: vpc.id,
      clusterSubnet: props.podCidr,
      serviceSubnet: props.serviceCidr,
      ha: props.highAvailability,
      autoUpgrade: false,
      surgeUpgrade: true,
      // With true a destroy would take the volumes that are to be kept.
      destroyAllAssociatedResources: false,
      nodePool: {
        name: SYSTEM_POOL,
        size: props.systemPool.size,
        nodeCount: props.systemPool.count,
        labels: nodePoolSelector(SYSTEM_POOL),
        tags,
      },
      controlPlaneFirewall: apiAllowedCidrs && { enabled: true, allowedAddresses: [...apiAllowedCidrs] },
      tags,
      lifecycle: props.protect ? { preventDestroy: true } : undefined,
    });
    for (const pool of props.nodePools) nodePool(this, { id: cluster.id, tags }, pool);

    this.clusterName = props.name;
    this.kubernetesVersion = props.kubernetesVersion;
    this.clusterId = cluster.id;
    this.vpcId = vpc.id;
    this.access = accessFrom(cluster);
    this.apiAddress = cluster.endpoint;
    this.pools = props.nodePools.map(({ name }) => name);
  }

  public nodeSelector(nodeGroup: string): Record<string, string> {
    requireNodePool(nodeGroup, this.pools, this.clusterName);
    return nodePoolSelector(nodeGroup);
  }

  public allocatable(size: NodeSize): NodeAllocatable {
    return dropletAllocatable(size);
  }

  public loadBalancer(options: LoadBalancerOptions): Record<string, string> {
    return loadBalancerAnnotations(options);
  }
}

function requireNodePool(pool: string, others: readonly string[], cluster: string): void {
  const known = [SYSTEM_POOL, ...others];
  if (known.includes(pool)) return;
  throw new Error(`node group '${pool}' does not exist in cluster '${cluster}', it has ${known.join(", ")}`);
}

/**
 * What DigitalOcean's cloud controller reads. The type is what new clusters get by themselves, said so that older ones get the same.
 *
 * @see https://github.com/digitalocean/digitalocean-cloud-controller-manager/blob/v0.1.68/docs/controllers/services/annotations.md
 */
function loadBalancerAnnotations({ internal }: LoadBalancerOptions): Record<string, string> {
  return { [`${BALANCER}-type`]: "REGIONAL_NETWORK", [`${BALANCER}-network`]: internal ? "INTERNAL" : "EXTERNAL" };
}

/** Client certificates are empty in today's clusters; the authority's certificate comes in base64. */
function accessFrom(cluster: KubernetesCluster | DataDigitaloceanKubernetesCluster): KubernetesAccess {
  const credentials = cluster.kubeConfig.get(0);
  return {
    host: credentials.host,
    token: credentials.token,
    clusterCaCertificate: Fn.base64decode(credentials.clusterCaCertificate),
  };
}
