import { isDeepStrictEqual } from "node:util";
import type { Cloud } from "../openstack/cloud";
import { textOf, type Row } from "../openstack/rows";
import { after, type Change } from "../plan/changes";

/** Attributes of Terraform's resource that replace a cluster, or upgrade it, and what Magnum calls them. */
const CLUSTER_FIELDS: Readonly<Record<string, string>> = {
  name: "name",
  cluster_template_id: "cluster_template_id",
  keypair: "keypair",
  master_count: "master_count",
  master_flavor: "master_flavor_id",
  flavor: "flavor_id",
  docker_volume_size: "docker_volume_size",
  create_timeout: "create_timeout",
  fixed_network: "fixed_network",
  fixed_subnet: "fixed_subnet",
  master_lb_enabled: "master_lb_enabled",
  floating_ip_enabled: "floating_ip_enabled",
};

/** The same for a node group. */
const GROUP_FIELDS: Readonly<Record<string, string>> = {
  name: "name",
  flavor_id: "flavor_id",
  image_id: "image_id",
  min_node_count: "min_node_count",
  max_node_count: "max_node_count",
};

/**
 * Finds in what a running cluster differs from the one that a plan would make, as far as a difference would replace or upgrade it.
 *
 * @param uuid - UUID of the running cluster
 * @param created - creation of the planned cluster
 * @param cloud - login that sees clusters
 * @returns one phrase for each attribute
 */
export async function otherThanPlanned(uuid: string, created: Change, cloud: Cloud): Promise<string[]> {
  const running = await cloud.show("container-infra", `/clusters/${uuid}`);
  return [...fieldsOtherThanPlanned(created, running, CLUSTER_FIELDS), ...labelsOtherThanPlanned(created, running)];
}

/** The same for a node group, as Magnum shows it. */
export function groupOtherThanPlanned(created: Change, running: Row): string[] {
  return fieldsOtherThanPlanned(created, running, GROUP_FIELDS);
}

function fieldsOtherThanPlanned(created: Change, running: Row, fields: Readonly<Record<string, string>>): string[] {
  const wanted = after(created);
  const unknown = (created.resource.change.after_unknown ?? {}) as Readonly<Record<string, unknown>>;
  // What the file does not say, such as the name of Magnum's own network, is unknown in the plan but for these.
  const isMade = (attribute: string): boolean => unknown[attribute] === true && isReferred(created, attribute);
  return Object.entries(fields).flatMap(([attribute, field]) => {
    const has = running[field] ?? null;
    if (isMade(attribute)) return [`${attribute} is ${JSON.stringify(has)}, and the plan makes another one`];
    const value = wanted[attribute] ?? null;
    return value === null || isDeepStrictEqual(value, has)
      ? []
      : [`${attribute} is ${JSON.stringify(has)} in place of ${JSON.stringify(value)}`];
  });
}

function isReferred({ plan, resource }: Change, attribute: string): boolean {
  const found = plan.configuration?.root_module?.resources?.find(({ address }) => address === resource.address);
  return found?.expressions?.[attribute] !== undefined;
}

/** Labels of its own lie over those of the template, which the template's id stands for. */
function labelsOtherThanPlanned(created: Change, running: Row): string[] {
  const wanted = (after(created)["labels"] ?? {}) as Readonly<Record<string, string>>;
  const has = (running["labels"] ?? {}) as Row;
  return Object.keys(wanted)
    .filter((label) => textOf(has, label) !== wanted[label])
    .map((label) => `label ${label} has another value`);
}
