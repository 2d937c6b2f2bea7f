import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { openStackApi, type OpenStackApi } from "./support/openstack";
import { CTRL_C, CTRL_D, ENTER, onTerminalOf, typed, type Seen } from "./support/terminal";

const onTerminal = onTerminalOf("discover");
// eslint-disable-next-line no-control-regex -- the terminal's own
const PROMPT = /Magnum driver \([^)]*\): (?:\u001b\[\d+G)?$|taken as consent:\s*$/;
const WHY = "the cloud does not show Magnum's driver: no cluster, no template, and images of none or of several";
const FILE = "environments/sites/lab.ts";

let folder: string;
let api: OpenStackApi;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "discover-terminal-"));
  api = openStackApi(path.join(folder, "clouds"), ["lab"]);
});
afterEach(() => {
  api.stop();
  fs.rmSync(folder, { recursive: true });
});

const answer = (keys: readonly string[], more = `--write ${FILE}`): Promise<Seen> =>
  typed(`discover --cloud lab ${more}`, PROMPT, keys, { cwd: folder, env: { ...process.env, OS_CLIENT_CONFIG_FILE: api.cloudsFile } });
const isWritten = (): boolean => fs.existsSync(path.join(folder, FILE));
const timesAsked = (text: string): number => text.split("Magnum driver (heat, capi-helm, vexxhost): ").length - 1;

onTerminal(
  "asks for the driver that the cloud does not show, and again for what is none",
  async () => {
    fs.writeFileSync(path.join(folder, "lab.ts"), "// all mine\n");
    const keys = [`kubespray${ENTER}`, ENTER, `vexxhost${ENTER}`, `yes${ENTER}`];
    const { code, text, left } = await answer(keys, "--write lab.ts");
    expect({ code, left, asked: timesAsked(text) }).toEqual({ code: 0, left: 0, asked: 3 });
    expect(text.split(WHY)).toHaveLength(2);
    expect(text).toContain("must be one of heat, capi-helm, vexxhost, got 'kubespray'\n");
    expect(text).toContain("must be one of heat, capi-helm, vexxhost, got ''\n");
    expect(text).toContain("discover: lab.ts written");
    expect(fs.readFileSync(path.join(folder, "lab.ts"), "utf8")).toContain('driver: "vexxhost"');
  },
  20_000,
);

onTerminal(
  "asks nobody where the cloud shows it, or where it was given",
  async () => {
    api.answers({ "image /images": [{ id: "i", name: "coreos", os_distro: "fedora-coreos" }] });
    const shown = await answer([`vexxhost${ENTER}`]);
    expect({ code: shown.code, left: shown.left, asked: timesAsked(shown.text) }).toEqual({ code: 0, left: 1, asked: 0 });
    expect(fs.readFileSync(path.join(folder, FILE), "utf8")).toContain('driver: "heat"');
    api.answers({});
    const given = await answer([`vexxhost${ENTER}`], "--driver capi-helm");
    expect({ code: given.code, asked: timesAsked(given.text) }).toEqual({ code: 0, asked: 0 });
  },
  20_000,
);

onTerminal(
  "keeps the question out of a file that the site is printed to",
  async () => {
    const { code, text } = await answer([`heat${ENTER}`], "> printed.ts");
    expect({ code, asked: timesAsked(text) }).toEqual({ code: 0, asked: 1 });
    const printed = fs.readFileSync(path.join(folder, "printed.ts"), "utf8");
    expect(printed).toMatch(/^import type \{ SiteInput \}/);
    expect(printed).not.toContain("Magnum driver (");
  },
  20_000,
);

onTerminal(
  "asks for consent after it on the same terminal",
  async () => {
    fs.writeFileSync(path.join(folder, "lab.ts"), "// all mine\n");
    const refused = await answer([`heat${ENTER}`, `no${ENTER}`], "--write lab.ts");
    expect({ code: refused.code, left: refused.left }).toEqual({ code: 3, left: 0 });
    expect(fs.readFileSync(path.join(folder, "lab.ts"), "utf8")).toBe("// all mine\n");
  },
  20_000,
);

onTerminal.each([
  ["Ctrl-C", CTRL_C, 130],
  ["Ctrl-D", CTRL_D, 2],
])(
  "%s ends it, and nothing is written",
  async (_what, key, expected) => {
    const { code, text } = await answer([key]);
    expect(code).toBe(expected);
    expect(text).toContain("ended before the driver was told; nothing was written");
    expect(isWritten()).toBe(false);
  },
  20_000,
);
