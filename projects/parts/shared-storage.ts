import { MAGNUM_DRIVER_TRAITS } from "../../constructs/contracts/magnum-driver";
import { sharedStorageProblems } from "../../constructs/kit/storage-checks";
import { operatorWorkloads } from "../../constructs/kit/ceph-csi-charts";
import { CEPH_CSI_OPERATOR_NAMESPACE, cephCsiInstallProblem, defaultCephCsiInstall } from "../../constructs/kit/ceph-csi-install";
import { show } from "../schema/problems";
import type { PlatformData, ProjectData } from "../schema/project";
import { requireKnown, type Report } from "../schema/report";
import type { Site } from "../schema/site";
import { NFS_NAMESPACE } from "../../constructs/digitalocean-storage/nfs-storage-names";
import { checkDigitalOceanShare } from "../check/digitalocean";
import { CEPH_CSI_OPERATOR_PART, cephIsByOperator } from "./ceph-storage";
import { cloudTypes } from "./cloud-types";
import type { InstalledChart, PlatformPart } from "./part";

/** Manila's shares, or one of DigitalOcean's. */
export const sharedStorage: PlatformPart = {
  construct: "manila-ceph-fs",
  digitalOceanConstruct: "nfs-storage",
  common: [CEPH_CSI_OPERATOR_PART],
  check: checkSharedStorage,
  charts: (project, site) => {
    const { shared } = project.storage;
    if (!shared) return [];
    if (site.kind === "digitalocean") return [{ chart: "csiDriverNfs", values: shared.values }];
    const { installsManilaNfs } = MAGNUM_DRIVER_TRAITS[site.magnum.driver];
    const manila: InstalledChart = { chart: "manilaCsi", values: shared.values };
    if (manilaIsByOperator(project, site)) {
      // There is one operator in a cluster, and storage.ceph counts it where it has it too.
      const operator: InstalledChart[] = cephIsByOperator(project) ? [] : [{ chart: "cephCsiOperator" }];
      return [...operator, { chart: "cephCsiDrivers" }, manila];
    }
    if (site.shareTypes[shared.shareType]?.protocol !== "NFS") return [{ chart: "cephCsiCephFs" }, manila];
    return installsManilaNfs ? [] : [{ chart: "csiDriverNfs" }, manila];
  },
  namespaces: (project, site) => [
    ...(project.storage.shared ? [site.kind === "digitalocean" ? NFS_NAMESPACE : "manila-csi"] : []),
    ...(manilaIsByOperator(project, site) ? [CEPH_CSI_OPERATOR_NAMESPACE] : []),
  ],
  pods: (project, site) => (manilaIsByOperator(project, site) ? operatorWorkloads("cephfs.csi.ceph.com") : []),
  credentials: {
    manila: {
      revision: "storage.shared.credentialsRevision",
      trial: "make a claim of the class in storage.shared, and see it Bound and mounted",
    },
  },
  services: [{ service: "shared-file-system", purpose: "storage.shared" }],
  destroyedLast: {
    charts: ["manilaCsi", "cephCsiCephFs", "cephCsiDrivers", "cephCsiOperator", "csiDriverNfs"],
    types: ["kubernetes_storage_class_v1"],
  },
};

/**
 * Whether the driver that mounts CephFS for Manila is installed by its operator.
 *
 * @param project - checked project
 * @param site - its site
 */
export function manilaIsByOperator(project: Pick<PlatformData, "storage" | "kubernetesVersion">, site: Site): boolean {
  const { shared } = project.storage;
  if (!shared || site.kind !== "openstack" || site.shareTypes[shared.shareType]?.protocol === "NFS") return false;
  return (shared.cephCsi ?? defaultCephCsiInstall(project.kubernetesVersion)) === "operator";
}

function checkSharedStorage(project: ProjectData, site: Site, report: Report): void {
  const { shared } = project.storage;
  if (!shared) return;
  if (site.kind === "digitalocean") return checkDigitalOceanShare(project, site, report);
  const { shareType } = shared;
  if (shared.sizeGiB !== undefined) {
    const message = `must be left out at site ${site.name}, where each claim has a share of its size, got ${shared.sizeGiB}`;
    report(["storage", "shared", "sizeGiB"], message);
  }
  const types = Object.keys(site.shareTypes);
  requireKnown(["storage", "shared", "shareType"], shareType, types, `share type of site ${site.name}`, report);
  const protocol = site.shareTypes[shareType]?.protocol;
  const problems = protocol ? sharedStorageProblems({ ...shared, ...cloudTypes(project, site), driver: site.magnum.driver, protocol }) : [];
  for (const { path, message } of problems) report(["storage", "shared", ...path], message);
  const tooOld = cephCsiInstallProblem(shared.cephCsi, project.kubernetesVersion);
  if (shared.cephCsi !== undefined && protocol === "NFS") {
    report(["storage", "shared", "cephCsi"], `must be left out for shares over NFS, got ${show(shared.cephCsi)}`);
  } else if (tooOld !== undefined) report(["storage", "shared", "cephCsi"], tooOld);
}
