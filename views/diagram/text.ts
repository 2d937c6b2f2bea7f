/** Text of one line, without the characters that no file or reader takes well: control characters, halves of pairs, changes of direction. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\p{C}/gu, "\uFFFD").trim();
}

/** Text for XML, SVG and HTML-like labels of Graphviz. */
export function xml(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Text for a label of Mermaid in double quotes; numbered entities are the one escape that Mermaid has. */
export function mermaidText(text: string): string {
  // At the start of a label, list markers are read as Markdown.
  return plain(text).replace(/[^\p{L}\p{N} .,:/()@=+×–…-]|^[-+]|(?<=^\d+)[.)]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** Text for a cell of a Markdown table. */
export function markdownText(text: string): string {
  return plain(text)
    .replace(/[&<>|\\`*_[\]{}#!~$^@]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:(?=\/\/)/g, "&#58;")
    .replace(/\bwww\./gi, (start) => `${start.slice(0, -1)}&#46;`);
}

/** The beginning and the end of a text that is too long for its place. */
export function shorten(text: string, length: number): string {
  const characters = [...plain(text)];
  if (characters.length <= length) return characters.join("");
  const end = Math.floor((length - 1) / 3);
  return `${characters.slice(0, length - 1 - end).join("")}…${characters.slice(-end).join("")}`;
}
