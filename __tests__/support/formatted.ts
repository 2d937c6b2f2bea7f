import { execFileSync } from "node:child_process";
import * as path from "node:path";

/** Prettier itself, which has to be loaded by another process. */
export function formatted(text: string, file = "site.ts"): string {
  const root = path.join(__dirname, "..", "..", "..");
  const options = ["--config", path.join(root, ".prettierrc.json"), "--stdin-filepath", file];
  return execFileSync(process.execPath, [path.join(root, "node_modules/prettier/bin/prettier.cjs"), ...options], {
    input: text,
    encoding: "utf8",
  });
}
