import { changesOf, type Kind } from "../../operate/plan/changes";
import { priorResources, type Plan } from "../../operate/plan/plan";
import type { Project } from "../../projects";
import { describeValidity, validityOf } from "../../operate/credentials/certificate";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { EXIT } from "../../operate/session/exit-codes";
import { magnumOf } from "../../operate/magnum/magnum";
import { savePlan } from "../../operate/terraform/plan-file";
import { failed, prepare } from "../../operate/terraform/prepare";
import { sayError } from "../../operate/session/say-error";
import type { Stack } from "../../operate/terraform/stacks";
import { readOutputs, type Session } from "../../operate/terraform/terraform";
import { placeholders } from "../../operate/terraform/variables";

const SIGNS: Readonly<Record<Kind, string>> = { replace: "-/+", destroy: "-", forget: "-", update: "~", create: "+", move: "=" };

/** Says what there is: outputs of both stacks, cluster and node groups, what differs from the file, age of the client certificate. */
export const status: DeployCommand = cloudCommand({
  name: "status",
  projects: "one or more",
  options: { json: { type: "boolean", help: "the same for programs" } },
  exits: { different: "what there is differs from the file" },
  examples: ["gaia-dev gaia-prod", "gaia-dev --json"],
  addsNothing: true,
  run: async (session, targets, values) => {
    const codes: number[] = [];
    const found: object[] = [];
    for (const { project, stacks } of targets) {
      const cluster = await magnumStatus(session, project, codes);
      const stackStates: object[] = [];
      for (const stack of stacks) {
        try {
          const { code, ...state } = await stackStatus(session, stack, project);
          stackStates.push(state);
          codes.push(code);
        } catch (error) {
          session.interruption.check();
          sayError(error as Error, session.output);
          stackStates.push({ stack: stack.name, problem: (error as Error).message });
          codes.push(EXIT.failed);
        }
      }
      found.push({ project: project.id, cluster, stacks: stackStates });
    }
    if (values["json"]) session.output.data(JSON.stringify(found, undefined, 2));
    return codes.includes(EXIT.failed) ? EXIT.failed : Math.max(EXIT.done, ...codes);
  },
});

/** The same for the program. */
export const command = onDataFiles(status);

async function magnumStatus({ output }: Session, project: Project, codes: number[]): Promise<object | null> {
  const magnum = magnumOf(project.site.clouds.clusters);
  try {
    const cluster = await magnum.cluster(project.id);
    if (!cluster) {
      output.line(`cluster ${project.id}: Magnum has none of this name`);
      return null;
    }
    const health = cluster.health === undefined ? "" : `, ${cluster.health}`;
    output.line(
      `cluster ${project.id}: ${cluster.status}${health}${cluster.reason === undefined ? "" : ` (${cluster.reason})`}, ${cluster.uuid}`,
    );
    const groups = await magnum.nodeGroups(project.id);
    for (const group of groups) {
      output.line(`  ${group.name}: ${group.status}, ${group.nodeCount} node${group.nodeCount === 1 ? "" : "s"}, ${group.role}`);
    }
    return { ...cluster, nodeGroups: groups };
  } catch (error) {
    sayError(error as Error, output, `cluster ${project.id}`);
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
  readonly code: number;
}

async function stackStatus(session: Session, stack: Stack, project: Project): Promise<StackState> {
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
  return {
    stack: stack.name,
    state: headline(planned.plan),
    outputs: Object.fromEntries(outputs.map(([name, { value, sensitive }]) => [name, sensitive ? null : value])),
    differences: planned.changes.map(({ kind, address }) => ({ action: kind, address, outside: outside.has(address) })),
    code: planned.hasEffect ? EXIT.different : EXIT.done,
  };
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
      if (type !== "openstack_containerinfra_cluster_v1") return [];
      const pem = (values?.["kubeconfig"] as Record<string, unknown> | null | undefined)?.["client_certificate"];
      if (typeof pem !== "string" || !pem.includes("BEGIN CERTIFICATE")) return [];
      return [`client certificate of ${address}: ${describeValidity(validityOf(pem))}`];
    });
}
