import { projectSchema } from "../../projects";
import { nameProblem, dnsLabel } from "../../constructs/kit/names";
import { MAGNUM_DRIVERS, type MagnumDriver } from "../../constructs/contracts/magnum-driver";
import { nearest } from "../../constructs/kit/nearest";
import { CommandError, EXIT } from "../session/exit-codes";

/** How much a project matters. */
export type ProjectTier = (typeof TIERS)[number];

/** The tiers that there are. */
export const TIERS = projectSchema.shape.tier.options;

/** What a person says of a new folder. */
export interface Answers {
  /** Name of its first project. */
  readonly project: string;
  /** Name of the site that the project is at. */
  readonly site: string;
  /** Magnum driver of the site. */
  readonly driver: MagnumDriver;
  /** How much the project matters. */
  readonly tier: ProjectTier;
}

/** What is taken where nothing is said. */
export const DEFAULTS: Answers = { project: "lab-dev", site: "lab", driver: "capi-helm", tier: "dev" };

/** What is wrong with an answer, beginning with "must", or undefined. */
export const ANSWER_PROBLEMS: Readonly<Record<keyof Answers, (answer: string) => string | undefined>> = {
  project: (answer) => {
    const read = projectSchema.shape.name.safeParse(answer);
    if (!read.success) return `${read.error.issues[0]!.message}, got '${answer}'`;
    const id = dnsLabel(answer);
    return id === "" || id === "index" ? `must be no name whose file would be environments/${id}.ts, got '${answer}'` : undefined;
  },
  site: (answer) => nameProblem("label", answer),
  driver: (answer) => oneOf(MAGNUM_DRIVERS, answer),
  tier: (answer) => oneOf(TIERS, answer),
};

/**
 * Checks what a person has said of a new folder.
 *
 * @param said - the answers, each as it was given
 * @throws CommandError with all that is wrong, each by its option
 */
export function checkAnswers(said: Readonly<Record<keyof Answers, string>>): Answers {
  const problems = (Object.keys(ANSWER_PROBLEMS) as (keyof Answers)[]).flatMap((name) => {
    const problem = ANSWER_PROBLEMS[name](said[name]);
    return problem === undefined ? [] : [`--${name} ${problem}`];
  });
  if (problems.length > 0) throw new CommandError(problems.join("\n"), EXIT.usage);
  return said as Answers;
}

function oneOf(words: readonly string[], answer: string): string | undefined {
  if (words.includes(answer)) return undefined;
  const meant = nearest(answer, words);
  return `must be one of ${words.join(", ")}, got '${answer}'${meant === undefined ? "" : `; did you mean ${meant}?`}`;
}
