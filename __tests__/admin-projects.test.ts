import { contentsOf } from "../operate/admin/contents";
import { adoptionProblems, existingGrants } from "../operate/admin/existing";
import { quotaUse, setQuota } from "../operate/admin/quota-use";
import { namedVolumeTypes, presentTypeQuotas } from "../operate/admin/volume-types";
import { OpenStackError } from "../operate/openstack/failure";
import { rightEnvironments } from "../projects";
import { cloudWith } from "./support/openstack";
import { administered } from "./support/founding-projects";

const ID = "0123456789abcdef".repeat(2);
const adminOf = (projects: Parameters<typeof administered>[0]["projects"]) =>
  rightEnvironments({}, { "site.ts": administered({ projects }) }).admins[0]!;

describe("a project that goes", () => {
  test("has what would stay without an owner, and not what belongs to others", async () => {
    const cloud = cloudWith({
      "compute /servers/detail": [{ name: "a", tenant_id: ID }],
      "block-storage /volumes/detail": [
        { id: "v1", name: "", "os-vol-tenant-attr:tenant_id": ID },
        { id: "v2", name: "theirs", "os-vol-tenant-attr:tenant_id": "other" },
      ],
      "network /networks": ["a", "b", "c", "d", "e", "f"].map((name) => ({ name, project_id: ID })),
      "container-infra /stats": { clusters: 1 },
    });
    expect(await contentsOf(cloud, ID)).toEqual([
      "1 cluster of Magnum",
      "1 x server (a)",
      "1 x volume (v1)",
      "6 x network (a, b, c, d, e and 1 more)",
    ]);
  });

  test("is empty where nothing is found, and unknown where a service does not say", async () => {
    expect(await contentsOf(cloudWith({ "container-infra /stats": { clusters: 0 } }), ID)).toEqual([]);
    expect(await contentsOf(cloudWith({}, { identity: { services: ["compute"] } }), ID)).toEqual([]);
    await expect(contentsOf(cloudWith({ "shared-file-system /shares/detail": new OpenStackError("forbidden", "no") }), ID)).rejects.toThrow(
      "no",
    );
  });
});

describe("quotas", () => {
  const quota = { cores: 4, gigabytes: 9, volumeTypes: { ssd: { gigabytes: 3 } }, loadBalancers: 2, shares: 5, clusters: 7 };
  const answers = {
    [`compute /os-quota-sets/${ID}/detail`]: { id: ID, cores: { limit: 8, in_use: 6, reserved: 0 } },
    [`block-storage /os-quota-sets/${ID}`]: { gigabytes: { limit: 9, in_use: 1 }, gigabytes_ssd: { limit: -1, in_use: 0 } },
    [`load-balancer /lbaas/quotas/${ID}`]: { load_balancer: 2 },
    "load-balancer /lbaas/loadbalancers": [{ id: "l" }],
    [`shared-file-system /quota-sets/${ID}/detail`]: { id: ID, shares: { limit: 10, in_use: 3 } },
    [`container-infra /quotas/${ID}/Cluster`]: { hard_limit: 20 },
    "container-infra /stats": { clusters: 1 },
  };
  const use = async (given: Readonly<Record<string, unknown>>, said: string[] = []) =>
    (await quotaUse(cloudWith(given), { name: "p", id: ID, quota }, (text) => said.push(text))).map(
      ({ service, name, wanted, current, used }) => `${service} ${name} ${current} -> ${wanted}, ${used} used`,
    );

  test("are shown with what there is and what is used", async () => {
    expect(await use(answers)).toEqual([
      "compute cores 8 -> 4, 6 used",
      "block-storage gigabytes 9 -> 9, 1 used",
      "block-storage gigabytes_ssd -1 -> 3, 0 used",
      "load-balancer loadbalancer 2 -> 2, 1 used",
      "shared-file-system shares 10 -> 5, 3 used",
      "container-infra Cluster 20 -> 7, 1 used",
    ]);
  });

  test("are asked further where a service that Terraform sets does not say, and not where Manila does not", async () => {
    const said: string[] = [];
    const refusal = new OpenStackError("forbidden", "no");
    expect(await use({ ...answers, [`compute /os-quota-sets/${ID}/detail`]: refusal }, said)).toContain(
      "compute cores undefined -> 4, undefined used",
    );
    expect(said).toEqual(["what is used of Nova is not known: no"]);
    await expect(use({ ...answers, [`shared-file-system /quota-sets/${ID}/detail`]: refusal })).rejects.toThrow("no");
  });

  test("of Manila are set and read back, and what it has otherwise is said", async () => {
    const asked: string[] = [];
    expect(await setQuota(cloudWith(answers, { asked }), "shared-file-system", ID, quota)).toEqual(["Manila was told shares 5 and has 10"]);
    expect(asked).toEqual([`PUT shared-file-system /quota-sets/${ID}`, `shared-file-system /quota-sets/${ID}/detail`]);
    expect(await setQuota(cloudWith(answers), "shared-file-system", ID, { shares: 10 })).toEqual([]);
  });

  test("of Magnum are changed where the project has one, and made where it has none", async () => {
    const asked: string[] = [];
    const none = { [`PATCH container-infra /quotas/${ID}/Cluster`]: new OpenStackError("not found", "none") };
    expect(await setQuota(cloudWith({ ...answers, ...none }, { asked }), "container-infra", ID, { clusters: 20 })).toEqual([]);
    expect(asked.slice(0, 2)).toEqual([`PATCH container-infra /quotas/${ID}/Cluster`, "POST container-infra /quotas"]);
    const refused = { [`PATCH container-infra /quotas/${ID}/Cluster`]: new OpenStackError("forbidden", "no") };
    await expect(setQuota(cloudWith({ ...answers, ...refused }), "container-infra", ID, quota)).rejects.toThrow("no");
  });
});

describe("volume types", () => {
  const types = [
    { id: "t1", name: "fast", is_public: false },
    { id: "t2", name: "ssd", "os-volume-type-access:is_public": true },
  ];
  const cloud = cloudWith({ "block-storage /types?is_public=None": types });

  test("are found by their names, those that have an id are not asked for", async () => {
    const id = "5b8e1f5e-0000-4000-8000-000000000001";
    const site = adminOf([{ name: "a", volumeTypes: ["fast", id], quota: { volumeTypes: { ssd: { gigabytes: 3 } } } }]);
    expect(await namedVolumeTypes(cloud, site)).toEqual({ ids: { fast: "t1" }, problems: [] });
    const asked: string[] = [];
    expect(await namedVolumeTypes(cloudWith({}, { asked }), adminOf([{ name: "a", volumeTypes: [id] }]))).toEqual({
      ids: {},
      problems: [],
    });
    expect(asked).toEqual([]);
  });

  test("have the numbers that Cinder has of all types, for projects with some in the data", async () => {
    const numbers = { id: ID, volumes: 9, per_volume_gigabytes: -1, volumes_ssd: -1, "gigabytes_my type": 10, backup_gigabytes: 3 };
    const asked: string[] = [];
    const quota = { volumeTypes: { ssd: { volumes: 3 } } };
    const found = await presentTypeQuotas(cloudWith({ [`block-storage /os-quota-sets/${ID}`]: numbers }, { asked }), [
      { name: "a", id: ID, quota },
      { name: "b", id: "other", quota: { volumes: 3 } },
    ]);
    expect([...found]).toEqual([["a", { volumes_ssd: "-1", "gigabytes_my type": "10" }]]);
    expect(asked).toEqual([`block-storage /os-quota-sets/${ID}`]);
  });

  test("that Cinder has not, or that everybody may use, are said before anything is planned", async () => {
    const site = adminOf([{ name: "a" }, { name: "b", volumeTypes: ["ssd", "fats"], quota: { volumeTypes: { hdd: { volumes: 1 } } } }]);
    expect((await namedVolumeTypes(cloud, site)).problems).toEqual([
      'site.ts: admin.projects[1].volumeTypes[0] must be a private volume type, got "ssd", which every project may use: leave it out',
      'site.ts: admin.projects[1].volumeTypes[1] must be a volume type that Cinder has, one of fast, ssd, got "fats"',
      'site.ts: admin.projects[1].quota.volumeTypes must be a volume type that Cinder has, one of fast, ssd, got "hdd"',
    ]);
  });
});

describe("a project that is there already", () => {
  test("is named with its id, and an id that nothing has is refused", async () => {
    const site = adminOf([{ name: "new" }, { name: "there" }, { name: "mine", adopt: ID }]);
    const cloud = cloudWith({ "identity /projects?name=there&domain_id=default": [{ id: "abc" }] });
    expect(await adoptionProblems(cloud, site, site.admin.projects)).toEqual([
      'site.ts: admin.projects[1].adopt must be "abc" to take over project there, which is there already; or give the new one another name',
      `site.ts: admin.projects[2].adopt must be the id of a project that is there, got "${ID}"; leave it out to make project mine`,
    ]);
    expect(await adoptionProblems(cloudWith({ [`identity /projects/${ID}`]: { id: ID } }), site, site.admin.projects)).toEqual([]);
  });

  test("keeps what it may use already", async () => {
    const type = "5b8e1f5e-0000-4000-8000-000000000001";
    const site = adminOf([{ name: "p", adopt: ID, sharedNetworks: ["net", "other"], flavors: ["f"], images: ["i"], volumeTypes: [type] }]);
    const find = await existingGrants(
      cloudWith({
        "network /networks?name=net": [{ id: "n1" }],
        "network /rbac-policies": [{ id: "r1" }],
        "compute /flavors": [{ id: "f1", name: "f" }],
        "compute /flavors/f1/os-flavor-access": [{ tenant_id: ID }],
        "image /images": [{ id: "i1", name: "i" }],
        "image /images/i1/members": [{ member_id: "somebody" }],
        [`block-storage /types/${type}/os-volume-type-access`]: [{ project_id: ID }],
      }),
      site.admin.projects,
    );
    expect(find("p", "sharedNetworks", "net")).toBe("r1");
    expect(find("p", "sharedNetworks", "other")).toBeUndefined();
    expect(find("p", "flavors", "f")).toBe(`f1/${ID}`);
    expect(find("p", "images", "i")).toBeUndefined();
    expect(find("p", "volumeTypes", type)).toBe(`${type}/${ID}`);
  });

  test("keeps a volume type that is named, too, without a look at all types", async () => {
    const site = adminOf([{ name: "p", adopt: ID, volumeTypes: ["fast", "slow"] }]);
    const asked: string[] = [];
    const find = await existingGrants(
      cloudWith(
        {
          "block-storage /types/t1/os-volume-type-access": [{ project_id: ID }],
          "block-storage /types/t2/os-volume-type-access": [{ project_id: "somebody" }],
        },
        { asked },
      ),
      site.admin.projects,
      { fast: "t1", slow: "t2" },
    );
    expect(find("p", "volumeTypes", "fast")).toBe(`t1/${ID}`);
    expect(find("p", "volumeTypes", "slow")).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});
