import type { ProjectInOpenStack } from "../../projects";
import { partsOf, type NeededService } from "../../projects/parts";
import type { Cloud, CloudIdentity } from "../openstack/cloud";
import { serviceNamed, type ServiceName } from "../openstack/services";
import type { Check } from "./check";
import { named } from "./compare";
import type { Outside } from "./notebooks";

/**
 * Looks for the services that a project needs.
 *
 * @param project - the project
 * @param found - services of the catalogue
 */
export function serviceChecks(project: ProjectInOpenStack, found: readonly ServiceName[]): Check[] {
  const needed: NeededService[] = [
    { service: "container-infra", purpose: "clusters" },
    { service: "load-balancer", purpose: "load balancers" },
    ...partsOf(project).flatMap(({ services = [] }) => services),
    ...(project.site.octavia.barbican ? [{ service: "key-manager", purpose: "site.octavia.barbican" } as const] : []),
  ];
  return needed.map(({ service, purpose }): Check => {
    const subject = `service ${serviceNamed(service).project}, for ${purpose}`;
    if (found.includes(service)) return { subject, result: "ok", detail: "" };
    return { subject, result: "missing", detail: "it is not in the catalogue of this project; correct the file or ask the site" };
  });
}

/**
 * Looks whether Octavia has the provider that load balancers are asked from.
 *
 * @param project - the project
 * @param cloud - the cloud
 */
export async function providerChecks({ site }: ProjectInOpenStack, cloud: Cloud): Promise<Check[]> {
  return named("site.octavia.provider", [site.octavia.provider], await cloud.list("load-balancer", "/lbaas/providers"));
}

/**
 * Looks whether Barbican lets this login keep certificates in it.
 *
 * @param project - the project
 * @param cloud - the cloud
 */
export async function barbicanChecks({ site }: ProjectInOpenStack, cloud: Cloud): Promise<Check[]> {
  if (!site.octavia.barbican) return [];
  await cloud.list("key-manager", "/secrets", { limit: 1 });
  return [{ subject: "site.octavia.barbican", result: "ok", detail: "this login sees its secrets in Barbican" }];
}

/**
 * Asks the object store of the site's file for an answer, and compares its host with that of the catalogue. Without a key nothing can be said of
 * its region.
 *
 * @param project - the project
 * @param identity - who has logged in
 * @param outside - what is asked
 */
export async function objectStoreChecks({ site }: ProjectInOpenStack, { endpoints }: CloudIdentity, { get }: Outside): Promise<Check[]> {
  const endpoint = site.objectStore?.endpoint;
  if (endpoint === undefined) return [];
  const subject = `site.objectStore.endpoint ${endpoint}`;
  const swift = endpoints["object-store"];
  const other =
    swift !== undefined && new URL(swift).host !== new URL(endpoint).host ? `; the catalogue has an object store at ${swift}` : "";
  try {
    const { status } = await get(endpoint);
    if (status < 500) return [{ subject, result: "ok", detail: `it answers${other}` }];
    return [{ subject, result: "differs", detail: `it answers ${status}${other}; correct the site's file, or ask the site` }];
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return [{ subject, result: "not checkable", detail: `no answer to this machine: ${why}; the cluster must reach it${other}` }];
  }
}
