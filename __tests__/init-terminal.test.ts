import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { CTRL_C, CTRL_D, ENTER, onTerminalOf, typed } from "./support/terminal";

const onTerminal = onTerminalOf("init");
// eslint-disable-next-line no-control-regex -- the terminal's own
const PROMPT = /\[[\w-]+\]: (?:\u001b\[\d+G)?$/;

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "init-terminal-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Answers the questions of `init` one by one, as somebody types; the questions are what was asked, without their defaults. */
async function answer(keys: readonly string[], options = ""): Promise<{ code: number; text: string; asked: string[]; left: number }> {
  const seen = await typed(`init ${options}`, PROMPT, keys, { cwd: folder });
  const asked = [...seen.text.matchAll(/^(.*?)(?: \(.*\))? \[[\w-]+\]: /gm)].map((match) => match[1]!);
  return { ...seen, asked };
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
