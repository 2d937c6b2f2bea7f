import { MAGNUM_DRIVER_TRAITS, type InnerNetwork, type MagnumDriver } from "../contracts/magnum-driver";
import { networkPluginTraits } from "../contracts/network-plugin";
import { effectiveLabel, placeOfLabel, type LabelPlaces } from "../kit/effective-label";
import { freeNetwork, isIPv4, overlap } from "../kit/ip-networks";
import type { SettingProblem } from "../kit/setting-problem";

/** A network or an address that a cluster uses. */
export interface UsedAddress {
  /** What it is, for people. */
  readonly what: string;
  /** Network in CIDR notation, or an IPv4 address. */
  readonly address: string;
}

/** What decides about the addresses of a cluster. */
export interface AddressSettings extends LabelPlaces {
  /** Magnum driver. */
  readonly driver: MagnumDriver;
  /**
   * CNI plugin.
   *
   * @default - the driver's first
   */
  readonly networkDriver?: string | undefined;
  /**
   * Network of the nodes, with its field, and whether another one can be taken.
   *
   * @default - not known, so that only what lies inside the cluster is compared
   */
  readonly nodes?:
    | {
        readonly cidr: string;
        readonly path: readonly string[];
        readonly isOurs: boolean;
        /**
         * Most nodes that there will be.
         *
         * @default - not known
         */
        readonly most?: number;
      }
    | undefined;
  /** What pods must reach outside: storage, DNS servers, services of the cloud. */
  readonly outside: readonly UsedAddress[];
}

/** A network that must be kept apart from others. */
interface Range {
  readonly what: string;
  readonly cidr: string;
  /** Field or label that changes it; undefined where nothing does. */
  readonly path?: readonly string[] | undefined;
  /** Which of two is to be changed: the higher one, being the easier. */
  readonly ease: number;
}

/** What is easier to change is asked for. */
const EASE = { fixed: 0, byLabel: 1, nodes: 2, said: 3 };

/** Length of the prefix of a network of pods or services that is proposed: that of Magnum's defaults. */
const INNER_BITS = 16;

/**
 * Finds networks of a cluster that have addresses in common with each other, or with what its pods must reach: such addresses are routed inside
 * the cluster and never leave it.
 *
 * @param settings - what decides about the addresses
 */
export function addressProblems(settings: AddressSettings): SettingProblem[] {
  const { nodes, outside } = settings;
  const { pods, services } = MAGNUM_DRIVER_TRAITS[settings.driver].networks;
  const inner = [innerRange("pods", pods, settings), innerRange("services", services, settings)].filter((range) => range !== undefined);
  const ofNodes: Range[] = nodes
    ? [{ what: "the nodes", cidr: nodes.cidr, path: nodes.path, ease: nodes.isOurs ? EASE.nodes : EASE.fixed }]
    : [];
  const others = [...ofNodes, ...outside.map(({ what, address }): Range => ({ what, cidr: network(address), ease: EASE.fixed }))];
  const all = [...inner, ...others];
  const pairs = inner.flatMap((range, index) => [...inner.slice(index + 1), ...others].map((other) => [range, other] as const));
  return [
    ...nodeRangeProblems(nodes, all),
    ...podBlockProblems(settings, all),
    ...pairs.filter(([a, b]) => overlap(a.cidr, b.cidr)).flatMap(([a, b]) => overlapProblem(a, b, all)),
  ];
}

/**
 * Networks whose addresses no host on a network of nodes can have.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 */
const NO_HOSTS = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/** Addresses that no node gets: the network's own two, and those of router, DHCP and the load balancer of the API server. */
const BESIDE_NODES = 5;

function nodeRangeProblems(nodes: AddressSettings["nodes"], all: readonly Range[]): SettingProblem[] {
  if (!nodes?.isOurs) return [];
  const { cidr, most = 0 } = nodes;
  const bits = Number(cidr.split("/")[1]);
  const problem = (wrong: string, wanted: number): SettingProblem[] => {
    const taken = all.filter(({ cidr: other }) => other !== cidr).map(({ cidr: other }) => other);
    return [{ path: [...nodes.path], message: `${wrong}, got ${cidr}; use "${freeNetwork(wanted, taken)}"` }];
  };
  const special = NO_HOSTS.find((other) => overlap(other, cidr));
  if (special !== undefined) return problem(`must be addresses that hosts can have, and none of ${special}`, Math.max(bits, 20));
  const wanted = 32 - Math.ceil(Math.log2(most + BESIDE_NODES));
  if (bits <= wanted) return [];
  return problem(
    `must have addresses for ${most} nodes at their most, and ${BESIDE_NODES} beside them: it has ${2 ** (32 - bits)}`,
    wanted,
  );
}

/** Prefix of the block of pods' addresses that Kubernetes gives a node, unless its controller manager is told otherwise. */
const NODE_BLOCK_BITS = 24;

/**
 * Finds a network of pods that has no block for each node. All drivers' clusters have a controller manager that gives nodes blocks
 * (`--allocate-node-cidrs`); it does not start where the network is smaller than one. Flannel runs with `--kube-subnet-mgr` and Cilium of capi-helm with
 * `ipam.mode: kubernetes`, so that pods have addresses of that block; Cilium of vexxhost gives blocks of the same size by itself.
 *
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments/configure-kubernetes-master.sh
 * @see https://opendev.org/openstack/magnum/src/tag/22.0.0/magnum/drivers/common/templates/kubernetes/fragments/flannel-service.sh
 * @see https://github.com/azimuth-cloud/capi-helm-charts/blob/0.10.1/charts/cluster-addons/templates/cni/cilium.yaml
 * @see https://github.com/vexxhost/magnum-cluster-api/blob/v0.38.1/magnum_cluster_api/charts/cilium/values.yaml.tmpl (clusterPoolIPv4MaskSize)
 */
function podBlockProblems(settings: AddressSettings, all: readonly Range[]): SettingProblem[] {
  const { driver, nodes } = settings;
  const cni = cniOf(settings);
  const range = innerRange("pods", MAGNUM_DRIVER_TRAITS[driver].networks.pods, settings);
  if (!range) return [];
  const most = networkPluginTraits(cni).hasBlockPerNode ? (nodes?.most ?? 1) : 1;
  const blockBits = nodeBlockBits(settings);
  const blocks = 2 ** (blockBits - Number(range.cidr.split("/")[1]));
  if (blocks >= most) return [];
  const perNode = `a /${blockBits} for each of ${most} nodes at their most, which ${cni} gives each one; ${range.cidr} has ${blocks}`;
  if (range.path === undefined) {
    return [
      { path: ["workers"], message: `must be fewer, with the node groups: ${range.what} must have ${perNode}; lower the largest max` },
    ];
  }
  const taken = all.filter(({ what }) => what !== range.what).map(({ cidr }) => cidr);
  const wanted = Math.min(INNER_BITS, blockBits - Math.ceil(Math.log2(most)));
  const wrong =
    blocks < 1 ? `must have a /${blockBits}, the block that Kubernetes gives a node, got ${range.cidr}` : `must have ${perNode}`;
  return [{ path: [...range.path], message: `${wrong}; use "${freeNetwork(wanted, taken)}"` }];
}

/** Only Heat's clusters can tell their controller manager another size. */
function nodeBlockBits(settings: AddressSettings): number {
  const options = settings.driver === "heat" ? effectiveLabel("kubecontroller_options", settings) : undefined;
  return Number(/--node-cidr-mask-size(?:-ipv4)?[= ](\d+)/.exec(options ?? "")?.[1] ?? NODE_BLOCK_BITS);
}

function cniOf({ driver, networkDriver }: AddressSettings): string {
  return networkDriver ?? MAGNUM_DRIVER_TRAITS[driver].networkDrivers[0]!;
}

function innerRange(what: string, { cidr, labels }: InnerNetwork, settings: AddressSettings): Range | undefined {
  const label = labels["any"] ?? labels[cniOf(settings)];
  const name = `the network of ${what}`;
  if (label === undefined) return { what: name, cidr, ease: EASE.fixed };
  const said = effectiveLabel(label, settings);
  if (said === undefined) return { what: name, cidr, path: ["labels", label], ease: EASE.byLabel };
  // What is no network is refused as a label.
  if (!isIPv4(said.split("/")[0]!)) return undefined;
  return { what: name, cidr: said, path: [placeOfLabel(label, settings)!, label], ease: EASE.said };
}

function overlapProblem(a: Range, b: Range, all: readonly Range[]): SettingProblem[] {
  const [wrong, right] = b.ease > a.ease ? [b, a] : [a, b];
  const path = wrong.path ?? right.path;
  if (path === undefined) return [];
  const here = wrong.path ? wrong : right;
  const other = here === wrong ? right : wrong;
  const taken = all.filter((range) => range !== here).map(({ cidr }) => cidr);
  const bits = here.ease === EASE.nodes ? Number(here.cidr.split("/")[1]) : INNER_BITS;
  const free = freeNetwork(bits, taken);
  const remedy =
    here.ease === EASE.fixed
      ? "use a subnet of other addresses"
      : `use ${free === undefined ? "a network of other addresses" : `"${free}"`}`;
  const got = here.ease === EASE.byLabel ? `got nothing, which is ${here.cidr}` : `got ${here.cidr}`;
  return [
    {
      path: [...path],
      message: `must not overlap ${other.what} ${other.cidr}: pods would not reach what has addresses of both, ${got}; ${remedy}`,
    },
  ];
}

/**
 * Finds what pods must reach and no project can, because a driver's own networks have its address and no label moves them.
 *
 * @param driver - Magnum driver
 * @param address - network in CIDR notation, or an IPv4 address
 * @returns the problem without the path, or undefined
 */
export function unreachableProblem(driver: MagnumDriver, address: string): string | undefined {
  const { pods, services } = MAGNUM_DRIVER_TRAITS[driver].networks;
  const fixed = Object.entries({ pods, services }).filter(([, { labels }]) => Object.keys(labels).length === 0);
  const found = fixed.find(([, { cidr }]) => overlap(cidr, network(address)));
  return (
    found &&
    `must not lie in the network of ${found[0]} ${found[1].cidr}, which driver ${driver} gives every cluster, so that pods do not reach it, got ${address}; ` +
      "use addresses outside it"
  );
}

function network(address: string): string {
  return address.includes("/") ? address : `${address}/32`;
}

/**
 * Address of a URL's host where it is one, as pods reach it without a name.
 *
 * @param url - the URL
 */
export function hostAddress(url: string): string | undefined {
  const host = /^https?:\/\/(?:[^@/]*@)?([^:/]+)/.exec(url)?.[1];
  return host !== undefined && isIPv4(host) ? host : undefined;
}
