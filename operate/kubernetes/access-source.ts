import { isInOpenStack, type Project } from "../../projects";
import { digitalOcean } from "../digitalocean/digitalocean";
import { magnumOf, type Magnum } from "../magnum/magnum";

/** Who gives an administrator's access to the cluster of a project: Magnum, or DigitalOcean. */
export function accessSource(project: Project): Pick<Magnum, "access"> {
  return isInOpenStack(project) ? magnumOf(project.site.clouds.clusters) : digitalOcean();
}

/** Magnum of a project's clusters; undefined where others run them. */
export function magnumFor(project: Project): Magnum | undefined {
  return isInOpenStack(project) ? magnumOf(project.site.clouds.clusters) : undefined;
}
