import * as fs from "node:fs";
import * as path from "node:path";
import { clusterName, isFound, type Project } from "../../projects";
import { chartField, isClusterDriver } from "../../projects/parts/chart-fields";
import { kubeconfigOf } from "../credentials/kubeconfig-file";
import { callerOf } from "../kubernetes/client";
import { describeRelease, helmReleases, namespacesOf, type HelmRelease } from "../kubernetes/helm-releases";
import type { Magnum } from "../magnum/magnum";
import { after, isImported, type Change } from "../plan/changes";
import { confirm } from "../session/confirm";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Stack } from "../terraform/stacks";
import type { Session } from "../terraform/terraform";

/** Beside cdk.tf.json in the folder of the run: what a person has agreed to have imported. */
const IMPORTS = "taken-over.tf.json";

const RELEASE = "helm_release";
const NAMESPACE = "kubernetes_namespace_v1";

/** Longest time for one call, in milliseconds: the records of all releases come in one answer. */
const TIMEOUT_MS = 30_000;

/** What is about to be made in a cluster that was there before its project. */
export interface PlatformPlan {
  /** The session. */
  readonly session: Session;
  /** The platform stack. */
  readonly stack: Stack;
  /** Its project. */
  readonly project: Pick<Project, "id" | "cluster" | "file">;
  /** What its plan changes. */
  readonly changes: readonly Change[];
  /** Whether nobody is there to ask. */
  readonly autoApprove: boolean;
}

/** What there is of Helm in a cluster. */
interface Inside {
  readonly releases: readonly HelmRelease[];
  readonly namespaces: readonly string[];
}

/** A release of ours that meets one that is there. */
interface Meeting {
  readonly change: Change;
  readonly theirs: HelmRelease;
}

/**
 * Keeps a deploy from failing half way at releases that people have installed by hand into a cluster which was there before its project. One that
 * is what ours would be, by namespace, name and chart, is imported if somebody agrees: Helm then upgrades it. All others are refused.
 *
 * @param plan - what is about to be made
 * @param magnum - who gives access to the cluster
 * @returns whether something is to be imported, so that the plan is out of date
 * @throws CommandError with what to do, before anything is made
 */
export async function takesForeignReleases(plan: PlatformPlan, magnum: Pick<Magnum, "access">): Promise<boolean> {
  const { stack, project, changes, session } = plan;
  const made = changes.filter(({ kind, resource }) => kind === "create" && resource.type === RELEASE);
  if (stack.role !== "platform" || made.length === 0 || !isFound(project.cluster)) return false;
  const inside = await insideOf(plan, magnum);
  if (!inside) return false;
  const met = made.flatMap((change) =>
    inside.releases.filter((theirs) => isSamePlace(change, theirs)).map((theirs) => ({ change, theirs })),
  );
  const refused = [...met.filter((one) => !canBeTaken(one)).map(otherRelease), ...secondDrivers(made, others(inside.releases, met), met)];
  if (refused.length > 0) throw new CommandError([...refused, "nothing was changed"].join("\n"), EXIT.refused);
  for (const line of besides(made, others(inside.releases, met))) session.output.line(`${stack.name}: ${line}`);
  if (met.length === 0) return false;
  await requireTaking(plan, met);
  writeImports(plan, met, inside.namespaces);
  return true;
}

/**
 * Refuses plans that would make what is imported anew.
 *
 * @param changes - what the plan changes
 */
export function importRefusals(changes: readonly Change[]): string[] {
  return changes
    .filter(
      ({ kind, resource }) =>
        [RELEASE, NAMESPACE].includes(resource.type) && isImported(resource) && (kind === "replace" || kind === "destroy"),
    )
    .map(({ stack, address, kind }) => `${stack}: ${address} is taken over, and would be ${kind === "replace" ? "replaced" : "destroyed"}`);
}

/** Without an answer the deploy goes on, and Helm says at a name that it is taken. */
async function insideOf({ project, stack, session }: PlatformPlan, magnum: Pick<Magnum, "access">): Promise<Inside | undefined> {
  try {
    const call = callerOf(kubeconfigOf(await magnum.access(clusterName(project)), project.id), TIMEOUT_MS);
    const [releases, namespaces] = await Promise.all([helmReleases(call), namespacesOf(call)]);
    return { releases, namespaces };
  } catch (error) {
    session.output.problem(`${stack.name}: which releases of Helm the cluster has is not known: ${(error as Error).message}`);
    return undefined;
  }
}

function isSamePlace(change: Change, { namespace, name }: HelmRelease): boolean {
  const ours = after(change);
  return ours["name"] === name && ours["namespace"] === namespace;
}

/** A chart in a folder of this package is ours and nobody else's. */
function chartOf(change: Change): string {
  return path.basename(String(after(change)["chart"]));
}

function canBeTaken({ change, theirs }: Meeting): boolean {
  return chartOf(change) === theirs.chart && theirs.status === "deployed";
}

function otherRelease({ change, theirs }: Meeting): string {
  const why = chartOf(change) === theirs.chart ? "Helm has not finished it" : `ours would be of chart ${chartOf(change)}`;
  return `${change.stack}: ${describeRelease(theirs)} is there already, and ${why}; ${remedy(change, theirs)}`;
}

function secondDrivers(made: readonly Change[], releases: readonly HelmRelease[], met: readonly Meeting[]): string[] {
  return made
    .filter((change) => isClusterDriver(chartOf(change)) && !met.some((one) => one.change === change))
    .flatMap((change) =>
      releases
        .filter(({ chart }) => chart === chartOf(change))
        .map(
          (theirs) =>
            `${change.stack}: ${describeRelease(theirs)} is a driver of the whole cluster, beside which ours cannot be; ${remedy(change, theirs)}`,
        ),
    );
}

/** Releases that none of ours meets by its name. */
function others(releases: readonly HelmRelease[], met: readonly Meeting[]): HelmRelease[] {
  return releases.filter((release) => !met.some(({ theirs }) => theirs === release));
}

function remedy(change: Change, { namespace, name }: HelmRelease): string {
  const field = chartField(chartOf(change));
  const leave = field === undefined ? "" : `, or leave ${field} out of the project's file`;
  return `take it away where nobody needs it, \`helm uninstall ${name} --namespace ${namespace}\`${leave}`;
}

/** Two releases of one chart may live side by side, or fail at what only one of them can own. */
function besides(made: readonly Change[], releases: readonly HelmRelease[]): string[] {
  return made.flatMap((change) =>
    releases
      .filter((theirs) => theirs.chart === chartOf(change) && !isSamePlace(change, theirs))
      .map(
        (theirs) =>
          `${describeRelease(theirs)} stays beside ours of the same chart; Helm refuses ours where both want an object of the whole cluster`,
      ),
  );
}

async function requireTaking({ session, stack, autoApprove }: PlatformPlan, met: readonly Meeting[]): Promise<void> {
  const { output, interruption } = session;
  const found = met.map(({ change, theirs }) => {
    const { version } = after(change);
    return `${stack.name}: ${describeRelease(theirs)} is there already, and no state here has it; ours would be of version ${String(version)}`;
  });
  const otherwise = met.map(({ change, theirs }) => remedy(change, theirs)).join("; ");
  if (autoApprove)
    throw new CommandError(
      [...found, `run it without --auto-approve to be asked whether it is taken over; ${otherwise}`, "nothing was changed"].join("\n"),
      EXIT.refused,
    );
  output.line(found.join("\n"));
  const question =
    `'take': the plan is made again with ${met.length === 1 ? "it" : "them"} imported, shown and asked for. Helm then upgrades to our version ` +
    "and our values, and a destroy takes away what was taken over, its namespace too.";
  if (await confirm(question, "take", output, interruption)) return;
  interruption.check();
  throw new CommandError(`${otherwise}. Nothing was changed`, EXIT.refused);
}

/** The namespaces of these releases are there as well, and would be refused as such. */
function writeImports({ stack, changes }: PlatformPlan, met: readonly Meeting[], namespaces: readonly string[]): void {
  const releases = met.map(({ change, theirs }) => ({ to: change.address, id: `${theirs.namespace}/${theirs.name}` }));
  const made = changes.filter(({ kind, resource }) => kind === "create" && resource.type === NAMESPACE);
  const taken = made.flatMap((change) => {
    const name = nameOf(change);
    const isTheirs = name !== undefined && namespaces.includes(name) && met.some(({ theirs }) => theirs.namespace === name);
    return isTheirs ? [{ to: change.address, id: name }] : [];
  });
  fs.writeFileSync(path.join(stack.folder, IMPORTS), JSON.stringify({ import: [...taken, ...releases] }, undefined, 2));
}

function nameOf(change: Change): string | undefined {
  const [metadata] = (after(change)["metadata"] ?? []) as readonly { readonly name?: string }[];
  return metadata?.name;
}
