import { TerraformVariable } from "cdktf";
import { ClusterTemplate, type ClusterTemplateProps } from "../constructs/magnum-cluster/cluster-template";
import { synthForeignApp, synthStack, type Template } from "./support/synth";

const PROPS: ClusterTemplateProps = {
  namePrefix: "alpha",
  coe: "kubernetes",
  image: "ubuntu-kube-1.30.2",
  labels: { auto_scaling_enabled: "true" },
};
const TYPE = "openstack_containerinfra_clustertemplate_v1";

function clusterTemplate(props: Partial<ClusterTemplateProps> = {}): Template {
  return synthStack((stack) => new ClusterTemplate(stack, "template", { ...PROPS, ...props }));
}

function nameOf(template: Template): string {
  return template.get(TYPE)["name"] as string;
}

describe("a versioned cluster template", () => {
  test("defaults: the hash of its content stands in its name and in what triggers its replacement", () => {
    const template = clusterTemplate();
    const version = template.one("terraform_data");
    const hash = version.attributes["input"];

    expect(hash).toMatch(/^[0-9a-f]{8}$/);
    expect(template.get(TYPE)).toEqual({
      name: `alpha-${String(hash)}`,
      coe: "kubernetes",
      image: "ubuntu-kube-1.30.2",
      labels: { auto_scaling_enabled: "true" },
      lifecycle: { create_before_destroy: true, replace_triggered_by: [version.address] },
    });
  });

  test("the same content gives the same name, in another stack too", () => {
    const other = synthForeignApp(["openstack"], (stack) => new ClusterTemplate(stack, "anything", PROPS));

    expect(nameOf(other)).toBe(nameOf(clusterTemplate()));
  });

  test.each<[string, Partial<ClusterTemplateProps>]>([
    ["the image", { image: "ubuntu-kube-1.31.0" }],
    ["a label", { labels: { auto_scaling_enabled: "false" } }],
    ["an attribute more", { networkDriver: "cilium" }],
  ])("a change of %s gives another name and another trigger", (_what, change) => {
    const [before, after] = [clusterTemplate(), clusterTemplate(change)];

    expect(nameOf(after)).not.toBe(nameOf(before));
    expect(after.get("terraform_data")["input"]).not.toBe(before.get("terraform_data")["input"]);
    expect(after.one("terraform_data").address).toBe(before.one("terraform_data").address);
  });

  test("references count by what they refer to, not by the number of their token", () => {
    const build = (others: number) =>
      synthStack((stack) => {
        for (let i = 0; i < others; i += 1) void new TerraformVariable(stack, `other-${i}`, {}).stringValue;
        const network = new TerraformVariable(stack, "network", {}).stringValue;
        new ClusterTemplate(stack, "template", { ...PROPS, externalNetworkId: network });
      });

    expect(nameOf(build(7))).toBe(nameOf(build(0)));
    expect(nameOf(build(0))).not.toBe(nameOf(clusterTemplate()));
  });

  test("another network behind the same reference triggers the replacement too", () => {
    const template = synthStack((stack) => {
      const network = new TerraformVariable(stack, "network", {}).stringValue;
      new ClusterTemplate(stack, "template", { ...PROPS, externalNetworkId: network });
    });

    expect(template.get("terraform_data")["input"]).toBe(`${nameOf(template).replace("alpha-", "")}-\${var.network}`);
  });

  test("custom: a frozen template stays as it is", () => {
    expect(clusterTemplate({ frozen: true }).get(TYPE)["lifecycle"]).toEqual({ ignore_changes: "all" });
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["openstack"], (stack) => new ClusterTemplate(stack, "template", PROPS));

    expect(template.paths(TYPE)).toEqual(["template/resource"]);
  });
});
