import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { packageFolder } from "../constructs/kit/package-root";
import { lookupIn, lookupInFolder, renderHcl, writeHcl } from "../hcl";
import { expectSameMeaning } from "./support/hcl-equivalence";

const text = { type: "string", optional: true };
const block = (attributes: string[], blocks: Record<string, object> = {}): object => ({
  attributes: Object.fromEntries(attributes.map((name) => [name, text])),
  block_types: Object.fromEntries(Object.entries(blocks).map(([name, body]) => [name, { nesting_mode: "list", block: body }])),
});

/** A provider with one resource of each shape: `set` and `kubernetes` are nested attributes, as in helm 3. */
const lookup = lookupIn({
  provider_schemas: {
    "registry.terraform.io/hashicorp/box": {
      provider: { block: block(["token", "kubernetes"]) },
      resource_schemas: {
        box_item: {
          block: block(["name", "size", "labels", "values", "set", "region"], {
            metadata: block(["name", "notes"], { port: block(["number"]) }),
          }),
        },
        box_map: { block: { block_types: { slot: { nesting_mode: "map", block: block(["size"]) } } } },
      },
      data_source_schemas: { box_item: { block: block(["name"]) } },
    },
  },
});

const item = (content: object): object => ({ resource: { box_item: { x: content } } });
const hcl = (config: object): string => renderHcl(config, lookup);

/** What stands between the braces of the resource, moved to the left. */
const inItem = (content: object): string =>
  hcl(item(content))
    .replace(/^resource "box_item" "x" \{\n|\}\n$/g, "")
    .replace(/^ {2}/gm, "");
const inLocals = (value: unknown): string =>
  hcl({ locals: { x: value } })
    .replace(/^locals \{\n {2}x = |\n\}\n$/g, "")
    .replace(/^ {2}/gm, "");

describe("blocks and attributes", () => {
  test("the schema decides which keys are blocks", () => {
    const config = item({
      labels: { "app.kubernetes.io/name": "a", tier: "b" },
      metadata: [{ name: "m", port: [{ number: 1 }, { number: 2 }] }],
      name: "n",
      set: [{ name: "a", value: "b" }],
    });
    expect(hcl(config)).toBe(`resource "box_item" "x" {
  name = "n"
  labels = {
    "app.kubernetes.io/name" = "a"
    tier                     = "b"
  }
  set = [
    {
      name  = "a"
      value = "b"
    },
  ]

  metadata {
    name = "m"

    port {
      number = 1
    }

    port {
      number = 2
    }
  }
}
`);
  });

  test("a block may be given as an object, and has labels where the schema nests by name", () => {
    expect(inItem({ metadata: { name: "m" } })).toBe('metadata {\n  name = "m"\n}\n');
    expect(hcl({ resource: { box_map: { x: { slot: { a: { size: 1 } } } } } })).toBe(
      'resource "box_map" "x" {\n  slot "a" {\n    size = 1\n  }\n}\n',
    );
  });

  test("null attributes and empty lists of blocks are left out, empty attributes stay", () => {
    expect(inItem({ labels: {}, metadata: [], name: null, set: [] })).toBe("labels = {}\nset    = []\n");
    expect(inItem({ labels: { a: null } })).toBe("labels = {\n  a = null\n}\n");
    expect(hcl({ variable: { x: { default: null } }, output: { x: { value: null } }, locals: { x: null } })).toBe(
      'variable "x" {\n  default = null\n}\n\nlocals {\n  x = null\n}\n\noutput "x" {\n  value = null\n}\n',
    );
  });

  test("comment keys are metadata in a block and plain keys in an object", () => {
    expect(hcl({ "//": { metadata: {} }, ...item({ "//": { metadata: { path: "a/b" } }, labels: { "//": "kept" } }) })).toBe(
      'resource "box_item" "x" {\n  labels = {\n    "//" = "kept"\n  }\n}\n',
    );
  });

  test("meta arguments come first or last, references are bare", () => {
    const config = item({
      connection: { host: "h", type: "ssh" },
      count: "${length(var.zones)}",
      depends_on: ["box_item.y", "data.box_item.z"],
      lifecycle: {
        create_before_destroy: true,
        ignore_changes: ["size", 'labels["a"]'],
        postcondition: [{ condition: '${self.name != ""}', error_message: "no name" }],
        replace_triggered_by: ["terraform_data.t", "box_item.y[0].name"],
      },
      name: "n",
      provider: "box.other",
      provisioner: [{ "local-exec": { command: "echo", when: "destroy" } }, { "remote-exec": { inline: ["a"], on_failure: "continue" } }],
      region: "r",
    });
    expect(hcl(config)).toBe(`resource "box_item" "x" {
  count    = length(var.zones)
  provider = box.other
  name     = "n"
  region   = "r"

  connection {
    type = "ssh"
    host = "h"
  }

  provisioner "local-exec" {
    command = "echo"
    when    = destroy
  }

  provisioner "remote-exec" {
    inline     = ["a"]
    on_failure = continue
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [size, labels["a"]]
    replace_triggered_by  = [terraform_data.t, box_item.y[0].name]

    postcondition {
      condition     = self.name != ""
      error_message = "no name"
    }
  }

  depends_on = [box_item.y, data.box_item.z]
}
`);
    expect(inItem({ lifecycle: { ignore_changes: "all" } })).toBe("lifecycle {\n  ignore_changes = all\n}\n");
  });

  test("everything else that Terraform defines", () => {
    const config = {
      check: { c: { assert: [{ condition: "${true}", error_message: "e" }], data: { box_item: { d: { name: "n" } } } } },
      import: [{ id: "1", to: "box_item.x" }],
      locals: { b: "${var.a}", c: 1 },
      module: { m: { providers: { box: "box.other" }, source: "./m", depends_on: ["box_item.x"] } },
      moved: [{ from: "box_item.a", to: "box_item.b" }],
      output: { o: { sensitive: true, value: "${local.b}" } },
      provider: { box: [{ token: "${var.a}" }, { alias: "other", kubernetes: { host: "h" } }] },
      removed: [{ from: "box_item.gone", lifecycle: [{ destroy: false }] }],
      resource: { terraform_data: { t: { input: { any: [1] }, triggers_replace: ["${local.c}"] } } },
      terraform: {
        backend: { s3: { bucket: "b", endpoints: { s3: "https://e" } } },
        required_providers: { box: { source: "hashicorp/box", version: "1.0.0" } },
        required_version: ">= 1.11",
      },
      variable: {
        a: {
          default: "d",
          description: "An a.",
          type: "map(object({ a = string }))",
          validation: [{ condition: "${var.a!=null}", error_message: "no" }],
        },
      },
    };
    expect(hcl(config)).toBe(`terraform {
  required_version = ">= 1.11"

  backend "s3" {
    bucket = "b"
    endpoints = {
      s3 = "https://e"
    }
  }

  required_providers {
    box = {
      source  = "hashicorp/box"
      version = "1.0.0"
    }
  }
}

provider "box" {
  token = var.a
}

provider "box" {
  alias = "other"
  kubernetes = {
    host = "h"
  }
}

variable "a" {
  description = "An a."
  type        = map(object({ a = string }))
  default     = "d"

  validation {
    condition     = var.a != null
    error_message = "no"
  }
}

locals {
  b = var.a
  c = 1
}

moved {
  from = box_item.a
  to   = box_item.b
}

import {
  id = "1"
  to = box_item.x
}

removed {
  from = box_item.gone

  lifecycle {
    destroy = false
  }
}

module "m" {
  source = "./m"
  providers = {
    box = box.other
  }

  depends_on = [box_item.x]
}

resource "terraform_data" "t" {
  input = {
    any = [1]
  }
  triggers_replace = [local.c]
}

check "c" {
  assert {
    condition     = true
    error_message = "e"
  }

  data "box_item" "d" {
    name = "n"
  }
}

output "o" {
  sensitive = true
  value     = local.b
}
`);
    expect(hcl({ terraform: { backend: { remote: { workspaces: { name: "w" } } }, cloud: [] } })).toContain(
      '  workspaces {\n      name = "w"',
    );
    expect(hcl({ data: { terraform_remote_state: { s: { backend: "s3", config: { bucket: "b" } } } } })).toContain("config = {");
  });
});

describe("order", () => {
  test("sections are in reading order, blocks follow those they name and otherwise the construct tree", () => {
    const at = (path: string, content: object = {}): object => ({ "//": { metadata: { path } }, ...content });
    const config = {
      resource: {
        box_item: {
          a: at("s/z", { name: "a" }),
          b: at("s/a", { name: "${box_item.c.name}" }),
          c: at("s/y", { depends_on: ["terraform_data.d"] }),
        },
        terraform_data: { d: at("s/k"), e: at("s/b", { input: "x" }) },
      },
      data: { box_item: { q: at("s/b"), p: at("s/c") } },
      variable: { z: {}, y: {} },
    };
    const headers = hcl(config).match(/^(?:\w+) .*(?= \{)/gm);
    expect(headers).toEqual([
      'variable "y"',
      'variable "z"',
      'data "box_item" "q"',
      'data "box_item" "p"',
      'resource "terraform_data" "d"',
      'resource "box_item" "c"',
      'resource "box_item" "b"',
      'resource "terraform_data" "e"',
      'resource "box_item" "a"',
    ]);
  });
});

describe("templates", () => {
  test.each([
    ["${var.a}", "var.a"],
    ['${ join(",",[var.a,"}"]) }', 'join(",", [var.a, "}"])'],
    ["${{a=1}}", "{ a = 1 }"],
    ["${[for x in [1,2]:x*-1 if x!=2&&!false]}", "[for x in [1, 2] : x * -1 if x != 2 && !false]"],
    ["${{for k,v in var.m:k=>v...}}", "{ for k, v in var.m : k => v... }"],
    ["${a\n+ b # why\n}", "a + b"],
    ["${{\n a = 1\n b = [\n 2 ]\n}}", "{ a = 1, b = [2] }"],
    ["${{for k,v in m :\n k => v\n}}", "{ for k, v in m : k => v }"],
    ['${"in ${"ner"} \\"quoted\\" $${"}', '"in ${"ner"} \\"quoted\\" $${"'],
    ["${provider::box::f(a[*].b, c.*.d)[0]}", "provider::box::f(a[*].b, c.*.d)[0]"],
    ["${{é=var.aé,bé_1=2}}", "{ é = var.aé, bé_1 = 2 }"],
    ["a-${var.a+1}-${b}", '"a-${var.a + 1}-${b}"'],
    ["${a}${b}", '"${a}${b}"'],
    ["%{if a}x%{else}y%{endif}", '"%{if a}x%{else}y%{endif}"'],
    ["a \n %{~ if a ~} \n b", '"a \\n%{if a} b"'],
    ["${~ var.a ~}", "var.a"],
    ["\ufeffa\r\n${b}\r$${c}", '"a\\r\\n${b}\\r$${c}"'],
    ["e\u0301 \u0301", '"e\u0301 \\u0301"'],
    ["$${a} %%{b} $$${c} $ % {", '"$${a} %%{b} $$${c} $ % {"'],
    ['quote " back \\ slash', '"quote \\" back \\\\ slash"'],
    ["a\nb", '"a\\nb"'],
    ["tab\tcr\rnul\u0000del\u007f", '"tab\\tcr\\rnul\\u0000del\\u007f"'],
    ["bidi\u202etag\u{e0001}", '"bidi\\u202etag\\U000e0001"'],
    ["é😀", '"é😀"'],
    ["\ud800", '"\ufffd"'],
    ["", '""'],
  ])("%j becomes %s", (json, expected) => {
    expect(inLocals(json)).toBe(expected);
  });

  test("keys are templates too", () => {
    expect(inLocals({ "a b": 1, "${var.k}": 2, "x-${var.k}": 3, for: 4, null: 5, "a-b": 6, "0": 7, "": 8, "é\u0301": 9 })).toBe(
      '{\n  "0"          = 7\n  "a b"        = 1\n  (var.k)      = 2\n  "x-${var.k}" = 3\n  "for"        = 4\n  "null"       = 5\n  a-b          = 6\n  ""           = 8\n  "é\u0301"          = 9\n}',
    );
  });

  test("numbers are as JSON has them", () => {
    expect(inLocals([1, -1, 1.5, 1e21, 2 ** 63, -1e-7, -0])).toBe("[1, -1, 1.5, 1e+21, 9223372036854776000, -1e-7, 0]");
  });

  test("long lists and lists of objects have one item a line", () => {
    expect(inLocals(["a".repeat(60), "b".repeat(60)])).toBe(`[\n  "${"a".repeat(60)}",\n  "${"b".repeat(60)}",\n]`);
    expect(inLocals([{}, []])).toBe("[{}, []]");
  });
});

describe("heredocs", () => {
  test("stand where the string is the same byte for byte", () => {
    const values = ['a: 1\n\n  \n\tb: "${var.b}"\n  c: \\ $${x}\n'];
    expect(hcl(item({ values }))).toBe(`resource "box_item" "x" {
  values = [
    <<-EOT
      a: 1

${"  "}
      \tb: "\${var.b}"
        c: \\ $\${x}
    EOT
  ]
}
`);
  });

  test("take a delimiter that is not among the lines, and a comma on a line of its own", () => {
    expect(inLocals(["a\n EOT\n", "EOT\nEOT1 \n", "z"])).toBe(
      '[\n  <<-EOT1\n    a\n     EOT\n  EOT1\n  ,\n  <<-EOT2\n    EOT\n    EOT1 \n  EOT2\n  ,\n  "z",\n]',
    );
  });

  test.each([
    ["one line", "a\n"],
    ["no line end at the end", "a\nb"],
    ["a carriage return", "a\r\nb\n"],
    ["another control character", "a\u0001\nb\n"],
    ["every line indented", "  a\n b\n"],
    ["blank lines only", "\n\n"],
    ["a line that begins outside ASCII", "a\né\n"],
    ["a line that begins with a Unicode space", "a\n \u2003b\n"],
    ["an invisible character", "a\u200b\nb\n"],
  ])("do not stand for %s", (_, value) => {
    expect(inLocals(value)).toMatch(/^"[^\n]*"$/);
  });
});

describe("refusals", () => {
  test.each<[object, string]>([
    [
      { resource: { nova_server: { x: {} } } },
      'resource.nova_server.x: no schema knows the resource type "nova_server"; correct its name or add it to the provider schemas in schemas/',
    ],
    [{ data: { box_map: { x: {} } } }, 'data.box_map.x: no schema knows the data source type "box_map"; correct its name or add it'],
    [{ provider: { nova: [{}] } }, 'provider.nova[0]: no schema knows the provider "nova"'],
    [item({ colour: 1 }), 'resource.box_item.x: "colour" is neither an attribute nor a block of this type; correct the name or remove it'],
    [item({ constructor: 1 }), '"constructor" is neither an attribute nor a block'],
    [item({ dynamic: { metadata: {} } }), "resource.box_item.x.dynamic: dynamic blocks have no HCL form here; give the blocks as a list"],
    [item({ metadata: "${var.m}" }), 'resource.box_item.x.metadata: "${var.m}" stands where a block belongs'],
    [
      item({ name: "a ${b" }),
      'resource.box_item.x.name: "${b" opens a template sequence that never ends; close it with "}" or write "$${"',
    ],
    [item({ name: "%{if a" }), 'opens a template sequence that never ends; close it with "}" or write "%%{"'],
    [item({ labels: { a: ["${"] } }), "resource.box_item.x.labels.a[0]: "],
    [item({ name: '${"a}' }), "is a quoted string that never ends on its line"],
    [item({ name: "${a ; b}" }), '"; b}" is not part of an expression'],
    [item({ name: "${(a]}" }), "closes a bracket that is not open"],
    [item({ name: "${<<EOT\na\nEOT\n}" }), "is a heredoc inside an expression"],
    [item({ name: "${}" }), '"${}" is empty; put an expression in it or write "$${"'],
    [item({ name: "a\r${b}" }), "has a carriage return without a line feed before a template sequence; remove it or write \\r\\n"],
    [item({ name: "a\r$$${b}" }), "has a carriage return without a line feed"],
    [item({ depends_on: ["${a.b}${c.d}"] }), "resource.box_item.x.depends_on[0]: "],
    [item({ depends_on: [1] }), "resource.box_item.x.depends_on[0]: 1 is not a reference; write it as a string"],
    [item({ size: undefined }), "resource.box_item.x.size: undefined has no HCL form"],
    [{ resource: { box_item: { 'x" {': {} } } }, 'resource.box_item: "x" {" cannot name a block'],
    [{ locals: { "a b": 1 } }, 'locals: "a b" cannot name an argument'],
    [{ resources: {} }, "resources: no such block at the top of a configuration"],
    [[], "configuration: [] is not a Terraform configuration"],
  ])("%j", (config, message) => {
    expect(() => hcl(config)).toThrow(message);
  });
});

// hcl2json rewrites literals and conditions that stand inside a template, so those are for Terraform only.
const SEQUENCES = ["${1+1}", '${join("-", ["a", "}"])}', "%{ if true }yes%{ endif }", "${{a=1}.a}"];
const HARD_SEQUENCES = [
  ...SEQUENCES,
  "${- 1}",
  '${"q${"n"}\\" $${"}',
  '${upper("x") == "X" ? -1 : - 2}',
  "a${~ 1 ~} \n b",
  " \n ${~ 2 }",
  "${ 3 ~}",
  "%{ if false ~}\n  no\n%{~ else ~}\n other \n%{~ endif ~}",
];
const PIECES =
  '\n|\n|\n|\r|\t| |  |"|\\|$|%|{|}|$${|%%{|\nEOT\n|\nEOT1\n|é|e\u0301|\u0301|😀|\u00a0|\u2028|\ufeff|\u200d|\u0000|~|#|//|a|b: c|-|\\n'.split(
    "|",
  );

/** Any character of Unicode: that of the library makes a table of all of them first, which takes a second. */
const anyCharacter = fc.nat(0x10ffff - 0x800).map(
  (index) => String.fromCodePoint(index < 0xd800 ? index : index + 0x800),
  (char) => {
    const code = typeof char === "string" ? char.codePointAt(0) : undefined;
    if (code === undefined || char !== String.fromCodePoint(code)) throw new Error("more or less than a character");
    return code < 0xd800 ? code : code - 0x800;
  },
);

/** Strings that are valid templates and as hard to print as possible. */
const hostile = (sequences: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...PIECES) },
        { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 5 }) },
        { weight: 1, arbitrary: fc.constantFrom(...sequences) },
      ),
      { maxLength: 14 },
    )
    .map((pieces) =>
      pieces.reduce((template, piece) => {
        if (sequences.includes(piece)) return /[$%]$/.test(template) ? `${template}-${piece}` : template + piece;
        return closeEscapes(template, piece);
      }, ""),
    )
    .map(withoutReturns);

/** Text of several lines, half of it with a first line at the margin so that it can become a heredoc. */
const lines = (sequences: readonly string[]): fc.Arbitrary<string> => {
  const plain = fc.constantFrom("a: b", "  c", "", "   ", "EOT", " EOT1", '\t"q" \\n', "$${x} %%{y}", "é".padStart(3, "z"), ...sequences);
  const rows = fc.array(plain, { minLength: 1, maxLength: 6 }).map((row) => ["a:", ...row].join("\n"));
  return fc
    .oneof(
      rows,
      fc.array(hostile(sequences), { minLength: 2, maxLength: 6 }).map((row) => row.join("\n")),
    )
    .map((all) => withoutReturns(`${all}\n`));
};
// Refused, see above.
function withoutReturns(template: string): string {
  return /\r(?!\n)[^]*[$%]\{/.test(template) ? template.replace(/\r(?!\n)/g, "\r\n") : template;
}

// Terraform drops a byte order mark at the beginning of a string, hcl2json does not know.
function withoutMark(template: string): string {
  return template.replace(/^\ufeff+/, "");
}

// Where two pieces meet, `$` and `{` must not open a sequence by accident.
function closeEscapes(template: string, piece: string): string {
  const escaped = piece.replace(/(?<!\$)\$\{|(?<!%)%\{/g, (opener) => `${opener[0]}${opener}`);
  return escaped.startsWith("{") && /(?<!\$)\$$|(?<!%)%$/.test(template) ? `${template}-${escaped}` : template + escaped;
}

const seed = { seed: 20261122 };

describe("hostile strings", () => {
  test("are the same when HCL is parsed back", async () => {
    const [short, long] = [hostile(SEQUENCES).map(withoutMark), lines(SEQUENCES).map(withoutMark)];
    const contents = fc.record({
      labels: fc.dictionary(short, short, { maxKeys: 3 }),
      metadata: fc.array(
        fc.record({
          name: short,
          notes: fc.oneof(short, long),
          port: fc.record({ number: fc.double({ noNaN: true, noDefaultInfinity: true }) }),
        }),
        { maxLength: 2 },
      ),
      name: short,
      set: fc.array(fc.record({ name: short, value: fc.oneof(short, long) }), { maxLength: 2 }),
      values: fc.array(fc.oneof(short, long), { maxLength: 3 }),
    });
    const samples = fc.sample(contents, { ...seed, numRuns: 120 });
    const config = JSON.parse(
      JSON.stringify({ resource: { box_item: Object.fromEntries(samples.map((sample, i) => [`x${i}`, sample])) } }),
    ) as object;
    await expectSameMeaning(config, hcl(config), lookup);
  });

  const terraform = spawnSync("terraform", ["version"]).status === 0;
  (terraform ? test : test.skip)(
    `are the same to Terraform, and formatted${terraform ? "" : " (skipped: no terraform on the PATH)"}`,
    () => {
      const [short, long] = [hostile(HARD_SEQUENCES), lines(HARD_SEQUENCES)];
      // `terraform fmt` aligns at the first `=` of a line, even at one inside the key.
      const key = hostile(HARD_SEQUENCES.filter((sequence) => !sequence.includes("="))).map(withoutMark);
      const values = fc.oneof(
        short,
        long,
        fc.array(fc.oneof(short, long), { maxLength: 3 }),
        fc.dictionary(key, fc.oneof(short, long), { maxKeys: 4 }),
      );
      const samples = fc.sample(values, { ...seed, numRuns: 300 });
      const config = { output: Object.fromEntries(samples.map((value, i) => [`o${i}`, { value }])) };
      const folder = mkdtempSync(join(tmpdir(), "hcl-"));
      try {
        const outputs = { "main.tf.json": JSON.stringify(config), "main.tf": hcl(config) };
        const [json, native] = Object.entries(outputs).map(([file, source]) =>
          evaluate(join(folder, file.replaceAll(".", "-")), file, source),
        );
        expect(native).toEqual(json);
        expect(Object.keys(native ?? {})).toHaveLength(samples.length);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

/** What Terraform makes of the outputs in a file; native syntax must be formatted as well. */
function evaluate(folder: string, file: string, source: string): object {
  mkdirSync(folder);
  writeFileSync(join(folder, file), source);
  const run = (...args: string[]): string => {
    const env = { PATH: process.env["PATH"], HOME: folder, CHECKPOINT_DISABLE: "1" };
    const { status, stdout, stderr } = spawnSync("terraform", args, { cwd: folder, encoding: "utf8", env, maxBuffer: 1e8 });
    if (status !== 0) throw new Error(`terraform ${args.join(" ")}: ${`${stdout}${stderr}`.slice(0, 2000)}`);
    return stdout;
  };
  if (file.endsWith(".tf")) run("fmt", "-check", "-diff");
  run("apply", "-auto-approve", "-no-color");
  return (JSON.parse(readFileSync(join(folder, "terraform.tfstate"), "utf8")) as { outputs: object }).outputs;
}

describe("writeHcl", () => {
  const outdir = mkdtempSync(join(tmpdir(), "hcl-out-"));
  afterAll(() => rmSync(outdir, { recursive: true }));

  const written = (stacks: Record<string, object>): Record<string, string> => {
    for (const [name, config] of Object.entries(stacks)) {
      mkdirSync(join(outdir, "stacks", name), { recursive: true });
      writeFileSync(join(outdir, "stacks", name, "cdk.tf.json"), JSON.stringify(config));
    }
    writeHcl(outdir, Object.keys(stacks), lookupInFolder(packageFolder("schemas")));
    return Object.fromEntries(Object.keys(stacks).map((name) => [name, readFileSync(join(outdir, "hcl", `${name}.tf`), "utf8")]));
  };

  test("writes each stack", () => {
    expect(written({ a: { locals: { x: 1 } }, b: { resource: { terraform_data: { t: {} } } } })).toEqual({
      a: "locals {\n  x = 1\n}\n",
      b: 'resource "terraform_data" "t" {}\n',
    });
  });

  test("says which stack it cannot print, and that no schema knows the type", () => {
    expect(() => written({ a: { resource: { nova_server: { x: {} } } } })).toThrow(
      'stack a: resource.nova_server.x: no schema knows the resource type "nova_server"',
    );
  });

  test("reads the committed schemas", async () => {
    const config = {
      provider: { helm: [{ kubernetes: { host: "h" } }] },
      resource: { helm_release: { r: { chart: "c", name: "n", set: [{ name: "a", value: "b" }], values: ["a: 1\nb: 2\n"] } } },
    };
    const { a } = written({ a: config });
    expect(a).toContain('  kubernetes = {\n    host = "h"\n  }\n');
    expect(a).toContain("  values = [\n    <<-EOT\n      a: 1\n      b: 2\n    EOT\n  ]\n");
    await expectSameMeaning(config, a!);
  });
});
