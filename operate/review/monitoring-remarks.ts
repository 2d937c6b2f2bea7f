import { load } from "js-yaml";
import { MONITORING_CHARTS } from "../../constructs/monitoring/charts";
import { after, before, type Change, type Values } from "../plan/changes";

/** What Prometheus keeps, as the values of its release say it. */
interface Kept {
  readonly days: number;
  readonly sizeGiB: number;
  readonly storageClass: string;
}

/**
 * Says what a change of monitoring does: which samples go, and what Kubernetes does not do to a disk.
 *
 * @param change - a change
 */
export function monitoringRemarks(change: Change): string[] {
  if (change.resource.type !== "helm_release") return [];
  const [old, now] = [before(change), after(change)];
  if (old["chart"] !== MONITORING_CHARTS.kubePrometheusStack.chart) return [];
  const from = keptOf(old);
  if (change.kind === "destroy") return from ? ["**samples go** with their disk, unless its class keeps it"] : [];
  if (change.kind !== "update") return [];
  const to = keptOf(now);
  const remarks =
    old["version"] === now["version"]
      ? []
      : ["Helm does not upgrade the definitions of monitoring.coreos.com: apply the new ones before the deploy (docs/UPGRADE.md)"];
  if (!from || !to) return remarks;
  if (to.days < from.days) remarks.push(`**loses samples**: those that are older than ${to.days} days are deleted`);
  if (to.sizeGiB < from.sizeGiB) {
    remarks.push(
      `**loses samples**: no more than four fifths of ${to.sizeGiB} GiB are kept; the disk stays at ${from.sizeGiB} GiB, because a volume never shrinks`,
    );
  }
  if (to.sizeGiB > from.sizeGiB) {
    remarks.push(`the claim of Prometheus stays at ${from.sizeGiB} GiB until it is made larger by hand (docs/constructs/monitoring.md)`);
  }
  if (to.storageClass !== from.storageClass) remarks.push("claims that are there keep their storage class");
  return remarks;
}

function keptOf({ values }: Values): Kept | undefined {
  const [text] = (Array.isArray(values) ? values : []) as unknown[];
  if (typeof text !== "string") return undefined;
  try {
    const { prometheus } = (load(text) ?? {}) as { prometheus?: { prometheusSpec?: Spec } };
    const spec = prometheus?.prometheusSpec;
    const claim = spec?.storageSpec?.volumeClaimTemplate?.spec;
    return spec?.retention === undefined || !claim
      ? undefined
      : {
          days: parseInt(spec.retention, 10),
          sizeGiB: parseInt(claim.resources?.requests?.storage ?? "0", 10),
          storageClass: claim.storageClassName ?? "",
        };
  } catch {
    return undefined;
  }
}

interface Spec {
  readonly retention?: string;
  readonly storageSpec?: {
    readonly volumeClaimTemplate?: {
      readonly spec?: { readonly storageClassName?: string; readonly resources?: { readonly requests?: { readonly storage?: string } } };
    };
  };
}
