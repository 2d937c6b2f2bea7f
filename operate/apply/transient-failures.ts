import type { Failure } from "../terraform/ui-messages";

/** Pauses before the tries after the first one, in seconds. */
export const PAUSES_S = [15, 30, 60, 120];

interface Race {
  readonly says: RegExp;
  /** Type of resource, by the beginning of its address. */
  readonly at: RegExp;
  readonly because: string;
}

// Each has been seen, on a real Magnum or a real Kubernetes API, to pass by itself.
const RACES: readonly Race[] = [
  {
    says: /to become deleted: .*is in an error state/is,
    at: /^openstack_containerinfra_/,
    because: "Magnum still shows the failed state of what it is deleting",
  },
  {
    says: /to become deleted: unexpected state '(CREATE|UPDATE)_COMPLETE'/,
    at: /^openstack_containerinfra_/,
    because: "Magnum has not begun yet to delete what it was told to",
  },
  {
    says: /release .* failed, and has been (uninstalled|rolled back)|context deadline exceeded|timed out waiting/i,
    at: /^helm_release\./,
    because: "the release has failed or was not ready in time; what it left was cleaned up",
  },
  {
    says: /still exists with finalizers: \[[^\]]*kubernetes\.io\/pvc-protection/,
    at: /^kubernetes_persistent_volume_claim/,
    because: "a pod still holds the claim",
  },
  {
    says: /connection refused|no route to host|i\/o timeout|TLS handshake timeout|connection reset by peer|server is currently unable to handle the request|ServiceUnavailable|http2: client connection lost|Kubernetes cluster unreachable/i,
    at: /^(kubernetes_|helm_|provider\[)/,
    because: "the Kubernetes API does not answer yet",
  },
];

/**
 * Finds why an apply that failed is worth another try: all that failed is known to pass by itself.
 *
 * @param failures - what Terraform says has gone wrong
 * @returns the reason, or undefined if something else failed as well
 */
export function raceOf(failures: readonly Failure[]): string | undefined {
  const reasons = failures.map(
    ({ text, address }) => RACES.find(({ says, at }) => says.test(text) && (address === undefined || at.test(address)))?.because,
  );
  return reasons.length > 0 && reasons.every((reason) => reason !== undefined) ? [...new Set(reasons)].join("; ") : undefined;
}
