import { looksLikeSecret } from "../../constructs/policies/secret-patterns";
import { plannedResources, priorResources, type Plan } from "../plan/plan";

/** What stands in the place of a secret. */
export const MASK = "(sensitive)";

const SHORTEST = 6;
const ASSIGNMENT = /^(\s*(?:[-*]\s+)?["']?)([\w./-]+)(["']?\s*(?:[:=]|\s)\s*["']?)([^"',]+)/;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g;
const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s@/]+@/gi;
const INLINE = /(["']?)([\w./-]+)\1\s*[:=]\s*(?:(["'])((?:(?!\3).)+)\3|([^\s"',;&]+))/g;
const WEB_TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const WORD = /[\w-]{20,}/g;

/** Hides secrets: what plans mark as sensitive, wherever else it stands, and what looks like a secret. */
export class Secrets {
  /** Secrets by how they begin, each with its place among all of them: plans can have more secrets than a page has characters. */
  private readonly known = new Map<string, { readonly secret: string; readonly place: number }[]>();

  constructor(plans: readonly Plan[]) {
    const found = new Set<string>();
    for (const plan of plans) {
      for (const { change } of [...(plan.resource_changes ?? []), ...(plan.resource_drift ?? [])]) {
        collect(change.before, change.before_sensitive, found);
        collect(change.after, change.after_sensitive, found);
      }
      for (const change of Object.values(plan.output_changes ?? {})) {
        collect(change.before, change.before_sensitive, found);
        collect(change.after, change.after_sensitive, found);
      }
      for (const resource of [...priorResources(plan), ...plannedResources(plan)])
        collect(resource.values, resource.sensitive_values, found);
      const variables = plan.configuration?.root_module?.variables ?? {};
      for (const [name, { value }] of Object.entries(plan.variables ?? {})) if (variables[name]?.sensitive) collect(value, true, found);
    }
    // The longest first: a shorter one may be a part of it.
    const sorted = [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    for (const [place, secret] of sorted.entries()) {
      const start = secret.slice(0, SHORTEST);
      const others = this.known.get(start);
      if (others) others.push({ secret, place });
      else this.known.set(start, [{ secret, place }]);
    }
  }

  /**
   * Hides secrets in a text, line by line.
   *
   * @param text - the text
   * @param key - name of the setting that has it
   */
  public hide(text: string, key = ""): string {
    if (isSecret(key, text)) return MASK;
    const shown = this.hideKnown(text).replace(PRIVATE_KEY, MASK).replace(URL_PASSWORD, `$1${MASK}@`);
    return shown.split("\n").map(hideInLine).join("\n");
  }

  /**
   * Hides what the plans mark as sensitive, in a text that has no settings.
   *
   * @param text - the text
   */
  public hideKnown(text: string): string {
    if (this.known.size === 0) return text;
    const starts = new Set<string>();
    for (let at = 0; at + SHORTEST <= text.length; at++) {
      const start = text.slice(at, at + SHORTEST);
      if (this.known.has(start)) starts.add(start);
    }
    const found = [...starts].flatMap((start) => this.known.get(start)!).filter(({ secret }) => text.includes(secret));
    return found.sort((a, b) => a.place - b.place).reduce((shown, { secret }) => shown.replaceAll(secret, MASK), text);
  }
}

/** On a page nothing is lost when a path or a variable that only might be secret is hidden. */
function isSecret(key: string, value: string): boolean {
  const isVariable = /^[A-Z0-9_]+$/.test(key);
  return looksLikeSecret(isVariable ? key.toLowerCase() : key, value.replace(/^\/(?=.)/, "_"));
}

function hideInLine(line: string): string {
  const assigned = ASSIGNMENT.exec(line);
  if (assigned) {
    const [all, indent = "", key = "", between = "", value = ""] = assigned;
    if (!value.startsWith(MASK) && isSecret(key, value.trim()))
      return `${indent}${key}${between}${MASK}${line.slice(all.length).replace(/^["']/, "")}`;
  }
  return line
    .replace(INLINE, (all: string, _quote: string, key: string, _mark: string, quoted?: string, plain?: string) => {
      const value = quoted ?? plain ?? "";
      return !value.includes(MASK) && isSecret(key, value)
        ? all.slice(0, all.lastIndexOf(value)) + MASK + (quoted === undefined ? "" : all.slice(-1))
        : all;
    })
    .replace(WEB_TOKEN, MASK)
    .replace(WORD, (word) => (looksLikeSecret("", word) ? MASK : word));
}

/** Strings that a mark of the same shape says are sensitive, also as Kubernetes and JSON would write them. */
function collect(value: unknown, mark: unknown, found: Set<string>): void {
  if (mark === undefined || mark === null || mark === false) return;
  if (mark === true) {
    if (typeof value === "string" || typeof value === "number") {
      const text = String(value);
      // Short ones are words and numbers of other meaning; where they are marked they are hidden all the same.
      const lines = text.includes("\n") ? text.split("\n").map((line) => line.trim()) : [];
      for (const part of [text, ...lines.filter((line) => line.length >= 16)]) {
        if (part.length < SHORTEST || /^(true|false|null|default|\d{1,8})$/i.test(part)) continue;
        found.add(part);
        found.add(Buffer.from(part).toString("base64").replace(/=+$/, ""));
        found.add(JSON.stringify(part).slice(1, -1));
      }
    } else if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) collect(inner, true, found);
  } else if (typeof mark === "object" && typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(mark)) collect((value as Record<string, unknown>)[key], inner, found);
  }
}
