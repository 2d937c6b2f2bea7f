/** Bounds of a node group. */
export interface Bounds {
  /** Fewest nodes. */
  readonly min: number;
  /** Most nodes. */
  readonly max: number;
}

/**
 * Finds the steps of a change of bounds that leaves out the number of nodes there are: Magnum refuses such bounds, and refuses to resize
 * past those it has, so no single apply can do it.
 *
 * @param count - number of nodes now
 * @param before - bounds now
 * @param after - new bounds
 * @returns the steps in their order, or nothing where one apply will do
 */
export function nodeGroupSteps(count: number, before: Bounds, after: Bounds): string[] {
  if (count < after.min) {
    return [...(after.max > before.max ? [`raise max to ${after.max}`] : []), `resize to ${after.min}`, `raise min to ${after.min}`];
  }
  if (count > after.max) {
    return [...(after.min < before.min ? [`lower min to ${after.min}`] : []), `resize to ${after.max}`, `lower max to ${after.max}`];
  }
  return [];
}
