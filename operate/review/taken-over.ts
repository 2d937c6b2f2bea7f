import type { Configuration } from "../offline/terraform";
import type { PlanJson, ResourceChange } from "../plan/plan";

/** What a stack's configuration takes over, by its address. */
interface TakenOver {
  /** Id by which it is imported, of what is there already. */
  readonly imports: ReadonlyMap<string, unknown>;
  /** Address that it has in the state of another configuration. */
  readonly moves: ReadonlyMap<string, string>;
}

/**
 * Makes of a plan without a cloud what the deploy's own plan says of things that are taken over: without the cloud there is nothing to import and
 * no state that something moves from, so that Terraform would make them.
 *
 * @param plan - the plan
 * @param configuration - the stack, as cdk.tf.json has it
 */
export function withTakenOver(plan: PlanJson, configuration: Configuration): PlanJson {
  const taken = takenOver(configuration);
  return { ...plan, resource_changes: (plan.resource_changes ?? []).map((resource) => asTaken(resource, taken)) };
}

function takenOver(configuration: Configuration): TakenOver {
  const blocks = <T>(name: string): readonly T[] => (configuration[name] ?? []) as readonly T[];
  return {
    imports: new Map(blocks<{ to: string; id: unknown }>("import").map(({ to, id }) => [to, id])),
    moves: new Map(blocks<{ from: string; to: string }>("moved").map(({ from, to }) => [to, from])),
  };
}

function asTaken(resource: ResourceChange, { imports, moves }: TakenOver): ResourceChange {
  const { address, change } = resource;
  const isMade = change.actions.length === 1 && change.actions[0] === "create";
  if (!isMade || !(imports.has(address) || moves.has(address))) return resource;
  const kept = { ...change, actions: ["no-op"], before: change.after, before_sensitive: change.after_sensitive };
  return imports.has(address)
    ? { ...resource, change: { ...kept, importing: { id: imports.get(address) } } }
    : { ...resource, previous_address: moves.get(address), change: kept };
}
