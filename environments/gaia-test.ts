import { gaiaDatasets, gaiaQuota } from "./gaia-datasets";
import { gaiaSpark } from "./gaia-spark";
import type { ProjectInput } from "../projects";

/** Test: the smallest cluster that runs everything, of a fixed size. */
export const gaiaTest: ProjectInput = {
  name: "gaia_test",
  description: "Gaia data mining platform, tests",
  site: "cumulus",
  tier: "test",
  kubernetesVersion: "1.30.2",
  quota: gaiaQuota,
  cluster: {
    keypair: { name: "gaia-test" },
    controlPlane: { flavor: "gaia.cclake.3vcpu" },
    workers: { flavor: "gaia.cclake.3vcpu", count: 2 },
    // A running cluster keeps what it was made with: groups can be given min and max later, or lose them.
    autoScaling: true,
    labels: { boot_volume_size: 100 },
  },
  nodeGroups: [{ name: "spark", flavor: "gaia.cclake.13vcpu", count: 2 }],
  storage: {
    block: { classes: [{ name: "cinder" }] },
    shared: { className: "cephfs", shareType: "cephfsnativetype" },
  },
  datasets: gaiaDatasets,
  ingress: {
    kind: "traefik",
    routes: [{ host: "zeppelin.gaia-test.aglais.uk", namespace: "spark", service: "zeppelin", port: 8080 }],
  },
  spark: {
    ...gaiaSpark,
    nodeGroup: "spark",
    executor: { cores: 3, memoryGiB: 3 },
    executors: { max: 6 },
    scratch: { storageClass: "cinder", sizeGiB: 20 },
  },
};
