import { after, type Change } from "../plan/changes";
import type { Failure } from "../terraform/ui-messages";

const PENDING = /another operation \(install\/upgrade\/rollback\) is in progress|cannot re-use a name that is still in use/;

/**
 * Says what to do about releases that Helm takes for being under way: while we hold the lock nobody else of us is at work on them.
 *
 * @param failures - what Terraform says has gone wrong
 * @param changes - what the plan was to change
 * @returns one hint for each release
 */
export function pendingReleases(failures: readonly Failure[], changes: readonly Change[]): string[] {
  return failures
    .filter(({ text }) => PENDING.test(text))
    .flatMap(({ address }) => changes.filter(({ resource }) => resource.type === "helm_release" && resource.address === address))
    .map((change) => {
      const { name, namespace } = after(change);
      const selector = `owner=helm,name=${String(name)},status in (pending-install,pending-upgrade,pending-rollback)`;
      return (
        `Helm takes release ${String(name)} for being under way: a Terraform that was killed had begun it. Where nobody runs helm now: ` +
        `\`kubectl delete secret --namespace ${String(namespace)} --selector '${selector}'\`, and the same command again`
      );
    });
}
