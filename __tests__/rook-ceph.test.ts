// Specs of objects are read as they come.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-assignment */
import * as fs from "node:fs";
import * as path from "node:path";
import { RookCeph, type RookCephProps } from "../constructs/rook-ceph/rook-ceph";
import { cephPods } from "../constructs/rook-ceph/ceph-pods";
import { rookReleaseFor } from "../constructs/rook-ceph/charts";
import { parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import { capacityOf } from "../projects/capacity";
import { capacityFindings } from "../projects/capacity/findings";
import { PARTS } from "../projects/parts";
import { projectApp } from "../stacks";
import { PlatformStack } from "../stacks/platform-stack";
import { modelOf } from "../views/diagram/model";
import { readStack, type Json } from "../views/diagram/stack";
import { ROOK } from "./support/rook";
import { driverSite, problemsOf, survey } from "./support/survey";
import { existingClass, FakeCluster, newApp, synthStack, templateOf, type Template } from "./support/synth";

const PROPS: Omit<RookCephProps, "cluster"> = {
  nodeGroup: { name: "ceph", vcpus: 8, memoryMiB: 32_768, nodes: 3 },
  storageClass: existingClass("cinder", ["ReadWriteOnce"], "Delete"),
  replicas: 3,
  monitors: { count: 3, sizeGiB: 10 },
  osds: { count: 3, sizeGiB: 200, cores: 1, memoryGiB: 4 },
  blockPools: [{ name: "ceph-block", reclaimPolicy: "Delete", fsType: "xfs" }],
  fileSystems: [{ name: "ceph-shared", reclaimPolicy: "Retain", cores: 1, memoryGiB: 4 }],
  objectStore: { name: "store", gateways: 2, reclaimPolicy: "Delete", cores: 1, memoryGiB: 1 },
};

function rook(changes: Partial<RookCephProps> = {}, kubernetesVersion = "1.34.4"): Template {
  const cluster = new FakeCluster(newApp(), "cluster", kubernetesVersion);
  return synthStack((stack) => {
    const made = new RookCeph(stack, "rook", { ...PROPS, cluster, ...changes });
    made.objectStore?.claimBucket(stack, "bucket", { namespace: "jobs", secretName: "s3", bucket: "jobs" });
  });
}

const release = (template: Template, path: string) => template.get("helm_release", path);

describe("releases", () => {
  test("from Kubernetes 1.31 on there are three, after the operator of CSI drivers, in their order", () => {
    const template = rook();
    const needs = (path: string) => release(template, path)["depends_on"];
    const address = (path: string) => template.one("helm_release", path).address;

    expect(template.paths("helm_release")).toEqual([
      "bucket",
      "rook/cluster",
      "rook/csi-operator/release",
      "rook/drivers",
      "rook/operator",
    ]);
    expect(needs("rook/operator")).toEqual([address("rook/csi-operator/release")]);
    expect(needs("rook/drivers")).toEqual([address("rook/operator"), address("rook/csi-operator/release")]);
    expect(needs("rook/cluster")).toEqual([address("rook/operator"), address("rook/drivers")]);
    expect(release(template, "rook/cluster")).toMatchObject({ version: "v1.20.6", timeout: 1800, name: "rook-ceph-cluster" });
    // Rook 1.19 has written down this name for what takes its drivers over.
    expect(release(template, "rook/drivers")).toMatchObject({ name: "ceph-csi-drivers" });
  });

  test("the operator of Rook brings no definitions of CSI drivers along, which another release has", () => {
    expect(rook().values("rook/operator")).toEqual({ csi: { installCsiOperator: false } });
  });

  test("with Kubernetes 1.30 there are two, and Rook makes the drivers itself", () => {
    const template = rook({ nodeTolerations: [{ key: "gpu", operator: "Exists" }] }, "1.30.2");

    expect(template.paths("helm_release")).toEqual(["bucket", "rook/cluster", "rook/operator"]);
    expect(release(template, "rook/operator")).toMatchObject({ version: "v1.19.9" });
    expect(template.values("rook/operator")["csi"]).toMatchObject({
      csiRBDPluginResource: "[]",
      pluginTolerations: [{ key: "gpu", operator: "Exists" }],
    });
    expect(() => rook({}, "1.29.4")).toThrow("chart rook-ceph v1.19.9 needs Kubernetes 1.30 or newer");
  });

  test.each([
    ["1.30.9", "rookOperator119"],
    ["1.31.0", "rookOperator"],
    ["2.0.0", "rookOperator"],
  ])("Kubernetes %s has %s", (version, operator) => expect(rookReleaseFor(version).operator).toBe(operator));

  test("the namespace lets OSDs and drivers be privileged", () => {
    const metadata = rook().get("kubernetes_namespace_v1", "rook/namespace")["metadata"] as any;
    expect(metadata).toMatchObject({ name: "rook-ceph", labels: { "pod-security.kubernetes.io/enforce": "privileged" } });
  });

  test("what is protected is refused by Terraform", () => {
    expect(release(rook({ protect: true }), "rook/cluster")["lifecycle"]).toEqual({ prevent_destroy: true });
    expect(release(rook(), "rook/cluster")["lifecycle"]).toBeUndefined();
  });
});

describe("the Ceph cluster", () => {
  const spec = (changes: Partial<RookCephProps> = {}): any => rook(changes).values("rook/cluster")["cephClusterSpec"];

  test("has OSDs and monitors on claims of the class, and takes no disk of a node", () => {
    const { storage, mon } = spec();
    const [set] = storage.storageClassDeviceSets;

    expect(storage).toMatchObject({ useAllNodes: false, useAllDevices: false });
    expect(set).toMatchObject({ count: 3, portable: true, resources: { requests: { cpu: "1000m", memory: "4096Mi" } } });
    expect(set.volumeClaimTemplates[0].spec).toEqual({
      storageClassName: "cinder",
      volumeMode: "Block",
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "200Gi" } },
    });
    expect(mon).toEqual({
      count: 3,
      volumeClaimTemplate: { spec: { storageClassName: "cinder", resources: { requests: { storage: "10Gi" } } } },
    });
  });

  test("is on the nodes of its group and stands their taints, the preparation of OSDs too", () => {
    const tolerations = [{ key: "ceph", operator: "Exists" as const }];
    const { placement, storage } = spec({ tolerations });
    const [set] = storage.storageClassDeviceSets;

    for (const place of [placement.all, set.placement, set.preparePlacement]) {
      expect(place.tolerations).toEqual(tolerations);
      expect(place.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions).toHaveLength(1);
    }
    expect(set.placement.topologySpreadConstraints[0].topologyKey).toBe("kubernetes.io/hostname");
  });

  test("makes no class itself, so that none is the default of the cluster, and its classes wait for it", () => {
    const template = rook();
    const values = template.values("rook/cluster") as any;

    expect([values.cephBlockPools, values.cephFileSystems, values.cephObjectStores].flat().map((each: any) => each.storageClass)).toEqual([
      { enabled: false },
      { enabled: false },
      { enabled: false },
    ]);
    expect(template.get("kubernetes_storage_class_v1", "rook/class-ceph-block/resource")).toMatchObject({
      storage_provisioner: "rook-ceph.rbd.csi.ceph.com",
      reclaim_policy: "Delete",
      depends_on: [template.one("helm_release", "rook/cluster").address],
      parameters: {
        clusterID: "rook-ceph",
        pool: "ceph-block",
        "csi.storage.k8s.io/fstype": "xfs",
        "csi.storage.k8s.io/provisioner-secret-name": "rook-csi-rbd-provisioner",
        "csi.storage.k8s.io/node-stage-secret-name": "rook-csi-rbd-node",
      },
    });
    expect(template.get("kubernetes_storage_class_v1", "rook/class-ceph-shared/resource")).toMatchObject({
      storage_provisioner: "rook-ceph.cephfs.csi.ceph.com",
      reclaim_policy: "Retain",
      parameters: { fsName: "ceph-shared", pool: "ceph-shared-data0" },
    });
  });

  test("gives a bucket with a key, of which nothing is in Terraform", () => {
    const template = rook();
    const reference = template.ref("kubernetes_storage_class_v1", "metadata[0].name", "rook/bucket-class/resource");

    expect(template.values("bucket")).toEqual({ name: "s3", bucket: "jobs", storageClassName: reference });
    expect(template.all("kubernetes_secret_v1")).toEqual([]);
    expect((template.values("rook/cluster") as any).cephObjectStores[0].spec.gateway).toMatchObject({ port: 8080, instances: 2 });
  });

  test("requests 11 cores and 26 GiB with one file system and the sizes that the chart has", () => {
    const pods = cephPods({ ...PROPS, blockPools: [], objectStore: undefined }, 3);
    const sum = (of: "cpu" | "memory"): number => pods.reduce((all, each) => all + each.count * each[of], 0);
    // Beside the two operators and the toolbox.
    expect(sum("cpu") + 200 + 10 + 100).toBe(10_960);
    expect(sum("memory") + 128 + 64 + 128).toBe(26_306);
  });
});

describe("refused", () => {
  test.each<[string, Partial<RookCephProps>, string]>([
    ["an even number of monitors", { monitors: { count: 2, sizeGiB: 10 } }, "monitors.count must be odd"],
    ["fewer OSDs than copies", { osds: { ...PROPS.osds, count: 2 } }, "osds.count must be at least 3, one for each of the replicas, got 2"],
    [
      "fewer nodes than monitors",
      { monitors: { count: 5, sizeGiB: 10 } },
      "monitors.count must be at most 3, the fewest nodes of group 'ceph', because no two monitors are on one node, got 5",
    ],
    ["nothing in it", { blockPools: [], fileSystems: [], objectStore: undefined }, "blockPools must have a pool"],
    [
      "one name twice",
      { fileSystems: [{ ...PROPS.fileSystems[0]!, name: "ceph-block" }] },
      "fileSystems[0].name must be unique, got 'ceph-block' twice",
    ],
    ["an OSD without memory", { osds: { ...PROPS.osds, memoryGiB: 1 } }, "osds.memoryGiB must be at least 2"],
    [
      "nodes that are too small",
      { nodeGroup: { ...PROPS.nodeGroup, vcpus: 1 } },
      "nodeGroup must have larger nodes: one of the monitors wants 1100m CPU",
    ],
    [
      "volumes of many nodes",
      { storageClass: existingClass("shared", ["ReadWriteMany"], "Delete") },
      "storageClass must offer ReadWriteOnce for the volumes of monitors and OSDs, got one that offers ReadWriteMany",
    ],
    [
      "a long name of the store",
      { objectStore: { ...PROPS.objectStore!, name: "a".repeat(50) } },
      "objectStore.name must have at most 49 characters",
    ],
  ])("%s", (_what, changes, message) => expect(() => rook(changes)).toThrow(message));

  test("a class that was not made", () => {
    const cluster = new FakeCluster(newApp(), "cluster", "1.34.4");
    synthStack((stack) => {
      const made = new RookCeph(stack, "rook", { ...PROPS, cluster });
      expect([made.hasStorageClass("ceph-block"), made.hasStorageClass("other")]).toEqual([true, false]);
      expect(() => made.storageClass("other")).toThrow("storage class 'other' does not exist, RookCeph made ceph-block, ceph-shared");
    });
  });
});

const CLASSES = { block: { classes: [{ name: "cinder", reclaimPolicy: "Delete" as const }] } };
const GROUPS = [{ name: "ceph", flavor: "m1.large", count: 3 }];
const SPARK: ProjectInput["spark"] = {
  image: "docker.io/apache/spark:4.0.4",
  version: "4.0.4",
  nodeGroup: "default-worker",
  executor: { cores: 1, memoryGiB: 1 },
  executors: { max: 1 },
  scratch: { storageClass: "ceph-block", sizeGiB: 1 },
  volumes: [{ name: "results", sizeGiB: 1, mountPath: "/results", storageClass: "ceph-shared" }],
  objectStore: { from: "rook" },
};

/** A project with a Ceph cluster inside its cluster, on nodes that hold it. */
function lab(changes: Partial<ProjectInput> = {}, siteChanges: Partial<SiteInput> = {}, kubernetesVersion = "1.34.4") {
  const site = driverSite("capi-helm", { ...siteChanges, magnum: { driver: "capi-helm", images: { [kubernetesVersion]: "a" } } });
  const project = survey({ kubernetesVersion, nodeGroups: GROUPS, storage: { ...CLASSES, rook: ROOK }, ...changes });
  return { site, project };
}

function parsed(...given: Parameters<typeof lab>) {
  const { site, project } = lab(...given);
  return parseEnvironments({ "survey.ts": project }, { "lab.ts": site })[0]!;
}

const stackOf = (...given: Parameters<typeof lab>): Template => templateOf(new PlatformStack(newApp(), "lab-platform", parsed(...given)));

describe("in a project", () => {
  test("jobs have its classes and its object store, and no key of it is a variable", () => {
    const template = stackOf({ spark: SPARK });
    const conf = String((template.get("kubernetes_config_map_v1", "spark/namespace-spark/defaults")["data"] as any)["spark-defaults.conf"]);

    expect(conf).toContain("spark.hadoop.fs.s3a.endpoint=http://rook-ceph-rgw-store.rook-ceph.svc:8080\n");
    expect(conf).toContain("spark.kubernetes.driver.secretKeyRef.AWS_ACCESS_KEY_ID=spark-s3:AWS_ACCESS_KEY_ID\n");
    expect(template.values("spark/namespace-spark/bucket")).toMatchObject({ name: "spark-s3", bucket: "spark" });
    expect(Object.keys(template.json["variable"] ?? {})).toEqual([]);
    expect(template.get("kubernetes_persistent_volume_claim_v1")["spec"]).toMatchObject({
      storage_class_name: template.ref("kubernetes_storage_class_v1", "metadata[0].name", "rook-ceph/class-ceph-shared/resource"),
    });
  });

  test.each([
    ["ceph-shared", false],
    ["manila", undefined],
  ])("a claim on class %s is waited for unless Ceph comes up after it", (storageClass, wait) => {
    const spark = { ...SPARK, volumes: [{ name: "results", sizeGiB: 1, mountPath: "/results", storageClass }] };
    const shared = { className: "manila", shareType: "cephfs" };
    const template = stackOf({ spark, storage: { ...CLASSES, rook: ROOK, shared } });

    expect(template.get("kubernetes_persistent_volume_claim_v1")["wait_until_bound"]).toBe(wait);
  });

  test("its drivers and those of Ceph outside and of Manila have one operator", () => {
    const ceph = {
      clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
      monitors: ["192.0.2.11:6789"],
      rbd: { user: "a", classes: [{ name: "r", pool: "p" }] },
    };
    const shared = { className: "manila", shareType: "cephfs" };
    const template = stackOf({ storage: { ...CLASSES, rook: ROOK, ceph, shared } });
    const operators = template.all("helm_release").filter(({ attributes }) => attributes["chart"] === "ceph-csi-operator");

    expect(operators.map(({ path }) => path)).toEqual(["ceph-csi-operator/release"]);
    expect(template.values("rook-ceph/operator")).toEqual({ csi: { installCsiOperator: false } });
  });

  test("takes volumes of the quota, and its own classes take none", () => {
    const { storage, ...project } = parsed({ spark: SPARK });
    const demand = PARTS.rook.demand!({ ...project, storage }, project.site, "max");

    expect(demand.volumes).toEqual([
      { what: "volumes of Ceph's monitors", count: 3, sizeGiB: 10 },
      { what: "volumes of Ceph's OSDs", count: 3, sizeGiB: 200 },
    ]);
    expect(PARTS.spark.demand!({ ...project, storage }, project.site, "max")).toEqual({ volumes: [], shares: [] });
  });

  test("can be on a class that the site brings, which the quota counts or not", () => {
    const existing = [{ name: "do-block", accessModes: ["ReadWriteOnce" as const], reclaimPolicy: "Delete" as const, inQuota: false }];
    const project = parsed({ storage: { existing, rook: { ...ROOK, storageClass: "do-block" } } });
    const cluster = templateOf(new PlatformStack(newApp(), "lab-platform", project)).values("rook-ceph/cluster") as any;

    expect(PARTS.rook.demand!(project, project.site, "max")).toEqual({});
    expect(cluster.cephClusterSpec.mon.volumeClaimTemplate.spec.storageClassName).toBe("do-block");
  });

  test("in prod its classes keep volumes, and its release is protected", () => {
    const template = stackOf({
      tier: "prod",
      cluster: { ...survey().cluster, controlPlane: { flavor: "m1.large", count: 3 }, api: { floatingIp: false } },
      storage: { block: { classes: [{ name: "cinder", reclaimPolicy: "Retain" }] }, rook: ROOK },
    });
    expect(template.get("kubernetes_storage_class_v1", "rook-ceph/class-ceph-block/resource")["reclaim_policy"]).toBe("Retain");
    expect(release(template, "rook-ceph/cluster")["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  test("is refused, as Kafka is, on a Kubernetes that is too old for both, each at its own field", () => {
    const kafka: ProjectInput["kafka"] = {
      brokers: { count: 3, nodeGroup: "ceph", cores: 1, memoryGiB: 2, disk: { storageClass: "cinder", sizeGiB: 10 } },
      retention: { days: 1, gibPerDay: 1 },
      access: { inside: "all", outside: { kind: "none" } },
    };
    const { site, project } = lab({ kafka }, {}, "1.29.4");
    const tooOld = 'needs Kubernetes 1.30 or newer, got "1.29.4"; choose a newer kubernetesVersion';

    expect(problemsOf(project, site)).toEqual(expect.arrayContaining([`survey.ts: kafka ${tooOld}`, `survey.ts: storage.rook ${tooOld}`]));
  });

  test.each<[string, Partial<ProjectInput>, string]>([
    [
      "a class of its own below itself",
      { storage: { ...CLASSES, rook: { ...ROOK, storageClass: "ceph-block" } } },
      'storage.rook.storageClass must be a block storage class that Ceph is not below itself (cinder), got "ceph-block"',
    ],
    [
      "a name that another class has",
      { storage: { ...CLASSES, rook: { ...ROOK, blockPools: [{ name: "cinder" }] } } },
      'storage.rook.blockPools[0].name must be unique, got "cinder" twice',
    ],
    [
      "a name that a class of the site has",
      { storage: { ...CLASSES, existing: [{ name: "cinder", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete" }] } },
      'storage.existing[0].name must be unique, got "cinder" twice',
    ],
    [
      "an object store that is not there",
      { storage: { ...CLASSES, rook: { ...ROOK, objectStore: undefined } }, spark: SPARK },
      'spark.objectStore.from must be "site" without storage.rook.objectStore, got "rook"',
    ],
  ])("refuses %s", (_what, changes, message) => {
    const { site, project } = lab(changes);
    expect(problemsOf(project, site)).toContain(`survey.ts: ${message}`);
  });
});

test("the picture has the OSDs with their size, the bucket, and the nodes of Ceph", () => {
  const { site, project } = lab({ spark: SPARK });
  const [checked] = parseEnvironments({ "survey.ts": project }, { "lab.ts": site });
  const app = projectApp([checked!], { outdir: newApp().outdir });
  app.synth();
  const stack = (role: string) =>
    readStack(JSON.parse(fs.readFileSync(path.join(app.outdir, "stacks", `survey-${role}`, "cdk.tf.json"), "utf8")) as Json);
  const { platform, edges } = modelOf({ name: "survey", cluster: stack("cluster"), platform: stack("platform") });
  const shown = platform.map(({ panel, name, details }) => [panel, name, ...details].join(" "));

  expect(shown).toEqual(expect.arrayContaining(["drivers rook-ceph-cluster v1.20.6 3 OSDs, each 200Gi", "volumes bucket spark"]));
  expect(edges.map(({ from, to }) => `${from.name} -> ${to.name}`)).toEqual(
    expect.arrayContaining(["ceph -> rook-ceph-cluster", "rook-ceph-bucket -> bucket spark"]),
  );
});

describe("capacity", () => {
  const findings = (flavor: string, count: number, more: object = {}) => {
    const project = parsed({ nodeGroups: [{ name: "ceph", flavor, count, ...more }] });
    return capacityFindings(project, capacityOf(project, project.site)).filter(({ path }) => path.includes("rook"));
  };

  test("a node that holds one of each daemon holds whatever comes", () => expect(findings("m1.large", 3)).toEqual([]));

  test("a group that holds all of it only in some order is warned of", () => {
    expect(findings("m1.medium", 3)).toEqual([
      {
        severity: "warning",
        path: ["storage", "rook", "nodeGroup"],
        message: expect.stringMatching(
          /^holds Ceph only if others leave it room: .*; raise nodeGroups\[0\]\.count, or use a larger flavor/,
        ) as string,
      },
    ]);
  });

  test("daemons of Ceph are counted where jobs, notebooks and brokers have the same nodes", () => {
    const executors = (rook: boolean) => {
      const project = parsed({
        nodeGroups: [{ name: "ceph", flavor: "m1.large", count: 3 }],
        storage: { ...CLASSES, ...(rook && { rook: ROOK }) },
        spark: {
          ...SPARK,
          nodeGroup: "ceph",
          executor: { cores: 4, memoryGiB: 8 },
          executors: { max: 2 },
          scratch: { storageClass: "cinder", sizeGiB: 1 },
          volumes: [],
          objectStore: undefined,
        },
      });
      return capacityOf(project, project.site).jobs[0]!.executors.max.guaranteed;
    };
    expect(executors(true)).toBeLessThan(executors(false));
  });

  test("a group that is too small is refused with the sum written out", () => {
    const { site, project } = lab({
      nodeGroups: [{ name: "ceph", flavor: "m1.medium", count: 3 }],
      storage: { ...CLASSES, rook: { ...ROOK, osds: { count: 4, sizeGiB: 200 } } },
    });
    expect(problemsOf(project, site).join("\n")).toMatch(
      /storage\.rook\.nodeGroup cannot hold Ceph: Ceph's 3 monitors, 2 managers, 4 OSDs, 2 metadata servers of ceph-shared, 1 gateway, 3 crash collectors, 3 exporters request 12850m CPU and 31306 MiB, .* 3 x /,
    );
  });
});
