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
const rules = [{ id: "r1", service: "sharev2", method: "GET", path: "/v2/**" }];
const old = {
  id: "old-id",
  name: "lab-manila",
  project_id: "p1",
  roles: "member reader",
  expires_at: "2099-06-30T00:00:00.000000",
  access_rules: rules,
};

withTerraform("rotate", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => void (offline = await OfflineTerraform.start(terraform!)), 30_000);
  afterAll(() => offline.stop());

  interface Deployed extends Lab {
    /** File for the new credential. */
    readonly file: string;
    /** Secret that Keystone gives. */
    readonly secret: string;
    /** Rotates the credential of Manila, after the file was changed. */
    readonly rotate: (options?: { args?: string[]; change?: Partial<ProjectInput>; answer?: string }) => Promise<Ended>;
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
      place.client.answers({
        ...MAGNUM,
        "token issue": { project_id: "p1" },
        "application credential show old-id": old,
        "application credential create": { ...old, id: "new-id", secret },
        ...more,
      });
    answers();
    const file = path.join(place.folder, "new.env");
    return {
      ...place,
      file,
      secret,
      answers,
      rotate: ({ args = ["--write", file], change = raised(2), answer = "yes\n" } = {}) =>
        place.run(["rotate", "lab", "manila", ...args], { projects: [{ ...FULL_PROJECT, ...change }], env, answer }),
    };
  }

  test("makes a credential like the old one, deploys it to the platform alone, and names what deletes the old one; the secret is in the file alone", async () => {
    const { rotate, client, file, secret, folder } = await deployed();
    const { code, text } = await rotate();
    expect(text).toContain("~ data_wo_revision: 1 -> 2 (write-only data_wo is written again)");
    expect(text).toContain("only then delete the old one: openstack --os-cloud me application credential delete lab-manila\n");
    expect(code).toBe(0);
    const created = client.calls().filter((call) => call.includes("create"));
    expect(created).toEqual([
      expect.stringMatching(
        /^application credential create lab-manila-\d{8}T\d{6}Z --restricted --role member --role reader --expiration 2099-06-30T00:00:00 --access-rules \[\{"service":"sharev2","method":"GET","path":"\/v2\/\*\*"\}\] -f json$/,
      ),
    ]);
    expect(client.calls().some((call) => call.includes("delete"))).toBe(false);
    expect(fs.readFileSync(file, "utf8")).toBe(
      `# cdktf-magnum: credentials of lab\nexport TF_VAR_manila_credential_id='new-id'\nexport TF_VAR_manila_credential_secret='${secret}'\n`,
    );
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(text).not.toContain(secret);
    expect(filesWith(folder, secret)).toEqual(["bin/answers.json", "new.env"]);
  }, 90_000);

  test("does nothing where the revision is not the next one, and says which field", async () => {
    const { rotate, client, file } = await deployed();
    for (const revision of [1, 3]) {
      const { code, text } = await rotate({ change: raised(revision) });
      expect(text).toContain(`storage.shared.credentialsRevision must be 2, one more than what is deployed, got ${revision}`);
      expect(code).toBe(2);
    }
    expect(client.calls().filter((call) => call.startsWith("application"))).toEqual([]);
    expect(fs.existsSync(file)).toBe(false);
  }, 90_000);

  test("goes on with the same credential after a no, and keeps a file that is not ours", async () => {
    const { rotate, client, file, answers, folder } = await deployed();
    const refused = await rotate({ answer: "no\n" });
    expect(refused.text).toContain(`the new credential stays, in ${file}`);
    expect(refused).toMatchObject({ code: 3 });
    answers({ "application credential show new-id": { ...old, id: "new-id" } });
    const again = await rotate();
    expect(again.text).toContain(`going on with the credential in ${file}`);
    expect(again).toMatchObject({ code: 0 });
    expect(client.calls().filter((call) => call.includes("create"))).toHaveLength(1);

    const theirs = path.join(folder, "theirs");
    fs.writeFileSync(theirs, "mine\n");
    const kept = await rotate({ args: ["--write", theirs], change: raised(3) });
    expect(kept.text).toContain(`${theirs} is there and is not a file of lab's credentials`);
    expect(kept).toMatchObject({ code: 3 });
    expect(fs.readFileSync(theirs, "utf8")).toBe("mine\n");
  }, 120_000);

  test("says whose login is needed, and what else would change, before anything is made", async () => {
    const { rotate, client, answers, file } = await deployed();
    answers({ "token issue": { project_id: "p2" } });
    const elsewhere = await rotate();
    expect(elsewhere.text).toContain("'me' logs in to project p2, and 'lab-manila' is for p1");
    expect(elsewhere).toMatchObject({ code: 3 });

    answers();
    // Without one of its own Manila has the common revision, which the others have too.
    const all = await rotate({ args: ["--write", file, "--auto-approve"], change: { credentialsRevision: 2 } });
    expect(all.text).toMatch(/this also changes what has nothing to do with the credential: .*kubernetes_secret_v1\.ingress/);
    expect(all).toMatchObject({ code: 3 });
    expect(client.calls().filter((call) => call.includes("create"))).toEqual([]);
  }, 90_000);
});
