import type { Capacity } from "../../projects/capacity";
import { xml } from "../diagram/text";
import { amountText, barsOf, type Bar } from "./bars";

/** Measures in points; printed at A4's text width the letters have 8 points. */
const WIDTH = 560;
const BAR = { left: 60, width: 350, height: 16, gap: 6 };
const COLOURS: Readonly<Record<string, string>> = {
  DaemonSets: "#9aa5b1",
  platform: "#d8b365",
  driver: "#5ab4ac",
  executors: "#4f81bd",
  notebooks: "#8064a2",
  brokers: "#c0504d",
  Ceph: "#6b8e23",
};

/**
 * Draws how much of the nodes of each group is taken, at its largest number of nodes.
 *
 * @param name - name of the project
 * @param capacity - what it has and needs
 * @returns the same text on every machine
 */
export function capacitySvg(name: string, capacity: Capacity): string {
  const bars = barsOf(capacity);
  const groups = [...new Set(bars.map(({ label }) => label))];
  const lines: string[] = [];
  let y = 20;
  for (const group of groups) {
    lines.push(text(10, y, group, 'font-weight="bold"'));
    y += 8;
    for (const bar of bars.filter(({ label }) => label === group)) {
      lines.push(...barLines(bar, y));
      y += BAR.height + BAR.gap;
    }
    y += 20;
  }
  lines.push(...legend(y, new Set(bars.flatMap(({ parts }) => parts.map(({ what }) => what)))));
  const height = y + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}pt" height="${height}pt" viewBox="0 0 ${WIDTH} ${height}" font-family="Arial, Helvetica, sans-serif" font-size="10">`,
    `<title>${xml(`Nodes of ${name} and what runs on them`)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

function barLines({ of, total, parts }: Bar, y: number): string[] {
  const scale = BAR.width / (total || 1);
  const lines = [
    text(10, y + 12, of),
    `<rect x="${BAR.left}" y="${y}" width="${BAR.width}" height="${BAR.height}" fill="#f2f2f2" stroke="#888888" stroke-width="0.5"/>`,
  ];
  let x = BAR.left;
  for (const { what, amount } of parts) {
    const width = Math.min(amount * scale, BAR.left + BAR.width - x);
    if (width > 0)
      lines.push(`<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${BAR.height}" fill="${COLOURS[what]}"/>`);
    x += Math.max(0, width);
  }
  const used = parts.reduce((sum, { amount }) => sum + amount, 0);
  lines.push(text(BAR.left + BAR.width + 8, y + 12, `${amountText(used, of)} of ${amountText(total, of)}`));
  return lines;
}

/** What the bars have; six of them fill a line only if they stand closer. */
function legend(y: number, used: ReadonlySet<string>): string[] {
  const shown = Object.entries(COLOURS).filter(([what]) => used.has(what));
  return shown.flatMap(([what, colour], index) => {
    const x = BAR.left + index * (shown.length > 5 ? 82 : 100);
    return [`<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colour}"/>`, text(x + 15, y, what)];
  });
}

function text(x: number, y: number, content: string, attributes = ""): string {
  return `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${xml(content)}</text>`;
}
