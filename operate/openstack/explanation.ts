type Fields = Readonly<Record<string, unknown>>;

/**
 * Finds in what a service has answered why it did not do what it was asked; each writes it elsewhere.
 *
 * @param body - body of the answer
 */
export function explanationOf(body: unknown): string {
  const text = found(body) ?? (typeof body === "string" ? withoutTags(body) : "");
  return text === "" ? "no reason is given" : text.replace(/\s+/g, " ").trim().slice(0, 500);
}

/** Keystone, Nova and Cinder nest it once, Neutron names the type, Magnum lists errors, Octavia and Heat have it in a field of their own. */
function found(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const fields = body as Fields;
  for (const key of ["faultstring", "message", "detail", "description", "explanation"]) {
    const value = fields[key];
    if (typeof value === "string" && value !== "") return value;
  }
  const [first] = Array.isArray(fields["errors"]) ? (fields["errors"] as unknown[]) : [];
  if (first !== undefined) return found(first);
  return Object.values(fields)
    .map(found)
    .find((text) => text !== undefined);
}

function withoutTags(text: string): string {
  return text.replace(/<[^>]*>/g, " ");
}
