import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { ProjectInput } from "../projects";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { FULL_PROJECT, FULL_VARIABLES } from "./support/full-project";
import { lab, MAGNUM, type Ended, type Lab } from "./support/lab";
import { filesWith } from "./support/written";

const terraform = findTerraform();
if (terraform === undefined) console.warn("rotate: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

const random = (): string => randomBytes(16).toString("hex");
const CREDENTIALS = "/users/u1/application_credentials";
const rules = [{ id: "r1", service: "sharev2", method: "GET", path: "/v2/**" }];
const old = {
  id: "old-id",
  name: "lab-manila",
  project_id: "p1",
  roles: [
    { id: "m", name: "member" },
    { id: "r", name: "reader" },
  ],
  expires_at: "2099-06-30T00:00:00.000000",
  access_rules: rules,
};

withTerraform("rotate", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => void (offline = await OfflineTerraform.start(terraform!)), 30_000);
  afterAll(() => offline.stop());

  interface Rotated {
    readonly credential?: string;
    readonly args?: string[];
    readonly change?: Partial<ProjectInput>;
    readonly answer?: string;
    readonly env?: NodeJS.ProcessEnv;
  }

  interface Deployed extends Lab {
    /** File for the new credential. */
    readonly file: string;
    /** Secret that Keystone gives. */
    readonly secret: string;
    /** Rotates a credential, that of Manila by default, after the file was changed. */
    readonly rotate: (options?: Rotated) => Promise<Ended>;
    readonly answers: (more?: object) => void;
  }

  const raised = (revision: number): Partial<ProjectInput> => ({
    storage: { ...FULL_PROJECT.storage, shared: { ...FULL_PROJECT.storage.shared, credentialsRevision: revision } },
  });

  async function deployed(): Promise<Deployed> {
    const place = lab(offline);
    const env = {
      ...Object.fromEntries(FULL_VARIABLES.map((name) => [name, random()])),
      TF_VAR_manila_credential_id: old.id,
      OS_CLOUD: "me",
    };
    const first = await place.run(["deploy", "lab", "--auto-approve"], { projects: [FULL_PROJECT], env });
    expect(first).toMatchObject({ code: 0 });
    const secret = random();
    const answers = (more: object = {}): void =>
      place.cloud.answers({
        ...MAGNUM,
        [`identity ${CREDENTIALS}/old-id`]: { application_credential: old },
        [`POST identity ${CREDENTIALS}`]: { application_credential: { ...old, id: "new-id", secret } },
        ...more,
      });
    answers();
    const file = path.join(place.folder, "new.env");
    return {
      ...place,
      file,
      secret,
      answers,
      rotate: ({ credential = "manila", args = ["--write", file], change = raised(2), answer = "yes\n", env: more = {} } = {}) =>
        place.run(["rotate", "lab", credential, ...args], {
          projects: [{ ...FULL_PROJECT, ...change }],
          env: { ...env, ...more },
          answer,
        }),
    };
  }

  test("makes a credential like the old one, deploys it to the platform alone, and names what deletes the old one; the secret is in the file alone", async () => {
    const { rotate, cloud, file, secret, folder } = await deployed();
    const { code, text } = await rotate();
    expect(text).toContain("~ data_wo_revision: 1 -> 2 (write-only data_wo is written again)");
    expect(text).toContain("only then delete the old one: openstack --os-cloud me application credential delete lab-manila\n");
    expect(code).toBe(0);
    const created = cloud.calls().filter((call) => call.startsWith("POST"));
    expect(created).toHaveLength(1);
    expect(JSON.parse(created[0]!.slice(created[0]!.indexOf("{")))).toEqual({
      application_credential: {
        name: expect.stringMatching(/^lab-manila-\d{8}T\d{6}Z$/) as string,
        unrestricted: false,
        roles: [{ name: "member" }, { name: "reader" }],
        expires_at: "2099-06-30T00:00:00",
        access_rules: [{ service: "sharev2", method: "GET", path: "/v2/**" }],
      },
    });
    expect(cloud.calls().some((call) => call.startsWith("DELETE"))).toBe(false);
    expect(fs.readFileSync(file, "utf8")).toBe(
      `# cdktf-magnum: credentials of lab\nexport TF_VAR_manila_credential_id='new-id'\nexport TF_VAR_manila_credential_secret='${secret}'\n`,
    );
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(text).not.toContain(secret);
    expect(filesWith(folder, secret)).toEqual(["new.env"]);
  }, 90_000);

  test("does nothing where the revision is not the next one, and says which field", async () => {
    const { rotate, cloud, file } = await deployed();
    for (const revision of [1, 3]) {
      const { code, text } = await rotate({ change: raised(revision) });
      expect(text).toContain(`storage.shared.credentialsRevision must be 2, one more than what is deployed, got ${revision}`);
      expect(code).toBe(2);
    }
    expect(cloud.calls().filter((call) => call.includes("application_credentials"))).toEqual([]);
    expect(fs.existsSync(file)).toBe(false);
  }, 90_000);

  test("goes on with the same credential after a no, and keeps a file that is not ours", async () => {
    const { rotate, cloud, file, answers, folder } = await deployed();
    const refused = await rotate({ answer: "no\n" });
    expect(refused.text).toContain(`the new credential stays, in ${file}`);
    expect(refused).toMatchObject({ code: 3 });
    answers({ [`identity ${CREDENTIALS}/new-id`]: { application_credential: { ...old, id: "new-id" } } });
    const again = await rotate();
    expect(again.text).toContain(`going on with the credential in ${file}`);
    expect(again).toMatchObject({ code: 0 });
    expect(cloud.calls().filter((call) => call.startsWith("POST"))).toHaveLength(1);

    const theirs = path.join(folder, "theirs");
    fs.writeFileSync(theirs, "mine\n");
    const kept = await rotate({ args: ["--write", theirs], change: raised(3) });
    expect(kept.text).toContain(`${theirs} is there and is not a file of lab's credentials`);
    expect(kept).toMatchObject({ code: 3 });
    expect(fs.readFileSync(theirs, "utf8")).toBe("mine\n");
  }, 120_000);

  test("says whose login is needed, and what else would change, before anything is made", async () => {
    const { rotate, cloud, answers, file } = await deployed();
    answers({ [`identity ${CREDENTIALS}/old-id`]: { application_credential: { ...old, project_id: "p2" } } });
    const elsewhere = await rotate();
    expect(elsewhere.text).toContain("'me' logs in to project p1, and 'lab-manila' is for p2");
    expect(elsewhere).toMatchObject({ code: 3 });

    answers();
    // Without one of its own Manila has the common revision, which the others have too.
    const all = await rotate({ args: ["--write", file, "--auto-approve"], change: { credentialsRevision: 2 } });
    expect(all.text).toMatch(/this also changes what has nothing to do with the credential: .*kubernetes_secret_v1\.ingress/);
    expect(all).toMatchObject({ code: 3 });
    expect(cloud.calls().filter((call) => call.startsWith("POST"))).toEqual([]);
  }, 90_000);

  test("draws the key of cookies, and takes the new secret of the login from its variable; Keystone is asked for neither", async () => {
    const { rotate, cloud, file, folder } = await deployed();
    const hub = (credentialsRevision: number): Partial<ProjectInput> => ({ notebooks: { ...FULL_PROJECT.notebooks, credentialsRevision } });
    const cookie = { credential: "notebooks_cookie", env: { OS_CLOUD: "", TF_VAR_notebooks_cookie_secret: "" } };

    const early = await rotate({ ...cookie, change: hub(1) });
    expect(early.text).toContain("notebooks.credentialsRevision must be 2, one more than what is deployed, got 1");
    expect(early).toMatchObject({ code: 2 });
    expect(fs.existsSync(file)).toBe(false);

    const drawn = await rotate({ ...cookie, args: ["--write", file, "--auto-approve"], change: hub(2) });
    expect(drawn.text).toContain(`notebooks_cookie of lab: drew a new one, written to ${file}`);
    expect(drawn.text).toContain(
      `From now on use it: source ${file}\ntry it: log in at the hub's page again: everybody has been logged out\n`,
    );
    expect(drawn).toMatchObject({ code: 0 });
    const [, key] = /^# cdktf-magnum: credentials of lab\nexport TF_VAR_notebooks_cookie_secret='([0-9a-f]{64})'\n$/.exec(
      fs.readFileSync(file, "utf8"),
    )!;
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(drawn.text).not.toContain(key);
    expect(filesWith(folder, key!)).toEqual(["new.env"]);

    const login = { credential: "notebooks_login", change: hub(3), args: ["--auto-approve"] };
    const unset = await rotate({ ...login, env: { TF_VAR_notebooks_login_secret: "" } });
    expect(unset.text).toContain("lab-platform: TF_VAR_notebooks_login_secret must be set");
    expect(unset).toMatchObject({ code: 2 });
    const given = random();
    const taken = await rotate({
      ...login,
      env: { TF_VAR_notebooks_login_secret: given, TF_VAR_notebooks_cookie_secret: key, OS_CLOUD: "" },
    });
    expect(taken.text).toContain("taking the secret that is in TF_VAR_notebooks_login_secret, which must be the new one of the provider");
    expect(taken.text).toContain("only then take the old secret away at the provider, where it still has it\n");
    expect(taken).toMatchObject({ code: 0 });
    expect(filesWith(folder, given)).toEqual([]);
    expect(cloud.calls().filter((call) => call.includes("application_credentials"))).toEqual([]);
  }, 180_000);

  test("says which options a credential has no use for, and which one it needs", async () => {
    const { rotate, file } = await deployed();
    const refused = async (credential: string, args: string[], said: string): Promise<void> => {
      const { code, text } = await rotate({ credential, args });
      expect(text).toContain(said);
      expect(code).toBe(2);
    };
    await refused("manila", [], "--write must name a file for the new credential manila");
    await refused("notebooks_cookie", [], "--write must name a file for the new credential notebooks_cookie");
    await refused(
      "notebooks_cookie",
      ["--write", file, "--os-cloud", "me", "--expiration", "2099-06-30T00:00:00"],
      "--os-cloud and --expiration must be left out with notebooks_cookie, which is drawn at random and known to no cloud",
    );
    await refused(
      "notebooks_login",
      ["--write", file],
      "--write must be left out with notebooks_login, whose new secret its provider's page gives, and TF_VAR_notebooks_login_secret has",
    );
  }, 120_000);
});
