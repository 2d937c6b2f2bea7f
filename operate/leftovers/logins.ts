import type { OpenStackClient } from "../openstack/client";
import { listedRows, type Row } from "../openstack/rows";
import type { LeftoverKind } from "./kinds";

/** Logins of a project. */
export interface Logins {
  /** For everything but clusters. */
  readonly project: OpenStackClient;
  /** For clusters, and for what belongs to the user who makes them. */
  readonly clusters: OpenStackClient;
}

/** The login that sees a kind of things. */
export function loginOf({ login }: LeftoverKind): keyof Logins {
  return login ?? "project";
}

/**
 * Lists all things of a kind, whosever they are.
 *
 * @param kind - the kind
 * @param logins - logins of the project
 * @param options - options of `list` beside those of the kind
 * @throws OpenStackError if the cloud does not list them
 */
export async function listKind(kind: LeftoverKind, logins: Logins, ...options: string[]): Promise<Row[]> {
  return listedRows(await logins[loginOf(kind)].json(...kind.command, "list", ...(kind.listOptions ?? []), ...options));
}
