export { parseEnvironments, type Files, type Project } from "./parse";
export { formatProblem, InvalidEnvironments, type Problem } from "./schema/problems";
export { projectSchema, type PartName, type ProjectInput } from "./schema/project";
export { siteSchema, type OpenStackSite, type Site, type SiteInput } from "./schema/site";
export { sparkNodeGroup } from "./parts/spark";
