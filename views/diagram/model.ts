import { brokerNodes, cephNodes, hasApplications, itemOf, notebookNodes, releaseValues, sparkConf, type Item } from "./items";
import { at, display, type Block, type SynthesisedStack } from "./stack";

/** The two stacks of a project. */
export interface ProjectStacks {
  /** Its name. */
  readonly name: string;
  /** What is made in the cloud. */
  readonly cluster: SynthesisedStack;
  /** What is made in Kubernetes. */
  readonly platform: SynthesisedStack;
}

/** That one item needs another. */
export interface Edge {
  /** What is needed. */
  readonly from: Item;
  /** What needs it. */
  readonly to: Item;
}

/** What the picture of a project shows. */
export interface Model {
  /** Name of the project. */
  readonly name: string;
  /** Whose cloud the cluster stack is in, for people. */
  readonly cloud: string;
  /** Items of the cluster stack. */
  readonly cluster: readonly Item[];
  /** Items of the platform stack. */
  readonly platform: readonly Item[];
  /** What needs what, without what follows from other edges. */
  readonly edges: readonly Edge[];
}

/** Into what a resource goes that is shown as part of another: types that it needs, or that need it, most telling first. */
const PARTS: Readonly<Record<string, { readonly into: string; readonly reversed?: boolean }>> = {
  openstack_networking_subnet_v2: { into: "openstack_networking_network_v2" },
  openstack_networking_router_interface_v2: { into: "openstack_networking_router_v2" },
  openstack_networking_port_v2: { into: "openstack_networking_router_interface_v2", reversed: true },
  openstack_networking_subnet_route_v2: { into: "openstack_networking_port_v2" },
  openstack_sharedfilesystem_share_access_v2: { into: "data.openstack_sharedfilesystem_share_v2" },
  kubernetes_persistent_volume_v1: { into: "data.openstack_sharedfilesystem_share_v2" },
  kubernetes_persistent_volume_claim_v1: { into: "kubernetes_persistent_volume_v1" },
};

/** Reduces both stacks of a project to what a reader needs. */
export function modelOf({ name, cluster, platform }: ProjectStacks): Model {
  linkByName(cluster, platform);
  const items = new Map<Block, Item>();
  const external = new Set([...cluster.blocks.values()].filter(isNetwork).map(({ attributes }) => attributes["name"]));
  const show = (stack: SynthesisedStack): Item[] =>
    [...stack.blocks.values()].flatMap((block) => {
      // What both stacks look up is shown once.
      if (stack === platform && isNetwork(block) && external.has(block.attributes["name"])) return [];
      const item = itemOf(block, stack);
      if (item) items.set(block, item);
      return item ? [item] : [];
    });
  const shown = { cluster: show(cluster), platform: show(platform) };
  const pages = jobPages(platform, items);
  for (const item of pages) items.set(item.block, item);
  shown.platform.push(...pages);
  for (const stack of [cluster, platform]) addParts(stack, items);
  return { name, cloud: cloudOf(cluster), ...shown, edges: reduced(edgesBetween(items, new Set(shown.platform))) };
}

function cloudOf({ blocks }: SynthesisedStack): string {
  return [...blocks.values()].some(({ type }) => type.startsWith("digitalocean_")) ? "DigitalOcean" : "OpenStack";
}

function isNetwork({ type }: Block): boolean {
  return type === "data.openstack_networking_network_v2";
}

function isLookedUpCluster({ type }: Block): boolean {
  return type === "data.openstack_containerinfra_cluster_v1" || type === "data.digitalocean_kubernetes_cluster";
}

function isLookedUpShare({ type }: Block): boolean {
  return type === "data.digitalocean_nfs";
}

const NODE_GROUPS: readonly string[] = ["openstack_containerinfra_nodegroup_v1", "digitalocean_kubernetes_node_pool"];

/** The pages of running jobs have one host for all, which only the operator's values say. */
function jobPages(platform: SynthesisedStack, items: ReadonlyMap<Block, Item>): Item[] {
  return [...items.values()].flatMap(({ block }) => {
    const settings = block.type === "helm_release" ? at(releaseValues(block), "controller", "uiIngress") : undefined;
    const host = display(at(settings, "urlFormat"), platform).replace(/^(\{\{[^}]*\}\}-?)+/, "*");
    if (host === "") return [];
    const ingress = [...items.values()].filter(({ panel, name }) => panel === "ingress" && name === at(settings, "ingressClassName"));
    const needs = new Set([block, ...ingress.map((other) => other.block)]);
    const page: Block = { address: `${block.address}.uiIngress`, type: "uiIngress", attributes: {}, needs };
    return [{ panel: "hosts", name: host, details: ["pages of running jobs"], block: page }];
  });
}

/** Adds what the stacks say by name where there is no reference: the cluster, external networks, node groups and claims of jobs. */
function linkByName(cluster: SynthesisedStack, platform: SynthesisedStack): void {
  const [made, used] = [[...cluster.blocks.values()], [...platform.blocks.values()]];
  for (const block of used) {
    const { name } = block.attributes;
    for (const other of made) {
      const same =
        ((isLookedUpCluster(block) || isLookedUpShare(block)) && block.type === `data.${other.type}`) ||
        (isNetwork(block) && isNetwork(other));
      if (same && other.attributes["name"] === name) block.needs.add(other);
    }
    const nodes = [...notebookNodes(block, platform), ...brokerNodes(block, platform), ...cephNodes(block, platform)];
    for (const group of groupsNamed(nodes, cluster)) block.needs.add(group);
    if (block.type !== "kubernetes_config_map_v1") continue;
    // Applications run in the namespace of these jobs, with its account, quota and claims.
    const namespace = [...block.needs].find(({ type }) => type === "kubernetes_namespace_v1");
    for (const other of used) if (hasApplications(other) && namespace && other.needs.has(namespace)) other.needs.add(block);
    const conf = [...sparkConf(block, platform)];
    const selected = conf.filter(([key]) => key.startsWith("spark.kubernetes.node.selector.")).map(([, value]) => value);
    const claimed = conf.filter(([key]) => key.endsWith(".options.claimName")).map(([, value]) => value);
    for (const group of groupsNamed(selected, cluster)) block.needs.add(group);
    for (const other of used.filter(({ type }) => type === "kubernetes_persistent_volume_claim_v1")) {
      const namespaces = [block, other].map(({ attributes }) => at(attributes, "metadata", "namespace"));
      const claim = display(at(other.attributes, "metadata", "name"), platform);
      if (namespaces[0] === namespaces[1] && claimed.includes(claim)) block.needs.add(other);
    }
  }
}

function groupsNamed(names: readonly string[], cluster: SynthesisedStack): Block[] {
  return [...cluster.blocks.values()].filter(
    ({ type, attributes }) => NODE_GROUPS.includes(type) && names.includes(display(attributes["name"], cluster)),
  );
}

function addParts(stack: SynthesisedStack, items: Map<Block, Item>): void {
  const blocks = [...stack.blocks.values()];
  const whole = (block: Block, seen: readonly Block[] = []): Item | undefined => {
    const part = PARTS[block.type];
    if (items.has(block) || !part || seen.includes(block)) return items.get(block);
    const others = part.reversed ? blocks.filter(({ needs }) => needs.has(block)) : [...block.needs];
    const other = others.find(({ type }) => type === part.into);
    return other && whole(other, [...seen, block]);
  };
  for (const [block, item] of blocks.map((candidate) => [candidate, whole(candidate)] as const)) if (item) items.set(block, item);
}

/** Who needs whom, through resources that are not shown. */
function edgesBetween(items: ReadonlyMap<Block, Item>, platform: ReadonlySet<Item>): Edge[] {
  const edges = new Map<Item, Set<Item>>();
  for (const [block, to] of items) {
    const seen = new Set<Block>();
    const todo = [...block.needs];
    for (let next = todo.pop(); next; next = todo.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const from = items.get(next);
      if (!from) todo.push(...next.needs);
      else if (from !== to && !goesWithoutSaying(from, to, platform)) edges.set(to, (edges.get(to) ?? new Set()).add(from));
    }
  }
  return [...edges].flatMap(([to, needed]) => [...needed].map((from) => ({ from, to })));
}

/** One arrow says that the platform needs the cluster; node groups wait for each other only because Magnum makes one at a time. */
function goesWithoutSaying(from: Item, to: Item, platform: ReadonlySet<Item>): boolean {
  return (from.panel === "cluster" && platform.has(to)) || (from.panel === "nodeGroups" && to.panel === "nodeGroups");
}

/** Leaves out an edge where other edges lead the same way. */
function reduced(edges: readonly Edge[]): Edge[] {
  const next = new Map<Item, Item[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const leadsTo = (from: Item, to: Item, without: Edge): boolean => {
    const seen = new Set<Item>();
    const todo = [from];
    for (let item = todo.pop(); item; item = todo.pop()) {
      for (const other of next.get(item) ?? []) {
        if (item === without.from && other === without.to) continue;
        if (other === to) return true;
        if (!seen.has(other)) todo.push(other);
        seen.add(other);
      }
    }
    return false;
  };
  return edges.filter((edge) => !leadsTo(edge.from, edge.to, edge));
}
