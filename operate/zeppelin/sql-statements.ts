/** A quoted text, a comment, the end of a statement, or anything else. */
const PARTS = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`[^`]*`|--[^\n]*|\/\*[^]*?\*\/|;|[^]/g;

/**
 * Splits a script of SQL into its statements: Zeppelin runs all of them, a session of Spark takes one at a time.
 *
 * @param script - the script
 * @returns statements without their semicolons; none that has nothing but comments
 */
export function sqlStatements(script: string): string[] {
  const statements = [{ text: "", isEmpty: true }];
  for (const [part] of script.matchAll(PARTS)) {
    const last = statements.at(-1)!;
    if (part === ";") statements.push({ text: "", isEmpty: true });
    else {
      last.text += part;
      last.isEmpty &&= /^(?:\s|--|\/\*)/.test(part);
    }
  }
  return statements.filter(({ isEmpty }) => !isEmpty).map(({ text }) => text.trim());
}
