import type { ProjectInput } from "../../projects";

/** What makes the lab's project one that needs every credential there is. */
export const FULL_PROJECT = {
  nodeGroups: [{ name: "spark", flavor: "m1.xlarge", count: 2 }],
  storage: {
    block: { classes: [{ name: "fast" }], installDriver: true },
    shared: { className: "cephfs", shareType: "cephfs" },
    ceph: {
      clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
      monitors: ["192.0.2.11:6789", "192.0.2.12:6789"],
      rbd: {
        user: "lab",
        classes: [{ name: "ceph-rbd", pool: "lab" }],
        images: [{ name: "atlas", image: "atlas", pool: "lab", mountPath: "/data/atlas" }],
        devices: [{ name: "raw", storageClass: "ceph-rbd", sizeGiB: 1 }],
      },
      cephFs: {
        user: "lab",
        fsName: "cephfs",
        classes: [{ name: "ceph-fs" }],
        paths: [{ name: "survey", path: "/data/survey", mountPath: "/data/survey" }],
      },
    },
    rook: {
      nodeGroup: "spark",
      storageClass: "fast",
      replicas: 2,
      monitors: { count: 1 },
      osds: { count: 2, sizeGiB: 10, cores: 0.1, memoryGiB: 2 },
      blockPools: [{ name: "ceph-block" }],
    },
  },
  datasets: { cloud: "data", shares: [{ name: "gaia", shareName: "gaia-dr3", mountPath: "/data/gaia" }] },
  ingress: { kind: "octavia" },
  spark: {
    image: "docker.io/apache/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    executor: { cores: 2, memoryGiB: 4 },
    executors: { max: 4 },
    scratch: { storageClass: "fast", sizeGiB: 10 },
    objectStore: {},
  },
  notebooks: {
    host: "notebooks.example.org",
    login: { kind: "oidc", issuer: "https://login.example.org/", clientId: "lab" },
    allowedUsers: ["alice"],
    sizes: [{ name: "small", cores: { request: 0.1 }, memoryGiB: { request: 0.5 } }],
    users: 1,
    home: { kind: "shared", sizeGiB: 1 },
  },
  kafka: {
    brokers: { count: 1, nodeGroup: "spark", cores: 0.1, memoryGiB: 1, disk: { storageClass: "fast", sizeGiB: 10 } },
    retention: { days: 1, gibPerDay: 1 },
    access: { inside: "all", outside: { kind: "none" } },
    topics: [{ name: "alerts" }],
    users: [{ name: "reader", authentication: "tls", acls: [{ resource: "topic", name: "*", operations: ["Read"] }] }],
  },
  monitoring: {
    host: "grafana.example.org",
    login: {
      kind: "oidc",
      authorizeUrl: "https://login.example.org/authorize",
      tokenUrl: "https://login.example.org/token",
      userdataUrl: "https://login.example.org/userinfo",
      clientId: "grafana",
    },
    admins: ["alice"],
    alerts: { kind: "webhook" },
    disk: { storageClass: "fast", sizeGiB: 5 },
  },
} satisfies Partial<ProjectInput>;

/** Variables of that project that hold credentials. */
export const FULL_VARIABLES = [
  ...["manila", "datasets", "octavia", "cinder"].flatMap((name) => [`${name}_credential_id`, `${name}_credential_secret`]),
  "object_store_access_key",
  "object_store_secret_key",
  "ceph_rbd_secret",
  "ceph_cephfs_secret",
  "notebooks_login_secret",
  "notebooks_cookie_secret",
  ...["admin", "login", "receiver", "hub"].map((name) => `monitoring_${name}_secret`),
].map((name) => `TF_VAR_${name}`);
