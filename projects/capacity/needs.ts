import { isFound } from "../cluster-name";
import { effectiveLabel } from "../../constructs/kit/effective-label";
import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { nodeGroupBounds, type NodeCount } from "../../constructs/magnum-cluster/node-group-bounds";
import { templateLabels } from "../parts/template-labels";
import { PARTS, type Amount, type Demand, type Stage } from "../parts";
import type { PlatformData } from "../schema/project";
import type { OpenStackSite, Site } from "../schema/site";
import { needsInDigitalOcean } from "./digitalocean-needs";

/** What a quota limits. */
export type QuotaField = keyof NonNullable<PlatformData["quota"]>;

/** What a project takes of its quota at one stage, with what it is for. */
export type Needs = Readonly<Record<QuotaField, readonly Amount[]>>;

/** Sum of the parts. */
export function sumOf(parts: readonly Amount[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

/**
 * Nodes that are there beside the old ones while a template is rolled out.
 *
 * The charts of capi-helm exchange workers one by one without a further node unless a site sets that; one is counted all the same.
 * Heat makes a new cluster after the old one is gone.
 *
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.27.0/charts/openstack-cluster/values.yaml (rolloutStrategy)
 */
const UPGRADE_SURGE: Readonly<Record<MagnumDriver, number>> = { heat: 0, "capi-helm": 1, vexxhost: 1 };

interface Group {
  readonly what: string;
  readonly flavor: string;
  readonly nodes: number;
  readonly isControlPlane: boolean;
  readonly bootVolumeGiB: number;
}

/**
 * What a project takes of its quota.
 *
 * @param project - checked project
 * @param site - its site
 * @param stage - when
 */
export function needsOf(project: PlatformData, site: Site, stage: Stage): Needs {
  return site.kind === "openstack" ? needsInOpenStack(project, site, stage) : needsInDigitalOcean(project, site, stage);
}

function needsInOpenStack(project: PlatformData, site: OpenStackSite, stage: Stage): Needs {
  const groups = groupsAt(project, site, stage);
  const size = (of: (flavor: OpenStackSite["flavors"][string]) => number): Amount[] =>
    groups.map(({ what, flavor, nodes }) => ({
      what: `${nodes} x ${what}`,
      amount: nodes * (site.flavors[flavor] ? of(site.flavors[flavor]) : 0),
    }));
  const demands = Object.values(PARTS).map((part) => part.demand?.(project, site, stage) ?? {});
  const { volumes, gigabytes } = volumesOf(
    project,
    site,
    groups,
    demands.flatMap((demand) => demand.volumes ?? []),
  );
  // Those of datasets belong to another project.
  const shares = demands.flatMap((demand) => demand.shares ?? []);
  const { masterLoadBalancer: hasBalancer, network, api } = project.cluster;
  const own = network ? 0 : 1;
  const balancers = [
    ...some("API server", hasBalancer ? 1 : 0).map((amount) => ({ ...amount, isFloating: api.floatingIp })),
    ...demands.flatMap((demand) => demand.loadBalancers ?? []),
  ];
  const routes = !isFound(project.cluster) && site.storageNetwork?.reach === "route" ? 1 : 0;
  const extraPorts = site.storageNetwork?.reach === "extra-network" ? 1 : 0;
  return {
    instances: size(() => 1),
    cores: size((flavor) => flavor.vcpus),
    memoryMiB: size((flavor) => flavor.memoryMiB),
    floatingIps: [...balancers.filter(({ isFloating }) => isFloating), ...some("API server", !hasBalancer && api.floatingIp ? 1 : 0)],
    routers: [...some("router", own), ...some("router to the storage network", routes)],
    ports: [
      ...groups.map(({ what, nodes, isControlPlane }) => ({ what, amount: nodes * (isControlPlane ? 1 : 1 + extraPorts) })),
      ...some("DHCP", own),
      ...some("router interfaces", own + routes),
      ...some("load balancers", sumOf(balancers)),
    ],
    networks: some("network of the nodes", own),
    // Heat's templates and Cluster API's OpenStack provider make one for control planes and one for workers.
    securityGroups: [
      { what: "default", amount: 1 },
      { what: "control plane and workers", amount: 2 },
    ],
    loadBalancers: balancers,
    volumes,
    gigabytes,
    shares: shares.map(({ what }) => ({ what, amount: 1 })),
    shareGigabytes: shares,
  };
}

/**
 * Size of the root volumes of a group's nodes in GiB; 0 where their disk is the flavor's.
 *
 * The labels of a group lie over those of the cluster.
 *
 * @param project - checked project
 * @param site - its site
 * @param labels - labels of the group
 */
export function bootVolumeGiB({ cluster }: PlatformData, site: OpenStackSite, labels: object = {}): number {
  const ofCluster = { ...cluster, labels: templateLabels(cluster, site) };
  return Number(effectiveLabel("boot_volume_size", { labels }) ?? effectiveLabel("boot_volume_size", ofCluster) ?? 0);
}

function groupsAt(project: PlatformData, site: OpenStackSite, stage: Stage): Group[] {
  const { cluster, nodeGroups } = project;
  const surge = stage === "upgrade" ? UPGRADE_SURGE[site.magnum.driver] : 0;
  const { controlPlane, workers } = cluster;
  const nodesOf = (group: NodeCount): number => nodeGroupBounds(group)[stage === "min" ? "min" : "max"] + surge;
  const ofCluster = bootVolumeGiB(project, site);
  return [
    {
      what: "control plane",
      flavor: controlPlane.flavor ?? "",
      nodes: controlPlane.count + surge,
      isControlPlane: true,
      bootVolumeGiB: ofCluster,
    },
    { what: "default-worker", flavor: workers.flavor, nodes: nodesOf(workers), isControlPlane: false, bootVolumeGiB: ofCluster },
    ...nodeGroups.map((group) => ({
      what: group.name,
      flavor: group.flavor,
      nodes: nodesOf(group),
      isControlPlane: false,
      bootVolumeGiB: bootVolumeGiB(project, site, group.labels),
    })),
  ];
}

function volumesOf(
  { cluster }: PlatformData,
  site: OpenStackSite,
  groups: readonly Group[],
  demanded: NonNullable<Demand["volumes"]>,
): { volumes: Amount[]; gigabytes: Amount[] } {
  const labels = { ...cluster, labels: templateLabels(cluster, site) };
  const label = (name: string): number => Number(effectiveLabel(name, labels) ?? 0);
  const bootSizes = [...new Set(groups.map((group) => group.bootVolumeGiB))];
  const docker = cluster.dockerVolumeSizeGiB ?? 0;
  const etcd = label("etcd_blockdevice_size") || label("etcd_volume_size");
  const nodesOf = (some: readonly Group[]): number => some.reduce((sum, group) => sum + group.nodes, 0);
  const nodesWith = (sizeGiB: number): number => nodesOf(groups.filter((group) => group.bootVolumeGiB === sizeGiB));
  const nodes = nodesOf(groups);
  const masters = nodesOf(groups.filter(({ isControlPlane }) => isControlPlane));
  const kinds = [
    ...bootSizes.map((sizeGiB) => ({ what: "boot volumes", count: sizeGiB > 0 ? nodesWith(sizeGiB) : 0, sizeGiB })),
    { what: "volumes for containers", count: docker > 0 ? nodes : 0, sizeGiB: docker },
    { what: "etcd volumes", count: etcd > 0 ? masters : 0, sizeGiB: etcd },
    ...demanded,
  ].filter(({ count }) => count > 0);
  return {
    volumes: kinds.map(({ what, count }) => ({ what, amount: count })),
    gigabytes: kinds.map(({ what, count, sizeGiB }) => ({ what: `${count} ${what} of ${sizeGiB}`, amount: count * sizeGiB })),
  };
}

function some(what: string, amount: number): Amount[] {
  return amount === 0 ? [] : [{ what, amount }];
}
