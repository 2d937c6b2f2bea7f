import type { AdminSite } from "../projects";

/** Output with the numbers that the data ask for, by project: a plan shows by it which number was taken out. */
export const REQUESTED_QUOTAS = "requested_quotas";

/**
 * Makes the name of the stack of a site's projects.
 *
 * @param site - the site
 */
export function adminStackName({ name }: Pick<AdminSite, "name">): string {
  return `${name}-admin`;
}
