import type { Problem } from "../../projects";

/** Files of data by name. */
export type Files = Readonly<Record<string, unknown>>;

/** New values by place, such as "survey.ts: cluster.workers.count"; undefined takes out what is there. */
export type Edits = Readonly<Record<string, unknown>>;

type Key = string | number;
type Place = Pick<Problem, "file" | "path">;

/** The same files with other values; what leads to them is made where it is missing. */
export function set(files: Files, edits: Edits): Files {
  return Object.entries(edits).reduce((made, [place, value]) => {
    const [, file, field] = /^(.+?): (.+)$/.exec(place)!;
    return put(made, { file: file!, path: keysOf(field!) }, value);
  }, files);
}

function valueAt(files: Files, { file, path }: Place): unknown {
  return path.reduce((value: unknown, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], files[file]);
}

/**
 * Does what a message says, as far as it says it in one of the phrasings that messages have.
 *
 * @param files - the files
 * @param problem - what is wrong with them
 */
export function follow(files: Files, problem: Problem): Files {
  for (const [phrase, act] of PHRASES) {
    const match = phrase.exec(problem.message);
    if (match)
      return act(
        files,
        problem,
        match.slice(1).map((part) => part ?? ""),
      );
  }
  throw new Error(`nothing to follow in: ${problem.file}: ${problem.path.join(".")} ${problem.message}`);
}

type Act = (files: Files, problem: Problem, found: readonly string[]) => Files;

const here = (value: (found: readonly string[], old: unknown) => unknown): Act => {
  return (files, problem, found) => put(files, problem, value(found, valueAt(files, problem)));
};
const leaveOut: Act = (files, problem) => put(files, problem, undefined);
const inProject = (field: string, value: unknown): Act => {
  return (files) => set(files, { [`survey.ts: ${field}`]: value });
};

/** The first that a message has is followed: what names a value comes before what names a range. */
const PHRASES: readonly (readonly [RegExp, Act])[] = [
  [/; '([^']+)' would do/, here(([name]) => name)],
  [/; "([^"]+)" would do/, here(([name]) => name)],
  [/; move it to labels$/, moveToLabels],
  [/; use extraLabels if you are sure$/, moveToExtraLabels],
  [
    /; use labels\.(\w+) for a larger root disk/,
    (files, problem, [label]) => put(leaveOut(files, problem, []), sibling(problem, "labels", label!), 80),
  ],
  [/ set api\.floatingIp to false/, (files, problem) => set(leaveOut(files, problem, []), { "survey.ts: cluster.api.floatingIp": false })],
  [/leave it out and set floating to false/, (files, problem) => put(leaveOut(files, problem, []), sibling(problem, "floating"), false)],
  [/; use kind traefik|^needs ingress\.kind "traefik"|^must be traefik /, inProject("ingress.kind", "traefik")],
  [/; give count (\d+) in their place/, (files, problem, [count]) => countOnly(files, problem, Number(count))],
  [/; give count alone/, (files, problem) => countOnly(files, problem, 3)],
  [/; use min (\d+) and max (\d+)/, (files, problem, [min, max]) => bounds(files, problem, Number(min), Number(max))],
  [/^must equal max .*, got \d+ and (\d+)/, here(([max]) => Number(max))],
  [/; use count (\d+)/, here(([count]) => Number(count))],
  [/; use (\d+) or \d+/, here(([count]) => Number(count))],
  [/: use ((?:cluster|proxy|magnum)\.[\w.]+|\w+ of )/, leaveOut],
  [/; use "([^"]+)"/, here(([value]) => value)],
  [/; use at most (\d+)/, here(([most]) => Number(most))],
  [/must be odd and at least (\d+)/, here(([least]) => Number(least))],
  [/^must be between min (\d+)/, here(([least]) => Number(least))],
  [/^must be at most (?:max )?(\d+)/, here(([most], old) => (typeof old === "string" ? most : Number(most)))],
  [/^must be at least (\d+)/, here(([least]) => Number(least))],
  [/^must be a whole number from (\d+)/, here(([least]) => Number(least))],
  [/^must be a whole number of at least (\d+)/, here(([least]) => Number(least))],
  [/^must be a number from (\d+)/, here(([least]) => Number(least))],
  [
    /cluster\.labels\.boot_volume_size must give one, such as (\d+)/,
    (files, _problem, [size]) => set(files, { "survey.ts: cluster.labels.boot_volume_size": Number(size) }),
  ],
  [/such as (?:")?([\w./-]+)/, here(([value]) => (/^\d+$/.test(value!) ? Number(value) : value))],
  [/^needs (\w+) beside it/, (files, problem, [label]) => put(files, sibling(problem, label!), "0".repeat(64))],
  [/^must be a [^(]*\(([^,)]+)/, here(([first]) => first)],
  [/^must be ([A-Z_]{4,})/, here(([value]) => value)],
  [/^must be (true|false)/, here(([value]) => value === "true")],
  [/^must be (?:one of )?"([^"]+)"/, here(([value]) => value)],
  [/leave it out|must be left out|is not a field|cannot be used/, leaveOut],
  [/^must have at most (\d+) characters/, here(([most], old) => String(old).slice(0, Number(most)))],
];

function moveToLabels(files: Files, problem: Problem): Files {
  const value = valueAt(files, problem);
  const number = Number(value);
  return put(
    leaveOut(files, problem, []),
    { file: problem.file, path: ["cluster", "labels", problem.path.at(-1)!] },
    Number.isNaN(number) ? value : number,
  );
}

function moveToExtraLabels(files: Files, problem: Problem): Files {
  const value = String(valueAt(files, problem));
  return put(leaveOut(files, problem, []), { file: problem.file, path: ["cluster", "extraLabels", problem.path.at(-1)!] }, value);
}

function countOnly(files: Files, problem: Problem, count: number): Files {
  return ["min", "max"].reduce((made, key) => put(made, sibling(problem, key), undefined), put(files, sibling(problem, "count"), count));
}

function bounds(files: Files, problem: Problem, min: number, max: number): Files {
  return put(put(put(files, sibling(problem, "count"), undefined), sibling(problem, "min"), min), sibling(problem, "max"), max);
}

function sibling({ file, path }: Place, ...keys: string[]): Place {
  return { file, path: [...path.slice(0, -1), ...keys] };
}

function put(files: Files, { file, path }: Place, value: unknown): Files {
  return { ...files, [file]: putIn(files[file], path as readonly Key[], value) };
}

function putIn(data: unknown, [key, ...rest]: readonly Key[], value: unknown): unknown {
  if (key === undefined) return value;
  const inner = putIn((data as Record<Key, unknown> | undefined)?.[key], rest, value);
  if (Array.isArray(data)) return data.map((item: unknown, index) => (index === key ? inner : item));
  const { [key]: _old, ...others } = (data ?? {}) as Record<Key, unknown>;
  return inner === undefined ? others : { ...others, [key]: inner };
}

function keysOf(field: string): Key[] {
  return [...field.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, plain]) => quoted ?? (index === undefined ? plain! : Number(index)),
  );
}
