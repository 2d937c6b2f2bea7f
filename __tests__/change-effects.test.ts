import { MAGNUM_DRIVERS } from "../constructs/contracts/magnum-driver";
import { effectOfChange, type AttributeChange, type ChangeEffect } from "../constructs/magnum-cluster/change-effects";
import { MAGNUM_LABELS } from "../constructs/magnum-cluster/magnum-labels";
import { readReplaces } from "./support/replaces";

/** A run of magnum-capi-helm 1.4.0: an upgrade to a template in which each of these has another value; Helm was given the old one. */
const KEPT_IN_THE_RUN = [
  ...["api_master_lb_allowed_cidrs", "master_lb_floating_ip_enabled", "boot_volume_size", "boot_volume_type", "extra_network_names"],
  ...["octavia_provider", "octavia_lb_algorithm", "octavia_lb_healthcheck", "monitoring_enabled", "kube_dashboard_enabled"],
  ...["auto_healing_enabled", "csi_cinder_reclaim_policy", "csi_cinder_volume_binding_mode", "csi_cinder_fstype"],
  ...["csi_cinder_availability_zone", "csi_cinder_allow_volume_expansion", "etcd_blockdevice_size", "etcd_blockdevice_volume_type"],
];
/** The same run: these came through, the label because the old template did not have it. */
const IN_FORCE_IN_THE_RUN = ["image", "dns_nameserver", "network_driver", "labels.capi_helm_chart_version"];
const NEW_IN_THE_RUN = "labels.etcd_blockdevice_volume_az";

describe("what a change does to a running cluster", () => {
  test.each(MAGNUM_DRIVERS)("agrees with what the provider replaces, with driver %s", (driver) => {
    const { openstack_containerinfra_cluster_v1: cluster, openstack_containerinfra_nodegroup_v1: group } = readReplaces("openstack");

    for (const attribute of cluster!.force_new) expect(effectOfChange(driver, { part: "cluster", attribute })).toBe("replaces-cluster");
    for (const attribute of group!.force_new) expect(effectOfChange(driver, { part: "node-group", attribute })).toBe("replaces-nodes");
  });

  test("agrees with a run of capi-helm, and a label of which there was none is kept like the others", () => {
    const effect = (attribute: string, isNew = false) => effectOfChange("capi-helm", { part: "template", attribute, isNew });
    const labels = [...KEPT_IN_THE_RUN, ...Object.keys(MAGNUM_LABELS["capi-helm"]).filter((label) => label !== "capi_helm_chart_version")];

    expect(labels.filter((label) => effect(`labels.${label}`) !== "kept")).toEqual([]);
    expect(IN_FORCE_IN_THE_RUN.filter((attribute) => effect(attribute) !== "in-place")).toEqual([]);
    expect(effect(NEW_IN_THE_RUN, true)).toBe("in-place");
  });

  test.each<[what: string, change: AttributeChange, heat: ChangeEffect, capiHelm: ChangeEffect, vexxhost: ChangeEffect]>([
    ["image", { part: "template", attribute: "image" }, "replaces-cluster", "in-place", "kept"],
    ["DNS servers", { part: "template", attribute: "dns_nameserver" }, "replaces-cluster", "in-place", "kept"],
    ["CNI plugin", { part: "template", attribute: "network_driver" }, "replaces-cluster", "in-place", "kept"],
    ["chart", { part: "template", attribute: "labels.capi_helm_chart_version" }, "replaces-cluster", "in-place", "kept"],
    ["label", { part: "template", attribute: "labels.boot_volume_size" }, "replaces-cluster", "kept", "kept"],
    ["API CIDRs", { part: "template", attribute: "labels.api_master_lb_allowed_cidrs" }, "replaces-cluster", "kept", "kept"],
    ["new label", { part: "template", attribute: "labels.boot_volume_size", isNew: true }, "replaces-cluster", "in-place", "kept"],
    ["the template's flavor", { part: "template", attribute: "flavor" }, "replaces-cluster", "kept", "kept"],
    ["volume for containers", { part: "template", attribute: "docker_volume_size" }, "replaces-cluster", "kept", "kept"],
    ["proxy for http", { part: "template", attribute: "http_proxy" }, "replaces-cluster", "kept", "kept"],
    ["proxy for https", { part: "template", attribute: "https_proxy" }, "replaces-cluster", "kept", "kept"],
    ["hosts without proxy", { part: "template", attribute: "no_proxy" }, "replaces-cluster", "kept", "kept"],
    [
      "the cluster's volume for containers",
      { part: "cluster", attribute: "docker_volume_size" },
      "replaces-cluster",
      "replaces-cluster",
      "replaces-cluster",
    ],
    [
      "a group's volume for containers",
      { part: "node-group", attribute: "docker_volume_size" },
      "replaces-nodes",
      "replaces-nodes",
      "replaces-nodes",
    ],
    ["a group's image", { part: "node-group", attribute: "image_id" }, "replaces-nodes", "replaces-nodes", "replaces-nodes"],
    ["another template", { part: "cluster", attribute: "cluster_template_id" }, "in-place", "in-place", "in-place"],
    ["workers", { part: "cluster", attribute: "node_count" }, "in-place", "in-place", "kept"],
    ["cluster labels", { part: "cluster", attribute: "labels" }, "replaces-cluster", "replaces-cluster", "replaces-cluster"],
    ["bounds", { part: "node-group", attribute: "max_node_count" }, "in-place", "in-place", "in-place"],
    ["a label called like a method", { part: "template", attribute: "toString" }, "replaces-cluster", "kept", "kept"],
  ])("%s", (_what, change, ...effects) => {
    expect(MAGNUM_DRIVERS.map((driver) => effectOfChange(driver, change))).toEqual(effects);
  });
});
