import { capacityFindings, capacityOf, sharedQuotaFindings } from "./capacity";
import { dnsLabel } from "../constructs/kit/names";
import { checkAgainstSite, checkSite } from "./check/check";
import { escapeTemplates } from "../constructs/kit/escape";
import { formatProblem, InvalidEnvironments, list, parseFile, show, type Problem } from "./schema/problems";
import { projectSchema, type PlatformData } from "./schema/project";
import type { Report } from "./schema/report";
import { checkSecrets } from "./check/secrets";
import { siteSchema, type Site } from "./schema/site";

/** A checked project together with its site; every string is literal text for Terraform. */
export interface Project extends PlatformData {
  /** RFC 1123 name: first part of stack names, name of the cluster. */
  readonly id: string;
  /** File that has it, for messages. */
  readonly file: string;
  /** Where it runs. */
  readonly site: Site;
  /** What fits but will hurt, one line each. */
  readonly warnings: readonly string[];
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
  const siteNames = new Map<unknown, string>();
  for (const [file, input] of Object.entries(siteFiles)) {
    const name = (input as { name?: unknown } | null)?.name;
    const report = reporter(file, problems);
    const site = parseFile(file, siteSchema, input, problems);
    if (site) {
      checkSecrets(site, report);
      checkSite(site, report);
    }
    if (site && siteNames.has(name)) report(["name"], `must be unique, got ${show(name)} like in ${siteNames.get(name)}`);
    else if (site) sites.set(site.name, site);
    // A site that is itself wrong is known all the same: its projects are not at fault.
    siteNames.set(name, file);
  }

  const projects: Project[] = [];
  const files = new Map<string, string>();
  for (const [file, input] of Object.entries(projectFiles)) {
    const data = parseFile(file, projectSchema, input, problems);
    if (!data) continue;
    const report = reporter(file, problems);
    const id = dnsLabel(data.name);
    const other = files.get(id);
    if (other !== undefined) {
      report(["name"], `must be unique as an RFC 1123 name, got ${show(data.name)}, which is ${id} like the name in ${other}`);
    }
    files.set(id, file);
    checkSecrets(data, report);
    const site = sites.get(data.site);
    if (site) {
      checkAgainstSite(data, site, report);
      // The sums of wrong data would only confuse.
      const warnings = problems.some((problem) => problem.file === file) ? [] : checkCapacity(data, site, file, report);
      projects.push({ ...escapeTemplates({ ...data, id, site: { ...site, clouds: cloudsFor(site, id) } }), file, warnings });
    } else if (!siteNames.has(data.site)) {
      report(["site"], `must be a site (${list([...sites.keys()])}), got ${show(data.site)}`);
    }
  }
  if (problems.length === 0) problems.push(...sharedQuotaFindings(projects));
  if (problems.length > 0) throw new InvalidEnvironments(problems);
  return projects;
}

/** Reports what cannot fit, and returns what fits but will hurt. */
function checkCapacity(data: PlatformData, site: Site, file: string, report: Report): string[] {
  const findings = capacityFindings(data, capacityOf(data, site));
  for (const { severity, path, message } of findings) if (severity === "error") report(path, message);
  return findings.filter(({ severity }) => severity === "warning").map(({ path, message }) => formatProblem({ file, path, message }));
}

function reporter(file: string, problems: Problem[]): Report {
  return (path, message) => problems.push({ file, path, message });
}

function cloudsFor(site: Site, id: string): Site["clouds"] {
  return { project: site.clouds.project.replaceAll("{project}", id), clusters: site.clouds.clusters.replaceAll("{project}", id) };
}
