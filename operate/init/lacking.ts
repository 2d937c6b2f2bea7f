import { IGNORED } from "./app";
import { packagesFor, type FolderManifest, type Packages } from "./manifest";

/**
 * What npm has to be told before a folder has its packages.
 *
 * @param kept - text of the package.json that was there before, if one was
 * @param manifest - package.json of this package
 */
export function installs(kept: string | undefined, manifest: FolderManifest): string[] {
  if (kept === undefined) return ["npm install"];
  const { dependencies, devDependencies } = read(kept);
  const wanted = packagesFor(manifest);
  const missing = (packages: Readonly<Record<string, string>>): string[] =>
    Object.entries(packages)
      .filter(([name]) => !(name in { ...dependencies, ...devDependencies }))
      .map(([name, version]) => `${name}@${version}`);
  const commands = [
    ["npm install --save-exact", missing(wanted.dependencies)],
    ["npm install --save-exact --save-dev", missing(wanted.devDependencies)],
  ] as const;
  const needed = commands.filter(([, names]) => names.length > 0).map(([command, names]) => `${command} ${names.join(" ")}`);
  return needed.length > 0 ? needed : ["npm install"];
}

function read(text: string): Partial<Packages> {
  try {
    return JSON.parse(text) as Partial<Packages>;
  } catch {
    // npm says what is wrong with it.
    return {};
  }
}

/**
 * Lines that a .gitignore which was there before lacks.
 *
 * @param kept - its text
 */
export function unignored(kept: string): string[] {
  const lines = kept.split(/\r?\n/);
  return IGNORED.filter((line) => ![line, line.replace(/\/$/, ""), `/${line}`].some((one) => lines.includes(one)));
}
