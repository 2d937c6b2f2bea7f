import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { OfflineTerraform } from "../operate/offline/terraform";
import { lab, type Ended, type Lab, type LabBackend } from "./support/lab";
import { postgres } from "./support/state-servers/postgres";
import { isOnPath, type StateServer } from "./support/state-servers/server";
import { filesWith, hasText } from "./support/written";

const hasTofu = spawnSync("tofu", ["version"], { stdio: "ignore" }).status === 0;
if (!hasTofu) console.warn("encrypt-state: skipped, because tofu is not on the PATH");
const withTofu = !hasTofu || process.platform === "win32" ? describe.skip : describe;
const withServer = isOnPath(postgres.program) ? test : test.skip;

/** Something that a state has in plain. */
const PLAIN = "openstack_containerinfra_cluster_v1";

/** A passphrase, and the name of its key provider, by which OpenTofu finds its salt again. */
interface Key {
  readonly name: string;
  readonly passphrase: string;
}

/** How to encrypt, and what there was before. */
interface Keys {
  readonly now: Key;
  readonly before?: Key | "plain";
}

function newKey(name: string): Key {
  return { name, passphrase: randomBytes(16).toString("hex") };
}

/** The value of TF_ENCRYPTION; with as few iterations as OpenTofu allows. */
function encryption({ now, before }: Keys): string {
  const method = ({ name, passphrase }: Key): string =>
    `key_provider "pbkdf2" "${name}" {\n  passphrase = "${passphrase}"\n  iterations = 200000\n}\n` +
    `method "aes_gcm" "${name}" {\n  keys = key_provider.pbkdf2.${name}\n}\n`;
  const plain = 'method "unencrypted" "before" {}\n';
  const old = before === undefined ? "" : before === "plain" ? plain : method(before);
  const oldMethod = before === "plain" ? "method.unencrypted.before" : `method.aes_gcm.${before?.name}`;
  const uses = `method = method.aes_gcm.${now.name}\n${before === undefined ? "enforced = true" : `fallback {\n  method = ${oldMethod}\n}`}`;
  return `${method(now)}${old}state {\n${uses}\n}\nplan {\n${uses}\n}\n`;
}

withTofu("encrypt-state", () => {
  let offline: OfflineTerraform;
  let server: StateServer | undefined;
  beforeAll(async () => {
    offline = await OfflineTerraform.start("tofu");
    if (isOnPath(postgres.program)) server = await postgres.start();
  }, 90_000);
  afterAll(async () => {
    await server?.stop();
    await offline?.stop();
  });

  interface Encrypting extends Lab {
    readonly tofu: (args: string[], keys?: Keys, answer?: string) => Promise<Ended>;
  }

  function encrypting(kept?: LabBackend): Encrypting {
    const place = lab(offline, kept);
    const tofu: Encrypting["tofu"] = (args, keys, answer = "") =>
      place.run(args, { answer, env: { TERRAFORM_BINARY_NAME: "tofu", ...(keys && { TF_ENCRYPTION: encryption(keys) }) } });
    return { ...place, tofu };
  }

  async function encryptsWhatWasPlain({ tofu, folder }: Encrypting, read: (half: string) => Promise<string>): Promise<void> {
    const [first, second] = [newKey("first"), newKey("second")];
    expect(await tofu(["deploy", "lab", "--auto-approve"])).toMatchObject({ code: 0 });
    expect(await read("cluster")).toContain(PLAIN);

    const unprepared = await tofu(["encrypt-state", "lab"], { now: first });
    expect(unprepared.text).toContain("-> TF_ENCRYPTION does not say what the state was before");
    expect(unprepared).toMatchObject({ code: 1 });
    expect(await read("cluster")).toContain(PLAIN);

    const done = await tofu(["encrypt-state", "lab"], { now: first, before: "plain" });
    expect(done.text).toMatch(/lab-cluster: encrypted in .*\nlab-platform: encrypted in/);
    expect(done).toMatchObject({ code: 0 });
    for (const half of ["cluster", "platform"]) {
      expect(await read(half)).toContain("encrypted_data");
      expect(await read(half)).not.toMatch(/openstack_|kubernetes_/);
    }
    expect(await tofu(["deploy", "lab"], { now: first })).toMatchObject({ code: 0 });
    const without = await tofu(["deploy", "lab"]);
    expect(without.text).toContain("-> the state is encrypted by OpenTofu");
    expect(without).toMatchObject({ code: 1 });
    const lost = await tofu(["deploy", "lab"], { now: { ...second, name: "first" } });
    expect(lost.text).toContain("-> the keys in TF_ENCRYPTION are not those");
    expect(lost).toMatchObject({ code: 1 });

    const before = await read("cluster");
    expect(await tofu(["encrypt-state", "lab"], { now: second, before: first })).toMatchObject({ code: 0 });
    expect(await read("cluster")).not.toBe(before);
    const next = await tofu(["deploy", "lab"], { now: second });
    expect(next.text).toContain("lab-cluster: no changes\nlab-platform: no changes");
    expect(next).toMatchObject({ code: 0 });
    for (const { passphrase } of [first, second]) {
      expect(filesWith(folder, passphrase)).toEqual([]);
      expect(hasText(lost.text + done.text, passphrase)).toBe(false);
    }
  }

  test("has a plain state written encrypted, then with another key; without the keys nothing reads it", async () => {
    const place = encrypting();
    await encryptsWhatWasPlain(place, (half) => Promise.resolve(fs.readFileSync(path.join(place.state, `lab-${half}.tfstate`), "utf8")));
  }, 240_000);

  withServer(
    "does so in a backend",
    async () => {
      const place = encrypting(server);
      await encryptsWhatWasPlain(place, async (half) => (await server!.state(`lab-${half}`))!);
    },
    240_000,
  );

  test("is no hindrance for release, which needs the keys too", async () => {
    const { tofu, state } = encrypting();
    const [now, other] = [newKey("first"), newKey("first")];
    expect(await tofu(["deploy", "lab", "--auto-approve"], { now })).toMatchObject({ code: 0 });
    const before = fs.readFileSync(path.join(state, "lab-cluster.tfstate"), "utf8");
    const locked = await tofu(["release", "lab"], { now: other }, "lab\n");
    expect(locked.text).toContain("-> the keys in TF_ENCRYPTION are not those");
    expect(locked).toMatchObject({ code: 1 });
    expect(fs.readFileSync(path.join(state, "lab-cluster.tfstate"), "utf8")).toBe(before);
    const released = await tofu(["release", "lab"], { now }, "lab\n");
    expect(released.text).toMatch(/lab-cluster: the state has let go of \d+ resources; all of them are there as before/);
    expect(released).toMatchObject({ code: 0 });
    const after = fs.readFileSync(path.join(state, "lab-cluster.tfstate"), "utf8");
    expect(after).toContain("encrypted_data");
    expect(after).not.toBe(before);
  }, 120_000);

  test("encrypts saved plans too", async () => {
    const { tofu, folder } = encrypting();
    expect(await tofu(["deploy", "lab", "--auto-approve"], { now: newKey("first") })).toMatchObject({ code: 0 });
    expect(await tofu(["synth"])).toMatchObject({ code: 0 });
    const stack = path.join(folder, "cdktf.out", "stacks", "lab-cluster");
    const args = ["plan", "-destroy", "-input=false", "-lock=false", "-refresh=false", "-out=kept.plan"];
    const now = newKey("first");
    fs.rmSync(path.join(folder, "state"), { recursive: true });
    execFileSync("tofu", args, { cwd: stack, env: { ...offline.env, TF_ENCRYPTION: encryption({ now }) } });
    expect(fs.readFileSync(path.join(stack, "kept.plan"), "utf8")).toContain("encrypted_data");
  }, 120_000);

  test("needs OpenTofu and TF_ENCRYPTION: exit code 2", async () => {
    const { tofu } = encrypting();
    const unset = await tofu(["encrypt-state", "lab"]);
    expect(unset.text).toContain("TF_ENCRYPTION must be set");
    expect(unset).toMatchObject({ code: 2 });
  }, 60_000);
});
