/**
 * Escapes template sequences in every string of a value, keys included: the one place where this is done.
 *
 * `${` and `%{` would otherwise be evaluated by Terraform.
 *
 * @param value - plain data
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 */
export function escapeTemplates<T>(value: T): T {
  return escape(value) as T;
}

function escape(value: unknown): unknown {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{");
  if (Array.isArray(value)) return value.map(escape);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escape(key), escape(inner)]));
  }
  return value;
}
