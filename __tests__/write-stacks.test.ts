// The module itself is spied on, which a copy of its names is not.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
import fs = require("node:fs");
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as os from "node:os";
import * as path from "node:path";
import { Token, Tokenization } from "cdktf";
import { TokenMap } from "cdktf/lib/tokens/private/token-map";
import { projectFiles, siteFiles } from "../environments";
import { filesUnder } from "../operate/session/processes";
import { writeStacks } from "../operate/synth/write-stacks";
import { parseEnvironments } from "../projects";
import { projectApp } from "../stacks";

const PROJECTS = parseEnvironments(projectFiles, siteFiles);
const FIRST = PROJECTS.slice(0, 1);

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "write-stacks-"));
const contents = (dir: string): Record<string, string> =>
  Object.fromEntries(filesUnder(dir).map((name) => [name, fs.readFileSync(path.join(dir, name), "latin1")]));
const tokens = (): number => (TokenMap.instance() as unknown as { stringTokenMap: Map<string, unknown> }).stringTokenMap.size;

describe("writeStacks", () => {
  test("writes what one app of all projects writes, and its HCL", () => {
    const [apart, together] = [newFolder(), newFolder()];
    const stacks = writeStacks(PROJECTS, apart);
    projectApp(PROJECTS, { outdir: together }).synth();
    const isHcl = (file: string): boolean => file.startsWith("hcl/");
    const files = Object.entries(contents(apart));
    expect(Object.fromEntries(files.filter(([file]) => !isHcl(file)))).toEqual(contents(together));
    expect(files.map(([file]) => file).filter(isHcl)).toEqual(stacks.map(({ stack }) => `hcl/${stack}.tf`).sort());
  });

  test("lets the framework forget each project, and nothing that was there before", () => {
    const earlier = Token.asString({ resolve: () => "earlier" });
    const before = tokens();
    writeStacks(FIRST, newFolder());
    expect(tokens()).toBe(before);
    expect(() => Tokenization.reverseString(earlier)).not.toThrow();
    projectApp(FIRST, { outdir: newFolder() });
    expect(tokens()).toBeGreaterThan(before + 50);
  });

  test("removes the HCL of stacks that are gone, and leaves all else alone", () => {
    const outdir = newFolder();
    const others = ["hcl/notes.md", "stacks/gaia-dev-cluster/.terraform/terraform.tfstate", "logs/deploy.log"];
    for (const file of [...others, "hcl/gone-cluster.tf"]) {
      fs.mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
      fs.writeFileSync(path.join(outdir, file), "");
    }
    writeStacks(FIRST, outdir);
    expect(filesUnder(outdir)).toEqual(expect.arrayContaining(others));
    expect(filesUnder(outdir)).not.toContain("hcl/gone-cluster.tf");
    expect(fs.readdirSync(outdir).sort()).toEqual(["hcl", "logs", "manifest.json", "projects.json", "stacks"]);
  });

  test("removes what killed ones have left, and nothing that another one is writing", async () => {
    const outdir = newFolder();
    const script = `
      const { makeUnfinished } = require(${JSON.stringify(path.join(__dirname, "..", "operate", "synth", "unfinished"))});
      process.stdout.write(makeUnfinished(${JSON.stringify(outdir)}));
      setInterval(() => undefined, 1000);`;
    const [killed, writing] = await Promise.all(
      [1, 2].map(async () => {
        const child = spawn(process.execPath, ["-e", script]);
        const [folder] = (await once(child.stdout, "data")) as [Buffer];
        return { child, name: path.basename(folder.toString()) };
      }),
    );
    const elsewhere = killed!.name.replace(/@.*-/, "@another-host-");
    fs.mkdirSync(path.join(outdir, elsewhere));
    fs.writeFileSync(path.join(outdir, killed!.name, "manifest.json"), "");
    killed!.child.kill("SIGKILL");
    await once(killed!.child, "exit");
    try {
      writeStacks([], outdir);
      expect(fs.readdirSync(outdir).filter((name) => name.startsWith("synth-"))).toEqual([elsewhere, writing!.name].sort());
    } finally {
      writing!.child.kill("SIGKILL");
    }
  });

  test("changes nothing that others read before all is written, and names a file only when it is there", () => {
    const outdir = newFolder();
    writeStacks(PROJECTS, outdir);
    const before = contents(outdir);
    const rename = jest.spyOn(fs, "renameSync").mockImplementationOnce(() => {
      throw new Error("disk is full");
    });
    try {
      expect(() => writeStacks(FIRST, outdir)).toThrow("disk is full");
      expect(contents(outdir)).toEqual(before);
      rename.mockClear();
      writeStacks(FIRST, outdir);
      const places = rename.mock.calls.map(([, to]) => path.relative(outdir, String(to)));
      expect(places.slice(-2).sort()).toEqual(["manifest.json", "projects.json"]);
      expect(places).toContain("stacks/gaia-dev-cluster/cdk.tf.json");
    } finally {
      rename.mockRestore();
    }
  });
});
