import type { Plan, ResourceChange } from "./plan";

/** What happens to a resource. */
export type Kind = "replace" | "destroy" | "forget" | "update" | "create" | "import" | "move";

/** Change of one resource of one stack. */
export interface Change {
  /** The plan that has it. */
  readonly plan: Plan;
  /** Name of the stack. */
  readonly stack: string;
  /** Address in Terraform; with the deposed object's key, where it is one. */
  readonly address: string;
  /** What happens. */
  readonly kind: Kind;
  /** The change as the plan has it. */
  readonly resource: ResourceChange;
}

/** Attributes of a resource. */
export type Values = Readonly<Record<string, unknown>>;

const ORDER: readonly Kind[] = ["replace", "destroy", "forget", "update", "create", "import", "move"];
const REASONS: Record<string, string> = {
  replace_because_tainted: "its creation failed the last time (tainted)",
  replace_by_request: "it was asked for with -replace",
  replace_by_triggers: "something in its replace_triggered_by changes",
  delete_because_no_resource_config: "it is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_no_move_target: "the address that it was moved to is not in the configuration",
  delete_because_wrong_repetition: "its count or for_each was added or removed",
  delete_because_count_index: "its index is past the count",
  delete_because_each_key: "its key is no longer in for_each",
};

/**
 * Finds what plans change, in the order of a review: the worst first, then by stack and address.
 *
 * @param plans - the plans
 * @throws Error if a plan has an action that is not known
 */
export function changesOf(plans: readonly Plan[]): Change[] {
  const changes = plans.flatMap((plan) =>
    (plan.resource_changes ?? []).flatMap((resource): Change[] => {
      const kind = resource.mode === "data" ? undefined : kindOf(resource, plan.stack);
      const address = resource.deposed === undefined ? resource.address : `${resource.address} (deposed ${resource.deposed})`;
      return kind === undefined ? [] : [{ plan, stack: plan.stack, address, kind, resource }];
    }),
  );
  const order = (change: Change): string => `${ORDER.indexOf(change.kind)} ${change.stack} ${change.address}`;
  const keyed = changes.map((change) => ({ change, key: order(change) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ change }) => change);
}

/**
 * Says why a resource is replaced or destroyed.
 *
 * @param change - the change
 * @returns the reason, or undefined if the plan has none
 */
export function reasonOf({ resource }: Change): string | undefined {
  const paths = forcing(resource);
  if (paths.length > 0) {
    const names = paths.map((path) => `\`${path}\``);
    return `${names.join(", ").replace(/, ([^,]+)$/, " and $1")} cannot be changed in place`;
  }
  if (resource.deposed !== undefined) return "an earlier apply left it behind";
  return REASONS[resource.action_reason ?? ""];
}

/** Attributes that force a replacement, as paths. */
export function forcing({ change }: ResourceChange): string[] {
  const paths = (change.replace_paths ?? []).map((path) =>
    path
      .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
      .join("")
      .replace(/[`\r\n]/g, "'"),
  );
  return [...new Set(paths)].sort();
}

/** Whether a change begins with an import of what is there already. */
export function isImported({ change }: Pick<ResourceChange, "change">): boolean {
  return (change.importing ?? undefined) !== undefined;
}

/** Attributes before a change. */
export function before({ resource }: Change): Values {
  return (resource.change.before ?? {}) as Values;
}

/** Attributes after a change, as far as they are known. */
export function after({ resource }: Change): Values {
  return (resource.change.after ?? {}) as Values;
}

/** Addresses that an attribute of a resource refers to, by the configuration; all attributes if none is named. */
export function references({ plan, resource }: Change, attributes?: readonly string[]): Set<string> {
  const expressions = configOf(plan).get(withoutIndex(resource.address)) ?? {};
  const found = new Set<string>();
  for (const [name, expression] of Object.entries(expressions)) {
    if (attributes === undefined || attributes.includes(name)) collect(expression, found);
  }
  return found;
}

/** What the configuration has of the attributes of a resource; undefined where a plan has no configuration of it. */
export function expressionsOf({ plan, resource }: Change): Values | undefined {
  return configOf(plan).get(withoutIndex(resource.address));
}

const CONFIGS = new WeakMap<Plan, Map<string, Values>>();

function configOf(plan: Plan): Map<string, Values> {
  let config = CONFIGS.get(plan);
  if (!config) {
    const resources = plan.configuration?.root_module?.resources ?? [];
    config = new Map(resources.map(({ address, expressions }) => [address, expressions ?? {}]));
    CONFIGS.set(plan, config);
  }
  return config;
}

function withoutIndex(address: string): string {
  return address.replace(/\[(\d+|"(?:[^"\\]|\\.)*")\]$/, "");
}

function collect(expression: unknown, found: Set<string>): void {
  if (typeof expression !== "object" || expression === null) return;
  for (const [key, value] of Object.entries(expression)) {
    if (key === "references" && Array.isArray(value)) for (const address of value) found.add(String(address));
    else collect(value, found);
  }
}

function kindOf({ address, previous_address, change }: ResourceChange, stack: string): Kind | undefined {
  const actions = new Set(change.actions);
  if (actions.has("create")) return actions.size > 1 ? "replace" : "create";
  if (actions.has("delete")) return "destroy";
  if (actions.has("forget")) return "forget";
  if (actions.has("update")) return "update";
  if (actions.has("read")) return undefined;
  if (!actions.has("no-op")) throw new Error(`${stack}: ${address} has an action that this tool does not know; use a newer version of it`);
  if (isImported({ change })) return "import";
  return previous_address !== undefined && previous_address !== address ? "move" : undefined;
}
