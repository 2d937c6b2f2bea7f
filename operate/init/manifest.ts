/** What package.json of this package says of the packages that a new folder needs. */
export interface FolderManifest {
  /** Name of this package. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** Versions of Node that it takes. */
  readonly engines: { readonly node: string };
  /** What it brings. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** What its user brings. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** What it was tried with, as exact versions. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Packages that a folder needs. */
export interface Packages {
  /** What its files import. */
  readonly dependencies: Readonly<Record<string, string>>;
  /** What people and pipelines start there. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * Exact versions of the packages that a folder needs: those that this package was tried with.
 *
 * @param manifest - package.json of this package
 */
export function packagesFor({ name, version, dependencies, peerDependencies, devDependencies }: FolderManifest): Packages {
  const tried = { ...dependencies, ...devDependencies };
  const at = (names: readonly string[]): [string, string][] => names.map((one) => [one, tried[one]!]);
  return {
    dependencies: Object.fromEntries([...at(Object.keys(peerDependencies)), [name, version]]),
    devDependencies: Object.fromEntries(at(["@types/node", "cdktf-cli", "esbuild", "typescript"])),
  };
}
