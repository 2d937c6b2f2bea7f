import { lab, NOTHING_INSIDE } from "./support/lab";

const UUID = "0f1e2d3c-4b5a-4678-8796-a5b4c3d2e1f0";
const OTHER_UUID = "11111111-2222-4333-8444-555555555555";

const CLUSTER_OF_THREE = {
  keypair: { name: "lab" },
  controlPlane: { flavor: "m1.medium", count: 3 },
  api: { floatingIp: false },
  workers: { flavor: "m1.medium", count: 1 },
  labels: { boot_volume_size: 100 },
};

describe("leftovers", () => {
  const CLUSTER = { uuid: OTHER_UUID, name: "other", status: "CREATE_COMPLETE" };
  const volume = {
    ...{ id: "v1", name: "pvc-1", status: "available", size: 1, created_at: "2026-11-20T08:00:00" },
    metadata: { "cinder.csi.openstack.org/cluster": UUID },
  };
  const quietCloud = { ...NOTHING_INSIDE, ...magnumWith(CLUSTER) };
  const withVolume = { ...quietCloud, "block-storage /volumes/detail": [volume], "DELETE block-storage /volumes/v1": {} };

  function magnumWith(cluster: { readonly uuid: string; readonly name: string }): object {
    return { "container-infra /clusters": [cluster], [`container-infra /clusters/${cluster.uuid}`]: cluster };
  }

  async function run(args: string[], answers: object, { answer = "", ...changes }: { answer?: string; tier?: "prod" } = {}) {
    const backend = { kind: "http", address: "https://state.example.org/{stack}" } as const;
    const { cloud, run } = lab({ env: process.env }, { backend, env: {} });
    cloud.answers(answers as Record<string, unknown>);
    const projects = [{ ...changes, ...(changes.tier && { cluster: CLUSTER_OF_THREE }) }];
    const ended = await run(["leftovers", ...args], { projects, answer });
    return { ...ended, deleted: cloud.calls().filter((call) => call.startsWith("DELETE")) };
  }

  test("has exit code 0 only if nothing is left", async () => {
    const nothing = await run(["lab"], quietCloud);
    expect(nothing.text).toMatch(/^lab: nothing is left in OpenStack\n/);
    expect(nothing.code).toBe(0);
    const unlisted = await run(["lab"], { ...quietCloud, "block-storage /snapshots/detail": "not a list" });
    expect(unlisted.text).toContain("nothing was found in OpenStack of what could be listed");
    expect(unlisted.code).toBe(1);
    const stuck = { ...CLUSTER, name: "lab", status: "DELETE_FAILED", status_reason: "Conflict" };
    const failed = await run(["lab"], { ...quietCloud, ...magnumWith(stuck) });
    expect(failed.text).toContain("cluster lab is DELETE_FAILED: Conflict");
    expect(failed.text).toContain("lab: nothing is left in OpenStack, but for cluster lab itself, which is DELETE_FAILED");
    expect(failed.code).toBe(4);
  }, 60_000);

  test("names the cluster that a thing is of, and takes it for ours if it is told so", async () => {
    const unknown = await run(["lab"], withVolume);
    expect(unknown.text).toContain(`of cluster ${UUID}, which Magnum does not have`);
    expect(unknown.text).toContain(`if it was a cluster of lab, say so: --cluster ${UUID}`);
    expect(unknown.code).toBe(4);
    const ours = await run(["lab", "--cluster", UUID, "--json"], withVolume);
    expect(JSON.parse(ours.text.slice(0, ours.text.lastIndexOf("}") + 1))).toMatchObject({
      project: "lab",
      cluster: null,
      left: [
        {
          kind: "volume",
          id: "v1",
          whose: "ours",
          sizeGiB: 1,
          created: "2026-11-20T08:00:00.000Z",
          commands: ["openstack --os-cloud lab volume delete v1"],
        },
      ],
      notListed: [],
    });
    expect(ours.code).toBe(4);
  }, 60_000);

  test("deletes after the project's name was typed, and not without it", async () => {
    const refused = await run(["lab", "--cluster", UUID, "--delete"], withVolume, { answer: "yes\n" });
    expect(refused.text).toContain("not confirmed; nothing was deleted");
    expect([refused.code, refused.deleted]).toEqual([3, []]);
    const unsure = await run(["lab", "--delete"], withVolume, { answer: "lab\n" });
    expect(unsure.text).toContain("none of it is certainly this project's");
    expect([unsure.code, unsure.deleted]).toEqual([4, []]);
    const gone = await run(
      ["lab", "--cluster", UUID, "--delete"],
      { ...withVolume, "block-storage /volumes/detail": [{ ...volume, status: "error_deleting" }] },
      { answer: "lab\n" },
    );
    expect(gone.deleted).toEqual(["DELETE block-storage /volumes/v1"]);
    expect(gone.text).toContain("volume pvc-1 is error_deleting");
    expect(gone.code).toBe(1);
  }, 60_000);

  test.each([
    ["in tier prod without --production", { tier: "prod" as const }, withVolume, [], /lab is of tier prod: --delete wants --production/],
    [
      "what a cluster uses",
      {},
      { ...withVolume, ...magnumWith({ ...CLUSTER, name: "lab" }) },
      [],
      /cluster lab is CREATE_COMPLETE and uses what it has made; npx cdktf-magnum destroy lab takes both/,
    ],
    ["what is another cluster's", {}, withVolume, ["--cluster", OTHER_UUID], /is cluster other, which is another one/],
  ])(
    "never deletes %s",
    async (_what, changes, answers, more, message) => {
      const { text, code, deleted } = await run(["lab", "--cluster", UUID, ...more, "--delete"], answers, { answer: "lab\n", ...changes });
      expect(text).toMatch(message);
      expect([code, deleted]).toEqual([3, []]);
    },
    60_000,
  );
});
