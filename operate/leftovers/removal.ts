import type { Cloud, Query } from "../openstack/cloud";
import type { Row } from "../openstack/rows";
import type { ServiceName } from "../openstack/services";
import { kindNamed, type KindName, type LeftoverKind } from "./kinds";
import { pathOf } from "./logins";

/** One step of a deletion: what the OpenStack client is told, for people, and what the service is. */
export interface Removal {
  /** Arguments of the OpenStack client. */
  readonly command: readonly string[];
  /** Service. */
  readonly service: ServiceName;
  /** Path; `{user}` is the one who has logged in. */
  readonly path: string;
  /**
   * Query.
   *
   * @default - none
   */
  readonly query?: Query | undefined;
  /**
   * What is sent where the step changes something and deletes nothing.
   *
   * @default - the step deletes
   */
  readonly change?: Row;
}

/**
 * The deletion of a thing.
 *
 * @param kind - its kind
 * @param id - what it is asked for by
 * @param name - its name, which Heat wants to have as well
 */
export function deletionOf({ service, path, name: kind, deletion, deleteQuery }: LeftoverKind, id: string, name: string): Removal {
  // Barbican's ids are addresses.
  const last = encodeURIComponent(id.slice(id.lastIndexOf("/") + 1));
  const below = kind === "Heat stack" ? `${encodeURIComponent(name)}/${last}` : last;
  return { command: [...deletion, id], service, path: `${path}/${below}`, query: deleteQuery };
}

/**
 * The deletion of a thing of a kind that has no name in its path.
 *
 * @param kind - its kind
 * @param id - its id
 */
export function deletionById(kind: Exclude<KindName, "Heat stack">, id: string): Removal {
  return deletionOf(kindNamed(kind), id, id);
}

/** Takes a port off a router, and deletes it. */
export function interfaceRemoval(router: string, port: string): Removal {
  return {
    command: ["router", "remove", "port", router, port],
    service: "network",
    path: `/routers/${router}/remove_router_interface`,
    change: { port_id: port },
  };
}

/**
 * Does a step.
 *
 * @param removal - the step
 * @param cloud - the cloud
 * @throws OpenStackError if the service does not do it
 */
export async function perform({ service, path, query, change }: Removal, cloud: Cloud): Promise<void> {
  if (change) await cloud.send("PUT", service, path, change);
  else await cloud.remove(service, pathOf({ path }, (await cloud.identity()).user.id), query);
}
