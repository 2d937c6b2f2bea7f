import type { IResolveOptions, resolve } from "cdktf/lib/tokens/private/resolve";

// A token in a string, a number token that was put into one (-1.88e+289), and two values that the framework refuses.
const MAYBE_TOKEN = /TfToken\[|[-|\d.+]e[-|\d.eE+]|^(?:String|Any) Map Token Value$/;
/** The framework's own bound, from which on it takes data for a circle. */
const DEEPEST = 200;

/**
 * Resolves what has no tokens in it without the framework, which makes a context of its own for each key and each value: a fifth of a synth.
 * Whatever might be a token, and all that is not plain data, goes to the framework as before.
 *
 * @param byFramework - the framework's function
 */
export function quickResolve(byFramework: typeof resolve): typeof resolve {
  return (value: unknown, options: IResolveOptions) => {
    const prefix = [...(options.prefix ?? [])];
    const slow = (inner: unknown): unknown => byFramework(inner, { ...options, prefix: [...prefix] });
    const below = (key: string, inner: unknown): unknown => {
      prefix.push(key);
      const resolved = quick(inner);
      prefix.pop();
      return resolved;
    };
    const quick = (inner: unknown): unknown => {
      if (isPlainValue(inner)) return inner;
      if (typeof inner !== "object" || inner === null || prefix.length >= DEEPEST) return slow(inner);
      if (Array.isArray(inner)) {
        if (inner.some(isListToken)) return slow(inner);
        return inner.map((item, index) => below(String(index), item)).filter((item) => item !== undefined);
      }
      const keys = Object.keys(inner);
      if (!isPlainObject(inner) || keys.some((key) => MAYBE_TOKEN.test(key))) return slow(inner);
      const result: Record<string, unknown> = {};
      for (const key of keys) {
        const resolved = below(key, inner[key]);
        if (resolved !== undefined) result[key] = resolved;
      }
      return result;
    };
    return quick(value);
  };
}

function isPlainValue(value: unknown): boolean {
  if (typeof value === "string") return !MAYBE_TOKEN.test(value);
  // Number tokens and the value that the framework refuses are negative.
  if (typeof value === "number") return value >= 0 && Number.isSafeInteger(value);
  return value === undefined || value === null || typeof value === "boolean";
}

function isListToken(item: unknown): boolean {
  return typeof item === "string" ? item.includes("TfToken[") : typeof item === "number" && !isPlainValue(item);
}

function isPlainObject(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype && typeof (value as { resolve?: unknown }).resolve !== "function";
}
