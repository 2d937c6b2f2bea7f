import { isFound, type ProjectInOpenStack } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import { FATAL, OpenStackError } from "../openstack/failure";
import { flavorChecks } from "./flavors";
import { authUrlChecks, credentialChecks, keypairChecks, regionChecks } from "./login";
import { clusterChecks, distributionChecks, driverChecks, imageChecks, microversionChecks } from "./magnum";
import { existingNetworkChecks, networkChecks, storageNetwork } from "./networks";
import type { Check } from "./check";
import { existingClusterChecks } from "./existing-cluster";
import { kafkaChecks } from "./kafka";
import { notebookChecks, OUTSIDE, type Outside } from "./notebooks";
import { quotaChecks } from "./quotas";
import { barbicanChecks, objectStoreChecks, providerChecks, serviceChecks } from "./services";
import { needsVolumeTypes, shareTypeChecks, volumeTypeChecks } from "./storage";
import { volumeSizeChecks } from "./volume-sizes";

/** The two entries of clouds.yaml that a site names. */
export interface Clouds {
  /** For everything but clusters. */
  readonly project: Cloud;
  /** For clusters. */
  readonly clusters: Cloud;
}

/**
 * Compares a project and its site with the cloud, without changing anything there.
 *
 * @param project - the project
 * @param clouds - the cloud
 * @param outside - what is asked outside of the cloud; this machine's resolver and network by default
 * @throws OpenStackError if the cloud is not there or lets nobody in
 */
export async function preflight(
  project: ProjectInOpenStack,
  { project: cloud, clusters }: Clouds,
  outside: Outside = OUTSIDE,
): Promise<Check[]> {
  const { site } = project;
  // Whoever is not let in could check nothing, and nothing would be found wrong.
  await Promise.all([cloud.identity(), clusters.identity()]);
  const entries = clusters.name === cloud.name ? [cloud] : [cloud, clusters];
  const flavors = cloud.list("compute", "/flavors/detail", { is_public: "None" });
  const found = clusters.list("container-infra", "/clusters");
  const existingChecks = async (): Promise<Check[]> => existingClusterChecks(project, clusters, await found, await flavors);
  const groups = await Promise.all([
    ...entries.map((entry) => checkable("site.identity.region", () => regionChecks(project, entry))),
    checkable("site.identity.authUrl", () => authUrlChecks(project, cloud, outside)),
    checkable("site.magnum.driver", async () => driverChecks(project, clusters, await found)),
    checkable("site.flavors", async () => flavorChecks(project, await flavors)),
    ...Object.entries(isFound(project.cluster) ? {} : site.magnum.images).map(([version, image]) =>
      checkable(`site.magnum.images["${version}"]`, () => imageChecks(project, version, image, cloud)),
    ),
    ...project.nodeGroups.flatMap(({ image }, index) =>
      image === undefined
        ? []
        : [checkable(`nodeGroups[${index}].image`, () => distributionChecks(`nodeGroups[${index}].image`, project, image, cloud))],
    ),
    ...(project.cluster.network
      ? [checkable("cluster.network", () => existingNetworkChecks(project.cluster.nodeCidr, project.cluster.network!, cloud))]
      : []),
    checkable("site.externalNetwork", () => networkChecks("site.externalNetwork", site.externalNetwork, true, cloud)),
    ...storageNetwork(project).map(([subject, name, isExternal]) =>
      checkable(subject, () => networkChecks(subject, name, isExternal, cloud)),
    ),
    ...(needsVolumeTypes(project) ? [checkable("site.volumeTypes", () => volumeTypeChecks(project, cloud))] : []),
    ...(Object.keys(site.shareTypes).length > 0
      ? [checkable("site.shareTypes", async () => shareTypeChecks(project, await cloud.list("shared-file-system", "/types")))]
      : []),
    checkable("services", async () => serviceChecks(project, (await cloud.identity()).services)),
    checkable("site.octavia.provider", () => providerChecks(project, cloud)),
    checkable("site.octavia.barbican", () => barbicanChecks(project, cloud)),
    checkable("site.objectStore", async () => objectStoreChecks(project, await cloud.identity(), outside)),
    checkable("Magnum's microversion", async () => microversionChecks(await clusters.versions("container-infra"))),
    checkable("cluster.keypair", () => keypairChecks(project, clusters)),
    checkable("site.clouds.clusters", () => credentialChecks(project, clusters)),
    checkable("cluster", async () => (isFound(project.cluster) ? existingChecks() : clusterChecks(project, await found))),
    quotaChecks(project, cloud, found),
    checkable("quota of one volume", () => volumeSizeChecks(project, cloud)),
    notebookChecks(project, outside),
    kafkaChecks(project, outside),
  ]);
  return groups.flat();
}

/** What failures say of what was asked for; of others nothing can be said. */
const RESULTS: Readonly<Partial<Record<OpenStackError["failure"], Check["result"]>>> = {
  "not found": "missing",
  "no such service": "missing",
  conflict: "differs",
};

async function checkable(subject: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    if (!(error instanceof OpenStackError) || FATAL.includes(error.failure)) throw error;
    return [{ subject, result: RESULTS[error.failure] ?? "not checkable", detail: error.message }];
  }
}
