import { TerraformVariable, type TerraformStack } from "cdktf";
import { requireTerraform } from "./required-terraform";

/**
 * A secret from outside, given as TF_VAR_<name>, whose value is neither in the synthesised files nor in a plan or state.
 *
 * The stack then asks for Terraform 1.11 or newer.
 *
 * @param stack - the stack; only at its level does the variable keep its name
 * @param name - name of the variable
 * @param description - what it is; none by default
 * @returns the value, as a token
 */
export function secretVariable(stack: TerraformStack, name: string, description?: string): string {
  requireTerraform(stack);
  const variable = new TerraformVariable(stack, name, { type: "string", sensitive: true, description });
  // Terraform itself refuses any use of it that would write the value somewhere.
  variable.addOverride("ephemeral", true);
  return variable.stringValue;
}
