import { after, type Change } from "../plan/changes";
import type { Failure } from "../terraform/ui-messages";

/** What Helm says of a release that something was under way with when it was cut off, and the statuses that its note of it can have. */
const CUT_OFF = [
  {
    says: /another operation \(install\/upgrade\/rollback\) is in progress|cannot re-use a name that is still in use/,
    statuses: ["pending-install", "pending-upgrade", "pending-rollback"],
    takenFor: "under way: a Terraform that was killed had begun it",
  },
  {
    says: /has no deployed releases/,
    statuses: ["uninstalling", "uninstalled", "unknown"],
    takenFor: "on its way out: a destroy that was cut off had begun it",
  },
] as const;

/**
 * Says what to do about releases that Helm takes for being made or taken away: while we hold the lock nobody else of us is at work on them.
 *
 * @param failures - what Terraform says has gone wrong
 * @param changes - what the plan was to change
 * @returns one hint for each release
 * @see https://github.com/helm/helm/blob/v3.18.5/pkg/release/status.go
 */
export function cutOffReleases(failures: readonly Failure[], changes: readonly Change[]): string[] {
  return failures.flatMap(({ text, address }) => {
    const cutOff = CUT_OFF.find(({ says }) => says.test(text));
    if (!cutOff) return [];
    const releases = changes.filter(({ resource }) => resource.type === "helm_release" && resource.address === address);
    return releases.map((change) => {
      const { name, namespace } = after(change);
      const selector = `owner=helm,name=${String(name)},status in (${cutOff.statuses.join(",")})`;
      return (
        `Helm takes release ${String(name)} for being ${cutOff.takenFor}. Where nobody runs helm now: ` +
        `\`kubectl delete secret --namespace ${String(namespace)} --selector '${selector}'\`, and the same command again`
      );
    });
  });
}
