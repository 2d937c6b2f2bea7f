import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { readArguments } from "../cli/arguments";
import { shell } from "../cli/commands/shell";
import { projectFiles, siteFiles } from "../environments";
import type { Kubeconfig } from "../operate/credentials/kubeconfig-file";
import { claimHoldersOf } from "../operate/kubernetes/claim-holders";
import { requireKubectl } from "../operate/shell/kubectl";
import { SHELL_LABELS, shellPod } from "../operate/shell/pod";
import { openShell } from "../operate/shell/shell";
import type { Session } from "../operate/terraform/terraform";
import { parseEnvironments, readEnvironments, type Project } from "../projects";
import { PlatformStack, projectApp } from "../stacks";
import { quietSession } from "./support/quiet";
import { templateOf } from "./support/synth";

const PROJECTS = parseEnvironments(projectFiles, siteFiles).filter(({ spark }) => spark !== undefined);
const GAIA = PROJECTS.find(({ id }) => id === "gaia-dev")!;
const placeOf = (project: Project) => ({ project, spark: project.spark!, namespace: "spark" });

/** A kubectl that notes its arguments, keeps what it is to create, answers with one pod after the other, and runs what it is to execute here. */
const KUBECTL = `#!/bin/sh
folder="\${0%/*}"
[ "$1" = version ] && exit
shift 4
echo "$*" >> "$folder/calls"
case "$1" in
  create)
    cat "$3" > "$folder/manifest"
    [ ! -e "$folder/refused" ] || { cat "$folder/refused" >&2; exit 1; } ;;
  get)
    cd "$folder/pods"
    set -- *
    cat "$1"
    [ $# = 1 ] || rm "$1" ;;
  exec)
    shift 4
    exec "$@" ;;
esac
`;

let folder: string;
let deleted: string[];
let status: number;
let server: http.Server;
const before = process.env["PATH"];

beforeEach(async () => {
  folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "shell-"));
  [deleted, status] = [[], 200];
  fs.writeFileSync(path.join(folder, "kubectl"), KUBECTL, { mode: 0o755 });
  pods({ phase: "Running" });
  process.env["PATH"] = [folder, before].join(path.delimiter);
  server = http.createServer(({ method, url }, response) => {
    deleted.push(`${method} ${url}`);
    response.writeHead(status).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  process.env["PATH"] = before;
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(folder, { recursive: true });
});

/** What kubectl says of the pod, one after the other; the last one stays. */
function pods(...all: object[]): void {
  const answers = path.join(folder, "pods");
  fs.rmSync(answers, { recursive: true, force: true });
  fs.mkdirSync(answers);
  all.forEach((status, index) => fs.writeFileSync(path.join(answers, String(index)), JSON.stringify({ status })));
}
const written = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
const nameOfPod = (): string => (JSON.parse(written("manifest")) as { metadata: { name: string } }).metadata.name;
const ended = (): string[] => [`DELETE /api/v1/namespaces/spark/pods/${nameOfPod()}`];

function open(command: readonly string[], more: Partial<Session["interruption"]> = {}): { code: Promise<number>; said: string[] } {
  const { session, said } = quietSession("", fs.mkdtempSync(path.join(folder, "scratch-")));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig: Kubeconfig = { clusters: [{ name: "lab", cluster: { server: address } }], users: [{ name: "admin", user: {} }] };
  const interruption = { ...session.interruption, ...more };
  return { code: openShell(placeOf(GAIA), kubeconfig, command, { ...session, interruption }), said };
}

describe("a shell", () => {
  test("runs in a pod that goes with it, and ends with its code; pods that ended by themselves go first", async () => {
    const { code, said } = open(["sh", "-c", "exit 7"]);
    expect(await code).toBe(7);
    const name = nameOfPod();
    expect(written("calls").split("\n")).toEqual([
      "delete pods --selector app.kubernetes.io/name=shell,app.kubernetes.io/managed-by=cdktf-magnum " +
        "--field-selector status.phase!=Running,status.phase!=Pending --wait=false",
      expect.stringMatching(/^create --filename /) as string,
      `get pod ${name} --output json`,
      `exec ${name} -i -- sh -c exit 7`,
      "",
    ]);
    expect(JSON.parse(written("manifest"))).toEqual(JSON.parse(JSON.stringify(shellPod(placeOf(GAIA), name))));
    expect(deleted).toEqual(ended());
    expect(said).toEqual([`pod spark/${name} of gaia-dev: it goes with this shell`, `pod spark/${name} ended`]);
  });

  test("says once what its pod waits for", async () => {
    const unscheduled = { type: "PodScheduled", status: "False", message: "0/3 nodes are available" };
    const creating = { state: { waiting: { reason: "ContainerCreating" } } };
    const waiting = { phase: "Pending", conditions: [unscheduled] };
    pods(waiting, waiting, { phase: "Pending", containerStatuses: [creating] }, { phase: "Running" });
    const { code, said } = open(["true"]);
    expect(await code).toBe(0);
    const name = nameOfPod();
    expect(said.slice(0, 2)).toEqual([`pod ${name} waits: 0/3 nodes are available`, `pod ${name} waits: ContainerCreating`]);
  });

  test.each([
    [
      { phase: "Pending", containerStatuses: [{ state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } } }] },
      "ImagePullBackOff: no such image",
    ],
    [{ phase: "Failed", reason: "Evicted", message: "the node was low on memory" }, "Evicted: the node was low on memory"],
  ])("does not wait for what never starts, and takes it away: %j", async (pod, why) => {
    pods(pod);
    await expect(open(["true"]).code).rejects.toThrow(`does not start: ${why}`);
    expect(deleted).toEqual(ended());
  });

  test("says why the API server refuses its pod", async () => {
    fs.writeFileSync(path.join(folder, "refused"), "Error from server (Forbidden): exceeded quota: spark");
    await expect(open(["true"]).code).rejects.toThrow("kubectl create: Error from server (Forbidden): exceeded quota: spark");
    expect(deleted).toEqual(ended());
  });

  test("a signal ends it, with its pod", async () => {
    const check = jest.fn(() => {
      if (check.mock.calls.length > 1) throw new Error("ended by SIGHUP");
    });
    await expect(open(["sleep", "60"], { signalled: Promise.resolve(), check }).code).rejects.toThrow("ended by SIGHUP");
    expect(deleted).toEqual(ended());
  });

  test("says what to do where the pod cannot be ended", async () => {
    status = 500;
    const { code, said } = open(["true"]);
    expect(await code).toBe(0);
    expect(said.at(-1)).toMatch(/may still be there: .*HTTP 500; it ends by itself .*`kubectl --namespace spark delete pod shell-/);
  });
});

describe("the command", () => {
  const { session } = quietSession();
  const run = (project: Project, namespace?: string): Promise<number> => {
    const target = { project, stacks: [], otherProjects: [], namelessFiles: [] };
    return shell.run(session, [target], { namespace, command: [] });
  };

  test("needs a project with Spark, one of its namespaces, and kubectl", async () => {
    const without = { ...GAIA, spark: undefined } as Project;
    await expect(run(without)).rejects.toThrow("gaia-dev: spark is missing, whose image and namespaces a shell is opened in");
    await expect(run(GAIA, "spork")).rejects.toThrow("--namespace must be one of spark (spark.namespaces), got 'spork'");
    process.env["PATH"] = path.join(folder, "empty");
    await expect(run(GAIA)).rejects.toThrow(/^kubectl is not on the PATH, .* one minor version from 1\.30\.2 at most/);
    expect(() => requireKubectl("1.30.2")).toThrow(expect.objectContaining({ exitCode: 2 }) as Error);
  });

  test("takes the words after -- as they are", () => {
    const read = readEnvironments(projectFiles, siteFiles);
    const args = ["gaia-dev", "--namespace", "spark", "--", "ls", "--all", "--"];
    const { projects, values } = readArguments(args, shell.options, { ...read, takesCommand: true }, shell.usage);
    expect(projects.map(({ id }) => id)).toEqual(["gaia-dev"]);
    expect(values).toMatchObject({ namespace: "spark", command: ["ls", "--all", "--"] });
    expect(shell.usage).toBe("npx cdktf-magnum shell PROJECT [--namespace NAME] [-- COMMAND...]");
  });
});

test("a destroy knows the pod of a shell as the platform's own", async () => {
  const pod = {
    namespace: "spark",
    name: "shell-1",
    labels: SHELL_LABELS,
    annotations: {},
    isScheduled: true,
    claims: ["user"],
    requests: [],
    phase: "Running",
    created: "",
  };
  const kubernetes = { pods: () => Promise.resolve([pod]), deletePod: () => Promise.resolve() };
  expect(await claimHoldersOf([{ namespace: "spark", name: "user" }], kubernetes)).toMatchObject([{ own: "shell" }]);
});

describe("the pod of a shell", () => {
  const store = { ...GAIA, spark: { ...GAIA.spark!, objectStore: { revision: 1 } } } as Project;
  const site = { ...GAIA.site, objectStore: { endpoint: "https://s3.site.example", region: "default" } };
  const all = [...PROJECTS, { ...store, id: "with-store", name: "with-store", site }];

  test.each(all.map((project) => [project.id, project] as const))("of %s has what drivers have", (_id, project) => {
    const app = projectApp([project], { outdir: folder });
    const stack = templateOf(app.node.children.find((child) => child instanceof PlatformStack)!);
    const { spec } = shellPod(placeOf(project), "shell-1");
    const [container] = spec.containers;
    const named = (type: string): string[] => stack.all(type).map(({ attributes }) => (attributes["metadata"] as { name: string }).name);
    const at = "spark/namespace-spark/defaults";
    const { data } = stack.one("kubernetes_config_map_v1", at).attributes as { data: Record<string, string> };
    const conf = new Map(data["spark-defaults.conf"]!.split("\n").map((line) => line.split(/=(.*)/) as [string, string]));
    const volume = /^spark\.kubernetes\.driver\.volumes\.persistentVolumeClaim\.(.+)\.options\.claimName$/;
    const mounts = [...conf].flatMap(([key, claimName]) => {
      const name = volume.exec(key)?.[1];
      const of = (field: string): string => conf.get(`spark.kubernetes.driver.volumes.persistentVolumeClaim.${name}.mount.${field}`)!;
      return name === undefined ? [] : [{ name, claimName, mountPath: of("path"), readOnly: of("readOnly") === "true" }];
    });
    const claims = spec.volumes.flatMap((one) => ("persistentVolumeClaim" in one ? [one] : []));
    const own = claims.map(({ name, persistentVolumeClaim: { claimName, readOnly } }) => {
      const mount = container!.volumeMounts.find((one) => one.name === name)!;
      expect(mount.readOnly).toBe(readOnly);
      return { name, claimName, mountPath: mount.mountPath, readOnly };
    });
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect(own.sort(byName)).toEqual(mounts.sort(byName));
    expect(conf.get("spark.kubernetes.container.image")).toBe(container!.image);
    expect(conf.get("spark.kubernetes.executor.podTemplateFile")).toMatch(/^\/opt\/spark\/conf\//);
    for (const [key, value] of Object.entries(spec.nodeSelector)) expect(conf.get(`spark.kubernetes.node.selector.${key}`)).toBe(value);
    expect(named("kubernetes_config_map_v1")).toContain("spark-defaults");
    expect(named("kubernetes_service_account_v1")).toContain(spec.serviceAccountName);
    const secret = conf.get("spark.kubernetes.driver.secretKeyRef.AWS_ACCESS_KEY_ID");
    expect(secret === undefined).toBe(project.spark!.objectStore === undefined);
    if (secret !== undefined) {
      expect(container!.envFrom).toEqual([{ secretRef: { name: "spark-s3" } }]);
      expect(named("kubernetes_secret_v1")).toContain("spark-s3");
      expect(container!.env).toContainEqual({ name: "AWS_ENDPOINT_URL", value: project.site.objectStore!.endpoint });
    }
  });

  test("is one that `restricted` admits, with requests and limits", () => {
    const { spec } = shellPod(placeOf(GAIA), "shell-1");
    expect(spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
    expect(spec.containers[0]).toMatchObject({
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      resources: { requests: { cpu: "1", memory: "2868Mi" }, limits: { cpu: "1", memory: "2868Mi" } },
    });
  });
});
