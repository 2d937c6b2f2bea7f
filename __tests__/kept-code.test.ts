import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const bin = path.resolve(__dirname, "../../bin");

/** A package with an app of these lines. */
function packageOf(...lines: string[]): {
  run: () => { status: number | null; stdout: string; stderr: string };
  cache: string;
  app: string;
} {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "kept-code-"));
  fs.cpSync(bin, path.join(root, "bin"), { recursive: true });
  const app = path.join(root, "dist", "app", "one");
  fs.mkdirSync(app, { recursive: true });
  fs.writeFileSync(path.join(app, "..", "current"), "one");
  fs.writeFileSync(path.join(app, "main.js"), lines.join("\n"));
  const run = () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "bin", "app.cjs")], { encoding: "utf8" });
    return { status, stdout, stderr };
  };
  return { run, cache: path.join(app, "main.cache"), app };
}

describe("the app starts", () => {
  const LINES = ["const later = () => 'called';", "console.log(later(), __filename.slice(-11), typeof require, typeof module);"];
  const DONE = { status: 0, stdout: `called ${path.join("one", "main.js")} function object\n`, stderr: "" };

  test("keeps what V8 compiled at the end of the first run, and uses it in those after it", () => {
    const { run, cache } = packageOf(...LINES);
    expect(run()).toEqual(DONE);
    const { mtimeMs, size } = fs.statSync(cache);
    expect(size).toBeGreaterThan(100);
    expect(run()).toEqual(DONE);
    expect(fs.statSync(cache).mtimeMs).toBe(mtimeMs);
  });

  test.each([
    ["cut off", (kept: Buffer) => kept.subarray(0, kept.length / 2)],
    ["of another V8", (kept: Buffer) => kept.fill(0, 4, 12)],
  ])("makes one that is %s anew", (_, spoiled) => {
    const { run, cache } = packageOf(...LINES);
    run();
    const whole = fs.readFileSync(cache).length;
    fs.writeFileSync(cache, spoiled(fs.readFileSync(cache)));
    expect(run()).toEqual(DONE);
    expect(fs.readFileSync(cache)).toHaveLength(whole);
  });

  test("ends with the app's own code and words where nothing can be kept", () => {
    const { run, app } = packageOf(`require("node:fs").rmSync(__dirname, { recursive: true });`, "process.exitCode = 3;");
    expect(run()).toEqual({ status: 3, stdout: "", stderr: "" });
    expect(fs.existsSync(app)).toBe(false);
  });
});
