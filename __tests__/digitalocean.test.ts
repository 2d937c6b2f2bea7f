import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { load } from "js-yaml";
import { DigitaloceanProvider } from "../.gen/providers/digitalocean/provider";
import { DigitalOceanCluster, type DigitalOceanClusterProps } from "../constructs/digitalocean-cluster/digitalocean-cluster";
import { dropletAllocatable } from "../constructs/digitalocean-cluster/droplet-allocatable";
import { DigitalOceanShare } from "../constructs/digitalocean-storage/nfs-share";
import { SpacesBucket } from "../constructs/digitalocean-storage/spaces-bucket";
import { DigitalOceanVolumes } from "../constructs/digitalocean-storage/volumes";
import { CAMBRIDGE, LONDON, SKY, SKY_IN_OPENSTACK } from "../dev/plans/digitalocean";
import { digitalOceanHcl } from "../dev/plans/digitalocean-hcl";
import { describeAssociated, digitalOcean, type AssociatedResource } from "../operate/digitalocean/digitalocean";
import { requireNoBalancers, staysLines, waitForBalancers } from "../operate/digitalocean/destroy";
import { requireEnvironment } from "../operate/digitalocean/require-environment";
import { kubeconfigOf } from "../operate/credentials/kubeconfig-file";
import type { Http } from "../operate/openstack/http";
import { digitalOceanRemarks } from "../operate/review/digitalocean-remarks";
import type { Change } from "../operate/plan/changes";
import {
  InvalidEnvironments,
  isInDigitalOcean,
  parseEnvironments,
  requireOpenStack,
  type DigitalOceanSiteInput,
  type ProjectInDigitalOcean,
  type ProjectInput,
} from "../projects";
import { capacityOf } from "../projects/capacity";
import { digitalOceanChecks } from "../operate/preflight/digitalocean";
import { readProjects } from "../cli/commands/diagram";
import { capacityTable } from "../views/capacity/table";
import { drawingOf } from "../views/diagram/boxes";
import { modelOf } from "../views/diagram/model";
import { svgOf } from "../views/diagram/svg";
import { projectApp } from "../stacks";
import { quietSession } from "./support/quiet";

type Json = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Json>>>>;
interface Stack {
  readonly resource: Resources;
  readonly data?: Resources;
  readonly provider: Readonly<Record<string, readonly Json[]>>;
}

function parsed(project: ProjectInput = SKY, site: DigitalOceanSiteInput = LONDON): ProjectInDigitalOcean {
  const [found] = parseEnvironments({ "sky.ts": project }, { "london.ts": site });
  if (!isInDigitalOcean(found!)) throw new Error("not there");
  return found;
}

function problems(
  project: Partial<ProjectInput>,
  site: Partial<DigitalOceanSiteInput> = {},
  others: Readonly<Record<string, ProjectInput>> = {},
) {
  try {
    parseEnvironments({ "sky.ts": { ...SKY, ...project }, ...others }, { "london.ts": { ...LONDON, ...site } });
  } catch (error) {
    if (error instanceof InvalidEnvironments) return error.message.split("\n");
    throw error;
  }
  return [];
}

/** Both stacks of a project, as Terraform gets them. */
function stacks(project: ProjectInput, site: object): { readonly cluster: Stack; readonly platform: Stack } {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "digitalocean-"));
  projectApp(parseEnvironments({ "sky.ts": project }, { "site.ts": site }), { outdir }).synth();
  const read = (role: string): Stack =>
    JSON.parse(fs.readFileSync(path.join(outdir, "stacks", `sky-${role}`, "cdk.tf.json"), "utf8")) as Stack;
  const both = { cluster: read("cluster"), platform: read("platform") };
  fs.rmSync(outdir, { recursive: true });
  return both;
}

const all = (stack: Stack, type: string): Json[] => Object.values(stack.resource[type] ?? {});
const named = (stack: Stack, type: string, name: string): Json =>
  all(stack, type).find((body) => (body["name"] ?? (body["metadata"] as Json)["name"]) === name)!;
const chart = (stack: Stack, name: string): Json =>
  load((all(stack, "helm_release").find((body) => body["chart"] === name)!["values"] as string[])[0]!) as Json;

const PROD: ProjectInput = {
  ...SKY,
  tier: "prod",
  cluster: { ...SKY.cluster, controlPlane: { count: 3 } },
  spark: { ...SKY.spark!, objectStore: { buckets: ["sky-results"] } },
};

describe("the stacks of a project at DigitalOcean", () => {
  const { cluster, platform } = stacks(SKY, LONDON);

  test("are the HCL that reviewers have read", () => {
    for (const [name, text] of digitalOceanHcl()) {
      expect(text).toBe(fs.readFileSync(path.join(__dirname, "..", "..", "__tests__", "fixtures", "digitalocean", name), "utf8"));
    }
  });

  test("have a VPC that waits for the droplets of a deleted cluster", () => {
    expect(all(cluster, "digitalocean_vpc")).toMatchObject([{ name: "sky", ip_range: "10.20.0.0/20", timeouts: { delete: "20m" } }]);
  });

  test("have a small system pool in the cluster, and every other pool beside it", () => {
    const [made] = all(cluster, "digitalocean_kubernetes_cluster");
    expect(made).toMatchObject({
      version: "1.33.1-do.0",
      auto_upgrade: false,
      destroy_all_associated_resources: false,
      node_pool: { name: "system", size: "s-2vcpu-4gb", node_count: 2 },
      control_plane_firewall: { enabled: true, allowed_addresses: ["192.0.2.0/24"] },
    });
    expect(made).not.toHaveProperty("ha");
    expect(made).not.toHaveProperty("lifecycle");
    expect(named(cluster, "digitalocean_kubernetes_node_pool", "spark")).toMatchObject({ auto_scale: true, min_nodes: 1, max_nodes: 4 });
    expect(named(cluster, "digitalocean_kubernetes_node_pool", "spark")).not.toHaveProperty("node_count");
    expect(named(cluster, "digitalocean_kubernetes_node_pool", "kafka")).toMatchObject({
      node_count: 3,
      labels: { "cdktf-magnum/node-group": "kafka" },
      taint: [{ key: "for", value: "kafka", effect: "NoSchedule" }],
    });
    expect(named(cluster, "digitalocean_kubernetes_node_pool", "default-worker")).toMatchObject({ node_count: 3 });
  });

  test("reach the cluster by a token that is fetched at each plan, with the authority's certificate out of base64", () => {
    const at = Object.keys(platform.data!["digitalocean_kubernetes_cluster"]!)[0]!;
    const config = `data.digitalocean_kubernetes_cluster.${at}.kube_config[0]`;
    const access = {
      host: `\${${config}.host}`,
      token: `\${${config}.token}`,
      cluster_ca_certificate: `\${base64decode(${config}.cluster_ca_certificate)}`,
    };
    expect(platform.provider["kubernetes"]).toEqual([access]);
    expect(platform.provider["helm"]).toEqual([{ kubernetes: access }]);
    expect(platform.provider).not.toHaveProperty("openstack");
  });

  test("have Traefik's load balancer with DigitalOcean's annotations and nothing of OpenStack", () => {
    expect(chart(platform, "traefik")["service"]).toEqual({
      annotations: {
        "service.beta.kubernetes.io/do-loadbalancer-type": "REGIONAL_NETWORK",
        "service.beta.kubernetes.io/do-loadbalancer-network": "EXTERNAL",
      },
      spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.0/24"] },
    });
    const inside = stacks({ ...SKY, ingress: { ...SKY.ingress!, floating: false } }, LONDON);
    expect(chart(inside.platform, "traefik")["service"]).toMatchObject({
      annotations: { "service.beta.kubernetes.io/do-loadbalancer-network": "INTERNAL" },
    });
    expect(JSON.stringify([cluster, platform])).not.toContain("openstack");
  });

  test("have classes of the project's names on DigitalOcean's driver, and shared volumes as folders of one share", () => {
    expect(named(platform, "kubernetes_storage_class_v1", "kept")).toMatchObject({
      storage_provisioner: "dobs.csi.digitalocean.com",
      reclaim_policy: "Retain",
      parameters: { "csi.storage.k8s.io/fstype": "ext4" },
    });
    expect(all(cluster, "digitalocean_nfs")).toMatchObject([{ name: "sky", size: 300, performance_tier: "standard" }]);
    const shared = named(platform, "kubernetes_storage_class_v1", "shared");
    expect(shared).toMatchObject({ storage_provisioner: "nfs.csi.k8s.io", depends_on: [expect.stringContaining("csi-driver-nfs")] });
    expect(shared["parameters"]).toMatchObject({ server: expect.stringMatching(/data\.digitalocean_nfs\..*\.host/) as unknown });
  });

  test("have scratch on the disks of nodes, bounded, and say so", () => {
    const conf = (
      Object.values(platform.resource["kubernetes_config_map_v1"]!).find((body) => JSON.stringify(body).includes("spark-defaults.conf"))![
        "data"
      ] as Record<string, string>
    )["spark-defaults.conf"]!;
    expect(conf).toContain("spark.kubernetes.executor.volumes.emptyDir.spark-local-dir-1.options.sizeLimit=40Gi");
    expect(conf).not.toContain("persistentVolumeClaim.spark-local-dir-1");
    expect(JSON.stringify(all(platform, "kubernetes_resource_quota_v1"))).not.toContain("storageclass");
    expect(parsed().warnings.join("\n")).toContain(
      "spark.scratch.storageClass stays unused for scratch here, because a node attaches 7 volumes",
    );
  });

  test("of tier prod protect cluster, share and buckets, and make the control plane highly available", () => {
    const { cluster: prod } = stacks(PROD, LONDON);
    for (const type of ["digitalocean_kubernetes_cluster", "digitalocean_nfs", "digitalocean_spaces_bucket"]) {
      expect(all(prod, type)).toMatchObject([{ lifecycle: { prevent_destroy: true } }]);
    }
    expect(all(prod, "digitalocean_kubernetes_cluster")).toMatchObject([{ ha: true }]);
    expect(all(prod, "digitalocean_spaces_bucket")).toMatchObject([{ acl: "private", force_destroy: false, region: "lon1" }]);
    expect(JSON.stringify(all(prod, "terraform_data"))).toContain("protected");
  });

  test("of tier prod are refused by the policies where everybody may reach the API server", () => {
    const [open] = parseEnvironments({ "sky.ts": { ...PROD, cluster: { ...PROD.cluster, api: {} } } }, { "london.ts": LONDON });
    expect(() => projectApp([open!])).toThrow("GAIA-SEC-4 API server is public and everyone may reach it; set api.allowedCidrs");
  });
});

test("one project runs in both clouds with another site, and other names of flavors and share type", () => {
  const { cluster: planeOf, ...project } = SKY;
  const { cluster: planeIn, ...other } = SKY_IN_OPENSTACK;
  const differing = Object.keys(project).filter(
    (field) => JSON.stringify(project[field as never]) !== JSON.stringify(other[field as never]),
  );
  expect(differing.sort()).toEqual(["nodeGroups", "site", "storage"]);
  expect({ ...planeOf, controlPlane: {}, workers: {} }).toEqual({ ...planeIn, controlPlane: {}, workers: {} });

  const [there, here] = [stacks(SKY_IN_OPENSTACK, CAMBRIDGE).platform, stacks(SKY, LONDON).platform];
  const releases = (stack: Stack): string[] =>
    all(stack, "helm_release")
      .map((body) => String(body["name"]))
      .sort();
  const ofCloud = ["ceph-csi-drivers", "ceph-csi-operator", "manila-cephfs-driver", "manila-csi", "openstack-manila-csi", "csi-driver-nfs"];
  const common = releases(there).filter((name) => !ofCloud.includes(name));
  expect(releases(here).filter((name) => !ofCloud.includes(name))).toEqual(common);
  expect(common).toEqual(expect.arrayContaining(["traefik", "spark-operator", "strimzi-kafka-operator", "kafka", "kafka-content"]));
  // What runs in the cluster differs in nothing but how nodes are chosen, where data are and what load balancers are told.
  const selector = (text: string): string => text.replaceAll("capi.stackhpc.com/node-group", "cdktf-magnum/node-group");
  const brokers = (stack: Stack): unknown =>
    JSON.parse(selector(JSON.stringify(all(stack, "helm_release").find((body) => body["name"] === "kafka-content")!["values"])));
  expect(brokers(here)).toEqual(brokers(there));
});

test("the picture shows VPC, system pool, pools, share and what uses them", async () => {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "digitalocean-"));
  projectApp([parsed(PROD)], { outdir }).synth();
  const [found] = readProjects(outdir);
  const model = modelOf(found!);
  const items = [...model.cluster, ...model.platform].map(({ panel, name, details, more = [] }) =>
    [panel, name, ...details, ...more.flat()].join(" | "),
  );
  expect(items).toEqual(
    expect.arrayContaining([
      "network | sky | 10.20.0.0/20",
      "cluster | sky | version | 1.33.1-do.0 | system pool | 2 × s-2vcpu-4gb",
      "nodeGroups | spark | 1–4 × s-8vcpu-16gb",
      "nodeGroups | kafka | 3 × s-4vcpu-8gb",
      "shares | sky | 300 GiB | standard",
      "buckets | sky-results | lon1",
    ]),
  );
  const leads = (from: string, to: string): boolean => model.edges.some((edge) => edge.from.panel === from && edge.to.panel === to);
  expect([leads("network", "cluster"), leads("cluster", "nodeGroups"), leads("nodeGroups", "jobs"), leads("shares", "classes")]).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(model.cloud).toBe("DigitalOcean");
  expect(await svgOf(drawingOf(model))).toMatch(/s(-|&#45;)2vcpu(-|&#45;)4gb/);
  fs.rmSync(outdir, { recursive: true });
});

test("the table of capacity has the limit of the account", () => {
  const project = parsed();
  const lines = capacityTable(project, capacityOf(project, project.site)).split("\n");
  expect(lines[0]).toBe("sky at london (DigitalOcean lon1)");
  expect(lines.find((line) => line.startsWith("instances"))).toMatch(/^instances +25 +9 +12 +16 +13$/);
});

describe("capacity at DigitalOcean", () => {
  test("takes less of a droplet than its nominal size, by the site's own numbers where it has looked", () => {
    expect(dropletAllocatable({ vcpus: 8, memoryMiB: 16_384 })).toEqual({ cpu: 7900, memory: 13_461, pods: 110 });
    expect(dropletAllocatable({ vcpus: 8, memoryMiB: 16_384, allocatable: { cpuMilli: 7910, memoryMiB: 13_862 } })).toEqual({
      cpu: 7910,
      memory: 13_862,
      pods: 110,
    });
    const seen = parsed(SKY, {
      ...LONDON,
      flavors: {
        ...LONDON.flavors,
        "s-4vcpu-8gb": { vcpus: 4, memoryMiB: 8192, diskGiB: 160, allocatable: { cpuMilli: 3900, memoryMiB: 6500 } },
      },
    });
    expect(capacityOf(seen, seen.site).groups.find(({ name }) => name === "kafka")?.allocatable).toMatchObject({
      cpu: 3900,
      memory: 6500,
      volumes: 7,
    });
  });

  test("counts 7 volumes of a node, and the system pool as nodes", () => {
    const project = parsed();
    const { groups, needs } = capacityOf(project, project.site);
    expect(groups.map(({ name, allocatable }) => [name, allocatable.volumes])).toEqual([
      ["default-worker", 7],
      ["spark", 7],
      ["kafka", 7],
      ["system", 7],
    ]);
    expect(needs.max.instances.map(({ what }) => what)).toEqual(["2 x system", "3 x default-worker", "4 x spark", "3 x kafka"]);
    expect(needs.max.volumes).toContainEqual({ what: "disks of brokers", amount: 3 });
    expect(JSON.stringify(needs.max.volumes)).not.toContain("scratch");
  });

  test("refuses more notebooks with homes of their own than nodes attach volumes", () => {
    const home = { kind: "claim", storageClass: "kept", sizeGiB: 10 } as const;
    const sizes = [{ name: "small", cores: { request: 0.05 }, memoryGiB: { request: 0.1 } }];
    const many = (users: number): string[] => problems({ notebooks: { ...SKY.notebooks!, users, home, sizes } });
    expect(many(12).filter((line) => line.includes("notebooks.users"))).toEqual([]);
    expect(
      many(30)
        .filter((line) => line.includes("notebooks.users"))
        .join(),
    ).toMatch(/must be at most/);
  });

  test("refuses more droplets than the account may have, of all its projects together", () => {
    const other = { ...SKY, name: "other", cluster: { ...SKY.cluster, nodeCidr: "10.30.0.0/20" } };
    expect(problems({}, { dropletLimit: 12 })).toEqual([]);
    expect(problems({}, { dropletLimit: 12 }, { "other.ts": other })).toEqual([
      expect.stringContaining(
        "sky.ts: nodeGroups must have room for its nodes: dropletLimit of site london is 12, and 24 droplets are needed",
      ),
      expect.stringContaining("other.ts: nodeGroups must have room for its nodes"),
    ]);
  });

  test("refuses VPCs of one account that overlap", () => {
    expect(problems({}, {}, { "other.ts": { ...SKY, name: "other" } })).toEqual([
      "sky.ts: cluster.nodeCidr must not overlap the VPC of other in the same account, 10.20.0.0/20, got 10.20.0.0/20; '10.0.0.0/20' is another network",
      "other.ts: cluster.nodeCidr must not overlap the VPC of sky in the same account, 10.20.0.0/20, got 10.20.0.0/20; '10.0.0.0/20' is another network",
    ]);
  });
});

describe("the constructs", () => {
  const stack = (): TerraformStack => {
    const made = new TerraformStack(new App({ outdir: fs.mkdtempSync(path.join(os.tmpdir(), "do-")) }), "lab-cluster");
    new LocalBackend(made, { path: "lab.tfstate" });
    new DigitaloceanProvider(made, "digitalocean", {});
    return made;
  };
  const props: DigitalOceanClusterProps = {
    name: "lab",
    region: "lon1",
    kubernetesVersion: "1.33.1",
    versionSlug: "1.33.1-do.0",
    vpcCidr: "10.20.0.0/20",
    systemPool: { size: "s-2vcpu-4gb", count: 2 },
    nodePools: [{ name: "batch", size: "s-8vcpu-16gb", count: 2 }],
  };

  test("choose nodes by a label that only one pool has, and refuse a pool that is not there", () => {
    const cluster = new DigitalOceanCluster(stack(), "cluster", props);
    expect(cluster.nodeSelector("batch")).toEqual({ "cdktf-magnum/node-group": "batch" });
    expect(() => cluster.nodeSelector("spark")).toThrow("node group 'spark' does not exist in cluster 'lab', it has system, batch");
  });

  test.each([
    [{ vpcCidr: "10.0.0.0/8" }, "vpcCidr must be a network from /16 to /24, got 10.0.0.0/8"],
    [{ nodePools: [{ name: "batch", size: "s-1", count: 0 }] }, "nodePools[0].count must be at least 1"],
    [{ nodePools: [{ name: "system", size: "s-1", count: 1 }] }, "nodePools[0].name must not be 'system'"],
    [{ name: "7lab" }, "cluster name"],
  ])("refuse %j", (changes, message) => {
    expect(() => new DigitalOceanCluster(stack(), "cluster", { ...props, ...changes })).toThrow(message);
  });

  test("take DigitalOcean's own classes as they are, and make no second one of their names", () => {
    const where = stack();
    const cluster = new DigitalOceanCluster(where, "cluster", props);
    const volumes = new DigitalOceanVolumes(where, "volumes", {
      cluster,
      classes: [{ name: "do-block-storage-retain", reclaimPolicy: "Retain" }],
    });
    expect(volumes.storageClass()).toMatchObject({ storageClassName: "do-block-storage-retain", reclaimPolicy: "Retain" });
    expect(where.toTerraform() as object).not.toHaveProperty("resource.kubernetes_storage_class_v1");
    expect(
      () => new DigitalOceanVolumes(where, "wrong", { cluster, classes: [{ name: "do-block-storage", reclaimPolicy: "Retain" }] }),
    ).toThrow(
      `classes[0].reclaimPolicy must be "Delete" for 'do-block-storage', a class that every cluster has, got "Retain"; the class 'do-block-storage-retain' has it`,
    );
    expect(() => volumes.storageClass("fast")).toThrow(
      "storage class 'fast' does not exist, DigitalOceanVolumes has do-block-storage-retain",
    );
  });

  test("refuse a share that is too small and a name that no bucket has", () => {
    const share = { name: "lab", region: "lon1", vpcId: "v", sizeGiB: 10, performanceTier: "high" } as const;
    expect(() => new DigitalOceanShare(stack(), "share", share)).toThrow("sizeGiB of share 'lab' must be at least 50, got 10");
    expect(() => new SpacesBucket(stack(), "bucket", { name: "Lab", region: "lon1" })).toThrow("bucket name must be a-z, 0-9 and '-'");
  });
});

/** DigitalOcean's API with some answers, by path. */
function api(answers: Readonly<Record<string, unknown>>, status = 200): ReturnType<typeof digitalOcean> {
  const http: Http = ({ url, headers }) => {
    const { pathname, searchParams } = new URL(url);
    expect(headers).toEqual({ authorization: "Bearer t" });
    const page = searchParams.get("page");
    const body = answers[page === null || page === "1" ? pathname : `${pathname} ${page}`];
    return Promise.resolve({ status: body === undefined ? 404 : status, header: () => undefined, body });
  };
  return digitalOcean({ DIGITALOCEAN_TOKEN: "t" }, http);
}

const CLUSTER = {
  id: "c1",
  name: "sky",
  region: "lon1",
  version: "1.33.1-do.0",
  status: { state: "running", message: "" },
  node_pools: [{ name: "system", size: "s-2vcpu-4gb", count: 2 }],
};
const LIST = "/v2/kubernetes/clusters";
const ANSWERS = {
  [LIST]: { kubernetes_clusters: [{ ...CLUSTER, name: "other" }], links: { pages: { next: "there" } } },
  [`${LIST} 2`]: { kubernetes_clusters: [CLUSTER] },
  [`${LIST}/c1/credentials`]: { server: "https://c1.k8s.example.org", certificate_authority_data: "Y2E=", token: "secret-token" },
  [`${LIST}/c1/destroy_with_associated_resources`]: { volumes: [{ id: "v1", name: "pvc-1" }], load_balancers: [{ id: "b1", name: "a1" }] },
  "/v2/kubernetes/options": { options: { versions: [{ slug: "1.33.1-do.0" }], regions: [{ slug: "lon1" }] } },
  "/v2/account": { account: { droplet_limit: 25 } },
  "/v2/sizes": {
    sizes: [
      { slug: "s-2vcpu-4gb", vcpus: 2, memory: 4096, disk: 80, regions: ["lon1"] },
      { slug: "s-4vcpu-8gb", vcpus: 4, memory: 8192, disk: 160, regions: ["ams3"] },
    ],
  },
};

describe("DigitalOcean's API", () => {
  test("is asked for clusters page by page", async () => {
    expect(await api(ANSWERS).cluster("sky")).toEqual({
      uuid: "c1",
      status: "running",
      reason: undefined,
      version: "1.33.1-do.0",
      nodePools: [{ name: "system", size: "s-2vcpu-4gb", nodeCount: 2 }],
    });
    expect(await api(ANSWERS).cluster("nowhere")).toBeUndefined();
  });

  test("gives a kubeconfig with a token", async () => {
    const access = await api(ANSWERS).access("sky");
    expect(kubeconfigOf(access, "sky")).toMatchObject({
      clusters: [{ cluster: { server: "https://c1.k8s.example.org", "certificate-authority-data": "Y2E=" } }],
      users: [{ name: "sky-admin", user: { token: "secret-token" } }],
    });
    await expect(api(ANSWERS).access("nowhere")).rejects.toThrow("DigitalOcean has no cluster nowhere");
  });

  test("says what is wrong with the token, or that there is none", async () => {
    await expect(api(ANSWERS, 401).cluster("sky")).rejects.toThrow("DigitalOcean does not know the token in DIGITALOCEAN_TOKEN");
    await expect(api(ANSWERS, 503).cluster("sky")).rejects.toThrow(/HTTP 503/);
    expect(() => digitalOcean({})).toThrow("DIGITALOCEAN_TOKEN must be set");
    expect(() => digitalOcean({ DIGITALOCEAN_ACCESS_TOKEN: "t" })).not.toThrow();
  });

  test("is missed before anything starts, and so is the key of Spaces where there are buckets to make", () => {
    const token = { DIGITALOCEAN_TOKEN: "t" };
    const inOpenStack = requireOpenStack(parseEnvironments({ "sky.ts": SKY_IN_OPENSTACK }, { "cambridge.ts": CAMBRIDGE })[0]!);
    expect(() => requireEnvironment([inOpenStack], {})).not.toThrow();
    expect(() => requireEnvironment([parsed()], {})).toThrow("DIGITALOCEAN_TOKEN must be set");
    expect(() => requireEnvironment([parsed()], token)).not.toThrow();
    expect(() => requireEnvironment([parsed(PROD)], token)).toThrow(
      "SPACES_ACCESS_KEY_ID, SPACES_SECRET_ACCESS_KEY must be set: buckets of sky are made with a key of Spaces",
    );
  });

  test("compares versions, sizes and droplets with the files, and says what it cannot see", async () => {
    const lines = (
      await digitalOceanChecks(parsed(), api(ANSWERS), {
        lookup: () => Promise.resolve([]),
        get: () => Promise.reject(new Error("no")),
      })
    ).map(({ subject, result, detail }) => `${result} ${subject}: ${detail}`);
    expect(lines).toEqual(
      expect.arrayContaining([
        "ok site.region lon1: it has Kubernetes",
        'ok site.versions["1.33.1"] 1.33.1-do.0: it is offered',
        expect.stringMatching(/^not checkable site\.versions\["1\.32\.5"\] 1\.32\.5-do\.0: offered are 1\.33\.1-do\.0/),
        'ok site.flavors["s-2vcpu-4gb"]: as DigitalOcean has it',
        'missing site.flavors["s-4vcpu-8gb"]: it is not in region lon1 but in ams3',
        'missing site.flavors["s-8vcpu-16gb"]: DigitalOcean has no such size; take it out of the site\'s file',
        expect.stringMatching(/^ok droplets of the account, 25 at most: 12 are needed/),
        expect.stringMatching(/^ok cluster sky: it is there already, c1/),
        expect.stringMatching(/^not checkable site\.nfs/),
      ]),
    );
  });
});

describe("a destroy at DigitalOcean", () => {
  const balancer: AssociatedResource = { kind: "load balancer", id: "b1", name: "a1" };
  const volume: AssociatedResource = { kind: "volume", id: "v1", name: "pvc-1" };

  test("waits for load balancers, not for volumes that are kept", async () => {
    const answers = [[balancer, volume], [balancer, volume], [volume]];
    let asked = 0;
    const { session } = quietSession();
    let pauses = 0;
    const pause = (): Promise<void> => Promise.resolve(void pauses++);
    const waiting = { ...session, interruption: { ...session.interruption, pause } };
    const left = await waitForBalancers("sky", { associated: () => Promise.resolve(answers[asked++]!) }, waiting);
    expect(left).toEqual([volume]);
    expect(pauses).toBe(2);
  });

  test("does not begin with the cluster while load balancers hold its VPC", async () => {
    await expect(requireNoBalancers("sky", { associated: () => Promise.resolve([balancer, volume]) })).rejects.toThrow(
      "load balancers hold the VPC of the cluster; delete them (doctl compute load-balancer delete ID) and run it again:\n  load balancer a1 b1",
    );
    expect(await requireNoBalancers("sky", { associated: () => Promise.resolve([volume]) })).toEqual([volume]);
  });

  test("says what stays, with the commands that delete it", () => {
    expect(staysLines("sky", [])).toEqual([]);
    expect(staysLines("sky", [volume])).toEqual([
      "left of sky in DigitalOcean, and nobody else deletes it; doctl compute volume delete ID does:",
      "  volume pvc-1 v1",
    ]);
    expect(describeAssociated([{ ...volume, name: "" }])).toBe("  volume  v1");
  });
});

describe("remarks of a review", () => {
  const change = (type: string, before: object, after: object): Change =>
    ({ kind: "update", stack: "sky-cluster", address: `${type}.x`, resource: { type, change: { before, after } } }) as unknown as Change;

  test.each([
    ["digitalocean_kubernetes_cluster", { ha: true }, { ha: false }, "DigitalOcean refuses this"],
    ["digitalocean_kubernetes_cluster", { version: "1.32.5-do.0" }, { version: "1.33.1-do.0" }, "an upgrade: all nodes are exchanged"],
    ["digitalocean_spaces_bucket", { name: "a" }, { name: "b" }, "this renames nothing"],
    ["digitalocean_nfs", { performance_tier: "high", size: 50 }, { performance_tier: "standard", size: 50 }, "never slower"],
    ["digitalocean_nfs", { performance_tier: "high", size: 60 }, { performance_tier: "high", size: 50 }, "never shrink"],
  ])("%s %j", (type, before, after, text) => {
    expect(digitalOceanRemarks(change(type, before, after)).join()).toContain(text);
    expect(digitalOceanRemarks(change(type, before, before))).toEqual([]);
  });
});

test("the page of the cluster names what makes each resource anew, as the provider's own rules have it", () => {
  const root = path.join(__dirname, "..", "..");
  const rules = JSON.parse(fs.readFileSync(path.join(root, "schemas", "digitalocean.replace.json"), "utf8")) as Record<
    string,
    { force_new: string[] }
  >;
  const page = fs.readFileSync(path.join(root, "docs", "constructs", "digitalocean-cluster.md"), "utf8");
  for (const [type, { force_new }] of Object.entries(rules)) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${type}\``) && line.includes("anew:"));
    expect([
      type,
      row
        ?.match(/`[a-z_.]+`/g)
        ?.slice(1)
        .map((name) => name.replaceAll("`", "")),
    ]).toEqual([type, force_new]);
  }
});
