import { parse } from "@cdktf/hcl2json";
import { packageFolder } from "../../constructs/kit/package-root";
import { type BlockLookup, lookupInFolder } from "../../hcl";

type Path = readonly string[];
type JsonObject = Record<string, unknown>;

// hcl2json gives HCL back in the JSON syntax of Terraform: quoted strings and heredocs come back unescaped with `$${` and `%%{` kept,
// any other expression as "${source}" with its source as it stands, and each block as a list of objects, even where there is one.
// It cannot tell a list of blocks from a list of objects, so the provider schemas say where a block has to be.

/** Asserts that HCL means the same as the cdk.tf.json it was made from. */
export async function expectSameMeaning(
  json: unknown,
  hcl: string,
  lookup: BlockLookup = lookupInFolder(packageFolder("schemas")),
): Promise<void> {
  const parsed = (await parse("stack.tf", hcl)) as JsonObject;
  expect(squeezeAll(parsed)).toEqual(align(json, parsed, [], lookup));
}

/** Rewrites cdk.tf.json in the shape that hcl2json gives, looking at `hcl` only to see where Terraform allows two spellings. */
function align(json: unknown, hcl: unknown, path: Path, lookup: BlockLookup): unknown {
  if (typeof json === "string")
    return isReference(path) && !json.startsWith("${") ? `\${${squeeze(`\${${json}}`).slice(2)}` : squeeze(json);
  if (typeof json !== "object" || json === null) return json;
  const object = typeof hcl === "object" && hcl !== null && !Array.isArray(hcl) ? (hcl as JsonObject) : {};
  if (Array.isArray(json)) {
    if (path.at(-1) === "provisioner") return align(byLabel(json as JsonObject[]), object, path, lookup);
    return json.map((item: unknown, i) => {
      const there: unknown = Array.isArray(hcl) ? hcl[i] : undefined;
      const isObject = typeof item === "object" && item !== null && !Array.isArray(item);
      return isObject ? alignEntries(item as JsonObject, (there ?? {}) as JsonObject, path, lookup) : align(item, there, path, lookup);
    });
  }
  if (isBlock(path, lookup) ?? Array.isArray(hcl)) {
    return [alignEntries(json as JsonObject, (Array.isArray(hcl) ? hcl[0] : {}) as JsonObject, path, lookup)];
  }
  return alignEntries(json as JsonObject, object, path, lookup);
}

function alignEntries(json: JsonObject, hcl: JsonObject, path: Path, lookup: BlockLookup): JsonObject {
  const kept = Object.entries(json).filter(([key, value]) => {
    const at = [...path, key];
    if (key === "//") return !isBody(path, lookup);
    if (value === null) return !isBody(path, lookup) || ["locals", "module", "output", "variable"].includes(path[0] ?? "");
    return !(Array.isArray(value) && value.length === 0 && (isBlock(at, lookup) ?? !(key in hcl)));
  });
  return Object.fromEntries(kept.map(([key, value]) => [squeeze(key), align(value, hcl[key], [...path, key], lookup)]));
}

function byLabel(blocks: readonly JsonObject[]): JsonObject {
  const merged: Record<string, unknown[]> = {};
  for (const block of blocks) for (const [label, body] of Object.entries(block)) (merged[label] ??= []).push(body);
  return merged;
}

const LABELS: Record<string, number> = { resource: 2, data: 2, provider: 1, variable: 1, output: 1, module: 1 };

function isBody(path: Path, lookup: BlockLookup): boolean {
  const [section] = path;
  if (section === undefined || (["locals", "terraform"].includes(section) && path.length === 1)) return true;
  return path.length === 1 + (LABELS[section] ?? NaN) || isBlock(path, lookup) === true;
}

// Undefined where the schemas have no say: the blocks that Terraform itself defines.
function isBlock(path: Path, lookup: BlockLookup): boolean | undefined {
  const [section, type = ""] = path;
  const depth = 1 + (LABELS[section ?? ""] ?? 0);
  if ((section !== "resource" && section !== "data" && section !== "provider") || path.length <= depth) return undefined;
  let shape = lookup(section, type);
  for (const name of path.slice(depth)) {
    if (shape === undefined || META.has(name)) return undefined;
    if (!Object.hasOwn(shape.block_types ?? {}, name)) return false;
    shape = shape.block_types?.[name]?.block;
  }
  return true;
}

const META = new Set(["lifecycle", "provisioner", "connection", "precondition", "postcondition"]);
const REFERENCES = new Set(["depends_on", "ignore_changes", "replace_triggered_by", "providers", "when", "on_failure"]);

function isReference(path: Path): boolean {
  const [section, ...rest] = path;
  const last = rest.at(-1) ?? "";
  if (section === "variable") return last === "type" && rest.length === 2;
  if (section === "moved" || section === "removed" || section === "import") return last === "from" || last === "to" || last === "provider";
  return (last === "provider" && rest.length === 3) || REFERENCES.has(last) || rest.includes("providers");
}

function squeezeAll(value: unknown): unknown {
  if (typeof value === "string") return squeeze(value);
  if (Array.isArray(value)) return value.map(squeezeAll);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [squeeze(key).replace(/^\$\{\((.*)\)\}$/s, "${$1}"), squeezeAll(item)]),
  );
}

/** Takes the blanks out of the expressions in a template, and none out of its text; Terraform compares text in its composed form (NFC). */
export function squeeze(template: string): string {
  // What is open at this point: a quoted string, or an interpolation and the braces inside it.
  const open: ("text" | "brace")[] = ["text"];
  let squeezed = "";
  for (let i = 0; i < template.length; i += 1) {
    const [inText, rest] = [open.at(-1) === "text", template.slice(i, i + 2)];
    const run = inText ? (/^(?:\$\$+|%%+)\{?/.exec(template.slice(i))?.[0] ?? (open.length > 1 && rest.startsWith("\\") ? rest : "")) : "";
    const char = template[i] ?? "";
    if (run !== "") {
      squeezed += run;
      i += run.length - 1;
      continue;
    }
    if (inText && (rest === "${" || rest === "%{")) {
      open.push("brace");
      squeezed += rest;
      i += 1;
      continue;
    }
    if (inText && open.length > 1 && char === '"') open.pop();
    else if (!inText && char === '"') open.push("text");
    else if (!inText && char === "{") open.push("brace");
    else if (!inText && char === "}") open.pop();
    if (inText || !/\s/.test(char)) squeezed += char;
  }
  return squeezed.replace(/\p{Cs}/gu, "\ufffd").normalize("NFC");
}
