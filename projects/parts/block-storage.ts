import { blockStorageProblems } from "../../constructs/kit/storage-checks";
import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { OpenStackSite } from "../schema/site";
import type { PlatformPart } from "./part";

/** Cinder's volumes. */
export const blockStorage: PlatformPart = {
  construct: "cinder-csi",
  title: "Cinder storage",
  check: checkBlockStorage,
  charts: ({ storage: { block } }, site) => {
    if (!block) return [];
    const isDriverOurs = block.installDriver ?? !MAGNUM_DRIVER_TRAITS[site.magnum.driver].installsCinderCsi;
    return [
      ...(isDriverOurs ? [{ chart: "cinderCsi" as const, values: block.values }] : []),
      ...(block.snapshotClass === undefined ? [] : [{ chart: "snapshotController" as const }]),
    ];
  },
  credentials: {
    cinder: {
      revision: "storage.block.credentialsRevision",
      trial: "make a claim of a class in storage.block, and see it Bound and mounted",
    },
  },
  destroyedLast: { charts: ["cinderCsi"], types: ["kubernetes_storage_class_v1"] },
};

function checkBlockStorage({ storage }: ProjectData, site: OpenStackSite, report: Report): void {
  const { block, shared } = storage;
  if (!block) return;
  for (const [index, { name, volumeType }] of block.classes.entries()) {
    const path = ["storage", "block", "classes", index];
    if (name === shared?.className) report([...path, "name"], `must be unique, got ${show(name)} twice`);
    if (volumeType !== undefined) {
      requireKnown([...path, "volumeType"], volumeType, site.volumeTypes, `volume type of site ${site.name}`, report);
    }
  }
  const problems = blockStorageProblems({ ...block, driver: site.magnum.driver, install: block.installDriver });
  for (const { path, message } of problems) report(["storage", "block", ...path], message);
}
