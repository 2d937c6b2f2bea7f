/** Longest line, in characters. */
const WIDTH = 140;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Writes data as a file of JSON, in the form that Prettier gives it with lines of 140 characters.
 *
 * @param data - the data, of objects, arrays, texts, numbers and booleans
 * @param order - names of its outermost fields in their order, also of those that are not there
 */
export function jsonText(data: object, order: readonly string[] = []): string {
  const names = [...order, ...Object.keys(data).filter((name) => !order.includes(name))];
  return `${expanded(Object.fromEntries(names.map((name) => [name, (data as Fields)[name]])), "")}\n`;
}

function expanded(value: object, indent: string): string {
  const inner = `${indent}  `;
  const all: [string, unknown][] = Array.isArray(value)
    ? value.map((one: unknown) => ["", one])
    : pairsOf(value).map(([name, one]) => [`${JSON.stringify(name)}: `, one]);
  const lines = all.map(([name, one], index) => {
    const comma = index < all.length - 1 ? "," : "";
    const inline = `${inner}${name}${onOneLine(one)}${comma}`;
    const isWhole = typeof one !== "object" || one === null || (inline.length <= WIDTH && !hasListOfObjects(one));
    return isWhole ? inline : `${inner}${name}${expanded(one, inner)}${comma}`;
  });
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join("\n")}\n${indent}${close}`;
}

/** Prettier gives each of several objects a line, and with them everything around them. */
function hasListOfObjects(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const parts: unknown[] = Object.values(value);
  const hasFields = (one: unknown): boolean => typeof one === "object" && one !== null && Object.keys(one).length > 1;
  return (Array.isArray(value) && parts.length > 1 && parts.every(hasFields)) || parts.some(hasListOfObjects);
}

function onOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = pairsOf(value).map(([name, one]) => `${JSON.stringify(name)}: ${onOneLine(one)}`);
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

function pairsOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, one]) => one !== undefined);
}
