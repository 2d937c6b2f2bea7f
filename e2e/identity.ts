import { z } from "zod";
import type { OpenStackClient } from "../operate/openstack/client";
import type { Identity } from "./site";

const schema = z.object({ "auth.auth_url": z.string(), region_name: z.string().default("RegionOne") });

/**
 * Finds where an entry of clouds.yaml logs in.
 *
 * @param cloud - client of the cloud
 * @throws OpenStackError if there is no client or no such entry
 */
export async function identityOf(cloud: OpenStackClient): Promise<Identity> {
  const { "auth.auth_url": url, region_name: region } = schema.parse(await cloud.json("configuration", "show"));
  return { authUrl: url.replace(/\/?(v3)?\/?$/, "/v3"), region };
}
