/**
 * What values of a chart say at a place.
 *
 * @param values - values of the chart
 * @param path - keys, as a list or joined by dots; numbers where there are lists
 * @returns undefined if they say nothing there, or there is no place
 */
export function valueAt(values: object, path: string | readonly string[] | undefined): unknown {
  const keys = typeof path === "string" ? path.split(".") : path;
  return keys?.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], values);
}
