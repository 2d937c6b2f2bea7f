import * as path from "node:path";
import { packageFolder } from "../constructs/kit/package-root";
import { everything, everywhere } from "../dev/everything";
import { loadDataFiles } from "../operate/data-files";
import type { ProjectInput, SiteInput } from "../projects";
import type { WholeProject } from "./fitted";

/** Folders of the examples whose projects are tried, and the project of each. */
export const EXAMPLES = {
  zads: "zads",
  "dirac-hub": "dirac-hub",
  "iris-k8s-spark": "iris-k8s-spark",
  rackspace: "big-data",
} as const;

/** Name of a project that comes with this repository: that with everything, or the folder of an example. */
export type WholeName = "everything" | keyof typeof EXAMPLES;

/**
 * Loads a project that comes with this repository.
 *
 * @param name - which one
 * @throws CommandError that names the file which cannot be loaded
 */
export async function wholeProject(name: WholeName): Promise<WholeProject> {
  if (name === "everything") return { project: everything, flavors: everywhere.flavors };
  const { projects, sites } = await loadDataFiles(packageFolder(path.join("examples", name)));
  const project = (Object.values(projects) as ProjectInput[]).find((candidate) => candidate.name === EXAMPLES[name])!;
  const site = (Object.values(sites) as SiteInput[]).find((candidate) => candidate.name === project.site)!;
  return { project, flavors: site.flavors };
}
