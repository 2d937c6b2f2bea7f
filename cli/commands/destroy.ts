import { describe } from "../../operate/leftovers/describe";
import { findLeftovers, findMadeInside, type Findings, type Search } from "../../operate/leftovers/find";
import { whyNotDeleted } from "../../operate/leftovers/holders";
import type { Leftover } from "../../operate/leftovers/leftover";
import { npx } from "../../operate/session/program";
import { clusterName, isInOpenStack, type ProjectInOpenStack } from "../../projects";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import type { Target } from "../../operate/terraform/target";
import { APPROVAL_OPTIONS, approvalOf } from "../../operate/apply/approval";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { destroyedFirst } from "../../operate/apply/hold-drivers";
import { removeCeph } from "../../operate/apply/remove-ceph";
import { administratorKubeconfig } from "../../operate/kubernetes/administrator";
import { callerOf } from "../../operate/kubernetes/client";
import { ROOK_NAMESPACE } from "../../constructs/rook-ceph/names";
import { describeNotebook, runningNotebooks } from "../../operate/kubernetes/notebooks";
import { isCephCluster } from "../../operate/review/rook-remarks";
import { requireNoBalancers, staysLines, waitForBalancers } from "../../operate/digitalocean/destroy";
import { digitalOcean } from "../../operate/digitalocean/digitalocean";
import { requireEnvironment } from "../../operate/digitalocean/require-environment";
import { accessSource, magnumFor } from "../../operate/kubernetes/access-source";
import type { SavedPlan } from "../../operate/terraform/plan-file";
import { prepare } from "../../operate/terraform/prepare";
import { searchFor } from "../../operate/leftovers/search";
import { applyWithRetries, replan, settleStack, type StackJob } from "../../operate/apply/settle-stack";
import { stackByStack } from "../../operate/apply/stack-by-stack";
import { managedResources } from "../../operate/terraform/state";
import type { Session } from "../../operate/terraform/terraform";
import { requireVariables } from "../../operate/terraform/variables";
import { waitForRelease } from "../../operate/apply/wait-for-release";

/** Takes projects away: what is in the cluster, then its drivers, then the cluster; and says what is left. */
export const destroy: DeployCommand = cloudCommand({
  name: "destroy",
  projects: "one or more",
  options: APPROVAL_OPTIONS,
  exits: { refused: "somebody, or the project's protection, said no", different: "something is left that nobody else deletes" },
  examples: ["gaia-dev"],
  runFolder: makeRunFolder,
  addsNothing: true,
  check: (targets) => {
    requireVariables(
      targets.flatMap(({ stacks }) => stacks),
      process.env,
    );
    requireEnvironment(
      targets.map(({ project }) => project),
      process.env,
    );
  },
  run: async (session, targets, values) => {
    const approval = approvalOf(values);
    const left: string[] = [];
    let isListed = true;
    const turns = targets.flatMap((target) => {
      const { project, stacks } = target;
      const magnum = magnumFor(project);
      let before: Search | undefined;
      return [...stacks].reverse().map((stack) => ({
        stack,
        after: stacks.filter((other) => other.dependencies.includes(stack.name)).map(({ name }) => name),
        run: async () => {
          const job = { session, stack, project, magnum, ...approval, isDestroy: true };
          await prepare(session, stack);
          const isThere = (await managedResources(session, stack)).length > 0;
          if (!isInOpenStack(project)) {
            if (isThere) left.push(...(await takeFromDigitalOcean(job)));
            return isThere ? "destroyed" : "nothing was there, checked";
          }
          const search = (before ??= await knownCluster({ ...target, project }, session));
          if (stack.role === "platform") {
            if (isThere) {
              await sayWhoWorks(job);
              await settleStack(job, (agreed) => takeWhatIsServed(job, agreed, search));
            }
          } else {
            if (isThere) requireNotAdopted(target);
            if (isThere) await takeCluster(job, search, { ...target, project });
            const found = await whatIsLeft(search, { ...target, project });
            for (const problem of found.problems) session.output.problem(`not all can be listed: ${problem}`);
            left.push(...leftOf(search, found));
            isListed &&= found.problems.length === 0;
          }
          return isThere ? "destroyed" : "nothing was there, checked";
        },
      }));
    });
    const code = await stackByStack(turns, session);
    if (!isListed) session.output.line(`what is left is not known; ${npx("leftovers PROJECT")} lists it again`);
    if (left.length === 0) return code === EXIT.done && !isListed ? EXIT.failed : code;
    session.output.line(["", ...left].join("\n"));
    return code === EXIT.done ? EXIT.different : code;
  },
});

/** The same for the program. */
export const command = onDataFiles(destroy);

/** What somebody else has made is not ours to delete. */
function requireNotAdopted({ project: { id, cluster } }: Target): void {
  if (!cluster.adopt) return;
  throw new CommandError(
    `cluster ${cluster.adopt.name} was taken over, and nothing here deletes it: ${npx(`release ${id}`)} lets go of it; whoever made it can delete it then`,
    EXIT.refused,
  );
}
/** A project in an OpenStack cloud. */
type OpenStackTarget = Target & { readonly project: ProjectInOpenStack };

/** Asked for while there is a cluster: its random names go with it, and then only the log has them. */
async function knownCluster(target: OpenStackTarget, { output }: Session): Promise<Search> {
  const search = await searchFor(target, []);
  const { name, ids = [] } = search.clusters.ours;
  if (ids.length > 0) output.line(`cluster ${name} marks what it makes by ${ids.join(", ")}`);
  return search;
}

/** Whoever agrees to a destroy is to know whose work it ends. */
async function sayWhoWorks({ session, project, stack, magnum }: StackJob): Promise<void> {
  const { output } = session;
  try {
    const notebooks = await runningNotebooks(project, magnum ?? accessSource(project));
    if (notebooks.length === 0) return;
    output.line(`${stack.name}: these notebooks end with it:\n${notebooks.map((one) => `  ${describeNotebook(one)}`).join("\n")}`);
  } catch (error) {
    output.problem(`${stack.name}: whose notebooks end with it is not known: ${(error as Error).message}`);
  }
}

/** Takes a stack in DigitalOcean: load balancers first, which hold the VPC; and says what stays of the cluster. */
async function takeFromDigitalOcean(job: StackJob): Promise<string[]> {
  const { project, stack, session } = job;
  const api = digitalOcean();
  const name = clusterName(project);
  if (stack.role === "platform") {
    await sayWhoWorks(job);
    await settleStack(job, async (agreed) => {
      await takeServed(job, agreed);
      await waitForBalancers(name, api, session);
    });
    return [];
  }
  const left = await requireNoBalancers(name, api);
  await settleStack(job);
  return staysLines(project.id, left);
}

/** Claims, Services, Ingresses and what uses them, while those who clean up after them still run. */
async function takeServed(job: StackJob, agreed: SavedPlan[]): Promise<void> {
  const targets = destroyedFirst(agreed[0]!);
  if (targets.length === 0) return;
  const options = { destroy: true, targets };
  await applyWithRetries(job, await replan(job, agreed, options), agreed, options);
}

/** What is served goes first; then OpenStack is waited for. */
async function takeWhatIsServed(job: StackJob, agreed: SavedPlan[], search: Search): Promise<void> {
  await takeServed(job, agreed);
  const { output } = job.session;
  const said = new Set<string>();
  const list = async (): Promise<readonly Leftover[]> => {
    const { left, problems } = await findMadeInside(search);
    for (const problem of problems.filter((text) => !said.has(text))) output.problem(`not all can be listed: ${problem}`);
    problems.forEach((problem) => said.add(problem));
    return left;
  };
  const isOfCeph = ({ claim }: Leftover): boolean => claim?.startsWith(`${ROOK_NAMESPACE}/`) ?? false;
  if (job.project.storage.rook || agreed[0]!.changes.some(isCephCluster)) {
    // What is on it must be gone before: only a Ceph cluster that runs can delete its volumes.
    await waitForRelease(async () => (await list()).filter((one) => !isOfCeph(one)), job.session);
    await takeCeph(job, agreed);
  }
  const left = await waitForRelease(list, job.session);
  if (left.length === 0) return;
  const { existing } = job.project.cluster;
  const why = existing
    ? `these stay; those that cluster ${existing.name} has made for others are theirs`
    : "nobody deletes these, so they stay";
  output.line(`${why}:\n${describe(left)}`);
}

/** The Ceph cluster goes before its operator and before the driver that deletes the volumes of its OSDs. */
async function takeCeph(job: StackJob, agreed: SavedPlan[]): Promise<void> {
  const { session, stack, project } = job;
  const call = callerOf(await administratorKubeconfig(accessSource(project), project));
  await removeCeph(call, session, stack.name);
  const targets = agreed[0]!.changes.filter(isCephCluster).map(({ resource }) => resource.address);
  if (targets.length === 0) return;
  const options = { destroy: true, targets };
  await applyWithRetries(job, await replan(job, agreed, options), agreed, options);
}

/** A load balancer holds the subnet: the destroy would retry for ten minutes and then fail. */
async function takeCluster(job: StackJob, search: Search, target: OpenStackTarget): Promise<void> {
  const inTheWay = (await findMadeInside(search)).left.filter(({ kind }) => kind === "load balancer");
  if (inTheWay.length > 0) {
    throw new CommandError(
      `load balancers hold the network of the cluster; delete them and run it again:\n${describe(inTheWay)}`,
      EXIT.failed,
    );
  }
  try {
    await settleStack(job);
  } catch (error) {
    job.session.interruption.check();
    const why = await whyNotDeleted(await searchFor(target, search.clusters.ours.ids ?? []));
    if (why !== undefined) job.session.output.problem(why);
    throw error;
  }
}

/** The cluster is gone, and Magnum no longer knows its marks: whoever deletes what is left must be told them. */
function leftOf({ project, clusters }: Search, { left }: Findings): string[] {
  const ours = left.filter(({ whose }) => whose !== "unknown");
  if (ours.length === 0) return [];
  const marks = (clusters.ours.ids ?? []).map((id) => ` --cluster ${id}`).join("");
  return [
    `left of ${project.id} in OpenStack, and nobody else deletes it; ${npx(`leftovers ${project.id}${marks} --delete`)} does:`,
    describe(ours),
  ];
}

async function whatIsLeft(before: Search, target: OpenStackTarget): Promise<Findings> {
  try {
    return await findLeftovers(await searchFor(target, before.clusters.ours.ids ?? []));
  } catch (error) {
    return { left: [], problems: [(error as Error).message] };
  }
}
