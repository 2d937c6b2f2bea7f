import type { ProjectInput } from "cdktf-magnum/environments";

/** Spark in a cloud that has Nova, Neutron and Cinder and little else: what many pods share is in a Ceph cluster of its own. */
export const projectBigData: ProjectInput = {
  name: "big-data",
  description: "Spark without Manila and without load balancers",
  site: "generic",
  tier: "test",
  kubernetesVersion: "1.34.4",
  cluster: {
    keypair: { name: "big-data" },
    controlPlane: { flavor: "gp.4.8" },
    workers: { flavor: "gp.8.16", count: 2 },
    // No Octavia: the API server is the one node's floating IP.
    masterLoadBalancer: false,
  },
  nodeGroups: [
    { name: "spark", flavor: "gp.16.64", count: 3 },
    { name: "ceph", flavor: "gp.8.32", count: 3 },
  ],
  storage: {
    block: { classes: [{ name: "cinder" }] },
    rook: {
      nodeGroup: "ceph",
      storageClass: "cinder",
      osds: { count: 3, sizeGiB: 500 },
      fileSystems: [{ name: "ceph-shared" }],
    },
  },
  spark: {
    image: "docker.io/apache/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    executor: { cores: 2, memoryGiB: 6 },
    executors: { max: 6 },
    scratch: { storageClass: "cinder", sizeGiB: 50 },
    volumes: [{ name: "data", sizeGiB: 200, mountPath: "/data", storageClass: "ceph-shared" }],
    applications: [
      {
        name: "pi",
        type: "Scala",
        mainClass: "org.apache.spark.examples.SparkPi",
        mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar",
        arguments: ["1000"],
      },
    ],
  },
};
