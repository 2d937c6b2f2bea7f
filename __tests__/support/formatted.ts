import * as path from "node:path";

const ROOT = path.join(__dirname, "..", "..", "..");

/** A text as Prettier has it, with the repository's settings for a file of that name. */
export async function formatted(text: string, file = "site.ts"): Promise<string> {
  // What is no module of CommonJS is loaded where it is needed.
  const { format, resolveConfig } = await import("prettier");
  const filepath = path.join(ROOT, file);
  const settings = await resolveConfig(filepath, { config: path.join(ROOT, ".prettierrc.json"), editorconfig: true });
  return format(text, { ...settings, filepath });
}
