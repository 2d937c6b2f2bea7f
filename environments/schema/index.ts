export { parseEnvironments, type Files, type Project } from "./parse";
export { formatProblem, InvalidEnvironments, type Problem } from "./problems";
export { projectSchema, type ProjectInput } from "./project";
export { siteSchema, type Site, type SiteInput } from "./site";
export { sparkNodeGroup } from "./check";
