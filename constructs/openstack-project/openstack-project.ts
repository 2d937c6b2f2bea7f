import { Construct } from "constructs";
import { BlockstorageQuotasetV3 } from "../../.gen/providers/openstack/blockstorage-quotaset-v3";
import { BlockstorageVolumeTypeAccessV3 } from "../../.gen/providers/openstack/blockstorage-volume-type-access-v3";
import { ComputeFlavorAccessV2 } from "../../.gen/providers/openstack/compute-flavor-access-v2";
import { ComputeQuotasetV2 } from "../../.gen/providers/openstack/compute-quotaset-v2";
import { IdentityProjectV3 } from "../../.gen/providers/openstack/identity-project-v3";
import { IdentityRoleAssignmentV3 } from "../../.gen/providers/openstack/identity-role-assignment-v3";
import { ImagesImageAccessV2 } from "../../.gen/providers/openstack/images-image-access-v2";
import { LbQuotaV2 } from "../../.gen/providers/openstack/lb-quota-v2";
import { NetworkingQuotaV2 } from "../../.gen/providers/openstack/networking-quota-v2";
import { NetworkingRbacPolicyV2 } from "../../.gen/providers/openstack/networking-rbac-policy-v2";
import { numbersOf, volumeTypeNumbers, type ProjectQuota, type QuotaService } from "./quota-fields";

/** A role that a group has in a project. */
export interface GroupRole {
  /** Name of the group. */
  readonly group: string;
  /** Id of the group. */
  readonly groupId: string;
  /** Name of the role. */
  readonly role: string;
  /** Id of the role. */
  readonly roleId: string;
}

/** Something of the cloud that a project may use. */
export interface Granted {
  /** Its name. */
  readonly name: string;
  /** Its id. */
  readonly id: string;
  /**
   * Id that an existing permission is imported by.
   *
   * @default - the permission is made
   */
  readonly importId?: string | undefined;
}

/** Properties of an `OpenStackProject`. */
export interface OpenStackProjectProps {
  /** Name in Keystone. */
  readonly name: string;
  /**
   * What it is for.
   *
   * @default - nothing is said
   */
  readonly description?: string | undefined;
  /** Id of its domain; another one would replace the project. */
  readonly domainId: string;
  /**
   * Whether its users can log in.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Id of the project where it is there already, and the region of its quotas: both are imported.
   *
   * @default - the project is made
   */
  readonly existing?: { readonly id: string; readonly region: string } | undefined;
  /** Roles of groups in it. */
  readonly roles: readonly GroupRole[];
  /**
   * Its quota. Manila and Magnum have no resource for theirs: those numbers are passed over.
   *
   * @default - all stays as the services have it
   */
  readonly quota?: ProjectQuota | undefined;
  /**
   * Numbers that Cinder has of single volume types, under its names: it tells those of all types, and a plan would take away what is not written.
   *
   * @default - none but those of the quota
   */
  readonly presentVolumeTypeQuota?: Readonly<Record<string, string>> | undefined;
  /** Networks of others that it may use. */
  readonly sharedNetworks: readonly Granted[];
  /** Private flavors that it may use. */
  readonly flavors: readonly Granted[];
  /** Images of others that it is offered; one of its users accepts them. */
  readonly images: readonly Granted[];
  /** Private volume types that it may use. */
  readonly volumeTypes: readonly Granted[];
}

/**
 * A project of OpenStack with the roles of its groups, its quotas, and what it may use of others.
 *
 * Terraform refuses to destroy the project: Keystone would delete it alone, and its servers, volumes and networks would stay without an owner.
 * A quota that is taken out stays as it is.
 */
export class OpenStackProject extends Construct {
  /** Id of the project. */
  public readonly projectId: string;

  constructor(scope: Construct, id: string, props: OpenStackProjectProps) {
    super(scope, id);
    const { name, description, domainId, enabled = true, existing } = props;
    const project = new IdentityProjectV3(this, "project", {
      ...{ name, description, domainId, enabled },
      tags: ["managed-by=cdktf-magnum"],
      lifecycle: { preventDestroy: true },
    });
    if (existing) project.importFrom(existing.id);
    this.projectId = project.id;
    const groups = [...new Set(props.roles.map(({ group }) => group))];
    const scopes = new Map(groups.map((group) => [group, new Construct(this, `group-${group}`)]));
    for (const { group, groupId, role, roleId } of props.roles) {
      new IdentityRoleAssignmentV3(scopes.get(group)!, role, { projectId: this.projectId, groupId, roleId });
    }
    if (props.quota) this.quotas(props.quota, existing && `${existing.id}/${existing.region}`, props.presentVolumeTypeQuota);
    this.grants(props);
  }

  private quotas(quota: ProjectQuota, importId: string | undefined, present: OpenStackProjectProps["presentVolumeTypeQuota"]): void {
    const projectId = this.projectId;
    const types = volumeTypeNumbers(quota);
    const has = (service: QuotaService): boolean => numbersOf(service).some((field) => quota[field] !== undefined);
    const made = [
      has("compute") &&
        new ComputeQuotasetV2(this, "compute-quota", {
          ...{ projectId, instances: quota.instances, cores: quota.cores, ram: quota.memoryMiB, keyPairs: quota.keypairs },
          ...{ serverGroups: quota.serverGroups, serverGroupMembers: quota.serverGroupMembers },
        }),
      (has("block-storage") || types.length > 0) &&
        new BlockstorageQuotasetV3(this, "volume-quota", {
          ...{ projectId, volumes: quota.volumes, gigabytes: quota.gigabytes, snapshots: quota.snapshots },
          ...{ perVolumeGigabytes: quota.gigabytesPerVolume, backups: quota.backups, backupGigabytes: quota.backupGigabytes },
          volumeTypeQuota:
            types.length > 0 ? { ...present, ...Object.fromEntries(types.map(([key, value]) => [key, String(value)])) } : undefined,
        }),
      has("network") &&
        new NetworkingQuotaV2(this, "network-quota", {
          ...{ projectId, floatingip: quota.floatingIps, network: quota.networks, subnet: quota.subnets, router: quota.routers },
          ...{ port: quota.ports, securityGroup: quota.securityGroups, securityGroupRule: quota.securityGroupRules },
        }),
      has("load-balancer") &&
        new LbQuotaV2(this, "load-balancer-quota", {
          ...{ projectId, loadbalancer: quota.loadBalancers, listener: quota.listeners, pool: quota.pools },
          ...{ member: quota.poolMembers, healthMonitor: quota.healthMonitors },
        }),
    ];
    if (importId === undefined) return;
    for (const resource of made) if (resource) resource.importFrom(importId);
  }

  private grants({ sharedNetworks, flavors, images, volumeTypes }: OpenStackProjectProps): void {
    const target = this.projectId;
    for (const { name, id, importId } of sharedNetworks) {
      const rule = { action: "access_as_shared", objectType: "network", objectId: id, targetTenant: target };
      const policy = new NetworkingRbacPolicyV2(this, `network-${name}`, rule);
      if (importId !== undefined) policy.importFrom(importId);
    }
    for (const { name, id, importId } of flavors) {
      const access = new ComputeFlavorAccessV2(this, `flavor-${name}`, { flavorId: id, tenantId: target });
      if (importId !== undefined) access.importFrom(importId);
    }
    for (const { name, id, importId } of images) {
      const member = new ImagesImageAccessV2(this, `image-${name}`, { imageId: id, memberId: target });
      if (importId !== undefined) member.importFrom(importId);
    }
    for (const { name, id, importId } of volumeTypes) {
      const access = new BlockstorageVolumeTypeAccessV3(this, `volume-type-${name}`, { volumeTypeId: id, projectId: target });
      if (importId !== undefined) access.importFrom(importId);
    }
  }
}
