import { escapeTemplates } from "../constructs/kit/escape";
import type { AdminProject } from "./schema/admin";
import type { ProjectData } from "./schema/project";
import { quotaSchema } from "./schema/quota";
import type { Report } from "./schema/report";
import { show } from "./schema/problems";
import { isOpenStack, type OpenStackSite, type Site } from "./schema/site";

/** A site whose projects an administrator keeps here; every string is literal text for Terraform. */
export interface AdminSite extends Omit<OpenStackSite, "admin" | "clouds"> {
  /** Entries of clouds.yaml, with the administrator's. */
  readonly clouds: OpenStackSite["clouds"] & { readonly admin: string };
  /** Its projects. */
  readonly admin: NonNullable<OpenStackSite["admin"]>;
  /** File that has it, for messages. */
  readonly file: string;
}

/**
 * Finds the sites whose projects an administrator keeps here.
 *
 * @param sites - checked sites by name
 * @param files - files by the name of the site
 */
export function adminSites(sites: ReadonlyMap<string, Site>, files: ReadonlyMap<string, string>): AdminSite[] {
  return [...sites.values()].filter(isOpenStack).flatMap((site) => {
    const { admin, clouds } = site;
    if (!admin || clouds.admin === undefined) return [];
    return [{ ...escapeTemplates({ ...site, admin, clouds: { ...clouds, admin: clouds.admin } }), file: files.get(site.name)! }];
  });
}

/**
 * Finds the OpenStack project that a project lives in, among those that an administrator keeps.
 *
 * @param site - the site, with the project's own entries of clouds.yaml
 */
export function adminProjectOf({ admin, clouds }: Pick<OpenStackSite, "admin" | "clouds">): AdminProject | undefined {
  return admin?.projects.find(({ name, cloud = name }) => cloud === clouds.project);
}

type Quota = NonNullable<ProjectData["quota"]>;

/**
 * Gives a project the quota that its site's administrator sets, and reports numbers of its own that are others.
 *
 * @param data - the project as its file has it
 * @param input - the file
 * @param site - the site, with the project's own entries of clouds.yaml
 * @param report - called for each number that differs
 */
export function withAdminQuota(data: ProjectData, input: unknown, site: Site | undefined, report: Report): ProjectData {
  const kept = site?.kind === "openstack" ? adminProjectOf(site) : undefined;
  if (!kept?.quota) return data;
  const own = (input as { readonly quota?: Readonly<Record<string, unknown>> }).quota ?? {};
  const fields = Object.keys(quotaSchema.shape) as (keyof Quota)[];
  const quota = fields.map((field): [keyof Quota, number] => {
    const theirs = kept.quota![field];
    if (theirs !== undefined && own[field] !== undefined && own[field] !== theirs) {
      const message = `must be ${theirs}, as admin.projects of site ${site!.name} has it for ${show(kept.name)}, or leave out all of quota, got ${show(own[field])}`;
      report(["quota", field], message);
    }
    return [field, theirs ?? data.quota?.[field] ?? -1];
  });
  return { ...data, quota: Object.fromEntries(quota) as unknown as Quota };
}
