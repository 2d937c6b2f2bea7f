import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { StatefulSetV1 } from "@cdktf/provider-kubernetes/lib/stateful-set-v1";
import { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import { projectFiles, siteFiles } from "../environments";
import { parseEnvironments, type Files, type ProjectInput } from "../projects";
import { projectApp } from "../stacks/project-app";
import { capacityPictures, PAGES, projectPages, readProjects, writePages } from "../cli/commands/diagram";
import { drawingOf } from "../views/diagram/boxes";
import { mermaidOf } from "../views/diagram/mermaid";
import { modelOf } from "../views/diagram/model";
import { display, readStack, type Json } from "../views/diagram/stack";
import { svgOf } from "../views/diagram/svg";
import { markdownText, mermaidText, plain, shorten, xml } from "../views/diagram/text";

const ROOT = path.resolve(__dirname, "../..");
const dev = projectFiles["environments/gaia-dev.ts"] as ProjectInput;
const prod = projectFiles["environments/gaia-prod.ts"] as ProjectInput;
const { spark: _spark, notebooks: _notebooks, ...withoutSpark } = dev;
const [route] = dev.ingress!.routes!;

/** Projects that look otherwise than ours. */
const VARIANTS: Record<string, ProjectInput> = {
  octavia: {
    ...dev,
    name: "octavia",
    ingress: { kind: "octavia", routes: [{ ...route!, tlsSecret: undefined }] },
    spark: { ...dev.spark!, uiHost: undefined },
    notebooks: { ...dev.notebooks!, tlsSecret: undefined },
  },
  "without-spark": { ...withoutSpark, name: "without-spark" },
  bare: { name: "bare", site: "cumulus", tier: "dev", kubernetesVersion: "1.30.2", cluster: dev.cluster },
  "a-project-with-quite-a-long-name": {
    ...prod,
    name: "a-project-with-quite-a-long-name",
    notebooks: undefined,
    nodeGroups: [
      prod.nodeGroups![0]!,
      ...Array.from({ length: 7 }, (_, index) => ({ name: `group-long-name-${index}`, flavor: "gaia.cclake.3vcpu", min: 1, max: 2 })),
    ],
    ingress: {
      kind: "traefik",
      routes: Array.from({ length: 6 }, (_, index) => ({ ...route!, host: `a-rather-long-host-name-${index}.gaia-prod.aglais.uk` })),
    },
  },
};

const newFolder = (): string => fs.mkdtempSync(path.join(os.tmpdir(), "diagram-"));

function synthesise(files: Files): string {
  const outdir = newFolder();
  projectApp(parseEnvironments(files, siteFiles), { outdir }).synth();
  return outdir;
}

const ours = synthesise(projectFiles);
const others = synthesise(Object.fromEntries(Object.entries(VARIANTS).map(([name, project]) => [`environments/${name}.ts`, project])));
const PROJECTS = [...readProjects(ours), ...readProjects(others)];
const named = (name: string) => modelOf(PROJECTS.find((project) => project.name === name)!);

/** Changes the text of both stacks of gaia-dev before they are read. */
function changed(change: (json: string) => string) {
  const read = (half: string) => {
    const text = fs.readFileSync(path.join(ours, "stacks", `gaia-dev-${half}`, "cdk.tf.json"), "utf8");
    return readStack(JSON.parse(change(text)) as Json);
  };
  return { name: "gaia-dev", cluster: read("cluster"), platform: read("platform") };
}

describe("docs/projects", () => {
  test("is what `diagram` makes", async () => {
    const pages = await projectPages(readProjects(ours), capacityPictures(parseEnvironments(projectFiles, siteFiles)));
    const folder = path.join(ROOT, PAGES);
    expect(fs.readdirSync(folder).sort()).toEqual(Object.keys(pages).sort());
    for (const [name, text] of Object.entries(pages))
      expect([name, fs.readFileSync(path.join(folder, name), "utf8")]).toEqual([name, text]);
  });

  test("gets what has changed, and loses the pages of projects that are gone", () => {
    const folder = newFolder();
    fs.writeFileSync(path.join(folder, "gone.svg"), "");
    fs.writeFileSync(path.join(folder, "notes.txt"), "");
    expect(writePages(folder, { "a.md": "1", "a.svg": "2" })).toEqual(["a.md written", "a.svg written", "gone.svg removed"]);
    expect(writePages(folder, { "a.md": "1", "a.svg": "3" })).toEqual(["a.svg written"]);
    expect(fs.readdirSync(folder).sort()).toEqual(["a.md", "a.svg", "notes.txt"]);
  });

  test("costs a synth nothing", () => {
    const apps = path.join(ROOT, "dist", "app");
    const app = path.join(apps, fs.readFileSync(path.join(apps, "current"), "utf8"), "main.js");
    expect(fs.readFileSync(app, "utf8")).not.toMatch(/graphviz/i);
  });
});

describe("what depends on what", () => {
  test("in gaia-dev", () => {
    const edges = named("gaia-dev").edges.map(({ from, to }) => `${from.panel} ${from.name} -> ${to.panel} ${to.name}`);
    expect(edges.sort()).toEqual([
      "classes cephfs -> parts homes",
      "classes cephfs -> volumes user",
      "classes cinder -> jobs namespace spark",
      "classes cinder -> parts jupyterhub",
      "cluster gaia-dev -> nodeGroups notebooks",
      "cluster gaia-dev -> nodeGroups spark",
      ...["allwise", "gdr2", "gedr3", "ps1", "twomass"].flatMap((name) => [
        `datasets ${name} -> jobs namespace spark`,
        `datasets ${name} -> parts jupyterhub`,
      ]),
      "drivers ceph-csi-cephfs -> drivers openstack-manila-csi",
      "drivers openstack-manila-csi -> classes cephfs",
      ...["allwise", "gdr2", "gedr3", "ps1", "twomass"].map((name) => `drivers openstack-manila-csi -> datasets ${name}`),
      "external cumulus-internal -> router gaia-dev-storage",
      "external internet -> ingress traefik",
      "external internet -> router gaia-dev",
      "external internet -> template gaia-dev-455d9e24",
      "ingress traefik -> hosts *.spark.gaia-dev.aglais.uk",
      "ingress traefik -> hosts notebooks.gaia-dev.aglais.uk",
      "ingress traefik -> hosts zeppelin.gaia-dev.aglais.uk",
      "jobs namespace spark -> applications spark-pi",
      "network gaia-dev -> router gaia-dev",
      "network gaia-dev -> router gaia-dev-storage",
      "nodeGroups notebooks -> parts jupyterhub",
      "nodeGroups spark -> jobs namespace spark",
      "nodeGroups spark -> parts jupyterhub",
      "operator spark-operator -> applications spark-pi",
      "operator spark-operator -> hosts *.spark.gaia-dev.aglais.uk",
      "parts homes -> parts jupyterhub",
      "router gaia-dev -> cluster gaia-dev",
      "router gaia-dev-storage -> cluster gaia-dev",
      "template gaia-dev-455d9e24 -> cluster gaia-dev",
      "volumes user -> jobs namespace spark",
      "volumes user -> parts jupyterhub",
    ]);
  });

  test("with octavia the controller leads to the hosts, and takes addresses from the external network", () => {
    const edges = named("octavia").edges.map(({ from, to }) => `${from.name} -> ${to.name}`);
    expect(edges).toContain("octavia-ingress-controller -> zeppelin.gaia-dev.aglais.uk");
    expect(edges).toContain("internet -> octavia-ingress-controller");
  });

  test("node groups that nothing runs on share a box, and wait for the cluster only", () => {
    const { cluster, arrows } = drawingOf(named("a-project-with-quite-a-long-name"));
    const groups = cluster.filter(({ panel }) => panel === "nodeGroups");
    expect(groups.map(({ title, items }) => [title, items.length])).toEqual([
      ["Node groups", 7],
      ["Node group", 1],
    ]);
    for (const group of groups) expect(arrows.filter(({ to }) => to === group).map(({ from }) => from.panel)).toEqual(["cluster"]);
  });

  test("an external network is not taken for the cluster's own of the same name", () => {
    const { edges } = modelOf(changed((json) => json.replaceAll('"internet"', '"gaia-dev"')));
    const { edges: before } = named("gaia-dev");
    expect(edges.map(({ from, to }) => `${from.panel} ${to.panel}`)).toEqual(before.map(({ from, to }) => `${from.panel} ${to.panel}`));
  });

  test("references are resolved, and escapes are none", () => {
    const stack = readStack({
      resource: { a: { one: { name: "x", metadata: { name: "y" }, self: "${a.one.self}" } }, b: { two: { text: "$${a.one.name}" } } },
    });
    expect(display("${a.one.metadata[0].name}-${a.one.name}", stack)).toBe("y-x");
    expect(display("$${a.one.name} %%{if}", stack)).toBe("${a.one.name} %{if}");
    expect(display("${a.one.id} ${a.none.name}", stack)).toBe("(known after apply) (known after apply)");
    expect(display("${a.one.self}", stack)).toBe("(known after apply)");
    expect([...stack.blocks.get("b.two")!.needs]).toEqual([]);
  });
});

describe("a part that the picture does not know", () => {
  /** gaia-dev with parts of its platform that no construct of ours makes. */
  const withParts = (...parts: readonly string[]) => {
    const outdir = newFolder();
    const app = projectApp(parseEnvironments({ "environments/gaia-dev.ts": dev }, siteFiles), { outdir });
    for (const name of parts) {
      const part = new Construct(app.node.findChild("gaia-dev-platform"), name);
      const metadata = { name: `${name}-store`, namespace: "default" };
      const store = new StatefulSetV1(part, "store", {
        metadata,
        spec: {
          serviceName: "store",
          selector: { matchLabels: { app: name } },
          template: { metadata: { labels: { app: name } }, spec: { container: [{ name: "store", image: "example.org/store:1.2.3" }] } },
        },
      });
      new Release(part, "charts", { name, chart: `sparkling-${name}`, version: "4.5.6", dependsOn: [store] });
      new Release(part, "own", { name: `${name}-own`, chart: "./charts/own", version: "0.0.1", dependsOn: [store] });
    }
    app.synth();
    return readProjects(outdir).find(({ name }) => name === "gaia-dev")!;
  };

  test("stands in boxes of its own title, as neither driver nor ingress", async () => {
    const drawing = drawingOf(modelOf(withParts("jupyter-hub", "x".repeat(100))));
    const before = drawingOf(named("gaia-dev")).platform;
    const long = `X${"x".repeat(23)}…${"x".repeat(11)}`;
    const isNew = ({ title }: { title: string }): boolean => ["Jupyter hub", long].includes(title);
    expect(drawing.platform.filter((box) => !isNew(box)).map(({ title, items }) => [title, items.length])).toEqual(
      before.map(({ title, items }) => [title, items.length]),
    );
    const added = drawing.platform.filter(isNew);
    expect(added.map(({ title, items }) => [title, items.map(({ name, details }) => [name, ...details].join(" "))])).toEqual([
      ["Jupyter hub", ["sparkling-jupyter-hub 4.5.6", "own 0.0.1"]],
      [long, [`sparkling-${"x".repeat(100)} 4.5.6`, "own 0.0.1"]],
      ["Jupyter hub", ["jupyter-hub-store 1.2.3"]],
      [long, [`${"x".repeat(100)}-store 1.2.3`]],
    ]);
    expect(new Set(drawing.platform.map(({ id }) => id)).size).toBe(drawing.platform.length);
    expect(xmlFaults(await svgOf(drawing))).toEqual([]);
  });
});

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the boxes of a picture are. */
function rectangles(svg: string): Rectangle[] {
  return [...svg.matchAll(/class="node">([\s\S]*?)<\/g>/g)].map(([, node]) => {
    const points = [...node!.matchAll(/points="([^"]*)"/g)].flatMap(([, text]) => text!.trim().split(" "));
    const [xs, ys] = [0, 1].map((axis) => points.map((point) => Number(point.split(",")[axis])));
    return { left: Math.min(...xs!), right: Math.max(...xs!), top: Math.min(...ys!), bottom: Math.max(...ys!) };
  });
}

/** Elements that are left open or closed twice, and characters that XML does not take. */
function xmlFaults(text: string): string[] {
  const [open, faults]: [string[], string[]] = [[], []];
  const rest = text.replace(
    /<\?xml[^>]*\?>|<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (all, close: string, name: string, _attributes, empty) => {
      if (name === undefined) return "";
      if (close === "/") {
        if (open.pop() !== name) faults.push(all);
      } else if (empty !== "/") open.push(name);
      return "";
    },
  );
  return [
    ...faults,
    ...open,
    ...(rest.match(/[<>\p{Cc}\p{Cs}]/gu) ?? []).filter((found) => found !== "\n"),
    ...(text.match(/&(?!#?\w+;)/g) ?? []),
  ];
}

describe("the picture", () => {
  test.each(PROJECTS.map(({ name }) => name))("of %s has no overlaps, and 7 points or more when it is 180 mm wide", async (name) => {
    const drawing = drawingOf(named(name));
    const svg = await svgOf(drawing);
    const boxes = rectangles(svg);
    expect(boxes).toHaveLength(drawing.cluster.length + drawing.platform.length);
    for (const [index, a] of boxes.entries()) {
      const touching = boxes.slice(index + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom);
      expect(touching).toEqual([]);
    }
    const width = Number(/<svg width="(\d+)pt"/.exec(svg)![1]);
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
    expect((Math.min(...sizes) * (180 / 25.4) * 72) / width).toBeGreaterThanOrEqual(7);
    expect(xmlFaults(svg)).toEqual([]);
    expect(await svgOf(drawing)).toBe(svg);
  });
});

describe("hostile names", () => {
  const HOSTILE = `"><script>alert('1')</script>]]></svg> end %% | \`x\` [y](javascript:z) {{w}} ;--> \\ & <br> _a_ *b* ~c~\n\u0000\u001b\u202e\ud800 ${"w".repeat(300)}`;
  const project = changed((json) => {
    const hostile = JSON.stringify(HOSTILE).slice(1, -1);
    const names = ["gaia.cclake.27vcpu", "10.206.0.0/16", "aglais-gaia-dr2", "zeppelin.gaia-dev.aglais.uk", "internet", "cinder-retain"];
    return names.reduce((text, name) => text.replaceAll(`"${name}"`, `"${hostile}"`), json);
  });
  const model = modelOf({ ...project, name: HOSTILE });

  test("do not break the SVG", async () => {
    const svg = await svgOf(drawingOf(model));
    expect(xmlFaults(svg)).toEqual([]);
    expect(svg).not.toMatch(/<(script|a|image|foreignObject)\b/i);
    expect(svg).toContain("script&gt;");
  });

  test("do not break Mermaid", () => {
    const lines = mermaidOf(drawingOf(model)).trimEnd().split("\n");
    const known = [
      /^flowchart TB$/,
      /^ {2}subgraph \w+ \["[^"<>`[\]{}|\\%]*"\]$/,
      /^ {4}\w+\["<b>[\w ]+<\/b>(<br>[^"<>`[\]{}|\\%]*)+"\]$/,
      /^ {2}end$/,
      /^ {2}\w+ --> \w+$/,
      /^ {2}\w+ -\. found by name \.-> \w+$/,
    ];
    expect(lines.filter((line) => !known.some((form) => form.test(line)))).toEqual([]);
    expect(lines.join("\n")).toContain("#60;script#62;");
  });

  test("do not break Markdown", async () => {
    const { "gaia-dev.md": page } = await projectPages([project]);
    const [before = ""] = page!.split("## As text");
    const tables = before.split("\n\n").filter((part) => part.startsWith("|"));
    expect(tables).toHaveLength(8);
    for (const table of tables) expect(new Set(table.split("\n").map((line) => line.split("|").length)).size).toBe(1);
    expect(page).not.toMatch(/<script|\]\(java/);
    expect(tables.join("\n")).toContain("&#60;script&#62;");
    expect(tables.filter((table) => /[<>`\\[\]]/.test(table))).toEqual([]);
  });

  test.each([
    ["plain", plain(" a\tb\n\u0007c\u202ed\ud83d "), "a b \uFFFDc\uFFFDd\uFFFD"],
    ["xml", xml(`<a b="c">&'é😀`), "&#60;a b=&#34;c&#34;&#62;&#38;&#39;é😀"],
    ["mermaidText", mermaidText(`a"b#c;d<e`), "a#34;b#35;c#59;d#60;e"],
    ["mermaidText of a list", mermaidText("1. one") + mermaidText("- two"), "1#46; one#45; two"],
    ["markdownText", markdownText("a|b `c` https://d www.e"), "a&#124;b &#96;c&#96; https&#58;//d www&#46;e"],
    ["shorten", shorten("abcdefghijklmno", 10), "abcdef…mno"],
    ["shorten of a pair", shorten("😀😀😀😀", 4), "😀😀😀😀"],
  ])("%s", (_name, got, wanted) => {
    expect(got).toBe(wanted);
  });
});
