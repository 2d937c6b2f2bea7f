import { deleteLeftovers } from "../../operate/leftovers/delete";
import { describe, leftoverHints } from "../../operate/leftovers/describe";
import { findLeftovers, type Findings, type Search } from "../../operate/leftovers/find";
import { whyNotDeleted } from "../../operate/leftovers/holders";
import { leftoversJson } from "../../operate/leftovers/json";
import { npx } from "../../operate/session/program";
import { cloudCommand, onDataFiles, type DeployCommand } from "../command";
import type { Target } from "../../operate/terraform/target";
import { confirm } from "../../operate/session/confirm";
import { CommandError, EXIT } from "../../operate/session/exit-codes";
import { searchFor } from "../../operate/leftovers/search";
import { staysLines } from "../../operate/digitalocean/destroy";
import { digitalOcean } from "../../operate/digitalocean/digitalocean";
import { clusterName, isInOpenStack, type Project } from "../../projects";
import type { Session } from "../../operate/terraform/terraform";

/** Lists what a project's cluster has made in OpenStack and what nobody has deleted, and deletes it on request. */
export const leftovers: DeployCommand = cloudCommand({
  name: "leftovers",
  projects: "one",
  options: {
    cluster: {
      type: "string",
      multiple: true,
      value: "ID",
      help: "mark of a cluster that Magnum no longer knows, as destroy has printed it",
    },
    json: { type: "boolean", help: "the same for programs" },
    delete: { type: "boolean", help: "deletes them, after a question" },
    production: { type: "boolean", help: "with --delete: also those of a project of tier prod" },
  },
  exits: { refused: "somebody, or the project's protection, said no", different: "something is left" },
  examples: ["gaia-dev", "gaia-dev --delete", "gaia-dev --json"],
  addsNothing: true,
  run: async (session, targets, values) => {
    refuseOthersCluster(targets[0]!);
    const ids = (values["cluster"] as string[] | undefined) ?? [];
    if (targets.length > 1) throw new CommandError(`one project at a time; use ${leftovers.usage}`, EXIT.usage);
    if (values["json"] && values["delete"])
      throw new CommandError(`--json only lists; give it or --delete; use ${leftovers.usage}`, EXIT.usage);
    const { project } = targets[0]!;
    if (!isInOpenStack(project)) return leftInDigitalOcean(project, values, session);
    const search = await searchFor({ ...targets[0]!, project }, ids);
    refuseMarksOfOthers(search, ids);
    const found = await findLeftovers(search);
    if (values["json"]) session.output.data(leftoversJson(search, found));
    else await sayWhatIsLeft(search, found, session);
    if (!values["delete"] || found.left.length === 0) return exitCodeOf(found, search);
    refuseDeletion(search, targets[0]!, values["production"] === true);
    return deleteAfterConsent(search, found, session);
  },
});

/** The same for the program. */
export const command = onDataFiles(leftovers);

/** DigitalOcean itself knows what a cluster has made, as long as there is the cluster. */
async function leftInDigitalOcean(project: Project, values: Readonly<Record<string, unknown>>, { output }: Session): Promise<number> {
  for (const option of ["cluster", "delete"]) {
    if (values[option] === undefined) continue;
    throw new CommandError(
      `${project.id} is in DigitalOcean, where --${option} has nothing to act on; leave it out, what is left is listed with the commands of doctl that delete it`,
      EXIT.usage,
    );
  }
  const api = digitalOcean();
  const name = clusterName(project);
  const left = await api.associated(name);
  const isThere = (await api.cluster(name)) !== undefined;
  if (values["json"]) output.data(JSON.stringify({ project: project.id, cluster: isThere, left }, undefined, 2));
  else if (!isThere) {
    output.line(
      `${project.id}: DigitalOcean has no cluster of this name, and of one that is gone it does not know what it has made: ` +
        "doctl compute volume list, doctl compute load-balancer list and doctl compute snapshot list show what is there",
    );
  } else
    output.line(
      left.length === 0 ? `${project.id}: the cluster has made nothing that would stay` : staysLines(project.id, left).join("\n"),
    );
  return left.length > 0 ? EXIT.different : EXIT.done;
}

/** What is marked by the name of a cluster that others run may be theirs, be it there or not. */
function refuseOthersCluster({ project }: Target): void {
  const { existing } = project.cluster;
  if (!existing) return;
  throw new CommandError(
    `${project.id}: others run cluster ${existing.name}, and what it has made in OpenStack may be theirs; ` +
      "volumes and shares of claims that were kept are in `kubectl get persistentvolumes`, ask them before deleting any",
    EXIT.usage,
  );
}

/** What somebody names by mistake must not make another cluster's things ours. */
function refuseMarksOfOthers({ clusters }: Search, ids: readonly string[]): void {
  const taken = clusters.others.flatMap(({ name, ids: theirs = [] }) =>
    [name, ...theirs].filter((id) => ids.includes(id)).map((id) => `--cluster ${id} is cluster ${name}, which is another one`),
  );
  if (taken.length > 0) throw new CommandError(taken.join("\n"), EXIT.refused);
}

async function sayWhatIsLeft(search: Search, { left, problems }: Findings, { output }: Session): Promise<void> {
  const { project, clusters } = search;
  for (const problem of problems) output.problem(`not all can be listed: ${problem}`);
  const why = await whyNotDeleted(search);
  if (why !== undefined) output.line(`${why}\n`);
  if (left.length === 0) {
    const nothing = problems.length === 0 ? "nothing is left in OpenStack" : "nothing was found in OpenStack of what could be listed";
    const but = clusters.living ? `, but for cluster ${clusters.ours.name} itself, which is ${clusters.living.status}` : "";
    return output.line(`${project.id}: ${nothing}${but}`);
  }
  const use = clusters.living ? `, and cluster ${clusters.ours.name} is ${clusters.living.status}` : "";
  output.line([`${project.id}: these are in OpenStack${use}:`, describe(left), ...leftoverHints(left, project.id)].join("\n"));
}

function refuseDeletion({ project, clusters }: Search, { namelessFiles }: Target, production: boolean): void {
  const { living } = clusters;
  if (namelessFiles.length > 0) {
    throw new CommandError(
      `${namelessFiles.join(", ")}: name cannot be read, and what is left of that project's cluster could be taken for ${project.id}'s; ` +
        "give it a name, nothing was deleted",
      EXIT.refused,
    );
  }
  if (living && !living.status.endsWith("_FAILED")) {
    throw new CommandError(
      `cluster ${clusters.ours.name} is ${living.status} and uses what it has made; ` +
        (project.cluster.adopt
          ? "nothing of one that was taken over is deleted while it runs"
          : `${npx(`destroy ${project.id}`)} takes both`),
      EXIT.refused,
    );
  }
  if (project.tier === "prod" && !production) {
    throw new CommandError(`${project.id} is of tier prod: --delete wants --production as well`, EXIT.refused);
  }
}

async function deleteAfterConsent(search: Search, { left }: Findings, session: Session): Promise<number> {
  const { project, logins } = search;
  const { output, interruption } = session;
  const ours = left.filter(({ whose }) => whose === "ours");
  if (ours.length === 0) {
    output.line("none of it is certainly this project's; nothing is deleted");
    return EXIT.different;
  }
  const question = `Delete ${ours.length === 1 ? "the one thing" : `the ${ours.length} things`} of ${project.id} (${project.tier}) with all data in them?`;
  if (!(await confirm(question, project.id, output, interruption))) {
    interruption.check();
    throw new CommandError("not confirmed; nothing was deleted", EXIT.refused);
  }
  const failures = await deleteLeftovers(left, logins, { line: output.line, pause: interruption.pause, check: interruption.check });
  for (const failure of failures) output.problem(failure);
  const after = await findLeftovers(search);
  await sayWhatIsLeft(search, after, session);
  return failures.length > 0 ? EXIT.failed : exitCodeOf(after, search);
}

function exitCodeOf({ left, problems }: Findings, { clusters }: Search): number {
  // A cluster that Magnum cannot delete is left itself.
  if (left.length > 0 || clusters.living?.status === "DELETE_FAILED") return EXIT.different;
  return problems.length > 0 ? EXIT.failed : EXIT.done;
}
