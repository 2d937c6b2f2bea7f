import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readProjects } from "../cli/commands/diagram";
import { reviewPlans } from "../cli/commands/review";
import { projectFiles, siteFiles } from "../environments";
import { needlessEntries } from "../operate/review/gate";
import { readPlan } from "../operate/plan/plan";
import { filesUnder } from "../operate/session/processes";
import { stacksOf } from "../operate/terraform/stacks";
import { parseEnvironments } from "../projects";
import { placeOf, projectApp, readProjectStacks, ROLES, rolesOf, stackName } from "../stacks";
import { drawingOf } from "../views/diagram/boxes";
import { modelOf } from "../views/diagram/model";
import { pageOf } from "../views/diagram/page";
import { svgOf } from "../views/diagram/svg";

const ROOT = path.join(__dirname, "..", "..");
const [PROJECT] = parseEnvironments(projectFiles, siteFiles);
const id = PROJECT!.id;

function synthesise(roles?: (typeof ROLES)[number][]): string {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "roles-"));
  projectApp([{ ...PROJECT!, roles }], { outdir }).synth();
  return outdir;
}

describe("names of stacks", () => {
  test.each(ROLES)("the name for role %s leads back to project and role", (role) => {
    expect(placeOf(stackName("gaia-dev", role))).toEqual({ project: "gaia-dev", role });
    expect(placeOf(stackName(stackName("a", "cluster"), role))).toEqual({ project: stackName("a", "cluster"), role });
  });

  test.each(["gaia-dev", "cluster", "-platform", "plan", "gaia-dev-admins"])("'%s' is the stack of no project", (name) => {
    expect(placeOf(name)).toBeUndefined();
  });

  test("are made and taken apart in one place", () => {
    const apart = /\}-(cluster|platform)\b|["'`/(]-\(?(cluster|platform)\b|-\$\{(half|role)\}/;
    const rooms = ["cli", "constructs", "dev", "e2e", "hcl", "operate", "projects", "stacks", "views"];
    const files = rooms.flatMap((room) => filesUnder(path.join(ROOT, room)).map((file) => path.join(room, file)));
    const found = files.filter((file) => file.endsWith(".ts") && apart.test(fs.readFileSync(path.join(ROOT, file), "utf8")));

    expect(files).toContain("stacks/roles.ts");
    expect(found.filter((file) => file !== "stacks/roles.ts" && !file.startsWith("constructs/"))).toEqual([]);
  });
});

test("a synth writes down what its stacks are for", () => {
  expect(readProjectStacks(synthesise())).toEqual([
    { project: id, role: "cluster", stack: `${id}-cluster`, dependencies: [] },
    { project: id, role: "platform", stack: `${id}-platform`, dependencies: [`${id}-cluster`] },
  ]);
});

describe("a project without a cluster stack", () => {
  const outdir = synthesise(["platform"]);
  const project = { ...PROJECT!, roles: ["platform"] as const, allow: [{ address: "a.b", action: "destroy", reason: "once" }] as const };

  test("is deployed as what it has", () => {
    expect(rolesOf(project)).toEqual(["platform"]);
    expect(stacksOf(outdir, project)).toMatchObject([{ name: `${id}-platform`, role: "platform", dependencies: [] }]);
  });

  test("is drawn without a box for the cluster", async () => {
    const [drawn] = readProjects(outdir);
    const model = modelOf(drawn!);
    const page = pageOf(drawn!, model);

    expect(model.cluster).toEqual([]);
    expect(page).toMatch(/\| Terraform \| &#62;= [\d.]+ \|/);
    expect(page).toContain(`${id}-platform: Kubernetes`);
    expect(page).not.toContain(`${id}-cluster`);
    expect(await svgOf(drawingOf(model))).not.toContain("cluster_cluster");
  });

  test("is reviewed by the plan of its platform alone", () => {
    const plan = { format_version: "1.2", resource_changes: [] };
    const plans = [readPlan(`${id}-platform`, "plan.json", Buffer.from(JSON.stringify(plan)))];

    expect(reviewPlans(plans, [{ ...project, allow: [] }], ["destroy"]).refused).toEqual([]);
    expect(needlessEntries([], [`${id}-platform`], [{ ...project, allow: [...project.allow] }])).toHaveLength(1);
    expect(needlessEntries([], [`${id}-platform`], [{ ...project, roles: undefined, allow: [...project.allow] }])).toEqual([]);
  });
});
