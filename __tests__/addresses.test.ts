import * as fc from "fast-check";
import { MAGNUM_DRIVERS, MAGNUM_DRIVER_TRAITS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { hostAddress } from "../constructs/magnum-cluster/address-checks";
import { freeNetwork, overlap } from "../constructs/kit/ip-networks";
import type { ProjectInput, SiteInput } from "../projects";
import { driverSite, problemsOf, survey } from "./support/survey";

const inNetwork = (nodeCidr: string, labels?: Record<string, string>): ProjectInput => survey({ cluster: { nodeCidr, labels } });
const storage = (cidr: string): Partial<SiteInput> => ({ storageNetwork: { reach: "direct", cidr } });

describe("networks of a cluster", () => {
  interface Case {
    readonly driver: MagnumDriver;
    readonly project?: ProjectInput;
    readonly site?: Partial<SiteInput>;
    readonly line: string;
    readonly remedy?: ProjectInput;
    readonly siteRemedy?: Partial<SiteInput>;
  }
  const both = ": pods would not reach what has addresses of both, got";
  const CASES: readonly Case[] = [
    {
      driver: "capi-helm",
      project: inNetwork("172.24.0.0/20"),
      line: `survey.ts: cluster.nodeCidr must not overlap the network of services 172.24.0.0/13${both} 172.24.0.0/20; use "10.0.0.0/20"`,
      remedy: inNetwork("10.0.0.0/20"),
    },
    {
      driver: "capi-helm",
      project: inNetwork("172.16.32.0/20"),
      line: `survey.ts: cluster.nodeCidr must not overlap the network of pods 172.16.0.0/13${both} 172.16.32.0/20; use "10.0.0.0/20"`,
      remedy: inNetwork("10.0.0.0/20"),
    },
    ...(["heat", "vexxhost"] as const).flatMap((driver): Case[] => [
      {
        driver,
        project: inNetwork("10.100.0.0/20"),
        line: `survey.ts: cluster.nodeCidr must not overlap the network of pods 10.100.0.0/16${both} 10.100.0.0/20; use "10.0.0.0/20"`,
        remedy: inNetwork("10.0.0.0/20"),
      },
      {
        driver,
        project: inNetwork("10.0.0.0/20", { service_cluster_ip_range: "10.0.8.0/24" }),
        line:
          `survey.ts: cluster.labels.service_cluster_ip_range must not overlap the nodes 10.0.0.0/20${both} 10.0.8.0/24; ` +
          'use "10.1.0.0/16"',
        remedy: inNetwork("10.0.0.0/20", { service_cluster_ip_range: "10.1.0.0/16" }),
      },
      {
        driver,
        project: inNetwork("10.0.0.0/20", { calico_ipv4pool: "10.254.0.0/16" }),
        line: `survey.ts: cluster.labels.calico_ipv4pool must not overlap the network of services 10.254.0.0/16${both} 10.254.0.0/16; use "10.1.0.0/16"`,
        remedy: inNetwork("10.0.0.0/20", { calico_ipv4pool: "10.1.0.0/16" }),
      },
      {
        driver,
        site: storage("10.100.8.0/24"),
        line:
          `survey.ts: cluster.labels.calico_ipv4pool must not overlap the storage network of site lab 10.100.8.0/24${both} nothing, ` +
          'which is 10.100.0.0/16; use "10.1.0.0/16"',
        remedy: inNetwork("10.0.0.0/20", { calico_ipv4pool: "10.1.0.0/16" }),
      },
      {
        driver,
        site: { dnsServers: ["192.0.2.1", "10.254.0.53"] },
        line:
          `survey.ts: cluster.labels.service_cluster_ip_range must not overlap the DNS server of site lab 10.254.0.53/32${both} nothing, ` +
          'which is 10.254.0.0/16; use "10.1.0.0/16"',
        remedy: inNetwork("10.0.0.0/20", { service_cluster_ip_range: "10.1.0.0/16" }),
      },
    ]),
    {
      driver: "heat",
      site: { magnum: { driver: "heat", networkDriver: "flannel", images: { "1.30.2": "kube-1.30.2" } } },
      project: inNetwork("10.0.0.0/20", { flannel_network_cidr: "10.0.0.0/16" }),
      line: `survey.ts: cluster.labels.flannel_network_cidr must not overlap the nodes 10.0.0.0/20${both} 10.0.0.0/16; use "10.1.0.0/16"`,
      remedy: inNetwork("10.0.0.0/20", { flannel_network_cidr: "10.1.0.0/16" }),
    },
    {
      driver: "vexxhost",
      site: { magnum: { driver: "vexxhost", networkDriver: "cilium", images: { "1.30.2": "kube-1.30.2" } } },
      project: inNetwork("10.0.0.0/20", { cilium_ipv4pool: "10.0.0.0/16" }),
      line: `survey.ts: cluster.labels.cilium_ipv4pool must not overlap the nodes 10.0.0.0/20${both} 10.0.0.0/16; use "10.1.0.0/16"`,
      remedy: inNetwork("10.0.0.0/20", { cilium_ipv4pool: "10.1.0.0/16" }),
    },
    ...[
      { path: "storageNetwork.cidr", site: storage("172.20.0.0/16"), got: "172.20.0.0/16", siteRemedy: storage("10.206.0.0/16") },
      { path: "dnsServers[0]", site: { dnsServers: ["172.16.0.53"] }, got: "172.16.0.53", siteRemedy: {} },
      {
        path: "identity.authUrl",
        site: { identity: { authUrl: "https://172.18.0.9:5000/v3", region: "One" } },
        got: "172.18.0.9",
        siteRemedy: { identity: { authUrl: "https://192.0.2.9:5000/v3", region: "One" } },
      },
      {
        path: "objectStore.endpoint",
        site: { objectStore: { endpoint: "http://172.23.1.1:8080", region: "default" } },
        got: "172.23.1.1",
        siteRemedy: { objectStore: { endpoint: "http://192.0.2.1:8080", region: "default" } },
      },
    ].map(({ path, site, got, siteRemedy }): Case => ({
      driver: "capi-helm",
      site: site,
      line:
        `lab.ts: ${path} must not lie in the network of pods 172.16.0.0/13, which driver capi-helm gives every cluster, so that pods do not reach it, ` +
        `got ${got}; use addresses outside it`,
      siteRemedy: siteRemedy,
    })),
  ];

  test.each(CASES.map((each) => [each.driver, each.line, each]))("%s: %s", (driver, line, each) => {
    expect(problemsOf(each.project ?? survey(), driverSite(driver, each.site))).toEqual([line]);
    const site = driverSite(driver, each.siteRemedy ?? each.site);
    expect(problemsOf(each.remedy ?? each.project ?? survey(), site)).toEqual([]);
  });

  test.each(MAGNUM_DRIVERS)("of driver %s never overlap each other, nor what pods must reach, in a file that is accepted", (driver) => {
    const { pods, services } = MAGNUM_DRIVER_TRAITS[driver].networks;
    const cidr = fc
      .tuple(fc.constantFrom("10.0", "10.100", "10.254", "172.16", "172.24", "192.168"), fc.constantFrom(16, 18, 20))
      .map(([start, bits]) => `${start}.0.0/${bits}`);
    const label = pods.labels["calico"];
    fc.assert(
      fc.property(cidr, fc.option(cidr), fc.option(cidr), cidr, (nodes, podsLabel, servicesLabel, storageCidr) => {
        const labels: Record<string, string> = {
          ...(label !== undefined && podsLabel !== null && { [label]: podsLabel }),
          ...(driver !== "capi-helm" && servicesLabel !== null && { service_cluster_ip_range: servicesLabel }),
        };
        const found = problemsOf(inNetwork(nodes, labels), driverSite(driver, storage(storageCidr)));
        const all = [
          nodes,
          (label !== undefined && labels[label]) || pods.cidr,
          labels["service_cluster_ip_range"] ?? services.cidr,
          storageCidr,
        ];
        const isRight = all.every((one, index) => all.slice(index + 1).every((other) => !overlap(one, other)));
        expect(found.length === 0).toBe(isRight);
      }),
      { numRuns: 60 },
    );
  });

  test("a free network has no address of those that are taken, and is one that a file may have", () => {
    const taken = fc.array(
      fc
        .tuple(fc.constantFrom(10, 172, 192), fc.nat(255), fc.nat(255), fc.integer({ min: 8, max: 32 }))
        .map(([a, b, c, bits]) => `${a}.${b}.${c}.0/${bits}`),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 24 }), taken, (bits, others) => {
        const free = freeNetwork(bits, others);
        if (free === undefined) return;
        for (const other of others) expect(overlap(free, other)).toBe(false);
        expect(free.endsWith(`/${bits}`)).toBe(true);
      }),
    );
    expect(freeNetwork(20, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"])).toBeUndefined();
  });

  test.each([
    ["https://192.0.2.5:5000/v3", "192.0.2.5"],
    ["http://rgw.example.org:8080", undefined],
  ])("the address of %s is %s", (url, address) => {
    expect(hostAddress(url)).toBe(address);
  });
});

describe("the network of the nodes", () => {
  const ofWorkers = (count: number) =>
    problemsOf(
      survey({
        cluster: { nodeCidr: "10.64.0.0/28", controlPlane: { flavor: "m1.large", count: 1 }, workers: { flavor: "m1.large", count } },
      }),
      driverSite("heat"),
    );

  test("has an address for each node at their most, and five others", () => {
    expect(ofWorkers(10)).toEqual([]);
    expect(ofWorkers(11)).toEqual([
      'survey.ts: cluster.nodeCidr must have addresses for 12 nodes at their most, and 5 beside them: it has 16, got 10.64.0.0/28; use "10.0.0.0/27"',
    ]);
  });

  test.each(["224.0.0.0/20", "127.0.0.0/20", "169.254.0.0/20", "240.0.0.0/20"])("%s is not for hosts", (nodeCidr) => {
    expect(problemsOf(inNetwork(nodeCidr), driverSite("heat"))).toEqual([
      expect.stringMatching(/^survey\.ts: cluster\.nodeCidr must be addresses that hosts can have, and none of .*; use "10\.0\.0\.0\/20"$/),
    ]);
  });
});

describe("flavors that capi-helm refuses", () => {
  test.each([
    [2, 2048, true],
    [1, 2048, false],
    [2, 2047, false],
  ])("%d vCPUs and %d MiB: taken %p, and by the others always", (vcpus, memoryMiB, isTaken) => {
    const sizes = { "m1.medium": { vcpus: 4, memoryMiB: 16384, diskGiB: 40 }, small: { vcpus, memoryMiB, diskGiB: 40 } };
    const linesOf = (driver: MagnumDriver): string[] =>
      problemsOf(survey({ cluster: { controlPlane: { flavor: "small" } } }), driverSite(driver, { flavors: sizes }));

    expect(linesOf("capi-helm")).toEqual(
      isTaken
        ? []
        : [
            "survey.ts: cluster.controlPlane.flavor must have at least 2 vCPUs and 2048 MiB with driver capi-helm, " +
              `"small" has ${vcpus} and ${memoryMiB}`,
          ],
    );
    expect([linesOf("heat"), linesOf("vexxhost")]).toEqual([[], []]);
  });
});

describe("flavors without a disk", () => {
  test.each(MAGNUM_DRIVERS)("need a boot volume with driver %s", (driver) => {
    const file = (labels?: Record<string, number>): ProjectInput =>
      survey({
        cluster: { workers: { flavor: "m1.diskless", count: 3 }, labels },
        nodeGroups: [{ name: "spark", flavor: "m1.diskless", count: 1 }],
      });
    const line = (path: string) =>
      `survey.ts: ${path} must have a root disk, or cluster.labels.boot_volume_size must give one, such as 100; "m1.diskless" has 0 GiB`;

    expect(problemsOf(file(), driverSite(driver))).toEqual([line("cluster.workers.flavor"), line("nodeGroups[0].flavor")]);
    expect(problemsOf(file({ boot_volume_size: 100 }), driverSite(driver))).toEqual([]);
  });
});

describe("the network of pods", () => {
  const at = (driver: MagnumDriver, networkDriver: string): SiteInput =>
    driverSite(driver, { magnum: { driver, networkDriver, images: { "1.30.2": "kube-1.30.2" } } });
  const file = (workers: number, group: number, labels?: Record<string, string>, others: readonly number[] = []): ProjectInput =>
    survey({
      cluster: { nodeCidr: "10.64.0.0/18", labels: { boot_volume_size: 50, ...labels }, workers: { flavor: "m1.medium", count: workers } },
      nodeGroups: [group, ...others].map((count, index) => ({ name: `group-${index}`, flavor: "m1.medium", count })),
    });
  const blocks = (problems: readonly string[]): string[] => problems.filter((line) => line.includes("for each of"));

  test.each<[string, MagnumDriver, string, ProjectInput, string, ProjectInput]>([
    [
      "the default of heat",
      "heat",
      "flannel",
      file(200, 56),
      "survey.ts: cluster.labels.flannel_network_cidr must have a /24 for each of 257 nodes at their most, which flannel gives each one; " +
        '10.100.0.0/16 has 256; use "10.0.0.0/15"',
      file(200, 56, { flannel_network_cidr: "10.0.0.0/15" }),
    ],
    [
      "a label",
      "vexxhost",
      "cilium",
      file(2, 2, { cilium_ipv4pool: "10.1.0.0/22" }),
      "survey.ts: cluster.labels.cilium_ipv4pool must have a /24 for each of 5 nodes at their most, which cilium gives each one; " +
        '10.1.0.0/22 has 4; use "10.0.0.0/16"',
      file(2, 2, { cilium_ipv4pool: "10.0.0.0/16" }),
    ],
    [
      "the chart of capi-helm",
      "capi-helm",
      "cilium",
      file(1000, 1000, {}, [48]),
      "survey.ts: cluster.workers must be fewer, with the node groups: the network of pods must have a /24 for each of 2049 nodes at their most, " +
        "which cilium gives each one; 172.16.0.0/13 has 2048; lower the largest max",
      file(1000, 1000, {}, [47]),
    ],
  ])("has a block for each node: %s", (_what, driver, cni, wrong, line, remedy) => {
    expect(blocks(problemsOf(wrong, at(driver, cni)))).toEqual([line]);
    expect(blocks(problemsOf(remedy, at(driver, cni)))).toEqual([]);
    // Calico takes addresses of other blocks.
    const withCalico = { ...wrong, cluster: { ...wrong.cluster, labels: { boot_volume_size: 50 } } };
    expect(blocks(problemsOf(withCalico, at(driver, "calico")))).toEqual([]);
  });

  test("has room for one block at least, or Kubernetes' controller manager does not start", () => {
    expect(problemsOf(file(1, 1, { calico_ipv4pool: "10.1.0.0/25" }), at("vexxhost", "calico"))).toEqual([
      'survey.ts: cluster.labels.calico_ipv4pool must have a /24, the block that Kubernetes gives a node, got 10.1.0.0/25; use "10.0.0.0/16"',
    ]);
    expect(problemsOf(file(1, 1, { calico_ipv4pool: "10.1.0.0/24" }), at("vexxhost", "calico"))).toEqual([]);
  });

  test("has smaller blocks with heat where its controller manager is told so", () => {
    const options = { kubecontroller_options: "--node-cidr-mask-size=26", flannel_network_cidr: "10.1.0.0/23" };
    expect(blocks(problemsOf(file(3, 4, options), at("heat", "flannel")))).toEqual([]);
    expect(blocks(problemsOf(file(4, 4, options), at("heat", "flannel")))).toEqual([expect.stringContaining("a /26 for each of 9 nodes")]);
  });

  test.each<[MagnumDriver, string, string]>([
    ["heat", "flannel", "flannel_network_cidr"],
    ["vexxhost", "cilium", "cilium_ipv4pool"],
  ])("of %s with %s is accepted exactly where Kubernetes has a block for all nodes", (driver, cni, label) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 12, max: 26 }),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (bits, workers, group) => {
          const found = problemsOf(file(workers, group, { [label]: `10.128.0.0/${bits}` }), at(driver, cni));
          const isRefused = found.some((line) => line.includes(`cluster.labels.${label} must have a`));
          expect(isRefused).toBe(1 + workers + group > Math.floor(2 ** (24 - bits)));
          const proposed = /cluster\.labels\.\w+ must have a .* use "([\d./]+)"$/m.exec(found.join("\n"))?.[1];
          if (proposed === undefined) return;
          expect(problemsOf(file(workers, group, { [label]: proposed }), at(driver, cni)).filter((line) => line.includes(label))).toEqual(
            [],
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
