import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { TerraformStack } from "cdktf";
import { load, loadAll } from "js-yaml";
import { Construct } from "constructs";
import type { IDataset } from "../constructs/contracts";
import type { SparkApplication } from "../constructs/spark/spark-checks";
import { SparkHelmRelease, type SparkHelmReleaseProps } from "../constructs/spark/spark-helm-release";
import { existingClass, FakeCluster, fakeCluster, newApp, sensitive, synthForeignApp, synthStack, type Template } from "./support/synth";

const CLAIM = "kubernetes_persistent_volume_claim_v1";
const RWX = existingClass("shared", ["ReadWriteMany", "ReadWriteOnce"], "Retain");
const PROPS: SparkHelmReleaseProps = {
  cluster: new FakeCluster(newApp(), "cluster"),
  nodeGroup: { name: "spark", vcpus: 13, memoryMiB: 23040 },
  image: "docker.io/apache/spark:4.0.4",
  sparkVersion: "4.0.4",
  scratch: { storageClass: existingClass("cinder", ["ReadWriteOnce"], "Delete"), sizeGiB: 50 },
  executor: { cores: 5, memoryGiB: 5 },
  executors: { min: 1, max: 8 },
  quota: { cores: 52, memoryGiB: 90, pods: 440, scratchGiB: 500 },
};
const PI: SparkApplication = { name: "pi", type: "Scala", mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar" };

type Extra = Partial<SparkHelmReleaseProps> | ((stack: TerraformStack) => Partial<SparkHelmReleaseProps>);

function spark(extra: Extra = {}): Template {
  return synthStack((stack) => {
    new SparkHelmRelease(stack, "spark", { ...PROPS, ...(typeof extra === "function" ? extra(stack) : extra) });
  });
}

function defaultsConf(template: Template, namespace = "spark"): Record<string, string> {
  const data = template.get("kubernetes_config_map_v1", `spark/namespace-${namespace}/defaults`)["data"] as Record<string, string>;
  return Object.fromEntries(
    data["spark-defaults.conf"]!.trimEnd()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

interface RenderedApplication {
  readonly name: string;
  readonly namespace: string;
  readonly schedule?: string;
  readonly spec: { readonly [key: string]: unknown; readonly sparkConf: Record<string, string> };
}

function applications(template: Template): RenderedApplication[] {
  return template.values("spark/applications/resource")["applications"] as RenderedApplication[];
}

describe("the operator", () => {
  test("defaults: watches the job namespaces, whose account and rights are ours, and keeps its CRDs up to date", () => {
    const template = spark();

    expect(template.get("helm_release")).toMatchObject({ chart: "spark-operator", atomic: true, cleanup_on_fail: true });
    expect(template.values()).toEqual({
      hook: { upgradeCrd: true },
      controller: { resources: { requests: { cpu: "100m", memory: "512Mi" }, limits: { memory: "2Gi" } } },
      spark: {
        jobNamespaces: [template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource")],
        serviceAccount: { create: false },
        rbac: { create: false },
      },
    });
  });

  test("custom: values and mirrors", () => {
    const values = spark({
      values: { controller: { workers: 2 } },
      mirrors: { images: { "ghcr.io": "mirror.example.net/ghcr", "docker.io": "mirror.example.net/hub" } },
    });

    expect(values.values()).toMatchObject({
      image: { registry: "mirror.example.net/ghcr" },
      hook: { upgradeCrd: true, image: { registry: "mirror.example.net/ghcr" } },
      controller: { workers: 2, resources: { limits: { memory: "2Gi" } } },
    });
    expect(defaultsConf(values)["spark.kubernetes.container.image"]).toBe("mirror.example.net/hub/apache/spark:4.0.4");
  });

  test("custom: pages of running jobs through an ingress with a class", () => {
    const ingress = Object.assign(new Construct(newApp(), "ingress"), { ingressClassName: "traefik", addRoute: () => {} });

    expect(spark({ ui: { ingress, host: "jobs.example.org" } }).values()["controller"]).toMatchObject({
      uiIngress: { enable: true, urlFormat: "{{$appName}}-{{$appNamespace}}.jobs.example.org", ingressClassName: "traefik" },
    });
  });

  test.each([
    ["as its chart names it", {}, "spark-operator-controller"],
    ["as the chart's values name it", { controller: { serviceAccount: { name: "mine" } } }, "mine"],
  ])("may look for the Ingresses of pages in the job namespaces: account %s", (_what, values, name) => {
    const ingress = Object.assign(new Construct(newApp(), "ingress"), { ingressClassName: "traefik", addRoute: () => {} });
    const template = spark({ ui: { ingress, host: "jobs.example.org" }, namespaces: ["spark", "lab"], values });

    for (const namespace of ["spark", "lab"]) {
      const at = `spark/namespace-${namespace}`;
      const role = template.get("kubernetes_role_v1", `${at}/ingress-role`);
      expect(role).toMatchObject({
        metadata: {
          name: "spark-operator-ingresses",
          namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", `${at}/resource`),
        },
        rule: [{ api_groups: ["networking.k8s.io"], resources: ["ingresses"], verbs: ["list", "watch"] }],
      });
      expect(template.get("kubernetes_role_binding_v1", `${at}/ingress-role-binding`)).toMatchObject({
        role_ref: { kind: "Role", name: template.ref("kubernetes_role_v1", "metadata[0].name", `${at}/ingress-role`) },
        subject: [
          {
            kind: "ServiceAccount",
            name,
            namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/operator-namespace"),
          },
        ],
      });
    }
    expect(spark().paths("kubernetes_role_v1")).toEqual(["spark/namespace-spark/role"]);
  });

  test("stays off tainted nodes itself, while drivers and executors of jobs and notebooks stand their taints", () => {
    const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }] as const;
    const template = spark({ tolerations, applications: [PI] });
    const [application] = applications(template);
    const data = template.get("kubernetes_config_map_v1")["data"] as Record<string, string>;

    expect(JSON.stringify(template.values("spark/operator"))).not.toContain("tolerations");
    expect(application!.spec).toMatchObject({ driver: { tolerations }, executor: { tolerations } });
    expect(load(data["executor-pod-template.yaml"]!)).toMatchObject({ spec: { tolerations } });
  });

  test("wiring: waits for its namespaces by reference", () => {
    const template = spark({ namespaces: ["spark", "lab"] });

    expect(template.get("helm_release")["namespace"]).toBe(
      template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/operator-namespace"),
    );
    expect(template.values()["spark"]).toMatchObject({
      jobNamespaces: ["spark", "lab"].map((name) =>
        template.ref("kubernetes_namespace_v1", "metadata[0].name", `spark/namespace-${name}/resource`),
      ),
    });
  });

  test("its namespace enforces what its chart's hook can meet", () => {
    expect(spark().get("kubernetes_namespace_v1", "spark/operator-namespace")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "baseline" },
    });
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["kubernetes", "helm"], (stack) => {
      new SparkHelmRelease(stack, "spark", { ...PROPS, applications: [PI] });
    });

    expect(template.paths("helm_release")).toEqual(["spark/applications/resource", "spark/operator"]);
  });
});

describe("a job namespace", () => {
  test("admits restricted pods only", () => {
    expect(spark().get("kubernetes_namespace_v1", "spark/namespace-spark/resource")["metadata"]).toEqual({
      name: "spark",
      labels: { "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "restricted" },
    });
  });

  test("lets drivers make executors and their claims, and nothing more", () => {
    const template = spark();
    const namespace = template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource");

    expect(template.get("kubernetes_service_account_v1")["metadata"]).toEqual({ name: "spark", namespace });
    expect(template.get("kubernetes_role_v1")["rule"]).toEqual([
      {
        api_groups: [""],
        resources: ["pods", "services", "configmaps", "persistentvolumeclaims"],
        verbs: ["create", "get", "list", "watch", "patch", "delete", "deletecollection"],
      },
    ]);
    expect(template.get("kubernetes_role_binding_v1")).toMatchObject({
      role_ref: { kind: "Role", name: template.ref("kubernetes_role_v1", "metadata[0].name") },
      subject: [{ kind: "ServiceAccount", name: template.ref("kubernetes_service_account_v1", "metadata[0].name"), namespace }],
    });
    expect(template.paths("kubernetes_cluster_role_v1")).toEqual([]);
  });

  test("has a quota, whose storage counts scratch only", () => {
    expect(spark().get("kubernetes_resource_quota_v1")["spec"]).toEqual({
      hard: {
        "requests.cpu": "52",
        "requests.memory": "90Gi",
        "cinder.storageclass.storage.k8s.io/requests.storage": "500Gi",
        pods: "440",
      },
    });
  });

  test("refuses containers larger than what a node can give, gives requests to those without, and limits none of them below that", () => {
    expect(spark().get("kubernetes_limit_range_v1")["spec"]).toEqual({
      limit: [
        {
          type: "Container",
          default_request: { cpu: "100m", memory: "256Mi" },
          default: { cpu: "13", memory: "22420Mi" },
          max: { cpu: "13", memory: "22420Mi" },
        },
      ],
    });
  });

  test("writes whole gibibytes as Kubernetes gives them back, so that the next plan is empty", () => {
    const limits = spark({ nodeGroup: { name: "spark", vcpus: 6, memoryMiB: 10_240 + 620 } }).get("kubernetes_limit_range_v1");

    expect(limits).toMatchObject({ spec: { limit: [{ max: { cpu: "6", memory: "10Gi" } }] } });
  });

  test("writes CPU of which the node keeps some in millicores", () => {
    const cluster = new FakeCluster(newApp(), "cluster");
    cluster.allocatable = () => ({ cpu: 12_900, memory: 20_000, pods: 110 });
    const limits = spark({ cluster }).get("kubernetes_limit_range_v1");

    expect(limits).toMatchObject({ spec: { limit: [{ max: { cpu: "12900m", memory: "20000Mi" } }] } });
  });

  test("holds quota, limits, account and role, all called spark", () => {
    const template = spark();
    const metadata = {
      name: "spark",
      namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource"),
    };

    for (const kind of ["resource_quota", "limit_range", "service_account", "role", "role_binding"]) {
      expect(template.get(`kubernetes_${kind}_v1`)["metadata"]).toEqual(metadata);
    }
  });

  test("ids stay what they are", () => {
    const template = spark((stack) => ({
      volumes: [{ name: "user", storageClass: RWX, sizeGiB: 1, mountPath: "/user" }],
      objectStore: { endpoint: "https://s3", region: "r", accessKey: sensitive(stack, "a"), secretKey: sensitive(stack, "b"), revision: 1 },
    }));

    expect(
      Object.keys(template.json["resource"] as object)
        .flatMap((type) => template.paths(type))
        .sort(),
    ).toEqual([
      ...["defaults", "limit-range", "quota", "resource", "role", "role-binding", "s3", "service-account", "volume-user"].map(
        (id) => `spark/namespace-spark/${id}`,
      ),
      "spark/operator",
      "spark/operator-namespace",
    ]);
  });

  test("custom: settings of the user's for all jobs, and the memory factor", () => {
    const template = spark({ conf: { "spark.ui.killEnabled": "false" }, memoryOverheadFactor: 0.1, applications: [PI] });

    expect(defaultsConf(template)).toMatchObject({ "spark.ui.killEnabled": "false", "spark.executor.memoryOverhead": "512m" });
    expect(applications(template)[0]!.spec).toMatchObject({
      sparkConf: { "spark.ui.killEnabled": "false" },
      executor: { memoryOverhead: "512m" },
      driver: { memoryOverhead: "384m" },
    });
  });

  test("is handed out by name, as a token", () => {
    const template = synthStack((stack) => {
      const made = new SparkHelmRelease(stack, "spark", PROPS);
      expect(made.jobNamespace("spark")!.namespaceName).toMatch(/TfToken/);
      expect(made.jobNamespace("other")).toBeUndefined();
    });

    expect(template.paths("kubernetes_namespace_v1")).toHaveLength(2);
  });

  test("configures notebooks for client mode, with executors that a restricted namespace admits", () => {
    const template = spark();
    const data = template.get("kubernetes_config_map_v1")["data"] as Record<string, string>;

    expect(defaultsConf(template)).toMatchObject({
      "spark.master": "k8s://https://kubernetes.default.svc:443",
      "spark.submit.deployMode": "client",
      "spark.kubernetes.namespace": template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource"),
      "spark.kubernetes.executor.podTemplateFile": "/opt/spark/conf/executor-pod-template.yaml",
      "spark.dynamicAllocation.enabled": "true",
      "spark.kubernetes.node.selector.group.example.org/name": "spark",
    });
    expect(load(data["executor-pod-template.yaml"]!)).toMatchObject({
      apiVersion: "v1",
      kind: "Pod",
      spec: {
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          { name: "spark-kubernetes-executor", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
        ],
      },
    });
  });

  test("scratch needs class and size, or Spark would use the node's own disk", () => {
    const volume = "spark.kubernetes.executor.volumes.persistentVolumeClaim.spark-local-dir-1.options";

    expect(defaultsConf(spark())).toMatchObject({
      [`${volume}.claimName`]: "OnDemand",
      [`${volume}.storageClass`]: "cinder",
      [`${volume}.sizeLimit`]: "50Gi",
    });
  });

  test("claims each dataset and each volume for itself", () => {
    const asked: string[] = [];
    const dataset: IDataset = Object.assign(new Construct(newApp(), "gdr3"), {
      name: "gdr3",
      mountPath: "/data/gdr3",
      claim: (scope: Construct) => {
        asked.push(scope.node.id);
        return "gdr3";
      },
    });
    const template = spark({
      namespaces: ["spark", "lab"],
      datasets: [dataset],
      volumes: [
        { name: "user", storageClass: RWX, sizeGiB: 512, mountPath: "/user" },
        { name: "ref", storageClass: RWX, sizeGiB: 8, mountPath: "/ref", readOnly: true, protect: true },
      ],
    });

    expect(asked).toEqual(["namespace-spark", "namespace-lab"]);
    expect(template.get(CLAIM, "spark/namespace-lab/volume-user")).toEqual({
      metadata: { name: "user", namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-lab/resource") },
      spec: { access_modes: ["ReadWriteMany"], storage_class_name: "shared", resources: { requests: { storage: "512Gi" } } },
    });
    expect(template.get(CLAIM, "spark/namespace-lab/volume-ref")).toMatchObject({ lifecycle: { prevent_destroy: true } });
    expect(defaultsConf(template, "lab")).toMatchObject({
      "spark.kubernetes.executor.volumes.persistentVolumeClaim.gdr3.mount.readOnly": "true",
      "spark.kubernetes.driver.volumes.persistentVolumeClaim.user.mount.readOnly": "false",
      "spark.kubernetes.driver.volumes.persistentVolumeClaim.ref.mount.readOnly": "true",
    });
  });

  test("has the object store's keys in a Secret that is written only", () => {
    const template = spark((stack) => ({
      objectStore: {
        endpoint: "https://s3.example.org",
        region: "north",
        accessKey: sensitive(stack, "access"),
        secretKey: sensitive(stack, "secret"),
        revision: 3,
      },
    }));

    expect(template.get("kubernetes_secret_v1")).toEqual({
      metadata: {
        name: "spark-s3",
        namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource"),
      },
      data_wo: { AWS_ACCESS_KEY_ID: "${var.access}", AWS_SECRET_ACCESS_KEY: "${var.secret}" },
      data_wo_revision: 3,
    });
    expect(defaultsConf(template)["spark.kubernetes.executor.secretKeyRef.AWS_SECRET_ACCESS_KEY"]).toBe(
      `${template.ref("kubernetes_secret_v1", "metadata[0].name")}:AWS_SECRET_ACCESS_KEY`,
    );
    expect(JSON.stringify(template.get("kubernetes_config_map_v1"))).not.toMatch(/var\.(access|secret)/);
  });
});

describe("applications", () => {
  test("there is no release for them by default", () => {
    expect(spark().paths("helm_release")).toEqual(["spark/operator"]);
  });

  test("pull the platform's image and their own from the mirrors", () => {
    const own = { image: "ghcr.io/me/mine:1" };
    const template = spark({
      applications: [PI, { ...PI, name: "mine", driver: own, executor: own }],
      mirrors: { images: { "docker.io": "mirror.example.net/hub", "ghcr.io": "mirror.example.net/ghcr" } },
    });

    expect(applications(template).map(({ spec }) => spec["image"])).toEqual([
      "mirror.example.net/hub/apache/spark:4.0.4",
      "mirror.example.net/ghcr/me/mine:1",
    ]);
  });

  test("defaults: sizes, account and settings of their namespace, in pods that it admits", () => {
    const template = spark({ applications: [PI] });
    const [application] = applications(template);
    const pod = {
      podSecurityContext: {
        runAsNonRoot: true,
        runAsUser: 185,
        runAsGroup: 185,
        fsGroup: 185,
        fsGroupChangePolicy: "OnRootMismatch",
        seccompProfile: { type: "RuntimeDefault" },
      },
      securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true, capabilities: { drop: ["ALL"] } },
    };

    expect(application).toMatchObject({
      name: "pi",
      namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource"),
    });
    expect(application!.spec).toEqual({
      type: "Scala",
      mode: "cluster",
      sparkVersion: "4.0.4",
      image: "docker.io/apache/spark:4.0.4",
      mainApplicationFile: "local:///opt/spark/examples/jars/spark-examples.jar",
      sparkConf: expect.objectContaining({ "spark.dynamicAllocation.enabled": "true" }) as unknown,
      restartPolicy: { type: "Never" },
      timeToLiveSeconds: 86400,
      driver: {
        ...pod,
        cores: 1,
        memory: "2g",
        memoryOverhead: "820m",
        serviceAccount: template.ref("kubernetes_service_account_v1", "metadata[0].name"),
      },
      executor: { ...pod, cores: 5, memory: "5g", memoryOverhead: "2048m" },
    });
    expect(application).not.toHaveProperty("schedule");
  });

  test("custom: sizes, image, class, arguments, settings, schedule and namespace", () => {
    const template = spark({
      namespaces: ["spark", "lab"],
      applications: [
        {
          ...PI,
          namespace: "lab",
          type: "Java",
          mainClass: "org.example.Pi",
          arguments: ["--n", "1000"],
          driver: { memoryGiB: 4, image: "mine:1" },
          executor: { cores: 2, image: "mine:1", instances: 3 },
          sparkConf: { "spark.ui.killEnabled": "false" },
          schedule: "0 3 * * *",
        },
      ],
    });
    const [application] = applications(template);

    expect(application).toMatchObject({
      namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-lab/resource"),
      schedule: "0 3 * * *",
      spec: {
        type: "Java",
        image: "mine:1",
        mainClass: "org.example.Pi",
        arguments: ["--n", "1000"],
        driver: { cores: 1, memory: "4g" },
        executor: { cores: 2, memory: "5g", instances: 3 },
        sparkConf: { "spark.ui.killEnabled": "false", "spark.dynamicAllocation.enabled": "false" },
      },
    });
  });

  test("settings are sorted, so that the same settings give the same release", () => {
    const keys = Object.keys(applications(spark({ applications: [PI] }))[0]!.spec.sparkConf);

    expect(keys).toEqual([...keys].sort());
  });

  test("wiring: after the operator, whose CRDs they need, and after the volumes that they mount", () => {
    const template = spark({ applications: [PI], volumes: [{ name: "user", storageClass: RWX, sizeGiB: 1, mountPath: "/user" }] });

    expect(template.get("helm_release", "spark/applications/resource")["depends_on"]).toEqual([
      template.one("helm_release", "spark/operator").address,
      template.one(CLAIM, "spark/namespace-spark/volume-user").address,
    ]);
  });

  test("are one release, in the first job namespace, that leaves nothing behind when it fails", () => {
    const template = spark({ namespaces: ["spark", "lab"], applications: [PI] });

    expect(template.get("helm_release", "spark/applications/resource")).toMatchObject({
      name: "spark-applications",
      namespace: template.ref("kubernetes_namespace_v1", "metadata[0].name", "spark/namespace-spark/resource"),
      wait: true,
      atomic: true,
      cleanup_on_fail: true,
      timeout: 300,
    });
  });

  test("come through a chart of ours, at a relative path with the hash of its content", () => {
    const build = () =>
      synthForeignApp(["kubernetes", "helm"], (stack) => {
        new SparkHelmRelease(stack, "spark", { ...PROPS, applications: [PI] });
      });
    const [first, second] = [build(), build()];
    const { chart } = first.get("helm_release", "spark/applications/resource") as { chart: string };
    const source = path.join(__dirname, "..", "..", "charts", "spark-applications");

    expect(chart).toMatch(/^\.\/assets\/[\w-]+\/[0-9A-F]{32}\/?$/);
    expect(second.get("helm_release", "spark/applications/resource")["chart"]).toBe(chart);
    for (const file of ["Chart.yaml", "values.yaml", "templates/applications.yaml"]) {
      expect(fs.readFileSync(path.join(first.directory, chart, file), "utf8")).toBe(fs.readFileSync(path.join(source, file), "utf8"));
    }
  });

  const helm = spawnSync("helm", ["version"]).status === 0;

  (helm ? test : test.skip)(
    "are rendered by Helm as SparkApplication or ScheduledSparkApplication (skipped where helm is not on the PATH)",
    () => {
      const template = synthForeignApp(["kubernetes", "helm"], (stack) => {
        const hostile = { ...PI, name: "hostile", arguments: ["{{ .Values }}", "a: b", "#x", '"', "two\nlines", "true"] };
        new SparkHelmRelease(stack, "spark", { ...PROPS, applications: [{ ...PI, schedule: "@daily" }, hostile] });
      });
      const { chart, values } = template.get("helm_release", "spark/applications/resource") as { chart: string; values: string[] };
      const file = path.join(template.directory, "values.yaml");
      fs.writeFileSync(file, values[0]!.replace(/\$\{[^}]*\}/g, "spark"));
      const rendered = spawnSync("helm", ["template", "spark-applications", path.join(template.directory, chart), "--values", file], {
        encoding: "utf8",
      });
      const specs = applications(template).map(({ spec }) => JSON.parse(JSON.stringify(spec).replace(/\$\{[^}]*\}/g, "spark")) as object);

      expect(rendered.stderr).toBe("");
      expect(loadAll(rendered.stdout).filter(Boolean)).toEqual([
        {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "spark-applications", namespace: "default" },
          data: { "spark.hostile": expect.stringMatching(/^[0-9a-f]{64}$/) as unknown },
        },
        {
          apiVersion: "sparkoperator.k8s.io/v1beta2",
          kind: "ScheduledSparkApplication",
          metadata: { name: "pi", namespace: "spark" },
          spec: { schedule: "@daily", concurrencyPolicy: "Forbid", template: specs[0] },
        },
        {
          apiVersion: "sparkoperator.k8s.io/v1beta2",
          kind: "SparkApplication",
          metadata: { name: "hostile", namespace: "spark" },
          spec: specs[1],
        },
      ]);
    },
  );

  test("stay for as long as they say once they have ended", () => {
    const [application] = applications(spark({ applications: [{ ...PI, timeToLiveSeconds: 600 }] }));

    expect(application!.spec["timeToLiveSeconds"]).toBe(600);
  });

  test("get vendor and discovery of GPUs that one of them asks for", () => {
    const [application] = applications(
      spark({
        nodeGroup: { ...PROPS.nodeGroup, gpus: 1 },
        applications: [{ ...PI, sparkConf: { "spark.executor.resource.gpu.amount": "1" } }],
      }),
    );

    expect(application!.spec.sparkConf).toMatchObject({ "spark.executor.resource.gpu.vendor": "nvidia.com" });
  });
});

describe("what Spark cannot run", () => {
  const literal = "is a literal and would be written into cdk.tf.json; pass the value of a sensitive TerraformVariable";
  const store = (stack: TerraformStack) => ({
    endpoint: "https://s3.example.org",
    region: "north",
    accessKey: sensitive(stack, "access"),
    secretKey: sensitive(stack, "secret"),
    revision: 1,
  });

  test.each<[string, Extra, string]>([
    ["no namespace", { namespaces: [] }, "namespaces must have at least one job namespace, got none"],
    [
      "a namespace with an underscore",
      { namespaces: ["spark", "my_jobs"] },
      "namespaces[1] must be an RFC 1123 label: a-z, 0-9 and '-', a letter or digit first and last, at most 63 characters, " +
        "got 'my_jobs'; 'my-jobs' would do",
    ],
    ["bounds the wrong way round", { executors: { min: 4, max: 2 } }, "executors.min must be at most executors.max, got 4 and 2"],
    [
      "an executor that no node can hold",
      { executor: { cores: 5, memoryGiB: 16 } },
      "executor.memoryGiB must leave room on a node of group 'spark': 16 GiB with overhead are 22938 MiB, " +
        "pods can have 22420 of its 23040 MiB; use at most 15",
    ],
    [
      "a driver with more cores than a node",
      { driver: { cores: 14, memoryGiB: 2 } },
      "driver.cores must be at most the 13 vCPUs of a node of group 'spark', got 14",
    ],
    [
      "an application's executor that no node can hold",
      { applications: [{ ...PI, executor: { memoryGiB: 20 } }] },
      "applications[0].executor.memoryGiB must leave room on a node of group 'spark': 20 GiB with overhead are 28672 MiB, " +
        "pods can have 22420 of its 23040 MiB; use at most 15",
    ],
    [
      "an application's name that is too long for its pods",
      { applications: [{ ...PI, name: "p".repeat(64) }] },
      "applications[0].name must be an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last, at most 63 characters, " +
        `got '${"p".repeat(64)}'; '${"p".repeat(63)}' would do`,
    ],
    [
      "an application whose executors have another image than its driver",
      { applications: [PI, { ...PI, name: "two", driver: { image: "python-3.12:1" } }] },
      "applications[1].executor.image must be the driver's, or Python and Java may differ between them: " +
        "got driver 'python-3.12:1' and executor 'docker.io/apache/spark:4.0.4'; set both or neither",
    ],
    [
      "an application in a namespace without Spark",
      { applications: [{ ...PI, namespace: "default" }] },
      "applications[0].namespace must be a job namespace (spark), got 'default'",
    ],
    [
      "a shared volume of a class for one node",
      {
        volumes: [{ name: "user", storageClass: existingClass("csi-cinder", ["ReadWriteOnce"], "Delete"), sizeGiB: 1, mountPath: "/user" }],
      },
      "volume 'user' is shared by all executors and needs ReadWriteMany, its storage class offers ReadWriteOnce; pass a class from ManilaCephFs",
    ],
    [
      "pages of jobs through an ingress without a class",
      {
        ui: {
          ingress: Object.assign(new Construct(newApp(), "ingress"), { ingressClassName: undefined, addRoute: () => {} }),
          host: "jobs.example.org",
        },
      },
      "ui.host 'jobs.example.org' cannot be served: the operator makes one Ingress for each application and needs an ingress class, " +
        "and a load balancer for each would be made; use an ingress of kind traefik",
    ],
    [
      "settings that have fields",
      { conf: { "spark.executor.memory": "4g" }, applications: [{ ...PI, sparkConf: { "spark.executor.instances": "9" } }] },
      "conf.spark.executor.memory must be left out, because the field executor.memoryGiB says it and is what capacity counts, got '4g'; " +
        "set executor.memoryGiB\n" +
        "applications[0].sparkConf.spark.executor.instances must be left out, because the field executor.instances says it and is what " +
        "capacity counts, got '9'; set executor.instances",
    ],
    [
      "GPUs that the nodes do not have",
      { conf: { "spark.executor.resource.gpu.amount": "1" } },
      "conf.spark.executor.resource.gpu.amount must be at most 0, the GPUs of a node of group 'spark', got 1; " +
        "use a node group of a flavor with gpus, or lower it",
    ],
    ["a literal access key", (stack) => ({ objectStore: { ...store(stack), accessKey: "a-literal" } }), `objectStore.accessKey ${literal}`],
    ["a literal secret key", (stack) => ({ objectStore: { ...store(stack), secretKey: "a-literal" } }), `objectStore.secretKey ${literal}`],
    [
      "Kubernetes too old for the operator",
      { cluster: fakeCluster({ kubernetesVersion: "1.24.0" }) },
      "chart spark-operator 2.5.2 needs Kubernetes 1.25 or newer, cluster 'alpha-1' has 1.24.0; choose a newer kubernetesVersion",
    ],
  ])("fails for %s", (_what, extra, message) => {
    expect(() => spark(extra)).toThrow(new Error(message));
  });
});
