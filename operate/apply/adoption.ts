import type { Project } from "../../projects";
import { ADOPTED_OUTPUT, placeOf } from "../../stacks/roles";
import { attributeNames } from "../plan/attribute-names";
import { forcing, isImported, type Change } from "../plan/changes";
import { reasonToAllow } from "../review/gate";
import { npx } from "../session/program";
import type { SavedPlan } from "../terraform/plan-file";

const CLUSTER = "openstack_containerinfra_cluster_v1";

/** What only the cloud's owner takes away: no entry in a file lets it go. */
const NEVER = [CLUSTER, "openstack_compute_keypair_v2"];

/**
 * Refuses plans that do more to a cluster which was taken over than to go on with it: neither it nor what it came with is replaced or destroyed,
 * whatever somebody answers; a second one is not made in its place, and an import changes nothing.
 *
 * @param planned - the plan
 * @param project - its project
 * @returns one message for each change, and what to do
 */
export function adoptionRefusals({ plan, changes }: Pick<SavedPlan, "plan" | "changes">, project: Project): string[] {
  if (placeOf(plan.stack)?.role !== "cluster") return [];
  const { adopt } = project.cluster;
  if (!adopt && !wasAdopted(plan)) return [];
  const name = adopt ? `cluster ${adopt.name}` : "the cluster";
  const problems = changes.flatMap((change) => problemOf(change, name, project) ?? []);
  return problems.length === 0 ? [] : [...problems.map((problem) => `${plan.stack}: ${problem}`), remedy(project)];
}

/** The field is no longer in the file, and the state still knows what was taken over. */
function wasAdopted({ output_changes: outputs }: SavedPlan["plan"]): boolean {
  const output = outputs?.[ADOPTED_OUTPUT];
  return output !== undefined && (output.before ?? undefined) !== undefined;
}

function problemOf(change: Change, name: string, project: Project): string | undefined {
  const { kind, address, resource } = change;
  const isAllowed = !NEVER.includes(resource.type) && reasonToAllow(change, [project]) !== undefined;
  if ((kind === "replace" || kind === "destroy") && !isAllowed) {
    const paths = forcing(resource);
    const why = paths.length === 0 ? "" : `, because ${paths.join(", ")} cannot be changed in place`;
    return `${name} was taken over, and ${address} would be ${kind === "replace" ? "replaced" : "destroyed"}${why}`;
  }
  if (kind === "create" && resource.type === CLUSTER)
    return `${name} was taken over, and ${address} would be a second one: the state has not it`;
  if (kind === "update" && isImported(resource))
    return `${name} is taken over as it is, and ${address} would be changed by it: ${attributeNames(change).join(", ")}`;
  return undefined;
}

function remedy({ id, file, cluster }: Project): string {
  const { adopt } = cluster;
  if (!adopt) return `put cluster.adopt back into ${file}, or let go of the cluster first: ${npx(`release ${id}`)}`;
  const state = adopt.movedFrom?.cluster === undefined ? "" : "the state that cluster.adopt.movedFrom tells of must be pushed before; ";
  return (
    `${state}${npx(`adopt ${adopt.name}`)} compares ${file} with what Magnum has; for a node group that was made here and may go, ` +
    "give allow an entry with its address and why"
  );
}
