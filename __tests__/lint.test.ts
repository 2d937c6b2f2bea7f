import { createRequire } from "node:module";
import * as path from "node:path";
import type { Linter } from "eslint";

const root = path.resolve(__dirname, "../..");

/** Bad and good snippets: file they pretend to be in, code, rule that has to fire or `undefined`. */
const snippets: readonly (readonly [file: string, code: string, rule: string | undefined])[] = [
  ["constructs/a.ts", 'import "@cdktf/provider-kubernetes";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "@cdktf/provider-helm";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "@cdktf/provider-kubernetes/lib";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "@cdktf/provider-kubernetes/lib/index";', "no-restricted-imports"],
  ["stacks/a.ts", 'import "@cdktf/provider-helm/lib/lazy-index";', "no-restricted-imports"],
  ["__tests__/a.test.ts", 'import "@cdktf/provider-kubernetes";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "@cdktf/provider-kubernetes/lib/secret-v1";', undefined],
  ["constructs/a.ts", 'import "../.gen/providers/openstack";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "../.gen/providers/openstack/lazy-index";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "../.gen/providers/openstack/compute-keypair-v2";', undefined],
  ["constructs/a.ts", 'import "cdktf/lib/tokens/private/stack-trace";', "no-restricted-imports"],
  ["operate/a.ts", 'import "cdktf/lib/tokens/private/stack-trace";', "no-restricted-imports"],
  ["operate/a.ts", 'import "../__tests__/support/synth";', "no-restricted-imports"],
  ["operate/review/a.ts", 'import "../session/processes";', undefined],
  ["operate/synth/synth-shim.ts", 'import "cdktf/lib/tokens/private/stack-trace";', undefined],
  ["operate/synth/resolve-shim.ts", 'import "cdktf/lib/tokens/private/resolve";', undefined],
  ["operate/synth/quick-resolve.ts", 'import type { resolve } from "cdktf/lib/tokens/private/resolve";', undefined],
  ["operate/synth/forget-tokens.ts", 'import "cdktf/lib/tokens/private/token-map";', undefined],
  ["main.ts", 'import "cdktn";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "cdktf";', undefined],
  ["constructs/a.ts", 'import "../stacks/cluster-stack";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "../environments";', "no-restricted-imports"],
  ["constructs/a.ts", 'import type { A } from "../dev/get";', "no-restricted-imports"],
  ["constructs/a-new-one/a.ts", 'import "../magnum-cluster/magnum-cluster";', "no-restricted-imports"],
  ["constructs/spark/a.ts", 'import "../ingress/octavia-ingress";', "no-restricted-imports"],
  ["constructs/spark/a.ts", 'export * from "../a-new-one/a";', "no-restricted-imports"],
  ["constructs/spark/a.ts", 'import "./spark-conf";', undefined],
  ["constructs/spark/a.ts", 'import "../kit/names";', undefined],
  ["constructs/spark/a.ts", 'import "../contracts";', undefined],
  ["constructs/spark/a.ts", 'import "../charts";', "no-restricted-imports"],
  ["constructs/spark/a.ts", 'import "./charts";', undefined],
  ["constructs/spark/a.ts", 'import "../../.gen/providers/openstack/compute-keypair-v2";', undefined],
  ["constructs/index.ts", 'export * from "./magnum-cluster/magnum-cluster";', undefined],
  ["constructs/index.ts", 'export * from "../stacks";', "no-restricted-imports"],
  ["stacks/a.ts", 'import "../dev/get";', "no-restricted-imports"],
  ["stacks/a.ts", 'import "../main";', "no-restricted-imports"],
  ["stacks/a.ts", 'import "../constructs/magnum-cluster/magnum-cluster";', undefined],
  ["environments/a.ts", 'import "node:fs";', "no-restricted-imports"],
  ["environments/a.ts", 'import "../constructs/charts";', "no-restricted-imports"],
  ["environments/a.ts", 'import "zod";', "no-restricted-imports"],
  ["environments/a.ts", 'import "./sites/cumulus";', undefined],
  ["environments/a.ts", 'import type { A } from "../projects";', undefined],
  ["environments/a.ts", 'import "./gaia-datasets";', undefined],
  ["environments/a.ts", 'import ".";', "no-restricted-imports"],
  ["environments/a.ts", 'import "./index";', "no-restricted-imports"],
  ["environments/sites/a.ts", 'import type { A } from "../../projects";', undefined],
  ["environments/sites/a.ts", 'import "./common";', undefined],
  ["environments/sites/a.ts", "process.exit();", "no-restricted-globals"],
  ["environments/sites/a.ts", 'import "../../stacks/app";', "no-restricted-imports"],
  ["environments/a.ts", "process.exit();", "no-restricted-globals"],
  ["constructs/a.ts", "void process.env.HOME;", "no-restricted-syntax"],
  ["constructs/a.ts", 'void process["env"];', "no-restricted-syntax"],
  ["constructs/a.ts", 'import { env } from "node:process";', "no-restricted-imports"],
  ["stacks/a.ts", "void process.env.HOME;", "no-restricted-syntax"],
  ["environments/index.ts", "void process.env.HOME;", "no-restricted-syntax"],
  ["main.ts", "void process.env.HOME;", undefined],
  ["operate/a.ts", "void process.env.HOME;", undefined],
  ["e2e/a.ts", "void process.env.HOME;", undefined],
  ["e2e/a.ts", "export class A {}", "jsdoc/require-jsdoc"],
  ["operate/a.ts", 'import "../e2e/run";', "no-restricted-imports"],
  ["operate/review/a.ts", 'import "../../cli/command";', "no-restricted-imports"],
  ["operate/review/a.ts", 'import "../../environments";', "no-restricted-imports"],
  ["operate/review/a.ts", 'import "../../projects/parse";', undefined],
  ["projects/capacity/a.ts", 'import "../../stacks/cluster-stack";', "no-restricted-imports"],
  ["projects/capacity/a.ts", "void process.env.HOME;", "no-restricted-syntax"],
  ["cli/commands/a.ts", 'import "../../environments";', undefined],
  ["cli/commands/a.ts", 'import "../../dev/get";', "no-restricted-imports"],
  ["constructs/a.ts", 'import "../e2e/run";', "no-restricted-imports"],
  ["stacks/a.ts", 'import "../e2e/run";', "no-restricted-imports"],
  ["constructs/a.ts", "export class A {}", "jsdoc/require-jsdoc"],
  ["constructs/a.ts", "/** Props. */\nexport interface A { readonly name: string }", "jsdoc/require-jsdoc"],
  ["stacks/a.ts", "export const A = 1;", "jsdoc/require-jsdoc"],
  ["environments/a.ts", "export type A = string;", "jsdoc/require-jsdoc"],
  ["operate/a.ts", "export function a(): void {}", "jsdoc/require-jsdoc"],
  ["operate/a.ts", "/** Does it. */\nexport function a(): void {}", undefined],
];

describe("lint", () => {
  const found: string[][] = [];
  beforeAll(async () => {
    const { ESLint } = await import("eslint");
    // Its types are a hundred files more for every compilation.
    const { configs } = createRequire(__filename)("typescript-eslint") as { configs: { disableTypeChecked: Linter.Config } };
    // The snippets are not on the disk, so the rules that need types stay off.
    const withoutTypes = [configs.disableTypeChecked, { languageOptions: { parserOptions: { projectService: false } } }];
    const eslint = new ESLint({ cwd: root, overrideConfig: withoutTypes });
    for (const [file, code] of snippets) {
      const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
      found.push(result!.messages.map((message) => message.ruleId ?? message.message));
    }
  });

  test.each(snippets.map(([file, code, rule], index) => ({ file, code, rule, index })))("$file: $code gives $rule", ({ rule, index }) => {
    const expected = rule ? [rule] : [];
    expect([...new Set(found[index])].filter((id) => id !== "@typescript-eslint/no-unused-vars")).toEqual(expected);
  });
});
