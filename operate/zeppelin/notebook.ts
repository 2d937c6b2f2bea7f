import { codeOf, type Code } from "./interpreters";
import type { Note, Paragraph } from "./note";
import { linesOf, outputsOf, type Lines, type CellOutput } from "./outputs";
import { sqlStatements } from "./sql-statements";

/** A cell, with its keys in the order that Jupyter writes them in. */
export type Cell =
  | { readonly cell_type: "markdown"; readonly id: string; readonly metadata: object; readonly source: Lines }
  | {
      readonly cell_type: "code";
      readonly execution_count: null;
      readonly id: string;
      readonly metadata: object;
      readonly outputs: readonly CellOutput[];
      readonly source: Lines;
    };

/**
 * A notebook of Jupyter.
 *
 * @see https://nbformat.readthedocs.io/en/latest/format_description.html
 */
export interface Notebook {
  /** Its cells. */
  readonly cells: readonly Cell[];
  /** Its kernel, and where it comes from. */
  readonly metadata: object;
  /** Version of the format. */
  readonly nbformat: 4;
  /** Minor version of the format: cells have ids. */
  readonly nbformat_minor: 5;
}

/** A notebook, and what a person should know of it. */
export interface Converted {
  /** The notebook. */
  readonly notebook: Notebook;
  /** What does not run as it is, with the numbers of the cells. */
  readonly remarks: readonly string[];
}

/** Zeppelin gives every paragraph a session; here the first cell that needs one makes it. */
const SESSION = `from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()
sc = spark.sparkContext`;

/** Rows that Zeppelin shows of a table unless it is told otherwise. */
const ROWS = 1000;

const SHOW = `

class z:
    """What Zeppelin calls z, as far as it shows tables."""

    @staticmethod
    def show(data, *_):
        display(data.limit(${ROWS}).toPandas() if hasattr(data, "toPandas") else data)`;

/**
 * Makes a notebook of Python from a notebook of Zeppelin: a cell of each paragraph, with what it has printed.
 *
 * @param note - notebook of Zeppelin
 */
export function notebookOf(note: Note): Converted {
  const cells: Cell[] = [];
  const remarks = new Map<string, number[]>();
  const id = (): string => `cell-${cells.length + 1}`;
  const paragraphs = note.paragraphs.map((paragraph) => ({ paragraph, code: codeOf(paragraph, note), outputs: outputsOf(paragraph) }));
  const isShown = paragraphs.some(({ code }) => isPython(code) && /\bz\.show\b/.test(code.body));
  let hasSession = false;
  for (const { paragraph, code, outputs } of paragraphs) {
    if (code.body === "" && outputs.length === 0) continue;
    const title = titleOf(paragraph);
    if (code.treatment === "markdown") {
      cells.push(markdown(id(), title === undefined ? code.body : `### ${title}\n\n${code.body}`, metadataOf(paragraph, code)));
      continue;
    }
    if (title !== undefined) cells.push(markdown(id(), `### ${title}`, {}));
    if (!hasSession && (needsSession(code) || (isShown && isPython(code)))) {
      hasSession = true;
      cells.push(cellOf(id(), `${SESSION}${isShown ? SHOW : ""}`, { zeppelin: { added: true } }, []));
    }
    cells.push(cellOf(id(), sourceOf(code), metadataOf(paragraph, code), outputs));
    for (const remark of remarksOf(code)) remarks.set(remark, [...(remarks.get(remark) ?? []), cells.length]);
  }
  return {
    notebook: {
      cells,
      metadata: {
        kernelspec: { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" },
        language_info: { name: "python" },
        zeppelin: { ...(note.id && { id: note.id }), ...(note.name && { name: note.name }) },
      },
      nbformat: 4,
      nbformat_minor: 5,
    },
    remarks: [...remarks].map(([remark, numbers]) => `${numbers.length === 1 ? "cell" : "cells"} ${numbers.join(", ")}: ${remark}`),
  };
}

function isPython({ treatment }: Pick<Code, "treatment">): boolean {
  return treatment === "python" || treatment === "pyspark";
}

function needsSession({ treatment }: Code): boolean {
  return treatment === "pyspark" || treatment === "sql";
}

/** A title that Zeppelin hides is kept with the cell alone. */
function titleOf({ title, config }: Paragraph): string | undefined {
  return title && config?.title ? title.replace(/\s+/g, " ").trim() || undefined : undefined;
}

function markdown(id: string, source: string, metadata: object): Cell {
  return { cell_type: "markdown", id, metadata, source: linesOf(source) };
}

function cellOf(id: string, source: string, metadata: object, outputs: readonly CellOutput[]): Cell {
  return { cell_type: "code", execution_count: null, id, metadata, outputs, source: linesOf(source) };
}

function metadataOf({ id, title, config }: Paragraph, { interpreter, treatment }: Code): object {
  const hidden = {
    ...(config?.editorHide && { source_hidden: true }),
    ...(config?.tableHide && { outputs_hidden: true }),
  };
  return {
    // Zeppelin hides the source of nearly all texts, which Jupyter never shows beside what they look like.
    ...(treatment !== "markdown" && Object.keys(hidden).length > 0 && { jupyter: hidden }),
    zeppelin: {
      ...(id && { id }),
      ...(interpreter && { interpreter }),
      ...(title && { title }),
      ...(config?.enabled === false && { enabled: false }),
    },
  };
}

function sourceOf({ treatment, body, language, interpreter }: Code): string {
  if (body === "") return "";
  switch (treatment) {
    case "shell":
      return `%%bash\n${body}`;
    case "sql":
      return sqlStatements(body).map(displayed).join("\n");
    case "comment":
      return [`${named(language, interpreter)}, which Python does not run:`, ...body.split("\n")]
        .map((line) => `# ${line}`.trimEnd())
        .join("\n");
    default:
      return body;
  }
}

function named(language: string, interpreter: string): string {
  if (interpreter === "") return language;
  return interpreter === language ? `%${interpreter}` : `${language} (%${interpreter})`;
}

function displayed(statement: string): string {
  const text = statement.replaceAll("\\", "\\\\").replaceAll('"""', '\\"\\"\\"').replace(/"$/, '\\"');
  return `display(spark.sql("""${text}""").limit(${ROWS}).toPandas())`;
}

function remarksOf({ treatment, body, language, interpreter }: Code): string[] {
  if (body === "") return [];
  if (treatment === "comment") return [`${named(language, interpreter)} kept as a comment`];
  const calls = isPython({ treatment }) ? [...new Set(body.match(/\bz\.(?!show\b)[a-z]\w*(?=\()/gi) ?? [])] : [];
  return [
    ...(calls.length > 0 ? [`uses ${calls.join(", ")} of Zeppelin, which Jupyter does not have`] : []),
    ...(/\$\{[^}]*[=}]/.test(body) && treatment === "sql" ? ["has a form of Zeppelin (${...}); put the value in its place"] : []),
  ];
}
