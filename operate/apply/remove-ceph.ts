import { deleteCephCluster, restOfCeph, volumesOnCeph, type CephRest, type CephVolume } from "../kubernetes/ceph-cluster";
import type { KubernetesCall } from "../kubernetes/client";
import { CommandError, EXIT } from "../session/exit-codes";
import type { Session } from "../terraform/terraform";

const POLL_MS = 5000;

/** Longest wait for a Ceph cluster to be gone. */
const LONGEST_MS = 30 * 60_000;

/** Longest wait for volumes on it of which none goes: their claims are there still, or their driver is not. */
const VOLUMES_MS = 2 * 60_000;

/** Longest wait for the jobs that clean nodes, once nothing else is left: a node that is gone never lets one end. */
const JOBS_MS = 5 * 60_000;

/**
 * Takes the Ceph cluster away and waits until it is gone, with the claims of its monitors and OSDs. Its operator must be there until then:
 * nobody else takes off the finalizers, and without them the namespace stays for ever.
 *
 * @param call - the API server
 * @param session - the session
 * @param stack - name of the stack, for messages
 * @throws CommandError if it is not gone after half an hour
 */
export async function removeCeph(call: KubernetesCall, session: Session, stack: string): Promise<void> {
  const { output, interruption } = session;
  await waitForVolumes(call, session, stack);
  if (await deleteCephCluster(call)) output.line(`${stack}: Rook deletes the Ceph cluster, then the volumes of its monitors and OSDs go`);
  const started = Date.now();
  let known = "";
  let quietSince: number | undefined;
  for (;;) {
    const rest = await restOfCeph(call);
    interruption.check();
    const text = restText(rest);
    if (text === "") return;
    const now = Date.now();
    quietSince = rest.objects.length + rest.claims.length > 0 ? undefined : (quietSince ?? now);
    if (quietSince !== undefined && now - quietSince > JOBS_MS) {
      output.problem(`${stack}: the directory /var/lib/rook may stay on nodes whose ${text} has not ended`);
      return;
    }
    if (now - started > LONGEST_MS) {
      const why = rest.reasons.length > 0 ? `; Rook says: ${rest.reasons.join("; ")}` : "";
      throw new CommandError(
        `${stack}: of the Ceph cluster there are still ${text}${why}. Its operator is kept, because nobody else can delete them; ` +
          "`kubectl --namespace rook-ceph logs deploy/rook-ceph-operator` says what it waits for; run it again then",
        EXIT.failed,
      );
    }
    if (text !== known) output.line(`${stack}: waiting for Rook to delete ${text}`);
    known = text;
    await interruption.pause(POLL_MS);
    interruption.check();
  }
}

/** A claim is gone before its volume is, and only a Ceph cluster that runs can delete that: its object would stay in Kubernetes for ever. */
async function waitForVolumes(call: KubernetesCall, { output, interruption }: Session, stack: string): Promise<void> {
  const named = (volumes: readonly CephVolume[]): string => volumes.map(({ name, claim }) => `${name} (${claim})`).join(", ");
  let changed = Date.now();
  let known = "";
  for (;;) {
    const volumes = await volumesOnCeph(call);
    interruption.check();
    const going = volumes.filter(({ isDeleted }) => isDeleted);
    if (going.length === 0 || Date.now() - changed > VOLUMES_MS) {
      if (volumes.length > 0)
        output.line(`${stack}: objects of these volumes stay in Kubernetes, and what is in them goes with Ceph: ${named(volumes)}`);
      return;
    }
    if (named(going) !== known) {
      output.line(`${stack}: waiting for volumes on Ceph to be deleted: ${named(going)}`);
      [known, changed] = [named(going), Date.now()];
    }
    await interruption.pause(POLL_MS);
    interruption.check();
  }
}

function restText({ objects, claims, jobs }: CephRest): string {
  const counted = (names: readonly string[], what: string): string[] =>
    names.length === 0 ? [] : [`${what}${names.length === 1 ? "" : "s"} ${names.join(", ")}`];
  return [...objects, ...counted(claims, "claim"), ...counted(jobs, "job")].join(", ");
}
