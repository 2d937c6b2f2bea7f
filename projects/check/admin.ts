import { show } from "../schema/problems";
import type { Report } from "../schema/report";
import type { OpenStackSite } from "../schema/site";

/**
 * Finds what does not fit together in the projects that an administrator keeps.
 *
 * @param site - checked site
 * @param report - called for each problem
 */
export function checkAdmin({ admin, clouds }: OpenStackSite, report: Report): void {
  if (!admin) {
    if (clouds.admin !== undefined) report(["clouds", "admin"], `must be left out without admin.projects, got ${show(clouds.admin)}`);
    return;
  }
  if (clouds.admin === undefined) report(["clouds", "admin"], "must be given beside admin: the entry of clouds.yaml of an administrator");
  else if ([clouds.project, clouds.clusters].includes(clouds.admin))
    report(["clouds", "admin"], `must be an entry of its own, which no project works with, got ${show(clouds.admin)}`);
  const each = admin.projects.map((project, index) => ({ project, at: ["admin", "projects", index] as const }));
  unique(
    each.map(({ project, at }) => ({ value: project.name, path: [...at, "name"] })),
    report,
  );
  unique(
    each.map(({ project: { name, cloud = name }, at }) => ({ value: cloud, path: [...at, "cloud"] })),
    report,
  );
  unique(
    each.flatMap(({ project: { adopt }, at }) => (adopt === undefined ? [] : [{ value: adopt, path: [...at, "adopt"] }])),
    report,
  );
  for (const { project, at } of each) {
    const values = (field: "sharedNetworks" | "flavors" | "images" | "volumeTypes"): Named[] =>
      project[field].map((value, index) => ({ value, path: [...at, field, index] }));
    for (const field of ["sharedNetworks", "flavors", "images", "volumeTypes"] as const) unique(values(field), report);
    unique(
      project.groups.map(({ name }, index) => ({ value: name, path: [...at, "groups", index, "name"] })),
      report,
    );
    project.groups.forEach(({ roles }, group) =>
      unique(
        roles.map((value, index) => ({ value, path: [...at, "groups", group, "roles", index] })),
        report,
      ),
    );
  }
}

interface Named {
  readonly value: string;
  readonly path: readonly PropertyKey[];
}

function unique(values: readonly Named[], report: Report): void {
  const seen = new Set<string>();
  for (const { value, path } of values) {
    if (seen.has(value)) report(path, `must be unique, got ${show(value)} twice`);
    seen.add(value);
  }
}
