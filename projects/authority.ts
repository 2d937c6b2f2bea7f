import type { PlatformData } from "./schema/project";
import type { OpenStackSite, Site } from "./schema/site";

/**
 * Certificates of the private authority that signs for the bucket of a site's states.
 *
 * @param site - the site
 * @returns undefined where states are elsewhere, or the cloud has no such authority
 */
export function backendAuthority(site: Site | Pick<OpenStackSite, "kind" | "backend" | "identity">): string | undefined {
  const { backend } = site;
  return backend.kind === "s3" && isHttps(backend.endpoint) ? authorityOf(site) : undefined;
}

/**
 * Certificates of the private authority that signs for the object store of a project's jobs.
 *
 * @param project - the project
 * @param site - its site
 * @returns undefined where jobs have none of the site's, or the cloud has no such authority
 */
export function objectStoreAuthority({ spark }: Pick<PlatformData, "spark">, site: Site): string | undefined {
  if (!spark?.objectStore || spark.objectStore.from === "rook" || !site.objectStore) return undefined;
  return isHttps(site.objectStore.endpoint) ? authorityOf(site) : undefined;
}

function authorityOf(site: Site | Pick<OpenStackSite, "kind" | "identity">): string | undefined {
  return site.kind === "openstack" ? site.identity.caCertificate : undefined;
}

function isHttps(address: string): boolean {
  return address.startsWith("https://");
}
