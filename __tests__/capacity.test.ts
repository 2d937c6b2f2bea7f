import * as fc from "fast-check";
import { capacityFindings, capacityOf, executorShapes, sumOf, type Capacity, type QuotaField } from "../projects/capacity";
import { executorsOn, isAlwaysPlaced, perNode, type Nodes } from "../projects/capacity/packing";
import { minus, times, within, type Resources } from "../projects/capacity/resources";
import { cpuMilli, memoryMiB, nodeAllocatable } from "../constructs/kit/node-allocatable";
import { siteFiles } from "../environments";
import { formatProblem, InvalidEnvironments, parseEnvironments, type Project, type ProjectInput, type SiteInput } from "../projects";
import { leanDev as gaiaDev } from "./support/lean-project";
import { gaiaProd } from "../environments/gaia-prod";
import { cumulus } from "../environments/sites/cumulus";
import { answer } from "../cli/commands/capacity";
import { randomCases } from "../dev/proof/cases";
import { disagreement } from "../dev/proof";

const pod = (cpu: number, memory: number, volumes = 0): Resources => ({ cpu, memory, pods: 1, volumes, gpus: 0 });
const room = (cpu: number, memory: number): Resources => ({ cpu, memory, pods: 110, volumes: 256, gpus: 0 });

function read(project: ProjectInput, site: SiteInput = cumulus): Project {
  return parseEnvironments({ "mine.ts": project }, { "sites/site.ts": site })[0]!;
}

/** What is wrong with a project, and what will hurt. */
function said(project: ProjectInput, site: SiteInput = cumulus): string[] {
  try {
    return read(project, site).warnings.map((warning) => `warning: ${warning}`);
  } catch (error) {
    if (error instanceof InvalidEnvironments) return error.problems.map(formatProblem);
    throw error;
  }
}

const dev = gaiaDev as ProjectInput & { spark: NonNullable<ProjectInput["spark"]> };
const withSpark = (changes: Partial<NonNullable<ProjectInput["spark"]>>): ProjectInput => ({
  ...dev,
  spark: { ...dev.spark, applications: [], ...changes },
});

describe("what a node has for pods", () => {
  test("is what Linux shows less the eviction threshold", () => {
    // 24 GiB: 384 MiB for the table of pages, 160 for the kernel, 100 for the threshold.
    expect(nodeAllocatable({ vcpus: 8, memoryMiB: 24576 }, "capi-helm")).toEqual({ cpu: 8000, memory: 23932, pods: 110 });
  });

  test("is less what Heat's kubelet_options reserve", () => {
    const labels = {
      kubelet_options:
        "--kube-reserved=cpu=200m,memory=1Gi --system-reserved=cpu=0.1,memory=512Mi --eviction-hard=memory.available<200Mi --max-pods=60",
    };
    expect(nodeAllocatable({ vcpus: 8, memoryMiB: 24576 }, "heat", labels)).toEqual({ cpu: 7700, memory: 22296, pods: 60 });
    expect(nodeAllocatable({ vcpus: 8, memoryMiB: 24576 }, "capi-helm", labels).cpu).toBe(8000);
  });

  test("is never less than nothing", () => {
    expect(nodeAllocatable({ vcpus: 1, memoryMiB: 128 }, "heat").memory).toBe(0);
  });

  test.each([
    ["250m", 250],
    ["1", 1000],
    ["0.5", 500],
    ["1.0001", 1001],
  ])("%s CPU are %d thousandths", (quantity, milli) => expect(cpuMilli(quantity)).toBe(milli));

  test.each([
    ["512Mi", 512],
    ["2Gi", 2048],
    ["1G", 954],
    ["1048577", 2],
    ["64Ki", 1],
  ])("%s of memory are %d MiB", (quantity, mebibytes) => expect(memoryMiB(quantity)).toBe(mebibytes));
});

describe("packing", () => {
  test.each<[string, Nodes, Resources, Resources, Resources[], number, number]>([
    ["only executors' slots", { count: 3, room: room(10_000, 10_000) }, pod(2000, 1000), pod(0, 0), [], 15, 15],
    ["a driver in a corner that is free", { count: 3, room: room(11_000, 10_000) }, pod(2000, 1000), pod(1000, 100), [], 15, 15],
    ["a driver in an executor's place", { count: 3, room: room(10_000, 10_000) }, pod(2000, 1000), pod(1000, 100), [], 14, 14],
    // Both on one node cost one executor, on two nodes two.
    ["others where they cost most", { count: 3, room: room(10_000, 10_000) }, pod(2000, 1000), pod(500, 100), [pod(500, 100)], 13, 14],
    ["others that memory keeps together", { count: 3, room: room(10_000, 1000) }, pod(2000, 200), pod(100, 10), [pod(100, 10)], 13, 14],
    ["no nodes", { count: 0, room: room(10_000, 10_000) }, pod(2000, 1000), pod(0, 0), [], 0, 0],
    ["a driver larger than a node", { count: 9, room: room(10_000, 10_000) }, pod(2000, 1000), pod(10_001, 0), [], 0, 0],
    ["pods that a kubelet allows", { count: 2, room: { ...room(1e6, 1e6), pods: 10 } }, pod(1, 1), pod(1, 1), [], 19, 19],
    ["volumes that a node attaches", { count: 2, room: { ...room(1e6, 1e6), volumes: 4 } }, pod(1, 1, 1), pod(1, 1), [], 8, 8],
  ])("%s", (_title, nodes, executor, driver, others, guaranteed, possible) => {
    expect(executorsOn(nodes, executor, driver, others)).toEqual({ guaranteed, possible });
  });

  const size = fc.record({ cpu: fc.integer({ min: 0, max: 12 }), memory: fc.integer({ min: 0, max: 12 }) });
  const small = fc.record({
    count: fc.integer({ min: 1, max: 4 }),
    room: fc.record({ cpu: fc.integer({ min: 4, max: 24 }), memory: fc.integer({ min: 4, max: 24 }) }),
    executor: fc.record({ cpu: fc.integer({ min: 1, max: 8 }), memory: fc.integer({ min: 1, max: 8 }) }),
    driver: size,
    others: fc.array(size, { maxLength: 5 }),
    seeds: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  });
  const full = (part: { cpu: number; memory: number }): Resources => pod(part.cpu, part.memory);
  const draw = (nodes: { count: number; room: { cpu: number; memory: number } }): Nodes => ({
    count: nodes.count,
    room: room(nodes.room.cpu, nodes.room.memory),
  });

  /** Places pods one after another on any node that has room, as a scheduler without favourites would. */
  function place(nodes: Nodes, pods: readonly Resources[], seeds: readonly number[]): boolean[] {
    const free = Array.from({ length: nodes.count }, () => nodes.room);
    return pods.map((each, index) => {
      const places = free.flatMap((left, node) => (within(each, left) ? [node] : []));
      if (places.length === 0) return false;
      const chosen = places[seeds[index % seeds.length]! % places.length]!;
      free[chosen] = minus(free[chosen]!, each);
      return true;
    });
  }

  test("what is guaranteed runs in any order, and no order runs more than what is possible", () => {
    fc.assert(
      fc.property(small, fc.nat(), ({ seeds, ...draws }, shuffle) => {
        const nodes = draw(draws);
        const [executor, driver, others] = [full(draws.executor), full(draws.driver), draws.others.map(full)];
        const { guaranteed, possible } = executorsOn(nodes, executor, driver, others);
        const pods = [driver, ...others, ...Array.from({ length: possible + 1 }, () => executor)];
        const order = pods.map((_, index) => index).sort((a, b) => ((a * 7919 + shuffle) % 101) - ((b * 7919 + shuffle) % 101));
        const placed = place(
          nodes,
          order.map((index) => pods[index]!),
          seeds,
        );
        const isPlaced = (index: number): boolean => placed[order.indexOf(index)]!;
        const running = pods.filter((_, index) => index > others.length && isPlaced(index)).length;
        expect(running).toBeGreaterThanOrEqual(guaranteed);
        if (isPlaced(0)) expect(running).toBeLessThanOrEqual(possible);
      }),
      { numRuns: 1000 },
    );
  });

  test("a pod that is always placed is placed in any order", () => {
    fc.assert(
      fc.property(small, fc.nat({ max: 12 }), ({ seeds, ...draws }, count) => {
        const nodes = draw(draws);
        const [executor, driver, others] = [full(draws.executor), full(draws.driver), draws.others.map(full)];
        fc.pre(isAlwaysPlaced(driver, nodes, others, { each: executor, count }));
        const before = [...others, ...Array.from({ length: count }, () => executor)].sort(
          (a, b) => ((a.cpu * 31 + seeds[0]!) % 7) - ((b.cpu * 31 + seeds[0]!) % 7),
        );
        expect(place(nodes, [...before, driver], seeds).at(-1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("another node never takes executors away, and larger executors are never more", () => {
    fc.assert(
      fc.property(small, fc.nat({ max: 4 }), (draws, more) => {
        const nodes = draw(draws);
        const [executor, driver, others] = [full(draws.executor), full(draws.driver), draws.others.map(full)];
        const now = executorsOn(nodes, executor, driver, others);
        const larger = executorsOn(nodes, { ...executor, memory: executor.memory + more }, driver, others);
        const another = executorsOn({ ...nodes, count: nodes.count + 1 }, executor, driver, others);
        for (const bound of ["guaranteed", "possible"] as const) {
          expect(another[bound]).toBeGreaterThanOrEqual(now[bound]);
          expect(larger[bound]).toBeLessThanOrEqual(now[bound]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the model", () => {
  test("another node never makes a project that fits unfit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), (executors, max) => {
        const verdict = (nodes: number): string => {
          const project = { ...read(withSpark({})), nodeGroups: [{ name: "spark", flavor: "gaia.cclake.13vcpu", count: nodes }] };
          return capacityOf({ ...project, spark: { ...project.spark!, executors: { min: 0, max: executors } } }, project.site).jobs[0]!
            .verdict;
        };
        if (verdict(max) === "fits") expect(verdict(max + 1)).toBe("fits");
      }),
      { numRuns: 100 },
    );
  });

  test("sums are those of their parts, and no stage needs less than one before it", () => {
    for (const { needs } of [gaiaDev, gaiaProd].map((input) => capacityFor(input))) {
      for (const field of Object.keys(needs.max) as QuotaField[]) {
        const [min, max, upgrade] = (["min", "max", "upgrade"] as const).map((stage) => sumOf(needs[stage][field]));
        expect([field, min! <= max!, max! <= upgrade!]).toEqual([field, true, true]);
      }
    }
    // 3 control planes and 3 workers of gaia-prod with 3 and 6 vCPUs, 6 nodes of 55 and 3 of 13; one more of each at an upgrade.
    const { max, upgrade } = capacityFor(gaiaProd).needs;
    expect([sumOf(max.cores), sumOf(upgrade.cores)]).toEqual([3 * 3 + 3 * 6 + 6 * 55 + 3 * 13, 4 * 3 + 4 * 6 + 7 * 55 + 4 * 13]);
    expect(sumOf(max.gigabytes)).toBe(15 * 200 + 60 * 100 + 1);
  });

  test("names the pods of the platform as Magnum and the charts make them", () => {
    const names = (capacity: Capacity): string[] => capacity.platform.floating.map(({ name }) => name);
    expect(names(capacityFor(gaiaDev)).filter((name) => ["traefik", "coredns", "spark-operator-controller"].includes(name))).toEqual([
      "coredns",
      "coredns",
      "traefik",
      "traefik",
      "spark-operator-controller",
    ]);
    const values = { deployment: { replicas: 4 }, resources: { limits: { cpu: "2" }, requests: { memory: "1Gi" } } };
    const changed = capacityFor({ ...gaiaDev, ingress: { kind: "traefik", values } }).platform.floating.filter(
      ({ name }) => name === "traefik",
    );
    expect(changed).toEqual(Array.from({ length: 4 }, () => ({ name: "traefik", requests: pod(2000, 1024) })));
  });

  test("counts what Spark requests beside heap and cores", () => {
    const conf = {
      "spark.kubernetes.executor.request.cores": "2500m",
      "spark.executor.pyspark.memory": "1g",
      "spark.memory.offHeap.enabled": "true",
      "spark.memory.offHeap.size": "512m",
    };
    const { executor, driver } = capacityFor(withSpark({ conf, executors: { max: 20 } })).jobs[0]!.job;
    expect([executor.requests.cpu, executor.requests.memory]).toEqual([2500, 5120 + 2048 + 1024 + 512]);
    expect([driver.requests.cpu, driver.requests.memory]).toEqual([1000, 2048 + 820]);
  });

  const whatever = { instances: -1, cores: -1, memoryMiB: -1, floatingIps: -1, routers: -1, ports: -1, volumes: -1, gigabytes: -1 };
  const sumsAt = (stage: "min" | "max" | "upgrade", input: ProjectInput, site?: SiteInput): Record<string, number> =>
    Object.fromEntries(Object.entries(capacityFor(input, site).needs[stage]).map(([field, parts]) => [field, sumOf(parts)]));

  // 1 control plane, 2 workers and 2 nodes of a group of 10 cores; no part of the platform but what is said.
  const bare: ProjectInput = {
    ...gaiaDev,
    tier: "dev",
    quota: whatever,
    datasets: undefined,
    spark: undefined,
    ingress: undefined,
    storage: {},
    nodeGroups: [{ name: "extra", flavor: "gaia.cclake.27vcpu", count: 2 }],
    cluster: {
      ...gaiaDev.cluster,
      controlPlane: { flavor: "gaia.cclake.2vcpu", count: 1 },
      workers: { flavor: "gaia.cclake.6vcpu", count: 2 },
      labels: { boot_volume_size: 100 },
      masterLoadBalancer: true,
      api: { floatingIp: true },
    },
  };
  const memory = (...names: string[]): number => names.reduce((sum, name) => sum + cumulus.flavors[name]!.memoryMiB, 0);
  const [small, worker, large] = ["gaia.cclake.2vcpu", "gaia.cclake.6vcpu", "gaia.cclake.27vcpu"] as const;
  const siteOf = (driver: SiteInput["magnum"]["driver"], reach: "route" | "extra-network" | "direct" = "direct"): SiteInput => {
    const images = Object.fromEntries(Object.keys(cumulus.magnum.images).map((version) => [version, "an-image"]));
    const further = { direct: {}, route: { gatewayNetwork: "storage" }, "extra-network": { network: "ceph" } }[reach];
    const storageNetwork = { reach, cidr: "10.206.0.0/16", ...further };
    return { ...cumulus, magnum: { driver, images }, storageNetwork: storageNetwork as SiteInput["storageNetwork"] };
  };

  // One more node of each of the three groups while templates are exchanged, but with Heat, which makes a new cluster.
  test.each([
    ["heat", 0],
    ["capi-helm", 1],
    ["vexxhost", 1],
  ] as const)("counts what a cluster of driver %s takes of each quota", (driver, surge) => {
    const expected = (more: number): Record<string, number> => ({
      instances: 5 + 3 * more,
      cores: 2 + 2 * 6 + 2 * 27 + more * (2 + 6 + 27),
      memoryMiB: memory(small, worker, worker, large, large) + more * memory(small, worker, large),
      floatingIps: 1,
      routers: 1,
      // A node has one port; DHCP, the router's interface and the load balancer have one each.
      ports: 5 + 3 * more + 3,
      networks: 1,
      securityGroups: 3,
      loadBalancers: 1,
      volumes: 5 + 3 * more,
      gigabytes: (5 + 3 * more) * 100,
      shares: 0,
      shareGigabytes: 0,
    });

    expect(sumsAt("min", bare, siteOf(driver))).toEqual(expected(0));
    expect(sumsAt("max", bare, siteOf(driver))).toEqual(expected(0));
    expect(sumsAt("upgrade", bare, siteOf(driver))).toEqual(expected(surge));
  });

  const uuid = (digit: number): string => `0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de0${digit}`;
  test.each<[string, Partial<ProjectInput>, SiteInput, Record<string, number>]>([
    [
      "without a load balancer of the API server",
      { cluster: { ...bare.cluster, masterLoadBalancer: false, api: { floatingIp: false } } },
      siteOf("heat"),
      { floatingIps: 0, loadBalancers: 0, ports: 7 },
    ],
    [
      "without a load balancer of the API server, which has a floating IP",
      { cluster: { ...bare.cluster, masterLoadBalancer: false } },
      siteOf("vexxhost"),
      { floatingIps: 1, loadBalancers: 0, ports: 7 },
    ],
    [
      "without a floating IP of the API server",
      { cluster: { ...bare.cluster, api: { floatingIp: false } } },
      siteOf("capi-helm"),
      { floatingIps: 0, loadBalancers: 1, ports: 8 },
    ],
    [
      "in a network that is there",
      { cluster: { ...bare.cluster, nodeCidr: "10.20.0.0/20", network: { networkId: uuid(1), subnetId: uuid(2) } } },
      siteOf("capi-helm"),
      { routers: 0, networks: 0, ports: 6 },
    ],
    ["with a route to the storage network", {}, siteOf("capi-helm", "route"), { routers: 2, networks: 1, ports: 9 }],
    ["with a further network of the workers", {}, siteOf("capi-helm", "extra-network"), { routers: 1, networks: 1, ports: 12 }],
    ["with Traefik", { ingress: { kind: "traefik", floating: true } }, siteOf("capi-helm"), { floatingIps: 2, loadBalancers: 2, ports: 9 }],
    [
      "with Traefik inside the cloud",
      { ingress: { kind: "traefik", floating: false } },
      siteOf("capi-helm"),
      { floatingIps: 1, loadBalancers: 2, ports: 9 },
    ],
    [
      "with a load balancer for each host of Octavia's ingress",
      {
        ingress: {
          kind: "octavia",
          routes: ["a", "a", "b"].map((host, index) => ({
            host: `${host}.example.org`,
            path: `/${index}`,
            namespace: "web",
            service: "web",
            port: 80,
          })),
        },
      },
      siteOf("heat"),
      { floatingIps: 3, loadBalancers: 3, ports: 10 },
    ],
  ])("counts a cluster %s", (_title, changes, site, expected) => {
    expect(sumsAt("max", { ...bare, ...changes }, site)).toMatchObject(expected);
  });

  test.each(["labels", "clusterLabels"] as const)("reads the volumes of nodes from %s", (place) => {
    const cluster = { ...bare.cluster, labels: {}, [place]: { boot_volume_size: 50, etcd_volume_size: 8 } };

    expect(sumsAt("max", { ...bare, cluster }, siteOf("heat"))).toMatchObject({ volumes: 5 + 1, gigabytes: 5 * 50 + 8 });
    expect(capacityFor({ ...bare, cluster }, siteOf("heat")).groups.map(({ rootDiskGiB }) => rootDiskGiB)).toEqual([50, 50]);
  });

  test("reads the volumes of etcd from labels that are passed on unchecked", () => {
    const cluster = { ...bare.cluster, extraLabels: { etcd_blockdevice_size: "20" } };

    expect(sumsAt("max", { ...bare, cluster }, siteOf("heat"))).toMatchObject({ volumes: 5 + 1, gigabytes: 5 * 100 + 20 });
  });

  test("reads what wins: labels of the cluster over those of its template, labels of a group over both", () => {
    const cluster = { ...bare.cluster, labels: { boot_volume_size: 50 }, clusterLabels: { boot_volume_size: 60 } };
    const nodeGroups = [{ ...bare.nodeGroups![0]!, labels: { boot_volume_size: 200 } }];
    const input = { ...bare, cluster, nodeGroups };

    expect(sumsAt("max", input, siteOf("heat"))).toMatchObject({ volumes: 5, gigabytes: 3 * 60 + 2 * 200 });
    expect(capacityFor(input, siteOf("heat")).groups.map(({ rootDiskGiB }) => rootDiskGiB)).toEqual([60, 200]);
  });

  test("volumes for containers are one for each node", () => {
    const cluster = { ...bare.cluster, labels: {}, dockerVolumeSizeGiB: 30 };

    expect(sumsAt("max", { ...bare, cluster }, siteOf("heat"))).toMatchObject({ volumes: 5, gigabytes: 5 * 30 });
  });

  test("reads what the kubelet reserves and which add-ons there are from the labels of the cluster itself", () => {
    const cluster = {
      ...bare.cluster,
      clusterLabels: { kubelet_options: "--kube-reserved=cpu=200m", metrics_server_enabled: false },
    };
    const { groups, platform } = capacityFor({ ...bare, cluster }, siteOf("heat"));

    expect(groups.map(({ allocatable }) => allocatable.cpu)).toEqual([5800, 26_800]);
    expect(platform.floating.map(({ name }) => name)).not.toContain("metrics-server");
  });

  function capacityFor(input: ProjectInput, site?: SiteInput): Capacity {
    const project = read(input, site);
    return capacityOf(project, project.site);
  }
});

describe("what is said", () => {
  const gaia: [string, ProjectInput, string[]][] = [
    ["nothing of a project that fits", gaiaDev, []],
    [
      "more executors than the group ever holds",
      withSpark({ executors: { max: 31 } }),
      [
        "mine.ts: spark.executors.max must be at most 30, got 31: group 'spark' has at its largest 6 nodes of 5 executors each beside the driver " +
          "(26995m / 5000m CPU, 45036 / 7168 MiB); lower it, or raise nodeGroups[0].max to 7",
      ],
    ],
    [
      "an application of fixed size",
      withSpark({
        applications: [
          { name: "a", type: "Python", mainApplicationFile: "local:///a.py", executor: { cores: 13, memoryGiB: 8, instances: 13 } },
        ],
      }),
      [
        "mine.ts: spark.applications[0].executor.instances must be at most 11, got 13: group 'spark' has at its largest 6 nodes of 2 executors each " +
          "beside the driver (26995m / 13000m CPU, 45036 / 11469 MiB); lower it, or raise nodeGroups[0].max to 7",
      ],
    ],
    [
      "a pod that no node holds",
      withSpark({ executor: { cores: 5, memoryGiB: 40 } }),
      [
        "mine.ts: spark.executor.memoryGiB must be at most 31 on a node of group 'spark' (gaia.cclake.27vcpu): 40 GiB with overhead are 57344 MiB, " +
          "45036 MiB are left of gaia.cclake.27vcpu (allocatable 45100 MiB less 64 MiB for DaemonSets), got 40",
      ],
    ],
    [
      "a quota of the job namespace that one job exceeds",
      withSpark({ quota: { cores: 150, memoryGiB: 213, pods: 30, scratchGiB: 1500 } }),
      [
        "mine.ts: spark.quota.cores must be at least 151, which the largest job with its driver and all its executors needs, got 150; raise it, or lower spark.executors.max",
        "mine.ts: spark.quota.pods must be at least 31, which the largest job with its driver and all its executors needs, got 30; raise it, or lower spark.executors.max",
      ],
    ],
    [
      "nodes that stay unused",
      withSpark({ executor: { cores: 5, memoryGiB: 18 }, executors: { max: 6 } }),
      [
        "warning: mine.ts: spark.executor leaves 21.995 of 26.995 cores and 19231 of 45036 MiB of memory of each node of group 'spark' unused " +
          "with 1 executor on it; 5 cores and 6 GiB would leave 1.995 cores and 2026 MiB",
      ],
    ],
    [
      "root disks that images fill",
      { ...gaiaDev, cluster: { ...gaiaDev.cluster, labels: {} } },
      [
        "warning: mine.ts: cluster.labels should set boot_volume_size to 100 or more: images and logs fill the root disks of group " +
          "'default-worker' (gaia.cclake.6vcpu) 20 GiB, 'spark' (gaia.cclake.27vcpu) 20 GiB",
      ],
    ],
    [
      "workers too small for the platform",
      {
        ...gaiaDev,
        spark: undefined,
        nodeGroups: [],
        cluster: { ...gaiaDev.cluster, workers: { flavor: "gaia.cclake.2vcpu", count: 1 } },
        ingress: { kind: "traefik", values: { resources: { requests: { cpu: "2" } } } },
      },
      [
        "mine.ts: cluster.workers cannot hold the platform: the platform's own 12 pods request 4615m CPU and 760 MiB, and beside the DaemonSets " +
          "there are 1 x default-worker with 1995m and 2974 MiB; use a larger flavor or more nodes",
      ],
    ],
    [
      "an upgrade that the quota does not hold",
      { ...gaiaDev, quota: { ...gaiaDev.quota!, cores: 200 } },
      [
        "warning: mine.ts: quota.cores is 200, but an upgrade with all nodes there needs 213: 189 (7 x spark) + 18 (3 x default-worker) + 6 (2 x control plane); scale down before it",
      ],
    ],
    [
      "a quota that leaves little for an upgrade",
      { ...gaiaDev, quota: { ...gaiaDev.quota!, gigabytes: 2750 } },
      [
        "warning: mine.ts: quota.gigabytes is 2750, of which 350 are left with all nodes there: 1500 (30 scratch volumes of one job of 50) + " +
          "900 (9 boot volumes of 100) are 2400; an upgrade takes 300 more",
      ],
    ],
    [
      "volumes, load balancers and shares beyond the quota, all at once",
      { ...gaiaDev, quota: { ...gaiaDev.quota!, volumes: 38, loadBalancers: 1, shareGigabytes: 500 } },
      [
        "mine.ts: quota.volumes is 38, but with all nodes there 39 are needed: 30 (scratch volumes of one job) + 9 (boot volumes); lower max or count of a node group, or ask for more",
        "mine.ts: quota.loadBalancers is 1, but with all nodes there 2 are needed: 1 (API server) + 1 (Traefik); lower max or count of a node group, or ask for more",
        "mine.ts: quota.shareGigabytes is 500, but with all nodes there 512 are needed: 512 (spark/user); lower max or count of a node group, or ask for more",
      ],
    ],
  ];

  test.each(gaia)("%s", (_title, project, lines) => {
    expect(said(project)).toEqual(lines);
  });

  test("GPUs, of which a node has fewer than it has room for executors", () => {
    const flavor = { ...cumulus.flavors["gaia.cclake.27vcpu"]!, gpus: 2 };
    const site = { ...cumulus, flavors: { ...cumulus.flavors, "gaia.cclake.27vcpu": flavor } };

    expect(said(withSpark({ conf: { "spark.executor.resource.gpu.amount": "1" }, executors: { max: 13 } }), site)).toEqual([
      "mine.ts: spark.executors.max must be at most 12, got 13: group 'spark' has at its largest 6 nodes of 2 executors each beside the driver " +
        "(26995m / 5000m CPU, 45036 / 7168 MiB, 2 / 1 GPUs); lower it, or raise nodeGroups[0].max to 7",
    ]);
  });

  test("projects in one OpenStack project add up", () => {
    const site = { ...cumulus, clouds: { project: "shared", clusters: "shared-super" } };
    const two = { ...gaiaDev, name: "gaia_two" };
    const errors = (() => {
      try {
        parseEnvironments({ "one.ts": { ...gaiaDev, quota: { ...gaiaDev.quota!, cores: 300 } }, "two.ts": two }, { "sites/site.ts": site });
        return "";
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(errors).toBe(
      "one.ts: quota.cores is 300, but the 2 projects in cloud shared need 354 together: 177 (gaia-dev) + 177 (gaia-two); lower max or count of a node group, or ask for more",
    );
    expect(parseEnvironments({ "one.ts": gaiaDev, "two.ts": two }, siteFiles)).toHaveLength(2);
  });
});

describe("capacity", () => {
  const projects = [read(gaiaDev), read(gaiaProd)];

  test("shows groups, jobs, bars and quota", () => {
    const { output, errors } = answer(["gaia-prod"], {}, projects);
    expect(errors).toEqual([]);
    expect(output).toMatch(/^spark +gaia\.cclake\.55vcpu +6 +54995m of 55000m +90396 of 90460 MiB$/m);
    expect(output).toMatch(/^any +5 cores, 5 GiB \(7168 MiB with overhead\) +10 +60 +60 +60 +60 +fits$/m);
    expect(output).toMatch(/^cores +486 +396 +396 +473 +90$/m);
    expect(output).toMatch(/^spark, 6 x gaia\.cclake\.55vcpu +memory \[#{32}\.{8}\]/m);
  });

  test("answers what if, with the arithmetic where it does not fit", () => {
    expect(answer(["gaia-prod"], { executors: "18", cores: "5", memory: "18g" }, projects).errors).toEqual([]);
    expect(answer(["gaia-prod"], { executors: "40", cores: "5", memory: "18g" }, projects).errors).toEqual([
      "mine.ts: spark.executors.max must be at most 18, got 40: group 'spark' has at its largest 6 nodes of 3 executors each beside the driver " +
        "(54995m / 5000m CPU, 90396 / 25805 MiB); lower it, or raise nodeGroups[0].count to 14",
    ]);
  });

  test("is JSON on request", () => {
    const [first] = JSON.parse(answer(["gaia_dev"], { json: true }, projects).output) as [
      { project: string; needs: { max: { cores: number } } },
    ];
    expect([first.project, first.needs.max.cores]).toEqual(["gaia-dev", 177]);
  });

  test("suggests executors for every flavor", () => {
    const { output } = answer(["gaia-dev"], { suggest: true }, projects);
    for (const flavor of Object.keys(cumulus.flavors)) expect(output).toContain(`\n${flavor} `);
  });

  test.each([
    [["gaia"], {}, "project must be one of gaia-dev, gaia-prod, got 'gaia'"],
    [["gaia-dev"], { cores: "0" }, "--cores must be a whole number of at least 1, got '0'"],
    [["gaia-dev"], { memory: "18" }, "--memory must be the heap in GiB, such as 18g, got '18'"],
    [[], { cores: "2" }, "--executors, --cores, --memory and --users ask about one project, which must be named"],
  ])("refuses %p with %p", (words, values, message) => expect(() => answer(words, values, projects)).toThrow(message));
});

test("the best shape fits as often as it says, and wastes less than any other", () => {
  const node = room(27_000, 45_000);
  const [best, ...others] = executorShapes(node, 0.4);
  const executor = pod(best!.cores * 1000, best!.memoryGiB * 1024 + Math.ceil(best!.memoryGiB * 1024 * 0.4));
  expect(perNode(node, executor)).toBe(best!.perNode);
  expect(minus(node, times(executor, best!.perNode))).toMatchObject({ cpu: best!.unusedCores * 1000, memory: best!.unusedMemoryMiB });
  const waste = ({ unusedCores, unusedMemoryMiB }: typeof best & object): number => unusedCores / 27 + unusedMemoryMiB / 45_000;
  for (const other of others) expect(waste(other)).toBeGreaterThanOrEqual(waste(best!));
});

describe("dev proof", () => {
  const cases = randomCases(60, 1);
  const pending = (reason: string) => ({ placed: 0, pending: [{ name: "executor", reason }] });

  test("has projects of every kind", () => {
    expect(new Set(cases.map(({ verdict }) => verdict))).toEqual(new Set(["fits", "does not fit", "depends on the order"]));
  });

  test("has notebooks among them, beside jobs and on nodes of their own, of every verdict", () => {
    const withNotebooks = cases.filter(({ pods }) => pods.some(({ name }) => name === "notebook"));
    const isApart = ({ pods }: (typeof cases)[number]): boolean => pods.find(({ name }) => name === "notebook")!.group === "notebooks";
    for (const apart of [true, false]) {
      const verdicts = withNotebooks.filter((one) => isApart(one) === apart).map(({ verdict }) => verdict);
      expect(verdicts).toEqual(expect.arrayContaining(["fits", "does not fit"]));
    }
  });

  test("sees when the scheduler disagrees", () => {
    const fits = cases.find(({ verdict }) => verdict === "fits")!;
    const tooLarge = cases.find(({ verdict }) => verdict === "does not fit")!;
    expect(disagreement(fits, { placed: fits.pods.length, pending: [] })).toBeUndefined();
    expect(disagreement(fits, pending("0/1 nodes are available: 1 Insufficient cpu."))).toContain(
      "the model says it fits, 1 pods are pending",
    );
    expect(disagreement(tooLarge, pending("0/1 nodes are available: 1 Insufficient memory."))).toBeUndefined();
    expect(disagreement(tooLarge, pending("0/1 nodes are available: 1 node(s) had untolerated taint."))).toContain("untolerated taint");
    expect(disagreement(tooLarge, { placed: 9, pending: [] })).toContain("all 9 of");
  });
});

test("what does not fit is not among what is said of data that is wrong otherwise", () => {
  expect(said(withSpark({ executors: { min: 40, max: 31 } }))).toEqual(["mine.ts: spark.executors.min must be at most max 31, got 40"]);
  expect(capacityFindings(read(gaiaDev), capacityOf(read(gaiaDev), read(gaiaDev).site))).toEqual([]);
});
