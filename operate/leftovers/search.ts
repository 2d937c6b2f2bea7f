import { clustersOf } from "./clusters";
import type { Search } from "./find";
import { openStackClient } from "../openstack/client";
import type { Target } from "../terraform/target";

/** Longest time that one call of the client may take, in seconds. */
const TIMEOUT_SECONDS = 120;

/**
 * Asks Magnum whose things there may be in a project's cloud.
 *
 * @param target - the project
 * @param pastIds - UUIDs and driver's names that clusters of it have had
 */
export async function searchFor(
  { project, otherProjects }: Pick<Target, "project" | "otherProjects">,
  pastIds: readonly string[],
): Promise<Search> {
  const { clouds } = project.site;
  const logins = {
    project: openStackClient({ cloud: clouds.project, timeoutSeconds: TIMEOUT_SECONDS }),
    clusters: openStackClient({ cloud: clouds.clusters, timeoutSeconds: TIMEOUT_SECONDS }),
  };
  return { project, logins, clusters: await clustersOf(logins.clusters, project.id, otherProjects, pastIds) };
}
