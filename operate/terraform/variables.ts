import { CommandError, EXIT } from "../session/exit-codes";
import type { Stack } from "./stacks";

/**
 * Checks that every variable of the stacks has a value, before anything is started: Terraform asks for ephemeral ones at the plan and
 * again at the apply.
 *
 * @param stacks - the stacks
 * @param environment - variables of the environment
 * @throws CommandError that names all that are missing
 */
export function requireVariables(stacks: readonly Stack[], environment: NodeJS.ProcessEnv): void {
  const missing = stacks.flatMap((stack) => {
    const names = stack.variables.map((name) => `TF_VAR_${name}`).filter((name) => !environment[name]);
    return names.length > 0 ? [`${stack.name}: ${names.join(", ")} must be set`] : [];
  });
  if (missing.length === 0) return;
  throw new CommandError(`${missing.join("\n")}\ndocs/credentials.md says what each of them is; nothing was started`, EXIT.usage);
}

/** Values for all variables of a stack, for a plan that is not applied: Terraform asks for ephemeral ones and does nothing with them. */
export function placeholders(stack: Stack): Record<string, string> {
  return Object.fromEntries(stack.variables.map((name) => [`TF_VAR_${name}`, process.env[`TF_VAR_${name}`] || stack.name]));
}
