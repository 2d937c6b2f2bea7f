import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { ProjectInput, SiteInput } from "../../projects";
import type { OfflineTerraform } from "../../operate/offline/terraform";
import { openStackApi, type Answers, type OpenStackApi } from "./openstack";

/** Address of the first resource that a deploy of a lab makes. */
export const NETWORK = "openstack_networking_network_v2.cluster_network_resource_5C0F9BF0";

/** The lab's cluster, as Magnum shows it. */
export const CLUSTER = { uuid: "11111111-2222-4333-8444-555555555555", name: "lab", status: "CREATE_COMPLETE", status_reason: null };

/** What Magnum says of the lab's cluster. */
export const MAGNUM = {
  "container-infra /clusters": [CLUSTER],
  "container-infra /clusters/lab": CLUSTER,
  [`container-infra /clusters/${CLUSTER.uuid}`]: CLUSTER,
  "container-infra /clusters/lab/nodegroups/batch": CLUSTER,
  "PATCH container-infra /clusters/lab/nodegroups/batch": {},
};

/** Answers of OpenStack where nothing was made from inside the cluster. */
export const NOTHING_INSIDE = {
  "load-balancer /lbaas/loadbalancers": [],
  "network /floatingips": [],
  "orchestration /stacks": [],
  "compute /servers/detail": [],
  "block-storage /snapshots/detail": [],
  "block-storage /volumes/detail": [],
  "shared-file-system /shares/detail": [],
  "network /ports": [],
  "network /routers": [],
  "network /networks": [],
  "network /security-groups": [],
  "key-manager /secrets": [],
  "container-infra /clustertemplates": [],
  "compute /os-keypairs": [],
  "identity /users/u1/application_credentials": [],
};

/** What a command of a lab is run with. */
export interface LabOptions {
  /** What differs from the lab's project, for each project. */
  readonly projects?: readonly Partial<ProjectInput>[];
  /** What the user types. */
  readonly answer?: string;
  /** Variables beside those of the lab. */
  readonly env?: NodeJS.ProcessEnv;
}

/** A folder with the states of a test, and what runs commands there. */
export interface Lab {
  /** The folder, with everything that is written. */
  readonly folder: string;
  /** Folder of the states, where the backend is `local`. */
  readonly state: string;
  /** The cloud that the commands find. */
  readonly cloud: OpenStackApi;
  /** Starts a command. */
  readonly start: (args: readonly string[], projects?: readonly Partial<ProjectInput>[], env?: NodeJS.ProcessEnv) => ChildProcess;
  /** Runs a command to its end. */
  readonly run: (args: readonly string[], options?: LabOptions) => Promise<Ended>;
  /** Paths of the logs, the oldest first. */
  readonly logs: () => string[];
}

/** How a command has ended. */
export interface Ended {
  /** Exit code. */
  readonly code: number | null;
  /** What it wrote to standard output and standard error. */
  readonly text: string;
}

/** Where the states of a lab are kept. */
export interface LabBackend {
  /** The site's backend. */
  readonly backend: SiteInput["backend"];
  /** Variables with its credentials. */
  readonly env: NodeJS.ProcessEnv;
}

/** Makes a lab; its states are files, or where a backend keeps them. */
export function lab(offline: Pick<OfflineTerraform, "env">, kept?: LabBackend): Lab {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "lab-"));
  const state = path.join(folder, "state");
  const logs = path.join(folder, "cdktf.out", "logs");
  const cloud = openStackApi(folder, ["lab", "me"]);
  const answer: OpenStackApi["answers"] = (answers) => cloud.answers({ ...answers, "container-infra /clusters": hasCluster(answers) });
  /** Magnum has the lab's cluster from the time on that its state has it. */
  const hasCluster =
    (answers: Answers) =>
    (asked: string): unknown => {
      const listed = answers["container-infra /clusters"];
      if (listed !== MAGNUM["container-infra /clusters"])
        return typeof listed === "function" ? (listed as (asked: string) => unknown)(asked) : listed;
      const file = path.join(state, "lab-cluster.tfstate");
      return fs.existsSync(file) && fs.readFileSync(file, "utf8").includes("openstack_containerinfra_cluster_v1") ? listed : [];
    };
  answer({ ...MAGNUM, ...NOTHING_INSIDE });
  const start: Lab["start"] = (args, projects = [{}], env = {}) =>
    spawn(process.execPath, [path.join(__dirname, "deploy-app.js"), ...args], {
      cwd: folder,
      env: {
        ...offline.env,
        OS_CLIENT_CONFIG_FILE: cloud.cloudsFile,
        CDKTF_OUTDIR: path.join(folder, "cdktf.out"),
        DEPLOY_TEST_BACKEND: JSON.stringify(kept?.backend ?? { kind: "local", directory: state }),
        DEPLOY_TEST_PROJECTS: JSON.stringify(projects),
        ...kept?.env,
        ...env,
      },
    });
  const run: Lab["run"] = async (args, { projects, answer = "", env } = {}) => {
    const child = start(args, projects, env);
    child.stdin!.end(answer);
    return ended(child);
  };
  return {
    folder,
    state,
    cloud: { ...cloud, answers: answer },
    start,
    run,
    logs: () =>
      fs
        .readdirSync(logs)
        .sort()
        .map((name) => path.join(logs, name)),
  };
}

/** Resolves when a process has ended. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let text = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (data: Buffer) => (text += data.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text };
}

/** Resolves when a process has written something. */
export function says(child: ChildProcess, words: string): Promise<void> {
  let text = "";
  return new Promise((resolve, reject) => {
    child.stdout!.on("data", (data: Buffer) => {
      text += data.toString();
      if (text.includes(words)) resolve();
    });
    child.once("exit", () => reject(new Error(`ended without saying '${words}':\n${text}`)));
  });
}

/** Types of the managed resources in a state. */
export function addresses(state: string): string[] {
  const { resources } = JSON.parse(fs.readFileSync(state, "utf8")) as { resources: { mode: string; type: string }[] };
  return resources.filter(({ mode }) => mode === "managed").map(({ type }) => type);
}

/** Names of the lock files in a folder. */
export function locks(folder: string): string[] {
  return fs.readdirSync(folder).filter((name) => name.includes("lock"));
}
