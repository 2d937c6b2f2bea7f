import type { TerraformStack } from "cdktf";
import type { ApplicationCredential } from "../constructs/contracts";
import { suppressPolicy } from "../constructs/policies/policies";
import { requireTerraform } from "../constructs/kit/required-terraform";
import { secretVariable } from "../constructs/kit/secret-variable";
import type { ProjectInOpenStack, Project } from "../projects";
import { declareBackend } from "./backend";

/**
 * Settles what both stacks of a project have in common: backend, Terraform's version, exceptions from policies.
 *
 * @param stack - the stack
 * @param project - its project
 */
export function settle(stack: TerraformStack, project: Project): void {
  declareBackend(stack, project.site.backend);
  requireTerraform(stack);
  for (const { policy, reason } of project.exceptions) suppressPolicy(stack, policy, reason);
}

/**
 * An application credential from two sensitive variables, `<name>_credential_id` and `<name>_credential_secret`.
 *
 * Variables stand at the level of the stack, so that their names are these and nothing is added to them.
 *
 * @param stack - the stack
 * @param name - first part of the variables' names
 * @param purpose - what the credential is for
 * @param revision - raised by one after a rotation
 * @param identity - where to authenticate
 */
export function credentialVariables(
  stack: TerraformStack,
  name: string,
  purpose: string,
  revision: number,
  identity: ProjectInOpenStack["site"]["identity"],
): ApplicationCredential {
  return {
    authUrl: identity.authUrl,
    region: identity.region,
    caCertificate: identity.caCertificate,
    id: secretVariable(stack, `${name}_credential_id`, `id of the application credential that ${purpose}`),
    secret: secretVariable(stack, `${name}_credential_secret`, `secret of the application credential that ${purpose}`),
    revision,
  };
}
