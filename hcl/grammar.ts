import type { BlockLookup, BlockShape } from "./schemas";

/** How the value of an attribute is read: as any expression, or as a bare reference, keyword or type. */
export type AttributeKind = "expression" | "reference";

/** What a body may hold. */
export interface Grammar {
  attribute(name: string): AttributeKind | undefined;
  block(name: string): NestedBlock | undefined;
  /** Whether an attribute that is null differs from one that is left out. */
  readonly keepsNull?: boolean;
}

/** A block: its number of labels and, once these are known, what its body may hold. */
export interface NestedBlock {
  readonly labels: number;
  body(labels: readonly string[], path: string): Grammar;
}

type Kinds = Readonly<Record<string, AttributeKind>>;
type Blocks = Readonly<Record<string, NestedBlock>>;

const expressions = (...names: string[]): Kinds => Object.fromEntries(names.map((name) => [name, "expression"]));
const references = (...names: string[]): Kinds => Object.fromEntries(names.map((name) => [name, "reference"]));
const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** A body with these attributes and blocks only. */
function closed(attributes: Kinds, blocks: Blocks = {}): Grammar {
  return { attribute: (name) => own(attributes, name), block: (name) => own(blocks, name) };
}

/** A body in which every name that is not a block is an attribute. */
function open(attributes: Kinds = {}, blocks: Blocks = {}): Grammar {
  const known = closed(attributes, blocks);
  return { ...known, attribute: (name) => known.attribute(name) ?? (known.block(name) === undefined ? "expression" : undefined) };
}

/** A body of meta arguments around what a provider's schema says. */
function around(shape: BlockShape, meta: Grammar): Grammar {
  const inner = fromShape(shape);
  return { attribute: (name) => meta.attribute(name) ?? inner.attribute(name), block: (name) => meta.block(name) ?? inner.block(name) };
}

function fromShape(shape: BlockShape): Grammar {
  return {
    attribute: (name) => (own(shape.attributes ?? {}, name) === undefined ? undefined : "expression"),
    block: (name) => {
      const found = own(shape.block_types ?? {}, name);
      return found === undefined ? undefined : plain(fromShape(found.block), found.nesting_mode === "map" ? 1 : 0);
    },
  };
}

const plain = (body: Grammar, labels = 0): NestedBlock => ({ labels, body: () => body });

const CONDITION = plain(closed(expressions("condition", "error_message")));
const CONDITIONS: Blocks = { precondition: CONDITION, postcondition: CONDITION };
const CONNECTION: Blocks = { connection: plain(open()) };
const PROVISIONER = plain(open(references("when", "on_failure"), CONNECTION), 1);
const WORKSPACES: Blocks = { workspaces: plain(open()) };
const REPEATED: Kinds = { ...expressions("count", "for_each"), ...references("provider", "depends_on") };
const LIFECYCLE = plain(
  closed(
    { ...expressions("create_before_destroy", "prevent_destroy"), ...references("ignore_changes", "replace_triggered_by") },
    CONDITIONS,
  ),
);
const RESOURCE = closed(REPEATED, { ...CONNECTION, lifecycle: LIFECYCLE, provisioner: PROVISIONER });
const READ = closed(REPEATED, { lifecycle: plain(closed({}, CONDITIONS)) });

const BUILT_IN: Readonly<Record<string, BlockShape>> = {
  "resource terraform_data": { attributes: { input: {}, triggers_replace: {}, id: {}, output: {} } },
  "data terraform_remote_state": { attributes: { backend: {}, config: {}, defaults: {}, outputs: {}, workspace: {} } },
};

/** Returns what stands at the top of a configuration, in the order in which a reviewer reads it. */
export function configurationBlocks(lookup: BlockLookup): ReadonlyMap<string, NestedBlock> {
  const typed = (kind: "resource" | "data" | "ephemeral", meta: Grammar): NestedBlock => ({
    labels: 2,
    body: ([type = ""], path) => around(known(lookup, kind, type, path), meta),
  });
  const data = typed("data", READ);
  return new Map<string, NestedBlock>([
    ["terraform", plain(TERRAFORM)],
    [
      "provider",
      { labels: 1, body: ([name = ""], path) => around(known(lookup, "provider", name, path), closed(expressions("alias", "version"))) },
    ],
    ["variable", plain(VARIABLE, 1)],
    ["locals", plain({ ...open(), keepsNull: true })],
    ["moved", plain(closed(references("from", "to")))],
    ["import", plain(closed({ ...expressions("id", "identity", "for_each"), ...references("to", "provider") }))],
    [
      "removed",
      plain(closed(references("from"), { ...CONNECTION, lifecycle: plain(closed(expressions("destroy"))), provisioner: PROVISIONER })),
    ],
    ["ephemeral", typed("ephemeral", READ)],
    ["data", data],
    ["module", plain({ ...open(references("providers", "depends_on")), keepsNull: true }, 1)],
    ["resource", typed("resource", RESOURCE)],
    ["check", plain(closed({}, { assert: CONDITION, data }), 1)],
    ["output", plain(OUTPUT, 1)],
  ]);
}

const TERRAFORM = closed(expressions("required_version"), {
  backend: { labels: 1, body: ([type]) => open({}, type === "remote" ? WORKSPACES : type === "kubernetes" ? { exec: plain(open()) } : {}) },
  cloud: plain(open({}, WORKSPACES)),
  required_providers: plain(open()),
});

const VARIABLE: Grammar = {
  ...closed(
    { ...expressions("default", "description", "ephemeral", "nullable", "sensitive"), ...references("type") },
    { validation: CONDITION },
  ),
  keepsNull: true,
};

const OUTPUT: Grammar = {
  ...closed({ ...expressions("description", "ephemeral", "sensitive", "value"), ...references("depends_on") }, { precondition: CONDITION }),
  keepsNull: true,
};

function known(lookup: BlockLookup, kind: "provider" | "resource" | "data" | "ephemeral", type: string, path: string): BlockShape {
  const shape = own(BUILT_IN, `${kind} ${type}`) ?? lookup(kind, type);
  if (shape === undefined) {
    const what = kind === "provider" ? "provider" : kind === "data" ? "data source type" : `${kind} type`;
    throw new Error(`${path}: no schema knows the ${what} "${type}"; correct its name or add it to the provider schemas in schemas/`);
  }
  return shape;
}
