import { placeOf, stackName } from "../../stacks/roles";
import { after, before, forcing, references, type Change, type Values } from "../plan/changes";
import { boundsOf, groupSteps } from "../plan/node-group-steps";
import { priorResources, type Plan, type StateResource } from "../plan/plan";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const NODE_GROUP = "openstack_containerinfra_nodegroup_v1";
const DIGITALOCEAN_CLUSTER = "digitalocean_kubernetes_cluster";
const NODE_POOL = "digitalocean_kubernetes_node_pool";
const CLAIM = "kubernetes_persistent_volume_claim_v1";
const NOUNS: Record<string, string> = {
  [CLUSTER]: "cluster",
  [NODE_GROUP]: "node group",
  openstack_containerinfra_clustertemplate_v1: "cluster template",
  openstack_networking_network_v2: "network",
  openstack_networking_subnet_v2: "subnet",
  openstack_networking_router_v2: "router",
  openstack_networking_router_interface_v2: "router interface",
  openstack_compute_keypair_v2: "keypair",
  openstack_sharedfilesystem_share_access_v2: "share access",
  [DIGITALOCEAN_CLUSTER]: "cluster",
  [NODE_POOL]: "node pool",
  digitalocean_vpc: "VPC",
  digitalocean_nfs: "share",
  digitalocean_spaces_bucket: "bucket",
  [CLAIM]: "claim",
  kubernetes_persistent_volume_v1: "persistent volume",
  kubernetes_storage_class_v1: "storage class",
  kubernetes_namespace_v1: "namespace",
  kubernetes_secret_v1: "secret",
  kubernetes_ingress_v1: "ingress",
  kubernetes_config_map_v1: "config map",
  helm_release: "release",
  openstack_identity_project_v3: "project",
  openstack_identity_role_assignment_v3: "role assignment",
  openstack_compute_quotaset_v2: "Nova quota",
  openstack_blockstorage_quotaset_v3: "Cinder quota",
  openstack_networking_quota_v2: "Neutron quota",
  openstack_lb_quota_v2: "Octavia quota",
  openstack_networking_rbac_policy_v2: "shared network",
  openstack_compute_flavor_access_v2: "flavor access",
  openstack_blockstorage_volume_type_access_v3: "volume type access",
  openstack_images_image_access_v2: "image member",
};
const QUOTAS = new Set([
  "openstack_compute_quotaset_v2",
  "openstack_blockstorage_quotaset_v3",
  "openstack_networking_quota_v2",
  "openstack_lb_quota_v2",
]);
const MOST = 10;

/** What people call a type of resource. */
export function noun(type: string): string {
  return NOUNS[type] ?? type;
}

/** Name of a resource in the world, where it has one. */
export function nameOf(values: Values): string | undefined {
  const metadata = values["metadata"];
  const inner = Array.isArray(metadata) ? (metadata[0] as Values | undefined) : undefined;
  const name = inner?.["name"] ?? values["name"];
  return typeof name === "string" ? name : undefined;
}

/** Finds what is lost together with resources that are replaced or destroyed. */
export class Losses {
  private readonly claims: readonly { readonly stack: string; readonly name: string; readonly policy: string }[];
  private readonly dependents = new Map<string, Change[]>();

  constructor(
    private readonly plans: readonly Plan[],
    changes: readonly Change[],
  ) {
    this.claims = plans.flatMap(claimsOf);
    const lost = changes.filter(({ kind }) => kind === "replace" || kind === "destroy");
    const ids = new Map(lost.map((change) => [`${change.stack} ${String(before(change)["id"])}`, change.resource.address]));
    for (const change of lost) {
      const forced = forcing(change.resource).map((path) => path.split(/[.[]/)[0]!);
      // Nothing refers to what is no longer configured, but it has the ids of what it was made in.
      const { id: _own, ...others } = before(change);
      const bases =
        change.kind === "replace"
          ? references(change, forced)
          : new Set(Object.values(others).map((value) => (typeof value === "string" ? ids.get(`${change.stack} ${value}`) : undefined)));
      for (const base of bases) {
        if (base === undefined || base === change.resource.address) continue;
        const key = `${change.stack} ${base}`;
        const followers = this.dependents.get(key);
        if (followers) followers.push(change);
        else this.dependents.set(key, [change]);
      }
    }
  }

  /**
   * Says what goes with a resource that is replaced or destroyed.
   *
   * @param change - the change
   * @returns parts of a sentence
   */
  public with(change: Change): string[] {
    const type = change.resource.type;
    const followers = this.dependents.get(`${change.stack} ${change.resource.address}`) ?? [];
    const parts = followers.length > 0 ? [counted(followers)] : [];
    if (type === CLUSTER || type === DIGITALOCEAN_CLUSTER) parts.push(this.claimsInCluster(change));
    if (type === CLAIM) {
      const policy = this.claims.find(({ stack, name }) => stack === change.stack && name === claimName(before(change)))?.policy;
      if (policy === "Delete") parts.push("**its volume and the data on it**: reclaim policy Delete");
      else if (policy === "Retain") parts.push("nothing of its data: reclaim policy Retain keeps the volume");
      else parts.push("its volume and the data on it, unless the reclaim policy of its class is Retain");
    }
    if (type === NODE_GROUP || type === NODE_POOL) parts.push("its nodes and the pods on them");
    if (type === "helm_release" && change.kind === "destroy") parts.push("everything that it has installed");
    if (type === "digitalocean_nfs") parts.push("**the share and all data on it**, whatever the reclaim policy of its class is");
    if (type === "digitalocean_spaces_bucket") parts.push("nothing as long as there is anything in it: DigitalOcean then refuses it");
    if (type === "openstack_identity_project_v3") parts.push("the owner of all that is in it, which stays in the cloud");
    if (QUOTAS.has(type)) parts.push("nothing in the cloud: the numbers stay as they are");
    if (type === "kubernetes_namespace_v1") parts.push("everything in the namespace, claims included");
    return parts;
  }

  private claimsInCluster({ stack }: Change): string {
    const place = placeOf(stack);
    const platform = place?.role === "cluster" ? stackName(place.project, "platform") : undefined;
    const deleted = this.claims.filter((claim) => claim.stack === platform && claim.policy !== "Retain");
    if (platform === undefined || !this.plans.some((plan) => plan.stack === platform)) {
      return "everything that runs in it, and all claims with reclaim policy Delete; give the plan of its platform stack too, and they are named here";
    }
    const names = deleted.map(({ name, policy }) => `\`${name}\`${policy === "Delete" ? "" : " (policy not in the plan)"}`);
    const known =
      names.length > 0
        ? `${names.length} known claim${names.length > 1 ? "s" : ""} with reclaim policy Delete (${some(names)})`
        : "no known claim with reclaim policy Delete";
    return `everything that runs in it, ${known}, and the claims that jobs have made themselves`;
  }
}

/**
 * Says that Magnum refuses new bounds of a node group in one step, and which steps they need.
 *
 * @param change - change in place of a node group
 * @param clusters - names of clusters by their id
 * @returns the remark, or undefined if the bounds contain the current number of nodes
 */
export function boundsRemark(change: Change, clusters: ReadonlyMap<string, string>): string | undefined {
  if (change.kind !== "update" || change.resource.type !== NODE_GROUP) return undefined;
  const [old, now] = [before(change), after(change)];
  const steps = groupSteps(old, now, clusters);
  if (steps.length === 0) return undefined;
  const current = Number(old["node_count"]);
  const { min, max } = boundsOf(now);
  const problem = min > current ? `\`min_node_count\` ${min} is above` : `\`max_node_count\` ${max} is below`;
  const commands = [...steps.map(({ command }) => `\`${command}\``), "plan again and apply: what is left changes in place"];
  return (
    `**Magnum refuses this in one step** (HTTP 409): ${problem} the current number of nodes, ${current}. ` +
    `Before applying, waiting for UPDATE_COMPLETE after each step: ${commands.map((step, index) => `${index + 1}. ${step}`).join("; ")}.`
  );
}

/** Names of the clusters that plans know, by id. */
export function clusterNames(plans: readonly Plan[]): Map<string, string> {
  const clusters = plans.flatMap(priorResources).filter(({ type }) => type === CLUSTER);
  return new Map(clusters.map(({ values }) => [String(values?.["id"]), String(values?.["name"])]));
}

function counted(changes: readonly Change[]): string {
  const groups = new Map<string, string[]>();
  for (const change of changes) {
    const word = noun(change.resource.type);
    groups.set(word, [...(groups.get(word) ?? []), `\`${nameOf(before(change)) ?? change.address}\``]);
  }
  return [...groups].map(([word, names]) => `${names.length} ${plural(word, names.length)} (${some(names)})`).join(", ");
}

function plural(word: string, count: number): string {
  if (count === 1 || word.includes("_")) return word;
  return /(s|ss)$/.test(word) ? `${word}es` : `${word}s`;
}

function some(names: readonly string[]): string {
  return names.length > MOST ? `${names.slice(0, MOST).join(", ")} and ${names.length - MOST} more` : names.join(", ");
}

/** Claims of a plan's prior state with the reclaim policy of their volume: that of a static volume, else that of the class. */
function claimsOf(plan: Plan): { stack: string; name: string; policy: string }[] {
  const resources = priorResources(plan);
  const first = (value: unknown): Values => ((Array.isArray(value) ? value[0] : undefined) ?? {}) as Values;
  const policies = new Map<string, string>();
  for (const resource of resources) {
    const values = resource.values ?? {};
    const policy =
      resource.type === "kubernetes_storage_class_v1"
        ? values["reclaim_policy"]
        : first(values["spec"])["persistent_volume_reclaim_policy"];
    if (isPolicyHolder(resource) && typeof policy === "string") policies.set(`${resource.type} ${nameOf(values)}`, policy);
  }
  return resources
    .filter(({ type }) => type === CLAIM)
    .map(({ values }) => {
      const spec = first(values?.["spec"]);
      const policy =
        policies.get(`kubernetes_persistent_volume_v1 ${String(spec["volume_name"])}`) ??
        policies.get(`kubernetes_storage_class_v1 ${String(spec["storage_class_name"])}`);
      return { stack: plan.stack, name: claimName(values ?? {}), policy: policy ?? "" };
    });
}

function isPolicyHolder({ type }: StateResource): boolean {
  return type === "kubernetes_storage_class_v1" || type === "kubernetes_persistent_volume_v1";
}

function claimName(values: Values): string {
  const metadata = (Array.isArray(values["metadata"]) ? values["metadata"][0] : {}) as Values;
  return `${String(metadata["namespace"])}/${String(metadata["name"])}`;
}
