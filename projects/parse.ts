import { MAGNUM_DRIVER_TRAITS } from "../constructs/contracts/magnum-driver";
import { effectiveLabel } from "../constructs/kit/effective-label";
import { templateLabels } from "./parts/template-labels";
import { isFound } from "./cluster-name";
import { adminSites, withAdminQuota, type AdminSite } from "./admin";
import { capacityFindings, capacityOf, quotaHolder, sharedQuotaFindings } from "./capacity";
import { dnsLabel, NAME_RULES } from "../constructs/kit/names";
import { checkAgainstSite, checkSite } from "./check/check";
import { escapeTemplates } from "../constructs/kit/escape";
import { formatProblem, InvalidEnvironments, list, parseFile, show, type Problem } from "./schema/problems";
import { projectSchema, type PlatformData } from "./schema/project";
import type { Report } from "./schema/report";
import { checkSecrets } from "./check/secrets";
import { siteSchema, type DigitalOceanSite, type OpenStackSite, type Site } from "./schema/site";

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

/** A checked project in an OpenStack cloud. */
export interface ProjectInOpenStack extends Project {
  /** The cloud. */
  readonly site: OpenStackSite;
}

/** A checked project in a region of DigitalOcean. */
export interface ProjectInDigitalOcean extends Project {
  /** The region. */
  readonly site: DigitalOceanSite;
}

/** Whether a project is in an OpenStack cloud. */
export function isInOpenStack(project: Project): project is ProjectInOpenStack {
  return project.site.kind === "openstack";
}

/**
 * A project, for what works in OpenStack alone.
 *
 * @param project - the project
 * @throws Error if it is elsewhere
 */
export function requireOpenStack(project: Project): ProjectInOpenStack {
  if (isInOpenStack(project)) return project;
  throw new Error(`${project.id} is at site ${project.site.name}, which is no OpenStack cloud; name a project in one`);
}

/** Whether a project is in a region of DigitalOcean. */
export function isInDigitalOcean(project: Project): project is ProjectInDigitalOcean {
  return project.site.kind === "digitalocean";
}

/** Data by the file that it stands in. */
export type Files = Readonly<Record<string, unknown>>;

/** What a file of a project has, be it right or wrong. */
export interface ReadProject {
  /** The file. */
  readonly file: string;
  /** Its name as the file has it; undefined where that cannot be read. */
  readonly name: string | undefined;
  /** RFC 1123 name; undefined where there is none to read. */
  readonly id: string | undefined;
  /** The checked project; undefined where something is wrong with its file or its site's. */
  readonly project: Project | undefined;
  /** What is wrong with its file and its site's, and a name that another file has too. */
  readonly problems: readonly Problem[];
  /** Quota of its OpenStack project that is too small for it and others together. */
  readonly shared: readonly Problem[];
}

/** What all files have. */
export interface ReadEnvironments {
  /** The projects, in the order of the files. */
  readonly projects: readonly ReadProject[];
  /** Everything that is wrong with single files, sites first. */
  readonly problems: readonly Problem[];
  /** Quotas that are too small for projects together, of those that are right. */
  readonly shared: readonly Problem[];
  /** Sites whose projects an administrator keeps here, of those that are right. */
  readonly admins: readonly AdminSite[];
}

/** What all files have, where nothing is wrong. */
export interface Environments {
  /** The projects, in the order of the files. */
  readonly projects: readonly Project[];
  /** Sites whose projects an administrator keeps here. */
  readonly admins: readonly AdminSite[];
}

/**
 * Checks sites and projects.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 * @throws InvalidEnvironments with everything that is wrong
 */
export function parseEnvironments(projectFiles: Files, siteFiles: Files): Project[] {
  return [...rightEnvironments(projectFiles, siteFiles).projects];
}

/**
 * Checks sites and projects, for those who need both.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 * @throws InvalidEnvironments with everything that is wrong
 */
export function rightEnvironments(projectFiles: Files, siteFiles: Files): Environments {
  const { projects, problems, shared, admins } = readEnvironments(projectFiles, siteFiles);
  // The sums of wrong data would only confuse.
  const wrong = problems.length > 0 ? problems : shared;
  if (wrong.length > 0) throw new InvalidEnvironments(wrong);
  return { projects: projects.flatMap(({ project }) => project ?? []), admins };
}

/**
 * Checks sites and projects, and tells for each project what is wrong with it: those that are right can be worked on beside wrong ones.
 *
 * @param projectFiles - projects by file
 * @param siteFiles - sites by file
 */
export function readEnvironments(projectFiles: Files, siteFiles: Files): ReadEnvironments {
  const problems: Problem[] = [];
  const sites = readSites(siteFiles, problems);
  const files = new Map<string, string>();
  const clashes = new Map<string, Problem>();
  const read = Object.entries(projectFiles).map(([file, input]): Omit<ReadProject, "shared"> => {
    const start = problems.length;
    const report = reporter(file, problems);
    const [name, siteName] = [textAt(input, "name"), textAt(input, "site")];
    const label = dnsLabel(name ?? "");
    const id = NAME_RULES.service.pattern.test(label) ? label : undefined;
    const parsed = parseFile(file, projectSchema, input, problems);
    const site = parsed && sites.right.get(parsed.site);
    const data = parsed && withAdminQuota(parsed, input, site && withClouds(site, label), report);
    const other = id === undefined ? undefined : files.get(id);
    if (id !== undefined) files.set(id, file);
    if (other !== undefined) {
      const like = (where: string) => `must be unique as an RFC 1123 name, got ${show(name)}, which is ${id} like the name in ${where}`;
      report(["name"], like(other));
      clashes.set(other, { file: other, path: ["name"], message: like(file) });
    }
    let warnings: readonly string[] = [];
    if (data) {
      checkSecrets(data, report);
      checkNodeCidr(data, input, report);
      if (site) {
        checkAgainstSite(data, site, report);
        // The sums of wrong data would only confuse.
        if (problems.length === start) warnings = [...checkKubeTag(data, site, file), ...checkCapacity(data, site, file, report)];
      } else if (!sites.problems.has(data.site)) {
        report(["site"], `must be a site (${list([...sites.right.keys()])}), got ${show(data.site)}`);
      }
    }
    const own = [...problems.slice(start), ...(siteName === undefined ? [] : (sites.problems.get(siteName) ?? []))];
    const project =
      data && site && id !== undefined && own.length === 0
        ? { ...escapeTemplates({ ...data, id, site: withClouds(site, id) }), file, warnings }
        : undefined;
    return { file, name, id, project, problems: own };
  });
  return {
    ...withShared(read.map((one) => withClash(one, clashes.get(one.file)))),
    problems,
    admins: adminSites(sites.right, sites.files),
  };
}

/** Sites by name. */
interface ReadSites {
  readonly right: ReadonlyMap<string, Site>;
  readonly files: ReadonlyMap<string, string>;
  readonly problems: ReadonlyMap<string, Problem[]>;
}

/** Sites by name: those that are right, their files, and what is wrong with each that has a name, right or wrong. */
function readSites(siteFiles: Files, problems: Problem[]): ReadSites {
  const right = new Map<string, Site>();
  const files = new Map<string, string>();
  // A site that is itself wrong is known all the same: its projects are not at fault.
  const known = new Map<string, Problem[]>();
  for (const [file, input] of Object.entries(siteFiles)) {
    const start = problems.length;
    const report = reporter(file, problems);
    const name = textAt(input, "name");
    const site = parseFile(file, siteSchema, input, problems);
    if (site) {
      checkSecrets(site, report);
      checkSite(site, report);
      const other = files.get(site.name);
      if (other !== undefined) report(["name"], `must be unique, got ${show(name)} like in ${other}`);
      else right.set(site.name, site);
    }
    if (name === undefined) continue;
    files.set(name, file);
    known.set(name, [...(known.get(name) ?? []), ...problems.slice(start)]);
  }
  return { right, files, problems: known };
}

/** The first of two files with one name is as wrong as the second, for those who ask for it. */
function withClash(read: Omit<ReadProject, "shared">, clash: Problem | undefined): Omit<ReadProject, "shared"> {
  return clash ? { ...read, project: undefined, problems: [...read.problems, clash] } : read;
}

/** A quota that is too small for some projects together is each one's concern, whosever file has it. */
function withShared(read: readonly Omit<ReadProject, "shared">[]): Pick<ReadEnvironments, "projects" | "shared"> {
  const right = read.flatMap(({ project }) => project ?? []);
  const shared = sharedQuotaFindings(right);
  const holders = new Map(right.map((project) => [project.file, quotaHolder(project)]));
  const found = new Map<string, Problem[]>();
  for (const problem of shared) {
    const holder = holders.get(problem.file)!;
    found.set(holder, [...(found.get(holder) ?? []), problem]);
  }
  return { shared, projects: read.map((one) => ({ ...one, shared: found.get(holders.get(one.file) ?? "") ?? [] })) };
}

function textAt(input: unknown, key: string): string | undefined {
  const value = typeof input === "object" && input !== null ? (input as Record<string, unknown>)[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** A network that is there has a CIDR of its own, which the default need not be. */
function checkNodeCidr({ cluster }: PlatformData, input: unknown, report: Report): void {
  const isGiven = Object.hasOwn((input as { cluster: object }).cluster, "nodeCidr");
  const beside = cluster.existing ? "existing" : cluster.adopt ? "adopt" : cluster.network && "network";
  if (beside !== undefined && !isGiven) {
    report(["cluster", "nodeCidr"], `must be given beside cluster.${beside}: the CIDR of its subnet, such as "10.20.0.0/20", got nothing`);
  }
}

/** Warns where nodes run an image of Kubernetes whose registry has no such tag. */
function checkKubeTag({ cluster, kubernetesVersion }: PlatformData, site: Site, file: string): string[] {
  if (site.kind !== "openstack") return [];
  const image = MAGNUM_DRIVER_TRAITS[site.magnum.driver].kubernetesImage;
  const labels = { ...cluster, labels: templateLabels(cluster, site) };
  const prefix = effectiveLabel("hyperkube_prefix", labels) ?? effectiveLabel("container_infra_prefix", labels);
  if (isFound(cluster) || image === undefined || prefix !== undefined || site.magnum.kubeTags?.[kubernetesVersion] !== undefined) return [];
  const message =
    `is no tag of ${image}, which nodes run with driver ${site.magnum.driver}: give magnum.kubeTags of site ${site.name} one for it, ` +
    `such as v${kubernetesVersion}-rancher1 where the registry has that, or magnum.containerInfraPrefix a registry that has v${kubernetesVersion}`;
  return [formatProblem({ file, path: ["kubernetesVersion"], message })];
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

/** An OpenStack site with the project's own entries of clouds.yaml. */
function withClouds(site: Site, id: string): Site {
  return site.kind === "openstack" ? { ...site, clouds: cloudsFor(site, id) } : site;
}

function cloudsFor(site: OpenStackSite, id: string): OpenStackSite["clouds"] {
  return { project: site.clouds.project.replaceAll("{project}", id), clusters: site.clouds.clusters.replaceAll("{project}", id) };
}
