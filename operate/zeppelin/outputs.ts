import type { ResultMessage, Paragraph } from "./note";
import { messagesOf } from "./note";

/** Lines of a text, each with its line break, as notebooks keep them. */
export type Lines = readonly string[];

/**
 * What a cell of a notebook has printed.
 *
 * @see https://github.com/jupyter/nbformat/blob/v5.10.4/nbformat/v4/nbformat.v4.5.schema.json
 */
export type CellOutput =
  | { readonly name: "stdout"; readonly output_type: "stream"; readonly text: Lines }
  | { readonly data: Readonly<Record<string, Lines | string>>; readonly metadata: object; readonly output_type: "display_data" }
  | { readonly ename: string; readonly evalue: string; readonly output_type: "error"; readonly traceback: Lines };

/** An image and nothing else, as plots of Python are printed. */
const ONLY_IMAGE =
  /^\s*(?:<div[^>]*>)?\s*<img\s+src=["']?data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]+?)["']?(?:\s[^>]*)?\/?>\s*(?:<\/?div>)?\s*$/;

/** How the images begin that a page shows, in base 64. */
const IMAGES: readonly (readonly [string, string])[] = [
  ["iVBORw0KGgo", "image/png"],
  ["/9j/", "image/jpeg"],
];

/**
 * Splits a text into lines as notebooks keep them.
 *
 * @param text - the text
 */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * What a paragraph has printed, as outputs of a cell.
 *
 * @param paragraph - the paragraph
 */
export function outputsOf(paragraph: Paragraph): CellOutput[] {
  const { isError, messages } = messagesOf(paragraph);
  const outputs = messages.map((message) => (isError && message.type === "TEXT" ? failure(message.data) : outputOf(message)));
  const { errorMessage } = paragraph;
  return errorMessage && !isError ? [...outputs, failure(errorMessage)] : outputs;
}

function outputOf({ type, data }: ResultMessage): CellOutput {
  switch (type) {
    case "TEXT":
      return { name: "stdout", output_type: "stream", text: linesOf(data) };
    case "TABLE":
      return table(data);
    case "IMG":
      return image(data);
    case "SVG":
      return display({ "image/svg+xml": linesOf(data) });
    case "HTML": {
      const [, kind, base64] = ONLY_IMAGE.exec(data) ?? [];
      return kind === undefined
        ? display({ "text/html": linesOf(data), "text/plain": linesOf(textOf(data)) })
        : display({ [kind]: base64! });
    }
    default:
      // Pages of AngularJS and networks live in Zeppelin only.
      return display({ "text/plain": linesOf(data) });
  }
}

function display(data: Readonly<Record<string, Lines | string>>): CellOutput {
  return { data, metadata: {}, output_type: "display_data" };
}

/** The last line is what Python says has gone wrong. */
function failure(text: string): CellOutput {
  const lines = text.trimEnd().split("\n");
  const [, ename = "Error", evalue = lines.at(-1)!] = /^([A-Za-z_][\w.]*(?:Error|Exception)): (.*)$/.exec(lines.at(-1)!) ?? [];
  return { ename, evalue, output_type: "error", traceback: lines };
}

function image(data: string): CellOutput {
  const base64 = data.replace(/^data:[^,]*,/, "").trim();
  const kind = IMAGES.find(([start]) => base64.startsWith(start))?.[1];
  return display(kind === undefined ? { "text/plain": linesOf(data) } : { [kind]: base64 });
}

/** Rows are lines and columns stand between tabs; a cell may be a page of its own. */
function table(data: string): CellOutput {
  const rows = data
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell.startsWith("%html") ? cell.slice(5).trim() : escaped(cell)}</${tag}>`).join("")}</tr>\n`;
  const [head = [], ...body] = rows;
  const html = ["<table>\n", row(head, "th"), ...body.map((cells) => row(cells, "td")), "</table>"];
  return display({ "text/html": html, "text/plain": linesOf(data.trimEnd()) });
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', nbsp: " ", amp: "&", "#39": "'" };

/** The text of a page, for those who see no pages. */
function textOf(html: string): string {
  return html
    .replace(/<!--[^]*?-->|<(script|style)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&(#39|[a-z]+);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
