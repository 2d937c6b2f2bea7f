import type { Note, Paragraph } from "./note";

/** What becomes of a paragraph in a notebook of Python. */
export type Treatment =
  /** Text for people. */
  | "markdown"
  /** Python as it is. */
  | "python"
  /** Python that needs a session of Spark. */
  | "pyspark"
  /** Statements of Spark SQL. */
  | "sql"
  /** A script of the shell. */
  | "shell"
  /** What Python does not run: kept as a comment. */
  | "comment";

/** A paragraph, taken apart. */
export interface Code {
  /** The interpreter as the paragraph names it, or "" for the notebook's own. */
  readonly interpreter: string;
  /** What becomes of it. */
  readonly treatment: Treatment;
  /** What it is written in, for people. */
  readonly language: string;
  /** Its text without the interpreter. */
  readonly body: string;
}

type Known = Pick<Code, "treatment" | "language">;

const PYTHON: Known = { treatment: "python", language: "Python" };
const PYSPARK: Known = { treatment: "pyspark", language: "Python with Spark" };
const SQL: Known = { treatment: "sql", language: "Spark SQL" };
const SHELL: Known = { treatment: "shell", language: "shell" };
const MARKDOWN: Known = { treatment: "markdown", language: "Markdown" };

const KNOWN: Readonly<Record<string, Known>> = {
  python: PYTHON,
  "python.python": PYTHON,
  "python.ipython": PYTHON,
  ipython: PYTHON,
  pyspark: PYSPARK,
  ipyspark: PYSPARK,
  "spark.pyspark": PYSPARK,
  "spark.ipyspark": PYSPARK,
  sql: SQL,
  "spark.sql": SQL,
  sh: SHELL,
  "sh.sh": SHELL,
  md: MARKDOWN,
  "md.md": MARKDOWN,
  "md.markdown": MARKDOWN,
  spark: { treatment: "comment", language: "Scala" },
  "spark.spark": { treatment: "comment", language: "Scala" },
  r: { treatment: "comment", language: "R" },
  "spark.r": { treatment: "comment", language: "R" },
  "spark.ir": { treatment: "comment", language: "R" },
  "spark.conf": { treatment: "comment", language: "settings of Spark, which a session is given before it starts" },
  angular: { treatment: "comment", language: "a page of AngularJS" },
};

/** Languages of Zeppelin's editor, for paragraphs that name no interpreter. */
const BY_LANGUAGE: Readonly<Record<string, Known>> = {
  python: PYSPARK,
  sql: SQL,
  sh: SHELL,
  markdown: MARKDOWN,
  scala: { treatment: "comment", language: "Scala" },
  r: { treatment: "comment", language: "R" },
};

/**
 * Takes a paragraph apart as Zeppelin does.
 *
 * @param paragraph - the paragraph
 * @param note - its notebook, whose interpreter those have that name none
 * @see https://github.com/apache/zeppelin/blob/904e9136d95377d3a04deba531250719ccf1483c/zeppelin-server/src/main/java/org/apache/zeppelin/notebook/ParagraphTextParser.java
 */
export function codeOf({ text, config }: Paragraph, note: Pick<Note, "defaultInterpreterGroup">): Code {
  const lines = (text ?? "").replaceAll("\r\n", "\n");
  const [head = "", interpreter = ""] = /^\s*%([\w-]+(?:\.\w+)*)/.exec(lines) ?? [];
  const rest = lines.slice(head.length);
  const script = interpreter === "" ? rest : withoutProperties(rest).replace(/^ +/, "");
  const byName = KNOWN[interpreter || (note.defaultInterpreterGroup ?? "")];
  // A notebook of old has a group and not an interpreter; what its editor has coloured says more than nothing.
  const byEditor = interpreter === "" ? BY_LANGUAGE[config?.editorSetting?.language ?? ""] : undefined;
  const known = byEditor ?? byName ?? { treatment: "comment", language: interpreter || "a language that it does not name" };
  return { interpreter, ...known, body: script.replace(/^(?:[ \t]*\n)+/, "").trimEnd() };
}

/** What stands in brackets behind an interpreter, such as `(type=update)`, with quoted texts that may have brackets. */
function withoutProperties(rest: string): string {
  return rest.replace(/^\((?:[^()"\\]|\\.|"(?:[^"\\]|\\.)*")*\)/, "");
}
