import { everything, everywhere } from "../dev/everything";
import { LONDON, SKY } from "../dev/plans/digitalocean";
import { parseEnvironments, type Project, type ProjectInput } from "../projects";
import { capacityFindings, capacityOf, sumOf } from "../projects/capacity";
import type { MonitoringCapacity } from "../projects/capacity/monitoring";
import { capacityTable } from "../views/capacity/table";

type MonitoringInput = NonNullable<ProjectInput["monitoring"]>;
type Changes = Partial<MonitoringInput>;

const resources = (requests: string, limits?: string, scrapeInterval?: string): Changes => ({
  values: {
    prometheus: {
      prometheusSpec: {
        ...(scrapeInterval !== undefined && { scrapeInterval }),
        resources: { requests: { memory: requests }, ...(limits !== undefined && { limits: { memory: limits } }) },
      },
    },
  },
});
const disk = (sizeGiB: number, retentionDays: number): Changes => ({ disk: { storageClass: "cinder", sizeGiB }, retentionDays });

function read(changes: Changes = {}, more: Partial<ProjectInput> = {}): Project {
  const project = { ...everything, monitoring: { ...everything.monitoring!, ...changes }, ...more };
  return parseEnvironments({ "dev/everything.ts": project }, { "dev/everything.ts": everywhere })[0]!;
}
const estimate = (project: Project): MonitoringCapacity => capacityOf(project, project.site).monitoring!;
const said = (changes: Changes): string[] => read(changes).warnings.filter((warning) => warning.includes("monitoring."));

describe("series of a project", () => {
  test("are those of its API servers, nodes, pods, executors, brokers and partitions at their most", () => {
    const project = read();
    const { groups, platform } = capacityOf(project, project.site);
    const workers = groups.reduce((sum, { nodes }) => sum + nodes.max, 0);
    const nodes = workers + project.cluster.controlPlane.count;
    // Two jobs may run, whose executors fill the nodes of their group; the hub's users, brokers, and Ceph.
    const pods = platform.floating.length + platform.daemons.length * nodes + (2 + 18) + 20 + 3 + 19;

    expect(estimate(project).series.map(({ what, amount }) => [what, amount])).toEqual([
      ["3 API servers", 3 * 22_000],
      [`${nodes} nodes`, nodes * 2900],
      [`${pods} pods`, pods * 200],
      ["20 executors", 20 * 41],
      ["3 brokers", 3 * 7300],
      ["6 partitions", 6 * 20],
      ["what watches, and rules", 10_000],
    ]);
  });

  test("are fewer without node-exporter, and without the API server", () => {
    const all = sumOf(estimate(read()).series);

    expect(all - sumOf(estimate(read({ nodeExporter: false })).series)).toBeGreaterThan(23 * 1000);
    expect(all - sumOf(estimate(read({ values: { kubeApiServer: { enabled: false } } })).series)).toBe(66_000);
  });

  test("of pods of jobs stay in memory for three hours, and are taken to be others each hour", () => {
    const { series, inMemory } = estimate(read());

    expect(inMemory - sumOf(series)).toBe(2 * 20 * 241);
  });

  test("are none of control planes that are no nodes of the cluster", () => {
    const [project] = parseEnvironments({ "sky.ts": SKY }, { "sites/london.ts": LONDON }) as [Project];
    const watched = { ...project, monitoring: read().monitoring! };
    const { groups } = capacityOf(project, project.site);

    const series = estimate(watched).series.map(({ what }) => what);
    expect(series).toContain("1 API server");
    expect(series).toContain(`${groups.reduce((sum, { nodes }) => sum + nodes.max, 0)} nodes`);
  });

  test("are shown, and there are none without monitoring", () => {
    const project = read();
    const capacity = capacityOf(project, project.site);

    expect(capacityTable(project, capacity)).toMatch(/^about 239540 series +249180 +974 MiB +2048 MiB +50 GiB +14 +14$/m);
    expect(capacityOf({ ...project, monitoring: undefined }, project.site).monitoring).toBeUndefined();
  });
});

describe("a disk that is full before all days are over", () => {
  test("is said, with what would do", () => {
    expect(said(disk(50, 14))).toEqual([]);
    expect(said(disk(5, 14))).toEqual([
      expect.stringMatching(
        /monitoring\.disk\.sizeGiB is 5, which holds about 5 of 14 days, .* have a sample every 60 s; raise it to 13, or lower monitoring\.retentionDays to 5$/,
      ),
    ]);
  });

  test.each([1, 14, 90, 310, 311, 365, 3650])("can be made as large as it says for %d days, and not a GiB smaller", (days) => {
    const { neededGiB } = estimate(read(disk(5, days))).disk;

    expect(said(disk(Math.max(5, neededGiB), days))).toEqual([]);
    if (neededGiB > 6) expect(said(disk(neededGiB - 1, days))).not.toEqual([]);
  });

  test.each([5, 50, 333, 500, 2000])("of %d GiB holds as many days as it says, and not one more", (sizeGiB) => {
    const { held } = estimate(read(disk(sizeGiB, 3650))).days;

    expect(held).toBeLessThan(3650);
    expect(said(disk(sizeGiB, held))).toEqual([]);
    expect(said(disk(sizeGiB, held + 1))).not.toEqual([]);
  });

  test("is full sooner with more samples", () => {
    const held = (scrapeInterval: string): number =>
      estimate(read({ ...disk(50, 3650), ...resources("2Gi", "4Gi", scrapeInterval) })).days.held;

    expect([held("60s"), held("1m"), held("30s"), held("1m30s")]).toEqual([56, 56, 28, 84]);
    // So many that no day is held: only a larger disk helps.
    expect(said({ ...disk(5, 1), ...resources("2Gi", "4Gi", "1s") })[0]).toMatch(/holds about 0 of 1 days, .*; raise it to \d+$/);
  });
});

describe("memory that series do not fit into", () => {
  test("is said, with the limit where that is too small as well", () => {
    expect(said(resources("974Mi"))).toEqual([]);
    expect(said(resources("973Mi"))).toEqual([expect.stringMatching(/resources\.requests\.memory is 973 MiB, .*; set it to "974Mi"$/)]);
    expect(said(resources("512Mi", "512Mi"))).toEqual([
      expect.stringMatching(/; set it to "974Mi", and limits\.memory beside it to "974Mi"$/),
    ]);
    expect(said(resources("974Mi", "974Mi"))).toEqual([]);
  });

  test("is never refused, because the number is an estimate", () => {
    const project = read({ ...disk(5, 3650), ...resources("64Mi", "64Mi") });
    const found = capacityFindings(project, capacityOf(project, project.site)).filter(({ path }) => path[0] === "monitoring");

    expect(found.map(({ severity }) => severity)).toEqual(["warning", "warning"]);
  });
});
