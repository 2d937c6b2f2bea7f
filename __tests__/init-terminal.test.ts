import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const PROGRAM = path.resolve(__dirname, "../../bin/cdktf-magnum.mjs");
// util-linux' script gives a program a terminal of its own.
const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;
const onTerminal = hasTerminal ? test : test.skip;
if (!hasTerminal) console.warn("init on a terminal: not tried, because util-linux' script is not on the PATH");

const [ENTER, CTRL_C, CTRL_D] = ["\r", "\u0003", "\u0004"];
// eslint-disable-next-line no-control-regex -- the terminal's own
const PROMPT = /\[[\w-]+\]: (?:\u001b\[\d+G)?$/;

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "init-terminal-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Answers the questions of `init` one by one, as somebody types; the questions are what was asked, without their defaults. */
async function answer(keys: readonly string[], options = ""): Promise<{ code: number; text: string; asked: string[]; left: number }> {
  const command = `"${process.execPath}" "${PROGRAM}" init ${options}`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd: folder });
  let [text, seen] = ["", 0];
  const rest = [...keys];
  child.stdout.on("data", (data: Buffer) => {
    text += data.toString();
    if (!PROMPT.test(text.slice(seen)) || rest.length === 0) return;
    seen = text.length;
    child.stdin.write(rest.shift()!);
  });
  const [code] = (await once(child, "close")) as [number];
  // eslint-disable-next-line no-control-regex -- the terminal's own
  const plain = text.replace(/\u001b\[[\d;]*[A-Za-z]/g, "").replaceAll("\r", "");
  const asked = [...plain.matchAll(/^(.*?)(?: \(.*\))? \[[\w-]+\]: /gm)].map((match) => match[1]!);
  return { code, text: plain, asked, left: rest.length };
}

const QUESTIONS = [
  "name of the first project",
  "name of its site, which is a cloud",
  "Magnum driver of the site",
  "how much the project matters",
];
const written = (): string[] => fs.readdirSync(folder);

onTerminal(
  "asks for what is missing, and takes the default for nothing",
  async () => {
    const { code, asked, text } = await answer([ENTER, ENTER, ENTER, ENTER]);
    expect({ code, asked }).toEqual({ code: 0, asked: QUESTIONS });
    expect(text).toMatch(/^ {2}npx cdktf-magnum preflight lab-dev$/m);
    expect(fs.readdirSync(path.join(folder, "environments"))).toContain("lab-dev.ts");
  },
  20_000,
);

onTerminal(
  "asks again for what cannot be, with the reason, and not for what was given",
  async () => {
    const { code, asked, text } = await answer([`9x${ENTER}`, `mine${ENTER}`, `tset${ENTER}`, `test${ENTER}`], "--site uni --driver heat");
    expect({ code, asked }).toEqual({ code: 0, asked: [QUESTIONS[0], QUESTIONS[0], QUESTIONS[3], QUESTIONS[3]] });
    expect(text).toContain("must start with a letter and have at most 40 letters, digits and _.-, got '9x'");
    expect(text).toContain("must be one of dev, test, prod, got 'tset'; did you mean test?");
    expect(fs.readFileSync(path.join(folder, "environments", "mine.ts"), "utf8")).toContain('tier: "test"');
    expect(fs.readFileSync(path.join(folder, "environments", "sites", "uni.ts"), "utf8")).toContain('driver: "heat"');
  },
  20_000,
);

onTerminal.each([
  ["Ctrl-C", CTRL_C, 130],
  ["Ctrl-D", CTRL_D, 2],
])(
  "%s ends it, and nothing is written",
  async (_what, key, expected) => {
    const { code, text } = await answer([`mine${ENTER}`, key]);
    expect(code).toBe(expected);
    expect(text).toContain("ended before all was answered; nothing was written");
    expect(written()).toEqual([]);
  },
  20_000,
);

onTerminal(
  "nobody is asked for a folder that has projects already",
  async () => {
    fs.mkdirSync(path.join(folder, "environments"));
    const { code, asked, text } = await answer([ENTER, ENTER, ENTER, ENTER]);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(text).toContain("has environments already; name a folder without these, nothing was written");
  },
  20_000,
);
