import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { updateSnapshots } from "../cli/commands/snapshots";
import { loadDataFiles } from "../operate/data-files";
import { parseEnvironments } from "../projects";

const EXAMPLES = path.join(__dirname, "..", "..", "examples");
const FOLDERS = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, "environments")));

test("there are the clusters of the systems that came before", () => {
  expect(FOLDERS).toEqual(["eiffel-ohpc", "iris-magnum", "magnum-terraform"]);
});

describe.each(FOLDERS)("example %s", (name) => {
  /** What is made by the way goes into a copy. */
  const copied = (): string => {
    const folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "example-")), name);
    fs.cpSync(path.join(EXAMPLES, name), folder, { recursive: true });
    return folder;
  };

  test("has right files, and the HCL that is made of them", async () => {
    const folder = copied();
    const { projects, sites } = await loadDataFiles(folder);
    const parsed = parseEnvironments(projects, sites);
    expect(parsed).toHaveLength(1);
    const was = fs.readdirSync(path.join(folder, "snapshots"));
    expect(was).toEqual([`${parsed[0]!.id}-cluster.tf`, `${parsed[0]!.id}-platform.tf`]);
    // `npx cdktf-magnum snapshots` in the folder of the example renews them.
    expect(updateSnapshots(folder, parsed)).toEqual([]);
  });

  test("has a page that names its files' fields", () => {
    const page = fs.readFileSync(path.join(EXAMPLES, name, "README.md"), "utf8");
    expect(page).toContain("cluster.workers");
    expect(page.split("\n").length).toBeLessThan(60);
  });
});

test("the page of magnum-terraform has a line for each of its variables", () => {
  const page = fs.readFileSync(path.join(EXAMPLES, "magnum-terraform", "README.md"), "utf8");
  const variables = [
    ...["cluster_name", "cluster_template_name", "flavor_name", "master_flavor_name", "public_key_file"],
    ...["master_count", "node_count", "max_node_count", "extra_network"],
  ];
  for (const variable of variables) expect(page).toMatch(new RegExp(`^\\| \`${variable}\` +\\|`, "m"));
});
