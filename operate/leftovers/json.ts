import { commands } from "./describe";
import type { Findings, Search } from "./find";

/**
 * Writes what is left as JSON, for programs.
 *
 * @param search - where was looked
 * @param findings - what was found
 */
export function leftoversJson({ project, clusters }: Search, { left, problems }: Findings): string {
  const { living } = clusters;
  const things = left.map(({ remove, cloud, created, ...one }) => ({
    ...one,
    created: created?.toISOString(),
    commands: commands({ cloud, remove }),
  }));
  return JSON.stringify({ project: project.id, cluster: living ?? null, left: things, notListed: problems }, undefined, 2);
}
