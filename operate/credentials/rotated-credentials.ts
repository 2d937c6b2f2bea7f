import { PARTS, type PartCredential } from "../../projects/parts";

/** Credentials that can be rotated, by the first part of their variables' names. */
export const ROTATED: Readonly<Record<string, PartCredential>> = Object.assign(
  {},
  ...Object.values(PARTS).map(({ credentials }) => credentials),
) as Record<string, PartCredential>;

/**
 * Name of the Terraform variable that has a credential's secret.
 *
 * @param name - first part of the name
 * @param credential - the credential
 */
export function secretVariableOf(name: string, { source = "keystone" }: Pick<PartCredential, "source">): string {
  return source === "keystone" ? `${name}_credential_secret` : `${name}_secret`;
}
