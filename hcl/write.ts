import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolder } from "../constructs/kit/package-root";
import { renderHcl } from "./render";
import { lookupInFolder } from "./schemas";

/** Writes each synthesised stack as HCL to `<outdir>/hcl/<stack>.tf` and removes the files of stacks that are gone. */
export function writeHcl(outdir: string): void {
  const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { stacks: Record<string, unknown> };
  const folder = join(outdir, "hcl");
  const lookup = lookupInFolder(packageFolder("schemas"));
  const kept = new Set(Object.keys(stacks).map((stack) => `${stack}.tf`));
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) if (file.endsWith(".tf") && !kept.has(file)) rmSync(join(folder, file));
  // One stack at a time: a site may have thousands of them.
  for (const stack of Object.keys(stacks)) {
    try {
      const config: unknown = JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8"));
      const file = join(folder, `${stack}.tf`);
      const text = renderHcl(config, lookup);
      // Overwriting a file costs more than reading it, and most stacks are the same as last time.
      if (!existsSync(file) || readFileSync(file, "utf8") !== text) writeFileSync(file, text);
    } catch (error) {
      throw new Error(`stack ${stack}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
