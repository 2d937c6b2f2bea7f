import { randomUUID } from "node:crypto";
import { CHARTS } from "../../constructs/charts";
import {
  newKey,
  JOBS,
  PAGES_HOST,
  podOf,
  scripts,
  sessionOf,
  SHARED,
  sparkOf,
  store,
  STORE,
  STORE_ENDPOINT,
  STORED,
  withJobs,
  type Job,
  type PodOf,
} from "../spark";
import { missingCharts } from "../chart-server";
import { endOf, nodesOf } from "../pods";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";
import { demandNoChanges } from "./cluster";
import { addressOf } from "./kubernetes";

const PROBE = "e2e-pods";

/** Longest wait for the address of a Service, in seconds. */
const ADDRESS_SECONDS = 120;

/** Longest wait for a job, in seconds. */
const JOB_SECONDS = 600;

/** Looks whether pods of Spark's image really run: a control plane without machines calls them ready and runs none. */
export const podsRun: Step = {
  name: "pods",
  proves: "a pod of Spark's image runs on the node group of the jobs",
  after: ["kubernetes"],
  run: async (run) => {
    const word = randomUUID();
    const probe = podOf({ ...common(run, PROBE, "probe"), command: ["echo", word] });
    await run.kubernetes!.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: PROBE } }, probe);
    try {
      const { phase, waits } = await endOf(run, PROBE, "probe");
      if (phase !== "Succeeded") throw new NotRun(`the pod is ${phase}${waits && `: ${waits}`}`);
      const log = await logOf(run, PROBE, "probe").catch((error: unknown) => (error as Error).message);
      if (!log.includes(word)) throw new NotRun(`pods have no log here, so nothing runs in them: ${log.trim()}`);
      return "";
    } finally {
      await run.kubernetes!.run("--request-timeout=0", "delete", "namespace", PROBE);
    }
  },
};

/** Deploys Spark. */
export const deploySpark: Step = {
  name: "spark",
  proves: "Spark is deployed with a shared volume, an object store and pages of jobs, and a second deploy finds nothing to do",
  after: ["pods", "platform"],
  run: async (run) => {
    const missing = run.options.charts === undefined ? [] : missingCharts(run.options.charts, [CHARTS.sparkOperator]);
    if (missing.length > 0) throw new NotRun(missing.join("; "));
    const [accessKey, secretKey] = [newKey(), newKey()];
    for (const key of [accessKey, secretKey]) run.transcript.replace(key, "(sensitive)");
    Object.assign(run.env, { TF_VAR_object_store_access_key: accessKey, TF_VAR_object_store_secret_key: secretKey });
    const nodeSelector = nodesOf(run);
    const spark = {
      ...sparkOf(run.project),
      applications: [],
      // Where some nodes run no pods, these do.
      values: { controller: { nodeSelector }, webhook: { nodeSelector } },
      ...(run.settings.site.objectStore && { objectStore: {} }),
      ...(run.project.ingress && { uiHost: PAGES_HOST }),
    };
    const { code } = await run.deploy({ ...run.project, spark });
    demand(code === 0, `deploy ended with ${code}`);
    await demandNoChanges(run);
    await run.kubernetes!.apply(scripts(JOBS));
    return "";
  },
};

/** Has a user's own pod start executors, with settings of the ConfigMap alone. */
export const session: Step = {
  name: "spark-session",
  proves: "a session in client mode works with the settings of the ConfigMap, writes to the shared volume, and its executors go with it",
  after: ["spark"],
  run: (run) => sessionWith(run, "session", `${SHARED}/session`),
};

/** Has a session write to S3. */
export const objectStore: Step = {
  name: "spark-s3",
  proves: "a session writes to the object store and reads it again, with keys that are in no setting",
  after: ["spark-session"],
  run: async (run) => {
    if (run.settings.site.objectStore?.endpoint !== STORE_ENDPOINT) throw new NotRun(`the site's object store is not ${STORE_ENDPOINT}`);
    await run.kubernetes!.apply(...store(nodesOf(run)));
    try {
      await run.kubernetes!.run("--request-timeout=0", "wait", "--for=condition=Ready", "pod/s3", `--namespace=${STORE}`, "--timeout=300s");
      return await sessionWith(run, "session-s3", STORED);
    } finally {
      await run.kubernetes!.run("delete", "namespace", STORE, "--wait=false");
    }
  },
};

/** Has the operator run a job. */
export const job: Step = {
  name: "spark-job",
  proves: "a job of the project's file ends as COMPLETED, and its table is on the shared volume",
  after: ["spark-session"],
  run: async (run) => {
    await deployJobs(run, [{ name: "once", target: `${SHARED}/once`, seconds: 0 }]);
    await stateOf(run, (name) => name === "once", "COMPLETED");
    return rowsIn(run, "once-driver");
  },
};

/** Asks for the page of a job that runs. */
export const page: Step = {
  name: "spark-page",
  proves: "the page of a running job is found by its host name",
  after: ["spark-job"],
  run: async (run) => {
    const ingress = run.project.ingress ?? ((await givesAddresses(run)) ? run.settings.project.ingress : undefined);
    if (ingress?.kind !== "traefik")
      throw new NotRun("the cluster gives Services no addresses, so the project has no ingress of kind traefik");
    const values = { ...ingress.values, nodeSelector: nodesOf(run) };
    run.project = { ...run.project, ingress: { ...ingress, values }, spark: { ...sparkOf(run.project), uiHost: PAGES_HOST } };
    await deployJobs(run, [{ name: "paged", target: `${SHARED}/paged`, seconds: 120 }]);
    await stateOf(run, (name) => name === "paged", "RUNNING");
    const { spec, ...rest } = podOf({ ...common(run, JOBS, "page"), command: ["python3", "/e2e/page.py", `paged-${JOBS}.${PAGES_HOST}`] });
    const [container] = spec.containers;
    await run.kubernetes!.apply({
      ...rest,
      spec: {
        ...spec,
        containers: [{ ...container, volumeMounts: [{ name: "scripts", mountPath: "/e2e" }] }],
        volumes: [{ name: "scripts", configMap: { name: "e2e-scripts" } }],
      },
    });
    const { phase } = await endOf(run, JOBS, "page");
    const log = await logOf(run, JOBS, "page");
    await remove(run, "page");
    demand(phase === "Succeeded", `no page: ${log.trim().split("\n").at(-1)}`);
    await stateOf(run, (name) => name === "paged", "COMPLETED");
    return log.trim().split("\n").at(-1)!;
  },
};

/** Has the operator run a job again and again. */
export const scheduled: Step = {
  name: "spark-schedule",
  proves: "a job with a schedule runs when it is due",
  after: ["spark-job"],
  run: async (run) => {
    await deployJobs(run, [{ name: "minutely", target: `${SHARED}/minutely`, seconds: 0, schedule: "* * * * *" }]);
    const name = await stateOf(run, (run) => run.startsWith("minutely-"), "COMPLETED");
    const rows = await rowsIn(run, `${name}-driver`);
    await deployJobs(run, []);
    return rows;
  },
};

/**
 * Whether a Service of type LoadBalancer gets an address, whoever gives it.
 *
 * @param run - the run
 */
export async function givesAddresses(run: Run): Promise<boolean> {
  const spec = { type: "LoadBalancer", selector: { app: "probe" }, ports: [{ port: 80 }] };
  await run.kubernetes!.apply(
    { apiVersion: "v1", kind: "Namespace", metadata: { name: PROBE } },
    { apiVersion: "v1", kind: "Service", metadata: { name: "probe", namespace: PROBE }, spec },
  );
  try {
    await run.until("an address", () => addressOf(run, PROBE, "probe"), ADDRESS_SECONDS);
    return true;
  } catch {
    run.check();
    return false;
  } finally {
    await run.kubernetes!.run("--request-timeout=0", "delete", "namespace", PROBE);
  }
}

async function deployJobs(run: Run, jobs: readonly Job[]): Promise<void> {
  const { code } = await run.deploy(withJobs(run.project, jobs));
  demand(code === 0, `deploy ended with ${code}`);
}

function common(run: Run, namespace: string, name: string): Omit<PodOf, "command"> {
  return { namespace, name, image: sparkOf(run.project).image, nodeSelector: nodesOf(run) };
}

async function sessionWith(run: Run, name: string, target: string): Promise<string> {
  run.transcript.line(`$ kubectl apply: pod ${JOBS}/${name}, which writes ${target}`);
  await run.kubernetes!.apply(sessionOf({ ...common(run, JOBS, name), command: ["python3", "/e2e/session.py", target] }));
  const owner = await run.until("an executor", () => ownerOfExecutor(run), JOB_SECONDS);
  const { phase } = await endOf(run, JOBS, name);
  const log = await logOf(run, JOBS, name);
  for (const line of log.split("\n").filter((line) => /^(host|rows) /.test(line))) run.transcript.line(line);
  demand(phase === "Succeeded", `the session is ${phase}: ${log.trim().split("\n").slice(-5).join("; ")}`);
  demand(owner === name, `the executor belongs to ${owner}`);
  await remove(run, name);
  await run.until("the end of the executors", async () => ((await ownerOfExecutor(run)) === undefined ? true : undefined));
  return /^rows .*$/m.exec(log)?.[0] ?? "";
}

interface Pods {
  readonly items: readonly { readonly metadata: { readonly ownerReferences?: readonly { readonly name: string }[] } }[];
}

async function ownerOfExecutor(run: Run): Promise<string | undefined> {
  const { items } = await run.kubernetes!.get<Pods>("pods", `--namespace=${JOBS}`, "--selector=spark-role=executor");
  return items[0] && (items[0].metadata.ownerReferences?.[0]?.name ?? "nobody");
}

const logOf = (run: Run, namespace: string, name: string): Promise<string> => run.kubernetes!.run("logs", name, `--namespace=${namespace}`);

async function remove(run: Run, name: string): Promise<void> {
  await run.kubernetes!.run("--request-timeout=0", "delete", "pod", name, `--namespace=${JOBS}`);
}

async function rowsIn(run: Run, driver: string): Promise<string> {
  const rows = /^rows .*$/m.exec(await logOf(run, JOBS, driver))?.[0];
  demand(rows === "rows 1000", `the log of ${driver} has ${rows ?? "no rows"}`);
  return rows;
}

interface Applications {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly applicationState?: { readonly state: string; readonly errorMessage?: string } };
  }[];
}

/** Waits until an application has a state, and returns its name. */
async function stateOf(run: Run, isIt: (name: string) => boolean, state: string): Promise<string> {
  return run.until(
    `state ${state}`,
    async () => {
      const { items } = await run.kubernetes!.get<Applications>("sparkapplications", `--namespace=${JOBS}`);
      const found = items.filter(({ metadata }) => isIt(metadata.name));
      const failed = found.find(({ status }) => /FAILED/.test(status?.applicationState?.state ?? ""));
      const { errorMessage = "" } = failed?.status?.applicationState ?? {};
      demand(failed === undefined, `${failed?.metadata.name} has failed: ${errorMessage}`);
      return found.find(({ status }) => status?.applicationState?.state === state)?.metadata.name;
    },
    JOB_SECONDS,
  );
}
