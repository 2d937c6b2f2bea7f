import type { Problem } from "../schema/problems";
import type { PlatformData } from "../schema/project";
import type { Site } from "../schema/site";
import { accountFindings } from "./account";
import { sumText } from "./findings";
import { needsOf, sumOf, type QuotaField } from "./needs";

/** A project as far as the quota of its OpenStack project is concerned. */
export interface QuotaHolder extends PlatformData {
  /** RFC 1123 name. */
  readonly id: string;
  /** File that has it, for messages. */
  readonly file: string;
  /** Where it runs. */
  readonly site: Site;
}

/**
 * Whose quota a project uses: its OpenStack project, by site and entry of clouds.yaml, or the account of its site.
 *
 * @param project - the project
 */
export function quotaHolder({ site }: Pick<QuotaHolder, "site">): string {
  return site.kind === "openstack" ? `${site.name} ${site.clouds.project}` : site.name;
}

/**
 * Finds where projects that live in one OpenStack project, by the entry of clouds.yaml, need more together than its quota.
 *
 * @param projects - all projects
 */
export function sharedQuotaFindings(projects: readonly QuotaHolder[]): Problem[] {
  const shared = new Map<string, QuotaHolder[]>();
  for (const project of projects) {
    const key = quotaHolder(project);
    shared.set(key, [...(shared.get(key) ?? []), project]);
  }
  return [...shared.values()].flatMap((holders) => {
    const [{ site }] = holders as [QuotaHolder];
    if (site.kind === "digitalocean") return accountFindings(holders, site);
    return holders.length > 1 ? findingsOf(holders, site.clouds.project) : [];
  });
}

function findingsOf(holders: readonly QuotaHolder[], cloud: string): Problem[] {
  const needs = holders.map((project) => ({ project, needs: needsOf(project, project.site, "max") }));
  return holders.flatMap(({ file, quota }) =>
    (Object.entries(quota ?? {}) as [QuotaField, number][]).flatMap(([field, limit]) => {
      const parts = needs.map(({ project, needs: all }) => ({ what: project.id, amount: sumOf(all[field]) }));
      const alone = parts.find(({ what }) => what === holders.find((holder) => holder.file === file)!.id)!;
      if (limit === -1 || sumOf(parts) <= limit || alone.amount > limit) return [];
      const message =
        `is ${limit}, but the ${holders.length} projects in cloud ${cloud} need ${sumOf(parts)} together: ${sumText(parts)}; ` +
        "lower max or count of a node group, or ask for more";
      return [{ file, path: ["quota", field], message }];
    }),
  );
}
