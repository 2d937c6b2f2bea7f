import { load } from "js-yaml";
import { at, display, entries, elements, partOf, type Block, type Json, type SynthesisedStack } from "./stack";

/** Where an item stands in the picture. */
export type Panel =
  | "external"
  | "network"
  | "router"
  | "template"
  | "cluster"
  | "nodeGroups"
  | "shares"
  | "buckets"
  | "drivers"
  | "classes"
  | "datasets"
  | "volumes"
  | "ingress"
  | "operator"
  | "jobs"
  | "applications"
  | "hosts"
  | "parts";

/** Where the software of a part of the platform stands; that of any other part stands in a box of its own. */
const PANELS: ReadonlyMap<string, Panel> = new Map([
  ["cinder-csi", "drivers"],
  ["nfs-storage", "drivers"],
  ["manila-ceph-fs", "drivers"],
  ["ceph-csi", "drivers"],
  ["ceph-csi-operator", "drivers"],
  ["rook-ceph", "drivers"],
  ["ingress", "ingress"],
  ["spark", "operator"],
]);

/** What one row of the picture says. */
export interface Item {
  /** Where it stands. */
  readonly panel: Panel;
  /** What it is called. */
  readonly name: string;
  /** What else a reader wants to know of it. */
  readonly details: readonly string[];
  /** More lines about it: what, and how much of it. */
  readonly more?: readonly (readonly [string, string])[];
  /** The resource that it is about. */
  readonly block: Block;
}

/** The item that a resource is shown as, or undefined for one that is shown as part of another or not at all. */
export function itemOf(block: Block, stack: SynthesisedStack): Item | undefined {
  const { type } = block;
  const item = (panel: Panel, name: string, ...details: string[]): Item => {
    return { panel, name, details: details.filter((detail) => detail !== ""), block };
  };
  const text = (...keys: (string | number)[]): string => display(at(block.attributes, ...keys), stack);
  switch (type) {
    case "data.openstack_networking_network_v2":
      return item("external", text("name"));
    case "openstack_networking_network_v2":
      return item("network", text("name"), ...cidrs(block, stack));
    case "openstack_networking_router_v2":
      return item("router", text("name"), ...routes(block, stack));
    case "openstack_containerinfra_clustertemplate_v1":
      return item("template", text("name"), text("image"));
    case "openstack_containerinfra_cluster_v1":
      return {
        ...item("cluster", text("name")),
        more: [
          ["control plane", `${text("master_count")} × ${text("master_flavor")}`],
          ["workers", `${text("node_count")} × ${text("flavor")}`],
        ],
      };
    case "openstack_containerinfra_nodegroup_v1":
      return item("nodeGroups", text("name"), `${groupSize(text)} × ${text("flavor_id")}`);
    case "digitalocean_vpc":
      return item("network", text("name"), text("ip_range"));
    case "digitalocean_kubernetes_cluster":
      return {
        ...item("cluster", text("name")),
        more: [
          ["version", text("version")],
          ["system pool", `${text("node_pool", "node_count")} × ${text("node_pool", "size")}`],
        ],
      };
    case "digitalocean_kubernetes_node_pool":
      return item("nodeGroups", text("name"), `${bounds(text("min_nodes"), text("max_nodes"), text("node_count"))} × ${text("size")}`);
    case "digitalocean_nfs":
      return item("shares", text("name"), `${text("size")} GiB`, text("performance_tier"));
    case "digitalocean_spaces_bucket":
      return item("buckets", text("name"), text("region"));
    case "kubernetes_storage_class_v1":
      return item("classes", text("metadata", "name"), text("storage_provisioner"), `reclaim policy ${text("reclaim_policy")}`);
    case "data.openstack_sharedfilesystem_share_v2": {
      const name = datasetName(block, stack);
      return item("datasets", name, name === text("name") ? "" : text("name"));
    }
    case "kubernetes_persistent_volume_claim_v1":
      return at(block.attributes, "spec", "volume_name") === undefined
        ? item("volumes", text("metadata", "name"), text("spec", "resources", "requests", "storage"))
        : undefined;
    case "kubernetes_stateful_set_v1":
      return item(panelOf(block), text("metadata", "name"), imageTag(text("spec", "template", "spec", "container", "image")));
    case "kubernetes_ingress_v1":
      return item("hosts", text("spec", "rule", "host"), target(block, stack));
    case "kubernetes_config_map_v1":
      return sparkJobs(block, stack, item);
    case "helm_release":
      return release(block, stack, item);
    default:
      return undefined;
  }
}

/** Blocks of a stack that need this one, of a type. */
export function neededBy(block: Block, type: string, stack: SynthesisedStack): Block[] {
  return [...stack.blocks.values()].filter((other) => other.type === type && other.needs.has(block));
}

/** Values of a Helm release; later ones lie over earlier ones, and values that are no YAML count as none. */
export function releaseValues(block: Block): Json {
  const documents = elements(block.attributes["values"]).map((document): Json => {
    try {
      return typeof document === "string" ? (load(document) as Json) : undefined;
    } catch {
      return undefined;
    }
  });
  return Object.assign({}, ...documents.map((document) => Object.fromEntries(entries(document)))) as Json;
}

/** Settings in a namespace's spark-defaults.conf. */
export function sparkConf(block: Block, stack: SynthesisedStack): ReadonlyMap<string, string> {
  const lines = display(at(block.attributes, "data", "spark-defaults.conf"), stack).split("\n");
  return new Map(
    lines.filter((line) => line.includes("=")).map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

/** What an Ingress leads to. */
export function target(block: Block, stack: SynthesisedStack): string {
  const service = at(block.attributes, "spec", "rule", "http", "path", "backend", "service");
  const namespace = display(at(block.attributes, "metadata", "namespace"), stack);
  return `${namespace}/${display(at(service, "name"), stack)}:${display(at(service, "port", "number"), stack)}`;
}

/** Smallest and largest number of nodes, or the one that it always is. */
export function bounds(min: string, max: string, count: string): string {
  return min === "" || max === "" || min === max ? count || max : `${min}–${max}`;
}

/** Whether a release has Spark's applications. */
export function hasApplications(block: Block): boolean {
  return partOf(block) === "spark" && isOwnChart(block) && at(releaseValues(block), "applications") !== undefined;
}

/** Whether a release is of a chart of this package, which lies beside the stack. */
function isOwnChart({ type, attributes: { chart } }: Block): boolean {
  return type === "helm_release" && typeof chart === "string" && /^\.{0,2}\//.test(chart);
}

/** Values of the labels of the nodes that users' pods of a release run on. */
export function notebookNodes(block: Block, stack: SynthesisedStack): string[] {
  if (block.type !== "helm_release") return [];
  return entries(at(releaseValues(block), "singleuser", "nodeSelector")).map(([, value]) => display(value, stack));
}

/** Values of the labels of the nodes that brokers of a release run on. */
export function brokerNodes(block: Block, stack: SynthesisedStack): string[] {
  if (block.type !== "helm_release" || partOf(block) !== "kafka") return [];
  const affinity = ["spec", "template", "pod", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution"];
  return elements(at(releaseValues(block), "objects"))
    .flatMap((object) => elements(at(object, ...affinity, "nodeSelectorTerms", 0, "matchExpressions")))
    .map((expression) => display(at(expression, "values", 0), stack));
}

/** Values of the labels of the nodes that Ceph's daemons of a release run on. */
export function cephNodes(block: Block, stack: SynthesisedStack): string[] {
  if (block.type !== "helm_release" || partOf(block) !== "rook-ceph") return [];
  const affinity = ["all", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms", 0, "matchExpressions"];
  return elements(at(releaseValues(block), "cephClusterSpec", "placement", ...affinity)).map((expression) =>
    display(at(expression, "values", 0), stack),
  );
}

function panelOf(block: Block): Panel {
  return PANELS.get(partOf(block)) ?? "parts";
}

type MakeItem = (panel: Panel, name: string, ...details: string[]) => Item;

function groupSize(text: (key: string) => string): string {
  return bounds(text("min_node_count"), text("max_node_count"), text("node_count"));
}

function cidrs(network: Block, stack: SynthesisedStack): string[] {
  return neededBy(network, "openstack_networking_subnet_v2", stack).map((subnet) => display(subnet.attributes["cidr"], stack));
}

function routes(router: Block, stack: SynthesisedStack): string[] {
  const ports = neededBy(router, "openstack_networking_router_interface_v2", stack).flatMap((joint) => [...joint.needs]);
  return ports
    .filter(({ type }) => type === "openstack_networking_port_v2")
    .flatMap((port) => neededBy(port, "openstack_networking_subnet_route_v2", stack))
    .map((route) => `route to ${display(route.attributes["destination_cidr"], stack)}`);
}

function datasetName(share: Block, stack: SynthesisedStack): string {
  const [volume] = neededBy(share, "kubernetes_persistent_volume_v1", stack);
  const [claim] = volume ? neededBy(volume, "kubernetes_persistent_volume_claim_v1", stack) : [];
  return display(claim ? at(claim.attributes, "metadata", "name") : share.attributes["name"], stack);
}

function sparkJobs(block: Block, stack: SynthesisedStack, item: MakeItem): Item | undefined {
  const conf = sparkConf(block, stack);
  // Notebooks have settings of their own, which are a part of theirs.
  if (conf.size === 0 || partOf(block) !== "spark") return undefined;
  const setting = (name: string): string => conf.get(`spark.${name}`) ?? "";
  const executors = bounds(
    setting("dynamicAllocation.minExecutors"),
    setting("dynamicAllocation.maxExecutors"),
    setting("executor.instances"),
  );
  return item(
    "jobs",
    `namespace ${display(at(block.attributes, "metadata", "namespace"), stack)}`,
    `${executors} executors`,
    `each ${setting("executor.cores")} cores, ${setting("executor.memory")}`,
  );
}

function release(block: Block, stack: SynthesisedStack, item: MakeItem): Item | undefined {
  const chart = display(block.attributes["chart"], stack);
  const version = display(block.attributes["version"], stack);
  const again = [...block.needs].some((other) => other.type === "helm_release" && other.attributes["chart"] === block.attributes["chart"]);
  if (again) return undefined;
  if (hasApplications(block)) {
    const names = elements(at(releaseValues(block), "applications")).map((application) => display(at(application, "name"), stack));
    return item("applications", names.join(", "));
  }
  if (partOf(block) === "notebooks" && isOwnChart(block)) {
    const homes = at(releaseValues(block), "homes");
    return homes === undefined ? undefined : item(panelOf(block), "homes", `${display(at(homes, "sizeGiB"), stack)} GiB`);
  }
  if (partOf(block) === "kafka" && isOwnChart(block)) return strimziObjects(block, stack, item);
  const bucket = at(releaseValues(block), "bucket");
  if (bucket !== undefined && isOwnChart(block)) return item("volumes", `bucket ${display(bucket, stack)}`);
  const osds = at(releaseValues(block), "cephClusterSpec", "storage", "storageClassDeviceSets", 0);
  if (osds !== undefined) {
    const size = at(osds, "volumeClaimTemplates", 0, "spec", "resources", "requests", "storage");
    return item(panelOf(block), chart, version, `${display(at(osds, "count"), stack)} OSDs, each ${display(size, stack)}`);
  }
  if (partOf(block) === "monitoring" && isOwnChart(block)) {
    return item("parts", `${elements(at(releaseValues(block), "rules")).length} alerts`);
  }
  return item(panelOf(block), chart.slice(chart.lastIndexOf("/") + 1), version);
}

/** Brokers with their disks, or what is in the cluster. */
function strimziObjects(block: Block, stack: SynthesisedStack, item: MakeItem): Item | undefined {
  const objects = elements(at(releaseValues(block), "objects"));
  const of = (kind: string): Json[] => objects.filter((object) => at(object, "kind") === kind);
  const pools = of("KafkaNodePool");
  if (pools.length > 0) {
    const brokers = pools.reduce<number>((sum, pool) => sum + Number(display(at(pool, "spec", "replicas"), stack)), 0);
    return item("parts", `${brokers} brokers`, `each ${display(at(pools[0], "spec", "storage", "volumes", 0, "size"), stack)}`);
  }
  const counts = [
    [of("KafkaTopic").length, "topics"],
    [of("KafkaUser").length, "users"],
    [of("KafkaMirrorMaker2").length, "mirrors"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? undefined : item("parts", said.join(", "));
}

function imageTag(image: string): string {
  return /:([^:/@]+)/.exec(image.slice(image.lastIndexOf("/") + 1))?.[1] ?? "";
}
