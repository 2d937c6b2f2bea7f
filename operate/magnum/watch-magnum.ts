import type { Magnum } from "./magnum";

/** A cluster takes minutes, and Terraform asks Magnum every ten seconds itself. */
const EVERY_MS = 30_000;

/**
 * Asks Magnum now and then for the status of a cluster, until it is stopped; without an answer it is silent.
 *
 * @param magnum - Magnum of the cluster's cloud
 * @param cluster - name of the cluster
 * @param onStatus - gets the status
 */
export function watchMagnum(magnum: Magnum, cluster: string, onStatus: (status: string) => void): { stop: () => void } {
  const ask = async (): Promise<void> => {
    try {
      const found = await magnum.cluster(cluster);
      if (found) onStatus(found.reason ? `${found.status}: ${found.reason}` : found.status);
    } catch {
      // Only news for those who wait: what is wrong with Magnum Terraform says itself.
    }
  };
  const timer = setInterval(() => void ask(), EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
