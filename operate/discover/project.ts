import { readEnvironments, type ProjectInput, type SiteInput } from "../../projects";
import type { Answers } from "../init/answers";
import { MADE_UP_FACTS, projectData, type ProjectFacts } from "../init/data";
import { textOf } from "../openstack/rows";
import { quotaOf } from "./site";
import type { Survey } from "./survey";

/** Root disk below which images and logs fill it, in GiB. */
const DISK_GIB = 100;

type Flavor = SiteInput["flavors"][string];

/**
 * Chooses what a first project takes of a cloud: the newest Kubernetes, flavors of the size that people begin with, and no more nodes than the
 * quota has room for.
 *
 * @param survey - what the cloud has answered
 * @param site - the site that was made of it
 * @param answers - what a person has said
 */
export function projectFacts(survey: Survey, site: SiteInput, answers: Answers): ProjectFacts {
  const all = Object.entries(site.flavors).filter(([, { gpus = 0 }]) => gpus === 0);
  const usable = all.filter(([, flavor]) => flavor.vcpus >= 2 && flavor.memoryMiB >= 4096).sort(bySize);
  const small = usable[0];
  const large = usable.find(([, { vcpus }]) => vcpus >= 8) ?? usable.at(-1);
  const isSmallDisk = [small, large].some((one) => one !== undefined && one[1].diskGiB < DISK_GIB);
  const facts: ProjectFacts = {
    small: small?.[0] ?? MADE_UP_FACTS.small,
    large: large?.[0] ?? MADE_UP_FACTS.large,
    needsBootVolume: isSmallDisk && survey.identity.services.includes("block-storage"),
    kubernetes: Object.keys(site.magnum.images).at(-1) ?? MADE_UP_FACTS.kubernetes,
    keypair: survey.keypairs.rows.flatMap((row) => textOf(row, "name") ?? [])[0] ?? MADE_UP_FACTS.keypair,
    max: MADE_UP_FACTS.max,
  };
  const quota = quotaOf(survey) as ProjectInput["quota"];
  const right = [4, 3, 2, 1]
    .map((max): ProjectFacts => ({ ...facts, max, ...(quota ? { quota } : {}) }))
    .map((one) => ({ facts: one, warnings: warningsOf(projectData(answers, one), site) }))
    .filter(({ warnings }) => warnings !== undefined);
  return (right.find(({ warnings }) => warnings!.length === 0) ?? right[0])?.facts ?? facts;
}

function bySize([, a]: [string, Flavor], [, b]: [string, Flavor]): number {
  return a.vcpus - b.vcpus || a.memoryMiB - b.memoryMiB || a.diskGiB - b.diskGiB;
}

/** What there is to warn of; undefined where the project is wrong. */
function warningsOf(project: ProjectInput, site: SiteInput): readonly string[] | undefined {
  const { projects, problems, shared } = readEnvironments({ "project.ts": project }, { "site.ts": site });
  return problems.length === 0 && shared.length === 0 ? projects.flatMap((one) => one.project?.warnings ?? []) : undefined;
}
