import { clusterName, type ProjectInOpenStack } from "../../projects";
import { clustersOf } from "./clusters";
import type { Search } from "./find";
import { openCloud } from "../openstack/cloud";
import type { Target } from "../terraform/target";

/** Longest time that one answer may take, in seconds: a crowded service lists slowly. */
const TIMEOUT_SECONDS = 120;

/**
 * Asks Magnum whose things there may be in a project's cloud.
 *
 * @param target - the project
 * @param pastIds - UUIDs and driver's names that clusters of it have had
 */
export async function searchFor(
  { project, otherProjects }: Pick<Target, "otherProjects"> & { readonly project: ProjectInOpenStack },
  pastIds: readonly string[],
): Promise<Search> {
  const { clouds } = project.site;
  const logins = {
    project: openCloud({ cloud: clouds.project, timeoutSeconds: TIMEOUT_SECONDS }),
    clusters: openCloud({ cloud: clouds.clusters, timeoutSeconds: TIMEOUT_SECONDS }),
  };
  return { project, logins, clusters: await clustersOf(logins.clusters, clusterName(project), otherProjects, pastIds) };
}
