import { managedResources } from "./state";
import type { Stack } from "./stacks";
import type { Session } from "./terraform";
import type { Failure } from "./ui-messages";

/**
 * Tells whether a plan failed only because Magnum has no certificate of a cluster whose creation has failed. The provider wants it whenever it reads
 * the cluster, so that neither a destroy nor a deploy could ever take the failed one away.
 *
 * @param failures - what Terraform says has gone wrong
 * @param session - the session
 * @param stack - the stack
 */
export async function isUnreadable(failures: readonly Failure[], session: Session, stack: Stack): Promise<boolean> {
  const says = /Error building kubeconfig for openstack_containerinfra_cluster_v1/;
  if (failures.length === 0 || !failures.every(({ text }) => says.test(text))) return false;
  const resources = await managedResources(session, stack);
  const addresses = resources.filter(({ tainted }) => tainted).map(({ address }) => address);
  return failures.every(({ address }) => address !== undefined && addresses.includes(address));
}
