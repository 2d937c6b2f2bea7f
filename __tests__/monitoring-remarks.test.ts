import { dump } from "js-yaml";
import type { Change } from "../operate/plan/changes";
import { monitoringRemarks } from "../operate/review/monitoring-remarks";

const kept = (days: number, sizeGiB: number, storageClassName = "fast") => ({
  prometheus: {
    prometheusSpec: {
      retention: `${days}d`,
      storageSpec: { volumeClaimTemplate: { spec: { storageClassName, resources: { requests: { storage: `${sizeGiB}Gi` } } } } },
    },
  },
});

function remarks(was: object, is: object | null, kind: Change["kind"] = "update", version = "88.5.3", chart = "kube-prometheus-stack") {
  const of = (values: object | null, of: string) => values && { chart, version: of, values: [dump(values)] };
  return monitoringRemarks({
    stack: "lab-platform",
    kind,
    resource: { type: "helm_release", change: { before: of(was, "88.5.3"), after: of(is, version) } },
  } as unknown as Change);
}

test.each([
  ["nothing", kept(14, 50), kept(14, 50), []],
  ["more days", kept(14, 50), kept(30, 50), []],
  ["fewer days", kept(14, 50), kept(7, 50), ["**loses samples**: those that are older than 7 days are deleted"]],
  [
    "a smaller disk",
    kept(14, 50),
    kept(14, 20),
    ["**loses samples**: no more than four fifths of 20 GiB are kept; the disk stays at 50 GiB, because a volume never shrinks"],
  ],
  [
    "a larger disk",
    kept(14, 50),
    kept(14, 80),
    ["the claim of Prometheus stays at 50 GiB until it is made larger by hand (docs/constructs/monitoring.md)"],
  ],
  ["another class", kept(14, 50), kept(14, 50, "slow"), ["claims that are there keep their storage class"]],
] as const)("%s", (_what, was, is, said) => expect(remarks(was, is)).toEqual(said));

test("another version, and the end", () => {
  expect(remarks(kept(14, 50), kept(14, 50), "update", "89.0.0")).toEqual([
    "Helm does not upgrade the definitions of monitoring.coreos.com: apply the new ones before the deploy (docs/UPGRADE.md)",
  ]);
  expect(remarks(kept(14, 50), null, "destroy")).toEqual(["**samples go** with their disk, unless its class keeps it"]);
});

test("other charts are not its business, nor are values that it cannot read", () => {
  expect(remarks(kept(14, 50), kept(7, 50), "update", "88.5.3", "traefik")).toEqual([]);
  expect(remarks({ a: 1 }, kept(7, 50))).toEqual([]);
});
