import type { QuotaField } from "../../projects/capacity";
import type { Cloud } from "../openstack/cloud";
import { FATAL, OpenStackError } from "../openstack/failure";
import { networkLimits, type Limits } from "../openstack/limits";
import type { Row } from "../openstack/rows";
import type { ServiceName } from "../openstack/services";

/** Who says limit and use of what a quota limits. */
export type QuotaSource = "compute" | "volumes" | "network" | "shares" | "balancers";

/** Under which names the services say it. */
export const LIMITS: readonly (readonly [QuotaField, QuotaSource, limit: string, used: string])[] = [
  ["instances", "compute", "maxTotalInstances", "totalInstancesUsed"],
  ["cores", "compute", "maxTotalCores", "totalCoresUsed"],
  ["memoryMiB", "compute", "maxTotalRAMSize", "totalRAMUsed"],
  ["volumes", "volumes", "maxTotalVolumes", "totalVolumesUsed"],
  ["gigabytes", "volumes", "maxTotalVolumeGigabytes", "totalGigabytesUsed"],
  ["shares", "shares", "maxTotalShares", "totalSharesUsed"],
  ["shareGigabytes", "shares", "maxTotalShareGigabytes", "totalShareGigabytesUsed"],
  ["floatingIps", "network", "floatingip", "floatingip"],
  ["routers", "network", "router", "router"],
  ["ports", "network", "port", "port"],
  ["networks", "network", "network", "network"],
  ["securityGroups", "network", "security_group", "security_group"],
  ["loadBalancers", "balancers", "load_balancer", "load_balancer"],
];

/**
 * Asks all services that limit something for limits and use, whatever another one answers.
 *
 * @param cloud - the cloud
 */
export async function limitsOf(cloud: Cloud): Promise<Readonly<Record<QuotaSource, Limits | OpenStackError>>> {
  const attempt = async (ask: () => Promise<Limits>): Promise<Limits | OpenStackError> => {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
      return error;
    }
  };
  const absolute = (service: ServiceName): Promise<Limits | OpenStackError> =>
    attempt(async () => {
      const limits = ((await cloud.show(service, "/limits"))["absolute"] ?? {}) as Row;
      return { limits, used: limits };
    });
  const project = (await cloud.identity()).project?.id ?? "";
  const [compute, volumes, shares, network, balancers] = await Promise.all([
    ...(["compute", "block-storage", "shared-file-system"] as const).map(absolute),
    attempt(() => networkLimits(cloud, project)),
    attempt(async () => ({
      limits: await cloud.show("load-balancer", `/lbaas/quotas/${project}`),
      used: { load_balancer: (await cloud.list("load-balancer", "/lbaas/loadbalancers", { project_id: project, fields: "id" })).length },
    })),
  ]);
  return { compute: compute, volumes: volumes, shares: shares!, network: network!, balancers: balancers! };
}
