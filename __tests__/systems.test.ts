import { sparkSettingProblems } from "../constructs/spark/spark-settings";
import type { ProjectInput } from "../projects";
import { driverSite, platformOf, problemsOf, survey } from "./support/survey";

const EXISTING: NonNullable<ProjectInput["storage"]>["existing"] = [
  { name: "px-replicated", accessModes: ["ReadWriteOnce"], reclaimPolicy: "Delete", inQuota: false },
  { name: "px-shared", accessModes: ["ReadWriteMany"], reclaimPolicy: "Delete" },
];

function lab(changes: { readonly scratch?: string; readonly home?: string } = {}) {
  return survey({
    storage: { existing: EXISTING },
    ingress: { kind: "traefik" },
    spark: {
      image: "docker.io/apache/spark:4.0.4",
      version: "4.0.4",
      nodeGroup: "default-worker",
      executor: { cores: 1, memoryGiB: 1 },
      executors: { max: 1 },
      scratch: { storageClass: changes.scratch ?? "px-replicated", sizeGiB: 1 },
      volumes: [{ name: "results", sizeGiB: 1, mountPath: "/results", storageClass: "px-shared" }],
      schedulerName: "stork",
    },
    notebooks: {
      host: "notebooks.example.org",
      login: { kind: "github", clientId: "id" },
      allowedUsers: ["alice"],
      sizes: [{ name: "small", cores: { request: 0.1 }, memoryGiB: { request: 0.5 } }],
      users: 1,
      home: { kind: "shared", sizeGiB: 1, storageClass: changes.home ?? "px-shared" },
      schedulerName: "volcano",
    },
  });
}

test("classes and schedulers that a site brings are what jobs and notebooks get, and none of them is made", () => {
  const template = platformOf(lab(), driverSite("capi-helm"));
  const [conf] = template
    .all("kubernetes_config_map_v1")
    .map(({ attributes }) => (attributes["data"] as Record<string, string>)["spark-defaults.conf"] ?? "");

  expect(template.all("kubernetes_storage_class_v1")).toEqual([]);
  expect(conf).toContain("spark.kubernetes.scheduler.name=stork\n");
  expect(conf).toContain("spark-local-dir-1.options.storageClass=px-replicated\n");
  expect(template.get("kubernetes_persistent_volume_claim_v1")["spec"]).toMatchObject({ storage_class_name: "px-shared" });
  expect(template.values("notebooks/hub")).toMatchObject({
    hub: { db: { pvc: { storageClassName: "px-replicated" } } },
    singleuser: { extraPodConfig: { schedulerName: "volcano" } },
  });
});

test("a class does only for what its access modes allow", () => {
  expect(problemsOf(lab({ scratch: "px-shared" }), driverSite("capi-helm"))).toEqual([
    'survey.ts: spark.scratch.storageClass must be a class of storage.block or storage.existing (px-replicated), got "px-shared"',
  ]);
  expect(problemsOf(lab({ home: "px-replicated" }), driverSite("capi-helm"))).toEqual([
    'survey.ts: notebooks.home.storageClass must be a class that many nodes can mount (px-shared), got "px-replicated"',
  ]);
});

test("a scheduler is not said a second time by a setting of Spark", () => {
  const settings = { nodeSelector: {}, volumes: [], datasets: [], hasObjectStore: false, hasAuthority: false, nodeGroup: undefined };
  const found = sparkSettingProblems({ ...settings, conf: { "spark.kubernetes.driver.scheduler.name": "stork" } });
  expect(found.map(({ message }) => message)).toEqual([
    "must be left out, because the field schedulerName says it and is what capacity counts, got 'stork'; set schedulerName",
  ]);
});
