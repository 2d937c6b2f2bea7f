import type { MagnumDriver } from "../../constructs/contracts/magnum-driver";

/** A kind of things that stay behind when a cluster goes. */
export interface LeftoverKind {
  /** Its name. */
  readonly name: string;
  /** Type of its service in the catalogue. */
  readonly service: RegExp;
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
  /** The client's commands for it, before `list`, `show` and `delete`. */
  readonly command: readonly string[];
  /**
   * Arguments of `list`.
   *
   * @default - none
   */
  readonly listOptions?: readonly string[];
  /**
   * Arguments of `delete`.
   *
   * @default - none
   */
  readonly deleteOptions?: readonly string[];
  /**
   * Field that `show` and `delete` take.
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
   * Property that is the mark of the cluster.
   *
   * @default - none
   */
  readonly property?: string;
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

const BLOCK_STORAGE = /^(volume|block-storage)/;
const CINDER_CSI = "cinder.csi.openstack.org/cluster";

/** All kinds, in the order in which they can be deleted: what holds others comes first. */
export const KINDS = [
  { name: "load balancer", service: /^load-balancer$/, command: ["loadbalancer"], deleteOptions: ["--cascade"], longestSeconds: 600 },
  { name: "floating IP", service: /^network$/, command: ["floating", "ip"], listOptions: ["--long"], label: "floating_ip_address" },
  {
    name: "Heat stack",
    service: /^orchestration$/,
    drivers: ["heat"],
    command: ["stack"],
    label: "stack_name",
    deleteOptions: ["--yes"],
    longestSeconds: 1800,
  },
  { name: "server", service: /^compute$/, command: ["server"], longestSeconds: 600 },
  { name: "server group", service: /^compute$/, drivers: ["vexxhost"], command: ["server", "group"] },
  { name: "volume snapshot", service: BLOCK_STORAGE, command: ["volume", "snapshot"], listOptions: ["--long"], property: CINDER_CSI },
  { name: "volume", service: BLOCK_STORAGE, command: ["volume"], listOptions: ["--long"], property: CINDER_CSI },
  { name: "share snapshot", service: /^share/, command: ["share", "snapshot"] },
  {
    name: "share",
    service: /^share/,
    command: ["share"],
    listOptions: ["--long"],
    property: "manila.csi.openstack.org/cluster",
    longestSeconds: 900,
  },
  { name: "port", service: /^network$/, command: ["port"], listOptions: ["--long"], ofTerraform: "tags" },
  { name: "router", service: /^network$/, command: ["router"], listOptions: ["--long"], ofTerraform: "tags" },
  { name: "network", service: /^network$/, command: ["network"], listOptions: ["--long"], ofTerraform: "tags" },
  { name: "security group", service: /^network$/, command: ["security", "group"] },
  { name: "secret", service: /^key-manager$/, command: ["secret"], key: "secret_href" },
  {
    name: "cluster template",
    service: /^container-infra$/,
    login: "clusters",
    command: ["coe", "cluster", "template"],
    key: "uuid",
    ofTerraform: "name and hash",
  },
  { name: "keypair", service: /^compute$/, login: "clusters", command: ["keypair"], key: "name", ofTerraform: "name" },
  { name: "application credential", service: /^identity$/, login: "clusters", command: ["application", "credential"] },
] as const satisfies readonly LeftoverKind[];

/** Name of a kind. */
export type KindName = (typeof KINDS)[number]["name"];

/** The kind of a name. */
export function kindNamed(name: KindName): LeftoverKind {
  return KINDS.find((kind) => kind.name === name)!;
}
