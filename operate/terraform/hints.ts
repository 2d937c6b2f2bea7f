import { npx } from "../session/program";
import type { Failure } from "./ui-messages";

/** `$1` in a hint is what the first group of the pattern has found. */
const HINTS: readonly { readonly says: RegExp; readonly hint: string }[] = [
  {
    // PostgreSQL gives the second operator's own lock, under Terraform's heading of the first one's.
    says: /already locked for workspace/i,
    hint: "somebody else is at work on this stack. PostgreSQL does not say who: ID, Who and Created above are of this run. Its lock ends with the other connection; docs/state.md says how to ask the server whose that is",
  },
  {
    says: /Error acquiring the state lock(?![^]*already locked for workspace)/i,
    hint: "somebody else is at work on this stack: Who and Created say who, and since when. Wait for them; only if that run is dead, `terraform force-unlock <ID>` in the stack's folder",
  },
  {
    says: /Saved plan is stale/,
    hint: "somebody has changed this stack since the plan was made; run the command again and read the new plan",
  },
  {
    says: /Backend configuration changed/,
    hint: `the site's backend is another one now: \`${npx("move-state")}\` moves states out of local files (docs/state.md). Where that is done, delete \`.terraform\` in the stack's folder`,
  },
  {
    says: /encountered unencrypted payload/,
    hint: `TF_ENCRYPTION does not say what the state was before: for the first \`${npx("encrypt-state")}\` it needs a \`fallback\` with a method \`unencrypted\` (docs/state.md)`,
  },
  {
    says: /state file is encrypted|does not have a "version" attribute/,
    hint: "the state is encrypted by OpenTofu: set TERRAFORM_BINARY_NAME=tofu and TF_ENCRYPTION (docs/state.md)",
  },
  {
    says: /decryption failed/i,
    hint: "the keys in TF_ENCRYPTION are not those that the state was encrypted with; where they were changed, the old ones belong into a `fallback` (docs/state.md)",
  },
  {
    says: /Instance cannot be destroyed/,
    hint: `tier prod protects it: change the tier in a commit of its own and deploy that first. Where the file has cluster.adopt that protects it, and the file says something else than Magnum: \`${npx("adopt CLUSTER")}\` shows what`,
  },
  {
    says: /Failed to create trustee or trust/,
    hint: "the credential of clouds.clusters is restricted; Magnum needs an unrestricted one (docs/credentials.md)",
  },
  {
    says: /was ended by SIG/,
    hint: "somebody or the machine has killed it: what it was just making may be in OpenStack and not in the state (docs/deploy.md, A killed Terraform). Run the command again",
  },
  {
    says: /A node group with name (\S+) already exists in the cluster ([^\s".]+)/,
    hint: "Magnum has this node group and the state does not: a Terraform that was killed had begun it. Where nobody needs its nodes: `openstack coe nodegroup delete $2 $1`, and when it is gone the same command again",
  },
];

/** Says what to do about failures that operators meet. */
export function hintsFor(failures: readonly Failure[]): string[] {
  return HINTS.flatMap(({ says, hint }) => {
    const found = failures.map(({ text }) => says.exec(text)).find((match) => match !== null);
    return found ? [hint.replace(/\$(\d)/g, (_, group: string) => found[Number(group)]!)] : [];
  });
}
