// Objects are read as they come.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-assignment,
   @typescript-eslint/no-unsafe-argument */
import * as fs from "node:fs";
import * as path from "node:path";
import { Lazy } from "cdktf";
import { load } from "js-yaml";
import { OctaviaIngress } from "../constructs/ingress/octavia-ingress";
import { secretVariable } from "../constructs/kit/secret-variable";
import { alertRules, metricLabel } from "../constructs/monitoring/alerts";
import { monitoringProblems } from "../constructs/monitoring/monitoring-checks";
import { Monitoring, type MonitoringProps } from "../constructs/monitoring/monitoring";
import { retentionSizeMiB, type MonitoringSettings } from "../constructs/monitoring/monitoring-settings";
import { scrapeObjects, type MonitoredParts } from "../constructs/monitoring/targets";
import { gaiaDev } from "../environments/gaia-dev";
import { cumulus } from "../environments/sites/cumulus";
import { parseEnvironments, type ProjectInput } from "../projects";
import { PlatformStack } from "../stacks/platform-stack";
import { KAFKA } from "./support/kafka";
import { MONITORING } from "./support/monitoring";
import { existingClass, FakeCluster, newApp, synthStack, templateOf, type Template } from "./support/synth";

const ROOT = path.join(__dirname, "..", "..");
const read = (...at: string[]): string => fs.readFileSync(path.join(ROOT, ...at), "utf8");

const PARTS: MonitoredParts = {
  spark: { operatorNamespace: "spark-operator", namespaces: ["spark", "more"] },
  hub: { namespace: "spark" },
  kafka: { name: "kafka", namespace: "kafka", operatorNamespace: "strimzi", brokers: 2 },
  traefik: { namespace: "traefik" },
};
const GROUPS = [{ name: "spark", max: 2, nodeLabels: { "capi.stackhpc.com/node-group": "spark" } }];

const { disk, ...REST } = MONITORING;
function monitoring(changes: Partial<MonitoringProps> = {}): Template {
  return synthStack((stack) => {
    const secret = (name: string): string => secretVariable(stack, `${name}_secret`);
    new Monitoring(stack, "monitoring", {
      ...REST,
      cluster: new FakeCluster(stack, "cluster"),
      ingress: OctaviaIngress.fromIngressClassName(stack, "ingress", "nginx"),
      disk: { sizeGiB: disk.sizeGiB, storageClass: existingClass("fast", ["ReadWriteOnce"], "Delete") },
      retentionDays: 14,
      secrets: { admin: secret("admin"), client: secret("client"), receiver: secret("receiver"), hub: secret("hub"), revision: 3 },
      parts: PARTS,
      groups: GROUPS,
      networkPlugin: "calico",
      ingressNamespace: "traefik",
      ...changes,
    });
  });
}
const values = (template: Template): any => template.values("monitoring/stack");
const objects = (template: Template): any => template.values("monitoring/objects");

describe("what Prometheus keeps", () => {
  test("is four fifths of its disk at most, whatever the days", () => {
    expect([5, 50, 1000].map((sizeGiB) => retentionSizeMiB({ sizeGiB }))).toEqual([4096, 40_960, 819_200]);
    for (const sizeGiB of [5, 50, 333]) {
      const { prometheusSpec } = values(
        monitoring({ disk: { sizeGiB, storageClass: existingClass("fast", ["ReadWriteOnce"], "Delete") }, retentionDays: 90 }),
      ).prometheus;
      const claim = parseInt(prometheusSpec.storageSpec.volumeClaimTemplate.spec.resources.requests.storage, 10);
      expect(claim).toBe(sizeGiB);
      expect(parseInt(prometheusSpec.retentionSize, 10)).toBeLessThanOrEqual(claim * 1024 * 0.8);
      expect(prometheusSpec.retention).toBe("90d");
    }
  });

  test("stays while the operator makes its StatefulSet anew, which it does for another size", () => {
    const { prometheus, alertmanager } = values(monitoring());
    for (const spec of [prometheus.prometheusSpec, alertmanager.alertmanagerSpec]) {
      expect(spec).not.toHaveProperty("persistentVolumeClaimRetentionPolicy");
    }
  });

  test("a class that no single node can mount is refused", () => {
    expect(() => monitoring({ disk: { sizeGiB: 5, storageClass: existingClass("shared", ["ReadWriteMany"], "Delete") } })).toThrow(
      "disk.storageClass must offer ReadWriteOnce, it offers ReadWriteMany; pass a class from CinderCsi",
    );
  });
});

test.each([
  [true, "privileged"],
  [false, "restricted"],
])("with node-exporter %s the namespace is %s", (nodeExporter, level) => {
  const template = monitoring({ nodeExporter });
  expect((template.get("kubernetes_namespace_v1", "monitoring/namespace")["metadata"] as any).labels).toMatchObject({
    "pod-security.kubernetes.io/enforce": level,
  });
  expect(values(template).nodeExporter).toEqual({ enabled: nodeExporter });
});

describe("secrets", () => {
  test("are written by write-only attributes, and stand in no values", () => {
    const template = monitoring();
    const secrets = template.all("kubernetes_secret_v1").map(({ attributes }) => attributes);
    expect(secrets.map((secret) => Object.keys(secret["data_wo"] as object).sort())).toEqual([
      ["client-secret"],
      ["token"],
      ["admin-password", "admin-user"],
      ["value"],
    ]);
    expect(secrets.map((secret) => secret["data_wo_revision"])).toEqual([3, 3, 3, 3]);
    for (const release of template.all("helm_release")) expect(JSON.stringify(release.attributes)).not.toContain("var.");
  });

  test.each(["admin", "client", "receiver", "hub"])("a literal %s is refused", (name) => {
    expect(() => monitoring({ secrets: { ...secretsOf(), [name]: "literal" } })).toThrow(`secrets.${name} is a literal`);
  });

  test.each(["client", "receiver", "hub"])("%s must be there where it is used", (name) => {
    expect(() => monitoring({ secrets: { ...secretsOf(), [name]: undefined } })).toThrow(`secrets.${name} must be given`);
  });
});

function secretsOf() {
  const secret = Lazy.stringValue({ produce: () => "of a test" });
  return { admin: secret, client: secret, receiver: secret, hub: secret, revision: 1 };
}

describe("login to Grafana", () => {
  test("nobody is let in without one", () => {
    for (const login of [MONITORING.login, { kind: "password" as const }]) {
      const access = login.kind === "password" ? { allowedUsers: [], allowedGroups: [], admins: [] } : {};
      const template = monitoring({ login, ...access });
      const { grafana } = values(template);
      expect(grafana["grafana.ini"]["auth.anonymous"]).toEqual({ enabled: false });
      expect(grafana.admin).toEqual({
        existingSecret: template.ref("kubernetes_secret_v1", "metadata[0].name", "monitoring/login"),
        userKey: "admin-user",
        passwordKey: "admin-password",
      });
      expect(grafana.adminPassword).toBeUndefined();
      expect(grafana["grafana.ini"].auth.disable_login_form).toBe(login.kind === "oidc");
    }
  });

  test("a provider says who somebody is, and who has no role is kept out", () => {
    const template = monitoring();
    const { grafana } = values(template);
    expect(grafana["grafana.ini"]["auth.generic_oauth"]).toMatchObject({
      enabled: true,
      role_attribute_strict: true,
      client_id: "grafana",
      auth_url: "https://login.example.org/authorize",
      scopes: "openid profile email",
    });
    expect(grafana.env).toEqual({
      GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH:
        "contains(['alice'], preferred_username) && 'Admin' || contains(['bob'], preferred_username) && 'Viewer' || " +
        "(groups[?contains(['gaia/ops'], @)] | [0]) && 'Viewer'",
    });
    expect(grafana.envValueFrom.GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET.secretKeyRef).toEqual({
      name: "grafana-client",
      key: "client-secret",
    });
  });
});

describe("where alerts go", () => {
  const file = (kind: string): string => `/etc/alertmanager/secrets/alert-receiver-${kind}/value`;
  test.each([
    [{ kind: "webhook" as const }, { webhook_configs: [{ url_file: file("webhook"), send_resolved: true }] }],
    [
      MONITORING.alerts,
      {
        email_configs: [
          {
            to: "ops@example.org",
            from: "alerts@example.org",
            smarthost: "smtp.example.org:587",
            send_resolved: true,
            auth_username: "alerts",
            auth_password_file: file("email"),
          },
        ],
      },
    ],
    [{ kind: "none" as const }, {}],
  ])("%j", (alerts, ways) => {
    const { alertmanager } = values(monitoring({ alerts }));
    expect(alertmanager.config.receivers).toEqual([{ name: "nobody" }, { name: "people", ...ways }]);
    expect(alertmanager.alertmanagerSpec.secrets).toEqual([`alert-receiver-${alerts.kind}`]);
  });
});

describe("what is refused", () => {
  const settings: MonitoringSettings = { ...MONITORING, values: {} };
  const password = { login: { kind: "password" as const }, allowedUsers: [], allowedGroups: [], admins: [] };
  const refused = (changes: Partial<MonitoringSettings>): string[] =>
    monitoringProblems({ ...settings, ...changes }).map(({ path: at, message }) => `${at.join(".")} ${message}`);

  test("nothing of what is right", () => {
    expect(refused({})).toEqual([]);
    expect(refused(password)).toEqual([]);
  });

  test.each<[Partial<MonitoringSettings>, string]>([
    [{ host: "Grafana" }, "host must"],
    [{ ...password, admins: ["alice"] }, "admins must be left out with login password, which has one account for all, got 'alice'"],
    [
      { allowedUsers: [], allowedGroups: [], admins: [] },
      "allowedUsers must name somebody, or allowedGroups or admins must: nobody could log in, got none",
    ],
    [{ login: { ...MONITORING.login, groupsClaim: undefined as never } }, "allowedGroups must be left out without login.groupsClaim"],
    [{ admins: ["a'b"] }, "admins.0 must have letters, digits, blanks and ._@:/- only"],
    [{ login: { ...MONITORING.login, groupsClaim: "a b" } }, "login.groupsClaim must be a name of letters, digits and _"],
    [
      { values: { prometheus: { prometheusSpec: { retentionSize: "1TB" } } } },
      "values.prometheus.prometheusSpec.retentionSize must be left out",
    ],
    [
      { values: { grafana: { "grafana.ini": { "auth.anonymous": { enabled: true } } } } },
      "values.grafana.grafana.ini.auth.anonymous must be left out",
    ],
  ])("%j", (changes, message) => {
    expect(refused(changes)).toEqual([expect.stringContaining(message)]);
  });
});

describe("what is scraped", () => {
  const PAGE = read("docs", "constructs", "monitoring.md");

  test("stands on the page, and nothing else does", () => {
    const rows = [...PAGE.matchAll(/^\| `(PodMonitor|ServiceMonitor) ([a-z-]+)` +\|/gm)].map(([, kind, name]) => `${kind} ${name}`);
    expect(rows).toEqual(scrapeObjects(PARTS).map(({ kind, name }) => `${kind} ${name}`));
  });

  test("is what a project has, each once, and in its own namespaces", () => {
    expect(scrapeObjects({})).toEqual([]);
    const made = scrapeObjects(PARTS);
    expect(new Set(made.map(({ name }) => name)).size).toBe(made.length);
    expect(Object.fromEntries(made.map(({ name, spec }) => [name, (spec["namespaceSelector"] as any).matchNames]))).toEqual({
      "spark-operator": ["spark-operator"],
      "spark-drivers": ["spark", "more"],
      hub: ["spark"],
      "notebook-sessions": ["spark"],
      "kafka-brokers": ["kafka"],
      "kafka-exporter": ["kafka"],
      "kafka-mirrors": ["kafka"],
      "strimzi-operator": ["strimzi"],
      traefik: ["traefik"],
    });
    expect(objects(monitoring()).scrape).toEqual(made);
  });

  test("of a notebook is the first session, which is at no port that its pod declares, and nothing without Spark", () => {
    const sessions = (parts: MonitoredParts) => scrapeObjects(parts).find(({ name }) => name === "notebook-sessions");
    expect(sessions(PARTS)!.spec).toMatchObject({
      selector: { matchLabels: { app: "jupyterhub", component: "singleuser-server" } },
      podMetricsEndpoints: [
        {
          port: "notebook-port",
          path: "/metrics/executors/prometheus/",
          relabelings: [{ sourceLabels: ["__meta_kubernetes_pod_ip"], targetLabel: "__address__", replacement: "$1:4040" }],
        },
      ],
    });
    expect([sessions({ hub: PARTS.hub }), sessions({ spark: PARTS.spark })]).toEqual([undefined, undefined]);
  });

  test("pods of other namespaces are kept out where the plugin can", () => {
    expect(objects(monitoring()).policy).toEqual({ ingressNamespace: "traefik" });
    expect(objects(monitoring({ networkPlugin: "flannel" })).policy).toBeUndefined();
  });
});

describe("alerts", () => {
  const RULES = alertRules(PARTS, GROUPS);

  test("are those that promtool has tested", () => {
    expect(load(read("__tests__", "fixtures", "monitoring", "alerts.yaml"))).toEqual({ groups: [{ name: "platform", rules: RULES }] });
    const tested = load(read("__tests__", "fixtures", "monitoring", "alerts.test.yaml")) as any;
    const fired = tested.tests.flatMap((one: any) => one.alert_rule_test.filter((each: any) => each.exp_alerts.length > 0));
    const names = RULES.map(({ alert }) => alert).filter((name) => name !== "TraefikDown");
    expect([...new Set(fired.map((each: any) => each.alertname))].sort()).toEqual(names.sort());
  });

  test("have a severity, a time, and a heading on the page", () => {
    const page = read("docs", "constructs", "monitoring.md");
    for (const { alert, for: since, labels, annotations } of RULES) {
      expect(["warning", "critical"]).toContain(labels.severity);
      expect(since).toMatch(/^\d+m$/);
      expect(page).toContain(`\n### ${alert}\n`);
      expect(annotations.runbook).toBe(`docs/constructs/monitoring.md#${alert.toLowerCase()}`);
    }
  });

  test("are of what a project has", () => {
    expect(alertRules({}, []).map(({ alert }) => alert)).toEqual(["VolumeFillingUp", "VolumeAlmostFull"]);
    expect(metricLabel("capi.stackhpc.com/node-group")).toBe("label_capi_stackhpc_com_node_group");
    const template = monitoring();
    expect(objects(template).rules).toEqual(RULES);
    expect(values(template)["kube-state-metrics"].metricLabelsAllowlist).toEqual(["nodes=[capi.stackhpc.com/node-group]"]);
    expect(values(template).defaultRules.disabled).toEqual({ KubePersistentVolumeFillingUp: true, TargetDown: true });
    // A notebook without a session is a target that does not answer; where there are none, the chart's own alert stays.
    const withoutHub = { ...PARTS, hub: undefined };
    expect(alertRules(withoutHub, []).map(({ alert }) => alert)).not.toContain("TargetDown");
    expect(values(monitoring({ parts: withoutHub })).defaultRules.disabled).toEqual({ KubePersistentVolumeFillingUp: true });
  });
});

describe.each(["spark", "hub"])("the dashboard %s", (name) => {
  const dashboard = JSON.parse(read("charts", "monitoring", "dashboards", `${name}.json`));

  test("has panels beside each other, of Prometheus' samples", () => {
    expect(dashboard).toMatchObject({ uid: `platform-${name}`, editable: false, schemaVersion: 41 });
    const cells = new Set<string>();
    for (const { id, type, gridPos, datasource, targets, title } of dashboard.panels) {
      expect([type, datasource]).toEqual(["timeseries", { type: "prometheus", uid: "prometheus" }]);
      expect(title).not.toBe("");
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(cells.has(`${gridPos.x} ${gridPos.y}`)).toBe(false);
      cells.add(`${gridPos.x} ${gridPos.y}`);
      expect(dashboard.panels.filter((panel: any) => panel.id === id)).toHaveLength(1);
      expect(new Set(targets.map(({ refId }: any) => refId)).size).toBe(targets.length);
    }
  });

  test("is installed with its part alone", () => {
    expect(objects(monitoring()).dashboards).toContain(name);
    expect(objects(monitoring({ parts: {} })).dashboards).toEqual([]);
  });
});

describe("a project", () => {
  const platform = (changes: Partial<ProjectInput> = {}): Template => {
    const project: ProjectInput = {
      ...gaiaDev,
      name: "watched",
      datasets: undefined,
      nodeGroups: [...gaiaDev.nodeGroups!, { name: "kafka", flavor: gaiaDev.nodeGroups![0]!.flavor, count: 3 }],
      kafka: { ...KAFKA, brokers: { ...KAFKA.brokers, disk: { storageClass: "cinder", sizeGiB: 400 } } },
      monitoring: { ...MONITORING, disk: { storageClass: "cinder", sizeGiB: 50 } },
      ...changes,
    };
    const [parsed] = parseEnvironments({ "watched.ts": project }, { "cumulus.ts": cumulus });
    return templateOf(new PlatformStack(newApp(), "watched-platform", parsed!));
  };

  test("with monitoring has its parts scraped and its groups counted", () => {
    const template = platform();
    const { scrape, rules } = template.values("monitoring/objects") as any;
    expect(scrape.map(({ name }: any) => name)).toEqual(scrapeObjects(PARTS).map(({ name }) => name));
    const scaled = gaiaDev.nodeGroups!.filter(({ min, max }: any) => min < max).length;
    expect(rules.filter(({ alert }: any) => alert === "NodeGroupAtMax").length).toBeGreaterThanOrEqual(scaled);
    expect(template.get("helm_release", "monitoring/objects")["depends_on"]).toEqual([
      template.one("helm_release", "monitoring/stack").address,
    ]);
  });

  test("has a hub that lets one service read its numbers, by a token that users do not see", () => {
    const template = platform();
    const { hub } = template.values("notebooks/hub") as any;
    expect(hub.loadRoles).toEqual({ metrics: { scopes: ["read:metrics"], services: ["metrics"] } });
    expect(hub.networkPolicy.ingress[0].from).toEqual([
      { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } },
    ]);
    expect((template.values("notebooks/prerequisites") as any).guard.secrets).toContain("notebook-hub-metrics");
    const tokens = template
      .all("kubernetes_secret_v1")
      .flatMap(({ attributes }) => (attributes["data_wo"] as any).token ?? [])
      .filter((token) => token === "${var.monitoring_hub_secret}");
    expect(tokens).toHaveLength(2);
  });

  test("has drivers that answer, unless it says otherwise, and nothing of this without monitoring", () => {
    const conf = (template: Template): string =>
      JSON.stringify(template.all("kubernetes_config_map_v1").map(({ attributes }) => attributes));
    expect(conf(platform())).toContain("spark.ui.prometheus.enabled");
    const without = platform({ monitoring: undefined });
    expect(conf(without)).not.toContain("spark.ui.prometheus.enabled");
    expect((without.values("notebooks/hub") as any).hub).not.toHaveProperty("loadRoles");
    expect(without.paths("kubernetes_namespace_v1").filter((at) => at.startsWith("monitoring"))).toEqual([]);
  });
});
