/** All that `main.ts` can reach, from the project's folder: what a copy of the project needs to be compiled and synthesised. */
export const SOURCES = [
  "main.ts",
  "bin",
  "cli",
  "constructs",
  "environments",
  "hcl",
  "operate",
  "projects",
  "stacks",
  "views",
  "charts",
  "schemas",
  ".gen",
  "tsconfig.json",
  "cdktf.json",
  "package.json",
] as const;
