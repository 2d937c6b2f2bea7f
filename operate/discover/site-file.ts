import { isDeepStrictEqual } from "node:util";
import { siteSchema, type SiteInput } from "../../projects";
import { siteConst } from "../init/data";
import { lineDiff, withoutDistant } from "../review/line-diff";
import { npx } from "../session/program";
import { jsonText } from "../session/json-text";
import { literal } from "../session/literal";
import { SITE_FIELDS, type DiscoveredSite } from "./site";

/** What a new site file says of itself. */
export interface SiteFileProps {
  /** Entry of clouds.yaml that was asked. */
  readonly cloud: string;
  /** Module that the type comes from. */
  readonly types: string;
  /**
   * Whether it is JSON, which has no comments.
   *
   * @default false
   */
  readonly isJson?: boolean;
}

/**
 * Writes a site as a file of TypeScript, or of JSON.
 *
 * @param found - the site
 * @param props - what the file says of itself
 */
export function siteText(found: DiscoveredSite, { cloud, types, isJson = false }: SiteFileProps): string {
  if (isJson) return jsonText(found.site, SITE_FIELDS);
  return `import type { SiteInput } from "${types}";

/**
 * What the cloud offers, as \`${npx(`discover --cloud ${cloud}`)}\` has seen it: the same again shows what has changed since.
 *
 * Comments have what it could not see, as questions to the cloud's people; the file is yours to change. Names with replace-me, names of hosts in
 * example.org and addresses that begin with 192.0.2 are made up. \`${npx("preflight PROJECT")}\` compares all others with the cloud.
 */
export const ${siteConst(found.site.name)}: SiteInput = ${dataOf(found)};
`;
}

const dataOf = ({ site, remarks }: DiscoveredSite): string => literal(site, { remarks, order: SITE_FIELDS });

/** What a cloud has that its site's file has not. */
export interface SiteChange {
  /** The file as it would be. */
  readonly text: string;
  /** How it differs, in lines. */
  readonly diff: readonly string[];
}

/**
 * Compares a site's file with what the cloud shows now. What stands before the data in the file stays, and so do comments above its fields.
 *
 * @param text - the file
 * @param old - its data; undefined where it cannot be read
 * @param found - the site as the cloud shows it
 * @param props - what a file says of itself
 * @returns undefined if the data is the same
 */
export function siteChange(text: string, old: SiteInput | undefined, found: DiscoveredSite, props: SiteFileProps): SiteChange | undefined {
  if (old && isDeepStrictEqual(siteSchema.parse(old), siteSchema.parse(found.site))) return undefined;
  const head = /^[\s\S]*?\bexport const \w+: SiteInput = (?=\{)/.exec(text)?.[0];
  const next =
    head === undefined || props.isJson
      ? siteText(found, props)
      : `${head}${dataOf({ ...found, remarks: withComments(text, found.remarks) })};\n`;
  return next === text ? undefined : { text: next, diff: withoutDistant(lineDiff(text, next)) };
}

/** Where a file has its quota, which is a comment after all fields. */
const QUOTA = "quota";

/** The comments of a file, and behind them what it does not say yet. */
function withComments(text: string, remarks: DiscoveredSite["remarks"]): Map<string, string[]> {
  const all = commentsOf(text);
  const said = [...all.values()].flat().join(" ");
  for (const [path, more] of remarks) {
    const missing = more.filter((remark) => !said.includes(remark));
    if (missing.length > 0) all.set(path, [...(all.get(path) ?? []), ...missing]);
  }
  return all;
}

/** Comments by the path of the field that they stand above, in a file as Prettier has it. */
function commentsOf(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const keys: string[] = [];
  let above: string[] = [];
  for (const line of text.split("\n")) {
    const comment = /^\s+\/\/ ?(.*)$/.exec(line)?.[1];
    const [, indent = "", bare, quoted] = /^((?: {2})+)(?:([\w$]+)|"([^"]+)"):(?: |$)/.exec(line) ?? [];
    const key = bare ?? quoted;
    if (comment !== undefined) above.push(comment);
    else {
      if (key !== undefined) keys.splice(indent.length / 2 - 1, Infinity, key);
      if (above.length > 0 && key !== undefined) found.set(keys.join("."), above);
      // Limits of a quota are numbers of the day: those of now take their place.
      if (line === "};") found.set(QUOTA, above.slice(0, limitsAt(above)));
      above = [];
    }
  }
  return found;
}

function limitsAt(comments: readonly string[]): number {
  const at = comments.findIndex((one) => one.startsWith("Of project "));
  return at < 0 ? comments.length : at;
}
