import type { Cloud, Query } from "../openstack/cloud";
import type { Row } from "../openstack/rows";
import type { LeftoverKind } from "./kinds";

/** Logins of a project. */
export interface Logins {
  /** For everything but clusters. */
  readonly project: Cloud;
  /** For clusters, and for what belongs to the user who makes them. */
  readonly clusters: Cloud;
}

/** The login that sees a kind of things. */
export function loginOf({ login }: LeftoverKind): keyof Logins {
  return login ?? "project";
}

/**
 * Lists all things of a kind in the project, whosever they are.
 *
 * @param kind - the kind
 * @param logins - logins of the project
 * @param query - which of them
 * @throws OpenStackError if the cloud does not list them
 */
export async function listKind(kind: LeftoverKind, logins: Logins, query: Query = {}): Promise<Row[]> {
  const cloud = logins[loginOf(kind)];
  const { user, project } = await cloud.identity();
  const own = kind.isListedForAll ? { project_id: project?.id } : {};
  return cloud.list(kind.service, `${pathOf(kind, user.id)}${kind.detail ?? ""}`, { ...own, ...query });
}

/**
 * Path of all things of a kind.
 *
 * @param kind - the kind
 * @param user - id of the user who has logged in
 */
export function pathOf({ path }: Pick<LeftoverKind, "path">, user: string): string {
  return path.replace("{user}", user);
}
