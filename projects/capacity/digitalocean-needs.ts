import { nodeGroupBounds } from "../../constructs/magnum-cluster/node-group-bounds";
import { SYSTEM_POOL } from "../../constructs/digitalocean-cluster/cluster-checks";
import { PARTS, type Amount, type Stage } from "../parts";
import { shareSizeGiB } from "../parts/share-size";
import type { PlatformData } from "../schema/project";
import type { DigitalOceanSite } from "../schema/site";
import type { Needs } from "./needs";

/**
 * What a project takes of its account: droplets, and what they have, volumes, load balancers and the share. DigitalOcean itself limits the
 * droplets of an account; the rest is what is paid for.
 *
 * @param project - checked project
 * @param site - its site
 * @param stage - when; an upgrade makes one droplet more in each pool
 */
export function needsInDigitalOcean(project: PlatformData, site: DigitalOceanSite, stage: Stage): Needs {
  const { cluster, nodeGroups, storage } = project;
  const surge = stage === "upgrade" ? 1 : 0;
  const { systemPool } = site;
  const pools = [
    { what: SYSTEM_POOL, flavor: systemPool.flavor, nodes: systemPool.count + surge },
    ...[{ name: "default-worker", ...cluster.workers }, ...nodeGroups].map((group) => ({
      what: group.name,
      flavor: group.flavor,
      nodes: nodeGroupBounds(group)[stage === "min" ? "min" : "max"] + surge,
    })),
  ];
  const size = (of: (flavor: DigitalOceanSite["flavors"][string]) => number): Amount[] =>
    pools.map(({ what, flavor, nodes }) => ({
      what: `${nodes} x ${what}`,
      amount: nodes * (site.flavors[flavor] ? of(site.flavors[flavor]) : 0),
    }));
  const demands = Object.values(PARTS).map((part) => part.demand?.(project, site, stage) ?? {});
  const volumes = demands.flatMap((demand) => demand.volumes ?? []).filter(({ count }) => count > 0);
  const none: readonly Amount[] = [];
  return {
    instances: size(() => 1),
    cores: size(({ vcpus }) => vcpus),
    memoryMiB: size(({ memoryMiB }) => memoryMiB),
    volumes: volumes.map(({ what, count }) => ({ what, amount: count })),
    gigabytes: volumes.map(({ what, count, sizeGiB }) => ({ what: `${count} ${what} of ${sizeGiB}`, amount: count * sizeGiB })),
    loadBalancers: demands.flatMap((demand) => demand.loadBalancers ?? []),
    networks: [{ what: "VPC", amount: 1 }],
    shares: storage.shared ? [{ what: "share", amount: 1 }] : none,
    shareGigabytes: storage.shared ? [{ what: "share", amount: shareSizeGiB(project) }] : none,
    floatingIps: none,
    routers: none,
    ports: none,
    securityGroups: none,
  };
}
