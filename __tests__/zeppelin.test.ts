import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { command } from "../cli/commands/zeppelin";
import { filesUnder } from "../operate/session/processes";
import { readNotes, writeNotebooks } from "../operate/zeppelin/convert";
import { readNote } from "../operate/zeppelin/note";
import { notebookOf, type Cell, type Converted } from "../operate/zeppelin/notebook";
import { sqlStatements } from "../operate/zeppelin/sql-statements";

const COUNTS = fs.readFileSync(path.resolve(__dirname, "../../__tests__/fixtures/zeppelin/counts.json"), "utf8");

function converted(text: string): Converted {
  const read = readNote(text);
  if ("problem" in read) throw new Error(read.problem);
  return notebookOf(read.note);
}

const noteOf = (...paragraphs: object[]): string => JSON.stringify({ id: "2ABCDEFGH", name: "Counts", paragraphs });
const sourceOf = ({ source }: Cell): string => source.join("");
const cellsOf = (text: string): string[] => converted(text).notebook.cells.map(sourceOf);

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "zeppelin-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const put = (name: string, text: string): string => {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
};

describe("a notebook", () => {
  const { notebook, remarks } = converted(COUNTS);
  const { cells } = notebook;

  test("has a cell of each paragraph that has something, and one that starts Spark before the first that needs it", () => {
    expect(cells.map((cell) => [cell.cell_type, sourceOf(cell)])).toEqual([
      ["markdown", "# Counts\n\nHow many sources there are."],
      ["markdown", "### Read the catalogue"],
      ["code", expect.stringMatching(/^from pyspark.sql import SparkSession\n[^]*getOrCreate\(\)[^]*\nclass z:/) as string],
      ["code", 'df = spark.read.parquet("/data/counts")\nz.show(df)'],
      [
        "code",
        'display(spark.sql("""-- how many; all of them\nuse gaia""").limit(1000).toPandas())\n' +
          `display(spark.sql("""select "a;b", '\\\\\\\\d' from sources where n > \${least=3}""").limit(1000).toPandas())`,
      ],
      ["code", "%%bash\nls /data"],
      ["code", "# Scala, which Python does not run:\n# val n = 1\n#\n# println(n)"],
      ["code", "n = z.input('n')\nplot()"],
      ["code", "# %flink.ssql, which Python does not run:\n# select 1"],
    ]);
  });

  test("keeps what was printed, each kind as Jupyter shows it", () => {
    const outputs = cells.map((cell) => (cell.cell_type === "code" ? cell.outputs : []));
    const display = (data: object): object => ({ data, metadata: {}, output_type: "display_data" });
    expect(outputs[3]).toEqual([
      { name: "stdout", output_type: "stream", text: ["read\n", "done"] },
      display({
        "text/html": [
          "<table>\n",
          "<tr><th>hpx</th><th>n</th></tr>\n",
          "<tr><td>1</td><td>&lt;7&gt;</td></tr>\n",
          "<tr><td>2</td><td><b>9</b></td></tr>\n",
          "</table>",
        ],
        "text/plain": ["hpx\tn\n", "1\t<7>\n", "2\t%html <b>9</b>"],
      }),
    ]);
    expect(outputs[4]).toEqual([
      {
        ename: "AnalysisException",
        evalue: "no such table",
        output_type: "error",
        traceback: ["Traceback", "AnalysisException: no such table"],
      },
    ]);
    expect(outputs[6]).toEqual([
      { name: "stdout", output_type: "stream", text: ["1\n"] },
      display({ "text/plain": ["<b ng-bind='n'></b>"] }),
    ]);
    expect(outputs[7]).toEqual([
      display({ "image/png": "iVBORw0KGgoAAAA=" }),
      display({ "image/png": "iVBORw0KGgoBBBB=" }),
      display({ "text/html": ["<style>p {}</style><p>a &lt; b</p>"], "text/plain": ["a < b"] }),
    ]);
  });

  test("keeps what the paragraph was: interpreter, title, and what was hidden or switched off", () => {
    expect(cells.map(({ metadata }) => metadata)).toEqual([
      { zeppelin: { id: "p1", interpreter: "md", title: "About" } },
      {},
      { zeppelin: { added: true } },
      {
        jupyter: { source_hidden: true, outputs_hidden: true },
        zeppelin: { id: "p2", interpreter: "pyspark", title: "Read the\n catalogue" },
      },
      { zeppelin: { id: "p3", interpreter: "spark.sql" } },
      { zeppelin: { id: "p4", interpreter: "sh", enabled: false } },
      { zeppelin: { id: "p5" } },
      { zeppelin: { id: "p6", interpreter: "python.ipython" } },
      { zeppelin: { id: "p7", interpreter: "flink.ssql" } },
    ]);
  });

  test("says what a person has to look at", () => {
    expect(remarks).toEqual([
      "cell 5: has a form of Zeppelin (${...}); put the value in its place",
      "cell 7: Scala kept as a comment",
      "cell 8: uses z.input of Zeppelin, which Jupyter does not have",
      "cell 9: %flink.ssql kept as a comment",
    ]);
  });

  // The whole schema is https://github.com/jupyter/nbformat/blob/v5.10.4/nbformat/v4/nbformat.v4.5.schema.json
  test("is of format 4.5: the keys that each cell must have and no others, and ids that differ", () => {
    expect(Object.keys(notebook)).toEqual(["cells", "metadata", "nbformat", "nbformat_minor"]);
    expect(notebook.metadata).toMatchObject({ kernelspec: { name: "python3" }, zeppelin: { id: "2ABCDEFGH", name: "Counts" } });
    for (const cell of cells) {
      const keys = ["cell_type", "id", "metadata", "source", ...(cell.cell_type === "code" ? ["execution_count", "outputs"] : [])];
      expect(Object.keys(cell).sort()).toEqual(keys.sort());
      expect(cell.id).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    }
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });
});

describe("notebooks of other times and hands", () => {
  test("one of old has one message a result, and only its editor says what a paragraph is", () => {
    const text = noteOf(
      { text: "1 + 1", config: { editorSetting: { language: "python" } }, result: { code: "SUCCESS", type: "TEXT", msg: "2" } },
      { text: "1 + 1", result: { code: "ERROR", type: "TEXT", msg: "broken" } },
    );
    expect(cellsOf(text).slice(1)).toEqual(["1 + 1", "# a language that it does not name, which Python does not run:\n# 1 + 1"]);
    expect(converted(text).notebook.cells.slice(1)).toMatchObject([
      { outputs: [{ output_type: "stream", text: ["2"] }] },
      { outputs: [{ output_type: "error", ename: "Error", evalue: "broken" }] },
    ]);
  });

  test("one that was saved on Windows begins with a mark", () => {
    expect(cellsOf(`\uFEFF${noteOf({ text: "%md hello" })}`)).toEqual(["hello"]);
  });

  test("a notebook without Spark starts none", () => {
    expect(cellsOf(noteOf({ text: "%python\n  print(1)" }))).toEqual(["  print(1)"]);
  });
});

test.each([
  ["select 1", ["select 1"]],
  ["a; -- ; no\nb ;; /* ; */", ["a", "-- ; no\nb"]],
  ['select \';\', "\\";", `;` from t;', ['select \';\', "\\";", `;` from t']],
  [" \n", []],
])("%j has the statements %j", (script, statements) => {
  expect(sqlStatements(script)).toEqual(statements);
});

describe("the command", () => {
  async function run(words: readonly string[], out?: string): Promise<string> {
    const said: string[] = [];
    const spy = jest.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
    const place = { load: () => Promise.reject(new Error("no")), home: "", root: undefined, cwd: folder, isRepository: false };
    try {
      expect(await command.run({ args: [], words, values: out === undefined ? {} : { out }, place, root: folder })).toBe(0);
      return said.join("\n");
    } finally {
      spy.mockRestore();
    }
  }

  test("writes a folder anew, without ids in the names and without the trash", async () => {
    put("notebook/Sky/Counts_2ABCDEFGH.zpln", COUNTS);
    put("notebook/2OLD/note.json", noteOf({ text: "%md old" }).replace("Counts", "Sky/../..Old: one"));
    put("notebook/~Trash/Gone_2ABCDEFGH.zpln", COUNTS);
    const said = await run(["notebook"], "jupyter");
    expect(filesUnder(path.join(folder, "jupyter"))).toEqual(["Sky/Counts.ipynb", "Sky/Old- one.ipynb"]);
    expect(said).toContain("zeppelin: jupyter/Sky/Counts.ipynb: 9 cells\n  cell 5: has a form");
    expect(said).toContain("zeppelin: notebook/~Trash/Gone_2ABCDEFGH.zpln is in Zeppelin's trash and left out");
    const text = fs.readFileSync(path.join(folder, "jupyter/Sky/Counts.ipynb"), "utf8");
    expect(JSON.parse(text)).toEqual(converted(COUNTS).notebook);
    expect(text).toMatch(/^\{\n "cells": [^]*\}\n$/);
  });

  test("writes beside what it reads, and never over a file", async () => {
    put("Counts_2ABCDEFGH.zpln", COUNTS);
    await run(["Counts_2ABCDEFGH.zpln"]);
    const file = path.join(folder, "Counts.ipynb");
    fs.writeFileSync(file, "mine");
    expect(() => readNotes([folder], undefined)).toThrow(
      expect.objectContaining({
        message: `${file}: is there already\nnothing was written; move them away, or give another --out`,
        exitCode: 3,
      }) as Error,
    );
    expect(fs.readFileSync(file, "utf8")).toBe("mine");
  });

  test("names all that is wrong at once, and writes nothing", () => {
    const [none, broken, other] = [path.join(folder, "none"), put("a.zpln", "{"), put("b.zpln", '{"paragraphs": {}}')];
    const [first, second] = [put("x/n_2ABCDEFGH.zpln", COUNTS), put("y/n_2ABCDEFGH.zpln", COUNTS)];
    const call = (): unknown => readNotes([none, broken, other, first, second], path.join(folder, "out"));
    expect(call).toThrow(`${none}: is not there\n${broken}: is not JSON: `);
    expect(call).toThrow(`${other}: is no notebook of Zeppelin: paragraphs: `);
    expect(call).toThrow(`${second}: becomes ${path.join(folder, "out/n.ipynb")}, as ${first} does`);
    expect(call).toThrow(/; mend it, or name the others\n[^]*\nnothing was written$/);
  });

  test("takes away what it has written where one cannot be", () => {
    put("in/a.zpln", COUNTS);
    put("in/b/c.zpln", COUNTS);
    put("out/b", "a file");
    const { conversions } = readNotes([path.join(folder, "in")], path.join(folder, "out"));
    expect(() => writeNotebooks(conversions)).toThrow(/nothing was written$/);
    expect(filesUnder(path.join(folder, "out"))).toEqual(["b"]);
  });

  test("does not write over a file that has come meanwhile", () => {
    const { conversions } = readNotes([put("a.zpln", COUNTS)], undefined);
    const there = put("a.ipynb", "mine");
    expect(() => writeNotebooks(conversions)).toThrow(/EEXIST.*; nothing was written$/);
    expect(fs.readFileSync(there, "utf8")).toBe("mine");
  });

  test("must be given a file", () => {
    const place = { load: () => Promise.reject(new Error("no")), home: "", root: undefined, cwd: folder, isRepository: false };
    expect(() => command.run({ args: [], words: [], values: {}, place, root: folder })).toThrow("no file is given");
    expect(() => readNotes([folder], undefined)).toThrow(`${folder}: has no notebook of Zeppelin (*.zpln, note.json)`);
  });
});
