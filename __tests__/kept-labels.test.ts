import { apiAccessRefusals, describeKept, keptAttributes, keptLabels, labelsNotInForce } from "../operate/review/kept-labels";
import { changesOf } from "../operate/plan/changes";
import type { Plan } from "../operate/plan/plan";
import { reviewPlans } from "../cli/commands/review";

const CLUSTER = "openstack_containerinfra_cluster_v1";
const TEMPLATE = "openstack_containerinfra_clustertemplate_v1";
type Labels = Record<string, string>;

/** Plan of a cluster stack whose template gets other labels. */
function planOf(before: Labels, after: Labels, actions: string[] = ["update"], templateId = "t1"): Plan {
  return {
    stack: "lab-cluster",
    format_version: "1.2",
    resource_changes: [
      {
        address: `${TEMPLATE}.it`,
        type: TEMPLATE,
        change: {
          actions: ["create", "delete"],
          before: { id: "t1", name: "lab-1", labels: before },
          after: { name: "lab-2", labels: after },
        },
      },
      {
        address: `${CLUSTER}.it`,
        type: CLUSTER,
        change: { actions, before: { id: "c1", name: "lab", cluster_template_id: templateId }, after: { name: "lab" } },
      },
    ],
  };
}

const keptIn = (plan: Plan) => changesOf([plan]).flatMap((change) => keptLabels(change, changesOf([plan])));

describe("attributes that a running cluster keeps", () => {
  /** Plan of a cluster stack whose template gets another value of one attribute, and of a cluster that may say what it has. */
  const planWith = (attribute: string, from: unknown, to: unknown, own?: unknown): Plan => {
    const plan = planOf({ a: "1" }, { a: "1" });
    const [template, cluster] = plan.resource_changes!;
    const change = {
      ...template!.change,
      before: { id: "t1", name: "lab-1", [attribute]: from },
      after: { name: "lab-2", [attribute]: to },
    };
    const running = { ...cluster!.change, before: { id: "c1", name: "lab", cluster_template_id: "t1", [attribute]: own } };
    return {
      ...plan,
      resource_changes: [
        { ...template!, change },
        { ...cluster!, change: running },
      ],
    };
  };
  const kept = (plan: Plan) => changesOf([plan]).flatMap((change) => keptAttributes(change, changesOf([plan])));

  /** Runs of magnum-capi-helm 1.4.0: an upgrade to a template with another value of these left what Helm is given as it was. */
  test.each([
    ...["docker_volume_size", "http_proxy", "https_proxy", "no_proxy", "fixed_network", "fixed_subnet", "flavor", "master_flavor"],
    ...["master_lb_enabled", "floating_ip_enabled", "tls_disabled", "keypair_id", "insecure_registry", "volume_driver"],
  ])("%s is one", (attribute) => {
    expect(kept(planWith(attribute, "a", "b"))).toEqual([{ label: attribute, kept: "a", wanted: "b", isAttribute: true }]);
    expect(kept(planWith(attribute, "a", "b", "c"))).toMatchObject([{ kept: "c", wanted: "b" }]);
    expect(kept(planWith(attribute, "a", "b", "b"))).toEqual([]);
    expect(kept(planWith(attribute, null, undefined))).toEqual([]);
  });

  test.each(["image", "dns_nameserver", "network_driver", "external_network_id", "name", "labels"])("%s is none", (attribute) => {
    expect(kept(planWith(attribute, "a", "b"))).toEqual([]);
  });

  test("stand on the review page, without passwords", () => {
    const { page } = reviewPlans([planWith("http_proxy", "http://gaia:hunter2@a.example.org", "http://b.example.org")], [], []);

    expect(page).toContain('**the running cluster keeps the attributes it was made with**: `http_proxy` stays "http://***@a.example.org"');
    expect(page).toContain('the template says "http://b.example.org"; only a cluster made anew takes them');
    expect(page).not.toContain("hunter2");
  });

  test.each(["floating_ip_enabled", "master_lb_enabled", "tls_disabled"])(
    "are refused where they say who may reach the API: %s",
    (attribute) => {
      const plan = planWith(attribute, true, false);

      expect(reviewPlans([plan], [], []).refused.join()).toContain(
        `driver capi-helm keeps ${attribute} "true" as long as the cluster lives`,
      );
      expect(apiAccessRefusals(changesOf([planWith(attribute, true, true)]))).toEqual([]);
    },
  );
});

describe("labels that a running cluster keeps", () => {
  const cidrs = (value: string): Labels => ({ api_master_lb_allowed_cidrs: value });

  test("are those that it was made with, changed or taken out; new ones and the chart's version come through", () => {
    const before = { boot_volume_size: "50", octavia_provider: "ovn", monitoring_enabled: "true", capi_helm_chart_version: "0.10.1" };
    const after = { boot_volume_size: "100", monitoring_enabled: "true", capi_helm_chart_version: "0.27.0", boot_volume_type: "ssd" };

    expect(keptIn(planOf(before, after))).toEqual([
      { label: "boot_volume_size", kept: "50", wanted: "100" },
      { label: "octavia_provider", kept: "ovn", wanted: undefined },
    ]);
  });

  test("are none of a cluster that is made anew, or of another template", () => {
    expect(keptIn(planOf({ a: "1" }, { a: "2" }, ["delete", "create"]))).toEqual([]);
    expect(keptIn(planOf({ a: "1" }, { a: "2" }, ["update"], "t0"))).toEqual([]);
  });

  test("stand on the review page, with the old value and the new one", () => {
    const { page, refused } = reviewPlans([planOf({ boot_volume_size: "50" }, { boot_volume_size: "100" })], [], []);

    expect(page).toContain(
      '  - **the running cluster keeps the labels it was made with**: `boot_volume_size` stays "50", the template says "100"; only a cluster made anew takes them\n',
    );
    expect(refused).toEqual([]);
  });

  test.each([
    [
      "other networks",
      cidrs("198.51.100.0/24"),
      cidrs("203.0.113.0/24"),
      'api_master_lb_allowed_cidrs "198.51.100.0/24"',
      '"203.0.113.0/24"',
    ],
    ["networks taken out", cidrs("198.51.100.0/24"), {}, 'api_master_lb_allowed_cidrs "198.51.100.0/24"', "nothing"],
    [
      "the floating IP",
      { master_lb_floating_ip_enabled: "true" },
      { master_lb_floating_ip_enabled: "false" },
      'master_lb_floating_ip_enabled "true"',
      '"false"',
    ],
  ])("are refused where they say who may reach the API server: %s", (_what, before, after, kept, wanted) => {
    const plan = planOf(before, after);
    const line =
      `lab-cluster: who may reach the API server of cluster 'lab' would stay as it is: driver capi-helm keeps ${kept} as long as the cluster ` +
      `lives, the file now says ${wanted}; take the change back, or make the cluster anew with it: a second project beside this ` +
      "one, or destroy and deploy";

    expect(apiAccessRefusals(changesOf([plan]))).toEqual([line]);
    expect(reviewPlans([plan], [], []).refused).toEqual([line]);
    expect(apiAccessRefusals(changesOf([planOf(before, before)]))).toEqual([]);
    expect(apiAccessRefusals(changesOf([planOf(before, after, ["delete", "create"])]))).toEqual([]);
  });

  test("networks that are given for the first time come through", () => {
    expect(apiAccessRefusals(changesOf([planOf({}, cidrs("203.0.113.0/24"))]))).toEqual([]);
  });

  test("are those that Magnum has, where it was asked: the template in the state may be a later one than the cluster's first", () => {
    const [first, later] = [cidrs("198.51.100.0/24"), cidrs("203.0.113.0/24")];
    const back = { ...planOf(later, first), clusterLabels: first };
    const onwards = { ...planOf(later, cidrs("192.0.2.0/24")), clusterLabels: first };
    const added = { ...planOf({ ...first, boot_volume_size: "50" }, { ...first, boot_volume_size: "100" }), clusterLabels: first };

    expect(keptIn(back)).toEqual([]);
    expect(apiAccessRefusals(changesOf([back]))).toEqual([]);
    expect(apiAccessRefusals(changesOf([onwards])).join()).toContain('keeps api_master_lb_allowed_cidrs "198.51.100.0/24"');
    expect(keptIn(added)).toEqual([]);
  });

  test.each([
    ["capi-helm", ["boot_volume_size"]],
    ["vexxhost", ["boot_volume_size", "capi_helm_chart_version"]],
    ["heat", []],
  ] as const)("are not in force with driver %s", (driver, expected) => {
    const running = { boot_volume_size: "50", capi_helm_chart_version: "0.10.1", monitoring_enabled: "true" };
    const template = { boot_volume_size: "100", capi_helm_chart_version: "0.27.0", monitoring_enabled: "true", boot_volume_type: "ssd" };

    expect(labelsNotInForce(driver, running, template).map(({ label }) => label)).toEqual(expected);
  });

  test("are told without the values that are passwords", () => {
    expect(describeKept({ label: "boot_volume_size", kept: "50", wanted: "100" })).toBe(
      'label boot_volume_size: the template says "100", the cluster has "50" and keeps it until it is made anew',
    );
    expect(describeKept({ label: "grafana_admin_passwd", kept: "old", wanted: undefined })).toBe(
      "label grafana_admin_passwd: the template says nothing, the cluster has a value that is not shown and keeps it until it is made anew",
    );
  });
});
