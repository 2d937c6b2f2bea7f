/**
 * Turns a name from OpenStack into an RFC 1123 label: `gaia_dev` becomes `gaia-dev`.
 *
 * @param name - any name that has at least one letter
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function dnsLabel(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 63)
    .replace(/-+$/, "");
}

/** An RFC 1123 label that starts with a letter: what Kubernetes, Helm and all Magnum drivers accept as a name. */
export const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * Throws where a name is not an RFC 1123 label.
 *
 * @param field - what the name is for, as the user wrote it
 * @param name - the name
 * @param maxLength - longest name allowed
 */
export function requireDnsLabel(field: string, name: string, maxLength = 63): void {
  if (!DNS_LABEL.test(name) || name.length > maxLength) {
    throw new Error(
      `${field} must be an RFC 1123 label (a-z, 0-9 and '-', starting with a letter, at most ${maxLength} characters), ` +
        `got '${name}'; '${dnsLabel(name).slice(0, maxLength)}' would do`,
    );
  }
}
