import type { TerraformStack } from "cdktf";

/** Ephemeral variables and write-only attributes, on which our secrets rest, came with this version. */
export const REQUIRED_TERRAFORM = ">= 1.11.0";

/**
 * Makes a stack ask for a version of Terraform that knows all that our constructs use.
 *
 * @param stack - the stack
 */
export function requireTerraform(stack: TerraformStack): void {
  stack.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
}
