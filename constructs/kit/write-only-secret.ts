import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { ApplicationCredential } from "../contracts";

/** Properties of a secret whose values never reach Terraform's state. */
export interface WriteOnlySecretProps {
  /** Name of the Secret. */
  readonly name: string;
  /** Namespace of the Secret. */
  readonly namespace: string;
  /** Keys and values; sensitive ones are Terraform variables. */
  readonly data: Record<string, string>;
  /** Raise it by one to have changed values written. */
  readonly revision: number;
}

/**
 * A Secret written through `data_wo`, so that its values are neither in a plan nor in the state.
 *
 * @see https://registry.terraform.io/providers/hashicorp/kubernetes/2.38.0/docs/resources/secret_v1
 */
export function writeOnlySecret(scope: Construct, id: string, props: WriteOnlySecretProps): SecretV1 {
  return new SecretV1(scope, id, {
    metadata: { name: props.name, namespace: props.namespace },
    dataWo: props.data,
    dataWoRevision: props.revision,
  });
}

/**
 * Throws where a secret is a literal, which would end in the synthesised files.
 *
 * @param field - path of the value, as the user wrote it
 * @param value - the value
 */
export function requireSensitive(field: string, value: string): void {
  if (!Token.isUnresolved(value)) {
    throw new Error(`${field} is a literal and would be written into cdk.tf.json; pass the value of a sensitive TerraformVariable`);
  }
}

/**
 * Throws where id or secret of an application credential is a literal.
 *
 * @param field - path of the credential, as the user wrote it
 * @param credential - the credential
 */
export function requireSensitiveCredential(field: string, credential: ApplicationCredential): void {
  requireSensitive(`${field}.id`, credential.id);
  requireSensitive(`${field}.secret`, credential.secret);
}
