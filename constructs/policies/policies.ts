import { Annotations, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { PolicyElement } from "./policy-element";
import type { Tier } from "./policy-rule";
import { POLICY_RULES } from "./policy-rules";

const SUPPRESSION = "cdktf-magnum/policy-suppression";

/** A place that breaks a policy. */
export interface PolicyViolation {
  /** Id of the policy, such as "GAIA-REL-2". */
  readonly id: string;
  /** Path of the construct. */
  readonly path: string;
  /** What is wrong, with the value and what to do. */
  readonly message: string;
  /** Why the policy exists. */
  readonly reason: string;
}

/**
 * Rules that every stack must obey, as an aspect of the stack: `Aspects.of(stack).add(new Policies("prod"))`.
 *
 * The framework starts at stacks and never invokes aspects of the app.
 * A violation is an error annotation, which fails the synthesis of the stack.
 */
export class Policies implements IAspect {
  private readonly elements = new WeakMap<IConstruct, PolicyElement>();

  /**
   * Takes the rules of a tier.
   *
   * @param tier - how much the stacks matter: some rules are for production only
   */
  constructor(private readonly tier: Tier) {}

  public visit(node: IConstruct): void {
    // Another aspect may have changed it since the stack was read.
    this.elements.delete(node);
    for (const violation of this.check(node)) Annotations.of(node).addError(formatViolation(violation));
  }

  /**
   * Finds the violations of one construct.
   *
   * @param node - any construct of a stack
   */
  public check(node: IConstruct): PolicyViolation[] {
    const violations: PolicyViolation[] = [];
    const element = this.element(node);
    for (const rule of POLICY_RULES) {
      for (const message of rule.check(element, this.tier)) {
        if (!isSuppressed(node, rule.id)) violations.push({ id: rule.id, path: node.node.path, message, reason: rule.reason });
      }
    }
    return violations;
  }

  /** Rules for a whole stack read what others read again. */
  private element(node: IConstruct): PolicyElement {
    const known = this.elements.get(node) ?? new PolicyElement(node, (other) => this.element(other));
    this.elements.set(node, known);
    return known;
  }
}

/**
 * Lets a construct and everything below it break one policy.
 *
 * @param scope - the construct
 * @param id - id of the policy
 * @param reason - why this is right here, in a sentence
 * @throws Error if there is no such policy or no real reason
 */
export function suppressPolicy(scope: IConstruct, id: string, reason: string): void {
  if (!POLICY_RULES.some((rule) => rule.id === id)) {
    throw new Error(`policy '${id}' does not exist, there are ${POLICY_RULES.map((rule) => rule.id).join(", ")}`);
  }
  if (reason.trim().length < 10) {
    throw new Error(`an exception from policy ${id} needs a reason of at least 10 characters, got '${reason}'`);
  }
  scope.node.addMetadata(SUPPRESSION, { id, reason });
}

/**
 * Writes a violation as one line.
 *
 * @param violation - the violation
 */
export function formatViolation(violation: PolicyViolation): string {
  return `${violation.id} ${violation.message} (${violation.reason})`;
}

function isSuppressed(node: IConstruct, id: string): boolean {
  return node.node.scopes.some((scope) =>
    scope.node.metadata.some((entry) => entry.type === SUPPRESSION && (entry.data as { id: string }).id === id),
  );
}
