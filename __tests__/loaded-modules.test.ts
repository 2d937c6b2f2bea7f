import * as fs from "node:fs";
import * as path from "node:path";
import { node } from "../operate/session/processes";

/** What is loaded with each of some commands, before it runs, and was not with those before it: all in one process. */
function loadedBy(commands: readonly string[]): Record<string, string[]> {
  const folder = path.resolve(__dirname, "..", "cli", "commands");
  const script = `
    const before = new Set();
    const loaded = ${JSON.stringify(commands)}.map((command) => {
      require(require("node:path").join(${JSON.stringify(folder)}, command));
      const files = Object.keys(require.cache).filter((file) => !before.has(file));
      for (const file of files) before.add(file);
      return [command, files];
    });
    console.log(JSON.stringify(Object.fromEntries(loaded)));`;
  return JSON.parse(node(["-e", script], { cwd: __dirname })) as Record<string, string[]>;
}

const BINDINGS = /[\\/](@cdktf[\\/]provider-[^\\/]+|\.gen[\\/]providers)[\\/]/;
// The file that the shim changes loads no other one.
const FRAMEWORK = /[\\/]node_modules[\\/](cdktf[\\/](?!lib[\\/]tokens[\\/]private[\\/]stack-trace)|constructs[\\/])/;

const LIGHT = ["adopt", "capacity", "completion", "discover", "init", "kubeconfig", "leftovers", "preflight", "review"];
let loaded: Record<string, string[]>;
beforeAll(() => (loaded = loadedBy([...LIGHT, "deploy"])));

describe("commands that synthesise nothing", () => {
  test.each(LIGHT)("%s loads no bindings, and nothing of the framework", (command) => {
    expect(loaded[command]!.filter((file) => BINDINGS.test(file) || FRAMEWORK.test(file))).toEqual([]);
  });
});

test("deploy loads the bindings of what it synthesises, which takes as long as all else that it loads", () => {
  expect(loaded["deploy"]!.filter((file) => BINDINGS.test(file)).length).toBeGreaterThan(30);
});

test("capacity of the built program is little code: no framework, and no words of zod in other languages", () => {
  const program = path.resolve(__dirname, "..", "program");
  const sizes = new Map<string, number>();
  const load = (file: string): void => {
    if (sizes.has(file)) return;
    const text = fs.readFileSync(file, "utf8");
    sizes.set(file, text.length);
    for (const [, name] of text.matchAll(/\b(?:from|import)\s*"(\.[^"]+\.mjs)"/g)) load(path.resolve(path.dirname(file), name!));
  };
  load(path.join(program, fs.readFileSync(path.join(program, "current"), "utf8"), "cli", "commands", "capacity.mjs"));
  expect(sizes.size).toBeGreaterThan(3);
  expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBeLessThan(600_000);
});
