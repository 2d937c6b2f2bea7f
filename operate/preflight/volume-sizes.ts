import type { ProjectInOpenStack } from "../../projects";
import { partsOf } from "../../projects/parts";
import type { Cloud } from "../openstack/cloud";
import type { Check } from "./check";

/**
 * Compares the largest volume that a part asks for with the most that the quota gives one volume, of which Cinder's limits say nothing.
 *
 * @param project - the project
 * @param cloud - the cloud
 * @returns none if no part has a volume of a size that is known beforehand
 * @see https://docs.openstack.org/api-ref/block-storage/v3/#show-quotas-for-a-project
 */
export async function volumeSizeChecks(project: ProjectInOpenStack, cloud: Cloud): Promise<Check[]> {
  const volumes = partsOf(project).flatMap((part) => part.demand?.(project, project.site, "max").volumes ?? []);
  const [largest] = volumes.sort((a, b) => b.sizeGiB - a.sizeGiB);
  if (!largest) return [];
  const { project: owner } = await cloud.identity();
  const { per_volume_gigabytes: limit } = await cloud.show("block-storage", `/os-quota-sets/${owner?.id ?? ""}`);
  const subject = "quota of one volume";
  const { what, sizeGiB } = largest;
  if (typeof limit !== "number") return [{ subject, result: "not checkable", detail: "the cloud does not say per_volume_gigabytes" }];
  if (limit === -1 || sizeGiB <= limit) {
    return [{ subject, result: "ok", detail: `${sizeGiB} GiB (${what}) of ${limit === -1 ? "any size" : `at most ${limit}`}` }];
  }
  const detail = `${what} have ${sizeGiB} GiB each, and a volume may have ${limit}; make them smaller, and more of them, or ask the site for more`;
  return [{ subject, result: "differs", detail }];
}
