import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import type { TLSSocket } from "node:tls";
import { setTimeout as sleep } from "node:timers/promises";
import { settleStack, type StackJob } from "../operate/apply/settle-stack";
import { watchClaims } from "../operate/apply/watch-claims";
import { claimHoldersOf } from "../operate/kubernetes/claim-holders";
import { kubernetesOf } from "../operate/kubernetes/client";
import { describeNotebook, runningNotebooks } from "../operate/kubernetes/notebooks";
import { changesOf } from "../operate/plan/changes";
import type { Plan } from "../operate/plan/plan";
import type { Project } from "../projects";
import { quietSession } from "./support/quiet";

const CLAIM = "kubernetes_persistent_volume_claim_v1.shared";
const EVERY_MS = 10;

interface TestPod {
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly claim?: string;
  readonly node?: string;
  readonly requests?: Record<string, string>;
  readonly phase?: string;
  readonly deleted?: string;
}

/** As KubeSpawner labels and marks the pod of a user. */
const NOTEBOOK: TestPod = {
  labels: {
    app: "jupyterhub",
    component: "singleuser-server",
    "hub.jupyter.org/username": "dave-morris-ed-ac-uk---4071038d",
  },
  annotations: { "hub.jupyter.org/username": "Dave.Morris@ed.ac.uk" },
  claim: "shared",
};

let folder: string;
let pods: Record<string, TestPod>;
let deleted: string[];
let answer: (() => number) | undefined;
let server: http.Server;

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "holders-"));
  [pods, deleted, answer] = [{}, [], undefined];
  server = http.createServer(serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});

/** The API server: lists pods, deletes them, and lets the claim go with the last pod that holds it. */
function serve({ method, url = "" }: http.IncomingMessage, response: http.ServerResponse): void {
  const [, namespace, name] = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/?(.*)$/.exec(url) ?? [];
  const code = answer?.() ?? 200;
  response.statusCode = code;
  if (method === "DELETE") {
    deleted.push(`${namespace}/${name}`);
    delete pods[name!];
    if (Object.values(pods).every(({ claim }) => claim !== "shared")) fs.writeFileSync(path.join(folder, "gone"), "");
  }
  const items = Object.entries(pods).map(([pod, { labels, annotations, claim, node = "node-1", requests, phase, deleted: ends }]) => ({
    metadata: {
      name: pod,
      creationTimestamp: "2026-11-26T09:00:00Z",
      ...(ends !== undefined && { deletionTimestamp: ends }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    status: phase === undefined ? {} : { phase },
    spec: {
      nodeName: node,
      ...(requests && { containers: [{ name: "notebook", resources: { requests } }, { name: "other" }] }),
      volumes: [{ emptyDir: {} }, ...(claim === undefined ? [] : [{ persistentVolumeClaim: { claimName: claim } }])],
    },
  }));
  response.end(JSON.stringify(code < 300 ? { items: namespace === "jobs" ? items : [] } : { message: "no" }));
}

const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const kubeconfig = (url: string, user: Record<string, string> = {}, cluster: Record<string, string> = {}) => ({
  clusters: [{ name: "lab", cluster: { server: url, ...cluster } }],
  users: [{ name: "admin", user }],
  contexts: [{ name: "default", context: { cluster: "lab", user: "admin" } }],
});

/** Magnum, which knows where the API server is. */
function magnum(server = address()): NonNullable<StackJob["magnum"]> {
  const access = { server, certificateAuthority: "ca", certificate: "certificate", key: "key" };
  return { access: () => Promise.resolve(access), cluster: () => Promise.resolve(undefined) } as unknown as NonNullable<StackJob["magnum"]>;
}

function plan(): Plan {
  return {
    stack: "lab-platform",
    format_version: "1.2",
    resource_changes: [
      {
        address: CLAIM,
        type: "kubernetes_persistent_volume_claim_v1",
        change: { actions: ["delete"], before: { metadata: [{ name: "shared", namespace: "jobs" }] }, after: null },
      },
    ],
  };
}

const quiet = () => quietSession(path.join(folder, "terraform"), folder);

const waiting = { type: "apply_start", hook: { resource: { addr: CLAIM }, action: "delete" } };

/** What is said while a claim is being deleted, until `isDone`. */
async function watched(isDestroy: boolean, isDone: (said: string[]) => boolean, of = magnum()): Promise<string[]> {
  const { session, said } = quiet();
  const wait = { session, stack: { name: "lab-platform" }, project: { id: "lab" }, magnum: of, isDestroy };
  const watch = watchClaims(wait, changesOf([plan()]), EVERY_MS);
  watch.take(waiting);
  for (let tries = 0; tries < 500 && !isDone(said); tries++) await sleep(EVERY_MS);
  await sleep(3 * EVERY_MS);
  watch.stop();
  return said;
}

const foreign = (pod: string, whose = "not the platform's own"): string =>
  `lab-platform: pod jobs/${pod} (${whose}) holds claim shared, which goes only after it; \`kubectl --namespace jobs delete pod ${pod}\` ` +
  "ends it (kubeconfig: `npx cdktf-magnum kubeconfig lab`)";
const own = (pod: string, what: string): string =>
  `lab-platform: pod jobs/${pod} (${what}) holds claim shared; it is ended, because it is the platform's own`;

describe("while a destroy waits for a claim", () => {
  test("pods of Spark that hold it are ended, and Terraform goes on", async () => {
    pods = { "etl-driver": { labels: { "spark-role": "driver" }, claim: "shared" } };
    const names = { plan: "plan.json", start: "start.json" };
    fs.writeFileSync(path.join(folder, names.plan), JSON.stringify(plan()));
    fs.writeFileSync(path.join(folder, names.start), `${JSON.stringify(waiting)}\n`);
    const wait = "for i in $(seq 200); do [ -e gone ] && exit 0; sleep 0.1; done; exit 1";
    const script = `#!/bin/sh\ncase "$1" in show) cat ${names.plan} ;; apply) cat ${names.start}; ${wait} ;; esac\n`;
    fs.writeFileSync(path.join(folder, "terraform"), script, { mode: 0o755 });
    const { session, said } = quiet();
    const stack = { name: "lab-platform", role: "platform", folder, kept: folder, requiredVersion: ">= 1.11.0" } as const;
    // A clock that goes 100 times as fast.
    const { setInterval: every } = globalThis;
    const clock = jest.spyOn(globalThis, "setInterval").mockImplementation((look, ms) => every(look, ms! / 100));
    try {
      await settleStack({
        session,
        stack: { ...stack, dependencies: [], variables: [], providers: [] },
        project: { id: "lab", tier: "dev", allow: [] } as unknown as Project,
        magnum: magnum(),
        autoApprove: true,
        acceptNewChanges: false,
        isDestroy: true,
      });
      expect(clock.mock.calls.map(([, ms]) => ms)).toContain(5000);
    } finally {
      clock.mockRestore();
    }

    expect(deleted).toEqual(["jobs/etl-driver"]);
    expect(said).toContain(own("etl-driver", "Spark driver"));
  }, 40_000);

  test.each([
    ["spark-role", "executor", "Spark executor"],
    ["spark-app-selector", "spark-1", "Spark"],
    ["sparkoperator.k8s.io/app-name", "etl", "Spark"],
  ])("%s is the platform's own", async (label, value, what) => {
    pods = { etl: { labels: { [label]: value }, claim: "shared" } };
    expect(await watched(true, () => deleted.length > 0)).toEqual([own("etl", what)]);
    expect(deleted).toEqual(["jobs/etl"]);
  });

  test("a notebook is the platform's own, and is named with its user; another pod of the hub is not", async () => {
    pods = {
      "jupyter-dave": NOTEBOOK,
      hub: { labels: { app: "jupyterhub", component: "hub" }, claim: "shared" },
    };
    const said = await watched(true, (lines) => lines.length > 1);
    expect(said.sort()).toEqual([own("jupyter-dave", "notebook of Dave.Morris@ed.ac.uk"), foreign("hub")].sort());
    expect(deleted).toEqual(["jobs/jupyter-dave"]);
  });

  test("pods of others are named once, with the command that ends them, and live on", async () => {
    pods = { notebook: { claim: "shared" }, waiting: { claim: "shared", node: "" }, web: { claim: "other" }, idle: {} };
    expect(await watched(true, (said) => said.length > 0)).toEqual([foreign("notebook")]);
    expect(deleted).toEqual([]);
  });

  test("an API server that does not answer is said once, and is asked again", async () => {
    pods = { etl: { labels: { "spark-role": "driver" }, claim: "shared" } };
    let calls = 0;
    answer = () => (++calls <= 3 ? 403 : 200);
    const [problem, ...more] = await watched(true, () => deleted.length > 0);
    expect(problem).toBe(
      `lab-platform: which pods hold the claims is not known: ${address()}: GET /api/v1/namespaces/jobs/pods: HTTP 403; ` +
        "`kubectl --namespace jobs describe pvc shared` says who uses them",
    );
    expect(more).toEqual([own("etl", "Spark driver")]);
  });

  test("a Magnum that gives no kubeconfig is no failure", async () => {
    const none = { access: () => Promise.reject(new Error("HTTP 403")) } as unknown as NonNullable<StackJob["magnum"]>;
    expect(await watched(true, (said) => said.length > 0, none)).toEqual([
      "lab-platform: which pods hold the claims is not known: HTTP 403; `kubectl --namespace jobs describe pvc shared` says who uses them",
    ]);
  });

  test("nobody is asked while no claim is being deleted", async () => {
    const { session } = quiet();
    let asked = 0;
    const counting = { access: () => Promise.reject(new Error(`call ${++asked}`)) };
    const wait = { session, stack: { name: "lab-platform" }, project: { id: "lab" }, magnum: counting, isDestroy: true };
    const watch = watchClaims(wait, changesOf([plan()]), EVERY_MS);
    watch.take({ ...waiting, hook: { ...waiting.hook, resource: { addr: "kubernetes_namespace_v1.jobs" } } });
    await sleep(4 * EVERY_MS);
    watch.take(waiting);
    watch.take({ ...waiting, type: "apply_complete" });
    await sleep(4 * EVERY_MS);
    watch.stop();
    expect(asked).toBe(0);
  });
});

test("a deploy that takes a volume out ends no job: it names what holds the claim", async () => {
  pods = { etl: { labels: { "spark-role": "driver" }, claim: "shared" } };
  expect(await watched(false, (said) => said.length > 0)).toEqual([foreign("etl", "Spark driver")]);
  expect(deleted).toEqual([]);
});

describe("who has a notebook", () => {
  const project = { id: "lab", notebooks: { users: 8 }, spark: { namespaces: ["jobs", "more"] } } as unknown as Project;

  test("is told by the API server: user, pod, what is kept for it, since when; other pods are none", async () => {
    pods = {
      "jupyter-dave": { ...NOTEBOOK, requests: { cpu: "1500m", memory: "2147483648" }, phase: "Running" },
      "jupyter-alice": {
        labels: NOTEBOOK.labels!,
        requests: { cpu: "1", memory: "512Mi" },
        phase: "Running",
        deleted: "2026-11-26T10:00:00Z",
      },
      "exec-1": { labels: { "spark-role": "executor" }, phase: "Running" },
    };
    const notebooks = await runningNotebooks(project, magnum());
    const common = { namespace: "jobs", since: "2026-11-26T09:00:00Z" };
    expect(notebooks).toEqual([
      { ...common, user: "Dave.Morris@ed.ac.uk", pod: "jupyter-dave", cores: 1.5, memoryGiB: 2, phase: "Running" },
      { ...common, user: "dave-morris-ed-ac-uk---4071038d", pod: "jupyter-alice", cores: 1, memoryGiB: 0.5, phase: "Terminating" },
    ]);
    expect(describeNotebook(notebooks[0]!)).toBe(
      "Dave.Morris@ed.ac.uk: 1.5 cores, 2 GiB, Running, started 2026-11-26T09:00:00Z (pod jobs/jupyter-dave)",
    );
  });

  test("is not asked where the project has none, and a refusal is no silence", async () => {
    const { notebooks: _none, ...without } = project;
    const never = { access: () => Promise.reject(new Error("asked")) } as unknown as NonNullable<StackJob["magnum"]>;
    expect(await runningNotebooks(without, never)).toEqual([]);
    answer = () => 403;
    await expect(runningNotebooks(project, magnum())).rejects.toThrow("GET /api/v1/namespaces/jobs/pods: HTTP 403");
  });
});

describe("the API server", () => {
  test("gets no more time than a call may take", async () => {
    const silent = http.createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(kubernetesOf(kubeconfig(url), 100).pods("jobs")).rejects.toThrow(`${url}: no answer within 0.1 s`);
    silent.closeAllConnections();
    silent.close();
  });

  test("may have deleted a pod meanwhile", async () => {
    answer = () => 404;
    await expect(kubernetesOf(kubeconfig(address())).deletePod("jobs", "etl")).resolves.toBeUndefined();
  });

  test("is named by the kubeconfig", () => {
    expect(() => kubernetesOf({})).toThrow("the kubeconfig names no API server");
  });

  test("is trusted by the kubeconfig's CA alone, and is shown the client certificate", async () => {
    const made = (name: string): { cert: Buffer; key: Buffer } => {
      const [cert, key] = ["crt", "key"].map((ending) => path.join(folder, `${name}.${ending}`)) as [string, string];
      const subject = ["-subj", `/CN=${name}`, "-addext", "subjectAltName=IP:127.0.0.1"];
      const form = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
      execFileSync("openssl", [...form, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
      return { cert: fs.readFileSync(cert), key: fs.readFileSync(key) };
    };
    const [api, admin] = [made("api"), made("admin")];
    const users: string[] = [];
    const secure = https.createServer({ ...api, ca: admin.cert, requestCert: true, rejectUnauthorized: true }, (request, response) => {
      users.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
      serve(request, response);
    });
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`;
    const user = { "client-certificate-data": admin.cert.toString("base64"), "client-key-data": admin.key.toString("base64") };
    const trusting = (ca: Buffer) => kubernetesOf(kubeconfig(url, user, { "certificate-authority-data": ca.toString("base64") }));
    pods = { etl: { claim: "shared" } };

    const claim = { namespace: "jobs", name: "shared" };
    expect((await claimHoldersOf([claim], trusting(api.cert))).map(({ pod }) => pod.name)).toEqual(["etl"]);
    expect(users).toEqual(["admin"]);
    await expect(trusting(admin.cert).pods("jobs")).rejects.toThrow(/self-signed certificate/);
    secure.close();
  });
});
