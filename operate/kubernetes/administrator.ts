import type { Kubeconfig } from "../credentials/kubeconfig-file";
import { kubeconfigOf } from "../credentials/kubeconfig-file";
import type { Magnum } from "../magnum/magnum";

/**
 * Lets Magnum make an administrator's kubeconfig, with a new key and certificate each time.
 *
 * @param magnum - Magnum of the cluster's cloud
 * @param project - name of the project, which is the cluster's
 * @throws Error if Magnum has no such cluster, or its API has no address yet
 */
export async function administratorKubeconfig(magnum: Pick<Magnum, "access">, project: string): Promise<Kubeconfig> {
  return kubeconfigOf(await magnum.access(project), project);
}
