import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { settleProjects, type AdminJob } from "../operate/admin/settle-projects";
import { findTerraform, OfflineTerraform } from "../operate/offline/terraform";
import { OpenStackError } from "../operate/openstack/failure";
import * as confirmation from "../operate/session/confirm";
import { EXIT, type CommandError } from "../operate/session/exit-codes";
import { rightEnvironments, type SiteInput } from "../projects";
import { quotaTable } from "../views/quotas";
import { administered } from "./support/founding-projects";
import { cloudWith, type Answers } from "./support/openstack";
import { quietSession } from "./support/quiet";

const terraform = findTerraform();
if (terraform === undefined) console.warn("projects of an administrator: skipped, because neither terraform nor tofu is on the PATH");
const withTerraform = terraform === undefined || process.platform === "win32" ? describe.skip : describe;

type AdminInput = NonNullable<SiteInput["admin"]>;
type ProjectInput = AdminInput["projects"][number];

const LAB: ProjectInput = {
  name: "lab",
  quota: { cores: 40, shares: 5, clusters: 2 },
  sharedNetworks: ["cephfs"],
  volumeTypes: ["fast"],
};
const ID = "0123456789abcdef".repeat(2);
const OTHER_ID = "fedcba9876543210".repeat(2);

withTerraform("settling the projects of a site", () => {
  let offline: OfflineTerraform;
  let folder: string;
  let asked: string[];
  const environment = { ...process.env };
  beforeAll(async () => {
    offline = await OfflineTerraform.start(terraform!);
  }, 30_000);
  afterAll(() => offline.stop());
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "settle-"));
    asked = [];
    process.env = { ...offline.env };
  });
  afterEach(() => {
    process.env = { ...environment };
    jest.restoreAllMocks();
    fs.rmSync(folder, { recursive: true });
  });

  /** Manila and Magnum as they are: what is set is what they say then. */
  function answersOf(more: Answers = {}): Answers {
    const limits = { shares: 10, Cluster: 20 };
    const quota = (sent: string, kind: keyof typeof limits, wanted: number) => () => {
      asked.push(sent);
      limits[kind] = wanted;
      return {};
    };
    const ofProjects = [ID, OTHER_ID].flatMap((id): [string, unknown][] => [
      [`compute /os-quota-sets/${id}/detail`, { cores: { limit: 20, in_use: 50 } }],
      [`shared-file-system /quota-sets/${id}/detail`, () => ({ shares: { limit: limits.shares, in_use: 1 } })],
      [`PUT shared-file-system /quota-sets/${id}`, quota("shares", "shares", 5)],
      [`container-infra /quotas/${id}/Cluster`, () => ({ hard_limit: limits.Cluster })],
      [`PATCH container-infra /quotas/${id}/Cluster`, quota("clusters", "Cluster", 2)],
    ]);
    return {
      "block-storage /types?is_public=None": [{ id: "t1", name: "fast", is_public: false }],
      "container-infra /stats": { clusters: 0 },
      ...Object.fromEntries(ofProjects),
      ...more,
    };
  }

  interface Settled {
    readonly code: number;
    readonly said: string;
  }

  async function settle(projects: readonly ProjectInput[], answers: Answers, job: Partial<AdminJob> = {}): Promise<Settled> {
    const backend: SiteInput["backend"] = { kind: "local", directory: path.join(folder, "state") };
    const { admins } = rightEnvironments({}, { "site.ts": { ...administered({ projects: [...projects] }), backend } });
    const { session, said } = quietSession(terraform, fs.mkdtempSync(path.join(folder, "scratch-")));
    const cloud = cloudWith(answers);
    const common = { session, site: admins[0]!, cloud, outdir: path.join(folder, "out"), table: quotaTable, autoApprove: false };
    const code = await settleProjects({ ...common, onlyShow: false, ...job });
    return { code, said: said.join("\n") };
  }
  const refusal = (job: Promise<unknown>): Promise<CommandError> =>
    job.then(
      () => Promise.reject(new Error("done")),
      (error: unknown) => error as CommandError,
    );
  const answering = (answer: boolean) => jest.spyOn(confirmation, "confirm").mockResolvedValue(answer);
  const stateOf = (): string => path.join(folder, "state", "cumulus-admin.tfstate");
  /** The provider makes up an id, and the cloud of these tests knows the projects by theirs. */
  function named(name: string, id: string): void {
    const state = JSON.parse(fs.readFileSync(stateOf(), "utf8")) as {
      serial: number;
      outputs: { project_ids: { value: Record<string, string> } };
      resources: { type: string; instances: { attributes: Record<string, unknown> }[] }[];
    };
    state.outputs.project_ids.value[name] = id;
    for (const { type, instances } of state.resources)
      for (const { attributes } of instances)
        if (type === "openstack_identity_project_v3" && attributes["name"] === name) attributes["id"] = id;
        else if (attributes["project_id"] !== undefined) attributes["project_id"] = id;
        else if (attributes["target_tenant"] !== undefined) attributes["target_tenant"] = id;
    fs.writeFileSync(stateOf(), JSON.stringify({ ...state, serial: state.serial + 1 }));
  }
  /** A site whose only project is there, with the quotas that Terraform has a resource for. */
  async function made(): Promise<void> {
    answering(true);
    const { cores } = LAB.quota!;
    await settle([{ ...LAB, quota: { cores } }], answersOf());
    named("lab", ID);
  }

  test("shows plan, numbers and steps, and with --plan or without consent changes nothing", async () => {
    const shown = await settle([LAB], answersOf(), { onlyShow: true });
    expect(shown.code).toBe(EXIT.different);
    expect(shown.said).toContain("## Plan: 5 added");
    expect(shown.said).toContain(
      "cumulus-admin: quota of Manila for lab, which Terraform has no resource for: shares (default) -> 5\n" +
        "cumulus-admin: quota of Magnum for lab, which Terraform has no resource for: Cluster (default) -> 2",
    );
    const confirm = answering(false);
    expect(await refusal(settle([LAB], answersOf()))).toMatchObject({
      exitCode: EXIT.refused,
      message: "not confirmed; nothing was changed",
    });
    expect(confirm.mock.calls[0]!.slice(0, 2)).toEqual(["Apply this to cumulus-admin?", "cumulus-admin"]);
    expect(fs.existsSync(stateOf())).toBe(false);
    expect(asked).toEqual([]);
  }, 60_000);

  test("applies, sets what has no resource, reads it back, and finds nothing to do the second time", async () => {
    await made();
    const answers = answersOf();
    const settled = await settle([LAB], answers);
    expect(settled.code).toBe(EXIT.done);
    expect(settled.said).toContain("warning: Nova has 50 of cores in lab, more than 40");
    expect(settled.said).toMatch(
      /cumulus-admin: quota of Manila for lab: set and read back\ncumulus-admin: quota of Magnum for lab: set and read back/,
    );
    expect(asked).toEqual(["shares", "clusters"]);
    const confirm = answering(true);
    confirm.mockClear();
    const again = await settle([LAB], answers);
    expect(again.said).toContain("cumulus-admin: as the data say, checked");
    expect(confirm).not.toHaveBeenCalled();
    expect(asked).toEqual(["shares", "clusters"]);
    const access = JSON.parse(fs.readFileSync(stateOf(), "utf8")) as { resources: { type: string; instances: { attributes: object }[] }[] };
    const types = access.resources.filter(({ type }) => type === "openstack_blockstorage_volume_type_access_v3");
    expect(types.flatMap(({ instances }) => instances.map(({ attributes }) => attributes))).toMatchObject([{ volume_type_id: "t1" }]);
  }, 120_000);

  test("says where a service keeps another number than it was told, after all others are set", async () => {
    await made();
    const stubborn = { [`PUT shared-file-system /quota-sets/${ID}`]: {} };
    const error = await refusal(settle([LAB], answersOf(stubborn)));
    expect(error).toMatchObject({ exitCode: EXIT.failed, message: "lab: Manila was told shares 5 and has 10" });
    expect(asked).toEqual(["clusters"]);
  }, 120_000);

  test("takes over nothing by its name alone, and plans nothing with a volume type that is not there", async () => {
    const answers = answersOf({ "identity /projects?name=lab&domain_id=default": [{ id: ID }], "block-storage /types?is_public=None": [] });
    const error = await refusal(settle([LAB], answers));
    expect(error.exitCode).toBe(EXIT.usage);
    expect(error.message).toBe(
      [
        `site.ts: admin.projects[0].adopt must be "${ID}" to take over project lab, which is there already; or give the new one another name`,
        'site.ts: admin.projects[0].volumeTypes[0] must be a volume type that Cinder has, one of none, got "fast"',
        "nothing was changed",
      ].join("\n"),
    );
  }, 60_000);

  test("lets a project go only when it is empty, and never unasked", async () => {
    await made();
    const servers = { "compute /servers/detail": [{ name: "vm", tenant_id: ID }] };
    const full = await refusal(settle([], answersOf(servers)));
    expect(full.exitCode).toBe(EXIT.refused);
    expect(full.message).toContain(
      `project lab (${ID}) is no longer in the data, and has 1 x server (vm), which would stay without an owner`,
    );
    expect((await refusal(settle([], answersOf(), { autoApprove: true }))).message).toContain("--auto-approve deletes no project: lab");
    const unknown = new OpenStackError("forbidden", "Nova: 403");
    await expect(settle([], answersOf({ "compute /servers/detail": unknown }))).rejects.toThrow("Nova: 403");
    expect((await settle([], answersOf())).code).toBe(EXIT.done);
    expect(fs.readFileSync(stateOf(), "utf8")).not.toContain("openstack_identity_project_v3");
  }, 120_000);
});
