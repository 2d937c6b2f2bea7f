import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { filesUnder } from "../operate/session/processes";

const ROOT = path.resolve(__dirname, "../..");
/** What is no product code. */
const OTHERS = ["node_modules", "dist", "cdktf.out", "coverage", "__tests__", "examples"];

function productFiles(): string[] {
  return fs
    .readdirSync(ROOT, { withFileTypes: true })
    .filter(({ name }) => !OTHERS.includes(name) && !name.startsWith("."))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(path.join(ROOT, entry.name)).map((file) => `${entry.name}/${file}`) : [entry.name],
    )
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"));
}

/** What each command and each program is found by. */
const FOUND_BY_NAME = ["command", "main"];

/** Names that a file declares and exports; what it only passes on is declared elsewhere. */
function declaredExports(name: string, text: string): string[] {
  const source = ts.createSourceFile(name, text, {
    languageVersion: ts.ScriptTarget.Latest,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const names = source.statements.flatMap((statement) => {
    if (
      ts.isExportDeclaration(statement) &&
      !statement.moduleSpecifier &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      return statement.exportClause.elements.map((element) => element.name.text);
    }
    if (!ts.canHaveModifiers(statement) || !ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap((declared) => boundNames(declared.name));
    const declared = (statement as ts.DeclarationStatement).name;
    return declared && ts.isIdentifier(declared) ? [declared.text] : [];
  });
  return [...new Set(names)];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

/** Names that more than one file declares, each with its files. */
function namesakes(files: Readonly<Record<string, string>>): string[] {
  const places = new Map<string, string[]>();
  for (const [file, text] of Object.entries(files)) {
    for (const name of declaredExports(file, text)) places.set(name, [...(places.get(name) ?? []), file]);
  }
  return [...places]
    .filter(([name, found]) => found.length > 1 && !FOUND_BY_NAME.includes(name))
    .map(([name, found]) => `${name}: ${found.join(", ")}`);
}

test("no two files of the product export a name that each of them declares: one name, one meaning", () => {
  const files = productFiles();
  expect(files.length).toBeGreaterThan(200);
  expect(namesakes(Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(ROOT, file), "utf8")])))).toEqual([]);
});

test("a name that is only passed on, or not exported, is none of a file's own", () => {
  const files = {
    "a.ts":
      "export interface Plan {}\nexport const { one, two: [three] } = x;\nconst own = 1;\nfunction made() {}\nexport { made as named };",
    "b.ts": 'export { Plan } from "./a";\nexport * from "./a";\nconst own = 2;\nexport const Plan = 1, one = 2;',
    "c.ts":
      "export class three {}\nexport async function named(): Promise<void>;\nexport async function named() {}\nexport enum two {}\nexport type Other = 1;",
  };
  expect(namesakes(files)).toEqual(["Plan: a.ts, b.ts", "one: a.ts, b.ts", "three: a.ts, c.ts", "named: a.ts, c.ts"]);
});
