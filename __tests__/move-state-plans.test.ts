import * as fs from "node:fs";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { lab, type Lab } from "./support/lab";
import { postgres } from "./support/state-servers/postgres";
import { isOnPath, type StateServer } from "./support/state-servers/server";

const terraform = findTerraform();
const skip = terraform === undefined || process.platform === "win32" || !isOnPath(postgres.program);
if (skip) console.warn(`move-state: skipped, because terraform or ${postgres.program} is not on the PATH (${postgres.source})`);

let projects = 0;

(skip ? describe.skip : describe)("move-state", () => {
  let offline: OfflineTerraform;
  let server: StateServer;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
    server = await postgres.start();
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    await offline?.stop();
  });

  interface Moving {
    readonly name: string;
    readonly local: Lab;
    readonly file: (half: string) => string;
    /** Runs a command with the site's new backend. */
    readonly run: (...args: string[]) => ReturnType<Lab["run"]>;
  }

  /** A project that was deployed with local states, in a folder whose site has another backend now. */
  async function deployed(): Promise<Moving> {
    const name = `p${projects++}`;
    const local = lab(offline);
    expect(await local.run(["deploy", name, "--auto-approve"], { projects: [{ name }] })).toMatchObject({ code: 0 });
    const env = { DEPLOY_TEST_BACKEND: JSON.stringify(server.backend), ...server.env };
    return {
      name,
      local,
      file: (half) => path.join(local.state, `${name}-${half}.tfstate`),
      run: (command, ...args) => local.run([command, name, ...args], { projects: [{ name }], env }),
    };
  }

  test("moves both states, and the next deploy changes nothing; the files are put aside for their owner only", async () => {
    const { name, local, file, run } = await deployed();
    const before = fs.readFileSync(file("cluster"), "utf8");
    const { code, text } = await run("move-state", "--from", local.state);
    expect(text).toMatch(new RegExp(`${name}-cluster: moved in .*\n${name}-platform: moved in`));
    expect(text).toMatch(/Secrets are left in \S+\.moved-\S+ .*: delete when the next deploy shows no changes/);
    expect(code).toBe(0);
    const aside = fs.readdirSync(local.state).sort();
    expect(aside.map((entry) => entry.replace(/-\d{4}-.*/, ""))).toEqual([
      `${name}-cluster.tfstate.moved`,
      `${name}-platform.tfstate.moved`,
    ]);
    expect(fs.readFileSync(path.join(local.state, aside[0]!), "utf8")).toBe(before);
    for (const entry of aside) expect(fs.statSync(path.join(local.state, entry)).mode & 0o777).toBe(0o600);

    const next = await run("deploy");
    expect(next.text).toContain(`${name}-cluster: no changes\n${name}-platform: no changes`);
    expect(next).toMatchObject({ code: 0 });
  }, 90_000);

  test("goes on where the backend has taken a state and the file was not put aside", async () => {
    const { name, local, file, run } = await deployed();
    const before = fs.readFileSync(file("cluster"));
    expect(await run("move-state", "--from", local.state)).toMatchObject({ code: 0 });
    fs.writeFileSync(file("cluster"), before);
    const again = await run("move-state", "--from", local.state);
    expect(again.text).toContain(`${name}-cluster: moved`);
    expect(again).toMatchObject({ code: 0 });
    expect(fs.existsSync(file("cluster"))).toBe(false);
  }, 90_000);

  test("refuses where the backend has another state with resources: exit code 3, and the files stay", async () => {
    const { name, local, file, run } = await deployed();
    expect(await run("move-state", "--from", local.state)).toMatchObject({ code: 0 });
    fs.mkdirSync(`${local.state}-2`);
    const other = path.join(`${local.state}-2`, path.basename(file("cluster")));
    fs.writeFileSync(other, JSON.stringify({ version: 4, serial: 9, lineage: "another", outputs: {}, resources: [] }));
    const { code, text } = await run("move-state", "--from", `${local.state}-2`);
    expect(text).toMatch(
      new RegExp(`${name}-cluster: the backend has a state already \\(lineage [0-9a-f-]+, serial \\d+, \\d+ resources\\); `),
    );
    expect(code).toBe(3);
    expect(fs.existsSync(other)).toBe(true);
  }, 90_000);

  test("names all that is wrong before anything is moved: exit code 2", async () => {
    const { name, local, file, run } = await deployed();
    fs.writeFileSync(file("cluster"), "not a state");
    fs.writeFileSync(path.join(local.state, `.${name}-platform.tfstate.lock.info`), "{}");
    const wrong = await run("move-state", "--from", local.state);
    expect(wrong.text).toContain(`${file("cluster")} is not a state of version 4`);
    expect(wrong.text).toContain(`${file("platform")} is locked: somebody is at work on it`);
    expect(wrong).toMatchObject({ code: 2 });
    const none = await run("move-state", "--from", path.join(local.folder, "nowhere"));
    expect(none.text).toContain(`${name}: none of `);
    expect(none).toMatchObject({ code: 2 });
    expect(await server.state(`${name}-cluster`)).toBeUndefined();
  }, 90_000);
});
