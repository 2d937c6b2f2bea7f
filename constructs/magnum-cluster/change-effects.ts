import { MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../contracts/magnum-driver";

/**
 * What becomes of a running cluster when what it is made from changes:
 *
 * - `in-place`: the new value is in force after the apply;
 * - `kept`: Terraform is content, and the cluster goes on with the old value;
 * - `replaces-nodes`: new nodes take the place of the group's old ones;
 * - `replaces-cluster`: a new cluster takes its place, with nothing in it.
 */
export type ChangeEffect = "in-place" | "kept" | "replaces-nodes" | "replaces-cluster";

/** Part of a cluster that has attributes of its own. */
export type ClusterPart = "template" | "cluster" | "node-group";

/** A change of one attribute. */
export interface AttributeChange {
  /** What has the attribute. */
  readonly part: ClusterPart;
  /** Name of the attribute in Terraform; of a label, `labels.<label>`. */
  readonly attribute: string;
  /**
   * Whether the label was not there before.
   *
   * @default false
   */
  readonly isNew?: boolean;
}

/** Effects by attribute; `labels` and `labels.new` are those of labels that are not named. */
type Effects = Readonly<Record<string, ChangeEffect>>;

/**
 * The provider makes a new cluster for everything but these; `node_count` depends on the driver.
 *
 * @see https://github.com/terraform-provider-openstack/terraform-provider-openstack/blob/v3.4.0/openstack/resource_openstack_containerinfra_cluster_v1.go
 */
const CLUSTER = { cluster_template_id: "in-place", node_count: "in-place", timeouts: "in-place" } as const;
/** Bounds and count change in place; all else makes a new group. */
const NODE_GROUP = { node_count: "in-place", min_node_count: "in-place", max_node_count: "in-place", timeouts: "in-place" } as const;

/**
 * What a new template does with each driver. A template is never changed: a new one takes its place.
 *
 * magnum-capi-helm merges the labels of the template and those that Magnum has kept with the cluster since it was made, and the latter win.
 * So a label that was there keeps its value, also when it is taken out, and one that is new comes through. The chart's version is read from the
 * template alone. What is not named here is either the cluster's own (flavors, load balancer, networks) or read by no code of the driver.
 *
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/driver.py (_label, _get_chart_version, _update_helm_release)
 */
const TEMPLATE_UPGRADE: Effects = {
  image: "in-place",
  dns_nameserver: "in-place",
  network_driver: "in-place",
  external_network_id: "in-place",
  "labels.capi_helm_chart_version": "in-place",
  "labels.new": "in-place",
  labels: "kept",
};

/**
 * Says what a change does to a running cluster.
 *
 * @param driver - the cluster's driver
 * @param change - the change
 */
export function effectOfChange(driver: MagnumDriver, { part, attribute, isNew = false }: AttributeChange): ChangeEffect {
  const { templateChange, resizesDefaultWorkers } = MAGNUM_DRIVER_TRAITS[driver];
  if (part === "node-group") return effect(NODE_GROUP, attribute) ?? "replaces-nodes";
  if (part === "cluster") {
    if (attribute === "node_count" && !resizesDefaultWorkers) return "kept";
    return effect(CLUSTER, attribute) ?? "replaces-cluster";
  }
  if (templateChange === "replace-cluster") return "replaces-cluster";
  if (templateChange === "ignored") return "kept";
  if (!attribute.startsWith("labels.")) return effect(TEMPLATE_UPGRADE, attribute) ?? "kept";
  return effect(TEMPLATE_UPGRADE, attribute) ?? TEMPLATE_UPGRADE[isNew ? "labels.new" : "labels"]!;
}

function effect(effects: Effects, attribute: string): ChangeEffect | undefined {
  return Object.hasOwn(effects, attribute) ? effects[attribute] : undefined;
}

/** Labels that say who may reach the API server, of the drivers that keep them. */
export const API_ACCESS_LABELS: readonly string[] = ["master_lb_floating_ip_enabled", "api_master_lb_allowed_cidrs"];

/** Attributes of a template beside the labels that say the same, or how the API server proves itself. */
export const API_ACCESS_ATTRIBUTES: readonly string[] = ["floating_ip_enabled", "master_lb_enabled", "tls_disabled"];
