import type { AdminProject, AdminSite } from "../../projects";
import type { FindGrant, GrantKind } from "../../stacks/admin-stack";
import type { Cloud } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import type { Row } from "../openstack/rows";
import type { NamedVolumeTypes } from "./volume-types";

/**
 * Compares the projects that Terraform does not know yet with those that Keystone has.
 *
 * @param cloud - login of the administrator
 * @param site - the site
 * @param unknown - its projects that are not in the state
 * @returns what has to be corrected before anything is planned, one sentence each
 */
export async function adoptionProblems(cloud: Cloud, { admin, file }: AdminSite, unknown: readonly AdminProject[]): Promise<string[]> {
  const found = await Promise.all(
    unknown.map(async ({ name, adopt }): Promise<string | undefined> => {
      const at = `${file}: admin.projects[${admin.projects.findIndex((project) => project.name === name)}].adopt`;
      if (adopt === undefined) {
        const [there] = await cloud.list("identity", "/projects", { name, domain_id: admin.domainId });
        if (there === undefined) return undefined;
        return `${at} must be "${String(there["id"])}" to take over project ${name}, which is there already; or give the new one another name`;
      }
      try {
        await cloud.show("identity", `/projects/${adopt}`);
        return undefined;
      } catch (error) {
        if (!(error instanceof OpenStackError) || error.failure !== "not found") throw error;
        return `${at} must be the id of a project that is there, got "${adopt}"; leave it out to make project ${name}`;
      }
    }),
  );
  return found.filter((problem) => problem !== undefined);
}

/**
 * Finds the permissions that adopted projects have already: made again they would be refused as conflicts.
 *
 * @param cloud - login of the administrator
 * @param projects - the adopted projects
 * @param typeIds - ids of volume types by their names, where these are not the ids
 */
export async function existingGrants(
  cloud: Cloud,
  projects: readonly AdminProject[],
  typeIds: NamedVolumeTypes["ids"] = {},
): Promise<FindGrant> {
  const known = new Map<string, string>();
  for (const project of projects) {
    for (const kind of Object.keys(GRANTS) as GrantKind[]) {
      for (const name of project[kind]) {
        const id = await GRANTS[kind](cloud, name, project.adopt!, typeIds);
        if (id !== undefined) known.set(JSON.stringify([project.name, kind, name]), id);
      }
    }
  }
  return (...asked) => known.get(JSON.stringify(asked));
}

/** Finds a permission by the name of the thing and the id of the project; the id is the one that the provider imports it by. */
const GRANTS: Readonly<
  Record<GrantKind, (cloud: Cloud, name: string, project: string, typeIds: NamedVolumeTypes["ids"]) => Promise<string | undefined>>
> = {
  sharedNetworks: async (cloud, name, project) => {
    const [network] = await cloud.list("network", "/networks", { name });
    if (!network) return undefined;
    const rule = { object_type: "network", object_id: String(network["id"]), action: "access_as_shared", target_tenant: project };
    const [policy] = await cloud.list("network", "/rbac-policies", rule);
    return policy && String(policy["id"]);
  },
  flavors: async (cloud, name, project) => {
    const flavor = named(await cloud.list("compute", "/flavors", { is_public: "None" }), name);
    if (!flavor) return undefined;
    const access = await cloud.list("compute", `/flavors/${String(flavor["id"])}/os-flavor-access`);
    return access.some((row) => row["tenant_id"] === project) ? `${String(flavor["id"])}/${project}` : undefined;
  },
  images: async (cloud, name, project) => {
    const image = named(await cloud.list("image", "/images", { name }), name);
    if (!image) return undefined;
    const members = await cloud.list("image", `/images/${String(image["id"])}/members`);
    return members.some((row) => row["member_id"] === project) ? `${String(image["id"])}/${project}` : undefined;
  },
  volumeTypes: async (cloud, name, project, typeIds) => {
    const id = typeIds[name] ?? name;
    const access = await cloud.list("block-storage", `/types/${id}/os-volume-type-access`);
    return access.some((row) => row["project_id"] === project) ? `${id}/${project}` : undefined;
  },
};

function named(rows: readonly Row[], name: string): Row | undefined {
  return rows.find((row) => row["name"] === name);
}
