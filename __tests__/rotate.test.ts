import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createCredential, readCredential, showCredential } from "../operate/credentials/application-credential";
import { readCredentialFile, writeCredentialFile } from "../operate/credentials/credential-file";
import { beside } from "../operate/credentials/credential-secrets";
import type { Change } from "../operate/plan/changes";
import { OpenStackError } from "../operate/openstack/failure";
import { cloudWith } from "./support/openstack";

const shown = {
  id: "i",
  name: "lab-manila",
  project_id: "p",
  roles: [{ id: "r1", name: "member" }, { name: "reader" }],
  expires_at: "2027-06-30T00:00:00.000000",
};
const read = {
  id: "i",
  name: "lab-manila",
  projectId: "p",
  roles: ["member", "reader"],
  expiresAt: "2027-06-30T00:00:00",
  accessRules: undefined,
};
const rule = { service: "sharev2", method: "GET", path: "/v2/**" };

describe("an application credential", () => {
  test.each([
    ["with an end", shown, read],
    ["without an end", { ...shown, expires_at: null }, { ...read, expiresAt: undefined }],
    ["with access rules", { ...shown, access_rules: [{ id: "r", ...rule }] }, { ...read, accessRules: [rule] }],
  ])("%s is read", (_what, answer, credential) => {
    expect(readCredential(answer)).toEqual(credential);
  });

  test("in a form that is not known is not copied", () => {
    expect(() => readCredential({ ...shown, access_rules: "r1, r2" })).toThrow("in a form that is not known; make the new one by hand");
  });

  test("of somebody else is none", async () => {
    expect(await showCredential(cloudWith({}), "i")).toBeUndefined();
  });

  test("cannot be made with a restricted one, which is said", async () => {
    const cloud = cloudWith({ "POST identity /users/u1/application_credentials": new OpenStackError("forbidden", "Keystone: 403") });
    await expect(createCredential(cloud, read, "new", undefined)).rejects.toThrow(
      /a restricted application credential cannot; name another login with --os-cloud/,
    );
  });
});

describe("the file of new credentials", () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "rotate-")), "lab.env");

  test("keeps other credentials of the project, and any character", () => {
    const [manila, octavia] = [{ TF_VAR_manila: "it's $HOME `x`" }, { TF_VAR_octavia: "second" }];
    writeCredentialFile(file, "lab", manila);
    writeCredentialFile(file, "lab", octavia);
    expect(readCredentialFile(file, "lab")).toEqual({ ...manila, ...octavia });
    writeCredentialFile(file, "lab", { TF_VAR_octavia: "third" });
    expect(readCredentialFile(file, "lab")).toEqual({ ...manila, TF_VAR_octavia: "third" });
    expect(readCredentialFile(`${file}.other`, "lab")).toEqual({});
    expect(fs.readdirSync(path.dirname(file))).toEqual(["lab.env"]);
  });

  test("of another project is left alone", () => {
    expect(() => readCredentialFile(file, "other")).toThrow("is there and is not a file of other's credentials");
  });
});

test("a rotation changes its Secrets and what restarts for them; all else is beside it", () => {
  const change = (address: string, before: object, after: object, after_unknown: object = {}): Change =>
    ({ address, kind: "update", resource: { change: { before, after, after_unknown } } }) as unknown as Change;
  const values = (revision: number): object => ({
    values: [JSON.stringify({ podAnnotations: { "cdktf-magnum/credentials-revision": `${revision}` } })],
  });
  const changes = [
    change("kubernetes_secret_v1.it", { data_wo_revision: 1 }, { data_wo_revision: 2 }),
    change("helm_release.driver", { ...values(1), status: "deployed" }, values(2), { status: true }),
    change("helm_release.spark", { ...values(1), version: "1" }, { ...values(2), version: "2" }),
    change("kubernetes_secret_v1.other", { data_wo_revision: 1 }, { data_wo_revision: 2 }),
  ];
  const others = beside(changes, [{ address: "kubernetes_secret_v1.it", revision: 2 }]);
  expect(others.map(({ address }) => address)).toEqual(["helm_release.spark", "kubernetes_secret_v1.other"]);
});
