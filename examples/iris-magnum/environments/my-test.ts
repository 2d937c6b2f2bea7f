import type { ProjectInput } from "cdktf-magnum/environments";

/** The cluster of iris-magnum with what its pages install by hand: storage classes, Spark and a volume that all its pods share. */
export const projectMyTest: ProjectInput = {
  name: "my-test",
  site: "iris",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "my-test" },
    controlPlane: { flavor: "general.v1.tiny", count: 1 },
    // node_count was the fewest, max_node_count the most.
    workers: { flavor: "general.v1.small", count: 1, min: 1, max: 2 },
  },
  nodeGroups: [{ name: "spark", flavor: "general.v1.small", count: 2 }],
  storage: {
    block: { classes: [{ name: "cinder-csi" }] },
    shared: { className: "csi-manila-cephfs", shareType: "cephfsnativetype", mounter: "kernel" },
  },
  spark: {
    image: "docker.io/apache/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    executor: { cores: 1, memoryGiB: 1 },
    executors: { max: 2 },
    scratch: { storageClass: "cinder-csi", sizeGiB: 5 },
    volumes: [{ name: "spark-data", sizeGiB: 10, mountPath: "/sparkdata" }],
  },
};
