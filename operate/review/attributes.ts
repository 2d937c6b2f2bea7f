import { dump, load } from "js-yaml";
import { after, before, expressionsOf, type Change } from "../plan/changes";
import { lineDiff, withoutDistant, type DiffLine } from "./line-diff";
import { MASK, type Secrets } from "./secrets";

const LONGEST = 160;
const NONE = "(none)";

/** Marks of a plan that lie beside a value, in the same shape: unknown or sensitive. */
interface Marks {
  readonly unknown: unknown;
  readonly sensitiveBefore: unknown;
  readonly sensitiveAfter: unknown;
}

/** A value of an attribute on both sides. */
interface Pair extends Marks {
  readonly path: string;
  readonly key: string;
  readonly old: unknown;
  readonly now: unknown;
  /** What the configuration has of it, or true; undefined is what a provider computes, which is no news. */
  readonly configured: unknown;
}

/**
 * Lists the attributes that a change changes, old and new, as lines of a diff; what the provider computes is left out.
 *
 * @param change - the change
 * @param secrets - what hides secrets
 */
export function attributeLines(change: Change, secrets: Secrets): string[] {
  const [old, now] = [before(change), after(change)];
  const { after_unknown: unknown, before_sensitive: sensitiveBefore, after_sensitive: sensitiveAfter } = change.resource.change;
  const expressions = expressionsOf(change);
  const isHelm = change.resource.type === "helm_release";
  return keysOf(old, now, unknown).flatMap((key) => {
    const configured = expressions === undefined ? true : expressions[key];
    const pair: Pair = {
      ...child({ unknown, sensitiveBefore, sensitiveAfter }, key),
      path: key,
      key,
      old: old[key],
      now: now[key],
      configured,
    };
    if (/_wo_(revision|version)$/.test(key)) return writeOnlyLines(pair, secrets);
    return lines(isHelm && key === "values" ? { ...pair, key: "helm values" } : pair, secrets);
  });
}

function writeOnlyLines(pair: Pair, secrets: Secrets): string[] {
  const attribute = pair.key.replace(/_(revision|version)$/, "");
  return lines(pair, secrets).map((line) => `${line} (write-only ${attribute} is written again)`);
}

function lines(pair: Pair, secrets: Secrets): string[] {
  const { path, old, now, unknown, sensitiveBefore, sensitiveAfter, configured } = pair;
  if (unknown === true) {
    if (configured === undefined) return [];
    return [`~ ${path}: ${sensitiveBefore === true ? maskOf(old) : show(pair, old, secrets)} -> (known after apply)`];
  }
  if (same(old, now) || (configured === undefined && isEmpty(old) && isEmpty(now))) return [];
  if (sensitiveBefore === true || sensitiveAfter === true) return [`~ ${path}: ${maskOf(old)} -> ${maskOf(now)}`];
  if (isNested(old) || isNested(now)) {
    if (isList(old) && isList(now) && !hasMarks(pair) && pair.key !== "helm values") return listLines(pair, secrets);
    const names = nameOf(now) ?? nameOf(old);
    return keysOf(old, now, unknown).flatMap((key) => {
      const inner = `${path}${Array.isArray(now ?? old) ? `[${key}]` : /^[\w-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(secrets.hide(key))}]`}`;
      const setting = key === "value" && names !== undefined ? names : pair.key === "helm values" ? pair.key : key;
      return lines(
        {
          ...pair,
          ...child(pair, key),
          path: inner,
          key: setting,
          old: at(old, key),
          now: at(now, key),
          configured: configuredIn(configured, key),
        },
        secrets,
      );
    });
  }
  if (pair.key === "helm values" || isText(old) || isText(now)) {
    const [a, b] = [old, now].map((value) => (pair.key === "helm values" ? yaml(value, secrets) : textOf(value, pair.key, secrets)));
    return diffLines(path, a!, b!);
  }
  const [a, b] = [show(pair, old, secrets), show(pair, now, secrets)];
  return [`~ ${path}: ${a} -> ${b}`];
}

function listLines(pair: Pair, secrets: Secrets): string[] {
  const [a, b] = [pair.old, pair.now].map((list) => ((list ?? []) as unknown[]).map((item) => show(pair, item, secrets)).join("\n"));
  return diffLines(pair.path, a!, b!);
}

function diffLines(path: string, old: string, now: string): string[] {
  const diff =
    old === ""
      ? now.split("\n").map((line): DiffLine => `+ ${line}`)
      : now === ""
        ? old.split("\n").map((line): DiffLine => `- ${line}`)
        : lineDiff(old, now);
  if (diff.every((line) => line.startsWith(" "))) return [`~ ${path}: ${MASK} -> ${MASK}`];
  return [`~ ${path}:`, ...withoutDistant(diff).map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST - 3)}...` : line))];
}

/** Helm values in one order and form, so that only what they say differs. */
function yaml(value: unknown, secrets: Secrets): string {
  if (typeof value !== "string") return "";
  try {
    const data = load(value);
    if (isNested(data)) return dump(hidden(data, "", secrets), { sortKeys: true, lineWidth: -1, noRefs: true }).trimEnd();
  } catch {
    // Not YAML, or not only YAML: compared as the text that it is.
  }
  return secrets.hide(value).trimEnd();
}

function hidden(data: unknown, key: string, secrets: Secrets): unknown {
  if (typeof data === "string" || typeof data === "number") {
    const shown = secrets.hide(String(data), key);
    return shown === String(data) ? data : shown;
  }
  if (Array.isArray(data)) return data.map((item) => hidden(item, key, secrets));
  if (!isNested(data)) return data;
  const name = nameOf(data);
  return Object.fromEntries(
    Object.entries(data).map(([inner, value]) => [
      secrets.hide(inner),
      hidden(value, inner === "value" && name !== undefined ? name : inner, secrets),
    ]),
  );
}

function textOf(value: unknown, key: string, secrets: Secrets): string {
  return value === undefined || value === null
    ? ""
    : secrets.hide(typeof value === "string" ? value : JSON.stringify(value), key).trimEnd();
}

function show({ key }: Pair, value: unknown, secrets: Secrets): string {
  if (value === undefined || value === null) return NONE;
  const isString = typeof value === "string";
  const text = isString ? value : JSON.stringify(value);
  const safe = isString || typeof value === "number" ? secrets.hide(text, key) : secrets.hide(text);
  const shown = safe === MASK || !isString ? safe : JSON.stringify(safe);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST - 3)}...` : shown;
}

function maskOf(value: unknown): string {
  return value === undefined || value === null ? NONE : MASK;
}

/** Blocks are lists of expressions, or one; an expression with a value or references has all that is below it. */
function configuredIn(configured: unknown, key: string): unknown {
  if (!isNested(configured) || "constant_value" in configured || "references" in configured) return configured;
  return !Array.isArray(configured) && key === "0" ? configured : at(configured, key);
}

function child({ unknown, sensitiveBefore, sensitiveAfter }: Marks, key: string): Marks {
  return { unknown: mark(unknown, key), sensitiveBefore: mark(sensitiveBefore, key), sensitiveAfter: mark(sensitiveAfter, key) };
}

function mark(marks: unknown, key: string): unknown {
  return marks === true ? true : at(marks, key);
}

function at(value: unknown, key: string): unknown {
  return isNested(value) && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function keysOf(...values: unknown[]): string[] {
  const keys = [...new Set(values.filter(isNested).flatMap((value) => Object.keys(value)))];
  return keys.every((key) => /^\d+$/.test(key)) ? keys.sort((a, b) => Number(a) - Number(b)) : keys.sort();
}

function nameOf(value: unknown): string | undefined {
  const name = at(value, "name");
  return typeof name === "string" ? name : undefined;
}

function hasMarks({ unknown, sensitiveBefore, sensitiveAfter }: Marks): boolean {
  return [unknown, sensitiveBefore, sensitiveAfter].some((marks) => JSON.stringify(marks)?.includes("true"));
}

function isList(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.every((item) => !isNested(item)));
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.includes("\n");
}

function isNested(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  if (isNested(value)) return Object.keys(value).length === 0;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

function same(a: unknown, b: unknown): boolean {
  if (isNested(a) && isNested(b)) return JSON.stringify(a) === JSON.stringify(b);
  return a === b || ((a ?? undefined) === undefined && (b ?? undefined) === undefined);
}
