import * as path from "node:path";
import * as ts from "typescript";

const ROOT = path.join(__dirname, "..", "constructs");
const INDEX = path.join(ROOT, "index.d.ts");

/** Type parameters, and aliases with them: the compiler works those out, nobody writes their name. */
function isComputed(declaration: ts.Declaration): boolean {
  return ts.isTypeParameterDeclaration(declaration) || (ts.isTypeAliasDeclaration(declaration) && declaration.typeParameters !== undefined);
}

/** Types of ours that the declarations of exported things name and that are not exported themselves, as `of: name`. */
function unexported(): string[] {
  const options = { skipLibCheck: true, types: [], module: ts.ModuleKind.Node16, target: ts.ScriptTarget.ES2022, lib: ["lib.es2022.d.ts"] };
  const host = { ...ts.createCompilerHost(options), jsDocParsingMode: ts.JSDocParsingMode.ParseNone };
  const program = ts.createProgram([INDEX], options, host);
  const checker = program.getTypeChecker();
  const real = (symbol: ts.Symbol): ts.Symbol => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
  const exported = new Set(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(INDEX)!)!).map(real));
  const missing = new Set<string>();
  const visit = (node: ts.Node, of: string): void => {
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : ts.isImportTypeNode(node)
          ? node.qualifier
          : undefined;
    const found = name && checker.getSymbolAtLocation(name);
    const symbol = found && real(found);
    const ours = symbol?.declarations?.some(
      (declaration) => declaration.getSourceFile().fileName.startsWith(`${ROOT}${path.sep}`) && !isComputed(declaration),
    );
    if (symbol && ours && !exported.has(symbol)) missing.add(`${of}: ${symbol.name}`);
    ts.forEachChild(node, (child) => visit(child, of));
  };
  for (const symbol of exported) {
    for (const declaration of symbol.declarations ?? []) visit(declaration, symbol.name);
  }
  return [...missing].sort();
}

test("every type that a public declaration names can be imported with it", () => {
  expect(unexported()).toEqual([]);
});
