import { CHARTS } from "../../constructs/charts";
import { PARTS } from "../../projects/parts";
import { priorResources, type StateResource } from "../plan/plan";
import type { SavedPlan } from "../terraform/plan-file";

const LAST = Object.values(PARTS).flatMap(({ destroyedLast }) => destroyedLast ?? []);

/** Releases whose controllers take volumes and shares away after their claims are gone. */
const DRIVER_CHARTS: readonly string[] = LAST.flatMap(({ charts }) => charts).map((name) => CHARTS[name].chart);

/** What the controllers of volumes, shares and load balancers need until they have cleaned up, beside what these depend on. */
const HELD_TYPES: readonly string[] = LAST.flatMap(({ types }) => types);

/**
 * Finds what a destroy takes first: everything but the drivers, the storage classes and what they depend on. A deleted claim is gone
 * before its volume is, and a deleted Ingress before its load balancer; whoever takes the driver away in between leaves them behind.
 *
 * @param plan - plan of the whole destroy
 * @returns addresses; none if there is nothing to hold back
 */
export function destroyedFirst({ plan, changes }: SavedPlan): string[] {
  const resources = new Map(priorResources(plan).map((resource) => [resource.address, resource]));
  const held = new Set<string>();
  const hold = (address: string): void => {
    if (held.has(address)) return;
    held.add(address);
    for (const dependency of resources.get(address)?.depends_on ?? []) hold(dependency);
  };
  for (const resource of resources.values()) if (isDriver(resource)) hold(resource.address);
  if (held.size === 0) return [];
  return changes.filter(({ kind, resource }) => kind === "destroy" && !held.has(resource.address)).map(({ resource }) => resource.address);
}

function isDriver({ type, values }: StateResource): boolean {
  if (HELD_TYPES.includes(type)) return true;
  return type === "helm_release" && DRIVER_CHARTS.includes(String(values?.["chart"]));
}
