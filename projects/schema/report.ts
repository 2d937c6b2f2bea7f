import { isAtLeast } from "../../constructs/kit/minor-version";
import { list, show } from "./problems";

/** Reports a problem of the value that a path leads to. */
export type Report = (path: readonly PropertyKey[], message: string) => void;

/**
 * Reports a value that is none of those that there are.
 *
 * @param path - field
 * @param value - its value
 * @param known - what there is
 * @param what - what it has to be
 * @param report - called for a problem
 */
export function requireKnown(path: readonly PropertyKey[], value: string, known: readonly string[], what: string, report: Report): void {
  if (!known.includes(value)) report(path, `must be a ${what} (${list(known)}), got ${show(value)}`);
}

/**
 * Reports a part whose software does not run on a Kubernetes that is so old.
 *
 * @param path - the part
 * @param kubernetesVersion - version of the cluster, such as "1.30.2"
 * @param least - oldest minor version, such as "1.30"
 * @param report - called for a problem
 */
export function requireKubernetes(path: readonly PropertyKey[], kubernetesVersion: string, least: string, report: Report): void {
  if (isAtLeast(kubernetesVersion, least)) return;
  report(path, `needs Kubernetes ${least} or newer, got ${show(kubernetesVersion)}; choose a newer kubernetesVersion`);
}
