import { sumOf, type Capacity, type JobCapacity, type QuotaField, type Stage } from "../../projects/capacity";
import { clusterService, type Project } from "../../projects";
import { amountText, barsOf, type Bar } from "./bars";

const BAR_WIDTH = 40;
const SIGNS: Readonly<Record<string, string>> = {
  DaemonSets: "d",
  platform: "p",
  driver: "D",
  executors: "#",
  notebooks: "n",
  brokers: "b",
  Ceph: "c",
};

/**
 * Writes what a project has and needs, for people.
 *
 * @param project - the project
 * @param capacity - what it has and needs
 */
export function capacityTable(project: Project, capacity: Capacity): string {
  return [
    `${project.id} at ${project.site.name} (${clusterService(project.site)})`,
    ...table(["group", "flavor", "nodes", "CPU of a node for pods", "memory of a node for pods"], groupRows(capacity)),
    ...(capacity.jobs.length > 0
      ? table(["job", "executor", "on a node", "at min", "at first", "at max", "wanted", ""], capacity.jobs.map(jobRow))
      : []),
    ...notebookTable(capacity),
    ...kafkaTable(capacity),
    ...cephTable(capacity),
    ...monitoringTable(capacity),
    ...barLines(capacity),
    ...table(["quota", "limit", "at min", "at max", "at upgrade", "left at max"], quotaRows(limitsOf(project), capacity)),
  ].join("\n");
}

function groupRows({ groups }: Capacity): string[][] {
  return groups.map(({ name, flavor, nodes, room, allocatable }) => [
    name,
    flavor,
    nodes.min === nodes.max ? String(nodes.max) : `${nodes.min} to ${nodes.max}`,
    `${room.cpu}m of ${allocatable.cpu}m`,
    `${room.memory} of ${allocatable.memory} MiB`,
  ]);
}

function jobRow({ job, perNode, executors, verdict }: JobCapacity): string[] {
  const { size, requests } = job.executor;
  const count = ({ guaranteed, possible }: JobCapacity["executors"]["max"]): string =>
    guaranteed === possible ? String(possible) : `${guaranteed} to ${possible}`;
  return [
    job.name ?? "any",
    `${size.cores} cores, ${size.memoryGiB} GiB (${requests.memory} MiB with overhead)`,
    String(perNode),
    count(executors.min),
    count(executors.count),
    count(executors.max),
    String(job.executors),
    verdict,
  ];
}

function notebookTable({ notebooks }: Capacity): string[] {
  if (!notebooks) return [];
  const rows = notebooks.sizes.map(({ name, requests, perNode, possible, verdict }) => [
    name,
    `${requests.cpu / 1000} core${requests.cpu === 1000 ? "" : "s"}, ${requests.memory / 1024} GiB`,
    notebooks.group.name,
    String(perNode),
    String(possible),
    String(notebooks.users),
    verdict,
  ]);
  return table(["notebooks", "request", "group", "on a node", "at max", "users", ""], rows);
}

function kafkaTable({ kafka }: Capacity): string[] {
  if (!kafka) return [];
  const { requests, group, brokers, verdict } = kafka;
  const row = [
    `${requests.cpu / 1000} cores, ${requests.memory / 1024} GiB`,
    group.name,
    String(group.nodes.max),
    String(brokers),
    verdict,
  ];
  return table(["broker", "group", "nodes at max", "brokers", ""], [row]);
}

function cephTable({ ceph }: Capacity): string[] {
  if (!ceph) return [];
  const { daemons, group, requests, verdict } = ceph;
  const size = ({ cpu, memory }: { readonly cpu: number; readonly memory: number }): string[] => [
    String(cpu / 1000),
    (memory / 1024).toFixed(1),
  ];
  return table(
    ["Ceph", "group", "nodes at min", "pods", "cores of each", "GiB of each", ""],
    [
      ...daemons.map((each) => [each.name, group.name, String(group.nodes.min), String(each.count), ...size(each.requests), ""]),
      ["all", group.name, String(group.nodes.min), String(requests.pods), ...size(requests), verdict],
    ],
  );
}

function monitoringTable({ monitoring }: Capacity): string[] {
  if (!monitoring) return [];
  const { series, inMemory, memory, disk, days } = monitoring;
  const row = [
    `about ${sumOf(series)} series`,
    String(inMemory),
    `${memory.needed} MiB`,
    `${memory.requested} MiB`,
    `${disk.sizeGiB} GiB`,
    String(days.held),
    String(days.wanted),
  ];
  return table(["Prometheus", "in memory", "take about", "request", "disk", "days on it", "wanted"], [row]);
}

/** The quota of an OpenStack project, or what limits an account of DigitalOcean. */
function limitsOf({ quota, site }: Project): Readonly<Partial<Record<QuotaField, number>>> {
  return site.kind === "digitalocean" ? { ...(site.dropletLimit !== undefined && { instances: site.dropletLimit }) } : (quota ?? {});
}

function quotaRows(quota: Readonly<Partial<Record<QuotaField, number>>>, { needs }: Capacity): string[][] {
  const at = (stage: Stage, field: QuotaField): number => sumOf(needs[stage][field]);
  return (Object.keys(needs.max) as QuotaField[]).map((field) => {
    const limit = quota[field] ?? -1;
    const stages = (["min", "max", "upgrade"] as const).map((stage) => String(at(stage, field)));
    return [field, limit === -1 ? "unlimited" : String(limit), ...stages, limit === -1 ? "" : String(limit - at("max", field))];
  });
}

function barLines(capacity: Capacity): string[] {
  const bars = barsOf(capacity);
  const width = Math.max(...bars.map(({ label }) => label.length));
  return ["", ...bars.map((bar) => `${bar.label.padEnd(width)}  ${bar.of.padEnd(6)} [${cells(bar)}] ${legend(bar)}`)];
}

function cells({ total, parts }: Bar): string {
  let text = "";
  let sum = 0;
  for (const { what, amount } of parts) {
    sum += amount;
    text = text.padEnd(Math.min(BAR_WIDTH, Math.round((sum / total) * BAR_WIDTH)), SIGNS[what]);
  }
  return text.padEnd(BAR_WIDTH, ".");
}

function legend({ total, parts, of }: Bar): string {
  const used = parts.filter(({ amount }) => amount >= 0.05).map(({ what, amount }) => `${what} ${amountText(amount, of)}`);
  return `${used.join(", ") || "nothing"} of ${amountText(total, of)}`;
}

/** Lines of a table whose columns are as wide as their longest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cellsOfRow: readonly string[]): string =>
    cellsOfRow
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd();
  return ["", line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
