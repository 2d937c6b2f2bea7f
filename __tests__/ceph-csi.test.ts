import type { TerraformStack } from "cdktf";
import { CephCsi, type CephCsiProps } from "../constructs/ceph-csi/ceph-csi";
import { secretVariable } from "../constructs/kit/secret-variable";
import { fakeCluster, synthStack, type Template } from "./support/synth";

const CLASS = "kubernetes_storage_class_v1";
const VOLUME = "kubernetes_persistent_volume_v1";
const CLAIM = "kubernetes_persistent_volume_claim_v1";
const ID = "b9127830-b0cc-4e34-aa47-9d1a2e9949a8";

function ceph(
  kubernetesVersion: string,
  props: Partial<CephCsiProps> = {},
  use: (made: CephCsi, stack: TerraformStack) => void = () => {},
): Template {
  return synthStack((stack) => {
    const made = new CephCsi(stack, "ceph", {
      cluster: fakeCluster({ kubernetesVersion }),
      clusterId: ID,
      monitors: ["192.0.2.11:6789"],
      rbd: {
        user: "gaia",
        key: secretVariable(stack, "rbd_key"),
        classes: [{ name: "ceph-rbd", pool: "gaia" }],
        images: [{ name: "atlas", image: "atlas-1", pool: "gaia", mountPath: "/atlas" }],
      },
      cephFs: {
        user: "gaia",
        key: secretVariable(stack, "cephfs_key"),
        fsName: "cephfs",
        classes: [{ name: "ceph-fs", reclaimPolicy: "Retain" }],
        paths: [
          { name: "survey", path: "/data/survey", mountPath: "/survey" },
          { name: "results", path: "/results", mountPath: "/results", readOnly: false },
        ],
      },
      revision: 3,
      ...props,
    });
    use(made, stack);
  });
}

/** Releases by their path, with name and chart. */
const releases = (template: Template): unknown =>
  Object.fromEntries(
    template.all("helm_release").map(({ path, attributes }) => [path, `${String(attributes["name"])}: ${String(attributes["chart"])}`]),
  );

test("by charts before Kubernetes 1.32, by the operator from then on, at the same addresses under other names", () => {
  expect(releases(ceph("1.31.4"))).toEqual({
    "ceph/rbd-driver": "own-ceph-csi-rbd: ceph-csi-rbd",
    "ceph/cephfs-driver": "own-ceph-csi-cephfs: ceph-csi-cephfs",
  });
  expect(releases(ceph("1.32.0"))).toEqual({
    "ceph/client-profile": "ceph-csi-client-profile: ceph-csi-drivers",
    "ceph/operator/release": "ceph-csi-operator: ceph-csi-operator",
    "ceph/rbd-driver": "ceph-csi-rbd-driver: ceph-csi-drivers",
    "ceph/cephfs-driver": "ceph-csi-cephfs-driver: ceph-csi-drivers",
  });
  expect(releases(ceph("1.34.4", { install: "charts" }))).toEqual(releases(ceph("1.31.4")));
});

test("classes, volumes and Secrets are the same either way, so that volumes stay", () => {
  const outside = (template: Template): unknown =>
    [CLASS, VOLUME, "kubernetes_secret_v1"].map((type) =>
      template.all(type).map(({ attributes: { depends_on: _order, ...attributes }, ...block }) => ({ ...block, attributes })),
    );
  expect(outside(ceph("1.34.4"))).toEqual(outside(ceph("1.31.4")));
});

test("both charts fit in one namespace, and beside Manila's driver", () => {
  const template = ceph("1.31.4");
  const [rbd, cephfs] = ["rbd", "cephfs"].map((kind) => template.values(`ceph/${kind}-driver`));
  for (const key of ["driverName", "configMapName", "cephConfConfigMapName", "kmsConfigMapName"]) expect(rbd![key]).not.toBe(cephfs![key]);
  expect(cephfs).toMatchObject({ driverName: "ceph-csi.cephfs.csi.ceph.com", nodeplugin: { httpMetrics: { containerPort: 18081 } } });
});

test("monitors of the second protocol alone are spoken to in it, by the kernel", () => {
  const parameters = (monitors: string[], at: string): unknown => ceph("1.31.4", { monitors }).get(CLASS, at)["parameters"];
  expect(parameters(["192.0.2.11:3300"], "ceph/class-ceph-rbd/resource")).toMatchObject({ mapOptions: "krbd:ms_mode=prefer-crc" });
  expect(parameters(["192.0.2.11:3300"], "ceph/class-ceph-fs/resource")).toMatchObject({ kernelMountOptions: "ms_mode=prefer-crc" });
  expect(parameters(["192.0.2.11:6789"], "ceph/class-ceph-fs/resource")).not.toHaveProperty("kernelMountOptions");
});

test("mounts that are processes in a pod are not ended by an update of it", () => {
  const cephFs = (stack: TerraformStack) => ({
    user: "a",
    key: secretVariable(stack, "key"),
    fsName: "f",
    classes: [{ name: "f", mounter: "fuse" as const }],
  });
  const of = (version: string): Template =>
    synthStack((stack) => {
      const cluster = fakeCluster({ kubernetesVersion: version });
      new CephCsi(stack, "ceph", { cluster, clusterId: ID, monitors: ["192.0.2.11:6789"], cephFs: cephFs(stack), revision: 1 });
    });
  expect(of("1.31.4").values("ceph/cephfs-driver")).toMatchObject({ nodeplugin: { updateStrategy: "OnDelete" } });
  expect(of("1.34.4").values("ceph/cephfs-driver")).toMatchObject({
    drivers: { cephfs: { cephFsClientType: "autodetect", nodePlugin: { updateStrategy: { type: "OnDelete" } } } },
  });
});

test("what exists is claimed read-only unless it says otherwise, an image in one namespace only", () => {
  const template = ceph("1.31.4", {}, (made, stack) => made.datasets.forEach((data) => data.claim(stack, "jobs")));
  const modes = template.all(CLAIM).map(({ attributes }) => (attributes["spec"] as { access_modes: string[] }).access_modes[0]);
  expect(modes).toEqual(["ReadOnlyMany", "ReadWriteMany", "ReadOnlyMany"]);
  const handles = JSON.stringify(template.all(VOLUME));
  expect(handles).toContain('"volume_handle":"atlas-1"');
  expect(handles).toContain('"volume_handle":"jobs-survey"');
  const twice = () => ceph("1.31.4", {}, (made, stack) => ["a", "b"].forEach((name) => made.datasets[0]!.claim(stack, name)));
  expect(twice).toThrow(/^image 'atlas-1' is one volume, which one namespace can claim, and is claimed in a second; use a path of CephFS/);
});

test("a device is a claim of a block in a class of RBD", () => {
  const device = { name: "raw", namespace: "jobs", namespaceName: "jobs", sizeGiB: 5, protect: true };
  const template = ceph("1.31.4", {}, (made) => made.claimDevice({ ...device, storageClass: "ceph-rbd" }));
  expect(template.get(CLAIM)).toMatchObject({
    spec: { volume_mode: "Block", access_modes: ["ReadWriteMany"] },
    lifecycle: { prevent_destroy: true },
  });
  expect(() => ceph("1.31.4", {}, (made) => made.claimDevice({ ...device, storageClass: "ceph-fs" }))).toThrow(
    "device 'raw' needs a class of rbd (ceph-rbd), got 'ceph-fs'",
  );
});

test("keys are written and never kept; a literal is refused", () => {
  const secrets = ceph("1.31.4")
    .all("kubernetes_secret_v1")
    .map(({ attributes }) => attributes);
  expect(secrets).toHaveLength(2);
  for (const secret of secrets) expect(secret).toMatchObject({ data_wo: { userID: "gaia" }, data_wo_revision: 3 });
  expect(() => ceph("1.31.4", { rbd: { user: "a", key: "literal", classes: [{ name: "a", pool: "b" }] } })).toThrow("rbd.key is a literal");
});
