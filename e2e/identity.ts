import type { Cloud } from "../operate/openstack/cloud";
import type { Identity } from "./site";

/**
 * Finds where an entry of clouds.yaml logs in.
 *
 * @param cloud - the cloud
 * @throws OpenStackError if there is no such entry, or it lets nobody in
 */
export async function identityOf(cloud: Cloud): Promise<Identity> {
  const { authUrl, region = "RegionOne" } = await cloud.identity();
  return { authUrl, region };
}
