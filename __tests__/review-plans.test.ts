import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SOURCES } from "../dev/sources";
import { alone, findTerraform } from "../operate/offline/terraform";

const ROOT = path.resolve(__dirname, "../..");
const REVIEW = [path.join(ROOT, "bin", "cdktf-magnum.mjs"), "review"];
const terraform = findTerraform();
const git = spawnSync("git", ["--version"]).status === 0;
const skipped = terraform === undefined || !git;
if (skipped) console.warn("review --base: skipped, because it needs git, and terraform or tofu, on the PATH");

/** A clone with one commit, whose working tree the tests edit, and a folder that must be empty after each of them. */
const newFolder = (): string => fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "review-base-")));
const clone = newFolder();
const temporary = newFolder();
const env: NodeJS.ProcessEnv = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
const inClone = (...args: string[]): string =>
  spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: clone, encoding: "utf8" }).stdout;
const edit = (file: string, from: string, to: string): void => {
  const at = path.join(clone, "environments", file);
  const text = fs.readFileSync(at, "utf8");
  if (!text.includes(from)) throw new Error(`${file} no longer has ${from}`);
  fs.writeFileSync(at, text.replace(from, to));
};
const reviewed = (args: string[], cwd = clone, more: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...REVIEW, ...args], { cwd, env: { ...env, ...more }, encoding: "utf8" });
  return { status, stdout, stderr };
};

(skipped ? describe.skip : describe)("review --base", () => {
  beforeAll(() => {
    // What the program of a revision is made of, too.
    for (const name of [...SOURCES, "dev", "e2e"]) fs.cpSync(path.join(ROOT, name), path.join(clone, name), { recursive: true });
    fs.writeFileSync(path.join(clone, ".gitignore"), "node_modules\ndist/\ncdktf.out/\n");
    fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(clone, "node_modules"), "junction");
    inClone("init", "-q");
    inClone("add", ".");
    inClone("commit", "-qm", "base");
    edit("gaia-dev.ts", 'tier: "dev"', 'tier: "development"');
    inClone("commit", "-qam", "broken");
    inClone("tag", "broken");
    inClone("reset", "-q", "--hard", "HEAD~1");
  });
  afterEach(() => {
    inClone("reset", "-q", "--hard");
    inClone("clean", "-qfd");
    expect(fs.readdirSync(temporary)).toEqual([]);
    expect(inClone("worktree", "list").trim().split("\n")).toHaveLength(1);
  });

  test("shows what the working tree changes, a project more and a project less", () => {
    edit("gaia-dev.ts", "max: 6", "max: 8");
    const lab = fs.readFileSync(path.join(clone, "environments", "gaia-test.ts"), "utf8").replace('name: "gaia_test"', 'name: "lab"');
    fs.writeFileSync(path.join(clone, "environments", "lab.ts"), lab.replaceAll("gaia-test", "lab"));
    edit("index.ts", 'import { gaiaTest } from "./gaia-test";', 'import { gaiaTest as lab } from "./lab";');
    edit("index.ts", '"environments/gaia-test.ts": gaiaTest,', '"environments/lab.ts": lab,');
    const { status, stdout, stderr } = reviewed(["--base", "HEAD", "--fail-on", "replace,destroy"]);
    const rows = stdout.split("\n").filter((line) => /^\| (gaia|lab)/.test(line));
    expect(rows).toEqual([
      "| gaia-dev-cluster | 0 | 0 | 1 | 0 |",
      expect.stringMatching(/^\| gaia-dev-platform \| 0 \| 0 \| \d \| 0 \|$/),
      "| gaia-prod-cluster | 0 | 0 | 0 | 0 |",
      "| gaia-prod-platform | 0 | 0 | 0 | 0 |",
      expect.stringMatching(/^\| lab-cluster \| 0 \| 0 \| 0 \| \d\d \|$/),
      expect.stringMatching(/^\| lab-platform \| 0 \| 0 \| 0 \| \d\d \|$/),
      expect.stringMatching(/^\| gaia-test-cluster \| 0 \| \d\d \| 0 \| 0 \|$/),
      expect.stringMatching(/^\| gaia-test-platform \| 0 \| \d\d \| 0 \| 0 \|$/),
    ]);
    expect(stdout).toContain("> **Note:** planned from `HEAD` without a cloud");
    expect(stdout).toContain("> **Note:** gaia-test-cluster is no longer a stack: destroy it before");
    expect(stdout).toContain("~ max_node_count: 6 -> 8");
    expect(stderr).toMatch(/^review: gaia-test-cluster: openstack_containerinfra_cluster_v1\.\S+ would be destroyed/m);
    expect(status).toBe(3);
  }, 60_000);

  test("shows what Terraform refuses to do in production, and says so", () => {
    edit("gaia-prod.ts", "sizeGiB: 8192", "sizeGiB: 4096");
    const { status, stdout } = reviewed(["--base", "HEAD"]);
    expect(stdout).toContain("## Plan: 1 replaced\n");
    expect(stdout).toMatch(
      /^> \*\*Note:\*\* Terraform refuses this plan of gaia-prod-platform, .*`kubernetes_persistent_volume_claim_v1\.\S+`\.$/m,
    );
    expect(stdout).toContain('~ spec[0].resources[0].requests.storage: "8192Gi" -> "4096Gi"');
    expect(status).toBe(0);
  }, 60_000);

  test("leaves the index and the files of the working tree alone, also from a hook", () => {
    edit("gaia-dev.ts", "max: 6", "max: 6 /* as before */");
    inClone("add", ".");
    const before = inClone("status", "--short");
    const hook = { GIT_DIR: path.join(clone, ".git"), GIT_INDEX_FILE: path.join(clone, ".git", "index") };
    const { status, stdout } = reviewed(["--base", "HEAD", "--fail-on", "replace,destroy"], clone, hook);
    expect(inClone("status", "--short")).toBe(before);
    expect(stdout).toContain("## Plan: no changes");
    expect(status).toBe(0);
  }, 60_000);

  test.each([
    [
      "a revision that there is not",
      "none",
      /^review: --base must be a commit, branch or tag of this repository, got 'none'; is it fetched\?.*\n$/,
    ],
    ["an option", "--help", /^review: --base must be a commit, branch or tag of this repository, got '--help'/],
    [
      "a revision that is wrong itself",
      "broken",
      /^review: the app of 'broken' does not synthesise: [^]*environments\/gaia-dev\.ts: tier must be one of "dev", "test", "prod", got "development"\n$/,
    ],
  ])(
    "refuses %s",
    (_what, ref, message) => {
      const { status, stdout, stderr } = reviewed([`--base=${ref}`]);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(message);
    },
    60_000,
  );

  test("refuses a working tree that is wrong itself, and a folder that is no repository", () => {
    edit("gaia-dev.ts", 'tier: "dev"', "tier: 7 as never");
    expect(reviewed(["--base", "HEAD"])).toMatchObject({
      status: 2,
      stderr: 'environments/gaia-dev.ts: tier must be one of "dev", "test", "prod", got 7\n',
    });
    const elsewhere = newFolder();
    for (const name of ["environments", "cdktf.json", "node_modules"]) fs.symlinkSync(path.join(ROOT, name), path.join(elsewhere, name));
    for (const name of ["projects", "constructs"]) fs.symlinkSync(path.join(ROOT, name), path.join(elsewhere, name));
    expect(reviewed(["--base", "HEAD"], elsewhere)).toMatchObject({
      status: 1,
      stderr: `review: --base compares with a revision of git, and ${elsewhere} is no git repository; use a clone, or give plans\n`,
    });
  }, 60_000);

  test.each([
    ["the base is there", "base"],
    ["Terraform runs", "w0"],
  ])(
    "leaves nothing behind when it is ended while %s",
    async (_what, folder) => {
      edit("gaia-dev.ts", "max: 6", "max: 8");
      const child = spawn(process.execPath, [...REVIEW, "--base", "HEAD"], { cwd: clone, env, stdio: ["ignore", "pipe", "ignore"] });
      let page = "";
      child.stdout.on("data", (part: Buffer) => (page += part.toString()));
      const code = new Promise((resolve) => child.on("close", resolve));
      const isThere = (): boolean => fs.readdirSync(temporary).some((name) => fs.existsSync(path.join(temporary, name, folder)));
      while (child.exitCode === null && !isThere()) await new Promise((resolve) => setTimeout(resolve, 20));
      child.kill("SIGINT");
      expect(await code).toBe(130);
      expect(page).toBe("");
    },
    60_000,
  );
});

describe("an offline plan", () => {
  test("has no backend, runs no commands and reads no state of others", () => {
    const terraform = { required_version: ">= 1.11.0", backend: { s3: { bucket: "state" } }, cloud: { organization: "o" } };
    const provisioner = [{ "local-exec": { command: "exit 1" } }];
    const resource = { terraform_data: { a: { input: "b", provisioner } } };
    expect(alone({ terraform, resource })).toEqual({
      terraform: { required_version: ">= 1.11.0" },
      resource: { terraform_data: { a: { input: "b" } } },
    });
    expect(() => alone({ terraform, data: { terraform_remote_state: { a: { backend: "s3" } } } })).toThrow(
      /^data source terraform_remote_state reads the state of a real deployment/,
    );
  });
});
