import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadDataFiles } from "../operate/data-files";

function folder(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "data-files-"));
  write(root, files);
  return root;
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
}

const INDEX = `import { mine } from "./mine";
  export const projectFiles: Record<string, unknown> = { "environments/mine.ts": mine };
  export const siteFiles = {};`;

describe("data files", () => {
  test("come from the index, in TypeScript, and anew when one of them is another one", async () => {
    const root = folder({ "environments/index.ts": INDEX, "environments/mine.ts": 'export const mine = { name: "one" as const };' });
    const one = { root, projects: { "environments/mine.ts": { name: "one" } }, sites: {} };
    expect(await loadDataFiles(root)).toEqual(one);
    const record = path.join(root, "cdktf.out", "cache", "data-files.json");
    const made = fs.statSync(record).mtimeMs;
    expect(await loadDataFiles(root)).toEqual(one);
    expect(fs.statSync(record).mtimeMs).toBe(made);
    write(root, { "environments/mine.ts": 'export const mine = { name: "another" };' });
    expect((await loadDataFiles(root)).projects).toEqual({ "environments/mine.ts": { name: "another" } });
  });

  test("are all files where there is no index: JSON, a default or an only export", async () => {
    const root = folder({
      "environments/a.json": '{"name":"a"}',
      "environments/b.ts": 'const b = { name: "b" }; export default b; export const more = 1;',
      "environments/sites/s.ts": 'export const s = { name: "s" };',
    });
    expect(await loadDataFiles(root)).toMatchObject({
      projects: { "environments/a.json": { name: "a" }, "environments/b.ts": { name: "b" } },
      sites: { "environments/sites/s.ts": { name: "s" } },
    });
    write(root, { "environments/c.json": '{"name":"c"}' });
    expect(Object.keys((await loadDataFiles(root)).projects)).toEqual(["environments/a.json", "environments/b.ts", "environments/c.json"]);
  });

  test.each([
    [
      "a mistake in writing",
      { "environments/index.ts": INDEX, "environments/mine.ts": "export const mine = {" },
      /^environments\/mine\.ts:1:22: Expected identifier/,
    ],
    ["a file that is not there", { "environments/index.ts": INDEX }, /^environments\/index\.ts:1:\d+: Could not resolve "\.\/mine"$/],
    [
      "an error while it runs",
      { "environments/index.ts": INDEX, "environments/mine.ts": "\n\nexport const mine = { a: (undefined as any).b };" },
      /^environments\/mine\.ts:3:\d+: Cannot read properties of undefined/,
    ],
    [
      "an index without projects",
      { "environments/index.ts": "export const siteFiles = {};" },
      /^environments\/index\.ts: must export projectFiles/,
    ],
    [
      "two exports",
      { "environments/a.ts": "export const a = {}, b = {};" },
      /^environments\/a\.ts: must export its data as default, or nothing else; it exports a, b$/,
    ],
    ["nothing", { "environments/sites/s.json": "{}" }, /^environments\/: has neither an index\.ts nor a project/],
  ])("name the file of %s", async (_what, files, message) => {
    await expect(loadDataFiles(folder(files))).rejects.toThrow(
      expect.objectContaining({ message: expect.stringMatching(message) as string, exitCode: 2 }) as Error,
    );
  });
});
