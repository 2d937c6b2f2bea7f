import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { dump } from "js-yaml";
import { node } from "../operate/session/processes";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { FULL_PROJECT, FULL_VARIABLES } from "./support/full-project";
import { lab, MAGNUM, NOTHING_INSIDE } from "./support/lab";
import { filesWith, hasText } from "./support/written";

/** Without the Ceph cluster inside the cluster, which has no secret of ours, and which a destroy would ask a made-up cluster for. */
const PROJECT = { ...FULL_PROJECT, storage: { ...FULL_PROJECT.storage, rook: undefined } };

const terraform = findTerraform();
if (terraform === undefined) console.warn("planted secrets: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

/** A value that looks different in JSON, in a URL and in Base64. */
const planted = (): string => `${randomBytes(6).toString("hex")}"/+ ${randomBytes(6).toString("hex")}`;

withTerraform("known secrets", () => {
  let offline: OfflineTerraform;
  let refusing: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
    refusing = await OfflineTerraform.start(terraform!, 0, "kubernetes_secret_v1");
  }, 60_000);
  afterAll(async () => {
    await offline?.stop();
    await refusing?.stop();
  });

  test("stand in nothing that is written: files, plans, states, logs, terminal; also where a service repeats them, and with TF_LOG", async () => {
    const { folder, run, cloud } = lab(offline);
    // At destroy Node waits for the ingress controller, which a made-up cluster does not need.
    const bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
    fs.writeFileSync(path.join(bin, "node"), "#!/bin/sh\n", { mode: 0o755 });
    const [home, temporary] = ["home", "tmp"].map((name) => path.join(folder, name));
    const connection = planted();
    const clouds = planted();
    const env: NodeJS.ProcessEnv = {
      ...Object.fromEntries(FULL_VARIABLES.map((name) => [name, planted()])),
      ...Object.fromEntries(
        ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "TF_HTTP_PASSWORD", "OS_PASSWORD"].map((name) => [name, planted()]),
      ),
      PG_CONN_STR: `postgres://operator:${encodeURIComponent(connection)}@127.0.0.1/states`,
    };
    const values = [...Object.values(env), connection, clouds] as string[];
    fs.mkdirSync(temporary!);
    fs.mkdirSync(path.join(home!, ".config", "openstack"), { recursive: true });
    const entries = JSON.parse(fs.readFileSync(cloud.cloudsFile, "utf8")) as { clouds: { lab: { auth: { password: string } } } };
    entries.clouds.lab.auth.password = clouds;
    // Not as JSON, in which the password would be written otherwise.
    fs.writeFileSync(path.join(home!, ".config", "openstack", "clouds.yaml"), dump(entries));
    const found = [bin, process.env["PATH"]].join(path.delimiter);
    const all = { ...env, HOME: home, TMPDIR: temporary, OS_CLIENT_CONFIG_FILE: undefined, PATH: found };
    const projects = [PROJECT];
    const texts: string[] = [];
    const command = async (args: string[], code: number, more: NodeJS.ProcessEnv = {}, changed = projects): Promise<string> => {
      const ended = await run(args, { projects: changed, env: { ...all, ...more } });
      expect(ended).toMatchObject({ code });
      texts.push(ended.text);
      return ended.text;
    };

    await command(["deploy", "lab", "--auto-approve"], 0);
    cloud.answers({ ...MAGNUM, ...NOTHING_INSIDE, [`container-infra /clusters/lab/nodegroups`]: [] });
    // The Magnum of this test makes no kubeconfig, so who has a notebook cannot be told.
    await command(["status", "lab"], 1, { TF_LOG: "TRACE" });

    const rotated = [{ ...PROJECT, credentialsRevision: 2, datasets: { ...FULL_PROJECT.datasets, credentialsRevision: 2 } }];
    const failed = await command(
      ["deploy", "lab", "--auto-approve"],
      1,
      { TF_REATTACH_PROVIDERS: refusing.env["TF_REATTACH_PROVIDERS"], TF_LOG: "TRACE" },
      rotated,
    );
    expect(failed).toContain("refused: ");
    expect(failed).toContain("(sensitive)");

    await command(["synth"], 0);
    const stack = path.join(folder, "cdktf.out", "stacks", "lab-platform");
    const options = { cwd: stack, env: { ...offline.env, ...all }, encoding: "utf8", maxBuffer: 2 ** 27 } as const;
    execFileSync(terraform!, ["plan", "-input=false", "-lock=false", "-out=kept.plan"], options);
    fs.writeFileSync(path.join(stack, "kept.json"), execFileSync(terraform!, ["show", "-json", "kept.plan"], options));
    texts.push(
      node([path.join(__dirname, "..", "..", "bin", "cdktf-magnum.mjs"), "review", path.join(stack, "kept.json")], {
        cwd: path.join(__dirname, "..", ".."),
        env: env as Record<string, string>,
      }),
    );
    await command(["destroy", "lab", "--auto-approve"], 0);

    expect(fs.readdirSync(temporary!)).toEqual([]);
    for (const value of values) {
      expect(filesWith(folder, value)).toEqual(value === clouds ? ["home/.config/openstack/clouds.yaml"] : []);
      expect(texts.filter((text) => hasText(text, value))).toEqual([]);
    }
  }, 180_000);
});
