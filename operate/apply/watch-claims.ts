import { administratorKubeconfig } from "../kubernetes/administrator";
import { claimHoldersOf, type Claim, type Holder } from "../kubernetes/claim-holders";
import { kubernetesOf, type KubernetesApi } from "../kubernetes/client";
import type { Magnum } from "../magnum/magnum";
import { before, type Change } from "../plan/changes";
import { npx } from "../session/program";
import type { Session } from "../terraform/terraform";
import type { Message } from "../terraform/ui-messages";

/** Pods that end by themselves have done so by then; and so often it is looked again. */
const EVERY_MS = 5000;

/** Who waits for claims. */
export interface ClaimsWait {
  /** The session. */
  readonly session: Session;
  /** The stack that is applied. */
  readonly stack: { readonly name: string };
  /** Its project. */
  readonly project: { readonly id: string };
  /** Magnum of the project's clusters. */
  readonly magnum: Pick<Magnum, "access">;
  /** Whether the whole stack goes: then the platform's own pods go before it. */
  readonly isDestroy: boolean;
}

/** Looks after claims that are being deleted. */
export interface ClaimsWatch {
  /** Takes what Terraform says. */
  readonly take: (message: Message) => void;
  /** Ends it. */
  readonly stop: () => void;
}

/**
 * Names the pods that keep claims from being deleted: Terraform has none of them in its plan and only waits. Where the whole platform goes,
 * its own pods (drivers and executors of Spark, shells, notebooks) are ended; all others are named with the command that ends them. What cannot be asked is
 * said, and the apply goes on waiting.
 *
 * The hub goes in the same destroy and need not go before: a notebook that is started meanwhile gets no node, because its claims are being deleted.
 *
 * @param wait - who waits
 * @param changes - what is applied
 * @param everyMs - how often it is looked, in milliseconds
 */
export function watchClaims(wait: ClaimsWait, changes: readonly Change[], everyMs = EVERY_MS): ClaimsWatch {
  const claims = claimsIn(changes);
  const deleted = new Set<string>();
  const said = new Set<string>();
  const { session, stack, project, magnum } = wait;
  const { output } = session;
  let kubernetes: KubernetesApi | undefined;
  let isLooking = false;
  let timer: NodeJS.Timeout | undefined;

  const say = (text: string, write = output.line): void => {
    if (timer === undefined || said.has(text)) return;
    said.add(text);
    write(`${stack.name}: ${text}`);
  };
  const look = async (): Promise<void> => {
    const waited = [...deleted].map((address) => claims.get(address)!);
    if (isLooking || waited.length === 0) return;
    isLooking = true;
    try {
      kubernetes ??= kubernetesOf(await administratorKubeconfig(magnum, project));
      for (const holder of await claimHoldersOf(waited, kubernetes)) {
        if (wait.isDestroy && holder.own !== undefined) await end(holder, kubernetes);
        else say(foreign(holder, wait));
      }
    } catch (error) {
      const where = waited.map(({ namespace, name }) => `\`kubectl --namespace ${namespace} describe pvc ${name}\``).join(" or ");
      say(`which pods hold the claims is not known: ${(error as Error).message}; ${where} says who uses them`, output.problem);
    } finally {
      isLooking = false;
    }
  };
  const end = async ({ pod, claims: held, own }: Holder, api: KubernetesApi): Promise<void> => {
    if (timer === undefined) return;
    say(`pod ${pod.namespace}/${pod.name} (${own}) holds ${named(held)}; it is ended, because it is the platform's own`);
    await api.deletePod(pod.namespace, pod.name);
  };

  return {
    take: ({ type, hook }) => {
      const address = hook?.resource?.addr ?? "";
      if (!claims.has(address) || hook?.action !== "delete") return;
      if (type === "apply_start") {
        deleted.add(address);
        timer ??= setInterval(() => void look(), everyMs);
      } else if (type === "apply_complete" || type === "apply_errored") deleted.delete(address);
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
      deleted.clear();
    },
  };
}

const CLAIM = /^kubernetes_persistent_volume_claim(_v1)?$/;

/** Claims that a plan deletes, by address. */
function claimsIn(changes: readonly Change[]): ReadonlyMap<string, Claim> {
  return new Map(
    changes
      .filter(({ kind, resource }) => (kind === "destroy" || kind === "replace") && CLAIM.test(resource.type))
      .flatMap((change) => {
        const [metadata] = (before(change)["metadata"] ?? []) as { name?: string; namespace?: string }[];
        const { name, namespace = "default" } = metadata ?? {};
        return name === undefined ? [] : [[change.resource.address, { namespace, name }] as const];
      }),
  );
}

function foreign({ pod, claims, own }: Holder, { project, isDestroy }: ClaimsWait): string {
  const whose = own !== undefined && !isDestroy ? own : "not the platform's own";
  return (
    `pod ${pod.namespace}/${pod.name} (${whose}) holds ${named(claims)}, which goes only after it; ` +
    `\`kubectl --namespace ${pod.namespace} delete pod ${pod.name}\` ends it (kubeconfig: \`${npx(`kubeconfig ${project.id}`)}\`)`
  );
}

function named(claims: readonly Claim[]): string {
  return `claim${claims.length === 1 ? "" : "s"} ${claims.map(({ name }) => name).join(", ")}`;
}
