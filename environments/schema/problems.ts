import type { z } from "zod";

/** Something wrong with one value of one file. */
export interface Problem {
  /** File that has the value. */
  readonly file: string;
  /** Keys that lead to the value. */
  readonly path: readonly PropertyKey[];
  /** What is wrong, with the value and what is allowed. */
  readonly message: string;
}

/** Everything that is wrong with all files, one line each. */
export class InvalidEnvironments extends Error {
  /** The problems, in the order of the files. */
  public readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.name = "InvalidEnvironments";
    this.problems = problems;
  }
}

/**
 * Writes a problem as one line.
 *
 * @param problem - the problem
 */
export function formatProblem(problem: Problem): string {
  return `${problem.file}: ${problem.path.length > 0 ? `${formatPath(problem.path)} ` : ""}${problem.message}`;
}

/**
 * Turns what zod found into problems that show the value and what is allowed.
 *
 * @param file - file that was checked
 * @param schema - schema that it was checked against
 * @param input - what the file has
 * @param error - what zod found
 */
export function problemsOf(file: string, schema: z.ZodType, input: unknown, error: z.ZodError): Problem[] {
  return error.issues.flatMap((issue) => describe(issue, schema, input).map((found) => ({ file, ...found })));
}

/**
 * Shows a value in a message, cut to a line.
 *
 * @param value - any value
 */
export function show(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(String(key))) return `[${JSON.stringify(String(key))}]`;
      return index === 0 ? String(key) : `.${String(key)}`;
    })
    .join("");
}

type Found = Omit<Problem, "file">;

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, input: unknown): Found[] {
  const { path } = issue;
  const value = valueAt(input, path);
  const got = value === undefined ? "it is missing" : `got ${show(value)}`;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, fieldsAt(schema, path)) }));
    case "invalid_value":
      return [{ path, message: `must be ${issue.values.map((allowed) => show(allowed)).join(", ")}, ${got}` }];
    case "invalid_type":
      return [
        {
          path,
          message: `must be a ${issue.message.startsWith("must") ? issue.message.slice("must be a ".length) : (TYPE_NAMES[issue.expected] ?? issue.expected)}, ${got}`,
        },
      ];
    case "too_small":
      return [{ path, message: `${issue.message.startsWith("must") ? issue.message : `must be at least ${issue.minimum}`}, ${got}` }];
    case "too_big":
      return [{ path, message: `${issue.message.startsWith("must") ? issue.message : `must be at most ${issue.maximum}`}, ${got}` }];
    case "invalid_union":
      return unionProblems(issue, schema, input, got);
    case "invalid_key":
      return issue.issues.map((inner) => ({ path, message: `is not a valid key: it ${inner.message}` }));
    default:
      return [{ path, message: `${issue.message}, ${got}` }];
  }
}

const TYPE_NAMES: Record<string, string> = { int: "whole number", record: "object" };

/** A union fails as a whole; the branch that got furthest is the one that was meant. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, schema: z.ZodType, input: unknown, got: string): Found[] {
  const { path } = issue;
  const branches = issue.errors.filter((issues) => issues.length > 0);
  if (branches.length === 0) {
    const options = optionsAt(schema, path);
    return [{ path, message: `must be ${options.map((option) => show(option)).join(", ")}, ${got}` }];
  }
  const best = branches.reduce((a, b) => (b.length < a.length ? b : a));
  if (best.every((inner) => inner.code === "invalid_type" && inner.path.length === 0)) {
    const types = branches
      .flat()
      .map((inner) => (inner.code === "invalid_type" ? (TYPE_NAMES[inner.expected] ?? inner.expected) : inner.code));
    return [{ path, message: `must be a ${[...new Set(types)].join(" or ")}, ${got}` }];
  }
  return best.flatMap((inner) => describe({ ...inner, path: [...path, ...inner.path] }, schema, input));
}

function unknownField(key: string, fields: readonly string[]): string {
  const similar = fields.find((field) => distance(field.toLowerCase(), key.toLowerCase()) <= 2);
  return `is not a field${similar === undefined ? "" : `, did you mean ${similar}?`}; there are ${fields.join(", ")}`;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined | null)?.[key], input);
}

type Def = { type: string } & Record<string, unknown>;

/** The schemas that may describe a path: several where a union is on the way. */
function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): Def[] {
  const def = schema.def as unknown as Def;
  switch (def.type) {
    case "optional":
    case "default":
      return schemasAt(def["innerType"] as z.ZodType, path);
    case "union":
      return path.length === 0 ? [def] : (def["options"] as z.ZodType[]).flatMap((option) => schemasAt(option, path));
    default:
  }
  const [key, ...rest] = path;
  if (key === undefined) return [def];
  if (def.type === "object") {
    const inner = (def["shape"] as Record<PropertyKey, z.ZodType>)[key];
    return inner === undefined ? [] : schemasAt(inner, rest);
  }
  if (def.type === "array") return schemasAt(def["element"] as z.ZodType, rest);
  if (def.type === "record") return schemasAt(def["valueType"] as z.ZodType, rest);
  return [];
}

function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const objects = schemasAt(schema, path).flatMap((def) =>
    def.type === "union" ? (def["options"] as z.ZodType[]).flatMap((option) => schemasAt(option, [])) : [def],
  );
  return [...new Set(objects.flatMap((def) => Object.keys((def["shape"] as object | undefined) ?? {})))];
}

/** Values that a discriminator may have. */
function optionsAt(schema: z.ZodType, path: readonly PropertyKey[]): unknown[] {
  return schemasAt(schema, path).flatMap((def) => (def.type === "literal" ? (def["values"] as unknown[]) : []));
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
