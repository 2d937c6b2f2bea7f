import type { ProjectInput, SiteInput } from "../projects";

/** A made-up site that has all that a project can ask for. */
export const everywhere: SiteInput = {
  name: "everywhere",
  clouds: { project: "{project}", clusters: "{project}-admin" },
  identity: { authUrl: "https://keystone.example.org:5000/v3", region: "One" },
  magnum: { driver: "capi-helm", images: { "1.34.4": "kube-1.34.4" } },
  externalNetwork: "public",
  dnsServers: ["192.0.2.53"],
  flavors: {
    "m1.medium": { vcpus: 4, memoryMiB: 16384, diskGiB: 60 },
    "m1.large": { vcpus: 8, memoryMiB: 32768, diskGiB: 100 },
    "m1.xlarge": { vcpus: 16, memoryMiB: 65536, diskGiB: 200 },
  },
  shareTypes: { cephfs: { protocol: "CEPHFS" } },
  octavia: { provider: "amphora", barbican: true },
  objectStore: { endpoint: "https://s3.example.org", region: "default" },
  backend: { kind: "s3", bucket: "states", endpoint: "https://s3.example.org" },
};

const AUTHORITY = "https://login.example.org";

/** A project with all parts at once, in sizes that a team of twenty would have. */
export const everything: ProjectInput = {
  name: "everything",
  site: "everywhere",
  tier: "dev",
  kubernetesVersion: "1.34.4",
  cluster: {
    keypair: { name: "everything" },
    controlPlane: { flavor: "m1.medium", count: 3 },
    workers: { flavor: "m1.medium", count: 3 },
  },
  nodeGroups: [
    { name: "spark", flavor: "m1.xlarge", min: 1, max: 6 },
    { name: "notebooks", flavor: "m1.large", min: 1, max: 4 },
    { name: "kafka", flavor: "m1.medium", count: 3 },
    { name: "ceph", flavor: "m1.large", count: 4 },
  ],
  storage: {
    block: { classes: [{ name: "cinder" }], snapshotClass: "cinder" },
    shared: { className: "cephfs", shareType: "cephfs" },
    ceph: {
      clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
      monitors: ["192.0.2.11:6789", "192.0.2.12:6789", "192.0.2.13:6789"],
      rbd: { user: "everything", classes: [{ name: "ceph-rbd", pool: "everything" }] },
      cephFs: {
        user: "everything",
        fsName: "cephfs",
        classes: [{ name: "ceph-fs" }],
        paths: [{ name: "survey", path: "/survey", mountPath: "/data/survey" }],
      },
    },
    rook: {
      nodeGroup: "ceph",
      storageClass: "cinder",
      osds: { count: 3, sizeGiB: 500 },
      blockPools: [{ name: "rook-block" }],
      fileSystems: [{ name: "rook-files" }],
      objectStore: {},
    },
  },
  datasets: { cloud: "data", shares: [{ name: "gaia", shareName: "gaia-dr3", mountPath: "/data/gaia" }] },
  ingress: { kind: "traefik" },
  spark: {
    image: "registry.example.org/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    executor: { cores: 4, memoryGiB: 8 },
    executors: { max: 12 },
    scratch: { storageClass: "cinder", sizeGiB: 50 },
    volumes: [{ name: "user", sizeGiB: 500, mountPath: "/user" }],
    objectStore: {},
    uiHost: "spark.example.org",
    applications: [{ name: "nightly", type: "Python", mainApplicationFile: "local:///opt/jobs/nightly.py", schedule: "0 3 * * *" }],
  },
  notebooks: {
    host: "notebooks.example.org",
    tlsSecret: "notebooks-tls",
    nodeGroup: "notebooks",
    login: { kind: "oidc", issuer: AUTHORITY, clientId: "notebooks", groupsClaim: "groups" },
    allowedGroups: ["team"],
    sizes: [{ name: "small", cores: { request: 1, limit: 2 }, memoryGiB: { request: 4, limit: 4 } }],
    users: 20,
    home: { kind: "shared", sizeGiB: 500 },
  },
  kafka: {
    brokers: { count: 3, nodeGroup: "kafka", cores: 1, memoryGiB: 4, disk: { storageClass: "cinder", sizeGiB: 200 } },
    retention: { days: 7, gibPerDay: 20 },
    access: { inside: ["spark"], outside: { kind: "none" } },
    topics: [{ name: "alerts", partitions: 6 }],
    users: [{ name: "reader", authentication: "tls", acls: [{ resource: "topic", name: "alerts", operations: ["Read"] }] }],
  },
  monitoring: {
    host: "grafana.example.org",
    tlsSecret: "grafana-tls",
    login: {
      kind: "oidc",
      authorizeUrl: `${AUTHORITY}/authorize`,
      tokenUrl: `${AUTHORITY}/token`,
      userdataUrl: `${AUTHORITY}/userinfo`,
      clientId: "grafana",
    },
    admins: ["ada"],
    alerts: { kind: "webhook" },
    disk: { storageClass: "cinder", sizeGiB: 50 },
  },
};
