import { dump } from "js-yaml";
import type { Change } from "../operate/plan/changes";
import { requireDataLossConsent } from "../operate/apply/data-loss";
import { approvalOf } from "../operate/apply/approval";
import { lostWithCeph, rookRemarks } from "../operate/review/rook-remarks";
import type { Session } from "../operate/terraform/terraform";

interface Shape {
  readonly monitors?: number;
  readonly osds?: number;
  readonly size?: number;
  readonly class?: string;
  readonly copies?: number;
  readonly pools?: readonly string[];
  readonly stores?: readonly string[];
}

function ceph({
  monitors = 3,
  osds = 3,
  size = 200,
  class: storageClassName = "cinder",
  copies = 3,
  pools = ["ceph-block"],
  stores = [],
}: Shape = {}) {
  const pool = { failureDomain: "host", replicated: { size: copies } };
  return {
    cephClusterSpec: {
      mon: { count: monitors },
      storage: {
        storageClassDeviceSets: [
          { count: osds, volumeClaimTemplates: [{ spec: { storageClassName, resources: { requests: { storage: `${size}Gi` } } } }] },
        ],
      },
    },
    cephBlockPools: pools.map((name) => ({ name, spec: pool })),
    cephFileSystems: [{ name: "shared", spec: { metadataPool: pool } }],
    cephObjectStores: stores.map((name) => ({ name, spec: { metadataPool: pool } })),
  };
}

function change(was: Shape | null, is: Shape | null, kind: Change["kind"] = "update", versions = ["v1.20.6", "v1.20.6"]): Change {
  const of = (shape: Shape | null, version?: string) => shape && { chart: "rook-ceph-cluster", version, values: [dump(ceph(shape))] };
  return {
    stack: "lab-platform",
    kind,
    resource: { address: "helm_release.ceph", type: "helm_release", change: { before: of(was, versions[0]), after: of(is, versions[1]) } },
  } as unknown as Change;
}

const operator = (from: string, to: string): Change =>
  ({
    kind: "update",
    resource: {
      type: "helm_release",
      change: { before: { chart: "rook-ceph", version: from }, after: { chart: "rook-ceph", version: to } },
    },
  }) as unknown as Change;

test.each<[string, Shape, Shape, string[]]>([
  ["nothing", {}, {}, []],
  ["more OSDs", {}, { osds: 4 }, ["data move to the new OSDs, which takes a while and slows down everything else"]],
  [
    "fewer OSDs",
    {},
    { osds: 2 },
    ["**Rook takes no OSD away**: each is purged by hand once its data are elsewhere (docs/constructs/rook-ceph.md)"],
  ],
  ["larger OSDs", {}, { size: 300 }, ["an OSD gets its larger volume with its next restart"]],
  ["smaller OSDs", {}, { size: 100 }, ["volumes of OSDs stay as large as they are: a volume never shrinks"]],
  ["another class", {}, { class: "fast" }, ["volumes that are there keep their storage class; only new OSDs and monitors get the other"]],
  ["fewer monitors", { monitors: 5 }, {}, ["Rook takes monitors away one after another"]],
  ["more copies", { copies: 2 }, {}, ["all data get 3 copies in the place of 2, which moves most of them"]],
  [
    "a pool and a store less",
    { stores: ["store"] },
    { pools: [] },
    [
      "**loses data**: pool ceph-block goes as soon as no volume or bucket is in it, and Rook waits until then",
      "**loses data**: object store store goes as soon as no volume or bucket is in it, and Rook waits until then",
    ],
  ],
])("a change of %s says what it does to data", (_what, was, is, expected) => expect(rookRemarks(change(was, is))).toEqual(expected));

test("a new version of the cluster chart upgrades Ceph", () => {
  expect(rookRemarks(change({}, {}, "update", ["v1.19.9", "v1.20.6"]))).toEqual([
    "Ceph is upgraded with it: its daemons restart one after another, if it is healthy (`ceph status`)",
  ]);
});

test.each<[string, string, string[]]>([
  ["v1.20.5", "v1.20.6", []],
  [
    "v1.19.9",
    "v1.20.6",
    [
      "the CSI drivers move to an operator of their own: hand its definitions over before the deploy (docs/UPGRADE.md), or **Helm refuses it**",
    ],
  ],
  ["v1.18.9", "v1.20.6", ["**Rook goes one minor version at a time**, and this is from 1.18 to 1.20"]],
  ["v1.20.6", "v1.19.9", ["**Rook goes one minor version at a time**, and this is from 1.20 to 1.19"]],
])("the operator from %s to %s", (from, to, expected) => expect(rookRemarks(operator(from, to))).toEqual(expected));

test("whatever else changes says nothing, and neither does what is new", () => {
  expect(rookRemarks({ ...change({}, {}), resource: { type: "kubernetes_namespace_v1", change: {} } } as unknown as Change)).toEqual([]);
  expect(rookRemarks(change(null, {}, "create"))).toEqual([]);
});

describe("what is lost with the Ceph cluster", () => {
  test("is named: pools, file systems and object stores with their buckets", () => {
    const gone = change({ pools: ["a", "b"], stores: ["store"] }, null, "destroy");
    expect(lostWithCeph(gone)).toBe("pools a, b; file system shared; object store with all its buckets store");
    expect(rookRemarks(gone)).toEqual(["**all data in Ceph go**: pools a, b; file system shared; object store with all its buckets store"]);
    expect(lostWithCeph(change({}, {}, "replace"))).toBe("pool ceph-block; file system shared");
    expect(lostWithCeph(change({}, {}))).toBeUndefined();
  });

  const ask = async (changes: readonly Change[], autoApprove: boolean, acceptDataLoss?: boolean): Promise<string> => {
    const session = { output: { line: () => undefined }, interruption: { signalled: Promise.resolve(), check: () => undefined } };
    const loss = {
      project: { id: "lab" },
      stack: { name: "lab-platform" },
      changes,
      autoApprove,
      ...(acceptDataLoss && { acceptDataLoss }),
    };
    return requireDataLossConsent(loss, session as unknown as Session).then(
      () => "agreed",
      (error: Error) => error.message,
    );
  };

  test("is not agreed to by --auto-approve, but by --accept-data-loss", async () => {
    const gone = [change({}, null, "destroy")];
    expect(await ask(gone, true)).toBe(
      "lab-platform: all data in Ceph are lost with it: pool ceph-block; file system shared; --auto-approve agrees to no loss of data. " +
        "Nothing was changed; run it with --accept-data-loss where that is meant",
    );
    expect(await ask(gone, true, true)).toBe("agreed");
    expect(await ask([change({}, {})], true)).toBe("agreed");
    expect(approvalOf({ "auto-approve": true, "accept-data-loss": true })).toMatchObject({ acceptDataLoss: true });
  });

  test("is asked for beside the plan, and no answer is none", async () => {
    expect(await ask([change({}, null, "destroy")], false)).toBe("the loss of data is not confirmed; nothing was changed");
  });
});
