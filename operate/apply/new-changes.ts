import { isDeepStrictEqual } from "node:util";
import type { Project } from "../../projects";
import type { Change, Kind } from "../plan/changes";
import { MARKER, reviewPage } from "../review/page";
import type { PlanJson } from "../plan/plan";
import type { SavedPlan } from "../terraform/plan-file";

/** What a plan has that nobody has agreed to. */
export interface NewChanges {
  /** Changes of resources. */
  readonly changes: readonly Change[];
  /** Names of outputs. */
  readonly outputs: readonly string[];
  /** All of them, in words. */
  readonly words: readonly string[];
}

type Agreed = Pick<SavedPlan, "plan" | "changes">;
type OutputChange = NonNullable<PlanJson["output_changes"]>[string];

/** What one value is before and after a change. */
interface Value {
  readonly before: unknown;
  readonly after: unknown;
  /** `true`, or an object or array with `true` where the value is known only after the apply. */
  readonly unknown: unknown;
}

/** Stands for the value of what is not there before: it differs from every value, also from null. */
const ABSENT = Symbol("absent");

/** What may become of a resource in a later plan, by what was agreed to: one that was made and has failed is made again or brought to its values. */
const FOLLOWS: Readonly<Record<Kind, readonly Kind[]>> = {
  create: ["create", "replace", "update"],
  replace: ["replace", "create", "update"],
  update: ["update"],
  destroy: ["destroy"],
  forget: ["forget"],
  import: ["import"],
  move: ["move"],
};

const DONE: Readonly<Record<Kind, string>> = {
  create: "added",
  replace: "replaced",
  update: "changed",
  destroy: "destroyed",
  forget: "forgotten",
  import: "imported",
  move: "moved",
};

/**
 * Finds what a plan does that no agreed plan did: another resource, another action, other values. Values that a plan leaves as they are do
 * not count, nor do those that an agreed plan did not know yet.
 *
 * @param plan - the new plan
 * @param agreed - plans that somebody has agreed to
 */
export function newChanges({ plan, changes }: Agreed, agreed: readonly Agreed[]): NewChanges {
  const found = changes.flatMap((change) => {
    const words = agreed.map((one) => wordsOf(change, one));
    return words.includes("") ? [] : [{ change, words: words.at(-1)! }];
  });
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([name, change]) =>
    isChanged(change) && !agreed.some(({ plan: { output_changes: known } }) => isAgreedOutput(change, known?.[name])) ? [name] : [],
  );
  return {
    changes: found.map(({ change }) => change),
    outputs,
    words: [...found.map(({ words }) => words), ...outputs.map((name) => `output ${name}`)],
  };
}

/** What is new in a change, in words; nothing if it was agreed to. */
function wordsOf({ address, kind, resource }: Change, { changes }: Agreed): string {
  const known = changes.find((other) => other.address === address) ?? changes.find((other) => other.address === resource.address);
  // The old object of a replacement, and what a creation that failed has left.
  const isRest = resource.deposed !== undefined && known !== undefined && ["create", "replace", "destroy"].includes(known.kind);
  if (isRest && kind === "destroy") return "";
  if (!known || !FOLLOWS[known.kind].includes(kind)) return `${address} (${DONE[kind]})`;
  const names = otherValues(resource.change, known.resource.change, kind === "create");
  return names.length === 0 ? "" : `${address} (${DONE[kind]}, with other values of ${names.join(", ")})`;
}

/** Attributes whose values after the change are not those that were agreed to. */
function otherValues(now: Change["resource"]["change"], agreed: Change["resource"]["change"], isCreate: boolean): string[] {
  const [before, after, unknown, known, knownLater] = [now.before, now.after, now.after_unknown, agreed.after, agreed.after_unknown];
  return keysOf(before, after, unknown, known).filter((name) => {
    const value = { before: isCreate ? ABSENT : at(before, name), after: at(after, name), unknown: at(unknown, name) };
    return !isAgreed(value, at(known, name), at(knownLater, name));
  });
}

function isAgreedOutput(now: OutputChange, agreed: OutputChange | undefined): boolean {
  if (!agreed || !isChanged(agreed)) return false;
  // An output that goes may take any value until then.
  if (agreed.actions.join() === "delete") return true;
  return isAgreed({ before: now.before, after: now.after, unknown: now.after_unknown }, agreed.after, agreed.after_unknown);
}

function isChanged({ actions }: OutputChange): boolean {
  return actions.join() !== "no-op";
}

function isAgreed({ before, after, unknown }: Value, agreed: unknown, agreedUnknown: unknown): boolean {
  if (agreedUnknown === true) return true;
  if (unknown === true) return false;
  if (isSame(before, after) && !hasUnknown(unknown)) return true;
  if (!isContainer(after) && !isContainer(unknown)) return isSame(after, agreed);
  if (Array.isArray(after) !== Array.isArray(agreed)) return false;
  const inside = isContainer(before) ? before : undefined;
  const member = (key: string): Value => ({ before: inside ? at(inside, key) : ABSENT, after: at(after, key), unknown: at(unknown, key) });
  if (keysOf(inside, after, unknown, agreed).every((key) => isAgreed(member(key), at(agreed, key), at(agreedUnknown, key)))) return true;
  // A set is an array whose order is that of its values, which may have become known meanwhile.
  if (!Array.isArray(after) || !Array.isArray(agreed) || after.length !== agreed.length) return false;
  const left = Object.keys(agreed);
  return after.every((value, index) => {
    const found = left.findIndex((key) =>
      isAgreed({ before: ABSENT, after: value, unknown: at(unknown, String(index)) }, at(agreed, key), at(agreedUnknown, key)),
    );
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}

/** What is null and what is left out are the same to Terraform. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(one ?? null, other ?? null);
}

function hasUnknown(unknown: unknown): boolean {
  return unknown === true || (isContainer(unknown) && Object.values(unknown).some(hasUnknown));
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function at(value: unknown, key: string): unknown {
  return isContainer(value) ? (value as Record<string, unknown>)[key] : undefined;
}

function keysOf(...values: unknown[]): string[] {
  return [...new Set(values.flatMap((value) => (isContainer(value) ? Object.keys(value) : [])))];
}

/**
 * Shows what is new in a plan: the review page of those changes alone, and the outputs.
 *
 * @param plan - the new plan
 * @param found - what is new in it
 * @param project - its project
 */
export function newChangesPage({ plan }: Agreed, { changes, outputs }: NewChanges, project: Project): string {
  // An entry for something that was agreed to before is not needless.
  const allow = project.allow.filter(({ address }) => changes.some((change) => change.address === address));
  const page = reviewPage([plan], changes, [{ ...project, allow }])
    .replace(`${MARKER}\n`, "")
    .trimEnd();
  const lines = outputs.map((name) => {
    const { before, after, before_sensitive, after_sensitive, after_unknown } = plan.output_changes![name]!;
    const shown = (value: unknown, sensitive: unknown): string =>
      sensitive === undefined || sensitive === false ? JSON.stringify(value ?? null) : "(sensitive)";
    return `- ${name}: ${shown(before, before_sensitive)} -> ${after_unknown === true ? "(known after apply)" : shown(after, after_sensitive)}`;
  });
  return [...(changes.length > 0 ? [page] : []), ...(lines.length > 0 ? ["### Outputs", "", ...lines] : [])].join("\n");
}
