import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { OpenstackProvider } from "../.gen/providers/openstack/provider";
import { ManilaCephFs, type ManilaCephFsProps } from "../constructs/manila/manila-ceph-fs";
import { resolveTokens } from "../constructs/kit/resolve";
import { credential, fakeCluster, newApp, synthForeignApp, synthStack, templateOf, type Template } from "./support/synth";

const CLASS = "kubernetes_storage_class_v1";
const SECRET = "kubernetes_secret_v1";
const ACCESS = "openstack_sharedfilesystem_share_access_v2";
const VOLUME = "kubernetes_persistent_volume_v1";
const CLAIM = "kubernetes_persistent_volume_claim_v1";

const SHARES = [
  { name: "gdr3", shareName: "catalogue gaia dr3", mountPath: "/data/gaia/dr3" },
  { name: "two-mass-x", shareName: "twomass", mountPath: "/data/twomass" },
];

function manila(props: Partial<ManilaCephFsProps> = {}, use: (made: ManilaCephFs, stack: TerraformStack) => void = () => {}): Template {
  return synthStack((stack) => {
    const made = new ManilaCephFs(stack, "manila", {
      cluster: fakeCluster(),
      storageClass: { name: "shared", shareType: "cephfstype" },
      credentials: credential(stack, "manila"),
      ...props,
    });
    use(made, stack);
  });
}

function withDatasets(props: Partial<ManilaCephFsProps> = {}, use?: (made: ManilaCephFs, stack: TerraformStack) => void): Template {
  return synthStack((stack) => {
    const made = new ManilaCephFs(stack, "manila", {
      cluster: fakeCluster(),
      storageClass: { name: "shared", shareType: "cephfstype" },
      credentials: credential(stack, "manila"),
      datasets: { shares: SHARES, credentials: credential(stack, "data") },
      ...props,
    });
    use?.(made, stack);
  });
}

describe("Manila shares by CephFS", () => {
  test("defaults: a class that many nodes can write, mounted by the kernel, made at once", () => {
    const template = manila();
    const name = template.ref(SECRET, "metadata[0].name");
    const namespace = template.ref(SECRET, "metadata[0].namespace");

    expect(template.get(CLASS)).toEqual({
      metadata: { name: "shared" },
      storage_provisioner: "cephfs.manila.csi.openstack.org",
      parameters: {
        type: "cephfstype",
        "cephfs-mounter": "kernel",
        "csi.storage.k8s.io/provisioner-secret-name": name,
        "csi.storage.k8s.io/provisioner-secret-namespace": namespace,
        "csi.storage.k8s.io/controller-expand-secret-name": name,
        "csi.storage.k8s.io/controller-expand-secret-namespace": namespace,
        "csi.storage.k8s.io/node-stage-secret-name": name,
        "csi.storage.k8s.io/node-stage-secret-namespace": namespace,
        "csi.storage.k8s.io/node-publish-secret-name": name,
        "csi.storage.k8s.io/node-publish-secret-namespace": namespace,
      },
      reclaim_policy: "Delete",
      volume_binding_mode: "Immediate",
      allow_volume_expansion: true,
      depends_on: [template.one("helm_release", "manila/manila-csi").address],
      lifecycle: { replace_triggered_by: [template.one("terraform_data").address] },
    });
  });

  test("custom: share network, mounter, reclaim policy, and values of the chart", () => {
    const template = manila({
      storageClass: { name: "shared", shareType: "t", mounter: "fuse", shareNetworkId: "network-id", reclaimPolicy: "Retain" },
      values: { csimanila: { pvcAnnotations: true } },
    });

    expect(template.get(CLASS)).toMatchObject({
      parameters: { type: "t", "cephfs-mounter": "fuse", shareNetworkID: "network-id" },
      reclaim_policy: "Retain",
    });
    expect(template.values("manila/manila-csi")["csimanila"]).toEqual({
      clusterID: "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11",
      pvcAnnotations: true,
    });
  });

  test("the credential has exactly the keys that the plugin reads, written only", () => {
    const template = manila();

    expect(template.get(SECRET)).toEqual({
      metadata: { name: "manila-csi", namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name") },
      data_wo: {
        "os-authURL": "https://keystone.example.org:5000/v3",
        "os-region": "north",
        "os-applicationCredentialID": "${var.manila_id}",
        "os-applicationCredentialSecret": "${var.manila_secret}",
      },
      data_wo_revision: 1,
    });
  });

  test("a raised revision has the credential written again", () => {
    const template = synthStack((stack) => {
      const credentials = { ...credential(stack), revision: 4 };
      const storageClass = { name: "shared", shareType: "t" };
      new ManilaCephFs(stack, "manila", { cluster: fakeCluster(), storageClass, credentials });
    });

    expect(template.get(SECRET)).toMatchObject({ data_wo_revision: 4 });
  });

  test("the driver forwards mounts to ceph-csi and prints a group policy, without which its chart does not parse", () => {
    expect(manila().values("manila/manila-csi")).toEqual({
      shareProtocols: [
        {
          protocolSelector: "CEPHFS",
          fsGroupPolicy: "None",
          fwdNodePluginEndpoint: { dir: "/var/lib/kubelet/plugins/cephfs.csi.ceph.com", sockFile: "csi.sock" },
        },
      ],
      csimanila: { clusterID: "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11" },
    });
    expect(manila().values("manila/ceph-csi")).toEqual({ provisioner: { replicaCount: 1 } });
  });

  test("wiring: ceph-csi, then Manila's driver, then the class, all in one privileged namespace", () => {
    const template = manila();
    const namespace = template.ref("kubernetes_namespace_v1", "metadata[0].name");

    expect(template.get("helm_release", "manila/ceph-csi")).toMatchObject({ chart: "ceph-csi-cephfs", namespace });
    expect(template.get("helm_release", "manila/manila-csi")).toMatchObject({
      chart: "openstack-manila-csi",
      namespace,
      depends_on: [template.one("helm_release", "manila/ceph-csi").address],
    });
    expect(template.get("kubernetes_namespace_v1")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "privileged" },
    });
  });

  test("hands out its class, by reference", () => {
    manila({}, ({ storageClass }, stack) => {
      expect(storageClass).toMatchObject({ accessModes: ["ReadWriteMany", "ReadOnlyMany", "ReadWriteOnce"], reclaimPolicy: "Delete" });
      expect(resolveTokens(stack, storageClass.storageClassName)).toMatch(/^\$\{kubernetes_storage_class_v1\.manila_storage-class_/);
    });
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes", "helm"], (stack) => {
      const storageClass = { name: "shared", shareType: "t" };
      new ManilaCephFs(stack, "manila", { cluster: fakeCluster(), storageClass, credentials: credential(stack) });
    });

    expect(template.paths("helm_release")).toEqual(["manila/ceph-csi", "manila/manila-csi"]);
    expect(template.paths("kubernetes_namespace_v1")).toEqual(["manila/namespace"]);
  });

  test("custom: both charts and their images come from the mirrors", () => {
    const template = manila({ mirrors: { images: { "registry.k8s.io": "mirror.example.net", "quay.io": "mirror.example.net/quay" } } });

    expect(template.values("manila/ceph-csi")).toMatchObject({
      nodeplugin: { plugin: { image: { repository: "mirror.example.net/quay/cephcsi/cephcsi" } } },
    });
    expect(template.values("manila/manila-csi")).toMatchObject({
      csimanila: { image: { repository: "mirror.example.net/provider-os/manila-csi-plugin" } },
    });
  });
});

describe("Manila shares by NFS", () => {
  test("are mounted by csi-driver-nfs, without settings of CephFS", () => {
    const template = manila({ protocol: "NFS", cluster: fakeCluster({ driver: "heat" }) });

    expect(template.get("helm_release", "manila/csi-driver-nfs")).toMatchObject({ chart: "csi-driver-nfs" });
    expect(template.get("helm_release", "manila/csi-driver-nfs")).not.toHaveProperty("values");
    expect(template.values("manila/manila-csi")["shareProtocols"]).toEqual([
      {
        protocolSelector: "NFS",
        fsGroupPolicy: "None",
        fwdNodePluginEndpoint: { dir: "/var/lib/kubelet/plugins/csi-nfsplugin", sockFile: "csi.sock" },
      },
    ]);
    expect(template.get("helm_release", "manila/manila-csi")["depends_on"]).toEqual([
      template.one("helm_release", "manila/csi-driver-nfs").address,
    ]);
    expect(template.get(CLASS)).toMatchObject({ storage_provisioner: "nfs.manila.csi.openstack.org" });
    expect(template.get(CLASS)["parameters"]).not.toHaveProperty("cephfs-mounter");
  });

  test("vexxhost has the driver already: only the class and its credential are made", () => {
    const template = manila({ protocol: "NFS", cluster: fakeCluster({ driver: "vexxhost" }) });

    expect(template.paths("helm_release")).toEqual([]);
    expect(template.get(CLASS)["depends_on"] ?? []).toEqual([]);
    expect(template.paths(SECRET)).toEqual(["manila/credentials"]);
  });

  test("vexxhost has no driver for CephFS", () => {
    expect(manila({ cluster: fakeCluster({ driver: "vexxhost" }) }).paths("helm_release")).toEqual([
      "manila/ceph-csi",
      "manila/manila-csi",
    ]);
  });
});

describe("datasets: shares that exist already", () => {
  test("are found by name in the project that owns them, and read through an access of our own", () => {
    const stack = new TerraformStack(newApp(), "test");
    const provider = new OpenstackProvider(stack, "data-project", { cloud: "data", alias: "data" });
    new ManilaCephFs(stack, "manila", {
      cluster: fakeCluster(),
      storageClass: { name: "shared", shareType: "t" },
      credentials: credential(stack, "manila"),
      datasets: { shares: SHARES, credentials: credential(stack, "data"), provider },
    });
    const template = templateOf(stack);
    const share = "data.openstack_sharedfilesystem_share_v2";

    expect(template.get(share, "manila/dataset-gdr3/share")).toEqual({ name: "catalogue gaia dr3", provider: "openstack.data" });
    expect(template.get(ACCESS, "manila/dataset-gdr3/access")).toEqual({
      provider: "openstack.data",
      share_id: template.ref(share, "id", "manila/dataset-gdr3/share"),
      access_type: "cephx",
      access_to: "alpha_1__gdr3",
      access_level: "ro",
    });
  });

  test("the name of an access has neither '-' nor '.', and is the cluster's own", () => {
    for (const { attributes } of withDatasets().all(ACCESS)) expect(attributes["access_to"]).toMatch(/^alpha_1__[a-z0-9_]+$/);
    expect(withDatasets().get(ACCESS, "manila/dataset-two-mass-x/access")["access_to"]).toBe("alpha_1__two_mass_x");
  });

  test("have a credential of their own, of the project that owns them", () => {
    expect(withDatasets().get(SECRET, "manila/dataset-credentials")).toMatchObject({
      metadata: { name: "manila-datasets" },
      data_wo: { "os-applicationCredentialID": "${var.data_id}", "os-applicationCredentialSecret": "${var.data_secret}" },
    });
    expect(Object.keys(withDatasets().get(SECRET, "manila/dataset-credentials")["data_wo"] as object)).toHaveLength(4);
  });

  test("are claimed in each namespace through a volume of its own", () => {
    const names: string[] = [];
    const template = withDatasets({}, (made, stack) => {
      for (const namespace of ["spark", "notebooks"]) {
        const scope = new Construct(stack, namespace);
        names.push(made.datasets[0]!.claim(scope, namespace));
      }
      expect(made.datasets.map(({ name, mountPath }) => [name, mountPath])).toEqual([
        ["gdr3", "/data/gaia/dr3"],
        ["two-mass-x", "/data/twomass"],
      ]);
    });
    const share = "manila/dataset-gdr3/share";
    const secret = "manila/dataset-credentials";
    const secretRef = {
      name: template.ref(SECRET, "metadata[0].name", secret),
      namespace: template.ref(SECRET, "metadata[0].namespace", secret),
    };

    expect(names).toEqual(["gdr3", "gdr3"]);
    for (const namespace of ["spark", "notebooks"]) {
      expect(template.get(VOLUME, `${namespace}/dataset-gdr3-volume`)).toEqual({
        metadata: { name: `${namespace}-gdr3` },
        spec: [
          {
            access_modes: ["ReadWriteMany"],
            capacity: { storage: `\${${template.one("data.openstack_sharedfilesystem_share_v2", share).address}.size}Gi` },
            persistent_volume_reclaim_policy: "Retain",
            storage_class_name: "manila-dataset",
            persistent_volume_source: {
              csi: {
                driver: "cephfs.manila.csi.openstack.org",
                volume_handle: `${namespace}-gdr3`,
                volume_attributes: {
                  shareID: template.ref("data.openstack_sharedfilesystem_share_v2", "id", share),
                  shareAccessIDs: template.ref(ACCESS, "id", "manila/dataset-gdr3/access"),
                  "cephfs-mounter": "kernel",
                },
                node_stage_secret_ref: secretRef,
                node_publish_secret_ref: secretRef,
              },
            },
          },
        ],
        depends_on: [template.one("helm_release", "manila/manila-csi").address],
      });
      expect(template.get(CLAIM, `${namespace}/dataset-gdr3-claim`)).toMatchObject({
        metadata: { name: "gdr3", namespace },
        spec: {
          access_modes: ["ReadWriteMany"],
          storage_class_name: "manila-dataset",
          volume_name: template.ref(VOLUME, "metadata[0].name", `${namespace}/dataset-gdr3-volume`),
        },
      });
    }
  });

  test("by NFS are read from the address that the server sees the nodes by", () => {
    const template = withDatasets({ protocol: "NFS", cluster: fakeCluster({ driver: "heat" }), clientAddress: "10.1.0.0/24" });

    expect(template.get(ACCESS, "manila/dataset-gdr3/access")).toMatchObject({
      access_type: "ip",
      access_to: "10.1.0.0/24",
      access_level: "ro",
    });
  });

  test("by NFS fail for what has no effect on them", () => {
    const vexxhost = fakeCluster({ driver: "vexxhost" });
    const storageClass = { name: "shared", shareType: "nfs", mounter: "fuse" } as const;
    expect(() => manila({ protocol: "NFS", cluster: vexxhost, storageClass, values: { logVerbosityLevel: 5 } })).toThrow(
      new Error(
        "mounter must be left out for shares over NFS, got 'fuse'\n" +
          "values must be left out with driver vexxhost, which has Manila CSI for NFS already",
      ),
    );
  });

  test("fails for NFS without the address that the servers see the nodes by", () => {
    expect(() => withDatasets({ protocol: "NFS" })).toThrow(
      new Error("clientAddress is missing: NFS shares are opened to the addresses that their servers see the nodes by, and to nobody else"),
    );
  });

  test("fails for a name that pods could not use", () => {
    expect(() =>
      synthStack((stack) => {
        new ManilaCephFs(stack, "manila", {
          cluster: fakeCluster(),
          storageClass: { name: "shared", shareType: "t" },
          credentials: credential(stack, "manila"),
          datasets: { shares: [{ name: "Gaia_DR3", shareName: "x", mountPath: "/x" }], credentials: credential(stack, "data") },
        });
      }),
    ).toThrow(
      new Error(
        "dataset name must be an RFC 1123 label: a-z, 0-9 and '-', a letter or digit first and last, at most 63 characters, " +
          "got 'Gaia_DR3'; 'gaia-dr3' would do",
      ),
    );
  });
});

describe("literal credentials of Manila", () => {
  test.each(["id", "secret"] as const)("fails for a literal %s of the driver and of the datasets", (field) => {
    const build = (where: "credentials" | "datasets") =>
      synthStack((stack) => {
        const [good, bad] = [credential(stack, "good"), { ...credential(stack, "bad"), [field]: "a-literal" }];
        new ManilaCephFs(stack, "manila", {
          cluster: fakeCluster(),
          storageClass: { name: "shared", shareType: "t" },
          credentials: where === "credentials" ? bad : good,
          datasets: where === "datasets" ? { shares: SHARES, credentials: bad } : undefined,
        });
      });
    const message = "is a literal and would be written into cdk.tf.json; pass the value of a sensitive TerraformVariable";

    expect(() => build("credentials")).toThrow(new Error(`credentials.${field} ${message}`));
    expect(() => build("datasets")).toThrow(new Error(`datasets.credentials.${field} ${message}`));
  });
});
