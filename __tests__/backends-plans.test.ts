import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { filesUnder } from "../operate/session/processes";
import { ended, lab, NETWORK, says } from "./support/lab";
import { privateAuthority, withTls } from "./support/private-authority";
import { gitea } from "./support/state-servers/gitea";
import { moto } from "./support/state-servers/moto";
import { postgres } from "./support/state-servers/postgres";
import { protocol } from "./support/state-servers/protocol";
import { isOnPath, type StateServer, type StateServerKind } from "./support/state-servers/server";
import { filesWith } from "./support/written";

const terraform = findTerraform();
if (terraform === undefined) console.warn("backends: skipped, because neither terraform nor tofu is on the PATH");

/** What a second operator is told by a backend that knows who is first. */
const HOLDER = /ID: +[0-9a-f-]{36}\n[^]*Who: +\S+@\S+\n[^]*Created: +\d{4}-/;

/** Describes what needs Terraform and a server, where they are there. */
function withServer<Server extends StateServer>(kind: StateServerKind<Server>, title: string, tests: (server: () => Server) => void): void {
  const isThere = isOnPath(kind.program);
  if (!isThere) console.warn(`backend ${title}: skipped, because ${kind.program} is not on the PATH (${kind.source})`);
  const skip = !isThere || terraform === undefined || process.platform === "win32";
  (skip ? describe.skip : describe)(`backend ${title}`, () => {
    let server: Server;
    beforeAll(async () => void (server = await kind.start()), 90_000);
    afterAll(() => server?.stop());
    tests(() => server);
  });
}

let quick: OfflineTerraform;
let slow: OfflineTerraform;
beforeAll(async () => {
  if (terraform === undefined) return;
  quick = await OfflineTerraform.start(terraform);
  slow = await OfflineTerraform.start(terraform, 1500);
}, 60_000);
afterAll(async () => {
  await quick?.stop();
  await slow?.stop();
});

/** Types of what a stack's state manages. */
async function managed(server: StateServer, stack: string): Promise<string[]> {
  const { resources } = JSON.parse((await server.state(stack)) ?? '{ "resources": [] }') as { resources: { mode: string; type: string }[] };
  return resources.filter(({ mode }) => mode === "managed").map(({ type }) => type);
}

/** What every backend has to do. */
function keepsStates(server: () => StateServer, whoIsFirst: RegExp): void {
  test("keeps one state for each stack, out of the operator's folder; a second deploy changes nothing", async () => {
    const { run, folder } = lab(quick, server());
    const first = await run(["deploy", "lab", "--auto-approve"]);
    expect(first).toMatchObject({ code: 0 });
    expect(await managed(server(), "lab-cluster")).toContain("openstack_containerinfra_cluster_v1");
    expect(await managed(server(), "lab-platform")).toContain("kubernetes_storage_class_v1");
    expect(filesUnder(folder).filter((name) => name.endsWith(".tfstate") && !name.includes("/.terraform/"))).toEqual([]);

    for (const [name, value] of Object.entries(server().env))
      if (name !== "TF_HTTP_USERNAME") expect(filesWith(folder, value!)).toEqual([]);

    const second = await run(["deploy", "lab"]);
    expect(second).toMatchObject({ code: 0 });
    expect(second.text).toContain("lab-cluster: no changes\nlab-platform: no changes");
    for (const stack of ["lab-cluster", "lab-platform"]) expect(await server().isLocked(stack)).toBe(false);
  }, 60_000);

  test("lets one operator in at a time and tells the second who is first; after Ctrl-C the state is whole and the lock is free", async () => {
    const projects = [{ name: "both" }];
    const child = lab(slow, server()).start(["deploy", "both", "--auto-approve"], projects);
    const first = ended(child);
    await says(child, `${NETWORK}: created`);
    expect(await server().isLocked("both-cluster")).toBe(true);

    const second = await lab(quick, server()).run(["deploy", "both", "--auto-approve"], { projects });
    expect(second.text).toContain("both-cluster: no plan can be made; nothing was changed:\n  Error acquiring the state lock");
    expect(second.text).toMatch(whoIsFirst);
    expect(second).toMatchObject({ code: 1 });

    child.kill("SIGINT");
    const { code, text } = await first;
    expect(text).toContain("SIGINT");
    expect(code).toBe(130);
    expect(await server().isLocked("both-cluster")).toBe(false);
    expect(await managed(server(), "both-cluster")).toContain("openstack_networking_subnet_v2");
    expect(await lab(quick, server()).run(["deploy", "both", "--auto-approve"], { projects })).toMatchObject({ code: 0 });
  }, 120_000);
}

withServer(moto, "s3", (server) => {
  keepsStates(server, new RegExp(`${HOLDER.source}[^]*-> somebody else is at work on this stack: Who and Created say who`));

  test("asks for encryption of the state and of the lock", async () => {
    const { start } = lab(slow, server());
    const child = start(["deploy", "kept", "--auto-approve"], [{ name: "kept" }]);
    const end = ended(child);
    await says(child, `${NETWORK}: created`);
    const lock = await server().object("HEAD", "kept-cluster.tfstate.tflock");
    expect(lock.headers.get("x-amz-server-side-encryption")).toBe("AES256");
    child.kill("SIGINT");
    await end;
    const state = await server().object("HEAD", "kept-cluster.tfstate");
    expect(state.headers.get("x-amz-server-side-encryption")).toBe("AES256");
    expect((await server().object("HEAD", "kept-cluster.tfstate.tflock")).status).toBe(404);
  }, 60_000);

  test("locks by a write that the service refuses where the object is there", async () => {
    const put = (): Promise<Response> => server().object("PUT", "probe.tfstate.tflock", { "If-None-Match": "*" });
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(412);
  });
});

withServer(moto, "s3 of a private authority", (server) => {
  test("trusts it by the site's certificate; what the operator has set wins", async () => {
    const authority = privateAuthority(fs.mkdtempSync(path.join(os.tmpdir(), "authority-")));
    const { backend, env } = server();
    if (backend.kind !== "s3") throw new Error("not s3");
    const front = await withTls(authority, Number(new URL(backend.endpoint).port));
    const identity = { authUrl: "https://keystone.example.org:5000/v3", region: "RegionOne", caCertificate: authority.certificate };
    // The machine that runs this may have authorities of its own.
    const kept = { backend: { ...backend, endpoint: `https://127.0.0.1:${front.port}` }, env: { ...env, AWS_CA_BUNDLE: "" } };
    try {
      const { run, folder } = lab(quick, kept);
      const DEPLOY_TEST_SITE = JSON.stringify({ identity });
      const withIt = await run(["deploy", "lab", "--auto-approve"], { env: { DEPLOY_TEST_SITE } });
      expect(withIt.text).toContain("lab-platform: deployed");
      expect(withIt).toMatchObject({ code: 0 });
      expect(await managed(server(), "lab-cluster")).toContain("openstack_containerinfra_cluster_v1");
      expect(filesUnder(folder).filter((name) => name.endsWith("-authorities.pem"))).toEqual([]);

      const other = path.join(folder, "other.pem");
      fs.writeFileSync(other, privateAuthority(fs.mkdtempSync(path.join(os.tmpdir(), "authority-"))).certificate);
      const overruled = await run(["deploy", "lab"], { env: { DEPLOY_TEST_SITE, AWS_CA_BUNDLE: other } });
      expect(overruled.text).toContain("certificate signed by unknown authority");
    } finally {
      front.stop();
    }
  }, 90_000);
});

withServer(postgres, "pg", (server) => {
  keepsStates(server, /PostgreSQL does not say who/);

  test("has a schema for each stack", async () => {
    for (const project of ["one", "two"]) {
      const { run } = lab(quick, server());
      expect(await run(["deploy", project, "--auto-approve"], { projects: [{ name: project }] })).toMatchObject({ code: 0 });
    }
    for (const stack of ["one-cluster", "one-platform", "two-cluster", "two-platform"]) expect(await server().state(stack)).toBeDefined();
  }, 60_000);
});

withServer(protocol, "http", (server) => keepsStates(server, HOLDER));
withServer(gitea, "http of Gitea", (server) => keepsStates(server, HOLDER));
