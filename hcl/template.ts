import { formatTokens, nextSequence, scanExpression, scanSequence, type Token } from "./expression";

interface Part {
  readonly kind: "literal" | "sequence";
  /** Literal text as it stands in the JSON, or the sequence as HCL with its delimiters. */
  readonly text: string;
  readonly tokens: readonly Token[];
}

// Most strings are of characters that mean themselves.
const SIMPLE = /^[ !#&-[\]-~]*$/;
// Nearly all others are of these, and patterns with Unicode classes take milliseconds to compile.
const PLAIN = /^[\n\t -~]*$/;
const PLAIN_ESCAPED = /["\\\n\t]/g;

// Control, invisible and direction-changing characters: a reviewer must see them, so they are written as escapes.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u;
// A combining mark without a letter below it would sit on the quote, brace or escape before it, so it is an escape as well.
const ESCAPED = /["\\\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]|(?<![\p{L}\p{N}\p{M}\p{ExtPict}])[\p{M}\p{EMod}]/gu;
// A strip marker reaches to the end of its line in a JSON string but further in a quoted one, so the blanks go and no marker stays.
const SPACE = "\\t\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const LEADING_SPACE = new RegExp(`^[${SPACE}]*\\n?`);
const TRAILING_SPACE = new RegExp(`[${SPACE}]*\\n?$`);
const LONE_RETURN = /\r(?!\n)/;
const UNSURE = /(?<!\$)(?:\$|\${3,})\{|(?<!%)(?:%|%{3,})\{/;
const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
const PLAIN_KEY = /^(?!(?:for|true|false|null)$)[A-Za-z_][\w-]*$/;

/** Prints a JSON string, which is a Terraform template, as an HCL expression. */
export function renderString(text: string, path: string): string {
  if (SIMPLE.test(text)) return `"${text}"`;
  const parts = parse(text, path);
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && isInterpolation(only)) return bare(only);
  return heredoc(parts) ?? quoted(parts);
}

/** Prints a JSON object key, which is a template too, as the key of an HCL object. */
export function renderKey(text: string, path: string): string {
  if (PLAIN_KEY.test(text)) return text;
  const parts = parse(text, path);
  const [only] = parts;
  return parts.length === 1 && only !== undefined && isInterpolation(only) ? `(${bare(only)})` : quoted(parts);
}

/** Prints a JSON string that Terraform reads as a reference, keyword or type. */
export function renderBare(text: string, path: string): string {
  if (nextSequence(text, 0) !== 0) return formatTokens(scanExpression(text, path));
  const { tokens, end } = scanSequence(text, 0, path);
  if (end !== text.length) throw new Error(`${path}: "${text}" is not one reference; name a single one`);
  return formatTokens(tokens.slice(1, -1));
}

function parse(text: string, path: string): Part[] {
  // There Terraform takes "${" for text in a JSON string but not in HCL, and counts the "$" of an escape differently.
  const lone = text.search(LONE_RETURN);
  if (lone >= 0 && UNSURE.test(text.slice(lone))) {
    throw new Error(
      `${path}: "${text.slice(lone, lone + 40)}" has a carriage return without a line feed before a template sequence; remove it or write \\r\\n`,
    );
  }
  const parts: Part[] = [];
  // Terraform drops a byte order mark at the beginning of a template.
  let from = text.startsWith("\ufeff") ? 1 : 0;
  let trim = false;
  while (from < text.length) {
    const start = nextSequence(text, from);
    const ahead = text.slice(from, start < 0 ? undefined : start);
    const literal = trim ? ahead.replace(LEADING_SPACE, "") : ahead;
    if (start < 0) return literal === "" ? parts : [...parts, { kind: "literal", text: literal, tokens: [] }];
    const { tokens, end } = scanSequence(text, start, path);
    if (tokens.length === 2) {
      const opener = text.slice(start, start + 2);
      throw new Error(`${path}: "${text.slice(start, end)}" is empty; put an expression in it or write "${opener[0]}${opener}"`);
    }
    const kept = tokens[0]?.text.endsWith("~") === true ? literal.replace(TRAILING_SPACE, "") : literal;
    if (kept !== "") parts.push({ kind: "literal", text: kept, tokens: [] });
    trim = tokens.at(-1)?.text === "~}";
    const plain = tokens.map((token, i) => (i === 0 || i === tokens.length - 1 ? { ...token, text: token.text.replace("~", "") } : token));
    parts.push({ kind: "sequence", text: formatTokens(plain), tokens: plain });
    from = end;
  }
  return parts;
}

function isInterpolation(part: Part): boolean {
  return part.tokens[0]?.type === "${";
}

function bare(part: Part): string {
  return formatTokens(part.tokens.slice(1, -1));
}

function quoted(parts: readonly Part[]): string {
  return `"${parts.map((part) => (part.kind === "literal" ? part.text.replace(PLAIN.test(part.text) ? PLAIN_ESCAPED : ESCAPED, escape) : part.text)).join("")}"`;
}

function escape(char: string): string {
  const short = SHORT_ESCAPES[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  // Half of a surrogate pair has no UTF-8 form; Terraform reads it from JSON as the replacement character.
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

// `<<-` strips the smallest indentation (any Unicode space counts) off every line that is not blank and leaves blank lines alone.
// Hence at least one line must begin at the margin, and each must begin with ASCII, or else the string is not the same afterwards.
function heredoc(parts: readonly Part[]): string | undefined {
  if (parts.at(-1)?.text.endsWith("\n") !== true) return undefined;
  const text = parts.map((part) => part.text).join("");
  if (!PLAIN.test(text) && UNPRINTABLE.test(text.replace(/[\n\t]/g, ""))) return undefined;
  const lines = text.slice(0, -1).split("\n");
  const kept = lines.every((line) => /^[ \t]*(?:[!-~]|$)/.test(line)) && lines.some((line) => /^[!-~]/.test(line));
  if (lines.length < 2 || !kept) return undefined;
  const taken = new Set(lines.map((line) => line.trim()));
  let delimiter = "EOT";
  for (let i = 1; taken.has(delimiter); i += 1) delimiter = `EOT${i}`;
  return `<<-${delimiter}\n${indent(lines.join("\n"))}\n${delimiter}`;
}

/** Moves text one level to the right; blank lines, which matter inside a heredoc, stay as they are. */
export function indent(text: string): string {
  // Not with the m flag: its ^ also matches after U+2028, which may stand inside a quoted string.
  return `\n${text}`.replace(/\n(?=[ \t]*[^ \t\n])/g, "\n  ").slice(1);
}
