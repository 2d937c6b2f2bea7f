import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { cloudEntry, type CloudEntry } from "../operate/openstack/cloud-entry";
import type { OpenStackError } from "../operate/openstack/failure";

let folder: string;
let home: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "clouds-"));
  home = path.join(folder, "home");
  fs.mkdirSync(path.join(home, ".config", "openstack"), { recursive: true });
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (file: string, text: string): string => {
  const whole = path.join(folder, file);
  fs.mkdirSync(path.dirname(whole), { recursive: true });
  fs.writeFileSync(whole, text);
  return whole;
};
const read = (name = "lab", environment: NodeJS.ProcessEnv = {}): CloudEntry =>
  cloudEntry(name, { environment: { HOME: home, ...environment }, folder });
const problems = (name = "lab", environment: NodeJS.ProcessEnv = {}): string[] => {
  try {
    read(name, environment);
  } catch (error) {
    expect((error as OpenStackError).failure).toBe("no such cloud");
    return (error as Error).message.replaceAll(`${folder}/`, "").split("\n");
  }
  return [];
};

const AUTH = "auth_url: 'https://k.example.org:5000/v3', username: me, password: '0123', project_name: lab";

describe("an entry of clouds.yaml", () => {
  test("is read of the first file there is: one that is named, the working directory's, the user's", () => {
    const file = (region: string): string => `clouds: { lab: { region_name: ${region}, auth: { ${AUTH} } } }`;
    write("home/.config/openstack/clouds.yaml", file("of-home"));
    expect(read().region).toBe("of-home");
    write("xdg/openstack/clouds.yml", file("of-xdg"));
    expect(read("lab", { XDG_CONFIG_HOME: path.join(folder, "xdg") }).region).toBe("of-xdg");
    write("clouds.yaml", file("of-folder"));
    expect(read().region).toBe("of-folder");
    const named = write("named.yaml", file("named"));
    expect(read("lab", { OS_CLIENT_CONFIG_FILE: named }).region).toBe("named");
    expect(read("lab", { OS_CLIENT_CONFIG_FILE: path.join(folder, "not-there") }).region).toBe("of-folder");
  });

  test("gets the secrets of secure.yaml, whatever else that has", () => {
    write("clouds.yaml", "clouds: { lab: { auth: { auth_url: 'https://k.example.org', username: me, password: old, project_id: p } } }");
    write("home/.config/openstack/secure.yaml", "clouds: { lab: { auth: { password: new } }, other: { auth: { password: x } } }");
    const { login, secrets, authUrl } = read();
    expect(login).toEqual({
      by: "password",
      identity: { methods: ["password"], password: { user: { name: "me", domain: { id: "default" }, password: "new" } } },
      scope: { project: { id: "p" } },
    });
    expect(secrets).toEqual(["new"]);
    expect(authUrl).toBe("https://k.example.org/v3");
  });

  test("keeps a password as it is written, with its zeros", () => {
    write(
      "clouds.yaml",
      "clouds: { lab: { auth: { auth_url: 'https://k.example.org/v3/', username: me, password: 0123, project_name: lab } } }",
    );
    expect(read().secrets).toEqual(["0123"]);
  });

  test.each<[string, string, object, object | undefined]>([
    [
      "a user of another domain",
      "username: me, password: pw, user_domain_name: IRIS, project_name: lab, project_domain_id: d1",
      { methods: ["password"], password: { user: { name: "me", domain: { name: "IRIS" }, password: "pw" } } },
      { project: { name: "lab", domain: { id: "d1" } } },
    ],
    [
      "names of older files",
      "user_id: u, password: pw, tenant_name: lab, default_domain: IRIS",
      { methods: ["password"], password: { user: { id: "u", password: "pw" } } },
      { project: { name: "lab", domain: { name: "IRIS" } } },
    ],
    [
      "an application credential without a type",
      "application_credential_id: a, application_credential_secret: s",
      { methods: ["application_credential"], application_credential: { id: "a", secret: "s" } },
      undefined,
    ],
    [
      "an application credential by name",
      "application_credential_name: a, application_credential_secret: s, username: me, user_domain_id: d",
      {
        methods: ["application_credential"],
        application_credential: { name: "a", user: { name: "me", domain: { id: "d" } }, secret: "s" },
      },
      undefined,
    ],
    [
      "all of the system",
      "username: me, password: pw, system_scope: all",
      { methods: ["password"], password: { user: { name: "me", domain: { id: "default" }, password: "pw" } } },
      { system: { all: true } },
    ],
  ])("logs in as %s", (_what, auth, identity, scope) => {
    write("clouds.yaml", `clouds: { lab: { auth: { auth_url: 'https://k.example.org/v3', ${auth} } } }`);
    expect(read().login).toMatchObject({ identity, scope });
  });

  test("logs in with a token", () => {
    write(
      "clouds.yaml",
      "clouds: { lab: { auth_type: v3token, auth: { auth_url: 'https://k.example.org/v3', token: t, project_id: p } } }",
    );
    expect(read().login).toEqual({ by: "token", identity: { methods: ["token"], token: { id: "t" } }, scope: { project: { id: "p" } } });
  });

  test("says which region, interface, certificates and addresses are taken", () => {
    const pem = write("home/ca.pem", "-----BEGIN CERTIFICATE-----\n");
    write(
      "clouds.yaml",
      `clouds: { lab: { auth: { ${AUTH} }, regions: [{ name: One }, Two], endpoint_type: internalURL, cacert: ~/ca.pem, cert: ${pem}, key: ${pem}, ` +
        "container_infra_endpoint_override: 'https://m.example.org/v1' } }",
    );
    expect(read()).toMatchObject({
      region: "One",
      interface: "internal",
      ca: "-----BEGIN CERTIFICATE-----\n",
      certificate: { cert: "-----BEGIN CERTIFICATE-----\n" },
      endpoints: { container_infra: "https://m.example.org/v1" },
    });
  });
});

describe("an entry that cannot be used is refused", () => {
  test.each<[string, string, string[]]>([
    [
      "with nothing in it, all at once",
      "lab: { auth: {} }",
      [
        "clouds.yaml: clouds.lab.auth.password is missing; passwords may stand in secure.yaml",
        "clouds.yaml: clouds.lab.auth.username is missing, and so is user_id",
        "clouds.yaml: clouds.lab.auth.project_name is missing, and so is project_id: a login without a project sees no services",
        "clouds.yaml: clouds.lab.auth.auth_url is missing; it is the address of Keystone, such as https://keystone.example.org:5000/v3",
      ],
    ],
    [
      "that believes any certificate",
      `lab: { verify: no, auth: { ${AUTH} } }`,
      [
        "clouds.yaml: clouds.lab.verify lets anybody play the cloud and take the password; leave it out, and name the cloud's certificate authority in cacert",
      ],
    ],
    [
      "that believes any certificate, as the command line's option says it",
      `lab: { insecure: true, auth: { ${AUTH} } }`,
      [
        "clouds.yaml: clouds.lab.insecure lets anybody play the cloud and take the password; leave it out, and name the cloud's certificate authority in cacert",
      ],
    ],
    [
      "of a profile",
      `lab: { profile: vexxhost, auth: { ${AUTH} } }`,
      [
        "clouds.yaml: clouds.lab.profile is vexxhost: profiles come with the OpenStack client and are not read here; write auth_url and region_name out",
      ],
    ],
    [
      "of single sign-on",
      `lab: { auth_type: v3oidcpassword, auth: { ${AUTH} } }`,
      [
        "clouds.yaml: clouds.lab.auth_type is v3oidcpassword, allowed are password, v3password, v3applicationcredential and v3token; " +
          "make an application credential on the dashboard and use that",
      ],
    ],
    [
      "of Keystone's version 2, with a file that is not there",
      "lab: { cacert: nowhere.pem, interface: outside, auth: { auth_url: 'https://k.example.org/v2.0', username: me, password: x, project_name: lab } }",
      [
        "clouds.yaml: clouds.lab.auth.auth_url is that of version 2.0, which Keystone no longer has; write /v3",
        "clouds.yaml: clouds.lab.cacert is nowhere.pem, which cannot be read: ENOENT",
        "clouds.yaml: clouds.lab.interface must be public, internal or admin",
      ],
    ],
    ["of another name", "other: {}", ["clouds.yaml: clouds has no entry 'lab'; it has other; add one of that name"]],
  ])("%s", (_what, entries, lines) => {
    write("clouds.yaml", `clouds: { ${entries} }`);
    expect(problems()).toEqual(lines);
  });

  test("where there is no file, with all the places", () => {
    const [line] = problems();
    expect(line).toMatch(
      /^no clouds\.yaml is there for the entry 'lab': looked for clouds\.yaml, clouds\.yml, clouds\.json, home\/\.config\/openstack\/clouds\.yaml,/,
    );
    expect(line).toMatch(/\/etc\/openstack\/clouds\.json; get one from the cloud's dashboard, or name yours in OS_CLIENT_CONFIG_FILE$/);
  });

  test("where the file is no YAML, without a word of what stands there", () => {
    write("clouds.yaml", "clouds:\n  lab: { auth: { password: planted\n");
    const [line, ...more] = problems();
    expect(line).toMatch(/^clouds\.yaml: line \d+: /);
    expect(line).not.toContain("planted");
    expect(more).toEqual([]);
    write("clouds.yaml", "- planted\n");
    expect(problems()).toEqual(["clouds.yaml: must have 'clouds' with an entry for each cloud; correct the file"]);
  });
});

describe("the entry envvars", () => {
  const environment = {
    OS_AUTH_URL: "https://k.example.org/v3",
    OS_USERNAME: "me",
    OS_PASSWORD: "pw",
    OS_PROJECT_NAME: "lab",
    OS_REGION_NAME: "One",
  };

  test("is made of the OS_* variables, of which those beside it are not used for a file's entry", () => {
    expect(read("envvars", environment)).toMatchObject({ authUrl: "https://k.example.org/v3", region: "One", secrets: ["pw"] });
    write("clouds.yaml", `clouds: { lab: { auth: { ${AUTH} } } }`);
    expect(read("lab", environment)).toMatchObject({ secrets: ["0123"], region: undefined });
  });

  test("is refused by the names of its variables", () => {
    expect(problems("envvars", { ...environment, OS_PASSWORD: "", OS_INSECURE: "true" })).toEqual([
      "OS_PASSWORD is missing; passwords may stand in secure.yaml",
      "OS_INSECURE lets anybody play the cloud and take the password; leave it out, and name the cloud's certificate authority in cacert",
    ]);
  });
});
