import type { ProjectInput } from "cdktf-magnum/environments";

/** The two tries of the pages as jobs: an estimate of pi, and a look at what lies on the share. */
export const projectIrisK8sSpark: ProjectInput = {
  name: "iris-k8s-spark",
  site: "iris",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  cluster: {
    keypair: { name: "iris-k8s-spark" },
    controlPlane: { flavor: "general.v1.tiny" },
    workers: { flavor: "general.v1.small", count: 2 },
    // The flavors' own disks are too small for images.
    labels: { boot_volume_size: 100 },
  },
  nodeGroups: [{ name: "spark", flavor: "general.v1.medium", count: 3 }],
  storage: {
    block: { classes: [{ name: "cinder-csi" }] },
    shared: { className: "csi-manila-cephfs", shareType: "cephfsnativetype", mounter: "kernel" },
  },
  spark: {
    image: "docker.io/apache/spark:4.0.4",
    version: "4.0.4",
    nodeGroup: "spark",
    executor: { cores: 2, memoryGiB: 4 },
    executors: { max: 2 },
    scratch: { storageClass: "cinder-csi", sizeGiB: 10 },
    volumes: [{ name: "spark-data", sizeGiB: 10, mountPath: "/sparkdata" }],
    applications: [
      {
        name: "pi",
        type: "Scala",
        mainClass: "org.apache.spark.examples.SparkPi",
        mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar",
        arguments: ["50"],
      },
      {
        name: "count-words",
        type: "Java",
        mainClass: "org.apache.spark.examples.JavaWordCount",
        mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar",
        arguments: ["/sparkdata/test"],
        schedule: "@every 24h",
      },
    ],
  },
};
