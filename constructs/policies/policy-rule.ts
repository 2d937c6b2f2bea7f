import type { PolicyElement } from "./policy-element";
import type { PolicyId } from "./policy-ids";

/** How much a project matters. */
export type Tier = "dev" | "test" | "prod";

/** A rule that constructs must obey. */
export interface PolicyRule {
  /** Id, as in messages and suppressions. */
  readonly id: PolicyId;
  /** Why the rule exists. */
  readonly reason: string;
  /**
   * Finds what a construct does wrong.
   *
   * @param element - the construct
   * @param tier - how much the project matters
   * @returns one message for each violation
   */
  check(element: PolicyElement, tier: Tier): string[];
}

/**
 * Shows a value in a message.
 *
 * @param value - any value
 */
export function quoted(value: unknown): string {
  if (value === undefined) return "missing";
  return `'${typeof value === "string" ? value : JSON.stringify(value)}'`;
}
