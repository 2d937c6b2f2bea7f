import { kindNamed } from "../leftovers/kinds";
import type { Cloud } from "../openstack/cloud";

/** What would have no owner any more when its project is gone. */
const OWNED = (["server", "volume", "volume snapshot", "load balancer", "share", "router", "floating IP", "network"] as const).map(
  kindNamed,
);

/** Words for a kind, where its name is not enough. */
const WORDS: Readonly<Record<string, string>> = { "volume snapshot": "snapshot of a volume" };

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
    OWNED.filter(({ service }) => services.includes(service)).map(async ({ name, service, path, detail = "", isListedForAll }) => {
      const all = isListedForAll ? {} : { all_tenants: 1 };
      const rows = await cloud.list(service, `${path}${detail}`, { ...all, project_id: project });
      // Services that do not know a filter list what belongs to others too.
      const owner = (row: (typeof rows)[number]): unknown => row["project_id"] ?? row["tenant_id"] ?? row["os-vol-tenant-attr:tenant_id"];
      const own = rows.filter((row) => [undefined, project].includes(owner(row) as string | undefined));
      return { what: WORDS[name] ?? name, names: own.map((row) => String(row["name"] || row["floating_ip_address"] || row["id"])) };
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
