import type { ProjectData } from "../schema/project";
import type { OpenStackSite } from "../schema/site";

/**
 * Labels of a project's cluster template: those of its site, and its own, which win.
 *
 * @param cluster - what the project says of its cluster
 * @param site - its site
 */
export function templateLabels(cluster: ProjectData["cluster"], site: OpenStackSite): Record<string, string | number | boolean> {
  const { containerInfraPrefix } = site.magnum;
  return {
    octavia_provider: site.octavia.provider,
    ...(containerInfraPrefix !== undefined && { container_infra_prefix: containerInfraPrefix }),
    ...cluster.labels,
  };
}
