import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as tls from "node:tls";
import { parseEnvironments, type SiteInput } from "../projects";
import { caBundle } from "../operate/terraform/ca-bundle";
import { makeRunFolder } from "../operate/terraform/run-folder";
import { driverSite, survey } from "./support/survey";

const AUTHORITY = tls.rootCertificates[0]!;
const S3: SiteInput["backend"] = { kind: "s3", bucket: "states", endpoint: "https://s3.example.org" };
const identity = { authUrl: "https://keystone.example.org:5000/v3", region: "One" };

let folder: string;
const before = process.env["SSL_CERT_FILE"];
beforeEach(() => void (folder = fs.mkdtempSync(path.join(os.tmpdir(), "bundle-"))));
afterEach(() => {
  if (before === undefined) delete process.env["SSL_CERT_FILE"];
  else process.env["SSL_CERT_FILE"] = before;
});

/** Files of the authorities that the stacks of a project have, in the run's folder. */
function bundlesOf(site: Partial<SiteInput>): (string | undefined)[] {
  const [project] = parseEnvironments({ "survey.ts": survey() }, { "lab.ts": driverSite("heat", site) });
  return makeRunFolder([project!], folder)
    .stacks.get(project!.id)!
    .map((stack) => stack.caBundle);
}

describe("authorities of the backend", () => {
  test("are the private one, those of the system and those of Node", () => {
    const system = path.join(folder, "system.pem");
    fs.writeFileSync(system, "those of the system");
    process.env["SSL_CERT_FILE"] = system;
    const bundle = caBundle("the private one");
    expect(bundle.startsWith("the private one\nthose of the system\n-----BEGIN CERTIFICATE-----\n")).toBe(true);
    for (const root of tls.rootCertificates) expect(bundle).toContain(root);
  });

  test("are in one file that all stacks of a site have", () => {
    const [cluster, platform] = bundlesOf({ backend: S3, identity: { ...identity, caCertificate: AUTHORITY } });
    expect(fs.readFileSync(cluster!, "utf8").startsWith(AUTHORITY.trim())).toBe(true);
    expect(path.dirname(path.dirname(cluster!))).toBe(folder);
    expect(platform).toBe(cluster);
  });

  test.each<[string, Partial<SiteInput>]>([
    ["has no private authority", { backend: S3, identity }],
    ["is no bucket", { backend: { kind: "pg" }, identity: { ...identity, caCertificate: AUTHORITY } }],
    ["has no TLS", { backend: { ...S3, endpoint: "http://s3.example.org" }, identity: { ...identity, caCertificate: AUTHORITY } }],
  ])("are left to the system where the backend %s", (_what, site) => {
    expect(bundlesOf(site)).toEqual([undefined, undefined]);
  });
});
