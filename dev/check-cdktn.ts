import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import { filesUnder, node, npm, withTemporaryFolder } from "../operate/session/processes";
import { SOURCES } from "./sources";
import type { Command } from "../cli/program";

const FORK = "npm:cdktn@0.24.0";

/** The parts of a package.json that decide what gets installed. */
export interface Manifest {
  /** Packages needed to run. */
  readonly dependencies?: Readonly<Record<string, string>>;
  /** Packages needed to work on it. */
  readonly devDependencies?: Readonly<Record<string, string>>;
  /** Packages that the user of the package brings. */
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Makes the package.json of a copy of the project that runs with the maintained fork of the framework. */
export function forkManifest(manifest: Manifest): object {
  const peers = Object.keys(manifest.peerDependencies ?? {});
  const kept = Object.entries(manifest.devDependencies ?? {}).filter(
    ([name]) => peers.includes(name) || name === "typescript" || name === "@types/node",
  );
  // The prebuilt providers want the framework by its old version number.
  const overrides = Object.fromEntries(peers.filter((name) => name.startsWith("@cdktf/")).map((name) => [name, { cdktf: "$cdktf" }]));
  return {
    name: "cdktf-magnum-on-cdktn",
    version: "0.0.0",
    private: true,
    type: "commonjs",
    dependencies: { ...Object.fromEntries(kept), ...manifest.dependencies, cdktf: FORK },
    overrides,
  };
}

/** Lists how two synthesised folders differ, leaving aside the version of the framework. */
export function fileDifferences(ours: string, theirs: string): string[] {
  const files = [...new Set([...filesUnder(ours), ...filesUnder(theirs)])].sort();
  return files.flatMap((file) => {
    const [a, b] = [ours, theirs].map((dir) => readWithoutVersion(path.join(dir, file)));
    if (a === undefined) return [`${file}: only with the fork`];
    if (b === undefined) return [`${file}: not with the fork`];
    if (a === b) return [];
    const lines = [a, b].map((text) => text.split("\n"));
    const at = lines[0]!.findIndex((line, index) => line !== lines[1]![index]);
    const [here, there] = lines.map((text) => (text[at] ?? "(end)").trim());
    return [`${file}:${at + 1}: '${here}' with cdktf, '${there}' with the fork`];
  });
}

/** Synthesises the project with both frameworks and returns the number of stacks and the differences. */
export function checkFork(projectDir: string): { stacks: number; differences: string[] } {
  return withTemporaryFolder("check-cdktn", (dir) => {
    const copy = path.join(dir, "project");
    fs.mkdirSync(copy);
    for (const source of SOURCES) {
      fs.cpSync(path.join(projectDir, source), path.join(copy, source), { recursive: true });
    }
    const manifest = JSON.parse(fs.readFileSync(path.join(projectDir, "package.json"), "utf8")) as Manifest;
    const config = JSON.parse(fs.readFileSync(path.join(projectDir, "tsconfig.json"), "utf8")) as { compilerOptions: object };
    writeJson(path.join(copy, "package.json"), forkManifest(manifest));
    writeJson(path.join(copy, "tsconfig.json"), { compilerOptions: { ...config.compilerOptions, types: ["node"] }, files: ["main.ts"] });

    npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], { cwd: copy });
    node([path.join(copy, "node_modules", "typescript", "bin", "tsc")], { cwd: copy });
    const [ours, theirs] = [projectDir, copy].map((project, index) => {
      const out = path.join(dir, `out-${index}`);
      fs.mkdirSync(out);
      node([path.join(project, "dist", "main.js")], { cwd: out, env: { CDKTF_OUTDIR: path.join(out, "cdktf.out") } });
      return path.join(out, "cdktf.out");
    }) as [string, string];
    return {
      stacks: filesUnder(ours).filter((file) => path.posix.basename(file) === "cdk.tf.json").length,
      differences: fileDifferences(ours, theirs),
    };
  });
}

function readWithoutVersion(file: string): string | undefined {
  if (!fs.existsSync(file)) return undefined;
  const text = fs.readFileSync(file, "utf8");
  switch (path.basename(file)) {
    case "cdk.tf.json": {
      const json = JSON.parse(text) as { "//"?: { metadata?: { version?: string } } };
      delete json["//"]?.metadata?.version;
      return JSON.stringify(json, undefined, 2);
    }
    case "manifest.json": {
      const json = JSON.parse(text) as { version?: string };
      delete json.version;
      return JSON.stringify(json, undefined, 2);
    }
    default:
      return text;
  }
}

function writeJson(file: string, value: object): void {
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

function check(root: string): void {
  const result = checkFork(root);
  if (result.stacks === 0) throw new Error("the project synthesises no stacks; see synth");
  if (result.differences.length > 0) {
    throw new Error(`${result.differences.length} files differ from ${FORK}:\n${result.differences.slice(0, 10).join("\n")}`);
  }
  console.log(`check:cdktn: ${result.stacks} stacks identical`);
}

/** Compares the stacks with those of the fork. */
export const command: Command = {
  name: "check-cdktn",
  projects: "none",
  options: {},
  exits: {},
  examples: [""],
  run: ({ root }) => {
    check(root);
    return EXIT.done;
  },
};
