import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { load } from "js-yaml";

const ROOT = path.resolve(__dirname, "../..");
const read = (file: string): string => fs.readFileSync(path.join(ROOT, file), "utf8");
const WORKFLOWS = fs.readdirSync(path.join(ROOT, ".github", "workflows")).map((name) => `.github/workflows/${name}`);
const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "workflows-"));
// The scripts are for the Linux of a runner.
const onLinux = process.platform === "win32" ? test.skip : test;

interface Workflow {
  readonly permissions: Record<string, string>;
  readonly jobs: Record<
    string,
    {
      permissions?: Record<string, string>;
      environment?: string;
      "timeout-minutes": number;
      steps: { uses?: string; run?: string; with?: object }[];
    }
  >;
}

describe.each(WORKFLOWS)("%s", (file) => {
  const workflow = load(read(file)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test("names actions by the commit, with the version beside it", () => {
    const uses = read(file).match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(1);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("may write comments only, in a job that runs no code of the repository", () => {
    for (const { permissions = workflow.permissions, steps: own } of Object.values(workflow.jobs)) {
      const writes = Object.entries(permissions).filter(([, right]) => right === "write");
      expect(writes.map(([scope]) => scope).filter((scope) => scope !== "pull-requests")).toEqual([]);
      if (writes.length > 0)
        expect(own.filter(({ uses, run }) => run !== undefined || !uses?.startsWith("actions/github-script@"))).toEqual([]);
    }
    expect(read(file)).not.toContain("pull_request_target");
  });

  test("keeps no token in the working copy, puts no text of a pull request into a script, and ends", () => {
    for (const step of steps) {
      if (step.uses?.startsWith("actions/checkout@")) expect(step.with).toMatchObject({ "persist-credentials": false });
      expect(step.run ?? "").not.toContain("${{");
    }
    for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  });

  test("gives secrets only to jobs of a protected environment", () => {
    for (const job of Object.values(workflow.jobs)) if (JSON.stringify(job).includes("secrets.")) expect(job.environment).toBe("plans");
  });
});

describe(".gitlab-ci.yml", () => {
  const jobs = load(read(".gitlab-ci.yml")) as Record<
    string,
    { stage: string; script: string[]; rules: { if: string; when?: string }[]; environment?: { name: string } }
  >;

  test("deploys production only by hand, on the protected branch", () => {
    const deploying = Object.entries(jobs).filter(([, job]) => job.script?.some((line) => /deploy|apply/.test(line)));
    expect(deploying.map(([name]) => name)).toEqual(["production"]);
    for (const { rules } of [jobs["production"]!])
      for (const rule of rules)
        expect(rule).toMatchObject({ when: "manual", if: expect.stringContaining("CI_COMMIT_REF_PROTECTED") as string });
  });

  test("runs what .ci/run runs, as ci.yml does", () => {
    const commands = [...read(".ci/run").matchAll(/^ {2}step (npm [^-\n]*?)(?: --.*)?$/gm)].map((match) => match[1]!);
    expect(commands.length).toBeGreaterThan(4);
    for (const file of [".gitlab-ci.yml", ".github/workflows/ci.yml"])
      for (const command of commands) expect(read(file)).toContain(command);
  });
});

describe(".ci/plan-review", () => {
  const run = (plan: string, env: NodeJS.ProcessEnv) => {
    const dir = newFolder();
    const terraform = path.join(dir, "terraform");
    fs.writeFileSync(
      terraform,
      `#!/bin/sh\necho "$@ $TF_VAR_secret" >> ${dir}/calls\ncase "$*" in *"show -json"*) cat "${plan}";; *) echo noise;; esac\n`,
      { mode: 0o755 },
    );
    fs.mkdirSync(path.join(dir, "stacks", "gaia-dev-cluster"), { recursive: true });
    fs.writeFileSync(path.join(dir, "stacks", "gaia-dev-cluster", "cdk.tf.json"), JSON.stringify({ variable: { secret: {} } }));
    const { status, stdout, stderr } = spawnSync(path.join(ROOT, ".ci", "plan-review"), {
      encoding: "utf8",
      env: { ...process.env, TMPDIR: dir, TERRAFORM_BINARY_NAME: terraform, CDKTF_OUTDIR: dir, ...env },
    });
    return { status, stdout, stderr, dir };
  };

  onLinux("plans each stack without a lock, and leaves no plan behind", () => {
    const { status, stdout, stderr, dir } = run(path.join(ROOT, "__tests__/fixtures/plans/bounds-up.json"), {});
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^<!-- cdktf-magnum review -->\n## Plan: 2 changed in place\n/);
    expect(stdout).not.toContain("noise");
    const calls = fs.readFileSync(path.join(dir, "calls"), "utf8");
    expect(calls).toMatch(/plan -input=false -no-color -lock=false -out=\S+ gaia-dev-cluster\n/);
    expect(fs.readdirSync(dir).sort()).toEqual(["calls", "stacks", "terraform"]);
  });

  onLinux("ends with 3 when something would be replaced, and says when nothing is synthesised", () => {
    expect(run(path.join(ROOT, "__tests__/fixtures/plans/cluster-replaced.json"), {}).status).toBe(3);
    expect(run("none", { CDKTF_OUTDIR: newFolder() })).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("run `npx cdktf-magnum synth` first") as string,
    });
  });
});

test("the HCL of an unchanged working copy has no difference", () => {
  if (process.platform === "win32" || !fs.existsSync(path.join(ROOT, ".git"))) return;
  const dir = newFolder();
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: dir, encoding: "utf8" });
  const file = path.join(dir, "__tests__", "__snapshots__", "lab.tf");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.mkdirSync(path.join(dir, ".ci"));
  fs.copyFileSync(path.join(ROOT, ".ci", "hcl-difference"), path.join(dir, ".ci", "hcl-difference"));
  fs.writeFileSync(file, "a = 1\n");
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "one");
  const page = () => spawnSync(path.join(dir, ".ci", "hcl-difference"), ["HEAD", "9000"], { encoding: "utf8" }).stdout;
  expect(page()).toBe("The HCL of all stacks stays as it is.\n");
  fs.writeFileSync(file, "a = 2\n");
  expect(page()).toContain("\n-a = 1\n+a = 2\n~~~~");
  fs.writeFileSync(file, "a = 2\n".repeat(20_000));
  expect(page()).toMatch(/\nCut: \d+ of \d+ characters are not here; see the files\.\n$/);
  expect(page().length).toBeLessThan(9000);
});

onLinux(".ci/change-review ends as the review does, with the HCL after its page", () => {
  const dir = newFolder();
  fs.mkdirSync(path.join(dir, ".ci"));
  for (const name of ["change-review", "hcl-difference"]) fs.copyFileSync(path.join(ROOT, ".ci", name), path.join(dir, ".ci", name));
  spawnSync("git", ["init", "-q"], { cwd: dir });
  spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "one", "--allow-empty"], { cwd: dir });
  const run = (code: number) => {
    fs.writeFileSync(path.join(dir, "node"), `#!/bin/sh\necho "page of $*"\nexit ${code}\n`, { mode: 0o755 });
    const env = { ...process.env, PATH: `${dir}:${process.env["PATH"]}` };
    const { status, stdout } = spawnSync(path.join(dir, ".ci", "change-review"), ["HEAD"], { encoding: "utf8", env });
    return { status, stdout };
  };
  const page = "page of bin/cdktf-magnum.mjs review --base HEAD --fail-on replace,destroy\n\nThe HCL of all stacks stays as it is.\n";
  expect(run(0)).toEqual({ status: 0, stdout: page });
  expect(run(3)).toEqual({ status: 3, stdout: page });
  expect(run(1)).toEqual({ status: 1, stdout: expect.stringMatching(/^<!-- cdktf-magnum review -->\n## Plan: none\n/) as string });
});

test(".ci/gitlab-comment makes one comment and updates it", async () => {
  const notes: { id: number; body: string }[] = [];
  const calls: string[] = [];
  const server = http.createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      calls.push(`${request.method} ${request.url} ${String(request.headers["private-token"])}`);
      const { body = "" } = (text === "" ? {} : JSON.parse(text)) as { body?: string };
      if (request.method === "POST") notes.push({ id: notes.length + 1, body });
      if (request.method === "PUT") notes[0]!.body = body;
      response.end(JSON.stringify(request.url!.includes("/commits/") ? [{ iid: 7 }] : notes));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = (page: string, env: object): Promise<number | null> =>
    new Promise((resolve) => {
      const own = { ...process.env, CI_API_V4_URL: api, CI_PROJECT_ID: "1", CI_COMMIT_SHA: "abc", REVIEW_TOKEN: "planted", ...env };
      const child = spawn(process.execPath, [path.join(ROOT, ".ci", "gitlab-comment")], { env: own, stdio: ["pipe", "ignore", "ignore"] });
      child.on("close", resolve);
      child.stdin.end(page);
    });
  try {
    expect(await post("<!-- m -->\none", { CI_MERGE_REQUEST_IID: "7" })).toBe(0);
    expect(await post("<!-- m -->\ntwo", {})).toBe(0);
    expect(notes).toEqual([{ id: 1, body: "<!-- m -->\ntwo" }]);
    expect(calls.at(-1)).toBe("PUT /projects/1/merge_requests/7/notes/1 planted");
    const before = calls.length;
    expect(await post("x", { REVIEW_TOKEN: "" })).toBe(0);
    expect(calls).toHaveLength(before);
  } finally {
    server.close();
  }
});
