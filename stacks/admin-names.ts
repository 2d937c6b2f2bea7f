import type { AdminSite } from "../projects";

/** Output with the numbers that the data ask for, by project: a plan shows by it which number was taken out. */
export const REQUESTED_QUOTAS = "requested_quotas";

/** Variable with the ids of private volume types by their names. */
export const VOLUME_TYPE_IDS = "volume_type_ids";

/**
 * Makes the name of the stack of a site's projects.
 *
 * @param site - the site
 */
export function adminStackName({ name }: Pick<AdminSite, "name">): string {
  return `${name}-admin`;
}
