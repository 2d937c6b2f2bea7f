import type { Cloud, Query } from "../openstack/cloud";
import type { ServiceName } from "../openstack/services";

interface Kind {
  readonly what: string;
  readonly service: ServiceName;
  readonly path: string;
  readonly query: (project: string) => Query;
}

const allTenants = (project: string): Query => ({ all_tenants: 1, project_id: project });

/** What would have no owner any more when its project is gone. */
const KINDS: readonly Kind[] = [
  { what: "server", service: "compute", path: "/servers/detail", query: allTenants },
  { what: "volume", service: "block-storage", path: "/volumes/detail", query: allTenants },
  { what: "snapshot of a volume", service: "block-storage", path: "/snapshots/detail", query: allTenants },
  { what: "load balancer", service: "load-balancer", path: "/lbaas/loadbalancers", query: (project) => ({ project_id: project }) },
  { what: "share", service: "shared-file-system", path: "/shares/detail", query: allTenants },
  { what: "router", service: "network", path: "/routers", query: (project) => ({ project_id: project }) },
  { what: "floating IP", service: "network", path: "/floatingips", query: (project) => ({ project_id: project }) },
  { what: "network", service: "network", path: "/networks", query: (project) => ({ project_id: project }) },
];

const MOST = 5;

/**
 * Finds what is in a project and would stay without an owner.
 *
 * @param cloud - login of an administrator, who sees all projects
 * @param project - id of the project
 * @returns words for each kind, such as `2 x server (a, b)`
 * @throws OpenStackError if a service of the cloud does not say
 */
export async function contentsOf(cloud: Cloud, project: string): Promise<string[]> {
  const { services } = await cloud.identity();
  const found = await Promise.all(
    KINDS.filter(({ service }) => services.includes(service)).map(async ({ what, service, path, query }) => {
      const rows = await cloud.list(service, path, query(project));
      // Services that do not know a filter list what belongs to others too.
      const owner = (row: (typeof rows)[number]): unknown => row["project_id"] ?? row["tenant_id"] ?? row["os-vol-tenant-attr:tenant_id"];
      const own = rows.filter((row) => [undefined, project].includes(owner(row) as string | undefined));
      return { what, names: own.map((row) => String(row["name"] || row["floating_ip_address"] || row["id"])) };
    }),
  );
  const clusters = services.includes("container-infra")
    ? (await cloud.show("container-infra", "/stats", { project_id: project }))["clusters"]
    : 0;
  return [
    ...(clusters ? [`${Number(clusters)} cluster${clusters === 1 ? "" : "s"} of Magnum`] : []),
    ...found.filter(({ names }) => names.length > 0).map(({ what, names }) => `${names.length} x ${what} (${some(names)})`),
  ];
}

function some(names: readonly string[]): string {
  return names.length > MOST ? `${names.slice(0, MOST).join(", ")} and ${names.length - MOST} more` : names.join(", ");
}
