import * as fc from "fast-check";
import { lineDiff, withoutDistant } from "../operate/review/line-diff";

describe("a difference by line", () => {
  const text = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 }).map((lines) => lines.join("\n"));

  test("leads from one text to the other and back", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = lineDiff(before, after);
        const side = (not: string): string =>
          diff
            .filter((line) => !line.startsWith(not))
            .map((line) => line.slice(2))
            .join("\n");
        expect(side("+")).toBe(before);
        expect(side("-")).toBe(after);
      }),
    );
  });

  test("has no change between equal texts, and few between similar ones", () => {
    expect(lineDiff("a\nb", "a\nb")).toEqual(["  a", "  b"]);
    expect(lineDiff("a\nb\nc\nd", "a\nx\nc\ny\nd")).toEqual(["  a", "- b", "+ x", "  c", "+ y", "  d"]);
  });

  test("of long texts ends soon", () => {
    const lines = (start: number): string => Array.from({ length: 20_000 }, (_, index) => `line ${start + index}`).join("\n");
    const started = Date.now();
    expect(lineDiff(lines(0), lines(7)).length).toBeGreaterThan(20_000);
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test("leaves out what is far from changes", () => {
    expect(withoutDistant(["  1", "  2", "  3", "+ x", "  4", "  5", "  6", "  7"], 1)).toEqual(["  ...", "  3", "+ x", "  4", "  ..."]);
  });
});
