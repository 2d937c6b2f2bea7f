import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as fc from "fast-check";
import { packageFolder } from "../constructs/kit/package-root";
import { QUOTA_NUMBERS, type QuotaNumberName } from "../constructs/openstack-project/quota-fields";
import { gaiaDev } from "../environments/gaia-dev";
import { quotaNotes } from "../operate/review/quota-notes";
import type { Plan } from "../operate/plan/plan";
import { writeStacks } from "../operate/synth/write-stacks";
import { readEnvironments, rightEnvironments, type SiteInput } from "../projects";
import { adminApp } from "../stacks/admin-app";
import { adminStackName } from "../stacks/admin-names";
import type { AdminStackOptions } from "../stacks/admin-stack";
import { administered, DATES, foundingProjects } from "./support/founding-projects";
import { Template } from "./support/synth";

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true, force: true })));

function newFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "admin-"));
  folders.push(folder);
  return folder;
}

function stackOf(site: SiteInput, options: AdminStackOptions = {}): Template {
  const { admins } = rightEnvironments({}, { "site.ts": site });
  const outdir = newFolder();
  adminApp(admins[0]!, options, { outdir }).synth();
  const file = path.join(outdir, "stacks", adminStackName(admins[0]!), "cdk.tf.json");
  return new Template(JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>);
}

const messages = (site: SiteInput, project: object = { ...gaiaDev, quota: undefined }): string[] =>
  readEnvironments({ "project.ts": project }, { "site.ts": site }).problems.map(
    ({ file, path: at, message }) => `${file} ${at.join(".")} ${message}`,
  );

test.each(DATES)("the founding team's projects of %s have the numbers of their configuration", (date) => {
  const outdir = newFolder();
  const { admins } = rightEnvironments({}, { "site.ts": administered({ projects: foundingProjects(date) }) });
  expect(writeStacks([], outdir, admins)).toEqual([{ stack: "cumulus-admin", resources: 22 }]);
  const wanted = packageFolder(path.join("__tests__", "fixtures", "admin", `${date}.tf`));
  expect(fs.readFileSync(path.join(outdir, "hcl", "cumulus-admin.tf"), "utf8")).toBe(fs.readFileSync(wanted, "utf8"));
});

test("each number reaches the resource of its service, under the service's name, and nothing else does", () => {
  const fields = Object.keys(QUOTA_NUMBERS) as QuotaNumberName[];
  const quota = fc.record(Object.fromEntries(fields.map((field) => [field, fc.integer({ min: 1, max: 99_999 })])), { requiredKeys: [] });
  const types: Readonly<Record<string, string>> = {
    compute: "openstack_compute_quotaset_v2",
    "block-storage": "openstack_blockstorage_quotaset_v3",
    network: "openstack_networking_quota_v2",
    "load-balancer": "openstack_lb_quota_v2",
  };
  fc.assert(
    fc.property(quota, (numbers) => {
      const template = stackOf(administered({ projects: [{ name: "a", quota: numbers }] }));
      const written = Object.values(types).flatMap((type) =>
        template.all(type).flatMap(({ attributes: { project_id: _, ...attributes } }) => Object.entries(attributes)),
      );
      const wanted = fields.flatMap((field) => {
        const { service, name } = QUOTA_NUMBERS[field];
        return numbers[field] !== undefined && service in types ? [[name, numbers[field]]] : [];
      });
      expect(written.sort()).toEqual(wanted.sort());
    }),
    { numRuns: 25, seed: 20261127 },
  );
});

test("projects are protected, by themselves and where they are taken out", () => {
  const template = stackOf(administered({ projects: foundingProjects("2021-06") }));
  const projects = template.all("openstack_identity_project_v3");
  expect(projects.map(({ attributes }) => attributes["lifecycle"])).toEqual(projects.map(() => ({ prevent_destroy: true })));
  const guard = template.one("terraform_data").attributes;
  expect(guard["lifecycle"]).toEqual({ prevent_destroy: true });
  expect(JSON.stringify(guard["for_each"])).toContain(projects[0]!.address);
  const opened = stackOf(administered({ projects: [] }), { guarded: false }).one("terraform_data").attributes;
  expect(opened["lifecycle"]).toEqual({ prevent_destroy: false });
});

test("a project that is there is imported with its quotas, and what it may use already as well", () => {
  const id = "0123456789abcdef".repeat(2);
  const site = administered({
    projects: [{ name: "a", adopt: id, quota: { cores: 4, loadBalancers: 2, shares: 3 }, sharedNetworks: ["net"], flavors: ["f"] }],
  });
  const template = stackOf(site, { findGrant: (_project, kind) => (kind === "sharedNetworks" ? "rbac-1" : undefined) });
  const imports = template.json["import"] as { id: string; to: string }[];
  expect(imports.map((one) => `${one.to.split(".")[0]} ${one.id}`).sort()).toEqual([
    `openstack_compute_quotaset_v2 ${id}/RegionOne`,
    `openstack_identity_project_v3 ${id}`,
    `openstack_lb_quota_v2 ${id}/RegionOne`,
    "openstack_networking_rbac_policy_v2 rbac-1",
  ]);
});

test("groups and roles whose names run into each other stay apart", () => {
  const groups = [
    { name: "a-b", roles: ["c"] },
    { name: "a", roles: ["b-c"] },
  ];
  expect(stackOf(administered({ projects: [{ name: "p", groups }] })).all("openstack_identity_role_assignment_v3")).toHaveLength(2);
});

test("what several projects use is looked up once", () => {
  const projects = ["a", "b"].map((name) => ({ name, sharedNetworks: ["net"], flavors: ["f"], images: ["i"] }));
  const template = stackOf(administered({ projects }));
  for (const type of ["networking_network_v2", "compute_flavor_v2", "images_image_v2"])
    expect(template.all(`data.openstack_${type}`)).toHaveLength(1);
});

test("numbers of a volume type stand beside those that Cinder has of all others", () => {
  const site = administered({ projects: [{ name: "a", quota: { volumeTypes: { ssd: { gigabytes: 10 } } } }] });
  const volumeTypeQuotas = new Map([["a", { gigabytes_ssd: "-1", volumes_ssd: "-1", gigabytes_hdd: "7" }]]);
  expect(stackOf(site, { volumeTypeQuotas }).get("openstack_blockstorage_quotaset_v3")["volume_type_quota"]).toEqual({
    gigabytes_ssd: "10",
    volumes_ssd: "-1",
    gigabytes_hdd: "7",
  });
  expect(stackOf(site).get("openstack_blockstorage_quotaset_v3")["volume_type_quota"]).toEqual({ gigabytes_ssd: "10" });
});

test("private volume types are named, and their ids come from outside", () => {
  const id = "5b8e1f5e-0000-4000-8000-000000000001";
  const projects = ["a", "b"].map((name) => ({ name, volumeTypes: ["fast", id] }));
  const template = stackOf(administered({ projects }));
  const access = template.all("openstack_blockstorage_volume_type_access_v3").map(({ attributes }) => attributes["volume_type_id"]);
  expect(access.sort()).toEqual(['${var.volume_type_ids["fast"]}', '${var.volume_type_ids["fast"]}', id, id]);
  expect(Object.keys(template.json["variable"] as object)).toEqual(["volume_type_ids"]);
  expect(stackOf(administered({ projects: [{ name: "a", volumeTypes: [id] }] })).json["variable"]).toBeUndefined();
});

describe("a site's file", () => {
  const { admin: _, ...clouds } = administered({ projects: [] }).clouds;

  test.each<[string, SiteInput, string]>([
    [
      "without an administrator's login",
      { ...administered({ projects: [] }), clouds },
      "site.ts clouds.admin must be given beside admin: the entry of clouds.yaml of an administrator",
    ],
    [
      "whose administrator is a project's login",
      { ...administered({ projects: [] }), clouds: { ...clouds, admin: clouds.clusters } },
      'site.ts clouds.admin must be an entry of its own, which no project works with, got "{project}-super"',
    ],
    [
      "with a login for nothing",
      { ...administered({ projects: [] }), admin: undefined },
      'site.ts clouds.admin must be left out without admin.projects, got "cumulus-admin"',
    ],
    [
      "with a project twice",
      administered({ projects: [{ name: "a" }, { name: "a", cloud: "b" }] }),
      'site.ts admin.projects.1.name must be unique, got "a" twice',
    ],
    [
      "with two projects behind one login",
      administered({ projects: [{ name: "a" }, { name: "b", cloud: "a" }] }),
      'site.ts admin.projects.1.cloud must be unique, got "a" twice',
    ],
    [
      "with a role twice",
      administered({ projects: [{ name: "a", groups: [{ name: "g", roles: ["member", "member"] }] }] }),
      'site.ts admin.projects.0.groups.0.roles.1 must be unique, got "member" twice',
    ],
    [
      "with a quota that Magnum does not take",
      administered({ projects: [{ name: "a", quota: { clusters: -1 } }] }),
      "site.ts admin.projects.0.quota.clusters must be a whole number from 1 to 2147483647, got -1",
    ],
  ])("%s is refused", (_what, site, message) => {
    expect(messages(site)).toContain(message);
  });
});

describe("a project's quota", () => {
  const site = administered({ projects: foundingProjects("2021-06") });
  const quotaOf = (project: object) => readEnvironments({ "p.ts": project }, { "s.ts": site }).projects[0]!.project?.quota;

  test("is the administrator's where the project's file has none", () => {
    expect(quotaOf({ ...gaiaDev, quota: undefined })).toMatchObject({ cores: 486, instances: -1, gigabytes: 49_152, shares: -1 });
  });

  test("may be repeated, and is refused where it is another one", () => {
    expect(messages(site, gaiaDev)).toEqual([]);
    expect(messages(site, { ...gaiaDev, quota: { ...gaiaDev.quota!, cores: 400 } })).toEqual([
      'project.ts quota.cores must be 486, as admin.projects of site cumulus has it for "iris-gaia-dev", or leave out all of quota, got 400',
    ]);
  });

  test("has of its own what the administrator leaves as it is", () => {
    expect(quotaOf({ ...gaiaDev, quota: { ...gaiaDev.quota!, shares: 40 } })).toMatchObject({ shares: 40 });
  });

  test("limits the project", () => {
    const small = administered({ projects: [{ name: "iris-gaia-dev", cloud: "gaia-dev", quota: { cores: 10 } }] });
    expect(messages(small).join("\n")).toMatch(/project\.ts quota\.cores .*10/);
  });
});

describe("a number that is taken out", () => {
  const plan = (before: object, after: object, gone: readonly string[] = []): Plan => ({
    stack: "s-admin",
    format_version: "1.2",
    output_changes: { requested_quotas: { actions: ["update"], before, after } },
    resource_changes: gone.map((name) => ({
      ...{ address: name, type: "openstack_identity_project_v3" },
      change: { actions: ["delete"], before: { name } },
    })),
  });

  test("is said to stay as it is, those of volume types too", () => {
    const before = { a: { cores: 4, volumes: null, volumeTypes: { ssd: { gigabytes: 10 } } }, b: { cores: 1 } };
    expect(quotaNotes(plan(before, { a: { volumes: 3 } }, ["b"]))).toEqual([
      "quota `cores` of project `a` is no longer in the data and stays as it is, 4; to change it write a number, -1 is unlimited",
      "quota `volumeTypes.ssd.gigabytes` of project `a` is no longer in the data and stays as it is, 10; to change it write a number, -1 is unlimited",
    ]);
    expect(quotaNotes(plan(before, before))).toEqual([]);
  });
});
