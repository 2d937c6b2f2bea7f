/** Longest line, in characters. */
const WIDTH = 140;

/** Comments by the path of the field that they stand before, such as `magnum.driver`; fields that are not there can have some too. */
export type Remarks = ReadonlyMap<string, readonly string[]>;

/** What is written, and how. */
export interface LiteralProps {
  /** Comments. */
  readonly remarks: Remarks;
  /** Names of the fields of the outermost object in their order, also of those that are not there. */
  readonly order: readonly string[];
}

/**
 * Writes an object as TypeScript, in the form that Prettier gives it with lines of 140 characters.
 *
 * @param data - the object, of objects, arrays, texts, numbers and booleans
 * @param props - comments, and the order of the fields
 */
export function literal(data: object, { remarks, order }: LiteralProps): string {
  return expanded(data as Fields, "", "", { remarks, order });
}

type Fields = Readonly<Record<string, unknown>>;

function expanded(data: Fields, path: string, indent: string, props: LiteralProps): string {
  const inner = `${indent}  `;
  const keys = path === "" ? [...props.order, ...Object.keys(data).filter((key) => !props.order.includes(key))] : Object.keys(data);
  const lines = keys.flatMap((key) => {
    const at = path === "" ? key : `${path}.${key}`;
    const comments = (props.remarks.get(at) ?? []).flatMap((remark) => commented(remark, inner));
    return data[key] === undefined ? comments : [...comments, field(key, data[key], at, inner, props)];
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function field(key: string, value: unknown, path: string, indent: string, props: LiteralProps): string {
  const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key);
  const inline = `${indent}${name}: ${onOneLine(value)},`;
  const hasRemarks = [...props.remarks.keys()].some((at) => at.startsWith(`${path}.`));
  const isLong = inline.length > WIDTH || inline.includes("\n");
  if (typeof value !== "object" || value === null) {
    return isLong && !inline.includes("\n") && typeof value === "string" ? `${indent}${name}:\n${indent}  ${text(value)},` : inline;
  }
  if (!isLong && !hasRemarks && !isListOfObjects(value)) return inline;
  if (!Array.isArray(value)) return `${indent}${name}: ${expanded(value as Fields, path, indent, props)},`;
  return `${indent}${name}: [\n${value.map((one) => `${indent}  ${onOneLine(one)},\n`).join("")}${indent}],`;
}

/** Prettier gives each of several objects a line. */
function isListOfObjects(value: object): boolean {
  const hasFields = (one: unknown): boolean => typeof one === "object" && one !== null && Object.keys(one).length > 1;
  return Array.isArray(value) && value.length > 1 && value.every(hasFields);
}

function onOneLine(value: unknown): string {
  if (typeof value === "string") return value.includes("\n") ? template(value) : text(value);
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  if (pairs.length === 0) return "{}";
  return `{ ${pairs.map(([key, one]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key)}: ${onOneLine(one)}`).join(", ")} }`;
}

/** In double quotes, unless it has more of these than of the others. */
function text(value: string): string {
  const json = JSON.stringify(value);
  const count = (quote: string): number => value.split(quote).length - 1;
  if (count('"') <= count("'")) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function template(value: string): string {
  return `\`${value.replace(/[\\`]|\$\{/g, "\\$&")}\``;
}

function commented(remark: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of remark.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${indent}// ${word}`);
  }
  return lines;
}
