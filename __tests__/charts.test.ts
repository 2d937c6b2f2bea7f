import * as fs from "node:fs";
import * as path from "node:path";
import { load } from "js-yaml";
import { CHART_WORKLOADS, CHARTS } from "../constructs/charts";
import { OCTAVIA_INGRESS_CONTROLLER_IMAGE, OCTAVIA_INGRESS_WORKLOAD } from "../constructs/ingress/charts";
import type { Chart, ChartWorkload, Requests } from "../constructs/kit/chart";
import { projectFiles, siteFiles } from "../environments";
import { parseEnvironments, type ProjectInput, type SiteInput } from "../projects";
import { gaiaDev } from "../environments/gaia-dev";
import { cumulus } from "../environments/sites/cumulus";
import { PlatformStack } from "../stacks/platform-stack";
import { KAFKA } from "./support/kafka";
import { ROOK } from "./support/rook";
import { MONITORING } from "./support/monitoring";
import { newApp, templateOf, type Template } from "./support/synth";

// The charts' own values.yaml, cut down to the keys that constructs/ set.
const FIXTURES = path.join(__dirname, "..", "..", "__tests__", "fixtures", "charts");

// Maps and lists whose keys are not the chart's but Kubernetes' or the user's, where the chart has an empty or a shorter one.
const FREE: Record<string, readonly string[]> = {
  // Only in a comment of values.yaml; the templates read it.
  "openstack-cinder-csi": ["secret.name", "csi.plugin.nodePlugin.podAnnotations", "csi.plugin.controllerPlugin.podAnnotations"],
  "snapshot-controller": ["volumeSnapshotClasses", "controller.podSecurityContext", "controller.securityContext"],
  "ceph-csi-cephfs": ["csiConfig", "nodeplugin.plugin.resources"],
  "ceph-csi-rbd": ["csiConfig", "nodeplugin.plugin.resources"],
  "ceph-csi-operator": ["controllerManager.podSecurityContext.seccompProfile"],
  // The templates read them; values.yaml has them for all drivers together, or not at all.
  "ceph-csi-drivers": [
    "cephConnections[].monitors",
    ...["rbd", "cephfs"].flatMap((kind) => [
      `drivers.${kind}.nodePlugin.updateStrategy`,
      `drivers.${kind}.controllerPlugin.priorityClassName`,
    ]),
  ],
  "rook-ceph": ["csi.pluginTolerations", "csi.csiAddons", "ceph-csi-operator"],
  // What the chart passes on to the definitions of Rook, whose fields the API server knows.
  "rook-ceph-cluster": [
    "cephClusterSpec.mon.volumeClaimTemplate",
    "cephClusterSpec.placement",
    "cephClusterSpec.storage.allowOsdCrushWeightUpdate",
    "cephClusterSpec.storage.storageClassDeviceSets",
    "cephFileSystems[].spec.metadataPool.failureDomain",
    "cephFileSystems[].spec.metadataServer.placement",
    "cephObjectStores[].spec.dataPool.replicated",
    "cephObjectStores[].spec.gateway.placement",
  ],
  traefik: ["service.annotations", "service.spec"],
  "spark-operator": ["controller.resources"],
  // What Kubernetes, Alertmanager and Grafana know.
  "kube-prometheus-stack": [
    ...["prometheusOperator", "kube-state-metrics", "prometheus-node-exporter", "grafana"].map((pod) => `${pod}.resources`),
    ...["prometheus.prometheusSpec", "alertmanager.alertmanagerSpec"].map((spec) => `${spec}.resources`),
    "defaultRules.disabled",
    "prometheus.prometheusSpec.storageSpec",
    "alertmanager.alertmanagerSpec.storage",
    "alertmanager.config",
    "grafana.podAnnotations",
    "grafana.env",
    "grafana.envValueFrom",
    "grafana.grafana.ini",
  ],
  // The hub's own settings, and what its schema lets everybody name.
  jupyterhub: [
    "custom",
    "hub.annotations",
    "hub.config",
    "hub.db.pvc.annotations",
    "hub.extraConfig",
    "hub.extraEnv",
    "hub.loadRoles",
    "hub.networkPolicy.ingress",
    "hub.resources",
    "proxy.chp.resources",
    "singleuser.extraEnv",
    "singleuser.extraFiles",
    "singleuser.networkPolicy.egress",
    "singleuser.networkPolicy.ingress",
    "singleuser.nodeSelector",
    "singleuser.profileList",
    "singleuser.storage.extraVolumeMounts",
    "singleuser.storage.extraVolumes",
  ],
};

// Unset in values.yaml; the templates fill it in.
const FILLED_IN: Record<string, Readonly<Record<string, string>>> = {
  traefik: { "image.registry": "docker.io" },
  // Of the chart that it brings along.
  "rook-ceph": { "ceph-csi-operator.controllerManager.manager.image.repository": "quay.io/cephcsi/ceph-csi-operator" },
};

const charts: [string, Chart][] = Object.values(CHARTS).map((chart) => [`${chart.chart} ${chart.version}`, chart]);

interface Values {
  readonly [key: string]: unknown;
}

function valuesOfChart({ chart, version }: Pick<Chart, "chart" | "version">): Values {
  return load(fs.readFileSync(path.join(FIXTURES, `${chart}-${version}.yaml`), "utf8")) as Values;
}

/** Paths in values that the chart does not know, or knows as something else. */
function unknownKeys(values: unknown, known: unknown, free: readonly string[], at = ""): string[] {
  if (free.includes(at)) return [];
  if (Array.isArray(values)) {
    if (!Array.isArray(known)) return [`${at} is a list`];
    // A list of objects is compared with the chart's first entry.
    return typeof known[0] === "object" ? values.flatMap((item) => unknownKeys(item, known[0], free, `${at}[]`)) : [];
  }
  if (!isObject(values)) return isObject(known) || Array.isArray(known) ? [`${at} is a ${typeof values}`] : [];
  if (!isObject(known)) return [`${at} is an object`];
  return Object.entries(values).flatMap(([key, value]) => {
    const below = at === "" ? key : `${at}.${key}`;
    return key in known || free.includes(below) ? unknownKeys(value, known[key], free, below) : [`${below} is missing`];
  });
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

interface SetValues {
  readonly chart: string;
  readonly version: string;
  readonly values: Values;
}

/** The platform stack of each project. */
function platformOf(projects: Record<string, unknown>, sites: Record<string, unknown>): Template[] {
  return parseEnvironments(projects, sites).map((project) => templateOf(new PlatformStack(newApp(), `${project.id}-platform`, project)));
}

/** What the platform of each project sets for each chart. */
function releases(projects: Record<string, unknown>, sites: Record<string, unknown>): SetValues[] {
  return platformOf(projects, sites).flatMap((template) =>
    template
      .all("helm_release")
      .filter(({ attributes }) => attributes["repository"] !== undefined)
      .map(({ path: at, attributes }) => ({
        chart: attributes["chart"] as string,
        version: attributes["version"] as string,
        values: template.values(at),
      })),
  );
}

const site = (changes: Partial<SiteInput>): Record<string, SiteInput> => ({ "sites/other.ts": { ...cumulus, name: "other", ...changes } });
const project = (changes: Partial<ProjectInput>): Record<string, ProjectInput> => ({
  "other.ts": { ...gaiaDev, name: "other", site: "other", datasets: undefined, nodeGroups: FIXED, ...changes },
});
// Heat scales none.
const FIXED = gaiaDev.nodeGroups!.map(({ name, flavor, max }) => ({ name, flavor, count: max }));
const MIRRORS = {
  images: Object.fromEntries(["registry.k8s.io", "quay.io", "docker.io", "ghcr.io"].map((from) => [from, `mirror.example.net/${from}`])),
};

const nfsSite = () =>
  releases(
    project({
      cluster: { ...gaiaDev.cluster, labels: { cinder_csi_enabled: false } },
      storage: {
        block: { classes: [{ name: "cinder" }], installDriver: true, snapshotClass: "cinder" },
        shared: { className: "nfs", shareType: "nfs" },
      },
      ingress: { kind: "traefik", floating: false, allowedCidrs: ["192.0.2.0/24"] },
      nodeGroups: [...FIXED, { name: "kafka", flavor: FIXED[0]!.flavor, count: 3 }],
      kafka: { ...KAFKA, brokers: { ...KAFKA.brokers, disk: { storageClass: "cinder", sizeGiB: 400 } } },
      monitoring: { ...MONITORING, disk: { storageClass: "cinder", sizeGiB: 50 } },
    }),
    site({
      magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos-38" } },
      shareTypes: { nfs: { protocol: "NFS" } },
      mirrors: MIRRORS,
    }),
  );
const octaviaProject = [
  project({
    ingress: { kind: "octavia", routes: [] },
    spark: { ...gaiaDev.spark!, uiHost: undefined },
    notebooks: { ...gaiaDev.notebooks!, tlsSecret: undefined },
  }),
  site({ magnum: { driver: "heat", images: { "1.30.2": "fedora-coreos-38" } }, mirrors: MIRRORS }),
] as const;
/** What is mounted from a Ceph cluster, with all that is installed for it. */
const ceph = (): NonNullable<ProjectInput["storage"]>["ceph"] => ({
  clusterId: "b9127830-b0cc-4e34-aa47-9d1a2e9949a8",
  monitors: ["192.0.2.11:3300"],
  rbd: { user: "gaia", radosNamespace: "gaia", classes: [{ name: "ceph-rbd", pool: "gaia", mounter: "nbd" }] },
  cephFs: { user: "gaia", fsName: "cephfs", subvolumeGroup: "gaia", classes: [{ name: "ceph-fs", mounter: "fuse" }] },
});
const cephSite = (kubernetesVersion: string) =>
  releases(
    project({
      kubernetesVersion,
      storage: { ...gaiaDev.storage, ceph: ceph() },
      nodeGroups: FIXED.map((group) => ({ ...group, taints: [{ key: "gpu", effect: "NoSchedule" as const }] })),
      notebooks: { ...gaiaDev.notebooks!, tlsSecret: undefined },
    }),
    site({ magnum: { driver: "heat", images: { [kubernetesVersion]: "fedora-coreos-38" } }, mirrors: MIRRORS }),
  );
/** A Ceph cluster inside the cluster, with taints and an object store. */
const rookSite = (kubernetesVersion: string) =>
  releases(
    project({
      kubernetesVersion,
      storage: { block: { classes: [{ name: "cinder" }] }, rook: ROOK },
      nodeGroups: [
        ...FIXED,
        { name: "ceph", flavor: FIXED[0]!.flavor, count: 3, taints: [{ key: "ceph", effect: "NoSchedule" as const }] },
      ],
      spark: {
        ...gaiaDev.spark!,
        scratch: { storageClass: "ceph-block", sizeGiB: 1 },
        volumes: [{ name: "results", sizeGiB: 1, mountPath: "/results", storageClass: "ceph-shared" }],
        objectStore: { from: "rook" },
      },
      notebooks: undefined,
    }),
    site({ magnum: { driver: "heat", images: { [kubernetesVersion]: "fedora-coreos-38" } }, mirrors: MIRRORS }),
  );
const heatSite = () => releases(...octaviaProject);

describe("the table of charts", () => {
  test.each(charts)("%s: exact version, https or oci, and a Kubernetes minor to start from", (_name, chart) => {
    expect(chart.version).toMatch(/^v?\d+\.\d+\.\d+$/);
    expect(chart.repository).toMatch(/^(https|oci):\/\/[a-z0-9.-]+\/[\w/-]*$/);
    expect(chart.minKubernetes).toMatch(/^1\.\d+$/);
  });

  test("Cinder and Manila come from one repository at one minor version, the ingress controller's image with them", () => {
    const minor = (version: string) => version.split(".").slice(0, 2).join(".");
    const [, , image] = /^(.*):v(1\.(\d+)\.\d+)$/.exec(OCTAVIA_INGRESS_CONTROLLER_IMAGE) ?? [];

    expect(CHARTS.cinderCsi.repository).toBe(CHARTS.manilaCsi.repository);
    expect(minor(CHARTS.cinderCsi.version)).toBe(minor(CHARTS.manilaCsi.version));
    // Their charts count 2.x where the software counts 1.x.
    expect(minor(image!)).toBe(minor(CHARTS.cinderCsi.version).replace(/^2/, "1"));
  });

  test.each(charts)("%s: every image that can be mirrored is where the chart has it", (_name, chart) => {
    const values = valuesOfChart(chart);
    const found = Object.keys(chart.images).map((at) => [
      at,
      at.split(".").reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), values) ?? FILLED_IN[chart.chart]?.[at],
    ]);

    // Whoever makes its pods has their images.
    if (chart.chart !== "ceph-csi-drivers") expect(found.length).toBeGreaterThan(0);
    expect(Object.fromEntries(found)).toEqual(chart.images);
  });
});

describe("what pods request", () => {
  /** Containers with requests, of each workload. */
  const requested = (workloads: readonly ChartWorkload[]) =>
    workloads.map(({ name, kind, replicas, containers }) => [name, kind, replicas?.count, containers.map(({ requests = {} }) => requests)]);
  const none = (containers: number) => Array.from({ length: containers }, () => ({}));

  test("is what csi-driver-nfs says in its values", () => {
    const values = valuesOfChart(CHARTS.csiDriverNfs) as Record<
      "node" | "controller",
      { resources: Record<string, { requests: Requests }> }
    >;
    const of = (pod: "node" | "controller") => Object.values(values[pod].resources).map(({ requests }) => requests);

    expect(requested(CHART_WORKLOADS.csiDriverNfs)).toEqual([
      ["csi-nfs-node", "DaemonSet", undefined, of("node")],
      ["csi-nfs-controller", "Deployment", 1, of("controller")],
    ]);
  });

  // Read from what Helm 4.1.4 makes of the charts with the values of the platform stack.
  test.each([
    [
      "cinderCsi",
      [
        ["openstack-cinder-csi-nodeplugin", "DaemonSet", undefined, none(3)],
        ["openstack-cinder-csi-controllerplugin", "Deployment", 1, none(6)],
      ],
    ],
    ["snapshotController", [["snapshot-controller", "Deployment", 1, none(1)]]],
    [
      "manilaCsi",
      [
        ["openstack-manila-csi-nodeplugin", "DaemonSet", undefined, none(2)],
        ["openstack-manila-csi-controllerplugin", "StatefulSet", 1, none(4)],
      ],
    ],
    [
      "cephCsiCephFs",
      [
        ["ceph-csi-cephfs-nodeplugin", "DaemonSet", undefined, none(3)],
        ["ceph-csi-cephfs-provisioner", "Deployment", 1, none(7)],
      ],
    ],
    [
      "cephCsiRbd",
      [
        ["ceph-csi-rbd-nodeplugin", "DaemonSet", undefined, none(3)],
        ["ceph-csi-rbd-provisioner", "Deployment", 1, none(7)],
      ],
    ],
    ["cephCsiOperator", [["ceph-csi-operator-controller-manager", "Deployment", 1, [{ cpu: "10m", memory: "64Mi" }]]]],
    ["cephCsiDrivers", []],
    ["traefik", [["traefik", "Deployment", 2, none(1)]]],
    ["rookOperator", [["rook-ceph-operator", "Deployment", 1, [{ cpu: "200m", memory: "128Mi" }]]]],
    ["rookCluster", [["rook-ceph-tools", "Deployment", 1, [{ cpu: "100m", memory: "128Mi" }]]]],
    [
      "rookOperator119",
      [
        ["rook-ceph-operator", "Deployment", 1, [{ cpu: "200m", memory: "128Mi" }]],
        ["ceph-csi-controller-manager", "Deployment", 1, [{ cpu: "10m", memory: "64Mi" }]],
      ],
    ],
    ["rookCluster119", [["rook-ceph-tools", "Deployment", 1, [{ cpu: "100m", memory: "128Mi" }]]]],
    ["strimziOperator", [["strimzi-cluster-operator", "Deployment", 1, [{ cpu: "200m", memory: "384Mi" }]]]],
    [
      "kubePrometheusStack",
      [
        ["kube-prometheus-stack-operator", "Deployment", 1, [{ cpu: "50m", memory: "128Mi" }]],
        ["kube-prometheus-stack-kube-state-metrics", "Deployment", 1, [{ cpu: "20m", memory: "128Mi" }]],
        ["kube-prometheus-stack-grafana", "Deployment", 1, [{ cpu: "100m", memory: "256Mi" }, {}, {}]],
        ["prometheus", "StatefulSet", 1, [{ cpu: "500m", memory: "2Gi" }, {}]],
        ["alertmanager", "StatefulSet", 1, [{ cpu: "10m", memory: "64Mi" }, {}]],
      ],
    ],
    [
      "sparkOperator",
      [
        ["spark-operator-controller", "Deployment", 1, [{ cpu: "100m", memory: "512Mi" }]],
        ["spark-operator-webhook", "Deployment", 1, none(1)],
        ["spark-operator-hook", "Job", 1, [{ cpu: "100m", memory: "64Mi" }]],
      ],
    ],
  ] as const)("is what Helm makes of %s", (chart, pods) => expect(requested(CHART_WORKLOADS[chart])).toEqual(pods));

  test("is what the platform stack sets, where it sets it", () => {
    const [spark] = releases(projectFiles, siteFiles).filter(({ chart }) => chart === "spark-operator");
    const controller = spark!.values["controller"] as { resources: { requests: Requests } };
    const stateful = platformOf(...octaviaProject).flatMap((template) => template.all("kubernetes_stateful_set_v1"));
    const containers = stateful.flatMap(
      ({ attributes }) =>
        (attributes["spec"] as { template: { spec: { container: { resources: { requests: Requests } }[] } } }).template.spec.container,
    );

    expect([controller.resources.requests]).toEqual(CHART_WORKLOADS.sparkOperator[0]!.containers.map(({ requests }) => requests));
    expect(containers.map(({ resources }) => resources.requests)).toEqual(
      OCTAVIA_INGRESS_WORKLOAD.containers.map(({ requests }) => requests),
    );
    expect(requested([OCTAVIA_INGRESS_WORKLOAD])).toEqual([
      ["octavia-ingress-controller", "StatefulSet", undefined, [{ cpu: "50m", memory: "64Mi" }]],
    ]);
  });

  test("can be changed where the charts read it", () => {
    const paths = Object.entries(CHART_WORKLOADS).flatMap(([chart, workloads]) =>
      workloads.flatMap(({ replicas, containers }) =>
        [replicas?.value, ...containers.map(({ value }) => value)].flatMap((value) =>
          value === undefined ? [] : [[chart, value] as const],
        ),
      ),
    );
    const known = (chart: string, at: string): boolean => {
      const values = valuesOfChart(CHARTS[chart as keyof typeof CHARTS]);
      return at.split(".").reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), values) !== undefined;
    };

    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter(([chart, at]) => !known(chart, at))).toEqual([]);
  });
});

describe("values that we set are values that the charts know", () => {
  const check = (set: SetValues[]) =>
    set.flatMap((release) =>
      unknownKeys(release.values, valuesOfChart(release), FREE[release.chart] ?? []).map((key) => `${release.chart}: ${key}`),
    );

  test("in the three projects", () => {
    const set = releases(projectFiles, siteFiles);

    expect(new Set(set.map(({ chart }) => chart))).toEqual(
      new Set(["ceph-csi-cephfs", "openstack-manila-csi", "snapshot-controller", "spark-operator", "traefik", "jupyterhub"]),
    );
    expect(check(set)).toEqual([]);
  });

  test("at a site with NFS, mirrors and a Cinder driver of our own", () => {
    const set = nfsSite();

    expect(new Set(set.map(({ chart }) => chart))).toEqual(
      new Set([
        "csi-driver-nfs",
        "strimzi-kafka-operator",
        "kube-prometheus-stack",
        "openstack-cinder-csi",
        "openstack-manila-csi",
        "snapshot-controller",
        "spark-operator",
        "traefik",
        "jupyterhub",
      ]),
    );
    expect(check(set)).toEqual([]);
  });

  test("at a site with heat, ingress of kind octavia and mirrors", () => {
    const set = heatSite();

    expect(new Set(set.map(({ chart }) => chart))).toEqual(
      new Set(["ceph-csi-cephfs", "openstack-manila-csi", "snapshot-controller", "spark-operator", "jupyterhub"]),
    );
    expect(check(set)).toEqual([]);
  });

  test.each([
    ["1.31.4", ["ceph-csi-cephfs", "ceph-csi-rbd"]],
    ["1.34.4", ["ceph-csi-drivers", "ceph-csi-operator"]],
  ])("with a Ceph cluster of somebody else and Kubernetes %s", (version, installed) => {
    const set = cephSite(version);

    expect([...new Set(set.map(({ chart }) => chart))].filter((chart) => chart.startsWith("ceph-csi")).sort()).toEqual(installed);
    expect(check(set)).toEqual([]);
  });

  test.each([
    ["1.30.2", ["rook-ceph v1.19.9", "rook-ceph-cluster v1.19.9"]],
    ["1.31.4", ["ceph-csi-drivers 1.0.4", "ceph-csi-operator 1.0.4", "rook-ceph v1.20.6", "rook-ceph-cluster v1.20.6"]],
  ])("with Ceph inside the cluster and Kubernetes %s", (version, installed) => {
    const set = rookSite(version);

    const names = set.map((release) => `${release.chart} ${release.version}`).filter((name) => /^(rook|ceph-csi)/.test(name));
    expect([...new Set(names)].sort()).toEqual(installed);
    expect(check(set)).toEqual([]);
  });

  test("every chart of the table was among them", () => {
    const all = [
      ...[...releases(projectFiles, siteFiles), ...nfsSite(), ...heatSite(), ...cephSite("1.31.4"), ...cephSite("1.34.4")],
      ...[...rookSite("1.30.2"), ...rookSite("1.31.4")],
    ];
    const seen = new Set(all.map(({ chart, version }) => `${chart} ${version}`));

    expect(seen).toEqual(new Set(charts.map(([name]) => name)));
  });

  test("a key that a chart does not know is found, and so is a value in the place of an object", () => {
    const known = { image: { repository: "r" }, list: [{ name: "a" }], free: {} };

    expect(unknownKeys({ image: { repo: "x" }, list: [{ name: "b" }, { nam: "c" }], free: { any: 1 }, more: 1 }, known, ["free"])).toEqual([
      "image.repo is missing",
      "list[].nam is missing",
      "more is missing",
    ]);
    expect(unknownKeys({ image: "x", list: { name: "b" }, free: { any: 1 } }, known, [])).toEqual([
      "image is a string",
      "list is an object",
      "free.any is missing",
    ]);
  });
});
