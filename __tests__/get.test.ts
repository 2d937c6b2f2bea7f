import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { generateBindings } from "../dev/get";

const root = path.resolve(__dirname, "../..");

function filesOf(dir: string): Record<string, string> {
  const names = fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(dir, file).split(path.sep).join("/"), fs.readFileSync(file, "utf8")];
    }),
  );
}

describe("get", () => {
  test("the committed bindings are what the committed schema gives", async () => {
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), "get-"));
    await generateBindings(root, dir);
    const made = filesOf(dir);
    const committed = filesOf(path.join(root, ".gen"));

    expect(Object.keys(committed).sort()).toEqual(Object.keys(made).sort());
    expect(Object.keys(made).filter((file) => made[file] !== committed[file])).toEqual([]);
    expect(Object.keys(made)).toContain("providers/openstack/containerinfra-cluster-v1/index.ts");
  });

  test("every type in schemas/used.json has bindings", () => {
    const used = JSON.parse(fs.readFileSync(path.join(root, "schemas", "used.json"), "utf8")) as {
      openstack: { resources: string[]; dataSources: string[] };
    };
    const names = [...used.openstack.resources, ...used.openstack.dataSources.map((name) => `data_${name}`)]
      .map((name) => name.replace(/^openstack_/, "").replaceAll("_", "-"))
      .concat("provider");
    const folders = fs.readdirSync(path.join(root, ".gen", "providers", "openstack"), { withFileTypes: true });

    expect(
      folders
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort(),
    ).toEqual(names.sort());
  });
});
