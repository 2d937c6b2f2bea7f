import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform } from "../operate/offline/terraform";
import { filesUnder, node, npm, run, withTemporaryFolder } from "../operate/session/processes";
import type { Command } from "../cli/program";

const EXAMPLE = path.join("examples", "standalone", "main.ts");
const EXPECTED_TYPES = ["openstack_containerinfra_cluster_v1", "openstack_containerinfra_clustertemplate_v1"];

/** The parts of the project's package.json that a user of the package depends on. */
export interface PackageManifest {
  /** Name of the package. */
  readonly name: string;
  /** Packages that the user brings, as ranges. */
  readonly peerDependencies: Readonly<Record<string, string>>;
  /** Packages of the development, as exact versions. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Counts the resources of each type in synthesised stacks. */
export function countResources(stacks: readonly { readonly resource?: Readonly<Record<string, object>> }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stack of stacks) {
    for (const [type, resources] of Object.entries(stack.resource ?? {})) {
      counts.set(type, (counts.get(type) ?? 0) + Object.keys(resources).length);
    }
  }
  return counts;
}

/** Packs the project, walks through a folder of one's own, installs the package for an app, type-checks and synthesises that, and counts its resources. */
export function checkPackage(projectDir: string, example: string): Map<string, number> {
  return withTemporaryFolder("check-package", (dir) => {
    const manifest = JSON.parse(fs.readFileSync(path.join(projectDir, "package.json"), "utf8")) as PackageManifest;
    const tarball = pack(projectDir, dir);
    ownFolder(dir, tarball, manifest);

    const app = path.join(dir, "app");
    fs.mkdirSync(app);
    fs.copyFileSync(example, path.join(app, "main.ts"));
    const brought = [...Object.keys(manifest.peerDependencies), "typescript", "@types/node"];
    writeJson(path.join(app, "package.json"), {
      name: "app",
      version: "0.0.0",
      private: true,
      dependencies: {
        [manifest.name]: `file:../${tarball}`,
        ...Object.fromEntries(brought.map((name) => [name, manifest.devDependencies[name]])),
      },
    });
    // The types of the package are checked too: an app of somebody else need not skip that.
    const compilerOptions = { target: "ES2022", module: "nodenext", strict: true, skipLibCheck: false, types: ["node"], outDir: "dist" };
    writeJson(path.join(app, "tsconfig.json"), { compilerOptions, files: ["main.ts"] });

    npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--strict-peer-deps"], { cwd: app });
    node([path.join(app, "node_modules", "typescript", "bin", "tsc")], { cwd: app });
    const out = path.join(app, "cdktf.out");
    node([path.join(app, "dist", "main.js")], { cwd: app, env: { CDKTF_OUTDIR: out } });
    const stacks = filesUnder(out).filter((file) => path.posix.basename(file) === "cdk.tf.json");
    return countResources(stacks.map((file) => JSON.parse(fs.readFileSync(path.join(out, file), "utf8")) as object));
  });
}

/** Packs the project, and looks at what is in the package. */
function pack(projectDir: string, dir: string): string {
  npm(["pack", "--pack-destination", dir], { cwd: projectDir });
  const tarball = fs.readdirSync(dir).find((file) => file.endsWith(".tgz"));
  if (!tarball) throw new Error("`npm pack` made no package; run it by hand to see why");
  const files = run("tar", ["tzf", tarball], { cwd: dir })
    .trim()
    .split("\n")
    .map((file) => file.trim().replace(/^package\//, ""));
  const foreign = files.filter((file) => /(^|\/)(dev|e2e|__tests__)\/|^dist\/program-dev\//.test(file));
  if (foreign.length > 0) throw new Error(`the package has what is for contributors: ${foreign.join(", ")}`);
  const builds = new Set(files.flatMap((file) => /^dist\/program\/([^/]+)\//.exec(file)?.[1] ?? []));
  if (builds.size !== 1)
    throw new Error(`the package has ${builds.size} builds of the program, it must have one: ${[...builds].join(", ")}`);
  return tarball;
}

/** The story of a folder of one's own: from an empty one with the package in it to a review of a change. */
function ownFolder(dir: string, tarball: string, { name, devDependencies }: PackageManifest): void {
  const cwd = path.join(dir, "own");
  fs.mkdirSync(cwd);
  const quietly = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  npm(["install", ...quietly, `../${tarball}`], { cwd });
  const program = path.join("node_modules", name, "bin", "cdktf-magnum.mjs");
  const magnum = (...args: string[]): string => node([program, ...args], { cwd });
  magnum("init", ".", "--project", "lab-dev", "--site", "lab");
  const tools = ["@types/node", "cdktf-cli", "esbuild", "typescript"].map((tool) => `${tool}@${devDependencies[tool] ?? "*"}`);
  npm(["install", ...quietly, "--save-dev", ...tools], { cwd });

  const [first, second] = [magnum("synth"), magnum("synth")];
  if (first !== second) throw new Error(`two synths of a new folder differ:\n${first}\n${second}`);
  requireText("synth", first, "lab-dev-platform");
  requireText("capacity", magnum("capacity"), "lab-dev at lab");
  requireText("diagram", magnum("diagram"), "lab-dev.svg written");
  node([path.join("node_modules", "typescript", "bin", "tsc")], { cwd });
  const cdktf = path.join("node_modules", "cdktf-cli", "bundle", "bin", "cdktf");
  requireText("cdktf list", node([cdktf, "list"], { cwd }), "lab-dev-cluster");
  const copies = filesUnder(path.join(cwd, "node_modules")).filter((file) =>
    /(^|\/)node_modules\/cdktf\/package\.json$|^cdktf\/package\.json$/.test(file),
  );
  if (copies.length !== 1) throw new Error(`the framework must be there once, it is at ${copies.join(", ")}`);

  const git = (...args: string[]): string => run("git", ["-c", "user.name=lab", "-c", "user.email=lab@example.org", ...args], { cwd });
  git("init", "--quiet");
  git("add", "--all");
  const kept = git("ls-files")
    .split("\n")
    .filter((file) => /^(node_modules|cdktf\.out|tfstate)\//.test(file));
  if (kept.length > 0) throw new Error(`Git would keep ${kept.slice(0, 3).join(", ")}`);
  git("commit", "--quiet", "--message", "feat: lab");
  if (findTerraform() === undefined) return console.log("check:package: no Terraform, so no review in a folder of one's own");
  const file = path.join(cwd, "environments", "lab-dev.ts");
  fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("max: 4", "max: 6"));
  requireText("review", magnum("review", "--base", "HEAD"), "max_node_count: 4 -> 6");
}

function requireText(command: string, printed: string, text: string): void {
  if (!printed.includes(text)) throw new Error(`${command} in a folder of one's own must print '${text}', it prints:\n${printed}`);
}

function writeJson(file: string, value: object): void {
  fs.writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`);
}

function check(root: string, example: string): void {
  const counts = checkPackage(root, example);
  const missing = EXPECTED_TYPES.filter((type) => !counts.has(type));
  if (missing.length > 0) {
    throw new Error(`the app of ${example} lacks ${missing.join(", ")}, it has ${[...counts.keys()].join(", ") || "no resources"}`);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log(`check:package: the packed package gives ${total} resources of ${counts.size} types`);
}

/** Packs the package, and synthesises an app of somebody else with it. */
export const command: Command = {
  name: "check-package",
  projects: "none",
  words: { name: "EXAMPLE", count: "optional", help: "the app; examples/standalone/main.ts by default" },
  options: {},
  exits: {},
  examples: [""],
  run: ({ words, root }) => {
    check(root, path.join(root, words[0] ?? EXAMPLE));
    return EXIT.done;
  },
};
