import type { PartCredential } from "../../projects/parts";
import { settleStack } from "../apply/settle-stack";
import { magnumFor } from "../kubernetes/access-source";
import { CommandError, EXIT } from "../session/exit-codes";
import { npx } from "../session/program";
import { savePlan } from "../terraform/plan-file";
import { failed, prepare } from "../terraform/prepare";
import { managedResources } from "../terraform/state";
import { placeholders, requireVariables } from "../terraform/variables";
import { beside, secretsWith, type CredentialSecret } from "./credential-secrets";
import { fromChance } from "./from-chance";
import { fromKeystone } from "./from-keystone";
import { fromProvider } from "./from-provider";
import { ROTATED, secretVariableOf } from "./rotated-credentials";
import type { CredentialSource, Rotation } from "./rotation";

const SOURCES: Readonly<Record<NonNullable<PartCredential["source"]>, CredentialSource>> = {
  keystone: fromKeystone,
  provider: fromProvider,
  random: fromChance,
};

/**
 * Puts a new credential in the place of one that software in the cluster has, wherever it comes from: checks that its revision is the next
 * one, says what else would change, deploys the platform stack and says what to do next.
 *
 * @param rotation - the rotation
 * @throws CommandError if it was refused or has failed
 */
export async function rotateCredential(rotation: Rotation): Promise<void> {
  const { session, project, stack, credential, rotated, autoApprove, acceptNewChanges } = rotation;
  const { output } = session;
  const source = SOURCES[rotated.source ?? "keystone"];
  const variable = secretVariableOf(credential, rotated);
  if (!stack.variables.includes(variable))
    throw new CommandError(`${project.id} has no credential '${credential}'; nothing was started`, EXIT.usage);
  source.check(rotation);
  // An old secret is of no use any more; an old id says what is rotated.
  const needed = stack.variables.filter((name) => source.isGiven || name !== variable);
  requireVariables([{ ...stack, variables: needed }], process.env);
  await prepare(session, stack);
  const secrets = secretsWith(stack, variable);
  await requireNextRevision(rotation, secrets);
  await requireLittle(rotation);

  const { variables, made, kept, next } = await source.renew(rotation);
  output.line(`${credential} of ${project.id}: ${made}`);
  Object.assign(process.env, variables);
  try {
    const magnum = magnumFor(project);
    await settleStack({ session, stack, project, magnum, autoApprove, acceptNewChanges, isDestroy: false });
  } catch (error) {
    output.problem(kept);
    throw error;
  }
  output.line(`${credential} of ${project.id}: the cluster has the new credential. From now on use it: ${next.now}`);
  output.line(`try it: ${rotated.trial}${next.afterTrial === undefined ? "" : `\nonly then ${next.afterTrial}`}`);
}

async function requireNextRevision({ session, project, stack, rotated }: Rotation, secrets: readonly CredentialSecret[]): Promise<void> {
  const resources = await managedResources(session, stack);
  for (const { address, revision } of secrets) {
    const deployed = resources.find((resource) => resource.address === address)?.values?.["data_wo_revision"];
    if (typeof deployed !== "number")
      throw new CommandError(
        `${stack.name} is not deployed with ${address} yet; ${npx("deploy")} gives it its first credential`,
        EXIT.refused,
      );
    if (revision !== deployed + 1) {
      throw new CommandError(
        `${project.file}: ${rotated.revision} must be ${deployed + 1}, one more than what is deployed, got ${revision}; ` +
          "without it Terraform does not write the new values. Nothing was started",
        EXIT.usage,
      );
    }
  }
}

/** Looks beforehand whether a deploy would change more than the credential. */
async function requireLittle({ session, project, stack, rotated, autoApprove }: Rotation): Promise<void> {
  const planned = await savePlan(session, stack, project, { lock: false, env: placeholders(stack) });
  session.interruption.check();
  if (!("plan" in planned)) throw failed(`${stack.name}: no plan can be made; nothing was changed`, planned.failures);
  // Those with the same revision are written again too, from their variables.
  const names = Object.entries(ROTATED).filter(([, { revision }]) => revision === rotated.revision);
  const written = names.flatMap(([name, credential]) => secretsWith(stack, secretVariableOf(name, credential)));
  const others = beside(planned.changes, written);
  if (others.length === 0) return;
  const text = `${stack.name}: this also changes what has nothing to do with the credential: ${others.map(({ address }) => address).join(", ")}`;
  if (autoApprove)
    throw new CommandError(`${text}; deploy that first, or run it without --auto-approve. Nothing was changed`, EXIT.refused);
  session.output.line(text);
}
