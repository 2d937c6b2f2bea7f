import { kindNamed, type LeftoverKind } from "../operate/leftovers/kinds";
import { pathOf } from "../operate/leftovers/logins";
import type { Cloud } from "../operate/openstack/cloud";
import { textOf, type Row } from "../operate/openstack/rows";

/** Something in the cloud. */
export interface Thing {
  /** What it is, such as `server`. */
  readonly kind: string;
  /** Its id. */
  readonly id: string;
  /** Its name, which may be empty. */
  readonly name: string;
}

/** Everything that the project has in the cloud. */
export interface Inventory {
  /** What there is. */
  readonly things: readonly Thing[];
  /** Kinds that cannot be listed, and why. */
  readonly unlisted: ReadonlyMap<string, string>;
}

/** Where things of a kind are listed; `{user}` is the one who has logged in. */
type Place = Pick<LeftoverKind, "service" | "path">;

const LISTS: Readonly<Record<string, Place>> = {
  server: kindNamed("server"),
  volume: kindNamed("volume"),
  snapshot: kindNamed("volume snapshot"),
  share: kindNamed("share"),
  "load balancer": kindNamed("load balancer"),
  "floating IP": kindNamed("floating IP"),
  network: kindNamed("network"),
  subnet: { service: "network", path: "/subnets" },
  router: kindNamed("router"),
  port: kindNamed("port"),
  "security group": kindNamed("security group"),
  keypair: kindNamed("keypair"),
  cluster: { service: "container-infra", path: "/clusters" },
  "cluster template": kindNamed("cluster template"),
  "application credential": kindNamed("application credential"),
};

/**
 * Lists everything that the project has in the cloud.
 *
 * @param cloud - the cloud
 */
export async function takeInventory(cloud: Cloud): Promise<Inventory> {
  const unlisted = new Map<string, string>();
  const lists = Object.entries(LISTS).map(async ([kind, place]) => {
    try {
      const { user } = await cloud.identity();
      return (await cloud.list(place.service, pathOf(place, user.id))).map((row) => thingOf(kind, row));
    } catch (error) {
      unlisted.set(kind, (error as Error).message);
      return [];
    }
  });
  return { things: (await Promise.all(lists)).flat(), unlisted };
}

/** Floating IPs have an address in place of a name, and keypairs a name only. */
function thingOf(kind: string, row: Row): Thing {
  const name = textOf(row, "name") ?? textOf(row, "floating_ip_address") ?? "";
  return { kind, id: textOf(row, "id") ?? textOf(row, "uuid") ?? name, name };
}

/**
 * Compares two inventories by id; what could not be listed in one of them is left out.
 *
 * @param before - the first one
 * @param now - the second one
 * @returns one line for each difference
 */
export function inventoryDifference(before: Inventory, now: Inventory): string[] {
  const isListed = ({ kind }: Thing): boolean => !before.unlisted.has(kind) && !now.unlisted.has(kind);
  const lacks = ({ things }: Inventory, { kind, id }: Thing): boolean => !things.some((other) => other.kind === kind && other.id === id);
  const say = ({ kind, id, name }: Thing, what: string): string => `${kind} ${name === "" || name === id ? id : `${name} (${id})`} ${what}`;
  return [
    ...now.things.filter((thing) => isListed(thing) && lacks(before, thing)).map((thing) => say(thing, "was not there before")),
    ...before.things.filter((thing) => isListed(thing) && lacks(now, thing)).map((thing) => say(thing, "is gone")),
  ];
}

/** Counts things by kind, as a sentence. */
export function countThings({ things }: Inventory): string {
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  return kinds.map((kind) => `${kind} ${things.filter((thing) => thing.kind === kind).length}`).join(", ") || "nothing";
}
