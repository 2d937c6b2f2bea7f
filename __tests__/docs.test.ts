import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as os from "node:os";
import * as path from "node:path";
import * as ts from "typescript";
import { POLICY_RULES } from "../constructs/policies/policy-rules";
import { projectFiles, siteFiles } from "../environments";
import { parseEnvironments } from "../projects";
import { projectApp } from "../stacks/project-app";

const ROOT = path.join(__dirname, "..", "..");
const PACKAGE = JSON.parse(fs.readFileSync(path.join(ROOT, "package.json"), "utf8")) as { name: string; exports: Record<string, string> };

/** A fenced block of a page, or a whole example. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  readonly code: string;
}

const inFolder = (folder: string, ending: string): string[] =>
  fs
    .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => path.posix.join(folder, name.replaceAll("\\", "/")))
    .sort();
const PAGES = ["README.md", ...inFolder("docs", ".md")];
const TEXTS = new Map(PAGES.map((file) => [file, fs.readFileSync(path.join(ROOT, file), "utf8")]));
const FENCED = [...TEXTS].flatMap(([file, text]) => fencedBlocks(file, text));
const EXAMPLES = inFolder("examples", ".ts").map((file): Block => {
  return { file, line: 1, language: "ts", code: fs.readFileSync(path.join(ROOT, file), "utf8") };
});
const CODE = [...FENCED.filter((block) => block.language === "ts"), ...EXAMPLES];
const nameOf = (block: Block): string => `${block.file}:${block.line}`;

describe("code in the documentation", () => {
  test("is there, and no block of TypeScript is kept from being checked", () => {
    expect(CODE.length).toBeGreaterThan(5);
    expect(FENCED.filter(({ language }) => /^(ts\W.*|tsx|typescript|jsx?|javascript)\b/i.test(language)).map(nameOf)).toEqual([]);
  });

  test("the README shows the example that check:package installs", () => {
    const example = EXAMPLES.find(({ file }) => file === "examples/standalone/main.ts")!;
    expect(FENCED.filter(({ file }) => file === "README.md").map(({ code }) => code)).toContain(example.code);
  });

  test("the database of zads is releases in namespaces of their own, and a Secret", () => {
    const main = EXAMPLES.find(({ file }) => file === "examples/zads/main.ts")!;
    expect([...resourceTypes(main)].sort()).toEqual(["helm_release", "kubernetes_namespace_v1", "kubernetes_secret_v1"]);
  });

  test("is JSON where it says so", () => {
    for (const { language, code } of FENCED) if (language === "json") expect(() => JSON.parse(code) as unknown).not.toThrow();
  });

  test("compiles against the declarations of the package, with nothing but what it exports", () => {
    expect(typeErrors(CODE)).toEqual([]);
  });

  test.each(CODE.map((block) => [nameOf(block), block] as const))("%s runs", (_name, block) => {
    expect(() => resourceTypes(block)).not.toThrow();
  });
});

describe("links in the documentation", () => {
  test.each(PAGES)("%s leads to files and headings that exist", (page) => {
    expect(deadLinks(page)).toEqual([]);
  });
});

test("docs/policies.md names exactly the policies that there are, each in a heading", () => {
  const text = TEXTS.get("docs/policies.md")!;
  const ids = POLICY_RULES.map((rule) => rule.id);
  expect([...new Set(text.match(/GAIA-[A-Z]+-\d+/g))].sort()).toEqual([...ids].sort());
  expect([...text.matchAll(/^#+ (GAIA-[A-Z]+-\d+)/gm)].map((match) => match[1])).toEqual(ids);
});

describe("pages of constructs", () => {
  const made = projectTypes();
  test.each([
    ["magnum-cluster", "cluster"],
    ["cinder-csi", "cinder-csi"],
    ["manila-ceph-fs", "manila-ceph-fs"],
    ["ceph-csi", "ceph-csi"],
    ["rook-ceph", "rook-ceph"],
    ["octavia-ingress", "ingress"],
    ["spark-helm-release", "spark"],
    ["jupyter-hub", "notebooks"],
    ["kafka", "kafka"],
    ["digitalocean-cluster", "digitalocean"],
    ["monitoring", "monitoring"],
    ["openstack-project", "openstack-project"],
  ])("docs/constructs/%s.md names every type of resource that the construct makes", (page, id) => {
    const file = `docs/constructs/${page}.md`;
    const types = new Set(made.get(id));
    for (const block of CODE.filter((example) => example.file === file)) for (const type of resourceTypes(block)) types.add(type);
    expect(types.size).toBeGreaterThan(1);
    expect([...types].filter((type) => !TEXTS.get(file)!.includes(`\`${type}\``)).sort()).toEqual([]);
  });
});

/** The blocks between fences of three or more backticks. */
function fencedBlocks(file: string, text: string): Block[] {
  const blocks: Block[] = [];
  let open: { fence: string; language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const [, indent = "", fence = "", info = ""] = /^( *)(`{3,})(.*)$/.exec(line) ?? [];
    if (open && fence.length >= open.fence.length && info.trim() === "") {
      blocks.push({ file, line: open.line, language: open.language, code: `${open.lines.join("\n")}\n` });
      open = undefined;
    } else if (open) {
      open.lines.push(line);
    } else if (fence !== "") {
      if (indent.length > 0 && info.startsWith("ts"))
        throw new Error(`${file}:${index + 1}: an indented block is not checked; move it out`);
      open = { fence, language: info.trim(), line: index + 1, lines: [] };
    }
  }
  if (open) throw new Error(`${file}:${open.line}: the block has no end`);
  return blocks;
}

/** Type errors of all blocks in one program; each block is a module that lies in the root of the package. */
function typeErrors(blocks: readonly Block[]): string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(ROOT, "tsconfig.json"),
    // Without outDir a module of the package by its own name leads to the declarations that are shipped, not to the sources.
    { noEmit: true, incremental: false, tsBuildInfoFile: undefined, outDir: undefined, types: ["node"], noUnusedLocals: true },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => expect(problem).toBeUndefined() },
  )!;
  // An example stays where it is, beside what it imports.
  const sources = new Map(
    blocks.map((block, index) => [path.join(ROOT, block.file.endsWith(".ts") ? block.file : `documented-${index}.ts`), block]),
  );
  const blockAt = (name: string): Block | undefined => sources.get(path.normalize(name));
  const files = ts.createCompilerHost(config.options);
  const host: ts.CompilerHost = {
    ...files,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    fileExists: (name) => blockAt(name) !== undefined || files.fileExists(name),
    readFile: (name) => blockAt(name)?.code ?? files.readFile(name),
    getSourceFile: (name, version, ...rest) => {
      const block = blockAt(name);
      return block ? ts.createSourceFile(name, block.code, version) : files.getSourceFile(name, version, ...rest);
    },
  };
  const program = ts.createProgram([...sources.keys()], config.options, host);
  return [...sources].flatMap(([name, block]) => {
    const file = program.getSourceFile(name)!;
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(({ start = 0, messageText }) => {
      const line = block.line + file.getLineAndCharacterOfPosition(start).line + (block.file.endsWith(".md") ? 1 : 0);
      return `${block.file}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}

/** Runs a block and returns the types of resources in what it synthesises. */
function resourceTypes(block: Block): Set<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
  const module = transpiled(block, dir);
  const before = process.env["CDKTF_OUTDIR"];
  process.env["CDKTF_OUTDIR"] = dir;
  try {
    createRequire(__filename)(module);
  } finally {
    if (before === undefined) delete process.env["CDKTF_OUTDIR"];
    else process.env["CDKTF_OUTDIR"] = before;
  }
  return new Set(stacksIn(dir).flatMap((json) => Object.keys(json.resource ?? {})));
}

/** Writes a block as JavaScript into a folder, with the files of an example that it imports, and returns where it is. */
function transpiled(block: Block, dir: string): string {
  const module = path.join(dir, `${block.file.replace(/\W/g, "-")}-${block.line}.js`);
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  // A module of the package is where the package's exports say, any other where it is for us.
  const code = ts.transpileModule(block.code, { compilerOptions }).outputText.replace(/\brequire\("([^"]+)"\)/g, (_call, name: string) => {
    if (!name.startsWith(".")) return `require(${JSON.stringify(ownModule(name) ?? require.resolve(name))})`;
    const file = `${path.posix.join(path.posix.dirname(block.file), name)}.ts`;
    return `require(${JSON.stringify(
      transpiled(
        EXAMPLES.find((example) => example.file === file)!,
        dir,
      ),
    )})`;
  });
  fs.writeFileSync(module, code);
  return module;
}

function ownModule(name: string): string | undefined {
  if (name !== PACKAGE.name && !name.startsWith(`${PACKAGE.name}/`)) return undefined;
  const wanted = `.${name.slice(PACKAGE.name.length)}`;
  for (const [key, target] of Object.entries(PACKAGE.exports)) {
    const [start = "", end] = key.split("*");
    if (end === undefined ? key === wanted : wanted.startsWith(start) && wanted.endsWith(end)) {
      const rest = end === undefined ? "" : wanted.slice(start.length, wanted.length - end.length);
      return path.join(ROOT, target.replaceAll("*", rest));
    }
  }
  return undefined;
}

interface Stack {
  readonly resource?: Record<string, Record<string, { "//": { metadata: { path: string } } }>>;
}

function stacksIn(outdir: string): Stack[] {
  const folder = path.join(outdir, "stacks");
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).map((name) => JSON.parse(fs.readFileSync(path.join(folder, name, "cdk.tf.json"), "utf8")) as Stack);
}

/** Types of resources in the project's own stacks, by the id of the construct just below the stack. */
function projectTypes(): Map<string, Set<string>> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "docs-"));
  projectApp(parseEnvironments(projectFiles, siteFiles), { outdir }).synth();
  const types = new Map<string, Set<string>>();
  for (const stack of stacksIn(outdir)) {
    for (const [type, resources] of Object.entries(stack.resource ?? {})) {
      for (const resource of Object.values(resources)) {
        const id = resource["//"].metadata.path.split("/")[1]!;
        types.set(id, (types.get(id) ?? new Set()).add(type));
      }
    }
  }
  return types;
}

/** Relative links of a page that lead nowhere, images included. */
function deadLinks(page: string): string[] {
  const text = TEXTS.get(page)!;
  const prose = text.replace(/^ *(`{3,})[\s\S]*?^ *\1`*\s*$/gm, "").replace(/`[^`\n]*`/g, "");
  const targets = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map((match) => match[1]!);
  targets.push(...[...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)].map((match) => match[1]!));
  return targets.filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target)).filter((target) => !leadsSomewhere(page, target));
}

function leadsSomewhere(page: string, target: string): boolean {
  const [file = "", heading] = decodeURIComponent(target).split("#");
  const full = file === "" ? path.join(ROOT, page) : path.join(ROOT, path.dirname(page), file);
  if (!full.startsWith(ROOT) || !fs.existsSync(full)) return false;
  return heading === undefined || headings(fs.readFileSync(full, "utf8")).has(heading);
}

/** Anchors of a page's headings, as GitHub and GitLab make them. */
function headings(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, title = ""] of text.replace(/^ *(`{3,})[\s\S]*?^ *\1`*\s*$/gm, "").matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const anchor = title
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count++) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}
