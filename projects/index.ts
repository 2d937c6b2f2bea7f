export { clusterName, isFound, type FoundCluster, type HasCluster } from "./cluster-name";
export type { AdminSite } from "./admin";
export { backendAuthority, objectStoreAuthority } from "./authority";
export {
  parseEnvironments,
  readEnvironments,
  rightEnvironments,
  type Environments,
  type Files,
  isInDigitalOcean,
  isInOpenStack,
  requireOpenStack,
  type ProjectInDigitalOcean,
  type ProjectInOpenStack,
  type Project,
  type ReadEnvironments,
  type ReadProject,
} from "./parse";
export { formatProblem, InvalidEnvironments, type Problem } from "./schema/problems";
export type { Admin, AdminProject } from "./schema/admin";
export { projectSchema, type PartName, type ProjectInput } from "./schema/project";
export { CEPH_CSI_OPERATOR_PART, cephIsByOperator } from "./parts/ceph-storage";
export { cloudTypes } from "./parts/cloud-types";
export { hubLogin, notebookNamespace, notebookNodeGroup } from "./parts/notebooks";
export { clusterService, magnumDriver, networkPlugin, nodeGroupLabels, scratchIsOnNodes } from "./cloud";
export { kafkaNodeGroup } from "./parts/kafka";
export { shareSizeGiB } from "./parts/share-size";
export { octaviaProvider } from "./parts/ingress";
export { templateLabels } from "./parts/template-labels";
export { rookIsByOperator, rookNodeGroup, rookSettings, usedObjectStore } from "./parts/rook";
export {
  isOpenStack,
  siteSchema,
  type DigitalOceanSite,
  type DigitalOceanSiteInput,
  type OpenStackSite,
  type Site,
  type SiteInput,
} from "./schema/site";
export { manilaIsByOperator } from "./parts/shared-storage";
export { defaultReclaimPolicy } from "./parts/storage-classes";
export { sparkNodeGroup } from "./parts/spark";
export { tolerationsOf } from "./parts/tolerations";
