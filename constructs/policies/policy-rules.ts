import { CEPH_RELIABILITY_RULE, CEPH_SECURITY_RULE } from "./ceph";
import { OPERATIONS_RULES } from "./operations";
import { RELIABILITY_RULES } from "./reliability";
import { SECURITY_RULES } from "./security";
import type { PolicyRule } from "./policy-rule";

/**
 * The rules.
 *
 * @see docs/policies.md
 */
export const POLICY_RULES: readonly PolicyRule[] = [
  ...SECURITY_RULES,
  CEPH_SECURITY_RULE,
  ...RELIABILITY_RULES,
  CEPH_RELIABILITY_RULE,
  ...OPERATIONS_RULES,
];
