import type * as z from "zod";
import { nearest } from "../../constructs/kit/nearest";
import { hideUserInfo } from "../../constructs/kit/user-info";

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
export function formatProblem({ file, path, message }: Problem): string {
  return `${file}: ${path.length > 0 ? `${formatPath(path)} ` : ""}${message}`;
}

/**
 * Checks what a file has against a schema.
 *
 * @param file - the file
 * @param schema - what it has to be
 * @param input - what it has
 * @param problems - where problems go
 * @returns the data with its defaults, or undefined if there are problems
 */
export function parseFile<T extends z.ZodType>(file: string, schema: T, input: unknown, problems: Problem[]): z.output<T> | undefined {
  const { success, data, error } = schema.safeParse(input, { error: requirement, reportInput: true });
  if (success) return data;
  problems.push(...error.issues.flatMap(describe).map((found) => ({ file, ...found })));
  return undefined;
}

/**
 * Shows a value in a message, cut to a line, without users and passwords of URLs.
 *
 * @param value - any value
 */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  // JSON knows no NaN, no Infinity, no bigint and no function.
  const isPlain = typeof value === "number" || typeof value === "bigint" || typeof value === "function";
  const chars = [...(isPlain ? String(value) : hideUserInfo(JSON.stringify(value, jsonable)))];
  return chars.length > 80 ? `${chars.slice(0, 77).join("")}...` : chars.join("");
}

/**
 * Lists what is allowed, cut to a few.
 *
 * @param names - allowed names
 */
export function list(names: readonly string[]): string {
  if (names.length === 0) return "there is none";
  return names.length > 10 ? `${names.slice(0, 9).join(", ")} and ${names.length - 9} more` : names.join(", ");
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

const TYPES: Record<string, string> = { array: "an array", object: "an object", record: "an object", null: "null" };

/** What a value had to be, where the schema has no words of its own; for unknown keys, the fields that there are. */
function requirement(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${TYPES[issue.expected] ?? `a ${issue.expected}`}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values)}`;
    case "invalid_union":
      return Array.isArray(issue["options"]) ? `must be ${oneOf(issue["options"].filter((option) => option !== undefined))}` : undefined;
    case "unrecognized_keys":
      return Object.keys((issue.inst as z.ZodObject).shape).join(", ");
    default:
      return undefined;
  }
}

type Found = Omit<Problem, "file">;

function describe(issue: z.core.$ZodIssue): Found[] {
  const { path, message, input } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, message.split(", ")) }));
    case "invalid_key":
      return [{ path: path.slice(0, -1), message: `has a key that ${issue.issues[0]?.message}, got ${show(path.at(-1))}` }];
    case "invalid_union":
      if (issue.errors.length > 0) return describeUnion(path, input, issue.errors);
      // The discriminator is at fault, and the input is the object around it.
      return [{ path, message: `${message}, got ${show((input as Record<PropertyKey, unknown>)[path.at(-1)!])}` }];
    case "custom": {
      const instead: unknown = issue.params?.["instead"];
      return [{ path, message: `${message}, got ${show(input)}${instead === undefined ? "" : `; ${show(instead)} would do`}` }];
    }
    default:
      return [{ path, message: `${message}, got ${show(input)}` }];
  }
}

/** A union fails as a whole; the branch with the fewest problems is the one that was meant. */
function describeUnion(path: readonly PropertyKey[], input: unknown, branches: z.core.$ZodIssue[][]): Found[] {
  const ofThisType = branches.filter((issues) => !issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0));
  const meant = ofThisType.sort((a, b) => a.length - b.length)[0];
  if (meant === undefined) {
    const types = branches.flatMap((issues) => issues.map((issue) => issue.message.replace(/^must be /, "")));
    return [{ path, message: `must be ${[...new Set(types)].join(", ").replace(/, ([^,]+)$/, " or $1")}, got ${show(input)}` }];
  }
  return meant.flatMap((issue) => {
    const elsewhere = issue.code === "unrecognized_keys" ? issue.keys.filter((key) => isKnown(key, ofThisType)) : [];
    if (elsewhere.length === 0) return describe({ ...issue, path: [...path, ...issue.path] });
    return elsewhere.map((key) => ({ path: [...path, key], message: `cannot be used together with ${issue.message}` }));
  });
}

function isKnown(key: string, branches: z.core.$ZodIssue[][]): boolean {
  return branches.some((issues) => !issues.some((issue) => issue.code === "unrecognized_keys" && issue.keys.includes(key)));
}

function oneOf(values: readonly unknown[]): string {
  return values.length === 1 ? show(values[0]) : `one of ${values.map(show).join(", ")}`;
}

function unknownField(key: string, fields: readonly string[]): string {
  const meant = nearest(key, fields);
  return `is not a field${meant === undefined ? "" : `, did you mean ${meant}?`} (fields: ${fields.join(", ")})`;
}

function jsonable(_key: string, value: unknown): unknown {
  return typeof value === "bigint" || typeof value === "function" || (typeof value === "number" && !Number.isFinite(value))
    ? String(value)
    : value;
}
