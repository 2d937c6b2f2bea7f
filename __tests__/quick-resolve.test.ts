import { createRequire } from "node:module";
import { DefaultTokenResolver, Fn, Lazy, StringConcat, TerraformStack, Testing, Token } from "cdktf";
import * as fc from "fast-check";
import { quickResolve } from "../operate/synth/quick-resolve";

const load = createRequire(__filename);
const file = load.resolve("cdktf/lib/tokens/private/resolve");
const patched = load.cache[file];
delete load.cache[file];
// Loaded again, because resolve-shim has put another function in its place.
const { resolve: byFramework } = load(file) as { resolve: Parameters<typeof quickResolve>[0] };
load.cache[file] = patched;

const scope = new TerraformStack(Testing.app(), "stack");
const options = { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) };
const outcome = (resolve: typeof byFramework, value: unknown): unknown => {
  try {
    return { value: resolve(value, options) as unknown };
  } catch (error) {
    return (error as Error).message;
  }
};

const same = (value: unknown): void => expect(outcome(quickResolve(byFramework), value)).toStrictEqual(outcome(byFramework, value));

class Settings {
  public constructor(public readonly size: number) {}
}

describe("what is resolved without the framework", () => {
  const token = Token.asString(Fn.join("-", ["a", "b"]));
  const inner = Lazy.anyValue({ produce: () => ({ name: `x ${token}`, none: undefined, list: [1, undefined, token] }) });
  const values = fc.constantFrom<unknown>(
    "",
    "plain",
    "5e3a7b1c-1e5d",
    "1e5",
    "-1.5e+3",
    "${var.x} and $${y}",
    "TfToken[",
    `${token} in a text`,
    `\${var.x} before ${token} and $\{"quoted"}`,
    `number ${Token.asNumber(Fn.abs(-1))}`,
    token,
    Token.asNumber(Fn.abs(-1)),
    Token.asList(Fn.sort(["b", "a"])),
    Token.asNumberList(Fn.flatten([[1]])),
    Token.asStringMap(Fn.merge([{ a: "b" }])),
    { [token]: "key" },
    inner,
    0,
    -1,
    0.5,
    1e300,
    -123456789,
    Number.MAX_SAFE_INTEGER,
    null,
    undefined,
    true,
    new Date(0),
    new Settings(1),
    { resolve: () => "resolved" },
    "String Map Token Value",
    () => "a function",
  );
  const data = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      values,
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 4 }), tie("node"), { maxKeys: 4 }),
    ),
  })).node;

  test("comes out as the framework has it, or is refused in its words", () => {
    fc.assert(fc.property(data, same), { numRuns: 1000 });
  });

  test("leaves alone what it was given, and gives no part of it", () => {
    const value = { list: [{ a: 1 }], none: undefined };
    const resolved = quickResolve(byFramework)(value, options) as typeof value;
    expect(resolved).toEqual({ list: [{ a: 1 }] });
    expect(resolved.list[0]).not.toBe(value.list[0]);
    expect(Object.keys(value)).toEqual(["list", "none"]);
  });

  test("a circle and a construct are refused as before", () => {
    const circle: Record<string, unknown> = {};
    circle["again"] = { circle };
    same(circle);
    same({ scope });
    expect(outcome(quickResolve(byFramework), circle)).toMatch(/circular/i);
  });

  test("is no work of the framework", () => {
    const slow = jest.fn(byFramework);
    const resolved = quickResolve(slow)({ a: ["b", { c: 1, d: token }], e: null, f: undefined }, options) as unknown;
    expect(resolved).toEqual({ a: ["b", { c: 1, d: '${join("-", ["a", "b"])}' }], e: null });
    expect(slow.mock.calls.map(([value, { prefix }]) => [value as unknown, prefix])).toEqual([[token, ["a", "1", "d"]]]);
  });
});
