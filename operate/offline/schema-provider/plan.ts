import * as fs from "node:fs";
import { join } from "node:path";
import type { Attribute, SchemaAttributes, SchemaBlock, Nesting, Provider, ReplaceRules } from "./schemas";
import { hasUnknown, same, UNKNOWN, type ObjectValue } from "./values";

/** Steps of a path: names of attributes, keys and indices. */
export type Path = readonly (string | number)[];

/** What a provider plans for one resource. */
export interface Planned {
  /** The state after the apply. */
  readonly state: unknown;
  /** Changed attributes that cannot change in place. */
  readonly replace: readonly Path[];
}

/** What the values of a resource are now, will be by Terraform's own rules, and are by the configuration. */
interface Values {
  readonly prior: unknown;
  readonly proposed: unknown;
  readonly config: unknown;
}

/** Plans a resource as the real provider does: defaults, computed values and what forces a replacement. */
export function planResource(provider: Provider, type: string, { prior, proposed, config }: Values): Planned {
  if (proposed === null) return { state: null, replace: [] };
  const rules = provider.rules[type] ?? { force_new: [], defaults: {} };
  const planner = new Planner(type, rules, provider.legacy);
  const block = provider.resources[type]?.block ?? {};
  let state = planner.block(block, { prior, proposed, config }, []) as ObjectValue;
  if (!provider.legacy && prior !== null && !same(state, prior)) {
    // The framework knows no computed value once anything has changed.
    const unset = ([name, attribute]: [string, Attribute]): boolean =>
      attribute.computed === true && (config as ObjectValue)[name] === null && !(name in rules.defaults);
    const computed = Object.entries(block.attributes ?? {}).filter(unset);
    state = { ...state, ...Object.fromEntries(computed.map(([name]) => [name, UNKNOWN])) };
  }
  if (type === "helm_release") state = modifyRelease(state, config as ObjectValue, prior as ObjectValue | null);
  return { state, replace: prior === null ? [] : planner.replace };
}

/** Defaults of attributes inside blocks, which the replace rules do not have. */
const INNER_DEFAULTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  kubernetes_persistent_volume_v1: { "spec.volume_mode": "Filesystem" },
};

/** What the Helm provider's own ModifyPlan does, with its experiments off: a chart in a folder is read for its version. */
function modifyRelease(state: ObjectValue, config: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const description = config["description"] ?? prior?.["description"] ?? null;
  const modified = { ...state, status: "deployed", manifest: null, resources: null, description };
  const file = join(String(config["chart"]), "Chart.yaml");
  if (config["version"] !== null || !fs.existsSync(file)) return modified;
  return { ...modified, version: /^version:\s*"?([^"\s]+)/m.exec(fs.readFileSync(file, "utf8"))?.[1] ?? null };
}

/** Attributes that a configuration sets and may not, because only the provider knows them. */
export function readOnlyIn(block: SchemaBlock, config: unknown, prefix = ""): string[] {
  if (typeof config !== "object" || config === null || config === UNKNOWN) return [];
  if (Array.isArray(config)) return config.flatMap((element) => readOnlyIn(block, element, prefix));
  const set = (name: string): boolean => ((config as ObjectValue)[name] ?? null) !== null;
  const own = Object.entries(block.attributes ?? {}).filter(([name, { required, optional }]) => !required && !optional && set(name));
  const inner = Object.entries(block.block_types ?? {});
  return [
    ...own.map(([name]) => `${prefix}${name}`),
    ...inner.flatMap(([name, nested]) => readOnlyIn(nested.block ?? {}, (config as ObjectValue)[name], `${prefix}${name}.`)),
  ];
}

/** Blocks that are filled in where there is none; schemas do not say that a block is computed. */
const COMPUTED_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  openstack_networking_network_v2: ["segments"],
  openstack_networking_port_v2: ["binding"],
  openstack_networking_router_v2: ["external_fixed_ip"],
  openstack_networking_subnet_v2: ["allocation_pool"],
  kubernetes_persistent_volume_v1: ["spec.claim_ref", "spec.node_affinity"],
};

class Planner {
  public readonly replace: Path[] = [];

  constructor(
    private readonly type: string,
    private readonly rules: ReplaceRules,
    private readonly legacy: boolean,
  ) {}

  public block(block: SchemaBlock, values: Values, path: Path): unknown {
    if (values.proposed === null || values.proposed === UNKNOWN) return values.proposed;
    const state: Record<string, unknown> = { ...this.attributes(block.attributes ?? {}, values, path) };
    for (const [name, nested] of Object.entries(block.block_types ?? {})) {
      const inner = member(values, name);
      const unset = Array.isArray(inner.config) && inner.config.length === 0;
      if (unset && COMPUTED_BLOCKS[this.type]?.includes(dotted([...path, name]))) {
        state[name] = values.prior === null ? UNKNOWN : inner.prior;
        continue;
      }
      state[name] = this.nested(nested.nesting_mode, inner, [...path, name], (element, at) => this.block(nested.block ?? {}, element, at));
      const grown = Array.isArray(inner.proposed) && Array.isArray(inner.prior) && inner.proposed.length !== inner.prior.length;
      if (grown && this.forcesNew([...path, name])) this.replace.push([...path, name]);
    }
    return state;
  }

  private attributes(attributes: SchemaAttributes, values: Values, path: Path): ObjectValue {
    return Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => {
        const inner = member(values, name);
        const value = this.attribute(attribute, inner, values.prior !== null, [...path, name]);
        const changed = values.prior !== null && !same(inner.prior, value);
        if (changed && (this.forcesNew([...path, name]) || this.customised([...path, name], inner.prior, value))) {
          this.replace.push([...path, name]);
        }
        return [name, value];
      }),
    );
  }

  private attribute(attribute: Attribute, values: Values, exists: boolean, path: Path): unknown {
    const { proposed, config } = values;
    if (attribute.write_only) return null;
    if (config === null) {
      const byDefault = this.rules.defaults[dotted(path)] ?? INNER_DEFAULTS[this.type]?.[dotted(path)];
      if (byDefault !== undefined) return byDefault;
      // The older SDK takes an empty value for none.
      if (this.legacy && proposed === null && isEmpty(values.prior)) return values.prior;
      return attribute.computed && proposed === null && !exists ? UNKNOWN : proposed;
    }
    const { nested_type: nested, type } = attribute;
    const loose = Array.isArray(type) && (type[0] === "map" || type[0] === "set");
    // The older SDK knows nothing of a map or set that has anything unknown in it.
    if (this.legacy && loose && hasUnknown(proposed)) return UNKNOWN;
    if (!nested || proposed === null || proposed === UNKNOWN) return proposed;
    return this.nested(nested.nesting_mode, values, path, (element, at) => this.attributes(nested.attributes, element, at));
  }

  private nested(
    nesting: Nesting,
    { prior, proposed, config }: Values,
    path: Path,
    plan: (element: Values, path: Path) => unknown,
  ): unknown {
    if (proposed === null || proposed === UNKNOWN) return proposed;
    const of = (values: unknown, key: string | number): unknown => (values as Record<string | number, unknown> | null)?.[key] ?? null;
    switch (nesting) {
      case "single":
      case "group":
        return plan({ prior, proposed, config }, path);
      case "list":
        return (proposed as unknown[]).map((element, index) =>
          plan({ prior: of(prior, index), proposed: element, config: of(config, index) }, [...path, index]),
        );
      case "set": {
        // Elements of a set have no name: one that changes is another one.
        const known = (prior ?? []) as unknown[];
        return (proposed as unknown[]).map((element) =>
          plan({ prior: known.find((other) => same(other, element)) ?? null, proposed: element, config: element }, path),
        );
      }
      case "map":
        return Object.fromEntries(
          Object.entries(proposed as ObjectValue).map(([key, element]) => [
            key,
            plan({ prior: of(prior, key), proposed: element, config: of(config, key) }, [...path, key]),
          ]),
        );
    }
  }

  private forcesNew(path: Path): boolean {
    return this.rules.force_new.includes(dotted(path));
  }

  /** What the real providers decide in code (CustomizeDiff). */
  private customised(path: Path, prior: unknown, planned: unknown): boolean {
    if (!this.legacy) return false;
    const name = dotted(path);
    if (this.type === "kubernetes_persistent_volume_v1") return name.startsWith("spec.persistent_volume_source.");
    if (this.type === "kubernetes_persistent_volume_claim_v1" && name === "spec.resources.requests") {
      return bytes((planned as ObjectValue)["storage"]) < bytes((prior as ObjectValue)["storage"]);
    }
    return false;
  }
}

function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0 && value !== UNKNOWN;
  return value === "" || value === 0 || value === false;
}

const UNITS = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

function bytes(quantity: unknown): number {
  const [, number, unit = ""] = /^([\d.]+)(\D*)$/.exec(String(quantity)) ?? [];
  return Number(number) * 1024 ** UNITS.indexOf(unit);
}

function dotted(path: Path): string {
  return path.filter((step) => typeof step === "string").join(".");
}

function member({ prior, proposed, config }: Values, name: string): Values {
  const of = (value: unknown): unknown => (value === null || value === UNKNOWN ? null : ((value as ObjectValue)[name] ?? null));
  return { prior: of(prior), proposed: of(proposed), config: of(config) };
}
