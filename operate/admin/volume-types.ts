import { isUuid } from "../../constructs/kit/names";
import type { AdminProject, AdminSite } from "../../projects";
import type { Cloud } from "../openstack/cloud";

/** What Cinder says of the volume types that a site's projects name. */
export interface NamedVolumeTypes {
  /** Ids of the private ones by their names: Terraform has no data source for them. */
  readonly ids: Readonly<Record<string, string>>;
  /** What has to be corrected in the file, one sentence each. */
  readonly problems: readonly string[];
}

/**
 * Finds the volume types that projects of a site may use or have numbers for.
 *
 * @param cloud - login of the administrator, who sees private ones too
 * @param site - the site
 */
export async function namedVolumeTypes(cloud: Cloud, { admin, file }: AdminSite): Promise<NamedVolumeTypes> {
  const named = admin.projects.flatMap(({ volumeTypes, quota }, index) => {
    const at = `${file}: admin.projects[${index}]`;
    return [
      ...volumeTypes
        .map((type, place) => ({ type, path: `${at}.volumeTypes[${place}]`, isPrivate: true }))
        .filter(({ type }) => !isUuid(type)),
      ...Object.keys(quota?.volumeTypes ?? {}).map((type) => ({ type, path: `${at}.quota.volumeTypes`, isPrivate: false })),
    ];
  });
  if (named.length === 0) return { ids: {}, problems: [] };
  const rows = await cloud.list("block-storage", "/types", { is_public: "None" });
  const all = rows.map((row) => String(row["name"]));
  const ids: Record<string, string> = {};
  const problems = named.flatMap(({ type, path, isPrivate }) => {
    const row = rows.find(({ name }) => name === type);
    if (!row) return [`${path} must be a volume type that Cinder has, one of ${all.join(", ") || "none"}, got ${JSON.stringify(type)}`];
    const isPublic = row["is_public"] ?? row["os-volume-type-access:is_public"];
    if (isPrivate && isPublic === true)
      return [`${path} must be a private volume type, got ${JSON.stringify(type)}, which every project may use: leave it out`];
    if (isPrivate) ids[type] = String(row["id"]);
    return [];
  });
  return { ids, problems };
}

/** What Cinder calls the numbers of a single type. */
const NUMBER_OF_TYPE = /^(volumes|gigabytes|snapshots)_/;

/**
 * Asks Cinder for the numbers of all volume types, for projects that have some in the data.
 *
 * @param cloud - login of the administrator
 * @param projects - projects that are there, with their ids
 * @returns numbers under Cinder's names, by the name of the project
 */
export async function presentTypeQuotas(
  cloud: Cloud,
  projects: readonly (Pick<AdminProject, "name" | "quota"> & { readonly id: string })[],
): Promise<Map<string, Record<string, string>>> {
  const some = projects.filter(({ quota }) => Object.keys(quota?.volumeTypes ?? {}).length > 0);
  const asked = some.map(async ({ name, id }): Promise<[string, Record<string, string>]> => {
    const numbers = Object.entries(await cloud.show("block-storage", `/os-quota-sets/${id}`)).filter(([key]) => NUMBER_OF_TYPE.test(key));
    return [name, Object.fromEntries(numbers.map(([key, value]) => [key, String(value)]))];
  });
  return new Map(await Promise.all(asked));
}
