import { Cron } from "croner";

const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
const FIELDS = ["minute", "hour", "day of month", "month", "day of week"] as const;

/** Names that the operator's parser knows, by the field that they may stand in. */
const NAMES: Readonly<Record<number, string>> = {
  3: "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
  4: "sun|mon|tue|wed|thu|fri|sat",
};

/** Units of Go's durations, in seconds. */
const SECONDS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

const EXAMPLE = "'0 6 * * 1-5' would do";

/**
 * Finds what is wrong with the schedule of an application, in the words of the operator's parser: five fields, descriptors, `@every` with a
 * duration, and `TZ=` or `CRON_TZ=` with a time zone before them.
 *
 * @param schedule - cron expression
 * @returns the problem, without the field, or undefined
 * @see https://github.com/robfig/cron/blob/v3.0.1/parser.go
 */
export function scheduleProblem(schedule: string): string | undefined {
  const [, zone, expression = ""] = /^(?:(?:CRON_)?TZ=(\S*)(?= ))?\s*([\s\S]*?)\s*$/.exec(schedule) ?? [];
  const problem = (zone === undefined ? undefined : zoneProblem(zone)) ?? expressionProblem(expression);
  return problem && `${problem}, got '${schedule}'; ${EXAMPLE}`;
}

function zoneProblem(zone: string): string | undefined {
  // Go looks for a file of this name: no offsets, and upper case counts.
  const isName = /^[A-Z][\w+/-]*$/.test(zone) && (zone === "Local" || isKnown(zone));
  return isName ? undefined : `must have the name of a time zone after 'TZ=', such as Europe/London, and not '${zone}'`;
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}

function expressionProblem(expression: string): string | undefined {
  if (expression.startsWith("@every ")) return durationProblem(expression.slice("@every ".length));
  if (expression.startsWith("@")) {
    return DESCRIPTORS.includes(expression) ? undefined : `must be a cron expression, ${DESCRIPTORS.join(", ")} or '@every <duration>'`;
  }
  const fields = expression.split(/\s+/);
  if (fields.length !== FIELDS.length || expression === "") {
    return `must be a cron expression of five fields: ${FIELDS.join(", ")}`;
  }
  const wrong = fields.findIndex((field, index) => !isField(field, NAMES[index]));
  if (wrong >= 0) {
    const names = NAMES[wrong] === undefined ? "" : ` or names of three letters`;
    return `must have numbers${names}, '*', ranges 'a-b' and steps '/n' with ',' between them as its ${FIELDS[wrong]}, not '${fields[wrong]}'`;
  }
  if (/(^|[,-])0*[7-9]/.test(fields[4]!)) return "must have a day of week from 0 to 6, with 0 for Sunday";
  return cronProblem(fields.map((field) => field.replaceAll("?", "*")).join(" "));
}

/** Less than what the library takes, which has L, W, # and + as well. */
function isField(field: string, names?: string): boolean {
  const value = names === undefined ? "\\d{1,4}" : `(\\d{1,4}|${names})`;
  const range = `([*?]|${value}(-${value})?)(/\\d{1,4})?`;
  return new RegExp(`^${range}(,${range})*$`, "i").test(field);
}

function cronProblem(expression: string): string | undefined {
  try {
    const next = new Cron(expression, { mode: "5-part", sloppyRanges: true, paused: true }).nextRun();
    return next ? undefined : "must be a cron expression with a day that comes";
  } catch (error) {
    const why = (error as Error).message.replace(/^CronPattern: /, "").replace(/\.$/, "");
    return `must be a cron expression (${why})`;
  }
}

/**
 * Go's durations, of a second at least: the parser would make one second of less.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
function durationProblem(duration: string): string | undefined {
  const unit = "ns|us|µs|ms|s|m|h";
  const isDuration = new RegExp(`^((\\d+\\.?\\d*|\\.\\d+)(${unit}))+$`).test(duration);
  const parts = [...duration.matchAll(new RegExp(`([\\d.]+)(${unit})`, "g"))];
  const seconds = parts.reduce((sum, [, amount, name]) => sum + Number(amount) * SECONDS[name!]!, 0);
  if (isDuration && seconds >= 1) return undefined;
  return `must have a duration of at least 1s after '@every', such as 1h30m or 45m, and not '${duration}'`;
}
