import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { ProjectInOpenStack } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import type { Row } from "../openstack/rows";
import type { Check } from "./check";
import { named } from "./compare";

/**
 * Compares share types and their protocols.
 *
 * @param project - the project
 * @param found - share types of the cloud
 */
export function shareTypeChecks({ site }: ProjectInOpenStack, found: readonly Row[]): Check[] {
  const checks = named("site.shareTypes", Object.keys(site.shareTypes), found);
  return checks.map((check) => {
    const [name, type] = Object.entries(site.shareTypes).find(([candidate]) => check.subject.endsWith(` ${candidate}`))!;
    const row = found.find((candidate) => candidate["name"] === name);
    const specs = { ...(row?.["required_extra_specs"] as Row), ...(row?.["optional_extra_specs"] as Row) };
    const protocol = specs["storage_protocol"];
    if (check.result !== "ok" || typeof protocol !== "string") return check;
    const offered = protocol.replace(/<\w+>/g, " ").split(/\s+/).filter(Boolean);
    if (offered.includes(type.protocol)) return check;
    return {
      ...check,
      result: "differs",
      detail: `storage_protocol is ${protocol}, the file says ${type.protocol}; correct the site's file`,
    };
  });
}

/** Volumes that labels or fields ask for by size, with the label that gives their type. */
const VOLUMES: Readonly<Record<MagnumDriver, readonly (readonly [size: string, type: string])[]>> = {
  heat: [
    ["boot_volume_size", "boot_volume_type"],
    ["etcd_volume_size", "etcd_volume_type"],
    ["dockerVolumeSizeGiB", "docker_volume_type"],
  ],
  // The others have Cinder's own default there: the driver leaves the type out.
  "capi-helm": [],
  vexxhost: [
    ["boot_volume_size", "boot_volume_type"],
    ["etcd_volume_size", "etcd_volume_type"],
    ["dockerVolumeSizeGiB", "docker_volume_type"],
  ],
};

/** Types that no label gives, so that Magnum or its driver takes one by itself. */
function defaultedTypes({ cluster, site }: ProjectInOpenStack): string[] {
  const given: Readonly<Record<string, unknown>> = { ...cluster, ...cluster.labels, ...cluster.clusterLabels };
  return VOLUMES[site.magnum.driver]
    .filter(([size, type]) => Number(given[size] ?? 0) > 0 && given[type] === undefined)
    .map(([, type]) => type);
}

/** Whether volume types are to be looked at. */
export function needsVolumeTypes(project: ProjectInOpenStack): boolean {
  const { volumeTypes, defaultVolumeType } = project.site;
  return volumeTypes.length > 0 || defaultVolumeType !== undefined || defaultedTypes(project).length > 0;
}

/**
 * Compares volume types: Heat takes the first type that Cinder lists, unless magnum.conf has one; vexxhost takes Cinder's default type.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/common/cinder.py (_get_random_volume_type)
 * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/magnum_cluster_api/integrations/cinder.py (get_default_boot_volume_type)
 */
export async function volumeTypeChecks(project: ProjectInOpenStack, cloud: Cloud): Promise<Check[]> {
  const { site } = project;
  const { driver } = site.magnum;
  const defaulted = defaultedTypes(project);
  const listed = await cloud.list("block-storage", "/types");
  const asksCinder = driver === "vexxhost" && (site.defaultVolumeType !== undefined || defaulted.length > 0);
  const cinders = asksCinder ? await cloud.show("block-storage", "/types/default") : undefined;
  const checks = named("site.volumeTypes", site.volumeTypes, listed);
  if (site.defaultVolumeType !== undefined)
    checks.push(...defaultTypeChecks(site.defaultVolumeType, listed, asksCinder ? cinders : undefined));
  const taken = driver === "vexxhost" ? cinders : listed[0];
  for (const type of defaulted) {
    const subject = `cluster.labels.${type}`;
    const whose = driver === "vexxhost" ? "Cinder's default type" : "the first type that Cinder lists, unless magnum.conf has one";
    if (taken) checks.push({ subject, result: "ok", detail: `none is given: driver ${driver} takes ${whose}, ${String(taken["name"])}` });
    else checks.push({ subject, result: "missing", detail: `none is given, and driver ${driver} finds none to take; name a type` });
  }
  return checks;
}

function defaultTypeChecks(name: string, listed: readonly Row[], cinders: Row | undefined): Check[] {
  const [check] = named("site.defaultVolumeType", [name], listed);
  if (check!.result !== "ok" || !cinders || cinders["name"] === name) return [check!];
  return [{ ...check!, result: "differs", detail: `Cinder's default type is ${String(cinders["name"])}; correct the site's file` }];
}
