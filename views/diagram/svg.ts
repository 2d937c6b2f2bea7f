import { instance } from "@viz-js/viz";
import { stackName, type Role } from "../../stacks/roles";
import { rowsOf, type Box, type Drawing } from "./boxes";
import { shorten, xml } from "./text";

/** Size of all text, in points. */
const FONT_SIZE = 10;
/** Size that is laid out for: fonts differ by machine, and the widest common one is a sixth wider than Arial. */
const LAYOUT_SIZE = 11.5;
/** Widest picture, in points, whose text has 7 points when it is printed 180 mm wide. */
const WIDEST = (180 / 25.4) * 72 * (FONT_SIZE / 7);
/** Longest name in a cell, details being half as long again, tried in this order until the picture is narrow enough; the tables beside it have all of the text. */
const LENGTHS = [36, 32, 28, 24, 20, 16, 12];
/** Colours of a stack's box and of the titles in it. */
const COLOURS = { cluster: { box: "#eef3f8", title: "#c9dbea" }, platform: { box: "#f3f6ec", title: "#d7e4bd" } } as const;

/**
 * Draws a project as SVG, without a browser.
 *
 * @param drawing - what to draw
 * @returns the same text on every machine
 */
export function svgOf(drawing: Drawing): Promise<string> {
  return renderSvg((length) => dotOf(drawing, length));
}

/**
 * Draws what is said in the language of Graphviz as SVG, as wide as it can be printed.
 *
 * @param dotWith - says it with names of a longest length, and with text of a size in points
 * @returns the same text on every machine
 */
export async function renderSvg(dotWith: (length: number, fontSize: number) => string): Promise<string> {
  const viz = await instance();
  let svg = "";
  for (const length of LENGTHS) {
    svg = viz.renderString(dotWith(length, LAYOUT_SIZE), { format: "svg", engine: "dot" });
    if (Number(/<svg width="(\d+)pt"/.exec(svg)?.[1]) <= WIDEST) break;
  }
  return svg
    .replace(/<!--[\s\S]*?-->\n?/g, "")
    .replace(/<!DOCTYPE[^>]*>\n?/, "")
    .replaceAll('font-family="Arial"', 'font-family="Arial, Helvetica, sans-serif"')
    .replaceAll(`font-size="${LAYOUT_SIZE.toFixed(2)}"`, `font-size="${FONT_SIZE}"`);
}

/** A project in the language of Graphviz. */
function dotOf({ name, cloud, cluster, platform, arrows }: Drawing, length: number): string {
  const roots = platform.filter((box) => !arrows.some(({ from, to }) => to === box && platform.includes(from)));
  const heart = cluster.find(({ panel }) => panel === "cluster");
  const lowest = cluster.filter((box) => !arrows.some(({ from, to }) => from === box && cluster.includes(to)));
  return [
    "digraph {",
    "  graph [rankdir=TB, compound=true, newrank=true, nodesep=0.2, ranksep=0.3, pad=0.1];",
    `  graph [fontname="Arial", fontsize=${LAYOUT_SIZE}]; node [shape=plain, fontname="Arial", fontsize=${LAYOUT_SIZE}];`,
    `  edge [color="#555555", arrowsize=0.6];`,
    ...(cluster.length > 0 ? stack("cluster", `${stackName(name, "cluster")}: ${cloud}`, cluster, length) : []),
    ...(platform.length > 0 ? stack("platform", `${stackName(name, "platform")}: Kubernetes`, platform, length) : []),
    ...arrows.map(({ from, to }) => `  ${from.id} -> ${to.id};`),
    // The platform stands below the cluster, and one arrow says that it needs it.
    ...lowest.flatMap((above) => roots.map((below) => `  ${above.id} -> ${below.id} [style=invis, weight=0];`)),
    ...(heart && roots[0] ? [`  ${heart.id} -> ${roots[0].id} [lhead=cluster_platform, style=dashed, penwidth=1.5];`] : []),
    "}",
    "",
  ].join("\n");
}

function stack(id: Role, title: string, boxes: readonly Box[], length: number): string[] {
  const { box, title: bar } = COLOURS[id];
  // Arrows come into the platform from above and leave the cluster below; its title would be in their way there.
  const place = id === "cluster" ? "t" : "b";
  return [
    `  subgraph cluster_${id} {`,
    `    label=<<B>${xml(shorten(title, 2 * length))}</B>>; labelloc=${place}; labeljust=l; style="rounded,filled"; color="#888888"; fillcolor="${box}"; margin=10;`,
    ...boxes.map((each) => `    ${each.id} [label=<${tableOf({ title: each.title, rows: rowsOf(each) }, bar, length)}>];`),
    "  }",
  ];
}

/**
 * A box in the language of Graphviz.
 *
 * @param box - what stands above, and the rows: names with details
 * @param colour - colour of what stands above
 * @param length - longest name, details being half as long again
 */
export function tableOf(
  box: { readonly title: string; readonly rows: readonly (readonly [string, string])[] },
  colour: string,
  length: number,
): string {
  const cell = (text: string, longest: number): string => `<TD ALIGN="LEFT">${xml(shorten(text, longest)) || " "}</TD>`;
  const lines = box.rows.map(([name, details]) =>
    details === ""
      ? `<TR><TD COLSPAN="2" ALIGN="LEFT">${xml(shorten(name, length)) || " "}</TD></TR>`
      : `<TR>${cell(name, length)}${cell(details, 1.5 * length)}</TR>`,
  );
  return [
    `<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="2" COLOR="#888888" BGCOLOR="white">`,
    `<TR><TD COLSPAN="2" ALIGN="LEFT" BGCOLOR="${colour}"><B>${xml(box.title)}&#160;&#160;</B></TD></TR>`,
    ...lines,
    "</TABLE>",
  ].join("");
}
