import { effectiveLabel } from "../../constructs/kit/effective-label";
import { blockStorageProblems } from "../../constructs/kit/storage-checks";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { OpenStackSite, Site } from "../schema/site";
import { checkDigitalOceanVolumes } from "../check/digitalocean";
import { cloudTypes } from "./cloud-types";
import type { PlatformPart } from "./part";

/** Volumes: Cinder's, or DigitalOcean's. */
export const blockStorage: PlatformPart = {
  construct: "cinder-csi",
  digitalOceanConstruct: "digitalocean-volumes",
  check: checkBlockStorage,
  charts: ({ storage: { block } }, site) => {
    if (!block || site.kind !== "openstack") return [];
    return [
      ...(isDriverOurs(block, site) ? [{ chart: "cinderCsi" as const, values: block.values }] : []),
      ...(block.snapshotClass === undefined ? [] : [{ chart: "snapshotController" as const }]),
    ];
  },
  namespaces: ({ storage: { block } }, site) => {
    if (!block || site.kind !== "openstack") return [];
    return [...(isDriverOurs(block, site) ? ["cinder-csi"] : []), ...(block.snapshotClass === undefined ? [] : ["snapshot-controller"])];
  },
  credentials: {
    cinder: {
      revision: "storage.block.credentialsRevision",
      trial: "make a claim of a class in storage.block, and see it Bound and mounted",
    },
  },
  destroyedLast: { charts: ["cinderCsi"], types: ["kubernetes_storage_class_v1"] },
};

function isDriverOurs({ installDriver }: { readonly installDriver?: boolean }, { magnum: { driver } }: OpenStackSite): boolean {
  return installDriver ?? !MAGNUM_DRIVER_TRAITS[driver].installsCinderCsi;
}

/** Whether the Magnum driver installs Cinder CSI into the project's cluster; a second one would be of the same name. */
function hasCinderCsi({ cluster }: ProjectData, { magnum: { driver } }: OpenStackSite): boolean {
  const asked = effectiveLabel("cinder_csi_enabled", cluster);
  const isOff = driver !== "capi-helm" && asked !== undefined && /^(false|no|off|0|n|f)$/i.test(asked);
  return MAGNUM_DRIVER_TRAITS[driver].installsCinderCsi && !isOff;
}

function checkBlockStorage(project: ProjectData, site: Site, report: Report): void {
  const { block, shared } = project.storage;
  if (!block) return;
  if (site.kind === "digitalocean") return checkDigitalOceanVolumes(project, site, report);
  if (block.installDriver && hasCinderCsi(project, site)) {
    const isLasting = site.magnum.driver === "capi-helm";
    report(
      ["storage", "block", "installDriver"],
      `must be left out with driver ${site.magnum.driver}, whose clusters have the CSIDriver 'cinder.csi.openstack.org' already, got true` +
        (isLasting ? "" : "; with cluster.labels.cinder_csi_enabled false they have not"),
    );
  }
  for (const [index, { name, volumeType }] of block.classes.entries()) {
    const path = ["storage", "block", "classes", index];
    if (name === shared?.className) report([...path, "name"], `must be unique, got ${show(name)} twice`);
    if (volumeType !== undefined) {
      requireKnown([...path, "volumeType"], volumeType, site.volumeTypes, `volume type of site ${site.name}`, report);
    }
  }
  const types = cloudTypes(project, site);
  const problems = blockStorageProblems({ ...block, ...types, driver: site.magnum.driver, install: block.installDriver });
  for (const { path, message } of problems) report(["storage", "block", ...path], message);
}
