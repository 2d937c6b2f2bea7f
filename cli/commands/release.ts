import { clusterName, type Project } from "../../projects";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { confirm } from "../../operate/session/confirm";
import { npx } from "../../operate/session/program";
import { failed, prepare } from "../../operate/terraform/prepare";
import { makeRunFolder } from "../../operate/terraform/run-folder";
import type { Stack } from "../../operate/terraform/stacks";
import { managedResources, type ManagedResource } from "../../operate/terraform/state";
import { forgetResources, type Session } from "../../operate/terraform/terraform";

/** Lets go of a cluster: its stack's state forgets all that it has, and nothing of it is touched. */
export const release: DeployCommand = cloudCommand({
  name: "release",
  projects: "one",
  options: {},
  exits: { refused: "nobody has agreed to it" },
  examples: ["gaia-dev"],
  runFolder: makeRunFolder,
  addsNothing: true,
  run: async (session, targets) => {
    if (targets.length > 1) throw new CommandError(`one project can be named, got ${targets.length}; use ${release.usage}`, EXIT.usage);
    const { project, stacks } = targets[0]!;
    const cluster = stacks.find(({ role }) => role === "cluster");
    if (!cluster)
      throw new CommandError(
        `${project.id}: others run cluster ${clusterName(project)}, and no state has it: there is nothing to let go of`,
        EXIT.usage,
      );
    await prepare(session, cluster);
    const resources = await managedResources(session, cluster);
    if (resources.length === 0) {
      session.output.line(`${cluster.name}: the state has nothing`);
      return EXIT.done;
    }
    await requireConsent(session, project, resources);
    const { code, failures } = await forgetResources(
      session,
      cluster,
      resources.map(({ address }) => address),
    );
    if (code !== 0) throw failed(`${cluster.name}: the state is as it was`, failures);
    session.output.line(`${cluster.name}: the state has let go of ${resources.length} resources; all of them are there as before`);
    sayHowToGoOn(session, project, await platformOf(session, stacks));
    return EXIT.done;
  },
});

/** The same for the program. */
export const command = onDataFiles(release);

async function requireConsent(session: Session, project: Project, resources: readonly ManagedResource[]): Promise<void> {
  const { output, interruption } = session;
  const lines = resources.map(({ address, values }) => {
    const name = values?.["name"];
    return `  ${address}${typeof name === "string" ? ` (${name})` : ""}`;
  });
  output.line(`these leave the state, and stay in OpenStack as they are:\n${lines.join("\n")}`);
  const question = `Let go of cluster ${clusterName(project)} (${project.tier})? Nobody here changes or deletes it from then on.`;
  if (await confirm(question, project.id, output, interruption)) return;
  interruption.check();
  throw new CommandError("not confirmed; nothing was changed", EXIT.refused);
}

async function platformOf(
  session: Session,
  stacks: readonly Stack[],
): Promise<{ readonly stack: Stack; readonly count: number } | undefined> {
  const stack = stacks.find(({ role }) => role === "platform");
  if (!stack) return undefined;
  await prepare(session, stack);
  return { stack, count: (await managedResources(session, stack)).length };
}

function sayHowToGoOn(
  { output }: Session,
  { id, file, cluster, site, ...project }: Project,
  platform: { readonly stack: Stack; readonly count: number } | undefined,
): void {
  const name = clusterName({ id, cluster });
  if (platform && platform.count > 0)
    output.line(
      `${platform.stack.name} goes on: it has ${platform.count} resources in the cluster and finds it by its name. ` +
        `To keep it up without the cluster, put existing: { name: ${JSON.stringify(name)} } into cluster of ${file}, and take out ` +
        `${takenOut({ ...project, cluster }).join(", ")}; to take it away, ${npx(`destroy ${id}`)} before you take the file away`,
    );
  else output.line(`nothing of ${id} is in a state any more: ${file} can go`);
  output.line(`to come back: ${npx(`adopt ${name} --site ${site.name} --project ${id}`)}, then ${npx(`deploy ${id}`)}`);
  output.line("older versions of the state that its backend keeps still have keys of the cluster (docs/credentials.md)");
}

/** Fields that make no sense beside `existing`. */
function takenOut({ cluster }: Pick<Project, "cluster">): string[] {
  const fields = ["adopt", "keypair", "autoScaling", "extraLabels", "clusterLabels", "network"] as const;
  return fields.filter((field) => cluster[field] !== undefined);
}
