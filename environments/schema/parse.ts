import { dnsLabel } from "../../constructs/names";
import { checkAgainstSite } from "./check";
import { escapeTemplates } from "./escape";
import { InvalidEnvironments, problemsOf, show, type Problem } from "./problems";
import { projectSchema, type ProjectData } from "./project";
import { siteSchema, type Site } from "./site";

/** A checked project together with its site; every string is literal text for Terraform. */
export interface Project extends Omit<ProjectData, "site"> {
  /** RFC 1123 name: first part of stack names, name of the cluster. */
  readonly id: string;
  /** Where it runs. */
  readonly site: Site;
}

/** Data by the file that it stands in. */
export type Files = Readonly<Record<string, unknown>>;

/**
 * Checks sites and projects.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 * @throws InvalidEnvironments with everything that is wrong
 */
export function parseEnvironments(projectFiles: Files, siteFiles: Files): Project[] {
  const problems: Problem[] = [];
  const sites = new Map<string, Site>();
  for (const [file, input] of Object.entries(siteFiles)) {
    const parsed = siteSchema.safeParse(input);
    if (parsed.success) sites.set(parsed.data.name, parsed.data);
    else problems.push(...problemsOf(file, siteSchema, input, parsed.error));
  }
  const knownSites = [...sites.keys(), ...Object.values(siteFiles).map((input) => (input as { name?: unknown } | null)?.name)];

  const projects: Project[] = [];
  const files = new Map<string, string>();
  for (const [file, input] of Object.entries(projectFiles)) {
    const parsed = projectSchema.safeParse(input);
    if (!parsed.success) {
      problems.push(...problemsOf(file, projectSchema, input, parsed.error));
      continue;
    }
    const report = (path: readonly PropertyKey[], message: string) => problems.push({ file, path, message });
    const id = dnsLabel(parsed.data.name);
    const other = files.get(id);
    if (other !== undefined)
      report(["name"], `must be unique as an RFC 1123 name, got ${show(parsed.data.name)}, which is ${id} like the name in ${other}`);
    files.set(id, file);
    const site = sites.get(parsed.data.site);
    if (site) {
      checkAgainstSite(parsed.data, site, report);
      projects.push(escapeTemplates({ ...parsed.data, id, site: { ...site, clouds: cloudsFor(site, id) } }));
    } else if (!knownSites.includes(parsed.data.site)) {
      report(["site"], `must be a site (${[...sites.keys()].join(", ") || "there is none"}), got ${show(parsed.data.site)}`);
    }
  }
  if (problems.length > 0) throw new InvalidEnvironments(problems);
  return projects;
}

function cloudsFor(site: Site, id: string): Site["clouds"] {
  return { project: site.clouds.project.replaceAll("{project}", id), clusters: site.clouds.clusters.replaceAll("{project}", id) };
}
