/** Service that keeps a quota. */
export type QuotaService = "compute" | "block-storage" | "network" | "load-balancer" | "shared-file-system" | "container-infra";

/** A number that a service limits. */
export interface QuotaNumber {
  /** Service that keeps it. */
  readonly service: QuotaService;
  /** Name in the service's API. */
  readonly name: string;
  /** What is counted. */
  readonly what: string;
}

/**
 * The numbers of a project's quota, by the field that data have them in.
 *
 * @see https://docs.openstack.org/api-ref/compute/#quota-sets-os-quota-sets
 * @see https://docs.openstack.org/api-ref/block-storage/v3/#quota-sets-extension-os-quota-sets
 * @see https://docs.openstack.org/api-ref/network/v2/#quotas-extension-quotas
 * @see https://docs.openstack.org/api-ref/load-balancer/v2/#quotas
 * @see https://docs.openstack.org/api-ref/shared-file-system/#quota-sets
 * @see https://docs.openstack.org/api-ref/container-infrastructure-management/#quotas
 */
export const QUOTA_NUMBERS = {
  instances: { service: "compute", name: "instances", what: "instances" },
  cores: { service: "compute", name: "cores", what: "vCPUs" },
  memoryMiB: { service: "compute", name: "ram", what: "memory in MiB" },
  keypairs: { service: "compute", name: "key_pairs", what: "keypairs of a user" },
  serverGroups: { service: "compute", name: "server_groups", what: "server groups" },
  serverGroupMembers: { service: "compute", name: "server_group_members", what: "members of a server group" },
  volumes: { service: "block-storage", name: "volumes", what: "volumes" },
  gigabytes: { service: "block-storage", name: "gigabytes", what: "GB of volumes and snapshots" },
  snapshots: { service: "block-storage", name: "snapshots", what: "snapshots of volumes" },
  gigabytesPerVolume: { service: "block-storage", name: "per_volume_gigabytes", what: "GB of one volume" },
  backups: { service: "block-storage", name: "backups", what: "backups of volumes" },
  backupGigabytes: { service: "block-storage", name: "backup_gigabytes", what: "GB of backups" },
  floatingIps: { service: "network", name: "floatingip", what: "floating IPs" },
  networks: { service: "network", name: "network", what: "networks" },
  subnets: { service: "network", name: "subnet", what: "subnets" },
  routers: { service: "network", name: "router", what: "routers" },
  ports: { service: "network", name: "port", what: "ports" },
  securityGroups: { service: "network", name: "security_group", what: "security groups" },
  securityGroupRules: { service: "network", name: "security_group_rule", what: "rules of security groups" },
  loadBalancers: { service: "load-balancer", name: "loadbalancer", what: "load balancers" },
  listeners: { service: "load-balancer", name: "listener", what: "listeners of load balancers" },
  pools: { service: "load-balancer", name: "pool", what: "pools of load balancers" },
  poolMembers: { service: "load-balancer", name: "member", what: "members of pools" },
  healthMonitors: { service: "load-balancer", name: "health_monitor", what: "health monitors of pools" },
  shares: { service: "shared-file-system", name: "shares", what: "Manila shares" },
  shareGigabytes: { service: "shared-file-system", name: "gigabytes", what: "GB of Manila shares" },
  shareSnapshots: { service: "shared-file-system", name: "snapshots", what: "snapshots of Manila shares" },
  shareNetworks: { service: "shared-file-system", name: "share_networks", what: "share networks of Manila" },
  clusters: { service: "container-infra", name: "Cluster", what: "clusters of Magnum" },
} as const satisfies Readonly<Record<string, QuotaNumber>>;

/** Field of a project's quota. */
export type QuotaNumberName = keyof typeof QUOTA_NUMBERS;

/** Fields of the quota that a service keeps. */
export function numbersOf(service: QuotaService): QuotaNumberName[] {
  return (Object.keys(QUOTA_NUMBERS) as QuotaNumberName[]).filter((field) => QUOTA_NUMBERS[field].service === service);
}

/** Numbers of a project's quota; -1 is unlimited, and what is left out stays as the service has it. */
export type ProjectQuota = Readonly<Partial<Record<QuotaNumberName, number>>> & {
  /**
   * Numbers of single volume types.
   *
   * @default - none
   */
  readonly volumeTypes?: Readonly<Record<string, VolumeTypeQuota>> | undefined;
};

/** Numbers of a volume type; -1 is unlimited, and what is left out stays as Cinder has it. */
export interface VolumeTypeQuota {
  /** Volumes of it. */
  readonly volumes?: number | undefined;
  /** GB of them. */
  readonly gigabytes?: number | undefined;
  /** Snapshots of them. */
  readonly snapshots?: number | undefined;
}

/**
 * The numbers of a quota under the names of a service, those of volume types included.
 *
 * @param quota - the quota
 * @param service - the service
 */
export function requestedOf(quota: ProjectQuota, service: QuotaService): Record<string, number> {
  const pairs = numbersOf(service).flatMap((field): [string, number][] => {
    const value = quota[field];
    return value === undefined ? [] : [[QUOTA_NUMBERS[field].name, value]];
  });
  return Object.fromEntries([...pairs, ...(service === "block-storage" ? volumeTypeNumbers(quota) : [])]);
}

/**
 * The numbers of volume types under Cinder's names, such as `gigabytes_ssd`.
 *
 * @param quota - the quota
 */
export function volumeTypeNumbers({ volumeTypes = {} }: ProjectQuota): [string, number][] {
  return Object.entries(volumeTypes).flatMap(([type, numbers]) =>
    Object.entries(numbers as Record<string, number | undefined>).flatMap(([name, value]): [string, number][] =>
      value === undefined ? [] : [[`${name}_${type}`, value]],
    ),
  );
}
