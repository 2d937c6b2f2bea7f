import * as fs from "node:fs";
import * as path from "node:path";
import { capacityOf } from "../../projects/capacity";
import type { AdminSite, Project } from "../../projects";
import { adminStackName } from "../../stacks/admin-names";
import { readProjectStacks, type Role } from "../../stacks/roles";
import { loadDataFiles } from "../../operate/data-files";
import { EXIT } from "../../operate/session/exit-codes";
import { writeStacks } from "../../operate/synth/write-stacks";
import { parsedWithAdmins, refusing } from "../parsed";
import type { Command } from "../program";
import { capacitySvg } from "../../views/capacity/svg";
import { renewFiles, withTemporaryFolder } from "../../operate/session/processes";
import { adminDrawing, adminPage, adminSvg } from "../../views/diagram/admin";
import { modelOf, type ProjectStacks } from "../../views/diagram/model";
import { pageOf } from "../../views/diagram/page";
import { drawingOf } from "../../views/diagram/boxes";
import { NO_STACK, readStack, type Json, type SynthesisedStack } from "../../views/diagram/stack";
import { svgOf } from "../../views/diagram/svg";

/** The pages and pictures of the projects. */
export const PAGES = path.join("docs", "projects");

/**
 * Makes the page and the pictures of each project.
 *
 * @param projects - what readProjects has read
 * @param capacities - picture of the nodes and what runs on them, by project
 * @returns texts by file name
 */
export async function projectPages(
  projects: readonly ProjectStacks[],
  capacities: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const project of projects) {
    const model = modelOf(project);
    const capacity = capacities[project.name];
    pages[`${project.name}.md`] = pageOf(project, model, capacity === undefined ? undefined : capacityFile(project.name));
    pages[`${project.name}.svg`] = await svgOf(drawingOf(model));
    if (capacity !== undefined) pages[capacityFile(project.name)] = capacity;
  }
  return pages;
}

function capacityFile(project: string): string {
  return `${project}-capacity.svg`;
}

/** Pictures of the nodes of all projects and what runs on them, by project. */
export function capacityPictures(projects: readonly Project[]): Record<string, string> {
  return Object.fromEntries(projects.map((project) => [project.id, capacitySvg(project.id, capacityOf(project, project.site))]));
}

/** Writes pages and pictures that have changed, removes those of projects that are gone, and says what it has done. */
export function writePages(folder: string, pages: Readonly<Record<string, string>>): string[] {
  const { written, removed } = renewFiles(folder, new Map(Object.entries(pages)), (name) => /^[^/]+\.(md|svg)$/.test(name));
  return [...written.map((name) => `${name} written`), ...removed.map((name) => `${name} removed`)];
}

/** Reads the stacks of each project from what a synth has written. */
export function readProjects(outdir: string): ProjectStacks[] {
  const all = readProjectStacks(outdir);
  return [...new Set(all.map(({ project }) => project))].map((name) => {
    const read = (role: Role): SynthesisedStack => {
      const found = all.find((stack) => stack.project === name && stack.role === role);
      if (!found) return NO_STACK;
      return readStack(JSON.parse(fs.readFileSync(path.join(outdir, "stacks", found.stack, "cdk.tf.json"), "utf8")) as Json);
    };
    return { name, cluster: read("cluster"), platform: read("platform") };
  });
}

/**
 * Makes the page and the picture of each site whose projects an administrator keeps.
 *
 * @param sites - the sites
 * @returns texts by file name
 */
export async function adminPages(sites: readonly AdminSite[]): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const site of sites) {
    pages[`${adminStackName(site)}.md`] = adminPage(site);
    pages[`${adminStackName(site)}.svg`] = await adminSvg(adminDrawing(site));
  }
  return pages;
}

/** Renews the pages and pictures of all projects, and of the administrators' stacks. */
export const command: Command = {
  name: "diagram",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: async ({ root }) => {
    const { projects: data, admins } = parsedWithAdmins(await loadDataFiles(root));
    const projects = withTemporaryFolder("diagram", (dir) => {
      refusing(() => writeStacks(data, dir, admins));
      return readProjects(dir);
    });
    const pages = { ...(await projectPages(projects, capacityPictures(data))), ...(await adminPages(admins)) };
    const done = writePages(path.join(root, PAGES), pages);
    for (const line of done.length > 0 ? done : ["nothing has changed"]) console.log(`diagram: ${line}`);
    return EXIT.done;
  },
};
