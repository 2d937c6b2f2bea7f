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
}

/**
 * Finds the steps of a change of bounds that leaves out the number of nodes there are: Magnum refuses such bounds, and refuses to resize
 * past those it has, so no single apply can do it. The last step is what an apply can do.
 *
 * @param count - number of nodes now
 * @param before - bounds now
 * @param after - new bounds
 * @returns the steps in their order, or nothing where one apply will do
 */
export function stepsOfBounds(count: number, before: Bounds, after: Bounds): NodeGroupStep[] {
  if (count < after.min) {
    const widened: NodeGroupStep[] = after.max > before.max ? [{ set: "max", to: after.max }] : [];
    return [...widened, { set: "count", to: after.min }, { set: "min", to: after.min }];
  }
  if (count > after.max) {
    const widened: NodeGroupStep[] = after.min < before.min ? [{ set: "min", to: after.min }] : [];
    return [...widened, { set: "count", to: after.max }, { set: "max", to: after.max }];
  }
  return [];
}

/**
 * Says the steps of a change of bounds in words.
 *
 * @param count - number of nodes now
 * @param before - bounds now
 * @param after - new bounds
 * @returns the steps in their order, or nothing where one apply will do
 */
export function nodeGroupSteps(count: number, before: Bounds, after: Bounds): string[] {
  return stepsOfBounds(count, before, after).map(({ set, to }) => {
    if (set === "count") return `resize to ${to}`;
    const isWider = (set === "max") === to > before[set];
    return set === "max" ? `${isWider ? "raise" : "lower"} max to ${to}` : `${isWider ? "lower" : "raise"} min to ${to}`;
  });
}
