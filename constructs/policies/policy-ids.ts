/**
 * Ids of the policies, in the order of the rules; apart from them, so that who only checks an id does not load the rules.
 *
 * @see docs/policies.md
 */
export const POLICY_IDS = [
  "GAIA-SEC-1",
  "GAIA-SEC-2",
  "GAIA-SEC-3",
  "GAIA-SEC-4",
  "GAIA-SEC-5",
  "GAIA-SEC-6",
  "GAIA-REL-1",
  "GAIA-REL-2",
  "GAIA-REL-3",
  "GAIA-REL-4",
  "GAIA-REL-5",
  "GAIA-REL-6",
  "GAIA-OPS-1",
  "GAIA-OPS-2",
] as const;

/** Id of a policy. */
export type PolicyId = (typeof POLICY_IDS)[number];
