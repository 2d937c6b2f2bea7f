import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import * as z from "zod";
import { cloudsFiles, type CloudSources } from "../session/clouds-files";
import { OpenStackError } from "./failure";

/** How to log in to Keystone: what its API calls `identity`, and what the token is for. */
export interface CloudLogin {
  /** Part of the request that names the user. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** What the token is for; undefined where the credential says it itself. */
  readonly scope: Readonly<Record<string, unknown>> | undefined;
  /** What it is in words, such as `password`. */
  readonly by: "password" | "application credential" | "token";
}

/** An entry of clouds.yaml, or what the variables of the environment say in its place. */
export interface CloudEntry {
  /** Its name. */
  readonly name: string;
  /** Where it stands, for messages. */
  readonly source: string;
  /** Address of Keystone's version 3. */
  readonly authUrl: string;
  /** Region; undefined where the cloud has only one. */
  readonly region: string | undefined;
  /** Which of a service's addresses is taken. */
  readonly interface: "public" | "internal" | "admin";
  /** Login. */
  readonly login: CloudLogin;
  /** Certificate authority in PEM; undefined for those that Node knows. */
  readonly ca: string | undefined;
  /** Certificate and key in PEM by which this side shows who it is; undefined for none. */
  readonly certificate: { readonly cert: string; readonly key: string } | undefined;
  /** Addresses that are taken in place of the catalogue's, by type of service with underscores. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What must stand in no message. */
  readonly secrets: readonly string[];
}

/** Name that the OpenStack client gives to what stands in the environment. */
const ENVIRONMENT = "envvars";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads an entry as the OpenStack client does: of the first clouds.yaml in the working directory, the user's and the machine's folder, with
 * secure.yaml over it; the entry `envvars` is made of the `OS_*` variables.
 *
 * @param name - name of the entry
 * @param sources - environment and working directory
 * @throws OpenStackError if there is no such entry, or it cannot be used: all that is wrong with it at once
 * @see https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
 */
export function cloudEntry(name: string, sources: CloudSources = { environment: process.env, folder: process.cwd() }): CloudEntry {
  const { environment } = sources;
  if (name === ENVIRONMENT) return entryOf(name, "environment", fieldsOfEnvironment(environment), sources);
  const files = cloudsFiles("clouds", sources);
  const file = firstRead(files);
  if (!file) {
    throw new OpenStackError(
      "no such cloud",
      `no clouds.yaml is there for the entry '${name}': looked for ${files.join(", ")}; get one from the cloud's dashboard, or name yours in OS_CLIENT_CONFIG_FILE`,
    );
  }
  const secure = firstRead(cloudsFiles("secure", sources));
  const clouds = cloudsOf(file);
  const open = clouds[name];
  if (!open) {
    const names = Object.keys(clouds).join(", ");
    throw new OpenStackError(
      "no such cloud",
      `${file.path}: clouds has no entry '${name}'; it has ${names || "none"}; add one of that name`,
    );
  }
  const hidden = secure ? cloudsOf(secure)[name] : undefined;
  return entryOf(name, `${file.path}: clouds.${name}`, hidden ? merged(open, hidden) : open, sources);
}

interface File {
  readonly path: string;
  readonly text: string;
}

/** The first that can be read: one that belongs to somebody else is passed over. */
function firstRead(files: readonly string[]): File | undefined {
  for (const file of files) {
    try {
      return { path: file, text: fs.readFileSync(file, "utf8") };
    } catch {
      continue;
    }
  }
  return undefined;
}

const fileSchema = z.looseObject({ clouds: z.record(z.string(), z.looseObject({})).nullish() });

function cloudsOf({ path: file, text }: File): Readonly<Record<string, Fields>> {
  let data: unknown;
  try {
    // Every scalar is taken as it is written: a password of digits keeps its zeros.
    data = load(text, { schema: FAILSAFE_SCHEMA });
  } catch (error) {
    const { mark, reason } = error as { mark?: { line: number }; reason?: string };
    // The message of the parser quotes lines of the file, with passwords in them.
    throw new OpenStackError("no such cloud", `${file}: line ${(mark?.line ?? 0) + 1}: ${reason ?? "no YAML"}; correct the file`);
  }
  const read = fileSchema.safeParse(data);
  if (!read.success)
    throw new OpenStackError("no such cloud", `${file}: must have 'clouds' with an entry for each cloud; correct the file`);
  return read.data.clouds ?? {};
}

function merged(open: Fields, hidden: Fields): Fields {
  const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
  const pairs = Object.entries(hidden).map(([key, value]): [string, unknown] => [
    key,
    isMap(value) && isMap(open[key]) ? merged(open[key], value) : value,
  ]);
  return { ...open, ...Object.fromEntries(pairs) };
}

const AUTH_FIELDS = [
  ...["auth_url", "username", "user_id", "password", "token", "user_domain_id", "user_domain_name", "system_scope"],
  ...["project_id", "project_name", "tenant_id", "tenant_name", "project_domain_id", "project_domain_name", "domain_id", "domain_name"],
  ...["application_credential_id", "application_credential_name", "application_credential_secret"],
  ...["default_domain", "default_domain_id", "default_domain_name", "trust_id", "passcode"],
] as const;
type AuthField = (typeof AUTH_FIELDS)[number];

function fieldsOfEnvironment(environment: NodeJS.ProcessEnv): Fields {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const field = /^OS_([A-Z0-9_]+)$/.exec(name)?.[1]?.toLowerCase();
      return field !== undefined && value ? [[field, value]] : [];
    }),
  );
}

/** Fields by which older files say the same. */
const OTHER_NAMES: Readonly<Partial<Record<AuthField, AuthField>>> = {
  tenant_id: "project_id",
  tenant_name: "project_name",
  default_domain: "default_domain_name",
};

const NO = /^(false|no|off|0|n)$/i;
const YES = /^(true|yes|on|1|y)$/i;

/** Collects what is wrong with an entry. */
class Problems {
  private readonly lines: string[] = [];

  constructor(private readonly source: string) {}

  public add(field: string, problem: string): void {
    this.lines.push(
      this.source === "environment" ? `OS_${field.replace(/^auth\./, "").toUpperCase()} ${problem}` : `${this.source}.${field} ${problem}`,
    );
  }

  public throwIfAny(): void {
    if (this.lines.length > 0) throw new OpenStackError("no such cloud", this.lines.join("\n"));
  }
}

function entryOf(name: string, source: string, fields: Fields, sources: CloudSources): CloudEntry {
  const problems = new Problems(source);
  const text = (field: string): string | undefined => {
    const value = fields[field];
    return typeof value === "string" && value !== "" && value !== "~" && value !== "null" ? value : undefined;
  };
  const auth = authOf(fields);
  const usable = loginOf(auth, text("auth_type"), problems);

  for (const field of ["profile", "cloud"]) {
    if (source !== "environment" && text(field))
      problems.add(
        field,
        `is ${text(field)}: profiles come with the OpenStack client and are not read here; write auth_url and region_name out`,
      );
  }
  if (NO.test(text("verify") ?? "") || YES.test(text("insecure") ?? "")) {
    problems.add(
      text("insecure") ? "insecure" : "verify",
      "lets anybody play the cloud and take the password; leave it out, and name the cloud's certificate authority in cacert",
    );
  }
  const authUrl = authUrlOf(auth.auth_url, problems);
  const [ca, cert, key] = (["cacert", "cert", "key"] as const).map((field) => pem(field, text(field), sources, problems));
  if ((cert === undefined) !== (key === undefined)) problems.add(cert === undefined ? "key" : "cert", "needs the other of cert and key");
  const chosen = interfaceOf(text("interface") ?? text("endpoint_type"));
  if (!chosen) problems.add(text("interface") ? "interface" : "endpoint_type", "must be public, internal or admin");
  problems.throwIfAny();

  return {
    name,
    source,
    authUrl: authUrl!,
    region: text("region_name") ?? firstRegion(fields["regions"]),
    interface: chosen!,
    login: usable!,
    ca,
    certificate: cert === undefined || key === undefined ? undefined : { cert, key },
    endpoints: Object.fromEntries(
      Object.entries(fields).flatMap(([field, value]) => {
        const type = /^(\w+)_endpoint_override$/.exec(field)?.[1];
        return type !== undefined && typeof value === "string" ? [[type, value]] : [];
      }),
    ),
    secrets: [auth.password, auth.token, auth.application_credential_secret].filter((secret) => secret !== undefined),
  };
}

function authOf(fields: Fields): Readonly<Partial<Record<AuthField, string>>> {
  const inside = (fields["auth"] ?? {}) as Fields;
  const found: Partial<Record<AuthField, string>> = {};
  for (const field of AUTH_FIELDS) {
    const value = inside[field] ?? fields[field];
    if (typeof value !== "string" || value === "" || value === "~" || value === "null") continue;
    found[OTHER_NAMES[field] ?? field] ??= value;
  }
  return found;
}

function authUrlOf(url: string | undefined, problems: Problems): string | undefined {
  if (url === undefined) {
    problems.add("auth.auth_url", "is missing; it is the address of Keystone, such as https://keystone.example.org:5000/v3");
    return undefined;
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    problems.add("auth.auth_url", "must be an address such as https://keystone.example.org:5000/v3");
    return undefined;
  }
  const { username, password } = new URL(url);
  if (username !== "" || password !== "")
    problems.add("auth.auth_url", "must have no user or password in it; they have fields of their own");
  const base = url.replace(/\/+$/, "");
  if (/\/v2\.0$/.test(base)) problems.add("auth.auth_url", "is that of version 2.0, which Keystone no longer has; write /v3");
  return /\/v3$/.test(base) ? base : `${base}/v3`;
}

type Auth = ReturnType<typeof authOf>;

function loginOf(auth: Auth, type: string | undefined, problems: Problems): CloudLogin | undefined {
  const isCredential = auth.application_credential_id !== undefined || auth.application_credential_name !== undefined;
  // Terraform's provider takes an application credential without a type; the OpenStack client wants one.
  const kind = type?.replace(/^v3/, "").toLowerCase() ?? (isCredential ? "applicationcredential" : "password");
  if (auth.trust_id) problems.add("auth.trust_id", "is not supported; use a password or an application credential");
  switch (kind) {
    case "password":
      return byPassword(auth, problems);
    case "applicationcredential":
      return byApplicationCredential(auth, problems);
    case "token":
      if (!auth.token) problems.add("auth.token", "is missing");
      return { by: "token", identity: { methods: ["token"], token: { id: auth.token } }, scope: scopeOf(auth, problems) };
    default:
      problems.add(
        "auth_type",
        `is ${type}, allowed are password, v3password, v3applicationcredential and v3token; make an application credential on the dashboard and use that`,
      );
      return undefined;
  }
}

function byPassword(auth: Auth, problems: Problems): CloudLogin {
  if (!auth.password) problems.add("auth.password", "is missing; passwords may stand in secure.yaml");
  return {
    by: "password",
    identity: { methods: ["password"], password: { user: userOf(auth, problems, { password: auth.password }) } },
    scope: scopeOf(auth, problems),
  };
}

function byApplicationCredential(auth: Auth, problems: Problems): CloudLogin {
  const { application_credential_id: id, application_credential_name: name, application_credential_secret: secret } = auth;
  if (!id && !name) problems.add("auth.application_credential_id", "is missing");
  if (!secret) problems.add("auth.application_credential_secret", "is missing; secrets may stand in secure.yaml");
  const which = id ? { id } : { name, user: userOf(auth, problems, {}) };
  return {
    by: "application credential",
    identity: { methods: ["application_credential"], application_credential: { ...which, secret } },
    scope: undefined,
  };
}

function userOf(auth: Auth, problems: Problems, rest: Fields): Fields {
  if (auth.user_id) return { id: auth.user_id, ...rest };
  if (!auth.username) problems.add("auth.username", "is missing, and so is user_id");
  return { name: auth.username, domain: domainOf(auth.user_domain_id, auth.user_domain_name, auth), ...rest };
}

/** The OpenStack client takes the domain whose id is `default` where none is named. */
function domainOf(id: string | undefined, name: string | undefined, auth: Auth): Fields {
  if (id) return { id };
  if (name) return { name };
  if (auth.default_domain_name) return { name: auth.default_domain_name };
  return { id: auth.default_domain_id ?? "default" };
}

function scopeOf(auth: Auth, problems: Problems): Fields | undefined {
  if (auth.project_id) return { project: { id: auth.project_id } };
  if (auth.project_name)
    return { project: { name: auth.project_name, domain: domainOf(auth.project_domain_id, auth.project_domain_name, auth) } };
  if (auth.domain_id) return { domain: { id: auth.domain_id } };
  if (auth.domain_name) return { domain: { name: auth.domain_name } };
  if (auth.system_scope === "all") return { system: { all: true } };
  problems.add("auth.project_name", "is missing, and so is project_id: a login without a project sees no services");
  return undefined;
}

function interfaceOf(text = "public"): CloudEntry["interface"] | undefined {
  const name = text.replace(/URL$/, "");
  return name === "public" || name === "internal" || name === "admin" ? name : undefined;
}

function firstRegion(regions: unknown): string | undefined {
  const [first] = Array.isArray(regions) ? (regions as unknown[]) : [];
  if (typeof first === "string") return first;
  const name = (first as Fields | undefined)?.["name"];
  return typeof name === "string" ? name : undefined;
}

/** Paths are the operator's own: a leading `~` is the home folder. */
function pem(field: string, file: string | undefined, { environment, folder }: CloudSources, problems: Problems): string | undefined {
  if (file === undefined) return undefined;
  const expanded = file.startsWith("~/") ? path.join(environment["HOME"] ?? os.homedir(), file.slice(2)) : path.resolve(folder, file);
  try {
    const text = fs.readFileSync(expanded, "utf8");
    if (text.includes("-----BEGIN ")) return text;
    problems.add(field, `is ${file}, which is no file in PEM`);
  } catch (error) {
    problems.add(field, `is ${file}, which cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown reason"}`);
  }
  return undefined;
}
