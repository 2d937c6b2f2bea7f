import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { sharedStorageProblems } from "../../constructs/kit/storage-checks";
import type { ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { OpenStackSite } from "../schema/site";
import { cloudTypes } from "./cloud-types";
import type { PlatformPart } from "./part";

/** Manila's shares. */
export const sharedStorage: PlatformPart = {
  construct: "manila-ceph-fs",
  check: checkSharedStorage,
  charts: ({ storage: { shared } }, site) => {
    if (!shared) return [];
    const { installsManilaNfs } = MAGNUM_DRIVER_TRAITS[site.magnum.driver];
    if (site.shareTypes[shared.shareType]?.protocol !== "NFS")
      return [{ chart: "cephCsiCephFs" }, { chart: "manilaCsi", values: shared.values }];
    return installsManilaNfs ? [] : [{ chart: "csiDriverNfs" }, { chart: "manilaCsi", values: shared.values }];
  },
  namespaces: ({ storage: { shared } }) => (shared ? ["manila-csi"] : []),
  credentials: {
    manila: {
      revision: "storage.shared.credentialsRevision",
      trial: "make a claim of the class in storage.shared, and see it Bound and mounted",
    },
  },
  services: [{ service: "shared-file-system", purpose: "storage.shared" }],
  destroyedLast: { charts: ["manilaCsi", "cephCsiCephFs", "csiDriverNfs"], types: ["kubernetes_storage_class_v1"] },
};

function checkSharedStorage(project: ProjectData, site: OpenStackSite, report: Report): void {
  const { shared } = project.storage;
  if (!shared) return;
  const { shareType } = shared;
  const types = Object.keys(site.shareTypes);
  requireKnown(["storage", "shared", "shareType"], shareType, types, `share type of site ${site.name}`, report);
  const protocol = site.shareTypes[shareType]?.protocol;
  const problems = protocol ? sharedStorageProblems({ ...shared, ...cloudTypes(project, site), driver: site.magnum.driver, protocol }) : [];
  for (const { path, message } of problems) report(["storage", "shared", ...path], message);
}
