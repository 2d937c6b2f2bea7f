/** Keystone application credential for software that runs inside the cluster. */
export interface ApplicationCredential {
  /** URL of Keystone, ending in /v3. */
  readonly authUrl: string;
  /** Name of the region. */
  readonly region: string;
  /**
   * Certificates of a private authority in PEM, by which Keystone and the other services are trusted.
   *
   * @default - the authorities that the software's image trusts
   */
  readonly caCertificate?: string | undefined;
  /** Id; a sensitive Terraform variable, never a literal. */
  readonly id: string;
  /** Secret; a sensitive Terraform variable, never a literal. */
  readonly secret: string;
  /** Raise it by one after a rotation, so that the new values are written. */
  readonly revision: number;
}
