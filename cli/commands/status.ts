import { changesOf, type Kind } from "../../operate/plan/changes";
import { plannedResources, priorResources, type Plan } from "../../operate/plan/plan";
import { describeKept, isAboutApiAccess, isSecretLabel, labelsNotInForce, type KeptLabel } from "../../operate/review/kept-labels";
import { clusterName, isInDigitalOcean, isInOpenStack, type Project } from "../../projects";
import { describeValidity, validityOf } from "../../operate/credentials/certificate";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import { EXIT } from "../../operate/session/exit-codes";
import { describeNotebook, runningNotebooks, type UserNotebook } from "../../operate/kubernetes/notebooks";
import { digitalOcean } from "../../operate/digitalocean/digitalocean";
import { accessSource, magnumFor } from "../../operate/kubernetes/access-source";
import { savePlan } from "../../operate/terraform/plan-file";
import { failed, prepare } from "../../operate/terraform/prepare";
import { sayError } from "../../operate/apply/say-error";
import type { Stack } from "../../operate/terraform/stacks";
import { readOutputs, type Session } from "../../operate/terraform/terraform";
import { placeholders } from "../../operate/terraform/variables";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";

const SIGNS: Readonly<Record<Kind, string>> = {
  replace: "-/+",
  destroy: "-",
  forget: "-",
  update: "~",
  create: "+",
  import: "<=",
  move: "=",
};

/** Says what there is: outputs of both stacks, cluster and node groups, who has a notebook, what differs from the file, age of the client certificate. */
export const status: DeployCommand = cloudCommand({
  name: "status",
  projects: "one or more",
  options: { json: { type: "boolean", help: "the same for programs" } },
  exits: { different: "what there is differs from the file" },
  examples: ["gaia-dev gaia-prod", "gaia-dev --json"],
  runFolder: makeRunFolder,
  addsNothing: true,
  run: async (session, targets, values) => {
    const codes: number[] = [];
    const found: object[] = [];
    for (const { project, stacks } of targets) {
      const { labels, ...cluster } = isInDigitalOcean(project)
        ? await digitalOceanStatus(session, project, codes)
        : await magnumStatus(session, project, codes);
      const isAsked = project.notebooks !== undefined && cluster.isThere;
      const notebooks = isAsked ? await notebookStatus(session, project, codes) : undefined;
      const stackStates: object[] = [];
      for (const stack of stacks) {
        try {
          const { code, ...state } = await stackStatus(session, stack, project, labels);
          stackStates.push(state);
          codes.push(code);
        } catch (error) {
          session.interruption.check();
          sayError(error as Error, session.output);
          stackStates.push({ stack: stack.name, problem: (error as Error).message });
          codes.push(EXIT.failed);
        }
      }
      found.push({ project: project.id, cluster: cluster.found, ...(notebooks && { notebooks }), stacks: stackStates });
    }
    if (values["json"]) session.output.data(JSON.stringify(found, undefined, 2));
    return codes.includes(EXIT.failed) ? EXIT.failed : Math.max(EXIT.done, ...codes);
  },
});

/** The same for the program. */
export const command = onDataFiles(status);

/** What Magnum or DigitalOcean says of a cluster. */
interface CloudAnswer {
  /** As programs read it. */
  readonly found: object | null;
  /** Whether there is such a cluster. */
  readonly isThere: boolean;
  /** Labels that it keeps with the cluster; they may hold passwords. */
  readonly labels: Plan["clusterLabels"];
}

async function magnumStatus({ output }: Session, project: Project, codes: number[]): Promise<CloudAnswer> {
  const magnum = magnumFor(project)!;
  const name = clusterName(project);
  const whose = project.cluster.existing ? ", which others run" : "";
  try {
    const cluster = await magnum.cluster(name);
    if (!cluster) {
      output.line(`cluster ${name}: Magnum has none of this name`);
      return { found: null, isThere: false, labels: undefined };
    }
    const health = cluster.health === undefined ? "" : `, ${cluster.health}`;
    output.line(
      `cluster ${name}${whose}: ${cluster.status}${health}${cluster.reason === undefined ? "" : ` (${cluster.reason})`}, ${cluster.uuid}`,
    );
    const groups = await magnum.nodeGroups(name);
    for (const group of groups) {
      output.line(`  ${group.name}: ${group.status}, ${group.nodeCount} node${group.nodeCount === 1 ? "" : "s"}, ${group.role}`);
    }
    const { labels, ...rest } = cluster;
    return { found: { ...rest, nodeGroups: groups }, isThere: true, labels };
  } catch (error) {
    sayError(error as Error, output, `cluster ${name}`);
    codes.push(EXIT.failed);
    return { found: { problem: (error as Error).message }, isThere: false, labels: undefined };
  }
}

async function digitalOceanStatus({ output }: Session, project: Project, codes: number[]): Promise<CloudAnswer> {
  const name = clusterName(project);
  try {
    const cluster = await digitalOcean().cluster(name);
    if (!cluster) {
      output.line(`cluster ${name}: DigitalOcean has none of this name`);
      return { found: null, isThere: false, labels: undefined };
    }
    const reason = cluster.reason === undefined ? "" : ` (${cluster.reason})`;
    output.line(`cluster ${name}: ${cluster.status}${reason}, ${cluster.version}, ${cluster.uuid}`);
    for (const { name: pool, size, nodeCount } of cluster.nodePools) {
      output.line(`  ${pool}: ${nodeCount} node${nodeCount === 1 ? "" : "s"}, ${size}`);
    }
    return { found: cluster, isThere: true, labels: undefined };
  } catch (error) {
    sayError(error as Error, output, `cluster ${name}`);
    codes.push(EXIT.failed);
    return { found: { problem: (error as Error).message }, isThere: false, labels: undefined };
  }
}

/** Asks the API server who has a notebook. */
async function notebookStatus(
  { output }: Session,
  project: Project,
  codes: number[],
): Promise<readonly UserNotebook[] | { readonly problem: string }> {
  try {
    const notebooks = await runningNotebooks(project, accessSource(project));
    output.line(
      `notebooks of ${project.id}: ${notebooks.length === 0 ? "nobody has one" : `${notebooks.length} of ${project.notebooks!.users}`}`,
    );
    for (const notebook of notebooks) output.line(`  ${describeNotebook(notebook)}`);
    return notebooks;
  } catch (error) {
    sayError(error as Error, output, `notebooks of ${project.id}`);
    codes.push(EXIT.failed);
    return { problem: (error as Error).message };
  }
}

/** What a stack is, as programs read it. */
interface StackState {
  readonly stack: string;
  readonly state: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly differences: readonly { readonly action: Kind; readonly address: string; readonly outside: boolean }[];
  readonly labelsNotInForce: readonly { readonly label: string; readonly template: string | null; readonly cluster: string | null }[];
  readonly code: number;
}

async function stackStatus(session: Session, stack: Stack, project: Project, running: Plan["clusterLabels"]): Promise<StackState> {
  const { output } = session;
  await prepare(session, stack);
  const planned = await savePlan(session, stack, project, { lock: false, env: placeholders(stack) });
  session.interruption.check();
  if (!("plan" in planned)) throw failed(`${stack.name}: what differs cannot be found out`, planned.failures);
  output.line(`${stack.name}: ${headline(planned.plan)}`);
  const outputs = Object.entries(await readOutputs(session, stack));
  for (const [name, { value, sensitive }] of outputs) {
    output.line(`  ${name}: ${sensitive ? "(sensitive)" : String(value)}`);
  }
  for (const line of certificateLines(planned.plan)) output.line(`  ${line}`);
  const outside = new Set((planned.plan.resource_drift ?? []).map(({ address }) => address));
  for (const { kind, address } of planned.changes) {
    output.line(`  ${SIGNS[kind]} ${address}${outside.has(address) ? " (changed outside of Terraform)" : ""}`);
  }
  const kept = keptLabelsOf(planned.plan, project, running);
  for (const label of kept) {
    if (isAboutApiAccess(label))
      output.problem(`${stack.name}: who may reach the API server is not what the file says: ${describeKept(label)}`);
    else output.line(`  ${describeKept(label)}`);
  }
  return {
    stack: stack.name,
    state: headline(planned.plan),
    outputs: Object.fromEntries(outputs.map(([name, { value, sensitive }]) => [name, sensitive ? null : value])),
    differences: planned.changes.map(({ kind, address }) => ({ action: kind, address, outside: outside.has(address) })),
    labelsNotInForce: kept.map((one) => ({
      label: one.label,
      template: isSecretLabel(one) ? null : (one.wanted ?? null),
      cluster: isSecretLabel(one) ? null : one.kept,
    })),
    code: planned.hasEffect || kept.length > 0 ? EXIT.different : EXIT.done,
  };
}

/** None where the state has no cluster of its own: one of the same name is not ours, and the platform only reads it. */
function keptLabelsOf(plan: Plan, project: Project, running: Plan["clusterLabels"]): KeptLabel[] {
  const isThere = priorResources(plan).some((resource) => resource.type === CLUSTER && isManaged(resource));
  if (running === undefined || !isThere || !isInOpenStack(project)) return [];
  // Labels of the cluster itself come before those of its template.
  const labels = [TEMPLATE, CLUSTER].map(
    (wanted) => plannedResources(plan).find(({ type }) => type === wanted)?.values?.["labels"] as Record<string, string> | undefined,
  );
  return labelsNotInForce(project.site.magnum.driver, running, { ...labels[0], ...labels[1] });
}

function headline(plan: Plan): string {
  const count = priorResources(plan).filter(isManaged).length;
  const changes = changesOf([plan]).length;
  if (count === 0) return "not deployed";
  return changes === 0 ? `${count} resources, as the file says` : `${count} resources, ${changes} not as the file says`;
}

function isManaged({ address }: { readonly address: string }): boolean {
  return !address.startsWith("data.");
}

function certificateLines(plan: Plan): string[] {
  return priorResources(plan)
    .filter(isManaged)
    .flatMap(({ address, type, values }) => {
      if (type !== CLUSTER) return [];
      const pem = (values?.["kubeconfig"] as Record<string, unknown> | null | undefined)?.["client_certificate"];
      if (typeof pem !== "string" || !pem.includes("BEGIN CERTIFICATE")) return [];
      return [`client certificate of ${address}: ${describeValidity(validityOf(pem))}`];
    });
}
