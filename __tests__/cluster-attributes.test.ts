import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../constructs/contracts/magnum-driver";
import { parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import { capacityOf } from "../projects/capacity";
import { clusterOf, driverSite, labelsOf, platformOf, problemsOf, survey } from "./support/survey";

const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";
const CLUSTER = "openstack_containerinfra_cluster_v1";
const GROUP = "openstack_containerinfra_nodegroup_v1";
const NETWORK = { networkId: "0f0f0f0f-0000-4000-8000-000000000001", subnetId: "0f0f0f0f-0000-4000-8000-000000000002" };
const AUTHORITY = fs.readFileSync(path.join(__dirname, "../../__tests__/fixtures/authority.pem"), "utf8");
const PROXY = { http: "http://proxy.example.org:3128", https: "http://proxy.example.org:3129", noProxy: ["192.0.2.0/24", ".example.org"] };
const READ = ["heat", "vexxhost"] as const;
const needsOf = (project: ProjectInput, site: SiteInput) => {
  const [parsed] = parseEnvironments({ "survey.ts": project }, { "lab.ts": site });
  return capacityOf(parsed!, parsed!.site).needs.max;
};
const amount = (needs: readonly { amount: number }[]): number => needs.reduce((sum, each) => sum + each.amount, 0);

describe("attributes that the driver reads", () => {
  test.each(READ)("volume for containers, driver %s: size in the template, type as its label, counted for every node", (driver) => {
    const project = survey({ cluster: { dockerVolumeSizeGiB: 80, labels: { docker_volume_type: "ssd" } } });
    const template = clusterOf(project, driverSite(driver));

    expect(template.get(TEMPLATE)).toMatchObject({ docker_volume_size: 80 });
    expect(labelsOf(template)).toMatchObject({ docker_volume_type: "ssd" });
    expect(needsOf(project, driverSite(driver)).gigabytes).toEqual([{ what: "4 volumes for containers of 80", amount: 320 }]);
  });

  test.each(READ)("proxies of the site, driver %s", (driver) => {
    expect(clusterOf(survey(), driverSite(driver, { proxy: PROXY })).get(TEMPLATE)).toMatchObject({
      http_proxy: PROXY.http,
      https_proxy: PROXY.https,
      no_proxy: "192.0.2.0/24,.example.org",
    });
    expect(clusterOf(survey(), driverSite(driver)).get(TEMPLATE)).not.toHaveProperty("http_proxy");
  });

  test.each(MAGNUM_DRIVERS)(
    "an existing network, driver %s: nothing is made, its subnet is the nodes', DNS servers are the site's",
    (driver) => {
      const project = survey({ cluster: { network: NETWORK, nodeCidr: "10.20.0.0/20" } });
      const template = clusterOf(project, driverSite(driver));

      expect(template.get(CLUSTER)).toMatchObject({ fixed_network: NETWORK.networkId, fixed_subnet: NETWORK.subnetId });
      expect(template.get(TEMPLATE)).toMatchObject({ dns_nameserver: "192.0.2.1" });
      for (const type of ["network", "subnet", "router"]) expect(template.paths(`openstack_networking_${type}_v2`)).toEqual([]);
      const { networks, routers, ports } = needsOf(project, driverSite(driver));
      expect([networks, routers].map(amount)).toEqual([0, 0]);
      expect(amount(ports)).toBe(4 + 1);
    },
  );

  test("nodes of an existing network are let in to NFS shares by the addresses of their subnet", () => {
    const project = survey({
      cluster: { network: NETWORK, nodeCidr: "10.20.0.0/20" },
      storage: { shared: { className: "shared", shareType: "nfs" } },
    });
    const storageClass = platformOf(project, driverSite("capi-helm")).get("kubernetes_storage_class_v1");

    expect(storageClass).toMatchObject({ parameters: { "nfs-shareClient": "10.20.0.0/20" } });
  });

  test.each(MAGNUM_DRIVERS)("no keypair, driver %s", (driver) => {
    const template = clusterOf(survey({ cluster: { keypair: undefined } }), driverSite(driver));

    expect(template.get(CLUSTER)).not.toHaveProperty("keypair");
    expect(template.paths("openstack_compute_keypair_v2")).toEqual([]);
  });

  test.each([
    ["heat", false, 0],
    ["vexxhost", true, 1],
  ] as const)("no load balancer of the API server, driver %s, floating IP %s", (driver, floatingIp, floatingIps) => {
    const project = survey({ cluster: { masterLoadBalancer: false, api: { floatingIp } } });
    const template = clusterOf(project, driverSite(driver));

    for (const type of [CLUSTER, TEMPLATE]) expect(template.get(type)).toMatchObject({ master_lb_enabled: false });
    const needs = needsOf(project, driverSite(driver));
    expect([needs.loadBalancers, needs.floatingIps].map(amount)).toEqual([0, floatingIps]);
  });

  test.each(READ)("image of a node group, driver %s", (driver) => {
    const project = survey({ nodeGroups: [{ name: "gpu", flavor: "m1.large", count: 1, image: "gpu-1.30.2" }] });

    expect(clusterOf(project, driverSite(driver)).get(GROUP)).toMatchObject({ image_id: "gpu-1.30.2" });
  });

  test("heat: the tag of Kubernetes' image is the site's, or that of its registry", () => {
    const magnum = { driver: "heat" as const, images: { "1.30.2": "fcos-38" } };
    const site = (more: object): SiteInput => driverSite("heat", { magnum: { ...magnum, ...more } });
    const tagOf = (more: object) => labelsOf(clusterOf(survey(), site(more)));
    const warningsOf = (more: object) => parseEnvironments({ "survey.ts": survey() }, { "lab.ts": site(more) })[0]!.warnings;
    const isWarned = (more: object) =>
      warningsOf(more).some((line) => line.startsWith("survey.ts: kubernetesVersion is no tag of docker.io/rancher/hyperkube"));

    expect(tagOf({ kubeTags: { "1.30.2": "v1.30.2-rancher1" } })).toMatchObject({ kube_tag: "v1.30.2-rancher1" });
    expect(tagOf({ containerInfraPrefix: "registry.example.org/magnum/" })).toMatchObject({
      kube_tag: "v1.30.2",
      container_infra_prefix: "registry.example.org/magnum/",
    });
    expect([{}, { kubeTags: { "1.30.2": "v1.30.2-rancher1" } }, { containerInfraPrefix: "registry.example.org/" }].map(isWarned)).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("taints of a node group", () => {
  const project = survey({
    nodeGroups: [
      {
        name: "gpu",
        flavor: "m1.large",
        count: 2,
        taints: [
          { key: "nvidia.com/gpu", effect: "NoSchedule" },
          { key: "team", value: "survey", effect: "NoExecute" },
        ],
      },
    ],
    storage: { block: { classes: [{ name: "fast" }] }, shared: { className: "shared", shareType: "cephfs" } },
    spark: {
      image: "docker.io/apache/spark:4.0.4",
      version: "4.0.4",
      nodeGroup: "gpu",
      executor: { cores: 1, memoryGiB: 1 },
      executors: { max: 1 },
      scratch: { storageClass: "fast", sizeGiB: 1 },
      applications: [{ name: "job", type: "Python", mainApplicationFile: "local:///opt/job.py" }],
    },
  });
  const tolerations = [
    { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
    { key: "team", operator: "Equal", value: "survey", effect: "NoExecute" },
  ];

  test("are stood by the plugins that mount shares, and by Spark's pods", () => {
    const template = platformOf(project, driverSite("capi-helm"));

    expect(template.values("manila-ceph-fs/manila-csi")).toMatchObject({ nodeplugin: { tolerations } });
    expect(template.values("manila-ceph-fs/ceph-csi")).toMatchObject({ nodeplugin: { tolerations } });
    expect(JSON.stringify(template.all("helm_release"))).toContain("nvidia.com/gpu");
    const applications = template.all("helm_release").filter(({ path: at }) => at.startsWith("spark/"));
    expect(applications.some(({ attributes }) => JSON.stringify(attributes).includes("nvidia.com/gpu"))).toBe(true);
  });

  test("taint nothing, and no pod of the platform's own is counted on such nodes", () => {
    expect(JSON.stringify(clusterOf(project, driverSite("capi-helm")).json)).not.toContain("nvidia.com/gpu");
    const onlyTainted = { ...project, cluster: { ...project.cluster, workers: { flavor: "m1.medium", count: 0 } } };
    expect(problemsOf(onlyTainted, driverSite("heat"))).toEqual([
      expect.stringContaining("cluster.workers cannot hold the platform") as string,
    ]);
  });

  test.each([
    ["-bad", "x", "key must be the key of a taint, such as nvidia.com/gpu"],
    ["good", "has blanks", "value must be the value of a taint: at most 63 letters, digits and _.-"],
  ])("key %s and value %s are refused", (key, value, message) => {
    const groups = [{ name: "gpu", flavor: "m1.large", count: 1, taints: [{ key, value, effect: "NoSchedule" as const }] }];

    expect(problemsOf(survey({ nodeGroups: groups }), driverSite("heat"))[0]).toContain(`nodeGroups[0].taints[0].${message}`);
  });
});

describe("a private authority of the cloud", () => {
  const site = (driver: MagnumDriver): SiteInput =>
    driverSite(driver, { identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One", caCertificate: AUTHORITY } });
  const project = survey({
    storage: { block: { classes: [{ name: "fast" }], installDriver: true }, shared: { className: "shared", shareType: "cephfs" } },
    ingress: { kind: "octavia" },
    cluster: { labels: { cinder_csi_enabled: false } },
  });

  test("is known to Manila, Cinder and octavia's controller", () => {
    const template = platformOf(project, site("heat"));
    const secret = (at: string) => template.get("kubernetes_secret_v1", at)["data_wo"] as Record<string, string>;
    const pem = expect.stringContaining("BEGIN CERTIFICATE") as string;

    expect(secret("manila-ceph-fs/credentials")).toMatchObject({ "os-certAuthority": pem });
    expect(secret("cinder-csi/credentials")).toMatchObject({
      "ca.crt": pem,
      "cloud.conf": expect.stringContaining('ca-file = "/etc/config/ca.crt"') as string,
    });
    const config = secret("ingress/controller/config");
    expect(config).toMatchObject({ "ca.crt": pem });
    expect(load(config["octavia-ingress-controller-config.yaml"]!)).toMatchObject({ openstack: { "ca-file": "/etc/config/ca.crt" } });
  });

  test.each(["not a certificate", `${AUTHORITY}\nand more`, AUTHORITY.replace(/[A-Za-z0-9]{20}/, "AAAAAAAAAAAAAAAAAAAA")])(
    "%# is refused",
    (caCertificate) => {
      const wrong = driverSite("heat", { identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One", caCertificate } });

      expect(problemsOf(survey(), wrong)[0]).toContain("lab.ts: identity.caCertificate must be certificates in PEM and nothing else");
    },
  );
});

describe("attributes that the driver ignores are refused, with what would do", () => {
  const capi = (cluster: Partial<ProjectInput["cluster"]>): ProjectInput => survey({ cluster });

  test.each<[string, MagnumDriver, ProjectInput, Partial<SiteInput>, string, ProjectInput?, Partial<SiteInput>?]>([
    [
      "a volume for containers",
      "capi-helm",
      capi({ dockerVolumeSizeGiB: 80 }),
      {},
      "survey.ts: cluster.dockerVolumeSizeGiB cannot be used with driver capi-helm, which makes no such volume, got 80; " +
        "use labels.boot_volume_size for a larger root disk",
      capi({ labels: { boot_volume_size: 80 } }),
    ],
    [
      "no load balancer",
      "capi-helm",
      capi({ masterLoadBalancer: false }),
      {},
      "survey.ts: cluster.masterLoadBalancer must be true with driver capi-helm, which always makes one, got false",
      capi({ masterLoadBalancer: true }),
    ],
    [
      "no load balancer for three control planes",
      "heat",
      capi({ masterLoadBalancer: false, controlPlane: { flavor: "m1.medium", count: 3 }, api: { floatingIp: false } }),
      {},
      "survey.ts: cluster.masterLoadBalancer must be true with 3 control planes, which it spreads requests over, got false",
      capi({ controlPlane: { flavor: "m1.medium", count: 3 }, api: { floatingIp: false } }),
    ],
    [
      "a floating IP without a load balancer",
      "heat",
      capi({ masterLoadBalancer: false }),
      {},
      "survey.ts: cluster.api.floatingIp must be false with driver heat while masterLoadBalancer is false: " +
        "the driver gives one to the load balancer alone, got true",
      capi({ masterLoadBalancer: false, api: { floatingIp: false } }),
    ],
    [
      "no address without a load balancer",
      "vexxhost",
      capi({ masterLoadBalancer: false, api: { floatingIp: false } }),
      {},
      "survey.ts: cluster.api.floatingIp must be true with driver vexxhost while masterLoadBalancer is false: " +
        "the driver finds no other address for it, got false",
      capi({ masterLoadBalancer: false }),
    ],
    [
      "an image of a node group",
      "capi-helm",
      survey({ nodeGroups: [{ name: "gpu", flavor: "m1.large", count: 1, image: "gpu-1.30.2" }] }),
      {},
      "survey.ts: nodeGroups[0].image cannot be used with driver capi-helm, which gives all nodes the image of the cluster, got 'gpu-1.30.2'; leave it out",
      survey({ nodeGroups: [{ name: "gpu", flavor: "m1.large", count: 1 }] }),
    ],
    [
      "an existing network without its CIDR",
      "heat",
      capi({ network: NETWORK }),
      {},
      'survey.ts: cluster.nodeCidr must be given beside cluster.network: the CIDR of its subnet, such as "10.20.0.0/20", got nothing',
      capi({ network: NETWORK, nodeCidr: "10.20.0.0/20" }),
    ],
    [
      "an existing network beside a router of ours",
      "heat",
      capi({ network: NETWORK, nodeCidr: "10.20.0.0/20" }),
      { storageNetwork: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "storage" } },
      "survey.ts: cluster.network must be left out at site lab, whose storage is reached by a router of ours: " +
        "that is made with a network of ours only",
      capi({}),
    ],
    [
      "the type of a volume for containers without its size",
      "heat",
      capi({ labels: { docker_volume_type: "ssd" } }),
      {},
      "survey.ts: cluster.labels.docker_volume_type does nothing without dockerVolumeSizeGiB; set cluster.dockerVolumeSizeGiB too, or leave it out",
      capi({ labels: { docker_volume_type: "ssd" }, dockerVolumeSizeGiB: 80 }),
    ],
    [
      "proxies",
      "capi-helm",
      survey(),
      { proxy: PROXY },
      "lab.ts: proxy must be left out with driver capi-helm, which gives nodes none: its operators configure theirs",
      survey(),
      {},
    ],
    [
      "tags of Kubernetes' image",
      "vexxhost",
      survey(),
      { magnum: { driver: "vexxhost", images: { "1.30.2": "kube" }, kubeTags: { "1.30.2": "v1.30.2-rancher1" } } },
      "lab.ts: magnum.kubeTags must be left out with driver vexxhost, whose nodes run no image of that kind",
      survey(),
      {},
    ],
    [
      "a registry of the cluster's images",
      "capi-helm",
      survey(),
      { magnum: { driver: "capi-helm", images: { "1.30.2": "kube" }, containerInfraPrefix: "registry.example.org/" } },
      "lab.ts: magnum.containerInfraPrefix must be left out with driver capi-helm, which does not read it",
      survey(),
      {},
    ],
    ...MAGNUM_DRIVERS.map((driver): [string, MagnumDriver, ProjectInput, Partial<SiteInput>, string, ProjectInput] => [
      `even control planes with ${driver}`,
      driver,
      capi({ controlPlane: { flavor: "m1.medium", count: 2 } }),
      {},
      `survey.ts: cluster.controlPlane.count must be odd with driver ${driver}, got 2; use 1 or 3`,
      capi({ controlPlane: { flavor: "m1.medium", count: 3 } }),
    ]),
  ])("%s, driver %s", (_what, driver, project, site, line, ...[remedy, siteRemedy]) => {
    expect(problemsOf(project, driverSite(driver, site))).toEqual([line]);
    if (remedy) expect(problemsOf(remedy, driverSite(driver, siteRemedy ?? site))).toEqual([]);
  });
});
