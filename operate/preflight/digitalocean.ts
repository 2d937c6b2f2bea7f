import type { ProjectInDigitalOcean } from "../../projects";
import { capacityOf, sumOf } from "../../projects/capacity";
import { digitalOcean, type DigitalOcean } from "../digitalocean/digitalocean";
import { CommandError } from "../session/exit-codes";
import type { Check } from "./check";
import { kafkaChecks } from "./kafka";
import { notebookChecks, OUTSIDE, type Outside } from "./notebooks";

/** What DigitalOcean tells nobody before it is tried. */
const NOT_CHECKABLE: readonly Check[] = [
  {
    subject: "addresses of VPCs outside of these files",
    result: "not checkable",
    detail: "cluster.nodeCidr must overlap none of the account: doctl vpcs list",
  },
  {
    subject: "prices",
    result: "not checkable",
    detail: "droplets, volumes, load balancers and shares are paid for as long as they are there",
  },
];

/**
 * Compares a project and its site with DigitalOcean, without changing anything there.
 *
 * @param project - the project
 * @param api - DigitalOcean's API; that of the token in the environment by default
 * @param outside - what is asked outside of the cloud; this machine's resolver and network by default
 * @throws CommandError if DigitalOcean lets nobody in
 */
export async function digitalOceanChecks(
  project: ProjectInDigitalOcean,
  api: DigitalOcean = digitalOcean(),
  outside: Outside = OUTSIDE,
): Promise<Check[]> {
  const groups = await Promise.all([
    checkable("site.versions", () => offerChecks(project, api)),
    checkable("site.flavors", () => sizeChecks(project, api)),
    checkable("site.dropletLimit", () => dropletChecks(project, api)),
    checkable("cluster", () => clusterChecks(project, api)),
    notebookChecks(project, outside),
    kafkaChecks(project, outside),
  ]);
  return [...groups.flat(), ...shareChecks(project), ...NOT_CHECKABLE];
}

async function offerChecks({ site, kubernetesVersion }: ProjectInDigitalOcean, api: DigitalOcean): Promise<Check[]> {
  const { versions, regions } = await api.options();
  const region = `site.region ${site.region}`;
  const wanted = site.versions[kubernetesVersion]!;
  return [
    regions.includes(site.region)
      ? { subject: region, result: "ok", detail: "it has Kubernetes" }
      : { subject: region, result: "missing", detail: `regions with Kubernetes are ${regions.join(", ")}; correct the site's file` },
    ...Object.entries(site.versions).map(([version, slug]): Check => {
      const subject = `site.versions["${version}"] ${slug}`;
      if (versions.includes(slug)) return { subject, result: "ok", detail: "it is offered" };
      // A cluster that has it keeps it; only a new one cannot be made.
      const detail = `offered are ${versions.join(", ")}; a cluster that has it keeps it, a new one cannot be made with it`;
      return { subject, result: slug === wanted ? "missing" : "not checkable", detail };
    }),
  ];
}

async function sizeChecks({ site }: ProjectInDigitalOcean, api: DigitalOcean): Promise<Check[]> {
  const sizes = await api.sizes();
  return Object.entries(site.flavors).map(([slug, flavor]): Check => {
    const subject = `site.flavors["${slug}"]`;
    const found = sizes.find((size) => size.slug === slug);
    if (!found) return { subject, result: "missing", detail: "DigitalOcean has no such size; take it out of the site's file" };
    if (!found.regions.includes(site.region)) {
      return { subject, result: "missing", detail: `it is not in region ${site.region} but in ${found.regions.join(", ")}` };
    }
    const fields = ["vcpus", "memoryMiB", "diskGiB"] as const;
    const differing = fields.filter((field) => found[field] !== flavor[field]);
    if (differing.length === 0) return { subject, result: "ok", detail: "as DigitalOcean has it" };
    const detail = differing.map((field) => `${field} is ${found[field]}, the file says ${flavor[field]}`).join(", ");
    return { subject, result: "differs", detail: `${detail}; correct the site's file` };
  });
}

async function dropletChecks(project: ProjectInDigitalOcean, api: DigitalOcean): Promise<Check[]> {
  const { dropletLimit } = await api.account();
  const needed = sumOf(capacityOf(project, project.site).needs.max.instances);
  const subject = `droplets of the account, ${dropletLimit} at most`;
  if (needed > dropletLimit) {
    return [
      {
        subject,
        result: "differs",
        detail: `${needed} are needed with all nodes there; lower max or count of a node group, or ask for more`,
      },
    ];
  }
  const stated = project.site.dropletLimit;
  if (stated !== undefined && stated !== dropletLimit) {
    return [{ subject, result: "differs", detail: `site.dropletLimit is ${stated}; correct the site's file` }];
  }
  return [{ subject, result: "ok", detail: `${needed} are needed with all nodes there; how many others have is not known` }];
}

async function clusterChecks({ id }: ProjectInDigitalOcean, api: DigitalOcean): Promise<Check[]> {
  const found = await api.cluster(id);
  const subject = `cluster ${id}`;
  return [
    found
      ? { subject, result: "ok", detail: `it is there already, ${found.uuid} (${found.status}, ${found.version})` }
      : { subject, result: "ok", detail: "the name is free" },
  ];
}

function shareChecks({ storage, site }: ProjectInDigitalOcean): Check[] {
  if (!storage.shared) return [];
  const detail = `whether region ${site.region} has network file storage is seen when a share is made`;
  return [{ subject: "site.nfs", result: "not checkable", detail }];
}

/** What cannot be asked is said; a token that opens nothing ends it. */
async function checkable(subject: string, check: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    return [{ subject, result: "not checkable", detail: (error as Error).message }];
  }
}
