import type { ProjectInOpenStack } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import type { Row } from "../openstack/rows";
import { DISTRIBUTIONS, driverSigns, shownDriver } from "../magnum/driver-signs";
import type { Check } from "./check";
import { shown, theOneNamed } from "./compare";

/**
 * Looks at the image of a version of Kubernetes.
 *
 * @param project - the project
 * @param version - the version
 * @param image - name of the image
 * @param cloud - the cloud
 */
export async function imageChecks(project: ProjectInOpenStack, version: string, image: string, cloud: Cloud): Promise<Check[]> {
  const { driver } = project.site.magnum;
  const subject = `site.magnum.images["${version}"]`;
  const checks = (await distributionChecks(subject, project, image, cloud)).filter(({ result }) => result !== "ok");
  const kube = await imageProperty(image, "kube_version", cloud);
  if (driver === "capi-helm" && String(kube).replace(/^v/, "") !== version) {
    const detail = `kube_version is ${shown(kube)}, capi-helm takes the version of Kubernetes from there; name an image with ${version}`;
    checks.push({ subject: `${subject} ${image}`, result: kube === undefined ? "missing" : "differs", detail });
  }
  return checks.length > 0 ? checks : [{ subject: `${subject} ${image}`, result: "ok", detail: "" }];
}

/**
 * Compares an image's operating system with the driver: Magnum chooses the driver by it.
 *
 * @param subject - field that names the image
 * @param project - the project
 * @param image - name of the image
 * @param cloud - the cloud
 */
export async function distributionChecks(subject: string, { site }: ProjectInOpenStack, image: string, cloud: Cloud): Promise<Check[]> {
  const { driver } = site.magnum;
  const distribution = await imageProperty(image, "os_distro", cloud);
  const allowed = DISTRIBUTIONS[driver];
  if (allowed.includes(String(distribution))) return [{ subject: `${subject} ${image}`, result: "ok", detail: "" }];
  const detail = `os_distro is ${shown(distribution)}, driver ${driver} takes ${allowed.join(", ")}; name another image or another driver`;
  return [{ subject: `${subject} ${image}`, result: distribution === undefined ? "missing" : "differs", detail }];
}

async function imageProperty(image: string, property: string, cloud: Cloud): Promise<unknown> {
  return (await theOneNamed(cloud, "image", "/images", image))[property];
}

/** Node groups came with 1.9, empty ones with 1.10. */
const MICROVERSION = 10;

/**
 * Looks whether Magnum is new enough.
 *
 * @param found - its versions
 */
export function microversionChecks(found: readonly Row[]): Check[] {
  const subject = "Magnum's microversion";
  const newest = found.map((row) => String(row["max_version"])).find((version) => /^1\.\d+$/.test(version));
  if (newest === undefined) return [{ subject, result: "not checkable", detail: "Magnum does not tell it" }];
  if (Number(newest.slice(2)) >= MICROVERSION) return [{ subject: `${subject} ${newest}`, result: "ok", detail: "" }];
  return [{ subject, result: "differs", detail: `it is ${newest}, node groups need 1.${MICROVERSION}; ask the site for a newer Magnum` }];
}

/**
 * Looks at the project's cluster.
 *
 * @param project - the project
 * @param found - clusters of the cloud
 */
export function clusterChecks({ id }: ProjectInOpenStack, found: readonly Row[]): Check[] {
  const cluster = found.find((row) => row["name"] === id);
  const subject = `cluster ${id}`;
  if (!cluster) return [{ subject, result: "ok", detail: "is not there yet" }];
  const status = String(cluster["status"]);
  if (!status.endsWith("_FAILED")) return [{ subject, result: "ok", detail: `is there: ${status}` }];
  return [{ subject, result: "differs", detail: `is ${status}: openstack coe cluster show ${id} has the reason` }];
}

/**
 * Compares the driver with what shows it in Magnum. Only a cluster that runs is proof; templates are what somebody has prepared.
 *
 * @param project - the project
 * @param clusters - the cloud, as clusters are made
 * @param found - its clusters
 */
export async function driverChecks({ site }: ProjectInOpenStack, clusters: Cloud, found: readonly Row[]): Promise<Check[]> {
  const { driver } = site.magnum;
  const subject = `site.magnum.driver ${driver}`;
  const templates = await clusters.list("container-infra", "/clustertemplates");
  const signs = driverSigns({ clusters: found, templates, images: [] });
  const shown = shownDriver(signs);
  const because = (shown?.signs ?? signs).map(({ sign }) => sign).join(", ");
  if (signs.length === 0)
    return [
      { subject, result: "not checkable", detail: "no cluster and no template shows it; ask the site, os_distro alone does not tell" },
    ];
  if (!shown) return [{ subject, result: "not checkable", detail: `there are signs of several drivers: ${because}; ask the site` }];
  if (shown.driver === driver) return [{ subject, result: "ok", detail: `${shown.isSure ? "" : "probably: "}${because}` }];
  if (shown.isSure)
    return [
      { subject, result: "differs", detail: `it is ${shown.driver}: ${because}; correct the site's file, or name images of ${driver}` },
    ];
  return [{ subject, result: "not checkable", detail: `it may be ${shown.driver}: ${because}; ask the site` }];
}
