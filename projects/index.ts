export { parseEnvironments, type Files, type Project } from "./parse";
export { formatProblem, InvalidEnvironments, type Problem } from "./schema/problems";
export { projectSchema, type PartName, type ProjectInput } from "./schema/project";
export { siteSchema, type Site, type SiteInput } from "./schema/site";
export { cloudTypes } from "./parts/cloud-types";
export { octaviaProvider } from "./parts/ingress";
export { sparkNodeGroup } from "./parts/spark";
