import { TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { DataOpenstackComputeFlavorV2 } from "../.gen/providers/openstack/data-openstack-compute-flavor-v2";
import { DataOpenstackIdentityGroupV3 } from "../.gen/providers/openstack/data-openstack-identity-group-v3";
import { DataOpenstackIdentityRoleV3 } from "../.gen/providers/openstack/data-openstack-identity-role-v3";
import { DataOpenstackImagesImageV2 } from "../.gen/providers/openstack/data-openstack-images-image-v2";
import { DataOpenstackNetworkingNetworkV2 } from "../.gen/providers/openstack/data-openstack-networking-network-v2";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { isUuid } from "../constructs/kit/names";
import { guardProtected } from "../constructs/kit/protected-resources";
import { requireTerraform } from "../constructs/kit/required-terraform";
import { OpenStackProject, type Granted } from "../constructs/openstack-project/openstack-project";
import type { AdminProject, AdminSite } from "../projects";
import { REQUESTED_QUOTAS, VOLUME_TYPE_IDS } from "./admin-names";
import { declareBackend } from "./backend";

/** Kinds of things that a project may use of others. */
export type GrantKind = "sharedNetworks" | "flavors" | "images" | "volumeTypes";

/** Finds the id that a permission which is there already is imported by; undefined where there is none. */
export type FindGrant = (project: string, kind: GrantKind, name: string) => string | undefined;

/** What is known beside the data of a site. */
export interface AdminStackOptions {
  /**
   * Finds permissions that are there already.
   *
   * @default - there are none
   */
  readonly findGrant?: FindGrant;
  /**
   * Numbers of single volume types that Cinder has of projects which have some in the data, by the name of the project.
   *
   * @default - not known
   */
  readonly volumeTypeQuotas?: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /**
   * Whether Terraform itself refuses to destroy a project that is no longer in the data.
   *
   * @default true
   */
  readonly guarded?: boolean;
}

/** Projects of a site with their quotas, made by an administrator. */
export class AdminStack extends TerraformStack {
  private readonly lookups = new Map<string, string>();
  private volumeTypeIds: TerraformVariable | undefined;

  constructor(scope: Construct, id: string, site: AdminSite, options: AdminStackOptions = {}) {
    super(scope, id);
    const { findGrant = () => undefined, guarded = true, volumeTypeQuotas } = options;
    declareBackend(this, site.backend);
    requireTerraform(this);
    const { region } = site.identity;
    new OpenstackProvider(this, "openstack", { cloud: site.clouds.admin, region });
    const projects = new Construct(this, "projects");
    const ids: Record<string, string> = {};
    for (const project of site.admin.projects) {
      const { name, description, enabled, adopt, quota, groups } = project;
      const granted = (kind: GrantKind): Granted[] =>
        project[kind].map((thing) => ({
          name: thing,
          id: this.idOf(kind, thing),
          importId: adopt === undefined ? undefined : findGrant(name, kind, thing),
        }));
      const made = new OpenStackProject(projects, name, {
        ...{ name, description, enabled, quota, domainId: site.admin.domainId },
        presentVolumeTypeQuota: volumeTypeQuotas?.get(name),
        existing: adopt === undefined ? undefined : { id: adopt, region },
        roles: groups.flatMap(({ name: group, roles }) =>
          roles.map((role) => ({ group, role, groupId: this.groupId(group, site.admin.domainId), roleId: this.roleId(role) })),
        ),
        sharedNetworks: granted("sharedNetworks"),
        flavors: granted("flavors"),
        images: granted("images"),
        volumeTypes: granted("volumeTypes"),
      });
      ids[name] = made.projectId;
    }
    new TerraformOutput(this, "project_ids", { value: ids, description: "ids of the projects" });
    new TerraformOutput(this, REQUESTED_QUOTAS, { value: requested(site.admin.projects), description: "numbers that the data ask for" });
    guardProtected(this, guarded);
  }

  private groupId(name: string, domainId: string): string {
    return this.once(`group-${name}`, (id) => new DataOpenstackIdentityGroupV3(this, id, { name, domainId }).id);
  }

  private roleId(name: string): string {
    return this.once(`role-${name}`, (id) => new DataOpenstackIdentityRoleV3(this, id, { name }).id);
  }

  private idOf(kind: GrantKind, name: string): string {
    switch (kind) {
      case "sharedNetworks":
        return this.once(`network-${name}`, (id) => new DataOpenstackNetworkingNetworkV2(this, id, { name }).id);
      case "flavors":
        return this.once(`flavor-${name}`, (id) => new DataOpenstackComputeFlavorV2(this, id, { name }).id);
      case "images":
        return this.once(`image-${name}`, (id) => new DataOpenstackImagesImageV2(this, id, { name }).id);
      case "volumeTypes":
        return isUuid(name) ? name : this.once(`volume-type-${name}`, () => this.volumeTypeId(name));
    }
  }

  /** Volume types have no data source: the command asks Cinder for their ids. */
  private volumeTypeId(name: string): string {
    this.volumeTypeIds ??= new TerraformVariable(this, VOLUME_TYPE_IDS, {
      type: "map(string)",
      description: "ids of private volume types by their names, as Cinder has them",
    });
    return `\${${this.volumeTypeIds.fqn}[${JSON.stringify(name)}]}`;
  }

  /** What several projects use is looked up once. */
  private once(id: string, make: (id: string) => string): string {
    const value = this.lookups.get(id) ?? make(id);
    this.lookups.set(id, value);
    return value;
  }
}

function requested(projects: readonly AdminProject[]): Record<string, unknown> {
  return Object.fromEntries(projects.flatMap(({ name, quota }) => (quota ? [[name, quota]] : [])));
}
