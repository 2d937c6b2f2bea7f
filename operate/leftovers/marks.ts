/** Names by which a cluster marks what it makes in OpenStack. */
export interface ClusterNames {
  /** Its name. */
  readonly name: string;
  /**
   * What is random in its other names: its UUID, and what its driver calls it, such as `gaia-dev-` and 12 letters or the UUID of a stack.
   *
   * @default - not known, because Magnum has no cluster of this name
   */
  readonly ids?: readonly string[];
}

/** A text of something in OpenStack that may carry a mark. */
export interface MarkedText {
  /** The text. */
  readonly text: string;
  /** What it is: in names and descriptions a mark is a part, an entry of metadata is nothing but the mark. */
  readonly is: "name" | "description" | "metadata";
}

/** Whose mark something carries. */
export interface Owner {
  /** `maybe ours`: a name of the form that drivers give to clusters of our name, which somebody else may have given as well. */
  readonly whose: "ours" | "maybe ours" | "another's" | "unknown";
  /** The mark. */
  readonly mark: string;
  /** `cluster`: made by what runs in it, which Magnum knows nothing of; `driver`: made by Magnum's driver, which deletes it with the cluster. */
  readonly madeBy: "cluster" | "driver";
}

type Positions = Readonly<Record<MarkedText["is"], readonly string[]>>;

/** Where cloud controller, ingress controller and CSI drivers write how the cluster is called. */
const INSIDE: Positions = {
  name: ["^kube_(?:service|ingress)_(MARK)_"],
  description: ["^(?:Kubernetes|Floating IP for Kubernetes|Security [Gg]roup) .* (?:from|in) cluster (MARK)(?:,|$)"],
  metadata: ["^(MARK)$"],
};

/** Where Magnum's drivers write it. */
const DRIVER: Positions = {
  name: ["^magnum-(MARK)-[0-9a-f]{8}$"],
  description: ["^Magnum cluster \\((MARK)\\)$"],
  metadata: [],
};

/** Where Cluster API writes what the driver calls the cluster, behind the namespace that the drivers keep it in. */
const CLUSTER_API: Positions = {
  name: ["^k8s-cluster(?:api-cluster)?-magnum-(?:system|[0-9a-f]{32})-(MARK)(?:-secgroup-\\w+|-kubeapi)?$"],
  description: ["^Created by cluster-api-provider-openstack cluster magnum-(?:system|[0-9a-f]{32})-(MARK)$"],
  metadata: [],
};

/** What stands at these places where no cluster is known by it. Services and namespaces have no '_'. */
const ANY_MARK: Readonly<Record<MarkedText["is"], string>> = { name: "[A-Za-z0-9.-]+", description: "[A-Za-z0-9_.-]+", metadata: ".+" };

/**
 * Tells by names, descriptions and metadata whose cluster has made something.
 *
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/pkg/openstack/loadbalancer.go for Services
 * @see https://github.com/kubernetes/cloud-provider-openstack/blob/v1.36.0/pkg/ingress/controller/openstack/octavia.go for Ingresses
 * @see https://github.com/kubernetes-sigs/cluster-api-provider-openstack/blob/main/pkg/utils/names/names.go for Cluster API
 * @see https://opendev.org/openstack/magnum-capi-helm/src/tag/1.4.0/magnum_capi_helm/common/app_creds.py for application credentials
 */
export class Marks {
  /**
   * Knows clusters by their names.
   *
   * @param ours - names of our cluster
   * @param others - names of all other clusters
   */
  constructor(
    private readonly ours: ClusterNames,
    private readonly others: readonly ClusterNames[],
  ) {}

  /**
   * Whose mark one thing carries. Another's mark counts more than ours: what may be somebody else's is not ours.
   *
   * @param texts - its names, descriptions and metadata
   * @returns undefined if there is no mark
   */
  public ownerOf(texts: readonly MarkedText[]): Owner | undefined {
    for (const names of this.others) {
      const found = first(texts, (text) => markOf(text, names));
      if (found) return { whose: "another's", ...found };
    }
    const ours = first(texts, (text) => markOf(text, this.ours));
    if (ours) return { whose: "ours", ...ours };
    const unknown = first(texts, unknownMarkOf);
    if (unknown) return { whose: "unknown", ...unknown };
    const likely = first(texts, ({ text, is }) => (is === "name" ? within(text, generatedName(this.ours.name)) : undefined));
    return likely === undefined ? undefined : { whose: "maybe ours", mark: likely, madeBy: "driver" };
  }
}

type Mark = Pick<Owner, "mark" | "madeBy">;

function first<T>(texts: readonly MarkedText[], find: (text: MarkedText) => T | undefined): T | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

function markOf({ text, is }: MarkedText, { name, ids = [] }: ClusterNames): Mark | undefined {
  const generated = generatedName(name);
  const known = [...ids.map(escaped), generated, escaped(name)].join("|");
  const inside = atPosition(text, INSIDE[is], known);
  if (inside !== undefined) return { mark: inside, madeBy: "cluster" };
  // What is random is a mark wherever it stands; a mere name may be a part of another one.
  const outside =
    atPosition(text, DRIVER[is], known) ??
    atPosition(text, CLUSTER_API[is], generated) ??
    (ids.length > 0 ? within(text, ids.map(escaped).join("|")) : undefined);
  return outside === undefined ? undefined : { mark: outside, madeBy: "driver" };
}

function unknownMarkOf({ text, is }: MarkedText): Mark | undefined {
  const inside = atPosition(text, INSIDE[is], ANY_MARK[is]);
  if (inside !== undefined) return { mark: inside, madeBy: "cluster" };
  const driver = atPosition(text, DRIVER[is], ANY_MARK[is]);
  return driver === undefined ? undefined : { mark: driver, madeBy: "driver" };
}

function atPosition(text: string, positions: readonly string[], pattern: string): string | undefined {
  for (const position of positions) {
    const match = new RegExp(position.replace("MARK", pattern)).exec(text);
    if (match) return match[1];
  }
  return undefined;
}

function within(text: string, pattern: string): string | undefined {
  return new RegExp(`(?:^|[^A-Za-z0-9])(${pattern})(?![A-Za-z0-9])`).exec(text)?.[1];
}

/** Names that Heat's driver and capi-helm make from the name of a cluster: at most 30 characters of it, and 12 random ones in base32. */
function generatedName(name: string): string {
  return `${escaped(name.slice(0, 30).toLowerCase())}-[a-z2-7]{12}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
