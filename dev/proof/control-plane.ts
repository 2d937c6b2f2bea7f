import { spawn, type ChildProcess } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as https from "node:https";
import * as net from "node:net";
import * as path from "node:path";

/** Programs that must be on the PATH. */
const PROGRAMS = ["etcd", "kube-apiserver", "kube-scheduler"] as const;
const START_SECONDS = 60;

/** A real API server with a real scheduler, on loopback. */
export interface ControlPlane {
  /** Sends a request, and returns the answer's JSON. */
  readonly request: (method: string, url: string, body?: unknown) => Promise<unknown>;
  /** Stops all of it. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts etcd, kube-apiserver and kube-scheduler.
 *
 * Nodes are objects that nothing stands behind, so no kubelet and no controller runs; what would mark such nodes as not ready is off.
 *
 * @param dir - empty folder for data, keys and logs
 * @throws Error if a program is missing or does not start
 */
export async function startControlPlane(dir: string): Promise<ControlPlane> {
  const missing = PROGRAMS.filter((program) => !isOnPath(program));
  if (missing.length > 0) throw new Error(`${missing.join(", ")} must be on the PATH; docs/capacity.md says where they come from`);
  const [client, peer, port] = [await freePort(), await freePort(), await freePort()];
  const token = randomBytes(16).toString("hex");
  const file = (name: string, content: string): string => {
    fs.writeFileSync(path.join(dir, name), content, { mode: 0o600 });
    return path.join(dir, name);
  };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const children: ChildProcess[] = [];
  const start = (program: (typeof PROGRAMS)[number], args: string[]): void => {
    const log = fs.openSync(path.join(dir, `${program}.log`), "w");
    children.push(spawn(program, args, { cwd: dir, stdio: ["ignore", log, log] }));
    fs.closeSync(log);
  };
  start("etcd", [
    `--data-dir=${path.join(dir, "etcd")}`,
    `--listen-client-urls=http://127.0.0.1:${client}`,
    `--advertise-client-urls=http://127.0.0.1:${client}`,
    `--listen-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-advertise-peer-urls=http://127.0.0.1:${peer}`,
    `--initial-cluster=default=http://127.0.0.1:${peer}`,
  ]);
  start("kube-apiserver", [
    `--etcd-servers=http://127.0.0.1:${client}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${path.join(dir, "certs")}`,
    "--authorization-mode=AlwaysAllow",
    `--token-auth-file=${file("tokens.csv", `${token},proof,proof,system:masters\n`)}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-signing-key-file=${file("service-account.key", privateKey)}`,
    `--service-account-key-file=${file("service-account.pub", publicKey)}`,
    "--service-cluster-ip-range=10.254.0.0/24",
    "--disable-admission-plugins=ServiceAccount,TaintNodesByCondition",
    // Debian's etcd 3.4 cannot tell how far a watch is.
    "--feature-gates=WatchList=false",
    "--max-requests-inflight=2000",
    "--max-mutating-requests-inflight=2000",
  ]);
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) {
      if (child.exitCode === null) {
        const gone = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGTERM");
        await gone;
      }
    }
  };
  const agent = new https.Agent({ keepAlive: true, maxSockets: 50, rejectUnauthorized: false });
  const request = (method: string, url: string, body?: unknown): Promise<unknown> => send({ agent, port, token }, method, url, body);
  try {
    await waitFor(
      () => request("GET", "/readyz"),
      () => `kube-apiserver is not ready after ${START_SECONDS} s: ${lastLine(dir, "kube-apiserver")}`,
    );
    const kubeconfig = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "proof", cluster: { server: `https://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
      users: [{ name: "proof", user: { token } }],
      contexts: [{ name: "proof", context: { cluster: "proof", user: "proof" } }],
      "current-context": "proof",
    };
    const scheduler = {
      apiVersion: "kubescheduler.config.k8s.io/v1",
      kind: "KubeSchedulerConfiguration",
      clientConnection: { kubeconfig: file("kubeconfig", JSON.stringify(kubeconfig)), qps: 5000, burst: 5000 },
      leaderElection: { leaderElect: false },
    };
    start("kube-scheduler", [`--config=${file("scheduler.json", JSON.stringify(scheduler))}`, "--secure-port=0"]);
    return { request, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function isOnPath(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => fs.existsSync(path.join(folder, program)));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

interface Connection {
  readonly agent: https.Agent;
  readonly port: number;
  readonly token: string;
}

function send({ agent, port, token }: Connection, method: string, url: string, body?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const call = https.request({ host: "127.0.0.1", port, path: url, method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const answer = Buffer.concat(chunks).toString("utf8");
        if ((response.statusCode ?? 500) >= 300) reject(new Error(`${method} ${url}: ${response.statusCode} ${answer.slice(0, 300)}`));
        else resolve(answer.startsWith("{") ? (JSON.parse(answer) as unknown) : answer);
      });
    });
    call.once("error", reject);
    call.end(text);
  });
}

async function waitFor(probe: () => Promise<unknown>, message: () => string): Promise<void> {
  const end = Date.now() + START_SECONDS * 1000;
  for (;;) {
    try {
      await probe();
      return;
    } catch {
      if (Date.now() > end) throw new Error(message());
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function lastLine(dir: string, program: string): string {
  return (
    fs
      .readFileSync(path.join(dir, `${program}.log`), "utf8")
      .trim()
      .split("\n")
      .at(-1) ?? ""
  );
}
