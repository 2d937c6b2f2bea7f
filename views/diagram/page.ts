import { npx } from "../../operate/session/program";
import { bounds, sparkConf, target, type Item } from "./items";
import { mermaidOf } from "./mermaid";
import type { Model, ProjectStacks } from "./model";
import { drawingOf } from "./boxes";
import { at, display, entries, elements, type Block, type SynthesisedStack } from "./stack";
import { markdownText } from "./text";

/** The page of a project: the pictures, tables, and the first picture as Mermaid text; `capacity` is the file of the second one. */
export function pageOf(project: ProjectStacks, model: Model, capacity?: string): string {
  const { name, cluster, platform } = project;
  return `${[
    `# ${markdownText(name)}`,
    `What \`${npx("diagram")}\` reads from the synthesised stacks; a test compares it, and that command renews it.`,
    `![${markdownText(name)}](${encodeURIComponent(name)}.svg)`,
    "An arrow leads from what is needed to what needs it; the dashed one says that the platform finds the cluster by its name.",
    ...section("Versions", ["what", "version", "from"], versions(project)),
    ...section("Nodes", ["group", "flavor", "nodes"], nodes(cluster)),
    ...(capacity === undefined
      ? []
      : [
          `![nodes of ${markdownText(name)}](${encodeURIComponent(capacity)})`,
          `With all nodes there and one job of Spark at its largest; \`${npx("capacity")}\` has the numbers.`,
        ]),
    ...section("Networks", ["network", "details"], networks(model)),
    ...section("Hosts", ["host", "path", "leads to", "TLS secret"], hosts(platform, model)),
    ...section("Storage classes", ["class", "made by", "reclaim policy", "binding", "default"], classes(platform)),
    ...section("Datasets", ["dataset", "share", "of project", "access", "mounted at"], datasets(platform, model)),
    ...section("Volumes", ["volume", "size", "class", "mounted at"], volumes(platform)),
    ...section("Spark", ["what", "details"], sparkRows(model)),
    "## As text",
    `\`\`\`mermaid\n${mermaidOf(drawingOf(model))}\`\`\``,
  ].join("\n\n")}\n`;
}

function section(title: string, head: readonly string[], body: readonly (readonly string[])[]): string[] {
  if (body.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map(() => "---")), ...body.map((cells) => line(cells.map(markdownText)))];
  return [`## ${title}`, table.join("\n")];
}

function ofType(type: string, stack: SynthesisedStack): Block[] {
  return [...stack.blocks.values()].filter((block) => block.type === type);
}

function networks({ cluster }: Model): string[][] {
  const kinds: Partial<Record<Item["panel"], string>> = { external: "external network", network: "network", router: "router" };
  return cluster.flatMap(({ panel, name, details }) => (kinds[panel] ? [[`${kinds[panel]} ${name}`, details.join(", ")]] : []));
}

function sparkRows({ platform }: Model): string[][] {
  const kinds: Partial<Record<Item["panel"], string>> = { operator: "operator", jobs: "jobs", applications: "applications" };
  return platform.flatMap(({ panel, name, details }) => (kinds[panel] ? [[kinds[panel], [name, ...details].join(", ")]] : []));
}

function versions({ cluster, platform }: ProjectStacks): string[][] {
  const kubernetes = ofType("openstack_containerinfra_clustertemplate_v1", cluster).map(({ attributes }) => {
    const image = display(attributes["image"], cluster);
    const tag = display(at(attributes, "labels", "kube_tag"), cluster).replace(/^v/, "");
    return ["Kubernetes", (tag || image.match(/\d+\.\d+\.\d+/g)?.at(-1)) ?? "", `image ${image}`];
  });
  const [required = ""] = [cluster, platform]
    .map((stack) => display(at(stack.json, "terraform", "required_version"), stack))
    .filter(Boolean);
  const terraform = [["Terraform", required, ""]];
  const providers = new Map(
    [cluster, platform].flatMap((stack) =>
      entries(at(stack.json, "terraform", "required_providers")).map(([name, provider]): [string, string[]] => {
        return [name, [`provider ${name}`, display(at(provider, "version"), stack), display(at(provider, "source"), stack)]];
      }),
    ),
  );
  const charts = new Map(
    ofType("helm_release", platform)
      .filter(({ attributes }) => attributes["repository"] !== undefined)
      .map(({ attributes }): [string, string[]] => {
        const [chart = "", version = "", repository = ""] = ["chart", "version", "repository"].map((key) =>
          display(attributes[key], platform),
        );
        return [`${repository} ${chart}`, [`chart ${chart}`, version, repository]];
      }),
  );
  const images = ofType("kubernetes_stateful_set_v1", platform).map(({ attributes }) => {
    const image = display(at(attributes, "spec", "template", "spec", "container", "image"), platform);
    return [display(at(attributes, "metadata", "name"), platform), image.slice(image.lastIndexOf(":") + 1), image];
  });
  const spark = ofType("kubernetes_config_map_v1", platform).flatMap((block) => {
    const image = sparkConf(block, platform).get("spark.kubernetes.container.image");
    return image === undefined ? [] : [["Spark", image.slice(image.lastIndexOf(":") + 1), `image ${image}`]];
  });
  return [
    ...kubernetes,
    ...spark.slice(0, 1),
    ...terraform,
    ...[...providers.values()].sort(byFirst),
    ...[...charts.values()].sort(byFirst),
    ...images,
  ];
}

function byFirst(a: readonly string[], b: readonly string[]): number {
  return a[0]! < b[0]! ? -1 : 1;
}

function nodes(stack: SynthesisedStack): string[][] {
  const text = (block: Block, key: string): string => display(block.attributes[key], stack);
  return [
    ...ofType("openstack_containerinfra_cluster_v1", stack).flatMap((cluster) => [
      ["control plane", text(cluster, "master_flavor"), text(cluster, "master_count")],
      ["workers of the cluster", text(cluster, "flavor"), text(cluster, "node_count")],
    ]),
    ...ofType("openstack_containerinfra_nodegroup_v1", stack).map((group) => [
      text(group, "name"),
      text(group, "flavor_id"),
      bounds(text(group, "min_node_count"), text(group, "max_node_count"), text(group, "node_count")),
    ]),
  ];
}

function hosts(stack: SynthesisedStack, { platform }: Model): string[][] {
  return platform
    .filter(({ panel }) => panel === "hosts")
    .map(({ block, name, details }) => {
      if (block.type !== "kubernetes_ingress_v1") return [name, "/", details.join(", "), ""];
      const path = display(at(block.attributes, "spec", "rule", "http", "path", "path"), stack);
      return [name, path, target(block, stack), display(at(block.attributes, "spec", "tls", "secret_name"), stack)];
    });
}

function classes(stack: SynthesisedStack): string[][] {
  return ofType("kubernetes_storage_class_v1", stack).map(({ attributes }) => {
    const isDefault = at(attributes, "metadata", "annotations", "storageclass.kubernetes.io/is-default-class") === "true";
    const keys = ["storage_provisioner", "reclaim_policy", "volume_binding_mode"];
    return [
      display(at(attributes, "metadata", "name"), stack),
      ...keys.map((key) => display(attributes[key], stack)),
      isDefault ? "yes" : "",
    ];
  });
}

function datasets(stack: SynthesisedStack, { platform }: Model): string[][] {
  return platform
    .filter(({ panel }) => panel === "datasets")
    .map(({ name, block }) => {
      const access = ofType("openstack_sharedfilesystem_share_access_v2", stack).filter(({ needs }) => needs.has(block));
      const levels = access.map(({ attributes }) => (attributes["access_level"] === "ro" ? "read only" : "read and write"));
      return [name, display(block.attributes["name"], stack), cloudOf(block, stack), levels.join(", "), mountPaths(name, stack)];
    });
}

function volumes(stack: SynthesisedStack): string[][] {
  return ofType("kubernetes_persistent_volume_claim_v1", stack)
    .filter(({ attributes }) => at(attributes, "spec", "volume_name") === undefined)
    .map(({ attributes }) => {
      const [name = "", namespace = ""] = ["name", "namespace"].map((key) => display(at(attributes, "metadata", key), stack));
      const spec = attributes["spec"];
      return [
        `${namespace}/${name}`,
        display(at(spec, "resources", "requests", "storage"), stack),
        display(at(spec, "storage_class_name"), stack),
        mountPaths(name, stack),
      ];
    });
}

function mountPaths(claim: string, stack: SynthesisedStack): string {
  const paths = ofType("kubernetes_config_map_v1", stack).map((block) => {
    return sparkConf(block, stack).get(`spark.kubernetes.executor.volumes.persistentVolumeClaim.${claim}.mount.path`) ?? "";
  });
  return [...new Set(paths.filter((path) => path !== ""))].join(", ");
}

function cloudOf(block: Block, stack: SynthesisedStack): string {
  const alias = display(block.attributes["provider"], stack).split(".")[1];
  const provider = elements(at(stack.json, "provider", "openstack")).find((candidate) => at(candidate, "alias") === alias);
  return display(at(provider, "cloud"), stack);
}
