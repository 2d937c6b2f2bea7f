import * as fs from "node:fs";
import * as path from "node:path";
import * as tls from "node:tls";
import ts from "typescript";
import type { MagnumDriver } from "../constructs/contracts/magnum-driver";
import { InvalidEnvironments, parseEnvironments, type Problem, type Project, type ProjectInput, type SiteInput } from "../projects";
import { LONDON, SKY } from "../dev/plans/digitalocean";
import { appOf, driverSite, problemsOf, survey } from "./support/survey";
import { follow, set, type Edits, type Files } from "./support/follow";

/** What runs the clusters of a case. */
type Runner = MagnumDriver | "digitalocean";

/** A site and a project that have some of everything, with one driver or at DigitalOcean. */
function whole(driver: Runner): Files {
  if (driver === "digitalocean") return { "lab.ts": { ...LONDON, name: "lab" }, "survey.ts": { ...SKY, name: "survey", site: "lab" } };
  const site: SiteInput = driverSite(driver, { objectStore: { endpoint: "https://s3.example.org", region: "default" } });
  const project: ProjectInput = survey({
    nodeGroups: [{ name: "spark", flavor: "m1.large", count: 3 }],
    storage: { block: { classes: [{ name: "fast" }] }, shared: { className: "shared", shareType: "cephfs" } },
    ingress: { kind: "traefik", routes: [{ host: "a.example.org", namespace: "web", service: "web", port: 80 }] },
    spark: {
      image: "docker.io/apache/spark:4.0.4",
      version: "4.0.4",
      nodeGroup: "spark",
      executor: { cores: 2, memoryGiB: 4 },
      executors: { max: 2 },
      scratch: { storageClass: "fast", sizeGiB: 1 },
      volumes: [{ name: "results", sizeGiB: 1, mountPath: "/results" }],
      applications: [{ name: "job", type: "Python", mainApplicationFile: "local:///opt/job.py" }],
    },
  });
  return { "lab.ts": site, "survey.ts": project };
}

interface Case {
  readonly driver: Runner;
  /** Values that are put in, by file and path. */
  readonly given: Edits;
  /** What to do where the message leaves that to people, such as another name. */
  readonly byHand?: Edits;
}

const P = "survey.ts: ";
const S = "lab.ts: ";
const NETWORK = { networkId: "0f0f0f0f-0000-4000-8000-000000000001", subnetId: "0f0f0f0f-0000-4000-8000-000000000002" };
const OVN = { [`${S}octavia.provider`]: "ovn" };
const ADOPTING = (changes: object): Edits => ({
  [`${P}cluster.adopt`]: {
    ...{ name: "theirs", uuid: NETWORK.networkId, clusterTemplateId: NETWORK.subnetId, floatingIpEnabled: true },
    ...changes,
  },
  [`${P}cluster.nodeCidr`]: "10.20.0.0/20",
});
const route = (changes: object = {}) => ({ host: "a.example.org", namespace: "web", service: "web", port: 80, ...changes });
const job = (changes: object = {}) => ({ name: "job", type: "Python", mainApplicationFile: "local:///opt/job.py", ...changes });
const group = (changes: object = {}) => ({ name: "spark", flavor: "m1.large", count: 3, ...changes });
const at = (driver: Runner, given: Edits, byHand?: Edits): Case => ({ driver, given, ...(byHand && { byHand }) });
const project = (driver: Runner, field: string, value: unknown, byHand?: unknown): Case =>
  at(driver, { [P + field]: value }, byHand === undefined ? undefined : { [P + field]: byHand });
const site = (driver: Runner, field: string, value: unknown, byHand?: unknown): Case =>
  at(driver, { [S + field]: value }, byHand === undefined ? undefined : { [S + field]: byHand });

const size = (changes: object = {}) => ({ name: "small", cores: { request: 1 }, memoryGiB: { request: 1 }, ...changes });
const oidc = (changes: object) => ({ kind: "oidc", clientId: "id", ...changes });
const PROD = { [`${P}tier`]: "prod", [`${P}cluster.controlPlane.count`]: 3, [`${P}cluster.api`]: { floatingIp: false } };
const HUB = {
  host: "notebooks.example.org",
  login: { kind: "github", clientId: "id" },
  allowedUsers: ["alice"],
  sizes: [size()],
  users: 1,
  home: { kind: "shared", sizeGiB: 1 },
};
const notebooks = (driver: MagnumDriver, changes: object, byHand?: object): Case =>
  project(driver, "notebooks", { ...HUB, ...changes }, byHand && { ...HUB, ...changes, ...byHand });

const QUOTA = { instances: -1, cores: -1, memoryMiB: -1, floatingIps: -1, routers: -1, ports: -1, volumes: -1, gigabytes: -1 };
const ADMIN = { projects: [{ name: "iris-lab", groups: [{ name: "users", roles: ["member"] }] }] };
const administered = (changes: object, byHand?: object, more: Edits = {}): Case => {
  const admin = (of: object) => ({ [`${S}admin`]: { projects: [{ ...ADMIN.projects[0], ...of }] } });
  return at("heat", { ...admin(changes), [`${S}clouds.admin`]: "administrator", ...more }, byHand && admin(byHand));
};
const BROKERS = { count: 1, nodeGroup: "spark", cores: 0.5, memoryGiB: 1, disk: { storageClass: "fast", sizeGiB: 10 } };
const KAFKA = { brokers: BROKERS, retention: { days: 1, gibPerDay: 1 }, access: { inside: "all", outside: { kind: "none" } } };
const kafka = (driver: MagnumDriver, changes: object, byHand?: object): Case =>
  project(driver, "kafka", { ...KAFKA, ...changes }, byHand && { ...KAFKA, ...changes, ...byHand });
const brokers = (changes: object, byHand?: object): Case =>
  kafka("capi-helm", { brokers: { ...BROKERS, ...changes } }, byHand && { brokers: { ...BROKERS, ...changes, ...byHand } });
const GRAFANA = {
  host: "grafana.example.org",
  login: { kind: "password" },
  alerts: { kind: "none" },
  disk: { storageClass: "fast", sizeGiB: 5 },
};
const monitoring = (changes: object, byHand?: object): Case =>
  project("heat", "monitoring", { ...GRAFANA, ...changes }, byHand && { ...GRAFANA, ...changes, ...byHand });
const OPENID = {
  kind: "oidc",
  clientId: "id",
  authorizeUrl: "https://a.example.org",
  tokenUrl: "https://a.example.org",
  userdataUrl: "https://a.example.org",
};
const mail = (changes: object) => ({
  alerts: { kind: "email", to: ["a@example.org"], from: "a@example.org", server: "smtp.example.org:25", ...changes },
});
const outside = (changes: object) => ({ access: { inside: "all", outside: { kind: "loadbalancer", floating: false, ...changes } } });
const reader = (changes: object = {}) => ({
  name: "reader",
  authentication: "tls",
  acls: [{ resource: "topic", name: "*", operations: ["Read"] }],
  ...changes,
});
const ztf = (changes: object = {}) => ({ name: "ztf", bootstrapServers: ["b.example.org:9092"], topics: ".*", ...changes });
const MONITOR = "192.0.2.11:6789";
const RBD = { user: "lab", classes: [{ name: "r", pool: "p" }] };
const IMAGE = { name: "atlas", image: "atlas", pool: "p", mountPath: "/atlas" };
const CEPH_FS = { user: "lab", fsName: "fs", classes: [{ name: "f" }] };
const CEPH = { clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8", monitors: [MONITOR], rbd: RBD };
const ceph = (changes: object, byHand?: object): Case =>
  project("capi-helm", "storage.ceph", { ...CEPH, ...changes }, byHand && { ...CEPH, ...changes, ...byHand });

const ROOK = { nodeGroup: "spark", storageClass: "fast", osds: { count: 3, sizeGiB: 10 }, blockPools: [{ name: "pool" }] };
const rook = (changes: object, byHand?: object): Case =>
  project("heat", "storage.rook", { ...ROOK, ...changes }, byHand && { ...ROOK, ...changes, ...byHand });

/** A project whose jobs trust the private authority of the site's object store. */
const TRUSTING: Edits = { [`${S}identity.caCertificate`]: tls.rootCertificates[0]!, [`${P}spark.objectStore`]: {} };
const trusting = (field: string, setting: string, value: string): Case =>
  at("heat", { ...TRUSTING, [P + field]: { [setting]: value } }, { [P + field]: {} });

const CASES: Case[] = [
  // A private authority.
  trusting("spark.conf", "spark.executorEnv.AWS_CA_BUNDLE", "/ca.pem"),
  trusting("spark.conf", "spark.driver.extraJavaOptions", "-Djavax.net.ssl.trustStore=/own.jks"),
  at(
    "heat",
    { ...TRUSTING, [`${P}notebooks`]: { ...HUB, environment: { SSL_CERT_FILE: "/ca.pem" } } },
    { [`${P}notebooks`]: { ...HUB, environment: {} } },
  ),
  // Addresses of pods.
  project("heat", "cluster.labels", { calico_ipv4pool: "10.128.0.0/25" }),
  at("vexxhost", { [`${S}magnum.networkDriver`]: "cilium", [`${P}cluster.labels`]: { cilium_ipv4pool: "10.128.0.0/23" } }),
  at(
    "capi-helm",
    {
      [`${S}magnum.networkDriver`]: "cilium",
      [`${P}cluster.nodeCidr`]: "10.64.0.0/18",
      [`${P}nodeGroups`]: ["spark", "more", "rest"].map((name) => group({ name, count: 700 })),
    },
    { [`${P}nodeGroups`]: [group()] },
  ),
  // Numbers of nodes.
  project("heat", "cluster.controlPlane.count", 2),
  project("heat", "cluster.controlPlane.count", 0),
  at("capi-helm", { [`${P}tier`]: "prod", [`${P}cluster.controlPlane.count`]: 1, [`${P}cluster.api`]: { floatingIp: false } }),
  project("heat", "nodeGroups", [group({ count: 3, min: 1, max: 6 })]),
  project("capi-helm", "nodeGroups", [group({ count: undefined, min: 0, max: 6 })]),
  project("capi-helm", "nodeGroups", [group({ count: 0 })]),
  project("vexxhost", "nodeGroups", [group(), group({ name: "other", count: 0 }), group({ name: "more", count: 1, min: 1, max: 2 })]),
  at("vexxhost", { [`${P}cluster.workers.count`]: 0, [`${P}nodeGroups`]: [group({ min: 1, max: 6 }), group({ name: "more" })] }),
  project("vexxhost", "nodeGroups", [group({ min: 1 })]),
  project("vexxhost", "nodeGroups", [group({ min: 6, max: 3 })]),
  project("vexxhost", "nodeGroups", [group({ count: 9, min: 1, max: 6 })]),
  at("vexxhost", { [`${P}cluster.autoScaling`]: false, [`${P}nodeGroups`]: [group({ min: 1, max: 3 })] }),
  // What a driver has not.
  project("capi-helm", "cluster.dockerVolumeSizeGiB", 80),
  project("capi-helm", "cluster.masterLoadBalancer", false),
  at("heat", {
    [`${P}cluster.masterLoadBalancer`]: false,
    [`${P}cluster.api`]: { floatingIp: false },
    [`${P}cluster.controlPlane.count`]: 3,
  }),
  project("heat", "cluster.masterLoadBalancer", false),
  at("vexxhost", { [`${P}cluster.masterLoadBalancer`]: false, [`${P}cluster.api`]: { floatingIp: false } }),
  at("heat", {
    [`${P}cluster.masterLoadBalancer`]: false,
    [`${P}cluster.api`]: { floatingIp: false, allowedCidrs: ["198.51.100.0/24"] },
  }),
  project("vexxhost", "cluster.api.allowedCidrs", ["198.51.100.0/24"]),
  project("capi-helm", "nodeGroups", [group({ image: "gpu" })]),
  project("capi-helm", "nodeGroups", [group({ labels: { boot_volume_size: 10 } })]),
  at("capi-helm", { [`${S}proxy`]: { http: "http://proxy.example.org:3128" } }),
  at(
    "capi-helm",
    { [`${S}mirrors`]: { charts: { "oci://quay.io/strimzi-helm": "mirror" } } },
    { [`${S}mirrors`]: { charts: { "oci://quay.io/strimzi-helm": "oci://mirror.example.org/strimzi" } } },
  ),
  site("vexxhost", "magnum.kubeTags", { "1.30.2": "v1.30.2-rancher1" }),
  site("capi-helm", "magnum.containerInfraPrefix", "registry.example.org/"),
  site("heat", "magnum.networkDriver", "cilium"),
  at(
    "vexxhost",
    { [`${S}storageNetwork`]: { reach: "extra-network", cidr: "10.206.0.0/16", network: "storage" } },
    {
      [`${S}storageNetwork`]: { reach: "direct", cidr: "10.206.0.0/16" },
    },
  ),
  at(
    "capi-helm",
    { [`${S}storageNetwork`]: { reach: "extra-network", cidr: "10.206.0.0/16", network: "ceph public" } },
    {
      [`${S}storageNetwork.network`]: "ceph-public",
    },
  ),
  at("heat", {
    [`${S}storageNetwork`]: { reach: "route", cidr: "10.206.0.0/16", gatewayNetwork: "storage" },
    [`${P}cluster.network`]: NETWORK,
    [`${P}cluster.nodeCidr`]: "10.20.0.0/20",
  }),
  project("heat", "cluster.network", NETWORK),
  // Labels.
  project("heat", "cluster.labels", { octavia_lb_algorithm: 3 }, { octavia_lb_algorithm: "ROUND_ROBIN" }),
  project("heat", "cluster.labels", { auto_healing_enabled: "true" }, { auto_healing_enabled: true }),
  project("heat", "cluster.labels", { kube_tag: "v1.30.2" }),
  project("heat", "cluster.labels", { calico_tga: "v3.26.4" }),
  project("heat", "cluster.labels", { fixed_subnet_cidr: "10.0.0.0/24" }),
  project("heat", "cluster.labels", { docker_volume_size: 80 }),
  project("heat", "cluster.extraLabels", { boot_volume_size: "80" }),
  project("heat", "cluster.labels", { ingress_controller: "apache" }),
  project("heat", "cluster.labels", { boot_volume_size: -1 }),
  project("heat", "cluster.labels", { service_cluster_ip_range: "all" }, { service_cluster_ip_range: "10.1.0.0/16" }),
  project("heat", "cluster.labels", { service_cluster_ip_range: "10.1.2.0/16" }),
  project("heat", "cluster.labels", { service_cluster_ip_range: "10.1.0.0/30" }),
  project("vexxhost", "cluster.labels", { server_group_policies: "strict" }),
  project("heat", "cluster.labels", { boot_volume_size: 50, boot_volume_type: "fast" }),
  project("capi-helm", "cluster.labels", { octavia_lb_algorithm: "ROUND_ROBIN;" }, { octavia_lb_algorithm: "ROUND_ROBIN" }),
  project("heat", "cluster.labels", { boot_volume_type: "ssd" }),
  project("heat", "cluster.labels", { containerd_version: "1.6.28" }),
  project("heat", "cluster.labels", { helm_client_tag: "v3.13.3" }),
  project("capi-helm", "cluster.clusterLabels", { capi_helm_chart_version: "0.27.0" }),
  // Load balancers.
  at("capi-helm", { ...OVN, [`${P}cluster.labels`]: { octavia_lb_algorithm: "ROUND_ROBIN" } }),
  at("heat", OVN),
  at("capi-helm", { ...OVN, [`${P}cluster.api.allowedCidrs`]: ["198.51.100.0/24"] }),
  at("capi-helm", { ...OVN, [`${P}ingress.allowedCidrs`]: ["198.51.100.0/24"] }),
  project("capi-helm", "cluster.api.allowedCidrs", []),
  project("capi-helm", "ingress.allowedCidrs", []),
  at("capi-helm", {
    [`${P}cluster.clusterLabels`]: { octavia_provider: "ovn" },
    [`${P}cluster.api.allowedCidrs`]: ["198.51.100.0/24"],
  }),
  at("capi-helm", { ...OVN, [`${P}ingress.kind`]: "octavia" }),
  at("capi-helm", { [`${P}ingress.kind`]: "octavia", [`${P}ingress.values`]: { a: 1 } }),
  project("capi-helm", "ingress.routes", [route(), route()], [route(), route({ path: "/b" })]),
  at("capi-helm", { [`${S}octavia.barbican`]: false, [`${P}ingress`]: { kind: "octavia", routes: [route({ tlsSecret: "tls" })] } }),
  project("capi-helm", "ingress", { kind: "octavia", routes: [route({ host: "*.example.org" })] }),
  project("capi-helm", "ingress", { kind: "octavia", routes: [route(), route({ path: "/b", namespace: "other" })] }),
  project("capi-helm", "ingress.routes", [route({ host: "A.example.org" })]),
  // Names and objects of drivers.
  at("capi-helm", { [`${P}storage.block.classes`]: [{ name: "ssd" }], [`${P}spark.scratch.storageClass`]: "ssd-2" }),
  project("heat", "spark.namespaces", ["kube-system"]),
  project("heat", "storage.shared.className", "Shared"),
  project("heat", "spark.applications", [job({ name: "j".repeat(50), schedule: "@daily" })]),
  project("capi-helm", "nodeGroups", [group(), group({ name: "t4", count: 1 })]),
  project("capi-helm", "nodeGroups", [group(), group({ name: "a--b", count: 1 })]),
  project("capi-helm", "nodeGroups", [group(), group({ name: "g".repeat(60), count: 1 })]),
  project("heat", "nodeGroups", [group(), group()], [group()]),
  project("heat", "nodeGroups", [group(), group({ name: "master" })], [group()]),
  project("heat", "storage.block.classes", [{ name: "fast" }, { name: "fast" }], [{ name: "fast" }, { name: "slow" }]),
  project("capi-helm", "storage.block.classes", [{ name: "fast", isDefault: true }]),
  project(
    "heat",
    "storage.block.classes",
    [
      { name: "fast", isDefault: true },
      { name: "slow", isDefault: true },
    ],
    [{ name: "fast", isDefault: true }, { name: "slow" }],
  ),
  project("heat", "storage.block.installDriver", true, undefined),
  project("heat", "storage.block.classes", [{ name: "fast", volumeType: "nvme" }]),
  project("heat", "storage.block.classes", [], [{ name: "fast" }]),
  at("heat", { [`${P}storage.shared`]: { className: "shared", shareType: "nfs", mounter: "fuse" } }),
  at("vexxhost", { [`${P}storage.shared`]: { className: "shared", shareType: "nfs", values: { a: 1 } } }),
  at("heat", { [`${P}spark.volumes`]: [{ name: "spark-local-dir-1", sizeGiB: 1, mountPath: "/a" }] }),
  at("heat", { [`${P}spark.volumes`]: [{ name: "pod-template-volume", sizeGiB: 1, mountPath: "/a" }] }),
  // A Ceph cluster of somebody else.
  ceph({ install: "operator" }),
  ceph({ clusterId: "c".repeat(40) }),
  ceph({ monitors: [] }, { monitors: [MONITOR] }),
  ceph({ monitors: ["ceph.example.org"] }, { monitors: [MONITOR] }),
  ceph({ monitors: [MONITOR, MONITOR] }, { monitors: [MONITOR] }),
  ceph({ monitors: [MONITOR, "192.0.2.12:3300"] }, { monitors: [MONITOR] }),
  ceph({ monitors: ["172.16.0.11:6789"] }, { monitors: [MONITOR] }),
  ceph({ monitors: ["10.0.0.11:6789"] }, { monitors: [MONITOR] }),
  ceph({ rbd: undefined, cephFs: undefined }, { rbd: RBD }),
  ceph({ rbd: { ...RBD, user: "client.lab" } }),
  ceph({ rbd: { ...RBD, classes: [] } }, { rbd: RBD }),
  ceph({ cephFs: { ...CEPH_FS, classes: [] } }, { cephFs: CEPH_FS }),
  ceph({ rbd: { ...RBD, classes: [{ name: "fast", pool: "p" }] } }, { rbd: RBD }),
  ceph({ rbd: { ...RBD, classes: [...RBD.classes, ...RBD.classes] } }, { rbd: RBD }),
  ceph({ rbd: { ...RBD, classes: [{ name: "r", pool: "p", features: ["object-map"] }] } }, { rbd: RBD }),
  ceph({ rbd: { ...RBD, classes: [{ name: "r", pool: "p", features: ["exclusive-lock", "journaling"] }] } }, { rbd: RBD }),
  ceph({ rbd: { ...RBD, images: [IMAGE, { ...IMAGE, name: "again", mountPath: "/again" }] } }, { rbd: { ...RBD, images: [IMAGE] } }),
  ceph({ rbd: { ...RBD, devices: [{ name: "raw", namespace: "other", storageClass: "r", sizeGiB: 1 }] } }),
  ceph({ rbd: { ...RBD, devices: [{ name: "raw", storageClass: "other", sizeGiB: 1 }] } }),
  ceph({ rbd: { ...RBD, devices: [{ name: "results", storageClass: "r", sizeGiB: 1 }] } }, { rbd: RBD }),
  ceph({ cephFs: { ...CEPH_FS, paths: [{ name: "p", path: "data/../x", mountPath: "/p" }] } }, { cephFs: CEPH_FS }),
  at(
    "capi-helm",
    { [`${P}storage.ceph`]: { ...CEPH, rbd: { ...RBD, images: [IMAGE] } }, [`${P}spark.namespaces`]: ["a", "b"] },
    { [`${P}spark.namespaces`]: ["a"] },
  ),
  at("capi-helm", {
    [`${P}storage.ceph`]: { ...CEPH, cephFs: { ...CEPH_FS, paths: [{ name: "p", path: "/p", mountPath: "/p" }] } },
    [`${P}spark`]: undefined,
  }),
  at("capi-helm", { [`${P}storage.shared`]: { className: "shared", shareType: "cephfs", cephCsi: "operator" } }),
  at("heat", { [`${P}storage.shared`]: { className: "shared", shareType: "nfs", cephCsi: "charts" } }),
  // Addresses.
  project("heat", "cluster.nodeCidr", "10.100.0.0/20"),
  at("heat", { [`${S}storageNetwork`]: { reach: "direct", cidr: "10.0.0.0/16" } }, { [`${P}cluster.nodeCidr`]: "10.20.0.0/20" }),
  site("capi-helm", "dnsServers", ["172.16.0.53"], ["192.0.2.1"]),
  // Flavors.
  project("heat", "cluster.workers.flavor", "m1.diskless"),
  project("heat", "cluster.workers.flavor", "huge"),
  at(
    "capi-helm",
    { [`${S}flavors["m1.medium"]`]: { vcpus: 1, memoryMiB: 16384, diskGiB: 40 } },
    {
      [`${P}cluster.controlPlane.flavor`]: "m1.large",
      [`${P}cluster.workers.flavor`]: "m1.large",
    },
  ),
  // Spark.
  project("heat", "spark.applications", [job({ schedule: "TZ=Nowhere/City 0 0 * * *" })], [job({ schedule: "0 0 * * *" })]),
  project("heat", "spark.applications", [job({ schedule: "@sometimes" })], [job({ schedule: "@daily" })]),
  project("heat", "spark.applications", [job({ schedule: "0 0 * *" })], [job({ schedule: "0 0 * * *" })]),
  project("heat", "spark.applications", [job({ schedule: "x 0 * * *" })], [job({ schedule: "0 0 * * *" })]),
  project("heat", "spark.applications", [job({ schedule: "0 0 * * 7" })], [job({ schedule: "0 0 * * 0" })]),
  project("heat", "spark.applications", [job({ schedule: "0 0 31 2 *" })], [job({ schedule: "0 0 1 * *" })]),
  project("heat", "spark.applications", [job({ schedule: "@every x" })], [job({ schedule: "@every 45m" })]),
  project("heat", "spark.applications", [job({ namespace: "nowhere" })]),
  project("heat", "spark.applications", [job(), job()], [job(), job({ name: "other" })]),
  project(
    "heat",
    "spark.applications",
    [job({ driver: { image: "own" } })],
    [job({ driver: { image: "own" }, executor: { image: "own" } })],
  ),
  project("heat", "spark.executor", { cores: 99, memoryGiB: 4 }),
  project("heat", "spark.executor", { cores: 2, memoryGiB: 400 }),
  project("heat", "spark.executors", { min: 3, max: 2 }),
  project("heat", "spark.executors", { max: 2000 }),
  project("heat", "spark.conf", { "spark.executor.memory": "9g" }),
  project("heat", "spark.conf", { "spark.executor.resource.gpu.amount": "x" }, {}),
  project("heat", "spark.conf", { "spark.executor.resource.gpu.amount": "1" }),
  project("heat", "spark.conf", { "has blanks": "1" }, {}),
  project("heat", "spark.nodeGroup", "nowhere"),
  project("heat", "spark.scratch.storageClass", "nowhere"),
  at("heat", { [`${P}spark.uiHost`]: "jobs.example.org", [`${P}ingress.kind`]: "octavia" }),
  at("heat", { [`${S}objectStore`]: undefined, [`${P}spark.objectStore`]: {} }),
  at("heat", { [`${P}storage.shared`]: undefined }),
  at("heat", { [`${P}storage.shared`]: undefined, [`${P}datasets`]: { cloud: "data", shares: [] }, [`${P}spark.volumes`]: [] }),
  project("heat", "spark.quota", { cores: 1, memoryGiB: 999, pods: 99, scratchGiB: 99 }),
  project("capi-helm", "cluster.labels", { capi_helm_chart_version: "0.27.0 " }, { capi_helm_chart_version: "0.27.0" }),
  at(
    "heat",
    {
      [`${P}spark.uiHost`]: "jobs.example.org",
      [`${P}spark.namespaces`]: ["b-c", "c"],
      [`${P}spark.applications`]: [job({ name: "a", namespace: "b-c" }), job({ name: "a-b", namespace: "c" })],
    },
    { [`${P}spark.applications`]: [job({ name: "a", namespace: "b-c" })] },
  ),
  at(
    "heat",
    {
      [`${P}spark.namespaces`]: ["a", "a-b"],
      [`${P}datasets`]: {
        cloud: "data",
        shares: [
          { name: "b-c", shareName: "x", mountPath: "/x" },
          { name: "c", shareName: "y", mountPath: "/y" },
        ],
      },
    },
    { [`${P}datasets.shares[1].name`]: "d" },
  ),
  at(
    "heat",
    { [`${P}cluster.workers.count`]: 0, [`${P}nodeGroups`]: [group({ taints: [{ key: "a", effect: "NoSchedule" }] })] },
    { [`${P}cluster.workers.count`]: 3 },
  ),
  project("heat", "description", "\ud800", "plain"),
  project("heat", "storage.block.installDriver", true, false),
  // Files.
  at("heat", { [`${P}tier`]: "test", [`${S}backend`]: { kind: "local" } }),
  project("heat", "site", "elsewhere"),
  project("heat", "kubernetesVersion", "1.31.0"),
  project("heat", "kubernetesVersion", "v1.30.2"),
  project("heat", "name", "1", "one"),
  project("heat", "cluster.nodeCidr", "10.0.0.1/20"),
  project("heat", "cluster.workers.count", 1.5),
  project("heat", "cluster.keypair", { publicKey: "x" }, { publicKey: "ssh-ed25519 AAAA me" }),
  project("heat", "cluster.keypair", { name: "a", publicKey: "ssh-ed25519 AAAA me" }),
  project("heat", "cluster.keypair", {}, { name: "a" }),
  project("heat", "clustr", {}),
  project("heat", "spark.memoryOverheadFactor", 9),
  project("heat", "spark.namespaces", [], ["spark"]),
  project(
    "heat",
    "spark.volumes",
    [{ name: "results", sizeGiB: 1, mountPath: "results" }],
    [{ name: "results", sizeGiB: 1, mountPath: "/r" }],
  ),
  project("heat", "cluster.network", { ...NETWORK, subnetId: NETWORK.networkId }, NETWORK),
  site("heat", "dnsServers", ["192.0.2.1", "192.0.2.1"], ["192.0.2.1"]),
  site("heat", "proxy", { http: "http://gaia:hunter2@proxy.example.org" }, { http: "http://proxy.example.org" }),
  project("heat", "nodeGroups", [group({ taints: [{ key: "-", effect: "NoSchedule" }] })]),
  project("heat", "nodeGroups", [group({ taints: [{ key: "a", value: " ", effect: "NoSchedule" }] })], [group()]),
  at("heat", { [`${P}cluster.network`]: { ...NETWORK, networkId: "public" } }, { [`${P}cluster.network`]: undefined }),
  project("heat", "ingress.routes", [route({ path: "b" })], [route({ path: "/b" })]),
  project("heat", "spark.image", "", "own"),
  project("heat", "spark.image", "a".repeat(3) + "TfToken[1]", "own"),
  site("heat", "externalNetwork", "net ".repeat(64) + "x"),
  site("heat", "magnum.kubeTags", { "1.30.2": "-" }),
  site("heat", "magnum.containerInfraPrefix", "registry.example.org", "registry.example.org/"),
  site("heat", "identity.authUrl", "keystone", "https://keystone.example.org/v3"),
  site("heat", "identity.authUrl", "https://keystone.example.org", "https://keystone.example.org/v3"),
  at("heat", { [`${S}identity.caCertificate`]: "x" }, { [`${S}identity.caCertificate`]: undefined }),
  site("heat", "dnsServers", ["dns"], ["192.0.2.1"]),
  site("heat", "dnsServers", [], ["192.0.2.1"]),
  site(
    "heat",
    "backend",
    { kind: "http", address: "https://state.example.org" },
    { kind: "http", address: "https://s.example.org/{stack}" },
  ),
  site("heat", "backend", { kind: "s3", bucket: "B", endpoint: "https://s3.example.org" }, { kind: "pg" }),
  site("heat", "backend", { kind: "local", directory: "a b" }, { kind: "pg" }),
  project("heat", "allow", [{ address: "x", action: "replace", reason: "a reason of some length" }], []),
  project("heat", "allow", [{ address: "helm_release.ingress_traefik_652DA793", action: "replace", reason: "short" }], []),
  project("heat", "cluster.nodeCidr", "224.0.0.0/20"),
  project("capi-helm", "cluster.nodeCidr", "10.64.0.0/30"),
  // Projects of an administrator, and clusters of others.
  at("heat", { [`${S}admin`]: ADMIN }, { [`${S}clouds.admin`]: "administrator" }),
  at("heat", { [`${S}clouds.admin`]: "administrator" }),
  at("heat", { [`${S}admin`]: ADMIN, [`${S}clouds.admin`]: "{project}" }, { [`${S}clouds.admin`]: "administrator" }),
  {
    ...administered({ cloud: "survey", quota: { cores: 900 } }, undefined, { [`${P}quota`]: { ...QUOTA, cores: 800 } }),
    byHand: { [`${P}quota.cores`]: 900 },
  },
  administered({ name: "n".repeat(65) }, {}),
  administered({ adopt: "iris-lab" }, {}),
  administered({ groups: [{ name: "users", roles: [] }] }, {}),
  at("heat", { [`${P}cluster.existing`]: { name: "theirs" }, [`${P}cluster.nodeCidr`]: "10.20.0.0/20" }),
  at("heat", {
    ...ADOPTING({}),
    [`${P}cluster.network`]: NETWORK,
    [`${P}cluster.extraLabels`]: { a: "b" },
    [`${P}cluster.clusterLabels`]: {},
    [`${P}cluster.api`]: { allowedCidrs: ["192.0.2.0/24"] },
  }),
  at("heat", ADOPTING({ nodeGroups: ["other"] }), ADOPTING({ nodeGroups: ["spark"] })),
  at("heat", ADOPTING({ uuid: "theirs" }), ADOPTING({})),
  at("heat", ADOPTING({ movedFrom: { cluster: "cluster" } })),
  at("heat", ADOPTING({ movedFrom: { keypair: "module.cluster.openstack_compute_keypair_v2.keypair" } })),
  at(
    "capi-helm",
    { ...ADOPTING({ nodeGroups: ["spark"] }), [`${P}nodeGroups[0]`]: group({ min: 1 }) },
    { [`${P}nodeGroups[0]`]: group({ min: 1, max: 3 }) },
  ),
  // Notebooks.
  notebooks("heat", { allowedUsers: [] }, { allowedUsers: ["alice"] }),
  notebooks("heat", { allowedUsers: ["Alice"] }, { allowedUsers: ["alice"] }),
  notebooks("heat", { login: { kind: "native" }, allowedUsers: [] }, { admins: ["ada"] }),
  notebooks("heat", { login: { kind: "native" }, admins: ["ada"] }, { allowedUsers: [] }),
  notebooks("heat", { login: oidc({ issuer: "https://iam.example.org" }), allowedGroups: ["gaia"] }, { allowedGroups: [] }),
  notebooks("heat", { login: oidc({}) }, { login: oidc({ issuer: "https://iam.example.org" }) }),
  notebooks("heat", { login: oidc({ tokenUrl: "https://a.example.org" }) }, { login: oidc({ issuer: "https://iam.example.org" }) }),
  notebooks(
    "heat",
    { login: oidc({ issuer: "https://iam.example.org", tokenUrl: "https://a.example.org" }) },
    { login: oidc({ issuer: "https://iam.example.org" }) },
  ),
  notebooks("heat", { sizes: [size({ cores: { request: 2, limit: 1 } })] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [size({ cores: { request: 500 } })] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [size(), size()] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [size({ gpu: 1 })] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [size({ cores: { request: 0 } })] }, { sizes: [size()] }),
  notebooks("heat", { sizes: [size({ cores: { request: 9999 } })] }, { sizes: [size()] }),
  notebooks("heat", { users: 9000 }, { users: 2 }),
  notebooks("heat", { idleHours: 9999 }, { idleHours: 8 }),
  notebooks("heat", { environment: { "a-b": "1" } }, { environment: {} }),
  notebooks("heat", { environment: { POD_IP: "1" } }, { environment: {} }),
  notebooks("heat", { image: "other:1" }, { image: undefined }),
  notebooks("heat", { host: "a.example.org" }, { host: "notebooks.example.org" }),
  notebooks("heat", { executors: { max: 9 } }, { executors: undefined }),
  notebooks("heat", { executors: { min: 2, max: 1 } }, { executors: undefined }),
  notebooks("heat", { home: { kind: "claim", storageClass: "nowhere", sizeGiB: 1 } }, { home: { kind: "shared", sizeGiB: 1 } }),
  at(
    "heat",
    { [`${P}notebooks`]: HUB, [`${P}storage.shared`]: undefined, [`${P}spark.volumes`]: [] },
    { [`${P}notebooks.home`]: { kind: "claim", storageClass: "fast", sizeGiB: 1 } },
  ),
  at(
    "capi-helm",
    { [`${S}octavia.barbican`]: false, [`${P}notebooks`]: { ...HUB, tlsSecret: "tls" }, [`${P}ingress`]: { kind: "octavia" } },
    { [`${P}ingress.kind`]: "traefik" },
  ),
  at("capi-helm", { ...PROD, [`${P}notebooks`]: HUB }, { [`${P}notebooks.tlsSecret`]: "tls" }),
  at("capi-helm", { ...PROD, [`${P}notebooks`]: { ...HUB, tlsSecret: "tls" }, [`${P}storage.shared.reclaimPolicy`]: "Delete" }),
  at(
    "capi-helm",
    { ...PROD, [`${P}notebooks`]: { ...HUB, tlsSecret: "tls", home: { kind: "claim", storageClass: "fast", sizeGiB: 1 } } },
    { [`${P}storage.block.classes`]: [{ name: "fast", reclaimPolicy: "Retain" }] },
  ),
  at("heat", { [`${P}notebooks`]: HUB, [`${P}spark`]: undefined }, { [`${P}notebooks`]: undefined }),
  at("heat", { [`${P}notebooks`]: HUB, [`${P}ingress`]: undefined }, { [`${P}ingress`]: { kind: "traefik" } }),
  at(
    "heat",
    { [`${P}notebooks`]: HUB, [`${P}spark.volumes`]: [{ name: "home", sizeGiB: 1, mountPath: "/home/spark/data" }] },
    { [`${P}spark.volumes`]: [] },
  ),
  // Ceph inside the cluster.
  at(
    "heat",
    { [`${S}magnum.images`]: { "1.29.4": "a", "1.30.2": "b" }, [`${P}kubernetesVersion`]: "1.29.4", [`${P}storage.rook`]: ROOK },
    { [`${P}kubernetesVersion`]: "1.30.2" },
  ),
  rook({ nodeGroup: "other" }),
  rook({ storageClass: "pool" }),
  at("heat", { ...PROD, [`${P}storage.rook`]: ROOK }, { [`${P}storage.block.classes`]: [{ name: "fast", reclaimPolicy: "Retain" }] }),
  rook({ monitors: { count: 2 } }),
  rook({ monitors: { count: 5 } }),
  rook({ replicas: 4, osds: { count: 4, sizeGiB: 10 } }),
  rook({ replicas: 3, osds: { count: 2, sizeGiB: 10 } }),
  rook({ osds: { count: 3, sizeGiB: 10, memoryGiB: 1 } }),
  rook({ fileSystems: [{ name: "fs", memoryGiB: 1 }] }),
  rook({ blockPools: [] }, { objectStore: {} }),
  rook({ blockPools: [{ name: "pool" }, { name: "pool" }] }, { blockPools: [{ name: "pool" }] }),
  rook({ blockPools: [{ name: "fast" }] }, { blockPools: [{ name: "pool" }] }),
  rook({ objectStore: { name: "a".repeat(55) } }),
  rook({ osds: { count: 3, sizeGiB: 10, cores: 100 } }, { osds: { count: 3, sizeGiB: 10 } }),
  rook({ osds: { count: 3, sizeGiB: 10, cores: 14 } }, { osds: { count: 3, sizeGiB: 10 } }),
  rook({ osds: { count: 3, sizeGiB: 10, cores: 0 } }, { osds: { count: 3, sizeGiB: 10 } }),
  rook({ osds: { count: 3, sizeGiB: 10, cores: 600 } }, { osds: { count: 3, sizeGiB: 10 } }),
  rook({ osds: { count: 3, sizeGiB: 10, memoryGiB: 0 } }),
  project("heat", "spark.objectStore", { from: "rook" }),
  at("heat", {
    [`${P}storage.rook`]: { ...ROOK, objectStore: {} },
    [`${P}spark.objectStore`]: { from: "rook" },
    [`${P}spark.namespaces`]: ["ab"],
  }),
  at("heat", { [`${S}objectStore`]: undefined, [`${P}storage.rook`]: { ...ROOK, objectStore: {} }, [`${P}spark.objectStore`]: {} }),
  project(
    "heat",
    "storage.existing",
    [{ name: "fast", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" }],
    [{ name: "site", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" }],
  ),
  project(
    "heat",
    "storage.existing",
    [{ name: "site", accessModes: [], reclaimPolicy: "Delete" }],
    [{ name: "site", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" }],
  ),
  // Kafka.
  at(
    "heat",
    { [`${S}magnum.images`]: { "1.29.4": "a", "1.30.2": "b" }, [`${P}kubernetesVersion`]: "1.29.4", [`${P}kafka`]: KAFKA },
    { [`${P}kubernetesVersion`]: "1.30.2" },
  ),
  kafka("heat", { name: "a".repeat(60) }),
  brokers({ cores: 500 }, { cores: 1 }),
  brokers({ cores: 16 }, { cores: 1 }),
  brokers({ cores: 0 }, { cores: 1 }),
  brokers({ memoryGiB: 0 }),
  brokers({ memoryGiB: 5000 }, { memoryGiB: 1 }),
  brokers({ count: 9 }, { count: 1 }),
  brokers({ zones: [] }, { zones: undefined }),
  brokers({ zones: ["a", "b"] }, { zones: ["a"] }),
  brokers({ count: 2, zones: ["z 1", "z-1"] }, { zones: ["z-1", "z-2"] }),
  brokers({ nodeGroup: "nowhere" }),
  brokers({ disk: { storageClass: "nowhere", sizeGiB: 10 } }),
  brokers({ disk: { storageClass: "fast", sizeGiB: 1 } }),
  at(
    "capi-helm",
    {
      [`${P}storage.block.classes`]: [{ name: "fast" }, { name: "here", zone: "a" }],
      [`${P}kafka`]: { ...KAFKA, brokers: { ...BROKERS, zones: ["b"], disk: { storageClass: "here", sizeGiB: 10 } } },
    },
    { [`${P}kafka.brokers.disk.storageClass`]: "fast" },
  ),
  at("capi-helm", { ...PROD, [`${P}kafka`]: KAFKA }, { [`${P}storage.block.classes`]: [{ name: "fast", reclaimPolicy: "Retain" }] }),
  kafka("heat", { access: { inside: "nobody", outside: { kind: "none" } } }),
  at("heat", {
    [`${S}magnum.networkDriver`]: "flannel",
    [`${P}kafka`]: { ...KAFKA, access: { inside: ["spark"], outside: { kind: "none" } } },
  }),
  kafka("heat", outside({ allowedCidrs: [] }), outside({})),
  at(
    "capi-helm",
    { ...OVN, [`${P}kafka`]: { ...KAFKA, ...outside({ allowedCidrs: ["192.0.2.0/24"] }) } },
    { [`${P}kafka`]: { ...KAFKA, ...outside({}) } },
  ),
  at("capi-helm", { ...OVN, [`${P}kafka`]: { ...KAFKA, ...outside({ floating: true }) } }),
  kafka("heat", outside({ floating: true }), outside({ floating: true, allowedCidrs: ["0.0.0.0/0"] })),
  kafka("heat", { topics: [{ name: "a b" }] }, { topics: [] }),
  kafka("heat", { topics: [{ name: "__" }] }, { topics: [] }),
  kafka("heat", { topics: [{ name: "a_b" }, { name: "a-b" }] }, { topics: [] }),
  kafka("heat", { topics: [{ name: "a" }, { name: "a" }] }, { topics: [{ name: "a" }] }),
  kafka("heat", { topics: [{ name: "a", config: { "retention.ms": "1" } }] }, { topics: [{ name: "a" }] }),
  kafka("heat", { users: [reader({ acls: [] })] }, { users: [reader()] }),
  kafka("heat", { users: [reader({ acls: [{ resource: "cluster", operations: [] }] })] }, { users: [reader()] }),
  kafka("heat", { users: [reader({ acls: [{ resource: "cluster", name: "a", operations: ["Read"] }] })] }, { users: [reader()] }),
  kafka("heat", { users: [reader({ acls: [{ resource: "topic", operations: ["Read"] }] })] }, { users: [reader()] }),
  kafka("heat", { mirrors: [ztf()], users: [reader({ name: "mirror-ztf" })] }),
  kafka("heat", { mirrors: [ztf({ bootstrapServers: [] })] }, { mirrors: [ztf()] }),
  kafka("heat", { mirrors: [ztf({ bootstrapServers: ["broker"] })] }, { mirrors: [ztf()] }),
  kafka("heat", { mirrors: [ztf({ topics: "(" })] }, { mirrors: [ztf()] }),
  kafka(
    "heat",
    { mirrors: [ztf({ authentication: { kind: "plain", username: "u", passwordSecret: "p" } })] },
    { mirrors: [ztf({ tls: {}, authentication: { kind: "plain", username: "u", passwordSecret: "p" } })] },
  ),
  // Monitoring.
  monitoring({ host: "a.example.org" }, { host: "grafana.example.org" }),
  monitoring({ admins: ["ada"] }, { admins: [] }),
  monitoring({ login: OPENID }, { admins: ["ada"] }),
  monitoring({ login: OPENID, allowedGroups: ["gaia"] }, { login: { ...OPENID, groupsClaim: "groups" } }),
  monitoring({ login: OPENID, admins: ["a'b"] }, { admins: ["ada"] }),
  monitoring({ login: { ...OPENID, usernameClaim: "a.b" }, admins: ["ada"] }, { login: OPENID }),
  monitoring({ values: { prometheus: { prometheusSpec: { retention: "1y" } } } }, { values: {} }),
  monitoring({ disk: { storageClass: "fast", sizeGiB: 1 } }, { disk: { storageClass: "fast", sizeGiB: 5 } }),
  monitoring({ disk: { storageClass: "nowhere", sizeGiB: 5 } }),
  monitoring({ retentionDays: 0 }, { retentionDays: 1 }),
  monitoring(mail({ to: [] }), mail({})),
  monitoring(mail({ from: "nobody" }), mail({})),
  monitoring(mail({ server: "smtp" }), mail({})),
  at("heat", { [`${P}monitoring`]: GRAFANA, [`${P}ingress`]: undefined }, { [`${P}ingress`]: { kind: "traefik" } }),
  at(
    "capi-helm",
    { [`${S}octavia.barbican`]: false, [`${P}monitoring`]: { ...GRAFANA, tlsSecret: "tls" }, [`${P}ingress`]: { kind: "octavia" } },
    { [`${P}ingress`]: { kind: "traefik" } },
  ),
  at(
    "capi-helm",
    { ...PROD, [`${P}monitoring`]: GRAFANA },
    { [`${P}monitoring.tlsSecret`]: "tls", [`${P}storage.block.classes`]: [{ name: "fast", reclaimPolicy: "Retain" }] },
  ),
];

const sky = (field: string, value: unknown, byHand?: unknown): Case => project("digitalocean", field, value, byHand);
const london = (field: string, value: unknown, byHand?: unknown): Case => site("digitalocean", field, value, byHand);

/** What DigitalOcean has nothing for, or has otherwise. */
CASES.push(
  project("heat", "cluster.controlPlane.flavor", undefined),
  project("heat", "storage.shared.sizeGiB", 100),
  project("heat", "spark.objectStore", { buckets: ["survey-results"] }),
  sky("quota", QUOTA),
  sky("cluster.existing", { name: "theirs" }),
  sky("cluster.adopt", ADOPTING({})[`${P}cluster.adopt`]),
  sky("cluster.keypair", { name: "mine" }),
  sky("cluster.network", NETWORK),
  sky("cluster.controlPlane.flavor", "s-4vcpu-8gb"),
  sky("cluster.controlPlane.count", 5, 3),
  at("digitalocean", { [`${P}tier`]: "prod", [`${P}storage.shared.reclaimPolicy`]: "Retain" }, { [`${P}cluster.controlPlane.count`]: 3 }),
  sky("cluster.dockerVolumeSizeGiB", 100),
  sky("cluster.autoScaling", true),
  sky("cluster.labels", { boot_volume_size: 100 }),
  sky("cluster.extraLabels", { some: "thing" }),
  sky("cluster.clusterLabels", { some: "thing" }),
  sky("cluster.masterLoadBalancer", false),
  sky("cluster.api.floatingIp", false),
  sky("cluster.nodeCidr", "10.0.0.0/12"),
  at("digitalocean", { [`${S}podCidr`]: "10.20.0.0/16" }, { [`${P}cluster.nodeCidr`]: "10.30.0.0/20" }),
  at("digitalocean", { [`${S}podCidr`]: "10.100.0.0/16", [`${S}serviceCidr`]: "10.100.0.0/20" }, { [`${S}serviceCidr`]: "10.101.0.0/20" }),
  sky("cluster.workers.count", 0),
  sky("cluster.workers.flavor", "m1.large"),
  sky("nodeGroups[0].min", undefined),
  sky("nodeGroups[0].max", undefined),
  sky("nodeGroups[0].min", 0),
  sky("nodeGroups[0].min", 6),
  sky("nodeGroups[0].count", 9),
  sky("nodeGroups[1].name", "system", "kafka"),
  sky("nodeGroups[0].labels", { some: "thing" }),
  sky("nodeGroups[0].image", "ubuntu"),
  sky("storage.block.snapshotClass", "snapshots"),
  sky("storage.block.installDriver", true),
  sky("storage.block.credentialsRevision", 2),
  sky("storage.block.values", { some: "thing" }),
  sky("storage.block.classes[0].volumeType", "ssd"),
  sky("storage.block.classes[0].zone", "nova"),
  sky("storage.block.classes[0].isDefault", true),
  at("digitalocean", {
    [`${P}storage.block.classes`]: [
      { name: "do-block-storage", fsType: "xfs" },
      { name: "kept", reclaimPolicy: "Retain" },
    ],
    [`${P}spark.scratch.storageClass`]: "kept",
  }),
  sky("storage.shared.shareType", "cephfs"),
  sky("storage.shared.mounter", "fuse"),
  sky("storage.shared.cephCsi", "charts"),
  sky("storage.shared.shareNetworkId", "some"),
  sky("storage.shared.credentialsRevision", 2),
  at("digitalocean", { [`${S}nfs`]: false, [`${P}notebooks.home`]: { kind: "claim", storageClass: "fast", sizeGiB: 10 } }),
  sky("datasets", { cloud: "data", shares: [{ name: "gaia", shareName: "gaia", mountPath: "/data" }] }),
  sky("ingress.kind", "octavia"),
  sky("kubernetesVersion", "1.20.0"),
  sky("spark.scratch.sizeGiB", 500),
  sky("spark.objectStore.buckets", ["Not A Bucket"], ["sky-results"]),
  london("region", "London"),
  london("versions", { "1.33.1": "1.33.1" }),
  london("versions", { "1.33.1": "1.33.2-do.0" }),
  london("systemPool.flavor", "m1.large"),
  london("dropletLimit", 4, 40),
);

/** What files are read as: projects, or what is wrong. */
interface Read {
  readonly projects: readonly Project[];
  readonly problems: readonly Problem[];
}

function read(files: Files): Read {
  try {
    return { projects: parseEnvironments({ "survey.ts": files["survey.ts"] }, { "lab.ts": files["lab.ts"] }), problems: [] };
  } catch (error) {
    if (error instanceof InvalidEnvironments) return { projects: [], problems: error.problems };
    throw error;
  }
}

const found = new Map<Case, Read>();
function given(each: Case): Read {
  if (!found.has(each)) found.set(each, read(set(whole(each.driver), each.given)));
  return found.get(each)!;
}

/** Files whose stacks were made: many remedies lead back to the same ones. */
const built = new Set<string>();

describe("what a message says to do", () => {
  test.each(["heat", "capi-helm", "vexxhost", "digitalocean"] as const)("has nothing to do where nothing is wrong, with %s", (driver) => {
    const files = whole(driver);
    expect(problemsOf(files["survey.ts"] as ProjectInput, files["lab.ts"] as SiteInput)).toEqual([]);
  });

  test.each(CASES.map((each) => [each.driver, JSON.stringify(each.given).slice(0, 150), each] as const))(
    "%s: %s",
    (_driver, _given, each) => {
      let files = set(whole(each.driver), each.given);
      let now = given(each);
      expect(now.problems).not.toEqual([]);
      if (each.byHand) {
        files = set(files, each.byHand);
        now = read(files);
      }
      // One repair may uncover the next problem, as it does for people.
      for (let round = 0; now.problems.length > 0 && round < 6; round++) {
        files = follow(files, now.problems[0]!);
        now = read(files);
      }
      expect(now.problems).toEqual([]);
      const text = JSON.stringify(files);
      if (!built.has(text)) expect(() => appOf(now.projects)).not.toThrow();
      built.add(text);
    },
  );
});

/** Messages that no file can get, with the reason. */
const OF_CODE = "the schema or a part refuses it first; only code that uses the constructs gets it";
const OF_TWO_FILES = "two files have one name; environments.test has it";
const NOT_OF_FILES: Readonly<Record<string, string>> = {
  "must have at least one storage class, got none": OF_CODE,
  "must be left out with driver {}, which has Cinder CSI already, unless it is installed anew": OF_CODE,
  "must be at least 1, got {}": OF_CODE,
  "must be {} with driver {}, got '{}'": OF_CODE,
  "cannot be used with driver {}, which has no label for them; use network.storageRoute": OF_CODE,
  "must be at most the {} vCPUs of a node of group '{}', got {}": OF_CODE,
  "must leave room on a node of group '{}': {} GiB with overhead are {} MiB, pods can have {} of its {} MiB; use at most {}": OF_CODE,
  "must not overlap the VPC of {} in the same account, {}, got {}; '{}' is another network":
    "two files have one network; digitalocean.test has it",
  "must be a cron expression ({})": "what is checked before it lets nothing through that the library refuses",
  "must be unique as an RFC 1123 name, got {}, which is {} like the name in {}": OF_TWO_FILES,
  "must be unique, got {} like in {}": OF_TWO_FILES,
};

test("every message of checks, schema and parts has a case", () => {
  const lines = CASES.flatMap((each) => given(each).problems).map(({ message }) => message);
  const without = messages()
    .filter(({ text }) => !(text in NOT_OF_FILES))
    .filter(({ pattern }) => !lines.some((line) => pattern.test(line)))
    .map(({ place, text }) => `${place}: ${text}`);
  expect(without).toEqual([]);
});

interface Message {
  readonly place: string;
  readonly text: string;
  readonly pattern: RegExp;
}

const REFUSAL = "must |cannot |is not |is a |is an |is read |does nothing |needs |and max must ";
const REFUSES = new RegExp(`^(${REFUSAL})`);
const HAS_REFUSAL = new RegExp(`["'\`](${REFUSAL})`);

/** Texts in the code that refuse something, with a pattern of what they become. */
function messages(): Message[] {
  const root = path.join(__dirname, "..", "..");
  const files = ["constructs", "projects"].flatMap((folder) =>
    (fs.readdirSync(path.join(root, folder), { recursive: true }) as string[])
      .filter((name) => name.endsWith(".ts") && !/policies|generated/.test(name))
      .map((name) => path.join(folder, name)),
  );
  return files.flatMap((file) => {
    const code = fs.readFileSync(path.join(root, file), "utf8");
    // Most files have none, and need not be parsed for that.
    if (!HAS_REFUSAL.test(code)) return [];
    const source = ts.createSourceFile(file, code, {
      languageVersion: ts.ScriptTarget.Latest,
      jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    });
    const all: Message[] = [];
    const visit = (node: ts.Node): void => {
      const text = textOf(node);
      if (text === undefined) return ts.forEachChild(node, visit);
      if (!REFUSES.test(text)) return;
      const pattern = new RegExp(
        text
          .split("{}")
          .map((part) => part.replace(/[.*+?^$()[\]{}|\\]/g, "\\$&"))
          .join("[^]*"),
      );
      all.push({ place: file, text, pattern });
    };
    visit(source);
    return all;
  });
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((span) => `{}${span.literal.text}`).join("");
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [textOf(node.left), textOf(node.right)];
    return left === undefined && right === undefined ? undefined : `${left ?? "{}"}${right ?? "{}"}`;
  }
  return undefined;
}
