import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";

/** What a quota limits. */
export type QuotaField = keyof NonNullable<PlatformData["quota"]>;

/** When needs are counted: with the fewest nodes, the most, and the most while nodes are exchanged. */
export type Stage = "min" | "max" | "upgrade";

/** A part of a need. */
export interface Part {
  /** What it is for. */
  readonly what: string;
  /** How much it takes. */
  readonly amount: number;
}

/** What a project takes of its quota at one stage, with what it is for. */
export type Needs = Readonly<Record<QuotaField, readonly Part[]>>;

/** Sum of the parts. */
export function sumOf(parts: readonly Part[]): number {
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
}

/**
 * What a project takes of its quota.
 *
 * @param project - checked project
 * @param site - its site
 * @param stage - when
 */
export function needsOf(project: PlatformData, site: Site, stage: Stage): Needs {
  const groups = groupsAt(project, site.magnum.driver, stage);
  const size = (of: (flavor: Site["flavors"][string]) => number): Part[] =>
    groups.map(({ what, flavor, nodes }) => ({
      what: `${nodes} x ${what}`,
      amount: nodes * (site.flavors[flavor] ? of(site.flavors[flavor]) : 0),
    }));
  const { volumes, gigabytes } = volumesOf(project, groups, stage);
  const shares = sharesOf(project);
  const balancers = loadBalancers(project);
  const routes = site.storageNetwork?.reach === "route" ? 1 : 0;
  const extraPorts = site.storageNetwork?.reach === "extra-network" ? 1 : 0;
  return {
    instances: size(() => 1),
    cores: size((flavor) => flavor.vcpus),
    memoryMiB: size((flavor) => flavor.memoryMiB),
    floatingIps: balancers.filter(({ isFloating }) => isFloating),
    routers: [{ what: "router", amount: 1 }, ...some("router to the storage network", routes)],
    ports: [
      ...groups.map(({ what, nodes, isControlPlane }) => ({ what, amount: nodes * (isControlPlane ? 1 : 1 + extraPorts) })),
      { what: "DHCP", amount: 1 },
      { what: "router interfaces", amount: 1 + routes },
      ...some("load balancers", sumOf(balancers)),
    ],
    networks: [{ what: "network of the nodes", amount: 1 }],
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

function groupsAt({ cluster, nodeGroups }: PlatformData, driver: MagnumDriver, stage: Stage): Group[] {
  const surge = stage === "upgrade" ? UPGRADE_SURGE[driver] : 0;
  const { controlPlane, workers } = cluster;
  return [
    { what: "control plane", flavor: controlPlane.flavor, nodes: controlPlane.count + surge, isControlPlane: true },
    { what: "default-worker", flavor: workers.flavor, nodes: workers.count + surge, isControlPlane: false },
    ...nodeGroups.map((group) => {
      const { min, max } = nodeGroupBounds(group);
      return { what: group.name, flavor: group.flavor, nodes: (stage === "min" ? min : max) + surge, isControlPlane: false };
    }),
  ];
}

function volumesOf({ cluster, spark }: PlatformData, groups: readonly Group[], stage: Stage): { volumes: Part[]; gigabytes: Part[] } {
  const label = (name: string): number => Number(cluster.labels?.[name] ?? 0);
  const boot = label("boot_volume_size");
  const etcd = label("etcd_blockdevice_size") || label("etcd_volume_size");
  const nodes = groups.reduce((sum, group) => sum + group.nodes, 0);
  const masters = groups.filter(({ isControlPlane }) => isControlPlane).reduce((sum, group) => sum + group.nodes, 0);
  const executors = spark ? (stage === "min" ? spark.executors.min : spark.executors.max) : 0;
  const kinds = [
    { what: "boot volumes", count: boot > 0 ? nodes : 0, size: boot },
    { what: "etcd volumes", count: etcd > 0 ? masters : 0, size: etcd },
    { what: "scratch volumes of one job", count: executors, size: spark?.scratch.sizeGiB ?? 0 },
  ].filter(({ count }) => count > 0);
  return {
    volumes: kinds.map(({ what, count }) => ({ what, amount: count })),
    gigabytes: kinds.map(({ what, count, size }) => ({ what: `${count} ${what} of ${size}`, amount: count * size })),
  };
}

/** Shares that claims make, with their size in GiB; those of datasets belong to another project. */
function sharesOf({ spark }: PlatformData): Part[] {
  const namespaces = spark?.namespaces ?? [];
  return namespaces.flatMap((namespace) =>
    (spark?.volumes ?? []).map(({ name, sizeGiB }) => ({ what: `${namespace}/${name}`, amount: sizeGiB })),
  );
}

function loadBalancers({ cluster, ingress }: PlatformData): (Part & { readonly isFloating: boolean })[] {
  const api = { what: "API server", amount: 1, isFloating: cluster.api.floatingIp };
  if (!ingress) return [api];
  const hosts =
    ingress.kind === "traefik"
      ? [{ what: "Traefik", amount: 1 }]
      : ingress.routes.map(({ host, path }) => ({ what: `ingress of ${host}${path}`, amount: 1 }));
  return [api, ...hosts.map((part) => ({ ...part, isFloating: ingress.floating }))];
}

function some(what: string, amount: number): Part[] {
  return amount === 0 ? [] : [{ what, amount }];
}
