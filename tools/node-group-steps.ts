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
 * @param bounds - new bounds
 * @returns the steps in their order, or nothing where one apply will do
 */
export function nodeGroupSteps(count: number, { min, max }: Bounds): string[] {
  if (count < min) return [`raise max to ${max}`, `resize to ${min}`, `raise min to ${min}`];
  if (count > max) return [`lower min to ${min}`, `resize to ${max}`, `lower max to ${max}`];
  return [];
}
