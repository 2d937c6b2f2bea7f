import * as fs from "node:fs";
import * as path from "node:path";
import { openCloud } from "../openstack/cloud";
import { after, type Change } from "../plan/changes";
import { CommandError, EXIT } from "../session/exit-codes";
import { failed } from "../terraform/prepare";
import { parseState } from "../terraform/state-file";
import { importResource, pullState, pushState } from "../terraform/terraform";
import type { ClusterPlan } from "./lost-cluster";
import type { Magnum } from "./magnum";
import { groupOtherThanPlanned } from "./planned-cluster";

const NODE_GROUP = "openstack_containerinfra_nodegroup_v1";

/** What reading never finds out, so that an imported resource would be replaced for it. */
const NEVER_READ = ["merge_labels", "labels", "timeouts"];

/** A resource of a state's file. */
interface StateFileResource {
  readonly module?: string;
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: Record<string, unknown> }[];
}

/**
 * Takes a cluster that is what a plan would make into the state, with those of its node groups that the plan would make too.
 *
 * @param plan - the plan's stack and changes
 * @param uuid - UUID of the cluster
 * @param created - creation of the cluster
 * @param magnum - Magnum of the cluster's cloud
 * @throws CommandError if it cannot be taken, or if a node group is another one
 */
export async function takeIntoState(
  { session, stack, project, changes }: ClusterPlan,
  uuid: string,
  created: Change,
  magnum: Magnum,
): Promise<void> {
  const running = (await magnum.nodeGroups(uuid)).map(({ name }) => name);
  const groups = changes.filter(
    (change) => change.kind === "create" && change.resource.type === NODE_GROUP && running.includes(String(after(change)["name"])),
  );
  const cloud = openCloud({ cloud: project.site.clouds.clusters });
  for (const group of groups) {
    const name = String(after(group)["name"]);
    const other = groupOtherThanPlanned(group, await cloud.show("container-infra", `/clusters/${uuid}/nodegroups/${name}`));
    if (other.length > 0)
      throw new CommandError(
        `node group ${name} of cluster ${uuid} is not what the project's file would make: ${other.join("; ")}; correct the file, or delete the group: ` +
          `openstack --os-cloud ${cloud.name} coe nodegroup delete ${uuid} ${name}. Nothing was changed`,
        EXIT.refused,
      );
  }
  const taken: readonly (readonly [Change, string])[] = [
    [created, uuid],
    ...groups.map((group) => [group, `${uuid}/${String(after(group)["name"])}`] as const),
  ];
  for (const [change, id] of taken) {
    session.interruption.check();
    const { code, failures } = await importResource(session, stack, change.address, id);
    if (code !== 0) throw failed(`${stack.name}: ${id} cannot be imported`, failures);
    session.output.line(`${stack.name}: ${change.address} is ${id} now (terraform import)`);
  }
  await completeState(
    { session, stack },
    taken.map(([change]) => change),
  );
}

/** Writes into the state what its file says of the imported resources and reading does not find. */
async function completeState({ session, stack }: Pick<ClusterPlan, "session" | "stack">, imported: readonly Change[]): Promise<void> {
  const text = (await pullState(session, stack)) ?? "";
  parseState(text, `the state of ${stack.name}`);
  // All of it, also what is none of our concern.
  const state = JSON.parse(text) as { serial: number; resources: StateFileResource[] };
  for (const change of imported) {
    const resource = state.resources.find(({ module, type, name }) => module === undefined && `${type}.${name}` === change.address);
    const attributes = resource?.instances[0]?.attributes;
    if (attributes === undefined)
      throw new CommandError(`${stack.name}: the state has not ${change.address} after its import`, EXIT.failed);
    const wanted = after(change);
    for (const name of NEVER_READ)
      if (name in attributes || wanted[name] !== undefined) attributes[name] = wanted[name] ?? (name === "labels" ? {} : null);
  }
  const file = path.join(session.scratch, `${stack.name}-completed.tfstate`);
  fs.writeFileSync(file, JSON.stringify({ ...state, serial: state.serial + 1 }), { mode: 0o600 });
  const { code, failures } = await pushState(session, stack, file);
  if (code !== 0) throw failed(`${stack.name}: the state with the imported cluster cannot be written`, failures);
}
