import { MAGNUM_DRIVERS } from "../constructs/contracts/magnum-driver";
import { MAGNUM_LABELS, magnumLabelProblems, magnumLabelStrings, type MagnumLabels } from "../constructs/magnum-cluster/magnum-labels";

describe("labels of Magnum", () => {
  test("become strings, whatever their type; those left undefined are left out", () => {
    const labels: MagnumLabels<"heat"> = { boot_volume_size: 100, auto_healing_enabled: false, calico_tag: "v3.26.4", etcd_tag: undefined };

    expect(magnumLabelStrings(labels)).toEqual({ boot_volume_size: "100", auto_healing_enabled: "false", calico_tag: "v3.26.4" });
  });

  test("are typed for each driver", () => {
    const capi: MagnumLabels<"capi-helm"> = { octavia_provider: "amphora", boot_volume_size: 20 };
    // @ts-expect-error - a size is a number
    const wrongType: MagnumLabels<"capi-helm"> = { boot_volume_size: "20" };
    // @ts-expect-error - only vexxhost reads it
    const wrongDriver: MagnumLabels<"capi-helm"> = { oidc_issuer_url: "https://idp.example.org" };

    expect(magnumLabelProblems("capi-helm", capi)).toEqual([]);
    expect(magnumLabelProblems("capi-helm", wrongType)).toEqual([{ key: "boot_volume_size", message: 'must be a number, got "20"' }]);
    expect(magnumLabelProblems("capi-helm", wrongDriver)).toHaveLength(1);
  });

  test.each(MAGNUM_DRIVERS)("are all accepted by their driver %s with values of their type", (driver) => {
    const values = { string: "x", number: 1, boolean: true };
    const labels = Object.fromEntries(Object.entries(MAGNUM_LABELS[driver]).map(([key, type]) => [key, values[type]]));

    expect(magnumLabelProblems(driver, labels)).toEqual([]);
    expect(new Set(Object.values(magnumLabelStrings(labels)))).toEqual(new Set(["x", "1", "true"]));
  });

  test.each(MAGNUM_DRIVERS)("that would replace the cluster or that we set ourselves are in no table: %s", (driver) => {
    expect(Object.keys(MAGNUM_LABELS[driver])).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(min_node_count|max_node_count|auto_scaling_enabled|kube_tag|extra_network.*)$/)]),
    );
  });

  test.each([
    ["min_node_count", "as a cluster label it would replace the cluster at every change; set min and max on the node group"],
    ["max_node_count", "as a cluster label it would replace the cluster at every change; set min and max on the node group"],
    ["auto_scaling_enabled", "it follows autoScaling"],
    ["master_lb_floating_ip_enabled", "it follows api.floatingIp"],
    ["master_lb_allowed_cidrs", "it follows api.allowedCidrs"],
    ["api_master_lb_allowed_cidrs", "it follows api.allowedCidrs"],
    ["kube_tag", "it follows kubernetesVersion"],
    ["extra_network", "it follows extraNetworks"],
    ["extra_network_names", "it follows extraNetworks"],
  ])("fails for %s, for which there is a better place, even as an extra label", (key, why) => {
    const expected = [{ key, message: `is not a label to set: ${why}` }];

    for (const driver of MAGNUM_DRIVERS) {
      expect(magnumLabelProblems(driver, { [key]: "1" })).toEqual(expected);
      expect(magnumLabelProblems(driver, {}, { [key]: "1" })).toEqual(expected);
    }
  });

  test("fails for a label of other drivers and names them", () => {
    expect(magnumLabelProblems("capi-helm", { calico_tag: "v3.26.4" })).toEqual([
      {
        key: "calico_tag",
        message: "is not a label that driver capi-helm reads (heat and vexxhost would); use extraLabels if you are sure",
      },
    ]);
  });

  test("fails for a label that nobody knows; extraLabels is the way around", () => {
    expect(magnumLabelProblems("heat", { calico_tga: "v3.26.4" })).toEqual([
      { key: "calico_tga", message: "is not a label that driver heat reads; use extraLabels if you are sure" },
    ]);
    expect(magnumLabelProblems("heat", {}, { calico_tga: "v3.26.4" })).toEqual([]);
  });

  test("fails for an extra label that the driver knows", () => {
    expect(magnumLabelProblems("vexxhost", {}, { boot_volume_size: "10" })).toEqual([
      { key: "boot_volume_size", message: "is a label that driver vexxhost knows; move it to labels" },
    ]);
  });

  test("fails for a value of the wrong type and shows it", () => {
    expect(magnumLabelProblems("heat", { auto_healing_enabled: "true", boot_volume_size: 10 })).toEqual([
      { key: "auto_healing_enabled", message: 'must be a boolean, got "true"' },
    ]);
  });
});
