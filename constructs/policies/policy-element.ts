import { TerraformBackend, TerraformElement, TerraformStack, Token, type TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** Attributes of an element, in the names of Terraform. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A single value somewhere in an element's attributes. */
export interface Leaf<T> {
  /** Last key on the way to it. */
  readonly key: string;
  /** All keys on the way to it, with dots. */
  readonly path: string;
  /** The value. */
  readonly value: T;
}

/** Blocks as policies have read them. */
const BLOCKS = new WeakMap<IConstruct, object>();

/**
 * The block that an element is in cdk.tf.json, as a policy has read it last.
 *
 * @param element - any construct
 */
export function readBlock(element: IConstruct): object | undefined {
  return BLOCKS.get(element);
}

/** A construct as policies see it: what it will look like in cdk.tf.json, with references still as tokens. */
export class PolicyElement {
  /** Kind of block, such as "resource", "data" or "provider"; undefined for what is no block. */
  public readonly kind: string | undefined;
  /** Type of resource, data source or provider. */
  public readonly type: string | undefined;
  /** Attributes; empty for what is no block. */
  public readonly attributes: Attributes;
  private cachedLeaves: Leaf<unknown>[] | undefined;
  private cachedLiterals: Leaf<string>[] | undefined;

  /**
   * Reads a construct.
   *
   * @param node - the construct
   * @param of - where elements of other constructs come from; those read before are not read again
   */
  constructor(
    public readonly node: IConstruct,
    private readonly of: (node: IConstruct) => PolicyElement = (other) => new PolicyElement(other),
  ) {
    this.type = (node as Partial<TerraformResource>).terraformResourceType;
    if (isBlock(node)) BLOCKS.set(node, node.toTerraform() as object);
    const blocks = Object.entries((BLOCKS.get(node) ?? {}) as Record<string, Attributes>);
    // A provider comes with a block "terraform", which says its source and version.
    const block = blocks.find(([kind]) => kind !== "terraform");
    this.kind = block?.[0];
    this.attributes = block ? (depths(block[1], DEPTH[block[0]] ?? 1) as Attributes) : {};
  }

  /** Elements of a type at or below this one. */
  public all(type: string): PolicyElement[] {
    return this.node.node
      .findAll()
      .filter((node) => (node as Partial<TerraformResource>).terraformResourceType === type)
      .map((node) => this.of(node));
  }

  /** Every value that is not an object or list. */
  public get leaves(): readonly Leaf<unknown>[] {
    return (this.cachedLeaves ??= collectLeaves(this.attributes, "", "", []));
  }

  /** Strings without references; texts also line by line, as keys and values. */
  public get literals(): readonly Leaf<string>[] {
    return (this.cachedLiterals ??= this.leaves.flatMap(literalsOf));
  }
}

/** Names between the kind of a block and its attributes: a type and an id, or only one of them. */
const DEPTH: Record<string, number> = { resource: 2, data: 2 };

/**
 * Tells whether a value is text that is known when the stack is synthesised.
 *
 * @param value - any value
 */
export function isLiteral(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !withoutEscapes(value).includes("${");
}

/** An escaped `$${` is text and no reference. */
function withoutEscapes(value: string): string {
  return value.replaceAll("$${", "");
}

function isBlock(node: IConstruct): node is TerraformElement {
  return TerraformElement.isTerraformElement(node) && !(node instanceof TerraformStack) && !(node instanceof TerraformBackend);
}

function depths(value: unknown, depth: number): unknown {
  const inner = typeof value === "object" && value !== null ? (Object.values(value)[0] as unknown) : {};
  return depth > 1 ? depths(inner, depth - 1) : Array.isArray(inner) ? inner[0] : inner;
}

function collectLeaves(value: unknown, path: string, key: string, found: Leaf<unknown>[]): Leaf<unknown>[] {
  if (typeof value !== "object" || value === null) {
    found.push({ key, path, value });
  } else if (!Token.isUnresolved(value)) {
    const isList = Array.isArray(value);
    for (const [name, inner] of Object.entries(value)) {
      // Metadata of cdktf.
      if (name !== "//") collectLeaves(inner, path === "" ? name : `${path}.${name}`, isList ? key : name, found);
    }
  }
  return found;
}

function literalsOf({ value, ...leaf }: Leaf<unknown>): Leaf<string>[] {
  const found: Leaf<string>[] = isLiteral(value) ? [{ ...leaf, value }] : [];
  if (typeof value !== "string" || !value.includes("\n")) return found;
  for (const line of value.split("\n")) {
    const [, key, text] = /^\s*(?:- )?"?([\w.-]+)"?\s*[:=]\s*"?([^\s"]+)/.exec(line) ?? [];
    if (key !== undefined && isLiteral(text)) found.push({ key, path: `${leaf.path} (${key})`, value: text });
  }
  return found;
}
