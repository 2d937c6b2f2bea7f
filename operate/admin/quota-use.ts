import {
  numbersOf,
  QUOTA_NUMBERS,
  requestedOf,
  type ProjectQuota,
  type QuotaService,
} from "../../constructs/openstack-project/quota-fields";
import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import { networkLimits, type Limits } from "../openstack/limits";
import type { Row } from "../openstack/rows";
import { serviceNamed } from "../openstack/services";

/** A number of a project's quota, beside what there is. */
export interface QuotaUse {
  /** Name of the project. */
  readonly project: string;
  /** Service that keeps it. */
  readonly service: QuotaService;
  /** Name in the service's API. */
  readonly name: string;
  /** What the data ask for. */
  readonly wanted: number;
  /** What the cloud has; undefined for a project that is not there yet, and where it does not say. */
  readonly current: number | undefined;
  /** How much of it is used; undefined where the cloud does not say. */
  readonly used: number | undefined;
}

/** Services whose quotas Terraform has no resource for. */
export const WITHOUT_RESOURCE: readonly QuotaService[] = ["shared-file-system", "container-infra"];

const NOTHING: Limits = { limits: {}, used: {} };
const SERVICES = [...new Set(Object.values(QUOTA_NUMBERS).map(({ service }) => service))] as QuotaService[];

/**
 * Asks what there is of the numbers that the data ask for.
 *
 * @param cloud - login of the administrator
 * @param project - name of the project, its id where it is there, and its quota
 * @param problem - called where a service cannot say it, and Terraform will
 * @throws OpenStackError if Manila or Magnum cannot say it
 */
export async function quotaUse(
  cloud: Cloud,
  { name: project, id, quota }: { readonly name: string; readonly id: string | undefined; readonly quota: ProjectQuota },
  problem: (text: string) => void,
): Promise<QuotaUse[]> {
  const asked = SERVICES.map(async (service): Promise<QuotaUse[]> => {
    const wanted = Object.entries(requestedOf(quota, service));
    if (wanted.length === 0) return [];
    const { limits, used } = id === undefined ? NOTHING : await numbersIn(cloud, service, id, problem);
    return wanted.map(([name, value]) => ({
      project,
      service,
      name,
      wanted: value,
      current: limit(limits, name),
      used: limit(used, name),
    }));
  });
  return (await Promise.all(asked)).flat();
}

function limit(row: Row, name: string): number | undefined {
  return typeof row[name] === "number" ? row[name] : undefined;
}

async function numbersIn(cloud: Cloud, service: QuotaService, id: string, problem: (text: string) => void): Promise<Limits> {
  try {
    return await ASK[service](cloud, id);
  } catch (error) {
    if (!(error instanceof OpenStackError) || WITHOUT_RESOURCE.includes(service)) throw error;
    problem(`what is used of ${serviceNamed(service).project} is not known: ${error.message}`);
    return NOTHING;
  }
}

/** Each number as an object with limit and use. */
function detailed(row: Row): Limits {
  const field = (name: string): Row =>
    Object.fromEntries(
      Object.entries(row).flatMap(([kind, value]) => (typeof value === "object" && value !== null ? [[kind, (value as Row)[name]]] : [])),
    );
  return { limits: field("limit"), used: field("in_use") };
}

const ASK: Readonly<Record<QuotaService, (cloud: Cloud, id: string) => Promise<Limits>>> = {
  compute: async (cloud, id) => detailed(await cloud.show("compute", `/os-quota-sets/${id}/detail`)),
  "block-storage": async (cloud, id) => detailed(await cloud.show("block-storage", `/os-quota-sets/${id}`, { usage: true })),
  network: networkLimits,
  "load-balancer": async (cloud, id) => {
    const kinds = { loadbalancer: "loadbalancers", listener: "listeners", pool: "pools", health_monitor: "healthmonitors" };
    const [limits, ...counts] = await Promise.all([
      cloud.show("load-balancer", `/lbaas/quotas/${id}`),
      ...Object.entries(kinds).map(async ([kind, path]): Promise<[string, number]> => {
        return [kind, (await cloud.list("load-balancer", `/lbaas/${path}`, { project_id: id, fields: "id" })).length];
      }),
    ]);
    return { limits: octaviaNames(limits), used: Object.fromEntries(counts) };
  },
  "shared-file-system": async (cloud, id) => detailed(await cloud.show("shared-file-system", `/quota-sets/${id}/detail`)),
  "container-infra": async (cloud, id) => {
    const name = QUOTA_NUMBERS.clusters.name;
    const [quota, stats] = await Promise.all([
      cloud.show("container-infra", `/quotas/${id}/${name}`),
      cloud.show("container-infra", "/stats", { project_id: id }),
    ]);
    return { limits: { [name]: quota["hard_limit"] }, used: { [name]: stats["clusters"] } };
  },
};

/** Octavia has had two spellings of some names, and answers with the older, the newer or both. */
function octaviaNames(limits: Row): Row {
  return { loadbalancer: limits["load_balancer"], health_monitor: limits["healthmonitor"], ...limits };
}

/**
 * Sets the quota of a service that Terraform has no resource for, and reads it back.
 *
 * @param cloud - login of the administrator
 * @param service - the service
 * @param id - id of the project
 * @param quota - the project's quota
 * @returns numbers that the service has otherwise than it was told, as sentences
 */
export async function setQuota(cloud: Cloud, service: QuotaService, id: string, quota: ProjectQuota): Promise<string[]> {
  const numbers = requestedOf(quota, service);
  if (service === "container-infra") await setClusters(cloud, id, numbers[QUOTA_NUMBERS.clusters.name]!);
  else await cloud.send("PUT", service, `/quota-sets/${id}`, { quota_set: numbers });
  const { limits } = await ASK[service](cloud, id);
  return Object.entries(numbers)
    .filter(([name, value]) => limits[name] !== value)
    .map(([name, value]) => `${serviceNamed(service).project} was told ${name} ${value} and has ${String(limits[name])}`);
}

/** Magnum shows its default where a project has no quota of its own, and changes only one that is there. */
async function setClusters(cloud: Cloud, project: string, hardLimit: number): Promise<void> {
  const resource = QUOTA_NUMBERS.clusters.name;
  const body = { project_id: project, resource, hard_limit: hardLimit };
  try {
    await cloud.send("PATCH", "container-infra", `/quotas/${project}/${resource}`, body);
  } catch (error) {
    if (!(error instanceof OpenStackError) || error.failure !== "not found") throw error;
    await cloud.send("POST", "container-infra", "/quotas", body);
  }
}

/** Whether a quota has numbers of a service. */
export function hasNumbers(quota: ProjectQuota, service: QuotaService): boolean {
  return numbersOf(service).some((field) => quota[field] !== undefined);
}
