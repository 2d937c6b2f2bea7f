import { gaiaDatasets, gaiaQuota } from "./gaia-datasets";
import { gaiaSpark } from "./gaia-spark";
import { gaiaNotebooks } from "./gaia-notebooks";
import type { ProjectInput } from "../projects";

/** Development: small, scaled on demand, thrown away and made anew. */
export const gaiaDev: ProjectInput = {
  name: "gaia_dev",
  description: "Gaia data mining platform, development",
  site: "cumulus",
  tier: "dev",
  kubernetesVersion: "1.30.2",
  quota: gaiaQuota,
  cluster: {
    keypair: { name: "gaia-dev" },
    controlPlane: { flavor: "gaia.cclake.3vcpu" },
    workers: { flavor: "gaia.cclake.6vcpu", count: 2 },
    // A running cluster keeps what it was made with: groups can be given min and max later, or lose them.
    autoScaling: true,
    labels: { boot_volume_size: 100 },
  },
  nodeGroups: [
    { name: "spark", flavor: "gaia.cclake.27vcpu", min: 1, max: 6 },
    { name: "notebooks", flavor: "gaia.cclake.13vcpu", min: 1, max: 2 },
  ],
  storage: {
    block: { classes: [{ name: "cinder" }, { name: "cinder-retain", reclaimPolicy: "Retain" }], snapshotClass: "cinder" },
    shared: { className: "cephfs", shareType: "cephfsnativetype" },
  },
  datasets: gaiaDatasets,
  ingress: {
    kind: "traefik",
    routes: [{ host: "zeppelin.gaia-dev.aglais.uk", namespace: "spark", service: "zeppelin", port: 8080, tlsSecret: "zeppelin-tls" }],
  },
  spark: {
    ...gaiaSpark,
    nodeGroup: "spark",
    executor: { cores: 5, memoryGiB: 5 },
    executors: { min: 1, max: 29 },
    scratch: { storageClass: "cinder", sizeGiB: 50 },
    volumes: [{ name: "user", sizeGiB: 512, mountPath: "/user" }],
    uiHost: "spark.gaia-dev.aglais.uk",
    applications: [
      {
        name: "spark-pi",
        type: "Scala",
        mainClass: "org.apache.spark.examples.SparkPi",
        mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar",
        arguments: ["1000"],
      },
    ],
  },
  notebooks: {
    ...gaiaNotebooks,
    host: "notebooks.gaia-dev.aglais.uk",
    tlsSecret: "notebooks-tls",
    users: 8,
    home: { kind: "shared", sizeGiB: 256 },
  },
};
