import { MAGNUM_LABEL_TABLE } from "../constructs/magnum-cluster/magnum-labels.generated";
import { magnumLabelTable } from "../dev/magnum-labels";

const row = (more: object = {}): object => ({
  type: "number",
  default: null,
  where: ["b/driver.py:12", "b/driver.py:9"],
  by: ["the driver's code", "running"],
  ...more,
});
const files = (capiHelm: object): Record<string, string> => ({
  "in/vexxhost-0.38.1.json": "{}",
  "in/capi-helm-1.4.0.json": JSON.stringify(capiHelm),
  "in/heat-22.0.0.json": "{}",
});

/** The generated table in the form of its sources. */
function inputs(): Record<string, string> {
  interface Row {
    read: boolean;
    seen: boolean;
    source: readonly string[];
    withoutEffect?: string;
  }
  return Object.fromEntries(
    Object.entries(MAGNUM_LABEL_TABLE).map(([driver, { version, labels }]) => {
      const rows = Object.entries<Row>(labels).map(([label, { read, seen, source, withoutEffect, ...same }]) => [
        label,
        {
          ...same,
          where: source,
          by: [read ? "the driver's code" : "Magnum's code", ...(seen ? ["running"] : [])],
          "without effect": withoutEffect,
        },
      ]);
      return [`${driver}-${version}.json`, JSON.stringify(Object.fromEntries(rows.reverse()))];
    }),
  );
}

describe("the table of labels", () => {
  test("is written from what the drivers' code reads, and the same for the same code in any order", () => {
    expect(JSON.stringify(magnumLabelTable(inputs()))).toBe(JSON.stringify(MAGNUM_LABEL_TABLE));
  });

  test("has a row for each label: type, default, who reads it, what is allowed, where", () => {
    const table = magnumLabelTable(
      files({
        size: row(),
        list: row({ type: "comma_delimited_list", default: [], allowed: ["a"], by: ["Magnum's code"] }),
        dead: row({ "without effect": "nobody uses it" }),
      }),
    );

    const source = ["b/driver.py:9", "b/driver.py:12"];
    expect(table["capi-helm"]).toEqual({
      package: "magnum-capi-helm",
      version: "1.4.0",
      labels: {
        dead: { type: "number", default: null, read: true, seen: true, withoutEffect: "nobody uses it", source },
        list: { type: "string", default: [], read: false, seen: false, allowed: ["a"], source },
        size: { type: "number", default: null, read: true, seen: true, source },
      },
    });
  });

  test.each([
    [
      "a file of another name",
      { "heat.json": "{}" },
      "heat.json: must be named <driver>-<version>.json, with driver heat, capi-helm, vexxhost",
    ],
    ["a driver that is missing", { "heat-1.0.json": "{}" }, "capi-helm-<version>.json and vexxhost-<version>.json must be given too"],
    ["what is no JSON", { "heat-1.0.json": "{" }, "heat-1.0.json: must be JSON"],
    ["a row without a place", { "heat-1.0.json": JSON.stringify({ a: row({ where: [] }) }) }, /^heat-1\.0\.json: a\.where: /],
  ])("fails for %s", (_what, given: object, message) => {
    expect(() => magnumLabelTable(given as Record<string, string>)).toThrow(message);
  });
});
