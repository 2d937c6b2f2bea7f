import type { ProjectInOpenStack } from "../../projects";
import type { Query } from "../openstack/cloud";
import { OpenStackError } from "../openstack/failure";
import { boundToNetworks, type Bound } from "./bound";
import type { Clusters } from "./clusters";
import { kindNamed, KINDS, type LeftoverKind, type KindName } from "./kinds";
import { createdOf, idOf, INTERFACES, leftoverOf, leftoverOnNetwork, type Leftover } from "./leftover";
import { listKind, loginOf, pathOf, type Logins } from "./logins";
import { Marks } from "./marks";
import { textOf, type Row } from "../openstack/rows";
import { isOfTerraform, OF_TERRAFORM, whoseByMarks, type Ownership } from "./whose";

/** Where to look. */
export interface Search {
  /** The project. */
  readonly project: ProjectInOpenStack;
  /** Its logins. */
  readonly logins: Logins;
  /** Whose things there may be. */
  readonly clusters: Clusters;
}

/** What was found. */
export interface Findings {
  /** In the order in which it can be deleted. */
  readonly left: readonly Leftover[];
  /** What could not be listed, and why. */
  readonly problems: readonly string[];
}

const SHARE_SNAPSHOT = kindNamed("share snapshot");

/**
 * Finds what is left of a project's cluster: what it has made from inside, what its driver has made, what Terraform has made, and what
 * others have put on its network. It only reads.
 *
 * @param search - where to look
 */
export async function findLeftovers(search: Search): Promise<Findings> {
  const problems: string[] = [];
  const kinds = await kindsToList(search, problems);
  const marked = (await Promise.all(kinds.map((kind) => markedOf(kind, search, problems)))).flat();
  const left = withBound(marked, await boundOf(marked, search, problems), search);
  left.push(...(await snapshotsOf(left, search, problems)));
  const rank = ({ kind }: Leftover): number => KINDS.findIndex(({ name }) => name === kind);
  return { left: left.sort((a, b) => rank(a) - rank(b)), problems: [...new Set(problems)] };
}

/** What a cluster makes from inside and takes away when it is told to. */
const MADE_INSIDE: readonly KindName[] = ["load balancer", "volume", "share"];

/**
 * Finds the load balancers, volumes and shares that our cluster has made, without their age: for those who look again and again.
 *
 * @param search - where to look
 */
export async function findMadeInside(search: Search): Promise<Findings> {
  const problems: string[] = [];
  const marks = new Marks(search.clusters.ours, search.clusters.others);
  const found = await Promise.all(
    MADE_INSIDE.map(kindNamed).map(async (kind) => {
      const rows = await listOf(kind, search, problems);
      return rows.flatMap((row) => {
        const verdict = whoseByMarks(kind, row, marks, search.project);
        if (typeof verdict !== "object" || verdict.whose !== "ours" || verdict.madeBy !== "cluster") return [];
        return [leftoverOf(kind, row, verdict, cloudOf(kind, search))];
      });
    }),
  );
  return { left: found.flat(), problems: [...new Set(problems)] };
}

/** Services that a cloud does not have hold nothing. */
async function kindsToList({ logins, project }: Search, problems: string[]): Promise<LeftoverKind[]> {
  const kinds: readonly LeftoverKind[] = KINDS;
  const wanted = kinds.filter((kind) => kind !== SHARE_SNAPSHOT && (kind.drivers?.includes(project.site.magnum.driver) ?? true));
  try {
    const { services } = await logins.project.identity();
    return wanted.filter(({ service }) => services.includes(service));
  } catch (error) {
    problems.push((error as Error).message);
    return wanted;
  }
}

async function markedOf(kind: LeftoverKind, search: Search, problems: string[]): Promise<Leftover[]> {
  const { project, clusters } = search;
  const marks = new Marks(clusters.ours, clusters.others);
  const verdictOn = (row: Row): Ownership | undefined => {
    const byMarks = whoseByMarks(kind, row, marks, project);
    if (byMarks === "another's") return undefined;
    const verdict = byMarks ?? (isOfTerraform(kind, row, project) ? OF_TERRAFORM : undefined);
    // As long as Magnum has the cluster, what it and Terraform have made is theirs to delete.
    return clusters.living && verdict?.madeBy !== "cluster" ? undefined : verdict;
  };
  const found = await Promise.all(
    (await listOf(kind, search, problems)).map(async (row) => {
      if (!verdictOn(row)) return [];
      const all = await detailsOf(kind, row, search, problems);
      const verdict = all && verdictOn(all);
      return verdict ? [leftoverOf(kind, all, verdict, cloudOf(kind, search))] : [];
    }),
  );
  return found.flat();
}

async function listOf(kind: LeftoverKind, { logins }: Search, problems: string[], query?: Query): Promise<Row[]> {
  try {
    return await listKind(kind, logins, query);
  } catch (error) {
    problems.push((error as Error).message);
    return [];
  }
}

/** What the list does not have: when a thing was made, and the ports of a router. Undefined for what went away meanwhile. */
async function detailsOf(kind: LeftoverKind, row: Row, { logins }: Search, problems: string[]): Promise<Row | undefined> {
  const cloud = logins[loginOf(kind)];
  const id = idOf(kind, row);
  try {
    if (kind.name === "router") {
      const ports = await cloud.list("network", "/ports", { device_id: id });
      return { ...row, [INTERFACES]: ports.filter(isInterface).map((port) => textOf(port, "id")) };
    }
    if (createdOf(row)) return row;
    const path = pathOf(kind, (await cloud.identity()).user.id);
    return { ...row, ...(await cloud.show(kind.service, `${path}/${encodeURIComponent(id)}`)) };
  } catch (error) {
    if (!(error instanceof OpenStackError && error.failure === "not found")) problems.push((error as Error).message);
    return undefined;
  }
}

/** The port of the gateway goes with the router. */
function isInterface(port: Row): boolean {
  return textOf(port, "device_owner") !== "network:router_gateway";
}

function cloudOf(kind: LeftoverKind, { project }: Search): string {
  return project.site.clouds[loginOf(kind)];
}

async function boundOf(marked: readonly Leftover[], { logins }: Search, problems: string[]): Promise<Bound[]> {
  const ours = marked.filter(({ kind, whose }) => kind === "network" && whose === "ours");
  try {
    return await boundToNetworks(ours, logins.project);
  } catch (error) {
    problems.push((error as Error).message);
    return [];
  }
}

/** What is on our network and named as the nodes of our clusters are is ours; of the rest somebody has to decide. */
function withBound(marked: readonly Leftover[], bound: readonly Bound[], { project }: Search): Leftover[] {
  const isSame = (a: Pick<Leftover, "kind" | "id">, b: Pick<Leftover, "kind" | "id">): boolean => a.kind === b.kind && a.id === b.id;
  const known = marked.map((one): Leftover => {
    const port = bound.find((other) => isSame(one, other));
    // Drivers put more behind the cluster's name: the role or the group, and a number. A mere name of the form may be anybody's.
    const isNode = port && one.whose === "by hand" && one.name.includes(`${one.mark}-`);
    return isNode ? { ...one, whose: "ours", sign: `named as the cluster's nodes, and on network ${port.network}` } : one;
  });
  const others = bound.filter((one) => !marked.some((other) => isSame(one, other)));
  return [
    ...known,
    ...others.map((one) => {
      const isFree = one.kind === "port" && one.owner === "";
      return leftoverOnNetwork(one, isFree ? "ours" : "by hand", project.site.clouds.project);
    }),
  ];
}

/** A share goes only without its snapshots, which carry no mark. */
async function snapshotsOf(found: readonly Leftover[], search: Search, problems: string[]): Promise<Leftover[]> {
  const snapshots = await Promise.all(
    found
      .filter(({ kind }) => kind === "share")
      .map(async ({ id, name, whose, mark, madeBy, sign }) => {
        const rows = await listOf(SHARE_SNAPSHOT, search, problems, { share_id: id });
        const verdict = { whose, mark, madeBy, sign: `of share ${name}, ${sign}` };
        return rows.map((row) => leftoverOf(SHARE_SNAPSHOT, row, verdict, search.project.site.clouds.project));
      }),
  );
  return snapshots.flat();
}
