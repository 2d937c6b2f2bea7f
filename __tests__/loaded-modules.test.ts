import * as path from "node:path";
import { node } from "../operate/session/processes";

/** Bindings of providers that are loaded with a command, before it runs. */
function bindingsOf(command: string): string[] {
  const module = path.resolve(__dirname, "..", "cli", "commands", command);
  const script = `require(${JSON.stringify(module)}); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const loaded = JSON.parse(node(["-e", script], { cwd: __dirname })) as string[];
  return loaded.filter((file) => /[\\/](@cdktf[\\/]provider-[^\\/]+|\.gen[\\/]providers)[\\/]/.test(file));
}

test.each(["capacity", "completion", "init", "kubeconfig", "leftovers", "preflight", "review"])("%s loads no bindings", (command) => {
  expect(bindingsOf(command)).toEqual([]);
});

test("deploy loads the bindings of what it synthesises, which takes as long as all else that it loads", () => {
  expect(bindingsOf("deploy").length).toBeGreaterThan(30);
});
