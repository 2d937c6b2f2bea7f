import { CinderCsi, type CinderCsiProps } from "../constructs/cinder-csi/cinder-csi";
import { MAGNUM_DRIVERS } from "../constructs/contracts/magnum-driver";
import { resolveTokens } from "../constructs/kit/resolve";
import { credential, fakeCluster, synthForeignApp, synthStack, type Template } from "./support/synth";

const CLASS = "kubernetes_storage_class_v1";
const DEFAULT_ANNOTATION = { "storageclass.kubernetes.io/is-default-class": "true" };

function cinder(props: Partial<CinderCsiProps> = {}, withCredentials = false): Template {
  return synthStack((stack) => {
    const credentials = withCredentials ? credential(stack) : undefined;
    new CinderCsi(stack, "cinder", { cluster: fakeCluster(), classes: [{ name: "cinder" }], credentials, ...props });
  });
}

describe("Cinder volumes", () => {
  test.each(MAGNUM_DRIVERS)("defaults: %s has the CSI driver, so only classes are made", (driver) => {
    const template = cinder({ cluster: fakeCluster({ driver }) });

    expect(template.get(CLASS)).toMatchObject({
      storage_provisioner: "cinder.csi.openstack.org",
      parameters: { "csi.storage.k8s.io/fstype": "ext4" },
      reclaim_policy: "Delete",
      volume_binding_mode: "WaitForFirstConsumer",
      allow_volume_expansion: true,
    });
    expect(Object.keys(template.json["resource"] as object).sort()).toEqual([CLASS, "terraform_data"]);
  });

  test("custom: volume type, zone, file system and reclaim policy", () => {
    const template = cinder({
      classes: [{ name: "fast", volumeType: "ssd", zone: "nova", fsType: "xfs", reclaimPolicy: "Retain" }],
    });

    expect(template.get(CLASS)).toMatchObject({
      metadata: { name: "fast" },
      parameters: { type: "ssd", availability: "nova", "csi.storage.k8s.io/fstype": "xfs" },
      volume_binding_mode: "WaitForFirstConsumer",
      reclaim_policy: "Retain",
    });
  });

  test("hands its classes out by name, the first one without a name, for one node at a time", () => {
    const template = synthStack((stack) => {
      const cinderCsi = new CinderCsi(stack, "cinder", {
        cluster: fakeCluster(),
        classes: [{ name: "one" }, { name: "two", reclaimPolicy: "Retain" }],
      });
      expect(cinderCsi.storageClass()).toMatchObject({ accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" });
      expect(cinderCsi.storageClass("two")).toMatchObject({ accessModes: ["ReadWriteOnce"], reclaimPolicy: "Retain" });
      expect(resolveTokens(stack, [cinderCsi.storageClass().storageClassName, cinderCsi.storageClass("two").storageClassName])).toEqual([
        expect.stringContaining("cinder_one_resource"),
        expect.stringContaining("cinder_two_resource"),
      ]);
      expect(() => cinderCsi.storageClass("three")).toThrow(new Error("storage class 'three' does not exist, CinderCsi made one, two"));
    });

    expect(template.paths(CLASS)).toEqual(["cinder/one/resource", "cinder/two/resource"]);
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes", "helm"], (stack) => {
      new CinderCsi(stack, "cinder", {
        cluster: fakeCluster(),
        classes: [{ name: "cinder" }],
        install: true,
        credentials: credential(stack),
        snapshotClass: "cinder",
      });
    });

    expect(template.paths("helm_release")).toEqual(["cinder/driver", "cinder/snapshot-classes", "cinder/snapshot-controller"]);
    expect(template.paths("kubernetes_namespace_v1")).toEqual(["cinder/namespace", "cinder/snapshot-namespace"]);
  });
});

describe("exactly one default class", () => {
  const classes = [{ name: "one" }, { name: "two" }];
  const defaults = (template: Template) =>
    template.all(CLASS).filter(({ attributes }) => (attributes["metadata"] as { annotations?: object }).annotations !== undefined);

  test.each(["capi-helm", "vexxhost"] as const)("%s makes one already, so none of ours is", (driver) => {
    expect(defaults(cinder({ classes, cluster: fakeCluster({ driver }) }))).toEqual([]);
  });

  test("heat makes none, so the first of ours is", () => {
    const template = cinder({ classes, cluster: fakeCluster({ driver: "heat" }) });

    expect(defaults(template).map(({ path }) => path)).toEqual(["cinder/one/resource"]);
    expect(template.get(CLASS, "cinder/one/resource")["metadata"]).toEqual({ name: "one", annotations: DEFAULT_ANNOTATION });
  });

  test("heat: a marked class wins over the first, an excluded one is skipped", () => {
    const cluster = fakeCluster({ driver: "heat" });

    expect(defaults(cinder({ cluster, classes: [{ name: "one" }, { name: "two", isDefault: true }] }))[0]?.path).toBe(
      "cinder/two/resource",
    );
    expect(defaults(cinder({ cluster, classes: [{ name: "one", isDefault: false }, { name: "two" }] }))[0]?.path).toBe(
      "cinder/two/resource",
    );
    expect(defaults(cinder({ cluster, classes: [{ name: "one", isDefault: false }] }))).toEqual([]);
  });

  test.each<[string, Partial<CinderCsiProps>, string]>([
    ["no class", { classes: [] }, "classes must have at least one storage class, got none"],
    [
      "a default beside that of capi-helm",
      { classes: [{ name: "one", isDefault: true }] },
      "classes[0].isDefault must be left out with driver capi-helm, which makes one of its own the default class",
    ],
    [
      "a default beside that of vexxhost",
      { classes: [{ name: "one", isDefault: true }], cluster: fakeCluster({ driver: "vexxhost" }) },
      "classes[0].isDefault must be left out with driver vexxhost, which makes 'block-<default volume type>' the default class",
    ],
    [
      "two defaults",
      {
        classes: [
          { name: "one", isDefault: true },
          { name: "two", isDefault: true },
        ],
        cluster: fakeCluster({ driver: "heat" }),
      },
      "classes[0].isDefault must be true for one class only, got 2\nclasses[1].isDefault must be true for one class only, got 2",
    ],
    ["two classes of one name", { classes: [{ name: "one" }, { name: "one" }] }, "classes[1].name must be unique, got 'one' twice"],
    [
      "values without a driver to give them to",
      { classes: [{ name: "one" }], values: { timeout: "3m" } },
      "values must be left out with driver capi-helm, which has Cinder CSI already, unless it is installed anew",
    ],
  ])("fails for %s", (_what, props, message) => {
    expect(() => cinder(props)).toThrow(new Error(message));
  });
});

describe("the CSI driver where Magnum has not installed it", () => {
  const template = () => cinder({ install: true }, true);

  test("reads cloud.conf from a Secret of ours and marks volumes with the cluster's UUID", () => {
    expect(template().get("helm_release")).toMatchObject({
      chart: "openstack-cinder-csi",
      namespace: template().ref("kubernetes_namespace_v1", "metadata[0].name"),
    });
    expect(template().values()).toEqual({
      secret: {
        enabled: true,
        hostMount: false,
        create: false,
        name: template().ref("kubernetes_secret_v1", "metadata[0].name"),
        filename: "cloud.conf",
      },
      storageClass: { enabled: false },
      clusterID: "0b6ee5f1-9b7d-4e2c-9a2b-5a1c64c0de11",
      // A new revision of the credential makes new pods, which read it.
      csi: {
        plugin: {
          controllerPlugin: { podAnnotations: { "cdktf-magnum/credentials-revision": "1" } },
          nodePlugin: { podAnnotations: { "cdktf-magnum/credentials-revision": "1" } },
        },
      },
    });
  });

  test("its credential is written only, with a revision", () => {
    const secret = template().get("kubernetes_secret_v1");

    expect(secret).toEqual({
      metadata: { name: "cinder-csi-cloud-config", namespace: template().ref("kubernetes_namespace_v1", "metadata[0].name") },
      data_wo: {
        "cloud.conf":
          '[Global]\nauth-url = "https://keystone.example.org:5000/v3"\nregion = "north"\n' +
          'application-credential-id = "${var.credential_id}"\napplication-credential-secret = "${var.credential_secret}"\n' +
          "[BlockStorage]\nignore-volume-az = true\n",
      },
      data_wo_revision: 1,
    });
  });

  test("wiring: classes wait for it", () => {
    expect(template().get(CLASS)["depends_on"]).toEqual([template().one("helm_release").address]);
    expect(cinder().get(CLASS)).not.toHaveProperty("depends_on");
  });

  test("its node plugin mounts into the host, which the namespace allows", () => {
    expect(template().get("kubernetes_namespace_v1")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "privileged" },
    });
  });

  test("custom: values and mirrors reach the chart", () => {
    const values = cinder(
      { install: true, values: { timeout: "5m" }, mirrors: { images: { "registry.k8s.io": "mirror.example.net" } } },
      true,
    ).values();

    expect(values).toMatchObject({
      timeout: "5m",
      csi: { plugin: { image: { repository: "mirror.example.net/provider-os/cinder-csi-plugin" } } },
    });
  });

  test("fails without a credential", () => {
    expect(() => cinder({ install: true })).toThrow(
      new Error("credentials are missing: the Cinder CSI driver is installed into cluster 'alpha-1' and needs them"),
    );
  });

  test.each(["id", "secret"] as const)("fails for a literal %s", (field) => {
    expect(() =>
      synthStack((stack) => {
        const credentials = { ...credential(stack), [field]: "a-literal" };
        new CinderCsi(stack, "cinder", { cluster: fakeCluster(), classes: [{ name: "cinder" }], install: true, credentials });
      }),
    ).toThrow(
      new Error(`credentials.${field} is a literal and would be written into cdk.tf.json; pass the value of a sensitive TerraformVariable`),
    );
  });
});

describe("snapshots", () => {
  test("are not there by default", () => {
    expect(cinder().paths("helm_release")).toEqual([]);
  });

  const snapshots = () => cinder({ snapshotClass: "cinder-snapshots" });

  test("come with a controller in a restricted namespace", () => {
    const template = snapshots();

    expect(template.get("helm_release", "cinder/snapshot-controller")).toMatchObject({
      name: "snapshot-controller",
      chart: "snapshot-controller",
      namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name"),
    });
    expect(template.values("cinder/snapshot-controller")).toEqual({
      controller: {
        podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
        securityContext: { allowPrivilegeEscalation: false },
      },
    });
    expect(template.get("kubernetes_namespace_v1")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
  });

  test("custom: both releases come from the mirrors", () => {
    const charts = { "https://piraeus.io/helm-charts/": "https://mirror.example.net/piraeus" };
    const template = cinder({ snapshotClass: "snapshots", mirrors: { charts, images: { "registry.k8s.io": "mirror.example.net" } } });

    for (const { path, attributes } of template.all("helm_release")) {
      expect(attributes).toMatchObject({ repository: "https://mirror.example.net/piraeus" });
      expect(template.values(path)).toMatchObject({
        controller: { image: { repository: "mirror.example.net/sig-storage/snapshot-controller" } },
      });
    }
  });

  test("have a default class, which waits for the controller's CRDs in a release of its own", () => {
    const template = snapshots();

    expect(template.get("helm_release", "cinder/snapshot-classes")).toMatchObject({
      name: "snapshot-classes",
      chart: "snapshot-controller",
      depends_on: [template.one("helm_release", "cinder/snapshot-controller").address],
    });
    expect(template.values("cinder/snapshot-classes")).toEqual({
      installCRDs: false,
      controller: { enabled: false },
      volumeSnapshotClasses: [
        {
          name: "cinder-snapshots",
          driver: "cinder.csi.openstack.org",
          deletionPolicy: "Delete",
          annotations: { "snapshot.storage.kubernetes.io/is-default-class": "true" },
        },
      ],
    });
  });
});
