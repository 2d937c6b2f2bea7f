import type { Project } from "../../environments/schema";
import type { DeployCommand } from "./command";
import { CommandError, EXIT } from "./exit-codes";
import { destroyedFirst } from "./hold-drivers";
import { describe, madeInside, type MadeInside } from "./made-inside";
import { magnumOf, type Magnum } from "./magnum";
import type { SavedPlan } from "./plan-file";
import { prepare } from "./prepare";
import { applyWithRetries, replan, settleStack, type StackJob } from "./settle-stack";
import { stackByStack } from "./stack-by-stack";
import { managedResources } from "./state";
import type { Session } from "./terraform";
import { requireVariables } from "./variables";
import { waitForRelease } from "./wait-for-release";

type List = () => Promise<MadeInside[]>;

/** Takes projects away: what is in the cluster, then its drivers, then the cluster; and says what is left. */
export const destroy: DeployCommand = {
  name: "destroy",
  usage: "npm run destroy -- PROJECT... [--auto-approve]",
  options: { "auto-approve": { type: "boolean" } },
  check: (targets) =>
    requireVariables(
      targets.flatMap(({ stacks }) => stacks),
      process.env,
    ),
  run: async (session, targets, values) => {
    const left: MadeInside[] = [];
    const turns = targets.flatMap(({ project, stacks }) => {
      const magnum = magnumOf(project.site.clouds.clusters);
      return [...stacks].reverse().map((stack) => ({
        stack,
        after: stacks.filter((other) => other.dependencies.includes(stack.name)).map(({ name }) => name),
        run: async () => {
          const job = { session, stack, project, magnum, autoApprove: values["auto-approve"] === true, isDestroy: true };
          await prepare(session, stack);
          if ((await managedResources(session, stack)).length === 0) return "nothing was there, checked";
          const list = await listOf(session, project, magnum);
          if (stack.half === "platform") await settleStack(job, (confirmed) => takeWhatIsServed(job, confirmed, list));
          else {
            await refuseWithLoadBalancers(list);
            await settleStack(job);
            left.push(...(await list()));
          }
          return "destroyed";
        },
      }));
    });
    const code = await stackByStack(turns, session);
    if (left.length === 0) return code;
    session.output.line(`\nleft in OpenStack, and nobody else deletes it:\n${describe(left)}`);
    return code === EXIT.done ? EXIT.different : code;
  },
};

/** What lists the things that the cluster has made; the cluster's names are asked for now, because they go with it. */
async function listOf(session: Session, { id, site }: Project, magnum: Magnum): Promise<List> {
  const cluster = await magnum.cluster(id);
  if (!cluster) return () => Promise.resolve([]);
  const client = magnumOf(site.clouds.project);
  const marks = [cluster.uuid, id, ...(cluster.stackId === undefined ? [] : [cluster.stackId])];
  const said = new Set<string>();
  const say = (text: string): void => {
    if (!said.has(text)) session.output.problem(`not all can be listed: ${text}`);
    said.add(text);
  };
  return () => madeInside(client, [...new Set(marks)], say);
}

/** Claims, Services, Ingresses and what uses them go first, while those who clean up after them still run. */
async function takeWhatIsServed(job: StackJob, confirmed: SavedPlan, list: List): Promise<void> {
  const targets = destroyedFirst(confirmed);
  if (targets.length > 0) {
    const options = { destroy: true, targets };
    await applyWithRetries(job, await replan(job, confirmed, options), confirmed, options);
  }
  const left = await waitForRelease(list, job.session);
  if (left.length > 0) job.session.output.line(`nobody deletes these, so they stay:\n${describe(left)}`);
}

/** A load balancer holds the subnet: the destroy would retry for ten minutes and then fail. */
async function refuseWithLoadBalancers(list: List): Promise<void> {
  const inTheWay = (await list()).filter(({ kind }) => kind === "load balancer");
  if (inTheWay.length === 0) return;
  throw new CommandError(
    `load balancers hold the network of the cluster; delete them and run it again:\n${describe(inTheWay)}`,
    EXIT.failed,
  );
}
