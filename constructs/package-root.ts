import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds a folder of this package, wherever the compiled code lies in it.
 *
 * @param folder - path from the root of the package
 */
export function packageFolder(folder: string): string {
  let root = __dirname;
  while (!existsSync(join(root, folder)) && dirname(root) !== root) root = dirname(root);
  return join(root, folder);
}
