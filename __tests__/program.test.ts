import { spawn } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../cli/main";
import { loadCommand, type Declaration, type Entry, type Place } from "../cli/program";
import { ENTRIES } from "../cli/table";
import { completion } from "../cli/commands/completion";
import { COMMANDS_PAGE, commandsPage } from "../dev/commands-page";
import { DEV, main as devMain } from "../dev/main";
import { PROGRAM } from "../operate/session/program";
import { openStackApi } from "./support/openstack";

const ROOT = path.resolve(__dirname, "../..");
const load = (module: string): Promise<unknown> => Promise.resolve(createRequire(__filename)(path.join(ROOT, "dist", module)));
const place: Place = { load, home: ROOT, root: ROOT, cwd: ROOT, isRepository: true };
const newFolder = (): string => fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "program-"));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(args: readonly string[], at: Partial<Place> = {}, start = main): Promise<Ran> {
  const [out, err] = [[] as string[], [] as string[]];
  const spies = [
    jest.spyOn(console, "log").mockImplementation((line: string) => void out.push(line)),
    jest.spyOn(console, "error").mockImplementation((line: string) => void err.push(line)),
  ];
  const before = process.cwd();
  try {
    return { code: await start(args, { ...place, ...at }), out: out.join("\n"), err: err.join("\n") };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

const ALL: readonly (readonly [string, Entry, typeof main])[] = [
  ...ENTRIES.map((entry) => [entry.name, entry, main] as const),
  ...DEV.entries.map((entry) => [`dev ${entry.name}`, entry, devMain] as const),
];

describe.each(ALL)("%s", (_name, entry, start) => {
  test("is a file of the built program, which is where it is loaded from", () => {
    const program = path.join(ROOT, "dist", /^(dev|e2e)\//.test(entry.module) ? "program-dev" : "program");
    const built = fs.readFileSync(path.join(program, "current"), "utf8");
    expect(fs.existsSync(path.join(program, built, `${entry.module}.mjs`))).toBe(true);
  });

  test("is called as the table has it", async () => {
    expect((await loadCommand(entry, place)).name).toBe(entry.name);
  });

  test.each(["--help", "-h"])("%s says how it is used, and does nothing else", async (flag) => {
    const { code, out, err } = await run([entry.name, flag], {}, start);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const command = await loadCommand(entry, place);
    for (const name of [...Object.keys(command.options), "help"]) expect(out).toContain(`--${name}`);
    expect(out).toContain(entry.summary);
  });

  test("refuses an option that it does not have, with its usage", async () => {
    const { code, out, err } = await run([entry.name, "--no-such-option"], {}, start);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/no-such-option.*; use npx cdktf-magnum /s);
  });
});

describe("the program", () => {
  test.each([[[]], [["--help"]], [["-h"]]])("lists its commands for %p", async (args) => {
    const { code, out } = await run(args);
    expect(code).toBe(0);
    for (const { name, summary } of ENTRIES) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, "m"));
  });

  test.each([
    ["deplo", "did you mean deploy?"],
    ["kube", "did you mean kubeconfig?"],
    ["xyzzy", "use one of init, discover, adopt, synth, "],
  ])("says what was meant by %s", async (name, hint) => {
    const { code, err } = await run([name]);
    expect(code).toBe(2);
    expect(err).toContain(`'${name}' is not a command of npx cdktf-magnum; ${hint}`);
  });

  test("says its version", async () => {
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(await run(["--version"])).toEqual({ code: 0, out: `cdktf-magnum ${version}`, err: "" });
  });

  test("says where it must stand, and what a required option is", async () => {
    const cwd = newFolder();
    expect(await run(["capacity"], { root: undefined, cwd })).toMatchObject({
      code: 2,
      err: `${cwd}: no folder with environments/ and cdktf.json here or above; go to the folder of your projects`,
    });
    expect(await run(["move-state", "gaia-dev"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--from must be given") as string,
    });
  });

  test("has the name that package.json gives it", () => {
    const { bin } = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { bin: Record<string, string> };
    expect(Object.keys(bin)).toEqual([PROGRAM]);
  });
});

describe("completion", () => {
  test.each(["bash", "zsh"])("of %s knows commands, options and words", async (shell) => {
    const commands = await Promise.all(ENTRIES.map((entry) => loadCommand(entry, place)));
    const text = completion(shell, commands);
    for (const { name, options } of commands)
      expect(text).toMatch(
        new RegExp(
          `^    ${name}\\) echo ".*${Object.keys(options)
            .map((option) => `--${option}`)
            .join(" ")} --help"|^    ${name}\\) echo "--help"`,
          "m",
        ),
      );
    expect(text).toContain("--auto-approve --accept-new-changes --accept-data-loss --help");
    expect((await run(["completion", shell])).out).toBe(text);
  });

  test("asks for the projects of the folder, and has none elsewhere", async () => {
    expect(await run(["completion", "projects"])).toEqual({ code: 0, out: "gaia-dev\ngaia-test\ngaia-prod", err: "" });
    expect(await run(["completion", "projects"], { root: undefined })).toEqual({ code: 0, out: "", err: "" });
  });
});

test("docs/commands.md is what `dev commands` makes", async () => {
  expect(fs.readFileSync(path.join(ROOT, COMMANDS_PAGE), "utf8")).toBe(await commandsPage({ load }));
});

describe("commands that pages and pipelines name", () => {
  const inFolder = (folder: string): string[] =>
    fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) => path.posix.join(folder, name));
  const files = ["README.md", ".gitlab-ci.yml", ...[".ci", ".github", "docs"].flatMap(inFolder)].filter((file) =>
    fs.statSync(path.join(ROOT, file)).isFile(),
  );

  test("are there, with the options that they are called with", async () => {
    const table = new Map<string, Declaration>();
    for (const [name, entry] of ALL) table.set(name, await loadCommand(entry, place));
    const wrong: string[] = [];
    let found = 0;
    for (const file of files.filter((name) => !name.endsWith(".svg"))) {
      for (const [text, dev = "", name = "", rest = ""] of fs
        .readFileSync(path.join(ROOT, file), "utf8")
        .matchAll(/npx cdktf-magnum (dev )?([a-z][\w-]*)([^`\n|;)]*)/g)) {
        found++;
        const command = table.get(`${dev}${name}`);
        const unknown = [...rest.matchAll(/(?<=\s|\[)--([a-z][\w-]*)/g)].filter(
          ([, option]) => !["help", ...Object.keys(command?.options ?? {})].includes(option!),
        );
        if ((!command && name !== "dev") || unknown.length > 0) wrong.push(`${file}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(100);
  });
});

test("asks a cloud as it is installed, with what it loads for that alone", async () => {
  const api = openStackApi(newFolder(), ["gaia-dev", "gaia-dev-super"]);
  const child = spawn(process.execPath, [path.join(ROOT, "bin", "cdktf-magnum.mjs"), "preflight", "gaia-dev", "--json"], {
    cwd: ROOT,
    env: { ...process.env, OS_CLIENT_CONFIG_FILE: api.cloudsFile },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data: Buffer) => (out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, "close")) as [number];
  api.stop();
  expect({ code, err }).toEqual({ code: 4, err: "" });
  expect(JSON.parse(out)).toContainEqual({ subject: "service Magnum, for clusters", result: "ok", detail: "" });
}, 30_000);
