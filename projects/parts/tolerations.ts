import type { Toleration } from "../../constructs/kit/toleration";
import type { ProjectData } from "../schema/project";

/**
 * What stands the taints of node groups, each once.
 *
 * @param groups - the node groups
 */
export function tolerationsOf(groups: ProjectData["nodeGroups"]): Toleration[] {
  const all = groups.flatMap(({ taints = [] }) => taints);
  const distinct = new Map(all.map((taint) => [JSON.stringify([taint.key, taint.value, taint.effect]), taint]));
  return [...distinct.values()].map(({ key, value, effect }) => ({
    key,
    operator: value === undefined ? "Exists" : "Equal",
    ...(value !== undefined && { value }),
    effect,
  }));
}
