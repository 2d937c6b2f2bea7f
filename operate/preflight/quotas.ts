import { capacityOf, sumOf } from "../../projects/capacity";
import { clusterName, type Project } from "../../projects";
import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import type { Row } from "../openstack/rows";
import type { Check } from "./check";
import { LIMITS, limitsOf } from "./limits";

/**
 * Compares the quota with the project's numbers, and what is left of it with what is needed.
 *
 * @param project - the project
 * @param cloud - the cloud
 * @param found - clusters of the cloud
 */
export async function quotaChecks(project: Project, cloud: Cloud, found: Promise<readonly Row[]>): Promise<Check[]> {
  const needs = capacityOf(project, project.site).needs.max;
  const [sources, isThere] = await Promise.all([
    limitsOf(cloud),
    found.then(
      (rows) => rows.some((row) => row["name"] === clusterName(project)),
      () => false,
    ),
  ]);
  return LIMITS.filter(([field]) => sumOf(needs[field]) > 0).map(([field, source, limitKey, usedKey]) => {
    const found = sources[source];
    const subject = `quota.${field}`;
    if (found instanceof OpenStackError) return { subject, result: "not checkable", detail: found.message };
    const limit = Number(found.limits[limitKey] ?? NaN);
    if (Number.isNaN(limit)) return { subject, result: "not checkable", detail: `the cloud does not say ${limitKey}` };
    return quotaCheck({
      subject,
      limit,
      // What a cluster that is there takes already is part of what it needs.
      used: isThere ? 0 : Number(found.used[usedKey] ?? 0),
      needed: sumOf(needs[field]),
      ours: project.quota?.[field],
    });
  });
}

interface QuotaNumbers {
  readonly subject: string;
  readonly limit: number;
  readonly used: number;
  readonly needed: number;
  readonly ours: number | undefined;
}

function quotaCheck({ subject, limit, used, needed, ours }: QuotaNumbers): Check {
  if (limit !== -1 && used + needed > limit) {
    const detail = `${needed} are needed with all nodes there, ${limit - used} are left of ${limit}; ask the site for more, or lower max or count of a node group`;
    return { subject, result: "differs", detail };
  }
  if (ours !== undefined && ours !== -1 && ours !== limit) {
    return { subject, result: "differs", detail: `is ${ours} in the file and ${limit} in the cloud; correct the project's file` };
  }
  if (limit === -1) return { subject, result: "ok", detail: "unlimited" };
  const remark = ours === limit ? "" : "; the file says unlimited";
  return { subject, result: "ok", detail: `${needed} of ${limit - used} that are left${remark}` };
}
