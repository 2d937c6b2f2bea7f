import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { addresses, ended, type Ended } from "./support/lab";

const terraform = findTerraform();
const withTerraform = terraform === undefined ? describe.skip : describe;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sky-"));
const state = path.join(folder, "state");

/** What DigitalOcean answers, by path; what has none is not found. */
let answers: Record<string, unknown> = {};
const asked: string[] = [];
const server = http.createServer((request, response) => {
  const { pathname } = new URL(request.url!, "http://127.0.0.1");
  asked.push(`${request.method} ${pathname} ${request.headers.authorization}`);
  const body = answers[pathname];
  response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" }).end(JSON.stringify(body ?? {}));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => void server.close());

const LIST = "/v2/kubernetes/clusters";
const cluster = (made: object): Record<string, unknown> => ({
  [LIST]: {
    kubernetes_clusters: [
      {
        ...{ id: "c1", name: "sky", region: "lon1", version: "1.33.1-do.0", status: { state: "running" } },
        node_pools: [{ name: "system", size: "s-2vcpu-4gb", count: 2 }],
      },
    ],
  },
  [`${LIST}/c1/credentials`]: { server: "https://c1.example.org", certificate_authority_data: "Y2E=", token: "the-token-of-c1" },
  [`${LIST}/c1/destroy_with_associated_resources`]: made,
});

function run(args: readonly string[], env: NodeJS.ProcessEnv, home = folder): Promise<Ended> {
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [path.join(__dirname, "support", "digitalocean-app.js"), ...args], {
    cwd: folder,
    env: {
      ...process.env,
      DIGITALOCEAN_TOKEN: "token-of-a-test",
      DIGITALOCEAN_API_URL: `http://127.0.0.1:${port}`,
      CDKTF_OUTDIR: path.join(folder, "cdktf.out"),
      SKY_STATE: state,
      HOME: home,
      ...env,
    },
  });
  child.stdin.end();
  return ended(child);
}

describe("commands that ask DigitalOcean alone", () => {
  test("kubeconfig writes a token, for its owner alone", async () => {
    answers = cluster({});
    const { code, text } = await run(["kubeconfig", "sky", "--output", "kubeconfig"], {});
    expect([code, text]).toEqual([0, expect.stringContaining("context sky, a token that DigitalOcean takes for a week") as unknown]);
    const file = path.join(folder, "kubeconfig");
    expect(fs.readFileSync(file, "utf8")).toContain("token: the-token-of-c1");
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(text).not.toContain("the-token-of-c1");
    expect(asked).toContain(`GET ${LIST} Bearer token-of-a-test`);
  }, 30_000);

  test("leftovers lists what DigitalOcean knows of the cluster, and deletes nothing", async () => {
    answers = cluster({ volumes: [{ id: "v1", name: "pvc-1" }] });
    const left = await run(["leftovers", "sky"], {});
    expect([left.code, left.text]).toEqual([
      4,
      expect.stringMatching(/doctl compute volume delete ID does:\n {2}volume pvc-1 v1/) as unknown,
    ]);
    const json = await run(["leftovers", "sky", "--json"], {});
    expect(JSON.parse(json.text.slice(json.text.indexOf("{"), json.text.lastIndexOf("}") + 1))).toEqual({
      ...{ project: "sky", cluster: true },
      left: [{ kind: "volume", id: "v1", name: "pvc-1" }],
    });
    const deleted = await run(["leftovers", "sky", "--delete"], {});
    expect([deleted.code, deleted.text]).toEqual([
      2,
      expect.stringContaining("sky is in DigitalOcean, where --delete has nothing to act on") as unknown,
    ]);
    answers = { [LIST]: { kubernetes_clusters: [] } };
    const gone = await run(["leftovers", "sky"], {});
    expect([gone.code, gone.text]).toEqual([0, expect.stringContaining("DigitalOcean has no cluster of this name") as unknown]);
    expect(asked.every((line) => line.startsWith("GET "))).toBe(true);
  }, 60_000);

  test("deploy says that there is no token before it starts anything", async () => {
    const { code, text } = await run(["deploy", "sky"], { DIGITALOCEAN_TOKEN: "" });
    expect([code, text]).toEqual([2, expect.stringContaining("DIGITALOCEAN_TOKEN must be set") as unknown]);
  }, 30_000);
});

withTerraform("the life of a project at DigitalOcean", () => {
  let offline: OfflineTerraform;
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 60_000);
  afterAll(() => offline.stop());

  test("deploy, status and destroy go their way without OpenStack, and what stays is named", async () => {
    answers = cluster({ volumes: [{ id: "v1", name: "pvc-1" }] });
    const deployed = await run(["deploy", "sky", "--auto-approve"], offline.env);
    expect([deployed.code, deployed.text]).toEqual([0, expect.stringContaining("sky-platform: deployed") as unknown]);
    expect(addresses(path.join(state, "sky-cluster.tfstate"))).toEqual(
      expect.arrayContaining(["digitalocean_kubernetes_cluster", "digitalocean_kubernetes_node_pool", "digitalocean_vpc"]),
    );
    const status = await run(["status", "sky"], offline.env);
    expect(status.text).toContain("cluster sky: running, 1.33.1-do.0, c1\n  system: 2 nodes, s-2vcpu-4gb");
    expect(status.text).toContain("as the file says");
    expect(status.code).toBe(0);

    answers = cluster({ load_balancers: [{ id: "b1", name: "a1" }] });
    const held = run(["destroy", "sky", "--auto-approve"], offline.env);
    // It waits for them.
    await new Promise((resolve) => setTimeout(resolve, 15_000));
    answers = cluster({ volumes: [{ id: "v1", name: "pvc-1" }] });
    const destroyed = await held;
    expect(destroyed.text).toContain(
      "left of sky in DigitalOcean, and nobody else deletes it; doctl compute volume delete ID does:\n  volume pvc-1 v1",
    );
    expect(destroyed.code).toBe(4);
    expect(addresses(path.join(state, "sky-cluster.tfstate"))).toEqual([]);
    expect(addresses(path.join(state, "sky-platform.tfstate"))).toEqual([]);
  }, 240_000);
});
