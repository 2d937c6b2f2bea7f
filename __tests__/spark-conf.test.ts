import {
  clientModeConf,
  datasetMount,
  jobConf,
  overheadMiB,
  podMemoryMiB,
  propertiesFile,
  type SparkConfProps,
} from "../constructs/spark/spark-conf";
import { describeSetting } from "../constructs/kit/setting-problem";
import { Construct } from "constructs";
import { existingClass, newApp } from "./support/synth";
import { sparkApplicationProblems, sparkPodProblems } from "../constructs/spark/spark-checks";

const PROPS: SparkConfProps = {
  sparkVersion: "4.0.4",
  image: "docker.io/apache/spark:4.0.4",
  executor: { cores: 5, memoryGiB: 5 },
  executors: { min: 1, max: 30 },
  memoryOverheadFactor: 0.4,
  scratch: { storageClass: existingClass("cinder", ["ReadWriteOnce"], "Delete"), sizeGiB: 50 },
  nodeSelector: { "group.example.org/name": "spark" },
  mounts: [],
  conf: {},
};
const SCRATCH = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1";

describe("settings of Spark jobs", () => {
  test("defaults: dynamic allocation without a shuffle service, the node group, scratch on claims", () => {
    expect(jobConf(PROPS)).toEqual({
      "spark.dynamicAllocation.enabled": "true",
      "spark.dynamicAllocation.shuffleTracking.enabled": "true",
      "spark.dynamicAllocation.minExecutors": "1",
      "spark.dynamicAllocation.maxExecutors": "30",
      "spark.kubernetes.node.selector.group.example.org/name": "spark",
      [`${SCRATCH}.options.claimName`]: "OnDemand",
      [`${SCRATCH}.options.storageClass`]: "cinder",
      [`${SCRATCH}.options.sizeLimit`]: "50Gi",
      [`${SCRATCH}.mount.path`]: "/var/data/spark-local-dir-1",
      [`${SCRATCH}.mount.readOnly`]: "false",
      "spark.kubernetes.legacy.useReadWriteOnceAccessMode": "true",
    });
  });

  test.each([
    ["3.5.8", undefined, undefined],
    ["4.0.0", "true", undefined],
    ["4.1.3", "true", undefined],
    ["4.2.0", "true", "org.apache.spark.deploy.k8s.features.NetworkPolicyFeatureStep"],
    ["5.0.0", "true", "org.apache.spark.deploy.k8s.features.NetworkPolicyFeatureStep"],
  ])("of version %s work with Cinder's access mode and without rights over network policies", (sparkVersion, legacy, excluded) => {
    const conf = jobConf({ ...PROPS, sparkVersion });

    expect(conf["spark.kubernetes.legacy.useReadWriteOnceAccessMode"]).toBe(legacy);
    expect(conf["spark.kubernetes.driver.pod.excludedFeatureSteps"]).toBe(excluded);
  });

  test("mounts are there for driver and executors", () => {
    const conf = jobConf({ ...PROPS, mounts: [{ name: "gdr3", claim: "gdr3-claim", mountPath: "/data/gdr3", readOnly: true }] });

    for (const role of ["driver", "executor"]) {
      const volume = `spark.kubernetes.${role}.volumes.persistentVolumeClaim.gdr3`;
      expect(conf).toMatchObject({
        [`${volume}.options.claimName`]: "gdr3-claim",
        [`${volume}.mount.path`]: "/data/gdr3",
        [`${volume}.mount.readOnly`]: "true",
      });
    }
  });

  test("datasets are mounted read-only", () => {
    const dataset = Object.assign(new Construct(newApp(), "dataset"), { name: "gdr3", mountPath: "/data/gdr3", claim: () => "unused" });

    expect(datasetMount(dataset, "gdr3-claim")).toEqual({ name: "gdr3", claim: "gdr3-claim", mountPath: "/data/gdr3", readOnly: true });
  });

  test("keys of the object store come from a Secret, never as text", () => {
    const conf = jobConf({ ...PROPS, objectStore: { endpoint: "https://s3.example.org", region: "north", secretName: "spark-s3" } });

    expect(conf).toMatchObject({
      "spark.hadoop.fs.s3a.endpoint": "https://s3.example.org",
      "spark.hadoop.fs.s3a.endpoint.region": "north",
      "spark.hadoop.fs.s3a.path.style.access": "true",
      "spark.hadoop.fs.s3a.connection.ssl.enabled": "true",
      "spark.kubernetes.driver.secretKeyRef.AWS_ACCESS_KEY_ID": "spark-s3:AWS_ACCESS_KEY_ID",
      "spark.kubernetes.driver.secretKeyRef.AWS_SECRET_ACCESS_KEY": "spark-s3:AWS_SECRET_ACCESS_KEY",
      "spark.kubernetes.executor.secretKeyRef.AWS_ACCESS_KEY_ID": "spark-s3:AWS_ACCESS_KEY_ID",
      "spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY": "spark-s3:AWS_SECRET_ACCESS_KEY",
    });
    expect(Object.keys(conf).filter((key) => /access\.key|secret\.key/.test(key))).toEqual([]);
    expect(
      jobConf({ ...PROPS, objectStore: { endpoint: "http://s3.example.org", region: "north", secretName: "s" } })[
        "spark.hadoop.fs.s3a.connection.ssl.enabled"
      ],
    ).toBe("false");
  });

  test("the user's settings win", () => {
    expect(jobConf({ ...PROPS, conf: { "spark.dynamicAllocation.maxExecutors": "3", "spark.ui.killEnabled": "false" } })).toMatchObject({
      "spark.dynamicAllocation.maxExecutors": "3",
      "spark.ui.killEnabled": "false",
    });
  });

  test("client mode: what the operator has fields for, as settings", () => {
    expect(clientModeConf(PROPS, "spark", "/opt/spark/conf/template.yaml")).toEqual({
      "spark.master": "k8s://https://kubernetes.default.svc:443",
      "spark.submit.deployMode": "client",
      "spark.kubernetes.namespace": "spark",
      "spark.kubernetes.container.image": "docker.io/apache/spark:4.0.4",
      "spark.kubernetes.executor.podTemplateFile": "/opt/spark/conf/template.yaml",
      "spark.executor.cores": "5",
      "spark.executor.memory": "5g",
      "spark.executor.memoryOverhead": "2048m",
      "spark.driver.port": "7078",
      "spark.driver.blockManager.port": "7079",
      "spark.driver.host": "$${env:POD_IP}",
      "spark.kubernetes.driver.pod.name": "$${env:POD_NAME}",
    });
  });

  test("of client mode stay out of what drivers of the operator get: Spark refuses a host of theirs", () => {
    expect(Object.keys(jobConf(PROPS)).filter((key) => /driver\.(host|port|pod\.name)/.test(key))).toEqual([]);
  });

  test("GPUs come with their vendor and the script that finds them, for the pods that ask for some", () => {
    const conf = jobConf({ ...PROPS, conf: { "spark.executor.resource.gpu.amount": "2" } });

    expect(conf).toMatchObject({
      "spark.executor.resource.gpu.amount": "2",
      "spark.executor.resource.gpu.vendor": "nvidia.com",
      "spark.executor.resource.gpu.discoveryScript": "/opt/spark/examples/src/main/scripts/getGpusResources.sh",
    });
    expect(Object.keys(conf).filter((key) => key.startsWith("spark.driver.resource"))).toEqual([]);
  });

  test("a vendor of the user's own wins", () => {
    const conf = { "spark.driver.resource.gpu.amount": "1", "spark.driver.resource.gpu.vendor": "amd.com" };

    expect(jobConf({ ...PROPS, conf })).toMatchObject(conf);
  });
});

describe("spark-defaults.conf", () => {
  test("has one line for each setting, sorted", () => {
    expect(propertiesFile({ "spark.b": "2", "spark.a": "1" })).toBe("spark.a=1\nspark.b=2\n");
  });

  test.each([
    ["C:\\jars", "a=C:\\\\jars\n"],
    ["two\nlines", "a=two\\nlines\n"],
    ["carriage\rreturn", "a=carriage\\rreturn\n"],
    [" leading blank", "a=\\ leading blank\n"],
    ["x=y:z #no comment", "a=x=y:z #no comment\n"],
    ["", "a=\n"],
  ])("escapes the value %j as Java reads it", (value, line) => {
    expect(propertiesFile({ a: value })).toBe(line);
  });
});

describe("memory of a pod", () => {
  test.each([
    [1, 0.1, 384],
    [1, 0.4, 410],
    [5, 0.4, 2048],
    [10, 0.1, 1024],
  ])("%d GiB with factor %d has %d MiB beside the heap", (memoryGiB, factor, overhead) => {
    expect(overheadMiB({ cores: 1, memoryGiB }, factor)).toBe(overhead);
    expect(podMemoryMiB({ cores: 1, memoryGiB }, factor)).toBe(memoryGiB * 1024 + overhead);
  });

  const node = { name: "spark", vcpus: 6, memoryMiB: 10240 };
  const allocatable = { cpu: 6000, memory: 9820, pods: 110 };

  test("a pod fits up to what a node has for pods", () => {
    expect(sparkPodProblems({ cores: 6, memoryGiB: 6 }, 0.4, node, allocatable)).toEqual([]);
    expect(sparkPodProblems({ cores: 6, memoryGiB: 8 }, 0.1, node, allocatable)).toEqual([]);
  });

  test("fails for more cores than a node has", () => {
    expect(sparkPodProblems({ cores: 7, memoryGiB: 1 }, 0.4, node, allocatable).map(describeSetting)).toEqual([
      "cores must be at most the 6 vCPUs of a node of group 'spark', got 7",
    ]);
  });

  test.each([
    [
      7,
      0.4,
      "memoryGiB must leave room on a node of group 'spark': 7 GiB with overhead are 10036 MiB, pods can have 9820 of its 10240 MiB; use at most 6",
    ],
    [
      9,
      0.1,
      "memoryGiB must leave room on a node of group 'spark': 9 GiB with overhead are 10138 MiB, pods can have 9820 of its 10240 MiB; use at most 8",
    ],
  ])("fails for %d GiB with factor %d and says what would fit", (memoryGiB, factor, problem) => {
    expect(sparkPodProblems({ cores: 1, memoryGiB }, factor, node, allocatable).map(describeSetting)).toEqual([problem]);
    const [, most] = /at most (\d+)$/.exec(problem) ?? [];
    expect(sparkPodProblems({ cores: 1, memoryGiB: Number(most) }, factor, node, allocatable)).toEqual([]);
    expect(sparkPodProblems({ cores: 1, memoryGiB: Number(most) + 1 }, factor, node, allocatable)).toHaveLength(1);
  });
});

describe("an application", () => {
  const application = { name: "pi", type: "Python", mainApplicationFile: "local:///pi.py" } as const;

  test("may have an image of its own, in driver and executors alike", () => {
    const own = { image: "registry.example.org/mine:1" };

    expect(sparkApplicationProblems(application, "theirs:1", ["spark"])).toEqual([]);
    expect(sparkApplicationProblems({ ...application, driver: own, executor: own }, "theirs:1", ["spark"])).toEqual([]);
  });

  test("fails for different images of driver and executors", () => {
    expect(sparkApplicationProblems({ ...application, executor: { image: "mine:1" } }, "theirs:1", ["spark"]).map(describeSetting)).toEqual(
      [
        "executor.image must be the driver's, or Python and Java may differ between them: " +
          "got driver 'theirs:1' and executor 'mine:1'; set both or neither",
      ],
    );
  });

  test("fails for a namespace that is not a job namespace", () => {
    expect(
      sparkApplicationProblems({ ...application, namespace: "kube-system" }, "theirs:1", ["spark", "lab"]).map(describeSetting),
    ).toEqual(["namespace must be a job namespace (spark, lab), got 'kube-system'"]);
  });
});
