import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds a folder or file of this package, the same from its sources and wherever the compiled code lies.
 *
 * @param folder - path from the root of the package
 * @throws Error if it is nowhere
 */
export function packageFolder(folder: string): string {
  let root = __dirname;
  while (!existsSync(join(root, folder))) {
    if (dirname(root) === root) {
      throw new Error(`${__dirname}: no ${folder} in this folder or above; install the package again, or use an unbroken checkout`);
    }
    root = dirname(root);
  }
  return join(root, folder);
}
