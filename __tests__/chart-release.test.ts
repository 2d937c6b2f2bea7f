import { TerraformVariable } from "cdktf";
import { load } from "js-yaml";
import { installChart, mergeValues, mirrorImage, valuesYaml, type ChartReleaseProps } from "../constructs/kit/chart-release";
import type { Chart } from "../constructs/kit/chart";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { resolveTokens } from "../constructs/kit/resolve";
import { fakeCluster, synthForeignApp, synthStack, type Template } from "./support/synth";

const CHART: Chart = {
  repository: "https://charts.example.org/stable",
  chart: "thing",
  version: "1.2.3",
  minKubernetes: "1.25",
  images: { "image.repository": "registry.example.org/team/thing", "sidecar.image.repository": "quay.example.org/sidecar" },
};
const PROPS: ChartReleaseProps = { cluster: fakeCluster(), chart: CHART, namespace: "things", values: {} };

function release(props: Partial<ChartReleaseProps> = {}): Template {
  return synthStack((stack) => installChart(stack, "release", { ...PROPS, ...props }));
}

describe("a release of a chart", () => {
  test("defaults: named like its chart, waits, and leaves nothing behind when it fails", () => {
    expect(release().get("helm_release")).toEqual({
      name: "thing",
      namespace: "things",
      repository: "https://charts.example.org/stable",
      chart: "thing",
      version: "1.2.3",
      wait: true,
      atomic: true,
      cleanup_on_fail: true,
      timeout: 600,
    });
  });

  test("custom: name, timeout, and values of the user's laid over ours", () => {
    const template = release({
      name: "other",
      timeoutSeconds: 900,
      values: { a: { b: 1, c: [1, 2] }, d: "kept" },
      extraValues: { a: { b: 2, c: [3] }, e: true },
    });

    expect(template.get("helm_release")).toMatchObject({ name: "other", timeout: 900 });
    expect(template.values()).toEqual({ a: { b: 2, c: [3] }, d: "kept", e: true });
  });

  test("mirrors: chart repository and every image of the chart", () => {
    const template = release({
      mirrors: {
        charts: { "https://charts.example.org/stable": "https://mirror.example.net/charts" },
        images: { "registry.example.org": "mirror.example.net/hub" },
      },
      values: { image: { tag: "v1" } },
    });

    expect(template.get("helm_release")).toMatchObject({
      repository: "https://mirror.example.net/charts",
      chart: "thing",
      version: "1.2.3",
    });
    expect(template.values()).toEqual({ image: { tag: "v1", repository: "mirror.example.net/hub/team/thing" } });
  });

  test("mirrors: the user's values win over a mirror, a mirror over our values", () => {
    const mirrors = { images: { "registry.example.org": "mirror.example.net" } };
    const values = { image: { repository: "ours" } };

    expect(release({ mirrors, values }).values()).toEqual({ image: { repository: "mirror.example.net/team/thing" } });
    expect(release({ mirrors, values, extraValues: { image: { repository: "theirs" } } }).values()).toEqual({
      image: { repository: "theirs" },
    });
  });

  test("wiring: waits for its namespace by reference and for the rest by depends_on", () => {
    const template = synthStack((stack) => {
      const namespace = new NamespaceV1(stack, "namespace", { metadata: { name: "things" } });
      const first = installChart(stack, "first", { ...PROPS, namespace: namespace.metadata.name });
      installChart(stack, "second", { ...PROPS, dependsOn: [first] });
    });

    expect(template.get("helm_release", "first")["namespace"]).toBe(template.ref("kubernetes_namespace_v1", "metadata[0].name"));
    expect(template.get("helm_release", "second")["depends_on"]).toEqual([template.one("helm_release", "first").address]);
  });

  test("stands alone in an app of somebody else", () => {
    const template = synthForeignApp(["helm"], (stack) => installChart(stack, "release", PROPS));

    expect(template.paths("helm_release")).toEqual(["release"]);
  });

  test.each(["1.25.0", "1.25.16", "1.30.2", "2.0.0"])("is installed into Kubernetes %s", (kubernetesVersion) => {
    expect(release({ cluster: fakeCluster({ kubernetesVersion }) }).paths("helm_release")).toEqual(["release"]);
  });

  test.each(["1.24.9", "1.9.0", "0.30.0"])("fails for Kubernetes %s, which is too old for the chart", (kubernetesVersion) => {
    expect(() => release({ cluster: fakeCluster({ kubernetesVersion }) })).toThrow(
      new Error(
        `chart thing 1.2.3 needs Kubernetes 1.25 or newer, cluster 'alpha-1' has ${kubernetesVersion}; choose a newer kubernetesVersion`,
      ),
    );
  });

  test("fails for a name that Helm would not take", () => {
    const name = "a".repeat(54);

    expect(() => release({ name })).toThrow(
      new Error(
        "release name must be an RFC 1035 label: a-z, 0-9 and '-', starting with a letter, a letter or digit last, at most 53 characters, " +
          `got '${name}'; '${"a".repeat(53)}' would do`,
      ),
    );
  });
});

describe("mirrors of images", () => {
  const mirrors = { images: { "registry.k8s.io": "mirror.example.net/k8s", "quay.io/team": "mirror.example.net/team" } };

  test.each([
    ["registry.k8s.io/sig/thing:v1", "mirror.example.net/k8s/sig/thing:v1"],
    ["registry.k8s.io", "mirror.example.net/k8s"],
    ["quay.io/team/thing@sha256:00", "mirror.example.net/team/thing@sha256:00"],
    ["quay.io/teamwork/thing", "quay.io/teamwork/thing"],
    ["registry.k8s.io.example.org/thing", "registry.k8s.io.example.org/thing"],
  ])("%s comes from %s", (image, expected) => {
    expect(mirrorImage(image, mirrors)).toBe(expected);
    expect(mirrorImage(image)).toBe(image);
  });
});

describe("Helm values", () => {
  test("merging changes neither side", () => {
    const base = { a: { b: 1 } };
    const over = { a: { c: [2] } };

    expect(mergeValues(base, over)).toEqual({ a: { b: 1, c: [2] } });
    expect([base, over]).toEqual([{ a: { b: 1 } }, { a: { c: [2] } }]);
  });

  test("merging replaces what is not an object on both sides", () => {
    expect(mergeValues({ a: { b: 1 }, c: [1, 2], d: 1 }, { a: null, c: { e: 1 }, d: [] })).toEqual({ a: null, c: { e: 1 }, d: [] });
  });

  test("what is used twice is written twice, without anchors", () => {
    const shared = { a: [1] };

    expect(valuesYaml({ one: shared, two: shared })).toBe("one:\n  a:\n    - 1\ntwo:\n  a:\n    - 1\n");
  });

  test("references stand in quotes, whatever they turn into", () => {
    let yaml: unknown;
    synthStack((stack) => {
      const id = new TerraformVariable(stack, "id", {}).stringValue;
      yaml = resolveTokens(stack, valuesYaml({ plain: id, inside: `a: ${id} #b`, list: [id], token0: "token0. token1." }));
    });

    expect(yaml).toBe('plain: "${var.id}"\ninside: "a: ${var.id} #b"\nlist:\n  - "${var.id}"\ntoken0: token0. token1.\n');
    expect(load((yaml as string).replaceAll("${var.id}", "yes"))).toEqual({
      plain: "yes",
      inside: "a: yes #b",
      list: ["yes"],
      token0: "token0. token1.",
    });
  });

  test.each([
    ["true"],
    ["1e3"],
    ["0b6ee5f1"],
    ["a: b"],
    ["#x"],
    ["line\nbreak"],
    ["${literal}"],
    ['"quoted"'],
    [""],
    ["null"],
    ["2026-01-01"],
  ])("the text %j is still that text when Helm reads it", (text) => {
    expect(load(valuesYaml({ key: text }))).toEqual({ key: text });
  });
});
