import { sparkSettingProblems, type SparkSettings } from "../constructs/spark/spark-settings";

const SETTINGS: SparkSettings = {
  nodeSelector: { "capi.stackhpc.com/node-group": "spark" },
  volumes: ["user"],
  datasets: ["gdr3"],
  hasObjectStore: true,
  hasAuthority: false,
  nodeGroup: { name: "spark", vcpus: 13, memoryMiB: 23040, gpus: 2 },
};
const CLAIM = "spark.kubernetes.executor.volumes.persistentVolumeClaim";

describe("settings that a field writes", () => {
  test.each([
    ["spark.kubernetes.container.image", "image", "image"],
    ["spark.kubernetes.driver.container.image", "image", "driver.image"],
    ["spark.kubernetes.executor.container.image", "image", "executor.image"],
    ["spark.kubernetes.namespace", "namespaces", "namespace"],
    ["spark.driver.cores", "driver.cores", "driver.cores"],
    ["spark.driver.memory", "driver.memoryGiB", "driver.memoryGiB"],
    ["spark.executor.cores", "executor.cores", "executor.cores"],
    ["spark.executor.memory", "executor.memoryGiB", "executor.memoryGiB"],
    ["spark.driver.memoryOverhead", "memoryOverheadFactor", "memoryOverheadFactor"],
    ["spark.executor.memoryOverhead", "memoryOverheadFactor", "memoryOverheadFactor"],
    ["spark.executor.memoryOverheadFactor", "memoryOverheadFactor", "memoryOverheadFactor"],
    ["spark.executor.minMemoryOverhead", "memoryOverheadFactor", "memoryOverheadFactor"],
    ["spark.kubernetes.memoryOverheadFactor", "memoryOverheadFactor", "memoryOverheadFactor"],
    ["spark.executor.instances", "executors", "executor.instances"],
    ["spark.dynamicAllocation.minExecutors", "executors.min", undefined],
    ["spark.dynamicAllocation.maxExecutors", "executors.max", undefined],
    ["spark.dynamicAllocation.enabled", undefined, "executor.instances"],
    ["spark.app.name", undefined, "name"],
    ["spark.local.dir", "scratch", "scratch"],
    [`${CLAIM}.spark-local-dir-1.options.sizeLimit`, "scratch", "scratch"],
    [`${CLAIM}.user.mount.path`, "volumes", "volumes"],
    [`${CLAIM}.gdr3.mount.readOnly`, "datasets", "datasets"],
    [`${CLAIM}.user-of-mine.mount.path`, undefined, undefined],
    ["spark.kubernetes.node.selector.capi.stackhpc.com/node-group", "nodeGroup", "nodeGroup"],
    ["spark.kubernetes.executor.node.selector.capi.stackhpc.com/node-group", "nodeGroup", "nodeGroup"],
    ["spark.kubernetes.node.selector.topology.kubernetes.io/zone", undefined, undefined],
    ["spark.hadoop.fs.s3a.endpoint", "objectStore", "objectStore"],
    ["spark.kubernetes.driver.secretKeyRef.AWS_ACCESS_KEY_ID", "objectStore", "objectStore"],
    ["spark.hadoop.fs.s3a.bucket.public.endpoint", undefined, undefined],
    ["spark.kubernetes.executor.request.cores", undefined, undefined],
    ["spark.sql.shuffle.partitions", undefined, undefined],
  ])("%s is refused for all jobs in favour of %s, and for one in favour of %s", (setting, ofAll, ofOne) => {
    const refused = (field: string) =>
      `must be left out, because the field ${field} says it and is what capacity counts, got '1'; set ${field}`;
    const found = sparkSettingProblems({ ...SETTINGS, conf: { [setting]: "1" }, applications: [{}, { sparkConf: { [setting]: "1" } }] });

    expect(found).toEqual([
      ...(ofAll === undefined ? [] : [{ path: ["conf", setting], message: refused(ofAll) }]),
      ...(ofOne === undefined ? [] : [{ path: ["applications", 1, "sparkConf", setting], message: refused(ofOne) }]),
    ]);
  });

  test("an endpoint of S3 is a setting where jobs have no object store", () => {
    expect(
      sparkSettingProblems({ ...SETTINGS, hasObjectStore: false, conf: { "spark.hadoop.fs.s3a.endpoint": "https://s3.example.org" } }),
    ).toEqual([]);
  });
});

describe("GPUs", () => {
  test.each([
    ["spark.executor.resource.gpu.amount", "2", []],
    ["spark.driver.resource.gpu.amount", "0", []],
    [
      "spark.executor.resource.gpu.amount",
      "3",
      ["must be at most 2, the GPUs of a node of group 'spark', got 3; use a node group of a flavor with gpus, or lower it"],
    ],
    ["spark.driver.resource.gpu.amount", "0.5", ["must be a whole number, got '0.5'"]],
  ])("%s of %s: %j", (setting, value, messages) => {
    expect(sparkSettingProblems({ ...SETTINGS, conf: { [setting]: value } }).map(({ message }) => message)).toEqual(messages);
  });
});
