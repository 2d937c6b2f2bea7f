import { clusterName, type HasCluster } from "../../projects";
import { kubeconfigOf, type Kubeconfig } from "../credentials/kubeconfig-file";
import type { Magnum } from "../magnum/magnum";

/**
 * Lets Magnum make an administrator's kubeconfig, with a new key and certificate each time.
 *
 * @param magnum - Magnum of the cluster's cloud
 * @param project - the project, whose name the context gets
 * @throws Error if Magnum has no such cluster, or its API has no address yet
 */
export async function administratorKubeconfig(magnum: Pick<Magnum, "access">, project: HasCluster): Promise<Kubeconfig> {
  return kubeconfigOf(await magnum.access(clusterName(project)), project.id);
}
