import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderHcl } from "./render";
import type { BlockLookup } from "./schemas";

/**
 * Writes synthesised stacks as HCL to `<outdir>/hcl/<stack>.tf`.
 *
 * @param outdir - folder that they were synthesised into
 * @param stacks - names of the stacks
 * @param lookup - what their providers, resources and data sources may hold
 * @throws Error that names the stack which has no HCL form
 */
export function writeHcl(outdir: string, stacks: readonly string[], lookup: BlockLookup): void {
  const folder = join(outdir, "hcl");
  mkdirSync(folder, { recursive: true });
  for (const stack of stacks) {
    try {
      const config: unknown = JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
      writeFileSync(join(folder, `${stack}.tf`), renderHcl(config, lookup));
    } catch (error) {
      throw new Error(`stack ${stack}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
