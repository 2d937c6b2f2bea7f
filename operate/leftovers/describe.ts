import { HOME_PREFIX, HOMES_CLAIM, HUB_CLAIM } from "../../constructs/jupyter-hub/names";
import { ROOK_NAMESPACE } from "../../constructs/rook-ceph/names";
import { npx } from "../session/program";
import { commandLine } from "../openstack/command-line";
import type { Leftover } from "./leftover";

const DAY_MS = 24 * 60 * 60_000;

/**
 * Says what is left as lines: what it is, how old and how large, how it is known, and below it the commands that delete it.
 *
 * @param left - what is left
 * @param now - the time
 */
export function describe(left: readonly Leftover[], now = new Date()): string {
  return left
    .flatMap(({ kind, name, status, created, sizeGiB, sign, claim, ...rest }) => {
      const facts = [status, created && age(created, now), sizeGiB === undefined ? undefined : `${sizeGiB} GiB`].filter(Boolean);
      return [
        `  ${kind} ${name}${facts.length > 0 ? ` (${facts.join(", ")})` : ""}, ${sign}${claim === undefined ? "" : `, of claim ${claim}`}`,
        ...commands(rest).map((line) => `    ${line}`),
      ];
    })
    .join("\n");
}

/**
 * Says what to know before the commands are used.
 *
 * @param left - what is left
 * @param project - name of the project
 */
export function leftoverHints(left: readonly Leftover[], project: string): string[] {
  const marks = left.filter(({ whose, mark }) => whose !== "ours" && mark !== undefined).map(({ mark }) => `--cluster ${mark}`);
  const hasOthers = left.some(({ whose, mark }) => whose === "by hand" && mark === undefined);
  const ofNotebooks = left.filter(({ claim }) => claim !== undefined && isOfNotebooks(claim)).length;
  const ofCeph = left.filter(({ claim }) => claim?.startsWith(`${ROOK_NAMESPACE}/`)).length;
  return [
    ...(ofCeph > 0
      ? [
          `${ofCeph} of these ${ofCeph === 1 ? "was a volume" : "were volumes"} of monitors and OSDs of Ceph, which stay where their storage class says Retain; ` +
            "no new Ceph cluster takes them up, and who deletes them deletes what was in it",
        ]
      : []),
    ...(ofNotebooks > 0
      ? [
          `${ofNotebooks} of these ${ofNotebooks === 1 ? "has" : "have"} homes of notebooks or the accounts of their hub, which stay on purpose; ` +
            "who deletes them deletes users' data",
        ]
      : []),
    ...(left.some(({ madeBy }) => madeBy === "terraform")
      ? [`what Terraform has made goes by ${npx(`destroy ${project}`)} as long as its state has it`]
      : []),
    ...(marks.length > 0 ? [`if it was a cluster of ${project}, say so: ${[...new Set(marks)].join(" or ")}`] : []),
    ...(hasOthers ? ["what has no mark and is on the network is never deleted by --delete: somebody has put it there"] : []),
  ];
}

/** Whether a claim, as "namespace/name", has homes of users or the database of their hub. */
function isOfNotebooks(claim: string): boolean {
  const name = claim.slice(claim.indexOf("/") + 1);
  return [HOMES_CLAIM, HUB_CLAIM].includes(name) || name.startsWith(HOME_PREFIX);
}

/** The commands that delete a thing, as a shell takes them. */
export function commands({ cloud, remove }: Pick<Leftover, "cloud" | "remove">): string[] {
  return remove.map(({ command }) => commandLine(cloud, command));
}

/**
 * Says how old something is: minutes, hours, days.
 *
 * @param created - when it was made
 * @param now - the time
 */
export function age(created: Date, now: Date): string {
  const ms = Math.max(0, now.getTime() - created.getTime());
  const units: readonly (readonly [number, string])[] = [
    [DAY_MS, "day"],
    [60 * 60_000, "hour"],
    [60_000, "minute"],
  ];
  const [unit, word] = units.find(([length]) => ms >= length) ?? [60_000, "minute"];
  const count = Math.floor(ms / unit);
  return `${count} ${word}${count === 1 ? "" : "s"} old`;
}
