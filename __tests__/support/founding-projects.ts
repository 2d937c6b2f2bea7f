import { cumulus } from "../../environments/sites/cumulus";
import type { SiteInput } from "../../projects";

type AdminInput = NonNullable<SiteInput["admin"]>;
type ProjectInput = AdminInput["projects"][number];

/** Dates of the published configuration that the numbers are from. */
export const DATES = ["2019-12", "2020-10", "2021-06"] as const;

/** One of these dates. */
export type FoundingDate = (typeof DATES)[number];

const QUOTAS: Readonly<Record<FoundingDate, ProjectInput["quota"]>> = {
  "2019-12": { instances: 20, cores: 200, memoryMiB: 512_000, floatingIps: 3, routers: 3, ports: 500, volumes: 20, gigabytes: 512 },
  "2020-10": { instances: 20, cores: 400, memoryMiB: 786_432, floatingIps: 6, routers: 4, ports: 500, volumes: 20, gigabytes: 5120 },
  "2021-06": { instances: -1, cores: 486, memoryMiB: -1, floatingIps: 6, routers: 4, ports: 500, volumes: -1, gigabytes: 49_152 },
};

/**
 * The founding team's three projects with the numbers of a date.
 *
 * @param date - the date
 * @see https://github.com/RSE-Cambridge/cumulus-config
 */
export function foundingProjects(date: FoundingDate): ProjectInput[] {
  return ["dev", "test", "prod"].map((name) => ({
    name: `iris-gaia-${name}`,
    cloud: `gaia-${name}`,
    groups: [{ name: "gaia-users", roles: ["member", "heat_stack_owner", "ceph"] }],
    quota: { ...QUOTAS[date], ...(date === "2019-12" && name === "dev" && { gigabytes: 5120 }) },
  }));
}

/**
 * Their cloud, with an administrator.
 *
 * @param admin - the projects
 */
export function administered(admin: AdminInput): SiteInput {
  return { ...cumulus, clouds: { ...cumulus.clouds, admin: "cumulus-admin" }, admin };
}
