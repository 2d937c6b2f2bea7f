import { blockClasses, sharedClasses } from "../parts/storage-classes";
import { show } from "../schema/problems";
import type { ProjectData } from "../schema/project";
import type { Report } from "../schema/report";

/**
 * Finds storage classes of somebody else whose names the project has for classes of its own.
 *
 * @param project - checked project
 * @param report - called for each problem
 */
export function checkExistingClasses(project: ProjectData, report: Report): void {
  const { existing = [] } = project.storage;
  const own = [...blockClasses(project), ...sharedClasses(project)].filter(({ field }) => field !== "storage.existing");
  for (const [index, { name }] of existing.entries()) {
    const isTwice = own.some((other) => other.name === name) || existing.findIndex((other) => other.name === name) < index;
    if (isTwice) report(["storage", "existing", index, "name"], `must be unique, got ${show(name)} twice`);
  }
}
