import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";
import type { ServiceName } from "../openstack/services";

/** A kind of things that stay behind when a cluster goes. */
export interface LeftoverKind {
  /** Its name. */
  readonly name: string;
  /** Its service. */
  readonly service: ServiceName;
  /** Path of all things of the kind; `{user}` is the one who has logged in. */
  readonly path: string;
  /**
   * What stands behind the path to list them with all fields.
   *
   * @default - nothing: the list has them
   */
  readonly detail?: "/detail";
  /**
   * Query of their deletion.
   *
   * @default - none
   */
  readonly deleteQuery?: Readonly<Record<string, string>>;
  /**
   * Whether the list of an administrator has those of all projects.
   *
   * @default false
   */
  readonly isListedForAll?: boolean;
  /**
   * Login that sees it: what belongs to a user belongs to the one who makes clusters.
   *
   * @default "project"
   */
  readonly login?: "clusters";
  /**
   * Drivers whose clusters make it.
   *
   * @default - all
   */
  readonly drivers?: readonly MagnumDriver[];
  /** The OpenStack client's command that deletes it. */
  readonly deletion: readonly string[];
  /**
   * Field that it is asked for by.
   *
   * @default "id"
   */
  readonly key?: string;
  /**
   * Field that people know it by.
   *
   * @default "name"
   */
  readonly label?: string;
  /**
   * Key of its metadata that is the mark of the cluster.
   *
   * @default - none
   */
  readonly metadata?: string;
  /**
   * By what the things are known that Terraform makes for the project.
   *
   * @default - Terraform makes none
   */
  readonly ofTerraform?: "tags" | "name" | "name and hash";
  /**
   * Longest time that its deletion may take, in seconds.
   *
   * @default 300
   */
  readonly longestSeconds?: number;
}

const CINDER_CSI = "cinder.csi.openstack.org/cluster";

/** All kinds, in the order in which they can be deleted: what holds others comes first. */
export const KINDS = [
  {
    name: "load balancer",
    service: "load-balancer",
    path: "/lbaas/loadbalancers",
    isListedForAll: true,
    deletion: ["loadbalancer", "delete", "--cascade"],
    deleteQuery: { cascade: "true" },
    longestSeconds: 600,
  },
  {
    name: "floating IP",
    service: "network",
    path: "/floatingips",
    isListedForAll: true,
    deletion: ["floating", "ip", "delete"],
    label: "floating_ip_address",
  },
  {
    name: "Heat stack",
    service: "orchestration",
    path: "/stacks",
    drivers: ["heat"],
    deletion: ["stack", "delete", "--yes"],
    label: "stack_name",
    longestSeconds: 1800,
  },
  { name: "server", service: "compute", path: "/servers", detail: "/detail", deletion: ["server", "delete"], longestSeconds: 600 },
  { name: "server group", service: "compute", path: "/os-server-groups", drivers: ["vexxhost"], deletion: ["server", "group", "delete"] },
  {
    name: "volume snapshot",
    service: "block-storage",
    path: "/snapshots",
    detail: "/detail",
    deletion: ["volume", "snapshot", "delete"],
    metadata: CINDER_CSI,
  },
  { name: "volume", service: "block-storage", path: "/volumes", detail: "/detail", deletion: ["volume", "delete"], metadata: CINDER_CSI },
  {
    name: "share snapshot",
    service: "shared-file-system",
    path: "/snapshots",
    detail: "/detail",
    deletion: ["share", "snapshot", "delete"],
  },
  {
    name: "share",
    service: "shared-file-system",
    path: "/shares",
    detail: "/detail",
    deletion: ["share", "delete"],
    metadata: "manila.csi.openstack.org/cluster",
    longestSeconds: 900,
  },
  { name: "port", service: "network", path: "/ports", isListedForAll: true, deletion: ["port", "delete"], ofTerraform: "tags" },
  { name: "router", service: "network", path: "/routers", isListedForAll: true, deletion: ["router", "delete"], ofTerraform: "tags" },
  { name: "network", service: "network", path: "/networks", isListedForAll: true, deletion: ["network", "delete"], ofTerraform: "tags" },
  { name: "security group", service: "network", path: "/security-groups", isListedForAll: true, deletion: ["security", "group", "delete"] },
  { name: "secret", service: "key-manager", path: "/secrets", deletion: ["secret", "delete"], key: "secret_ref" },
  {
    name: "cluster template",
    service: "container-infra",
    path: "/clustertemplates",
    login: "clusters",
    deletion: ["coe", "cluster", "template", "delete"],
    key: "uuid",
    ofTerraform: "name and hash",
  },
  {
    name: "keypair",
    service: "compute",
    path: "/os-keypairs",
    login: "clusters",
    deletion: ["keypair", "delete"],
    key: "name",
    ofTerraform: "name",
  },
  {
    name: "application credential",
    service: "identity",
    path: "/users/{user}/application_credentials",
    login: "clusters",
    deletion: ["application", "credential", "delete"],
  },
] as const satisfies readonly LeftoverKind[];

/** Name of a kind. */
export type KindName = (typeof KINDS)[number]["name"];

/** The kind of a name. */
export function kindNamed(name: KindName): LeftoverKind {
  return KINDS.find((kind) => kind.name === name)!;
}
