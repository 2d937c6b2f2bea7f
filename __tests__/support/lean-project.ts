import { gaiaDev } from "../../environments/gaia-dev";
import type { ProjectInput } from "../../projects";

/** gaia-dev with one node group and without notebooks: what is left fits with little room, so that sums are easy to see. */
export const leanDev: ProjectInput = {
  ...gaiaDev,
  nodeGroups: [gaiaDev.nodeGroups![0]!],
  spark: { ...gaiaDev.spark!, executors: { min: 1, max: 30 } },
  notebooks: undefined,
};
