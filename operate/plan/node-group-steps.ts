/** Bounds of a node group. */
export interface Bounds {
  /** Fewest nodes. */
  readonly min: number;
  /** Most nodes; no limit is Infinity. */
  readonly max: number;
}

/** One step of a change of bounds. */
export interface NodeGroupStep {
  /** What is set: a bound, or the number of nodes. */
  readonly set: "min" | "max" | "count";
  /** Its value. */
  readonly to: number;
  /** The value before the step. */
  readonly from: number;
}

/** A step for a node group of a cluster. */
export interface GroupStep {
  /** Name of the cluster, or its id. */
  readonly cluster: string;
  /** Name of the node group. */
  readonly group: string;
  /** What is set: a bound, or the number of nodes. */
  readonly set: NodeGroupStep["set"];
  /** Its value; undefined takes a bound away. */
  readonly to: number | undefined;
  /** The same for the OpenStack client, as people know it. */
  readonly command: string;
  /** What it does, in words. */
  readonly does: string;
}

/**
 * Finds what must be done before an apply can change the bounds of a node group. Magnum refuses bounds that leave out the number of nodes,
 * and a number of nodes outside the bounds; a bound is widened only where it is in the way, because each step is an update of the cluster.
 *
 * @param count - number of nodes now
 * @param before - bounds now
 * @param after - new bounds
 * @returns the steps in their order, or nothing where the apply will do
 */
export function stepsOfBounds(count: number, before: Bounds, after: Bounds): NodeGroupStep[] {
  const target = within(after, count);
  if (target === count) return [];
  const steps: NodeGroupStep[] = [];
  let current = count;
  const resize = (to: number): void => {
    if (to !== current) steps.push({ set: "count", from: current, to });
    current = to;
  };
  // As near as the present bounds let it come: bounds can be changed only while they contain the number of nodes.
  const isInTheWay = target > before.max ? "max" : target < before.min ? "min" : undefined;
  if (isInTheWay !== undefined) {
    if (within(before, count) !== count) resize(within(before, target));
    steps.push({ set: isInTheWay, from: before[isInTheWay], to: after[isInTheWay] });
  }
  resize(target);
  return steps;
}

function within({ min, max }: Bounds, count: number): number {
  return Math.min(Math.max(count, min), max);
}

/**
 * Says the steps of a change of bounds in words; the last is what the apply does.
 *
 * @param count - number of nodes now
 * @param before - bounds now
 * @param after - new bounds
 * @returns the steps in their order, or nothing where one apply will do
 */
export function nodeGroupSteps(count: number, before: Bounds, after: Bounds): string[] {
  const steps = stepsOfBounds(count, before, after);
  if (steps.length === 0) return [];
  const bounds = { ...before };
  for (const { set, to } of steps) if (set !== "count") bounds[set] = to;
  const left = (["max", "min"] as const).filter((set) => bounds[set] !== after[set]);
  return [
    ...steps.map(({ set, from, to }) => (set === "count" ? `resize to ${to}` : boundText(set, from, to))),
    ...(left.length > 0 ? [left.map((set) => boundText(set, bounds[set], after[set])).join(" and ")] : []),
  ];
}

function boundText(set: "min" | "max", from: number, to: number): string {
  if (!Number.isFinite(to)) return `take ${set} away`;
  return `${to > from ? "raise" : "lower"} ${set} to ${to}`;
}

/**
 * Finds the steps that must be done before an apply can change a node group, where its new bounds leave out the nodes it has.
 *
 * @param before - attributes of the node group now
 * @param after - its new attributes, as far as they are known
 * @param clusters - names of clusters by their id
 * @see docs/constructs/magnum-cluster.md
 */
export function groupSteps(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  clusters: ReadonlyMap<string, string>,
): GroupStep[] {
  const count = before["node_count"];
  if (typeof count !== "number") return [];
  const [id, group] = [String(before["cluster_id"]), String(before["name"])];
  const cluster = clusters.get(id) ?? id;
  return stepsOfBounds(count, boundsOf(before), boundsOf(after)).map(({ set, from, to }): GroupStep => {
    if (set === "count") {
      const command = `openstack coe cluster resize ${cluster} ${to} --nodegroup ${group}`;
      return { cluster, group, set, to, command, does: `${from} -> ${to} nodes` };
    }
    const name = `${set}_node_count`;
    const change = Number.isFinite(to) ? `replace ${name}=${to}` : `remove ${name}`;
    const command = `openstack coe nodegroup update ${cluster} ${group} ${change}`;
    return {
      cluster,
      group,
      set,
      to: Number.isFinite(to) ? to : undefined,
      command,
      does: `${name} ${boundValue(from)} -> ${boundValue(to)}`,
    };
  });
}

/** Bounds of a node group as a plan has them: a maximum that is missing or 0 is none. */
export function boundsOf(values: Readonly<Record<string, unknown>>): Bounds {
  const number = (name: string, otherwise: number): number => (typeof values[name] === "number" ? values[name] : otherwise);
  return { min: number("min_node_count", 0), max: number("max_node_count", Infinity) || Infinity };
}

function boundValue(value: number): string {
  return Number.isFinite(value) ? String(value) : "(none)";
}
