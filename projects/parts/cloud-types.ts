import type { CloudTypes } from "../../constructs/kit/driver-objects";
import { effectiveLabel } from "../../constructs/kit/effective-label";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";

/**
 * Types of the site that the Magnum driver makes storage classes of in a project's cluster.
 *
 * @param project - the project, whose labels decide about shares
 * @param site - its site
 */
export function cloudTypes({ cluster }: PlatformData, site: Site): CloudTypes {
  if (site.kind !== "openstack") return {};
  const { volumeTypes, defaultVolumeType } = site;
  const hasShareClasses = effectiveLabel("manila_csi_share_network_id", cluster) !== undefined;
  return { volumeTypes, defaultVolumeType, shareTypes: hasShareClasses ? Object.keys(site.shareTypes) : [] };
}
