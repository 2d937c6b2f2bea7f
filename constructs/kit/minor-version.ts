/**
 * Whether a version is of a minor version or a newer one.
 *
 * @param version - such as "1.30.2"
 * @param least - such as "1.30"
 */
export function isAtLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [fromMajor = 0, fromMinor = 0] = least.split(".").map(Number);
  return major > fromMajor || (major === fromMajor && minor >= fromMinor);
}
