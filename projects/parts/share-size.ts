import { SMALLEST_SHARE_GIB } from "../../constructs/digitalocean-storage/nfs-storage-names";
import type { PlatformData } from "../schema/project";

/**
 * Size of the share that all shared volumes of a project are folders of, in GiB: what the file says, else what is claimed of it.
 *
 * @param project - checked project with storage.shared
 */
export function shareSizeGiB({ storage: { shared }, spark, notebooks }: Pick<PlatformData, "storage" | "spark" | "notebooks">): number {
  const isOfShare = (storageClass: string | undefined): boolean => storageClass === undefined || storageClass === shared?.className;
  const volumes = (spark?.volumes ?? []).filter(({ storageClass }) => isOfShare(storageClass));
  const claimed = volumes.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0) * (spark?.namespaces.length ?? 0);
  const home = notebooks?.home;
  const homes = home?.kind === "shared" && isOfShare(home.storageClass) ? home.sizeGiB : 0;
  return shared?.sizeGiB ?? Math.max(SMALLEST_SHARE_GIB, claimed + homes);
}
