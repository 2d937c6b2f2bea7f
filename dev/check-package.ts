import { EXIT } from "../operate/session/exit-codes";
import * as fs from "node:fs";
import * as path from "node:path";
import { filesUnder, node, npm, withTemporaryFolder } from "../operate/session/processes";
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

/** Packs the project, installs the package for an app in another folder, type-checks and synthesises that, and counts its resources. */
export function checkPackage(projectDir: string, example: string): Map<string, number> {
  return withTemporaryFolder("check-package", (dir) => {
    const manifest = JSON.parse(fs.readFileSync(path.join(projectDir, "package.json"), "utf8")) as PackageManifest;
    npm(["pack", "--pack-destination", dir], { cwd: projectDir });
    const tarball = fs.readdirSync(dir).find((file) => file.endsWith(".tgz"));
    if (!tarball) throw new Error("`npm pack` made no package; run it by hand to see why");

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
