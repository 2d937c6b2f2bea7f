/**
 * Writes a command of the OpenStack client as a shell takes it.
 *
 * @param cloud - entry of clouds.yaml
 * @param args - arguments
 */
export function commandLine(cloud: string, args: readonly string[]): string {
  return ["openstack", "--os-cloud", cloud, ...args].map(shellWord).join(" ");
}

/** A word as a shell takes it. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
