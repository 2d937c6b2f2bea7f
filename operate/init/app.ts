import { npx } from "../session/program";
import { packagesFor, type FolderManifest } from "./manifest";

/** What Git does not keep. */
export const IGNORED = ["node_modules/", "cdktf.out/", "tfstate/", "*.tfstate", "*.tfstate.*", ".terraform/"];

/** Where the app lies that `cdktf` starts: no folder that cdktf cleans, and one from where the packages of this folder are found. */
const APP = "cdktf.out/app/main.cjs";

/**
 * Files by which the folder is a package and an app of cdktf.
 *
 * @param manifest - package.json of this package
 */
export function appFiles(manifest: FolderManifest): Record<string, string> {
  const esbuild = `npx --no -- esbuild main.ts --bundle --packages=external --platform=node --outfile=${APP} --log-level=warning`;
  return {
    "package.json": json({
      private: true,
      engines: manifest.engines,
      scripts: { synth: npx("synth").replace("npx ", ""), check: "tsc" },
      ...packagesFor(manifest),
    }),
    "cdktf.json": json({ language: "typescript", app: `${esbuild} && node ${APP}`, sendCrashReports: "false" }),
    "main.ts": MAIN,
    "tsconfig.json": json({
      compilerOptions: { target: "ES2022", module: "nodenext", strict: true, skipLibCheck: true, resolveJsonModule: true, noEmit: true },
      include: ["main.ts", "environments"],
    }),
    ".gitignore": `${IGNORED.join("\n")}\n`,
    ".vscode/settings.json": json({
      "json.schemas": ["project", "site"].map((kind) => ({
        fileMatch: [`/environments/**/*.${kind}.json`],
        url: `./node_modules/${manifest.name}/schemas/${kind}.schema.json`,
      })),
    }),
  };
}

const MAIN = `import { InvalidEnvironments, parseEnvironments } from "cdktf-magnum/environments";
import { projectApp } from "cdktf-magnum/stacks";
import { projectFiles, siteFiles } from "./environments";

// For cdktf's own commands: npx cdktf list, synth, diff. Stacks of your own can be added to the app before it is synthesised.
try {
  const app = projectApp(parseEnvironments(projectFiles, siteFiles));
  app.synth();
} catch (error) {
  if (!(error instanceof InvalidEnvironments)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
