import { gaiaDev } from "../../environments/gaia-dev";

/** Values by the path of their field, such as "nodeGroups.0.max"; undefined takes the field away. */
export type Edits = Readonly<Record<string, unknown>>;

/** A change that an operator makes to the files of a project. */
export interface OperatorChange {
  /** Name of the project's file. */
  readonly project: "gaia-dev" | "gaia-test" | "gaia-prod";
  /** How the project differs from its file before the change. */
  readonly before?: Edits;
  /** What is changed in the project's file. */
  readonly change?: Edits;
  /** How the site differs from its file before the change. */
  readonly siteBefore?: Edits;
  /** What is changed in the site's file. */
  readonly siteChange?: Edits;
  /** Chart whose pinned version is another one before the change. */
  readonly chartBefore?: { readonly chart: string; readonly version: string };
  /** Whether everything is destroyed in place of a change. */
  readonly destroy?: boolean;
  /** Whether Terraform must refuse it, because it destroys what is protected. */
  readonly refused?: boolean;
}

const spark = { name: "spark", flavor: "gaia.cclake.27vcpu", min: 1, max: 6 };
const fixed = { name: "spark", flavor: "gaia.cclake.27vcpu", count: 6 };
const notebooks = { name: "notebooks", flavor: "gaia.cclake.13vcpu", min: 1, max: 2 };
const fixedNotebooks = { name: "notebooks", flavor: "gaia.cclake.13vcpu", count: 2 };
const science = { name: "science", flavor: "gaia.cclake.13vcpu", count: 1 };
const upgrade = { before: { kubernetesVersion: "1.29.6" }, change: { kubernetesVersion: "1.30.2" } };
const zone = { name: "wise", shareName: "aglais-wise-neowise", mountPath: "/data/wise/neowise" };
const route = { host: "grafana.gaia-dev.aglais.uk", namespace: "monitoring", service: "grafana", port: 3000, tlsSecret: "grafana-tls" };

const images = { "1.30.2": "k8s-1.30.2", "1.34.4": "k8s-1.34.4" };
const newKubernetes = { before: { kubernetesVersion: "1.34.4" }, siteBefore: { "magnum.images": images } };
const ceph = {
  clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
  monitors: ["192.0.2.11:6789", "192.0.2.12:6789"],
  rbd: {
    user: "gaia",
    classes: [{ name: "ceph-rbd", pool: "gaia" }],
    images: [{ name: "atlas", image: "atlas", pool: "gaia", mountPath: "/data/atlas" }],
    devices: [{ name: "raw", storageClass: "ceph-rbd", sizeGiB: 10 }],
  },
  cephFs: {
    user: "gaia",
    fsName: "cephfs",
    classes: [{ name: "ceph-fs" }],
    paths: [{ name: "survey", path: "/data/survey", mountPath: "/data/survey" }],
  },
};

const rook = {
  nodeGroup: "ceph",
  storageClass: "cinder",
  osds: { count: 3, sizeGiB: 200 },
  blockPools: [{ name: "ceph-block" }],
  fileSystems: [{ name: "ceph-shared" }],
  objectStore: {},
};
const cephNodes = { name: "ceph", flavor: "gaia.cclake.13vcpu", count: 3 };
const onRook = { nodeGroups: [spark, notebooks, cephNodes], "storage.rook": rook, "spark.objectStore": { from: "rook" } };
const protectedRook = { "nodeGroups.2": cephNodes, "storage.rook": { ...rook, storageClass: "cinder-retain" } };

/** What operators do, by the name of the snapshot. */
export const OPERATOR_CHANGES: Readonly<Record<string, OperatorChange>> = {
  "datasets-emptied": { project: "gaia-dev", change: { "datasets.shares": [] } },
  "datasets-taken-out": { project: "gaia-dev", before: { "datasets.shares": [] }, change: { datasets: undefined } },
  "node-group-max-raised": { project: "gaia-dev", change: { "nodeGroups.0.max": 8 } },
  "node-group-max-lowered": { project: "gaia-dev", change: { "nodeGroups.0.max": 4, "spark.executors.max": 20 } },
  "node-group-max-lowered-past-count": {
    project: "gaia-dev",
    before: { "nodeGroups.0.count": 6 },
    change: { "nodeGroups.0.count": undefined, "nodeGroups.0.max": 4, "spark.executors.max": 20 },
  },
  "node-group-min-lowered": { project: "gaia-dev", before: { "nodeGroups.0.min": 2 }, change: { "nodeGroups.0.min": 1 } },
  "node-group-min-raised": { project: "gaia-dev", before: { "nodeGroups.0.count": 4 }, change: { "nodeGroups.0.min": 3 } },
  "node-group-min-raised-past-count": { project: "gaia-dev", change: { "nodeGroups.0.min": 3 } },
  "fixed-group-count-raised": { project: "gaia-test", change: { "nodeGroups.0.count": 4 } },
  "fixed-group-count-lowered": { project: "gaia-test", before: { "nodeGroups.0.count": 4 }, change: { "nodeGroups.0.count": 2 } },
  "default-workers-count": { project: "gaia-dev", change: { "cluster.workers.count": 3 } },
  "node-group-in-front": { project: "gaia-dev", change: { nodeGroups: [science, spark, notebooks] } },
  "node-group-removed": {
    project: "gaia-dev",
    before: { nodeGroups: [science, spark, notebooks] },
    change: { nodeGroups: [spark, notebooks] },
  },
  "node-group-flavor": { project: "gaia-dev", change: { "nodeGroups.0.flavor": "gaia.cclake.55vcpu" } },
  "template-label": { project: "gaia-dev", change: { "cluster.labels.boot_volume_size": 150 } },
  "cluster-label": { project: "gaia-dev", change: { "cluster.clusterLabels": { boot_volume_size: 150 } } },
  "kubernetes-version-capi-helm": { project: "gaia-dev", ...upgrade, siteBefore: { "magnum.driver": "capi-helm" } },
  "kubernetes-version-heat": {
    project: "gaia-dev",
    before: { ...upgrade.before, nodeGroups: [fixed, fixedNotebooks] },
    change: upgrade.change,
    siteBefore: { "magnum.driver": "heat" },
  },
  "kubernetes-version-vexxhost": { project: "gaia-dev", ...upgrade, siteBefore: { "magnum.driver": "vexxhost" } },
  keypair: { project: "gaia-dev", change: { "cluster.keypair.name": "gaia-dev-2" } },
  "public-key": {
    project: "gaia-dev",
    before: { "cluster.keypair": { publicKey: "ssh-ed25519 first" } },
    change: { "cluster.keypair": { publicKey: "ssh-ed25519 second" } },
  },
  cidr: { project: "gaia-dev", change: { "cluster.nodeCidr": "10.1.0.0/20" } },
  "storage-class-parameter": { project: "gaia-dev", change: { "storage.block.classes.0.fsType": "xfs" } },
  "reclaim-policy": { project: "gaia-dev", change: { "storage.block.classes.0.reclaimPolicy": "Retain" } },
  "reclaim-policy-of-shares": { project: "gaia-dev", change: { "storage.shared.reclaimPolicy": "Retain" } },
  "chart-version": { project: "gaia-dev", chartBefore: { chart: "traefik", version: "41.2.0" } },
  "helm-value": { project: "gaia-dev", change: { "ingress.values": { logs: { general: { level: "DEBUG" } } } } },
  "ceph-added": { project: "gaia-dev", change: { "storage.ceph": ceph } },
  "ceph-key-revision": {
    project: "gaia-dev",
    before: { "storage.ceph": ceph },
    change: { "storage.ceph.credentialsRevision": 2 },
  },
  "ceph-charts-to-operator": {
    ...newKubernetes,
    project: "gaia-dev",
    before: { ...newKubernetes.before, "storage.ceph": { ...ceph, install: "charts" }, "storage.shared.cephCsi": "charts" },
    change: { "storage.ceph.install": "operator" },
  },
  "manila-charts-to-operator": {
    ...newKubernetes,
    project: "gaia-dev",
    before: { ...newKubernetes.before, "storage.shared.cephCsi": "charts" },
    change: { "storage.shared.cephCsi": "operator" },
  },
  "ceph-and-manila-by-operator": {
    ...newKubernetes,
    project: "gaia-dev",
    before: { ...newKubernetes.before, "storage.ceph": { ...ceph, install: "charts" } },
    change: { "storage.ceph.install": undefined },
  },
  "rook-added": { project: "gaia-dev", change: onRook },
  "rook-more-osds": { project: "gaia-dev", before: onRook, change: { "storage.rook.osds.count": 6 } },
  "rook-and-manila-by-operator": { ...newKubernetes, project: "gaia-dev", change: onRook },
  "rook-removed": { project: "gaia-dev", before: onRook, change: { "storage.rook": undefined, "spark.objectStore": undefined } },
  "prod-rook-removed": { project: "gaia-prod", refused: true, before: protectedRook, change: { "storage.rook": undefined } },
  "spark-setting": { project: "gaia-dev", change: { "spark.executor.memoryGiB": 6, "spark.executors.max": 29 } },
  "spark-volume-grown": { project: "gaia-dev", change: { "spark.volumes.0.sizeGiB": 1024 } },
  "spark-volume-shrunk": { project: "gaia-dev", change: { "spark.volumes.0.sizeGiB": 256 } },
  "dataset-added": { project: "gaia-dev", change: { "datasets.shares.5": zone } },
  "dataset-removed": { project: "gaia-dev", before: { "datasets.shares.5": zone }, change: { "datasets.shares.5": undefined } },
  "route-added": { project: "gaia-dev", change: { "ingress.routes.1": route } },
  "notebooks-added": { project: "gaia-dev", before: { notebooks: undefined }, change: { notebooks: gaiaDev.notebooks } },
  "notebooks-removed": { project: "gaia-dev", change: { notebooks: undefined } },
  "notebooks-setting": { project: "gaia-dev", change: { "notebooks.idleHours": 2 } },
  "notebooks-secret-revision": { project: "gaia-dev", change: { "notebooks.credentialsRevision": 2 } },
  "secret-revision": { project: "gaia-dev", change: { credentialsRevision: 2 } },
  "external-network": { project: "gaia-dev", siteChange: { externalNetwork: "internet-2" } },
  "project-renamed": { project: "gaia-dev", change: { name: "gaia_dev_2" } },
  "tier-dev-to-prod": {
    project: "gaia-dev",
    refused: true,
    change: { tier: "prod", "cluster.controlPlane.count": 3, "cluster.api": { floatingIp: true, allowedCidrs: ["129.215.0.0/16"] } },
  },
  "tier-dev-to-prod-of-three-control-planes": {
    project: "gaia-dev",
    before: { "cluster.controlPlane.count": 3, "cluster.api": { floatingIp: true, allowedCidrs: ["129.215.0.0/16"] } },
    change: { tier: "prod" },
  },
  "prod-node-group-flavor": { project: "gaia-prod", change: { "nodeGroups.0.flavor": "gaia.cclake.27vcpu", "spark.executors.max": 20 } },
  "prod-cluster-label": { project: "gaia-prod", refused: true, change: { "cluster.clusterLabels": { boot_volume_size: 300 } } },
  "prod-keypair": { project: "gaia-prod", refused: true, change: { "cluster.keypair.name": "gaia-prod-2" } },
  "prod-cidr": { project: "gaia-prod", refused: true, change: { "cluster.nodeCidr": "10.1.0.0/20" } },
  "prod-kubernetes-version-heat": { project: "gaia-prod", refused: true, ...upgrade, siteBefore: { "magnum.driver": "heat" } },
  "prod-spark-volume-shrunk": { project: "gaia-prod", refused: true, change: { "spark.volumes.0.sizeGiB": 4096 } },
  "prod-shared-class-renamed": { project: "gaia-prod", refused: true, change: { "storage.shared.className": "cephfs-2" } },
  "prod-spark-volume-removed": { project: "gaia-prod", refused: true, change: { "spark.volumes": [] } },
  "prod-spark-volume-renamed": { project: "gaia-prod", refused: true, change: { "spark.volumes.0.name": "users" } },
  "prod-spark-volume-added": {
    project: "gaia-prod",
    before: { "spark.volumes": [] },
    change: { "spark.volumes": [{ name: "user", sizeGiB: 8192, mountPath: "/user" }] },
  },
  "prod-spark-removed": { project: "gaia-prod", refused: true, change: { spark: undefined, notebooks: undefined } },
  "prod-dataset-removed": { project: "gaia-prod", change: { "datasets.shares.0": undefined } },
  "prod-to-dev-tier": { project: "gaia-prod", change: { tier: "dev" } },
  "prod-destroy": { project: "gaia-prod", refused: true, destroy: true },
};
