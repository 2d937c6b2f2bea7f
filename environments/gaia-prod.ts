import { gaiaDatasets, gaiaQuota } from "./gaia-datasets";
import { gaiaSpark } from "./gaia-spark";
import { gaiaNotebooks } from "./gaia-notebooks";
import type { ProjectInput } from "../projects";

/** Production: protected, three control planes, and all its nodes from the start, because interactive users do not wait for new ones. */
export const gaiaProd: ProjectInput = {
  name: "gaia_prod",
  description: "Gaia data mining platform, production",
  site: "cumulus",
  tier: "prod",
  kubernetesVersion: "1.30.2",
  quota: gaiaQuota,
  cluster: {
    keypair: { name: "gaia-prod" },
    controlPlane: { flavor: "gaia.cclake.3vcpu", count: 3 },
    workers: { flavor: "gaia.cclake.6vcpu", count: 3 },
    // A running cluster keeps what it was made with: groups can be given min and max later, or lose them.
    autoScaling: true,
    api: { floatingIp: true, allowedCidrs: ["128.232.224.0/23", "129.215.0.0/16"] },
    labels: { boot_volume_size: 200 },
  },
  nodeGroups: [
    { name: "spark", flavor: "gaia.cclake.55vcpu", count: 6 },
    { name: "notebooks", flavor: "gaia.cclake.13vcpu", count: 3 },
  ],
  storage: {
    block: { classes: [{ name: "cinder" }, { name: "cinder-retain", reclaimPolicy: "Retain" }], snapshotClass: "cinder" },
    shared: { className: "cephfs", shareType: "cephfsnativetype" },
  },
  datasets: gaiaDatasets,
  ingress: {
    kind: "traefik",
    routes: [{ host: "zeppelin.gaia-prod.aglais.uk", namespace: "spark", service: "zeppelin", port: 8080, tlsSecret: "zeppelin-tls" }],
  },
  spark: {
    ...gaiaSpark,
    nodeGroup: "spark",
    executor: { cores: 5, memoryGiB: 5 },
    executors: { min: 2, max: 60 },
    scratch: { storageClass: "cinder", sizeGiB: 100 },
    volumes: [{ name: "user", sizeGiB: 8192, mountPath: "/user" }],
    objectStore: {},
  },
  notebooks: {
    ...gaiaNotebooks,
    host: "notebooks.gaia-prod.aglais.uk",
    tlsSecret: "notebooks-tls",
    users: 15,
    home: { kind: "shared", sizeGiB: 4096 },
  },
};
