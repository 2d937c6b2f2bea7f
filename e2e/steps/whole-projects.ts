import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as z from "zod";
import { projectApp } from "../../stacks/project-app";
import { stacksOf, type Stack } from "../../operate/terraform/stacks";
import { deletionById, perform } from "../../operate/leftovers/removal";
import { textOf } from "../../operate/openstack/rows";
import type { ProjectInput } from "../../projects";
import { cleanUp } from "../clean-up";
import { doneBy } from "../commands";
import { fitted, withoutWebhook } from "../fitted";
import { whyNoCharts } from "../preconditions";
import type { Run } from "../run";
import { demand, NotRun, type Step } from "../step";
import { wholeProject, type WholeName } from "../whole-projects";
import { demandNoChanges, deployCluster } from "./cluster";
import { listLeftovers } from "./destroy";
import { kubernetesApi } from "./kubernetes";
import { platformCredential } from "./platform";
import { givesAddresses } from "./spark";

const PROBE = "e2e-claim";

/** Longest wait for a claim to be bound, in seconds. */
const CLAIM_SECONDS = 120;

/** Has a project that comes with this repository made in the cloud of the run, with names of that cloud, and taken away again. */
const lifeOf = (name: WholeName): Step => ({
  name,
  proves: "the whole project is made in one go, a second deploy finds nothing to do, and destroy takes it in order and leaves nothing",
  // Whatever brings a Kubernetes API, where the cloud has none, may do so for one cluster at a time.
  after: ["destroy"],
  run: async (run) => {
    const whole = await wholeProject(name);
    const { settings, problems } = fitted(whole, run.settings, run.options.cloud, await run.cloud.list("compute", "/flavors/detail"));
    if (problems.length > 0) throw new NotRun(problems.join("; "));
    const own = run.another(settings);
    const noCharts = run.noCharts ?? (await whyNoCharts(own));
    if (noCharts !== undefined) throw new NotRun(noCharts);
    const shares = await plantDatasets(own);
    try {
      await deployCluster.run(own);
      await kubernetesApi.run(own);
      return await deployAll(own);
    } finally {
      await destroyAll(own);
      for (const id of shares) await endShare(own, id);
      await cleanUp(own);
    }
  },
});

/** Steps that try projects which come with this repository. */
export const wholeProjects: readonly Step[] = (["everything", "zads", "dirac-hub", "iris-k8s-spark", "rackspace"] as const).map(lifeOf);

/** Makes what is in the cluster. */
async function deployAll(run: Run): Promise<string> {
  const wanted = (await kubeletsAnswer(run)) ? run.settings.project : withoutWebhook(run.settings.project);
  if (asksForAddresses(wanted) && !(await givesAddresses(run)))
    throw new NotRun("the cluster gives Services of type LoadBalancer no addresses");
  await requireVolumes(run);
  await provideVariables(run, wanted);
  const { code, text } = await run.deploy(wanted);
  demand(code === 0, `deploy ended with ${code}`);
  await demandNoChanges(run);
  return `${doneBy(text).length} resources in the cluster`;
}

/** Takes it all away, the platform before the cluster and nothing before what depends on it. */
async function destroyAll(run: Run): Promise<void> {
  const [cluster, platform] = stacksIn(run, run.project);
  run.pastCluster = (await run.magnum.cluster(run.name))?.uuid;
  const loss = run.project.storage?.rook ? ["--accept-data-loss"] : [];
  const { code, text } = await run.command("destroy", ["--auto-approve", ...loss]);
  // Volumes of policy Retain are left, and named.
  demand(code === 0 || code === 4, `destroy ended with ${code}`);
  const stacks = [...text.matchAll(/^(\S+): \S+: destroyed in /gm)].map(([, stack]) => stack);
  const isOutside = stacks.indexOf(cluster!.name);
  demand(isOutside < 0 || stacks.lastIndexOf(platform!.name) < isOutside, "destroy took the cluster before all in it was gone");
  const order = doneBy(text).map(({ address }) => address);
  for (const [dependent, dependencies] of dependenciesIn(platform!)) {
    const early = dependencies.find((dependency) => order.includes(dependency) && order.indexOf(dependency) < order.indexOf(dependent));
    demand(early === undefined, `destroy took ${early} before ${dependent}`);
  }
  await listLeftovers.run(run);
}

/** The stacks of a project, the cluster's first. */
function stacksIn(run: Run, input: ProjectInput): readonly Stack[] {
  const project = run.parsed(input);
  const outdir = path.join(run.folder, "synth");
  projectApp([project], { outdir }).synth();
  return stacksOf(outdir, project);
}

const resourcesSchema = z.object({
  resource: z.record(z.string(), z.record(z.string(), z.object({ depends_on: z.array(z.string()).optional() }))).optional(),
});

/** What each resource of a stack says to depend on. */
function dependenciesIn({ folder }: Stack): [string, readonly string[]][] {
  const { resource = {} } = resourcesSchema.parse(JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")));
  return Object.entries(resource).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, { depends_on: dependencies = [] }]): [string, string[]] => [`${type}.${name}`, dependencies]),
  );
}

/** A value for each variable that nobody has set: application credentials where they log in, words of chance elsewhere. */
async function provideVariables(run: Run, project: ProjectInput): Promise<void> {
  const missing = stacksIn(run, project)
    .flatMap(({ variables }) => variables.map((name) => `TF_VAR_${name}`))
    .filter((name) => !process.env[name]);
  if (missing.some((name) => name.endsWith("_credential_id"))) await platformCredential(run);
  const { TF_VAR_manila_credential_id: id, TF_VAR_manila_credential_secret: secret } = run.env;
  for (const name of missing) {
    if (run.env[name] !== undefined) continue;
    if (name.endsWith("_credential_id")) run.env[name] = id!;
    else if (name.endsWith("_credential_secret")) run.env[name] = secret!;
    else {
      run.env[name] = randomBytes(32).toString("hex");
      run.transcript.replace(run.env[name], "(sensitive)");
    }
  }
}

/** Shares of data that the project only reads. */
async function plantDatasets(run: Run): Promise<string[]> {
  const { datasets, storage } = run.settings.project;
  const type = storage?.shared?.shareType ?? "";
  const protocol = run.settings.site.shareTypes?.[type]?.protocol;
  const ids: string[] = [];
  for (const { shareName } of datasets?.shares ?? []) {
    const share = { name: shareName, size: 1, share_type: type, share_proto: protocol };
    const row = await run.cloud.send("POST", "shared-file-system", "/shares", { share });
    const id = textOf(row, "id")!;
    ids.push(id);
    await run.until(`share ${shareName}`, async () =>
      textOf(await run.cloud.show("shared-file-system", `/shares/${id}`), "status") === "available" ? true : undefined,
    );
  }
  return ids;
}

/** Manila deletes later than it says so, and the inventory would still see it. */
async function endShare(run: Run, id: string): Promise<void> {
  await perform(deletionById("share", id), run.cloud);
  await run.until(`the end of share ${id}`, async () => {
    const shares = await run.cloud.list("shared-file-system", "/shares");
    return shares.some((share) => textOf(share, "id") === id) ? undefined : true;
  });
}

/** Whether pods really run: where a control plane has no machines behind it, no node has a kubelet that answers. */
async function kubeletsAnswer(run: Run): Promise<boolean> {
  const { items } = await run.kubernetes!.get<{ items: { metadata: { name: string } }[] }>("nodes");
  const answers = items.map(({ metadata }) =>
    run.kubernetes!.run("get", `--raw=/api/v1/nodes/${metadata.name}/proxy/healthz`).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(answers)).every(Boolean);
}

function asksForAddresses({ ingress, kafka }: ProjectInput): boolean {
  return ingress !== undefined || kafka?.access.outside.kind === "loadbalancer";
}

/** Claims that are never bound would be waited for in vain, as would the pods that mount them. */
async function requireVolumes(run: Run): Promise<void> {
  const kubernetes = run.kubernetes!;
  const spec = { storageClassName: PROBE, accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } };
  await kubernetes.apply(
    { apiVersion: "v1", kind: "Namespace", metadata: { name: PROBE } },
    { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: PROBE }, provisioner: "cinder.csi.openstack.org" },
    { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: PROBE, namespace: PROBE }, spec },
  );
  try {
    const bound = ["wait", "--for=jsonpath={.status.phase}=Bound", `pvc/${PROBE}`, `--namespace=${PROBE}`];
    await kubernetes.run("--request-timeout=0", ...bound, `--timeout=${CLAIM_SECONDS}s`);
  } catch {
    run.check();
    throw new NotRun(`the cluster gives no volume of Cinder within ${CLAIM_SECONDS} s`);
  } finally {
    await kubernetes.run("--request-timeout=0", "delete", "namespace", PROBE);
    await kubernetes.run("delete", "storageclass", PROBE);
  }
}
