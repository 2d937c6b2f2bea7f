import { createHash } from "node:crypto";
import type { ProjectInOpenStack } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import type { Row } from "../openstack/rows";
import type { Check } from "./check";
import { named } from "./compare";
import type { Outside } from "./notebooks";

/**
 * Looks for the keypair of whoever makes the cluster.
 *
 * @param project - the project
 * @param clusters - the cloud, as clusters are made
 */
export async function keypairChecks({ id, cluster }: ProjectInOpenStack, clusters: Cloud): Promise<Check[]> {
  if (!cluster.keypair) return [];
  if (!("name" in cluster.keypair)) {
    const row = (await clusters.list("compute", "/os-keypairs")).find((candidate) => candidate["name"] === id);
    return [ownKeypairCheck(id, cluster.keypair.publicKey, row)];
  }
  const { name } = cluster.keypair;
  const [check] = named("cluster.keypair", [name], await clusters.list("compute", "/os-keypairs"));
  const detail = `the user of the clusters' credentials has no keypair of that name: openstack keypair create --public-key FILE ${name}`;
  return [check!.result === "ok" ? check! : { ...check!, detail }];
}

/** The stack makes a keypair of the cluster's name; another key under that name ends in a conflict. */
function ownKeypairCheck(name: string, publicKey: string, row: Row | undefined): Check {
  const subject = "cluster.keypair.publicKey";
  if (!row) return { subject, result: "ok", detail: "the cluster stack makes the keypair" };
  const digest = createHash("md5")
    .update(Buffer.from(publicKey.split(/\s+/)[1] ?? "", "base64"))
    .digest("hex");
  if (row["fingerprint"] === digest.match(/../g)!.join(":")) return { subject, result: "ok", detail: `keypair ${name} has this key` };
  const detail = `keypair ${name} is there with another key: openstack keypair delete ${name}, or write cluster.keypair { name: "${name}" }`;
  return { subject, result: "differs", detail };
}

/**
 * Looks at the credential for clusters: Magnum makes a trust, which a restricted application credential must not.
 *
 * @param project - the project
 * @param clusters - the cloud, as clusters are made
 */
export async function credentialChecks({ site }: ProjectInOpenStack, clusters: Cloud): Promise<Check[]> {
  const subject = `site.clouds.clusters ${site.clouds.clusters}`;
  const { by, applicationCredential } = await clusters.identity();
  if (!applicationCredential) return [{ subject, result: "ok", detail: `logs in by ${by}` }];
  if (!applicationCredential.isRestricted) return [{ subject, result: "ok", detail: "an unrestricted application credential" }];
  const detail =
    "it is a restricted application credential, with which Magnum cannot create a trust: openstack application credential create --unrestricted NAME";
  return [{ subject, result: "differs", detail }];
}

/**
 * Compares the region that an entry of clouds.yaml leads to with that of the site's file.
 *
 * @param project - the project
 * @param cloud - the cloud
 */
export async function regionChecks({ site }: ProjectInOpenStack, cloud: Cloud): Promise<Check[]> {
  const { region, regions } = await cloud.identity();
  const ours = site.identity.region;
  const subject = `site.identity.region ${ours}, for the entry ${cloud.name}`;
  if (region === ours) return [{ subject, result: "ok", detail: "" }];
  const has = `the cloud has ${regions.join(", ") || "none"}`;
  const detail =
    region === undefined
      ? `the entry has no region_name, and ${has}; write region_name: ${ours} into it`
      : `region_name of the entry is ${region}, ${has}; correct the site's file or the entry`;
  return [{ subject, result: "differs", detail }];
}

/**
 * Compares the address of Keystone that pods get with that of this login; another one may be right, if Keystone answers there.
 *
 * @param project - the project
 * @param cloud - the cloud
 * @param outside - what is asked
 */
export async function authUrlChecks({ site }: ProjectInOpenStack, cloud: Cloud, { get }: Outside): Promise<Check[]> {
  const { authUrl } = site.identity;
  const subject = `site.identity.authUrl ${authUrl}`;
  const theirs = (await cloud.identity()).authUrl;
  if (theirs === authUrl) return [{ subject, result: "ok", detail: "" }];
  const other = `the entry ${cloud.name} logs in at ${theirs}`;
  try {
    const { status, text } = await get(authUrl);
    if (status === 200 && /"id": *"v3/.test(text)) return [{ subject, result: "ok", detail: `Keystone answers there too; ${other}` }];
    return [{ subject, result: "differs", detail: `no Keystone answers there (HTTP ${status}), ${other}; correct the site's file` }];
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return [{ subject, result: "not checkable", detail: `no answer to this machine: ${why}; ${other}; the cluster must reach it` }];
  }
}
