/** A piece of HCL: `type` is its own text for punctuation, a word for everything else. */
export interface Token {
  readonly type: string;
  readonly text: string;
}

// Nearly all names are ASCII, and a pattern with Unicode classes takes milliseconds to compile: it is left for the others.
const ASCII_IDENTIFIER = /[A-Za-z_][\w-]*(?![\w-]|\P{ASCII})/uy;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PUNCTUATION = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%<>!?:=,.()[\]{}]/y;
const COMMENT = /(?:#|\/\/)[^\n]*|\/\*[^]*?\*\//y;
const OPENING = new Set(["(", "[", "{", "${", "%{"]);
const CLOSING = new Set([")", "]", "}", "end"]);
const PARTNER: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

// A doubled (or longer) `$` or `%` before a brace is an escape, so only a single one opens a sequence.
const SEQUENCE = /(?<!\$)\$\{|(?<!%)%\{/g;
const QUOTED_STOP = /["\n\r]|\\[^]|(?<!\$)\$\{|(?<!%)%\{/g;

/** Returns where the next `${` or `%{` that is not escaped begins, or -1. */
export function nextSequence(text: string, from: number): number {
  SEQUENCE.lastIndex = from;
  return SEQUENCE.exec(text)?.index ?? -1;
}

/** Reads the `${...}` or `%{...}` that begins at `start`. */
export function scanSequence(text: string, start: number, path: string): { tokens: Token[]; end: number } {
  const opener = text[start + 2] === "~" ? 3 : 2;
  const tokens: Token[] = [{ type: text.slice(start, start + 2), text: text.slice(start, start + opener) }];
  const end = scanTokens(text, start + opener, tokens, true, path);
  if (end === undefined) {
    throw new Error(
      `${path}: "${excerpt(text, start)}" opens a template sequence that never ends; close it with "}" or write "${text[start]}${text[start]}{"`,
    );
  }
  return { tokens, end };
}

/** Reads a whole string as one expression. */
export function scanExpression(text: string, path: string): Token[] {
  const tokens: Token[] = [];
  scanTokens(text, 0, tokens, false, path);
  if (tokens.length === 0) throw new Error(`${path}: "${text}" is not an expression; name what it refers to`);
  return tokens;
}

/** Prints tokens on one line, spaced as `terraform fmt` does. */
export function formatTokens(tokens: readonly Token[]): string {
  return tokens.map((token, i) => token.text + (spaceAfter(tokens[i - 1], token, tokens[i + 1]) ? " " : "")).join("");
}

// Returns the position after the `}` of the sequence, undefined where the text ends first.
function scanTokens(text: string, start: number, tokens: Token[], inSequence: boolean, path: string): number | undefined {
  const brackets: { open: string; separates: boolean }[] = [];
  let pendingNewline = false;
  const push = (type: string, value: string): void => {
    const before = tokens.at(-1)?.type ?? "";
    // On one line a comma does what a line end does between two items of an object.
    if (pendingNewline && type !== "," && type !== "}" && before !== "," && before !== "{") tokens.push({ type: ",", text: "," });
    pendingNewline = false;
    tokens.push({ type, text: value });
  };
  let at = start;
  while (at < text.length) {
    const char = text[at] ?? "";
    const top = brackets.at(-1);
    const comment = char === "#" || char === "/" ? match(COMMENT, text, at) : undefined;
    if (char === "\n" || comment !== undefined) {
      if (top?.separates === true && (char === "\n" || comment?.startsWith("/*") === false)) pendingNewline = true;
      at += comment?.length ?? 1;
    } else if (char === " " || char === "\t" || char === "\r") {
      at += 1;
    } else if (char === '"') {
      push("open-quote", char);
      at = scanQuoted(text, at + 1, tokens, path);
    } else if (inSequence && top === undefined && (char === "}" || text.startsWith("~}", at))) {
      push("end", char === "}" ? "}" : "~}");
      return at + (char === "}" ? 1 : 2);
    } else if (text.startsWith("<<", at)) {
      throw new Error(`${path}: "${excerpt(text, at)}" is a heredoc inside an expression; write it as a quoted string with \\n`);
    } else {
      const word = match(ASCII_IDENTIFIER, text, at) ?? (/[A-Za-z_]|\P{ASCII}/u.test(char) ? match(IDENTIFIER, text, at) : undefined);
      const number = word === undefined ? match(NUMBER, text, at) : undefined;
      const mark = word === undefined && number === undefined ? match(PUNCTUATION, text, at) : undefined;
      const found = word ?? number ?? mark;
      if (found === undefined) throw new Error(`${path}: "${excerpt(text, at)}" is not part of an expression; remove it or quote it`);
      if (word === "for" && top !== undefined && tokens.at(-1)?.type === "{") top.separates = false;
      push(mark ?? (word === undefined ? "number" : "word"), found);
      if (OPENING.has(found)) brackets.push({ open: found, separates: found === "{" });
      if (CLOSING.has(found) && brackets.pop()?.open !== PARTNER[found]) {
        throw new Error(
          `${path}: "${excerpt(text, at)}" closes a bracket that is not open; check the brackets of "${excerpt(text, start)}"`,
        );
      }
      at += found.length;
    }
  }
  if (!inSequence && brackets.length > 0) throw new Error(`${path}: "${text}" leaves a bracket open; close it`);
  return undefined;
}

function scanQuoted(text: string, start: number, tokens: Token[], path: string): number {
  let from = start;
  let at = start;
  for (;;) {
    QUOTED_STOP.lastIndex = at;
    const stop = QUOTED_STOP.exec(text);
    if (stop === null || stop[0] === "\n" || stop[0] === "\r") {
      throw new Error(`${path}: "${excerpt(text, start - 1)}" is a quoted string that never ends on its line; close it or write \\n`);
    }
    if (stop[0].startsWith("\\")) {
      at = stop.index + stop[0].length;
      continue;
    }
    if (stop.index > from) tokens.push({ type: "literal", text: text.slice(from, stop.index) });
    if (stop[0] === '"') {
      tokens.push({ type: "close-quote", text: '"' });
      return stop.index + 1;
    }
    const sequence = scanSequence(text, stop.index, path);
    tokens.push(...sequence.tokens);
    from = at = sequence.end;
  }
}

// The rules of hclwrite's format.go, in its order: a reviewer who runs `terraform fmt` gets no diff.
function spaceAfter(before: Token | undefined, token: Token, after: Token | undefined): boolean {
  if (after === undefined) return false;
  const [left, right] = [token.type, after.type];
  if (left === "word" && (right === "(" || right === "::")) return false;
  if (left === "::" || left === "." || right === "." || right === "," || right === "...") return false;
  if (left === ",") return true;
  if (left === "literal" || left === "open-quote" || right === "literal" || right === "close-quote") return false;
  if (token.text === "in" && before?.type === "word") return true;
  if (right === "[" && (left === "word" || left === "number" || CLOSING.has(left))) return false;
  if (left === "!") return false;
  if (left === "-") return before !== undefined && !NEGATION_AFTER.has(before.type);
  if (left === "{" || right === "}") return !(left === "{" && right === "}");
  if ((left === "${" || left === "%{") && right === "{") return true;
  if (left === "}" && right === "end") return true;
  if (left === "end" && (right === "${" || right === "%{")) return false;
  return !OPENING.has(left) && !CLOSING.has(right);
}

const NEGATION_AFTER = new Set("( { [ = : , ? + * / % - == != > >= < <= && || !".split(" "));

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function excerpt(text: string, from: number): string {
  return text.length - from > 60 ? `${text.slice(from, from + 57)}...` : text.slice(from);
}
