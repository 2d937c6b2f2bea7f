import type { DigitalOceanSiteInput, ProjectInput, SiteInput } from "../../projects";
import type { Edits } from "./operator-changes";

/** A region of DigitalOcean, with sizes of droplets as DigitalOcean publishes them. */
export const LONDON: DigitalOceanSiteInput = {
  kind: "digitalocean",
  name: "london",
  region: "lon1",
  versions: { "1.32.5": "1.32.5-do.0", "1.33.1": "1.33.1-do.0" },
  flavors: {
    "s-2vcpu-4gb": { vcpus: 2, memoryMiB: 4096, diskGiB: 80 },
    "s-4vcpu-8gb": { vcpus: 4, memoryMiB: 8192, diskGiB: 160 },
    "s-8vcpu-16gb": { vcpus: 8, memoryMiB: 16_384, diskGiB: 320 },
  },
  systemPool: { flavor: "s-2vcpu-4gb" },
  dropletLimit: 25,
  nfs: true,
  objectStore: { endpoint: "https://lon1.digitaloceanspaces.com", region: "lon1" },
  backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
};

/** An OpenStack cloud that has what the region has. */
export const CAMBRIDGE: SiteInput = {
  name: "cambridge",
  clouds: { project: "{project}", clusters: "{project}-super" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
  magnum: { driver: "capi-helm", images: { "1.32.5": "kube-1.32.5", "1.33.1": "kube-1.33.1" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.1"],
  flavors: {
    small: { vcpus: 4, memoryMiB: 8192, diskGiB: 160 },
    large: { vcpus: 8, memoryMiB: 16_384, diskGiB: 320 },
  },
  shareTypes: { cephfs: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: false },
  objectStore: { endpoint: "https://s3.example.org", region: "default" },
  backend: { kind: "http", address: "https://gitlab.example.org/api/v4/projects/1/terraform/state/{stack}" },
};

/** What a project has wherever it is. */
const ANYWHERE = {
  name: "sky",
  description: "alerts of the sky",
  tier: "dev",
  kubernetesVersion: "1.33.1",
  ingress: {
    kind: "traefik",
    allowedCidrs: ["192.0.2.0/24"],
    routes: [{ host: "status.sky.example.org", namespace: "jobs", service: "status", port: 8080, tlsSecret: "status-tls" }],
  },
  spark: {
    image: "ghcr.io/wfau/gaia-spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    namespaces: ["jobs"],
    executor: { cores: 2, memoryGiB: 2 },
    executors: { min: 1, max: 6 },
    scratch: { storageClass: "fast", sizeGiB: 40 },
    volumes: [{ name: "user", sizeGiB: 200, mountPath: "/user" }],
    objectStore: {},
  },
  notebooks: {
    host: "notebooks.sky.example.org",
    tlsSecret: "notebooks-tls",
    login: { kind: "oidc", issuer: "https://login.example.org/", clientId: "sky" },
    allowedUsers: ["alice"],
    nodeGroup: "default-worker",
    sizes: [{ name: "small", cores: { request: 0.5 }, memoryGiB: { request: 1 } }],
    users: 2,
    home: { kind: "shared", sizeGiB: 100 },
  },
  kafka: {
    brokers: { count: 3, nodeGroup: "kafka", cores: 1, memoryGiB: 4, disk: { storageClass: "kept", sizeGiB: 100 } },
    retention: { days: 7, gibPerDay: 5 },
    access: { inside: "all", outside: { kind: "loadbalancer", floating: true, allowedCidrs: ["192.0.2.0/24"] } },
    topics: [{ name: "alerts" }],
    users: [{ name: "reader", authentication: "tls", acls: [{ resource: "topic", name: "*", operations: ["Read"] }] }],
  },
} satisfies Partial<ProjectInput>;

/** What a project says of storage wherever it is. */
const BLOCK = { classes: [{ name: "fast" }, { name: "kept", reclaimPolicy: "Retain" as const }] };

/** A project at DigitalOcean. */
export const SKY: ProjectInput = {
  ...ANYWHERE,
  site: "london",
  cluster: {
    controlPlane: {},
    workers: { flavor: "s-4vcpu-8gb", count: 3 },
    nodeCidr: "10.20.0.0/20",
    api: { allowedCidrs: ["192.0.2.0/24"] },
  },
  nodeGroups: [
    { name: "spark", flavor: "s-8vcpu-16gb", min: 1, max: 4 },
    { name: "kafka", flavor: "s-4vcpu-8gb", count: 3, taints: [{ key: "for", value: "kafka", effect: "NoSchedule" }] },
  ],
  storage: { block: BLOCK, shared: { className: "shared", shareType: "standard" } },
};

/** The same project in an OpenStack cloud: with another site, names of flavors and share type, and the flavor of the control plane. */
export const SKY_IN_OPENSTACK: ProjectInput = {
  ...SKY,
  site: "cambridge",
  cluster: { ...SKY.cluster, controlPlane: { flavor: "small" }, workers: { flavor: "small", count: 3 } },
  nodeGroups: SKY.nodeGroups!.map((group) => ({ ...group, flavor: group.flavor === "s-8vcpu-16gb" ? "large" : "small" })),
  storage: { block: BLOCK, shared: { className: "shared", shareType: "cephfs" } },
};

/** A change that an operator makes to the files of that project or its site. */
export interface DigitalOceanChange {
  /** Tier of the project. */
  readonly tier?: "dev" | "prod";
  /** What is changed in the project's file. */
  readonly change?: Edits;
  /** What is changed in the site's file. */
  readonly siteChange?: Edits;
  /** Whether nothing is there before. */
  readonly isNew?: boolean;
  /** Whether everything is destroyed in place of a change. */
  readonly destroy?: boolean;
  /** Whether Terraform must refuse it, because it destroys what is protected. */
  readonly refused?: boolean;
}

/** Plans of that project, by the name of their snapshot. */
export const DIGITALOCEAN_CHANGES: Readonly<Record<string, DigitalOceanChange>> = {
  "digitalocean-from-nothing": { isNew: true },
  "digitalocean-destroy": { destroy: true },
  "digitalocean-pool-size": { change: { "nodeGroups.0.flavor": "s-4vcpu-8gb", "spark.executors.max": 3 } },
  "digitalocean-pool-bounds": { change: { "nodeGroups.0.max": 6 } },
  "digitalocean-pool-gone": { change: { "nodeGroups.1": undefined, kafka: undefined } },
  "digitalocean-version": { siteChange: { versions: { "1.33.1": "1.33.1-do.1" } } },
  "digitalocean-share-grows": { change: { "storage.shared.sizeGiB": 500 } },
  "digitalocean-system-pool": { siteChange: { "systemPool.flavor": "s-4vcpu-8gb" } },
  "digitalocean-prod-network": { tier: "prod", refused: true, change: { "cluster.nodeCidr": "10.40.0.0/20" } },
  "digitalocean-prod-share-gone": {
    tier: "prod",
    refused: true,
    change: { "storage.shared": undefined, "spark.volumes": [], "notebooks.home": { kind: "claim", storageClass: "kept", sizeGiB: 10 } },
  },
};
