import type { ProjectInput } from "cdktf-magnum/environments";

/** A hub for a course: forty notebooks at the same time, each with a session of Spark, and homes on one share. */
export const projectDiracHub: ProjectInput = {
  name: "dirac-hub",
  description: "notebooks with Spark for a course of 40",
  site: "campus",
  tier: "test",
  kubernetesVersion: "1.34.4",
  cluster: {
    keypair: { name: "dirac-hub" },
    controlPlane: { flavor: "m1.medium" },
    // nodegroup-type: management
    workers: { flavor: "m1.large", count: 2 },
    api: { allowedCidrs: ["198.51.100.0/24"] },
  },
  nodeGroups: [
    { name: "notebooks", flavor: "m1.xlarge", min: 2, max: 5 },
    { name: "spark", flavor: "m1.xlarge", min: 1, max: 6 },
  ],
  storage: {
    block: { classes: [{ name: "cinder" }] },
    shared: { className: "shared", shareType: "cephfs", reclaimPolicy: "Retain" },
  },
  ingress: { kind: "traefik" },
  spark: {
    image: "registry.example.org/dirac/spark-notebook:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    namespaces: ["course"],
    executor: { cores: 1, memoryGiB: 2 },
    executors: { max: 20 },
    scratch: { storageClass: "cinder", sizeGiB: 10 },
    volumes: [{ name: "course", sizeGiB: 500, mountPath: "/course" }],
    // Those of scheduler.conf and sql.conf that are still worth saying.
    conf: { "spark.kubernetes.allocation.batch.size": "20", "spark.sql.execution.arrow.pyspark.enabled": "true" },
  },
  notebooks: {
    host: "hub.dirac.example.org",
    tlsSecret: "hub-tls",
    login: { kind: "github", clientId: "id-of-the-application" },
    allowedGroups: ["our-course"],
    admins: ["teacher"],
    nodeGroup: "notebooks",
    sizes: [
      { name: "small", cores: { request: 0.5, limit: 2 }, memoryGiB: { request: 2, limit: 4 } },
      { name: "medium", cores: { request: 1, limit: 4 }, memoryGiB: { request: 4, limit: 8 } },
    ],
    users: 40,
    home: { kind: "shared", sizeGiB: 400 },
    executors: { max: 2 },
    idleHours: 2,
  },
};
