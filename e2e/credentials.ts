import * as fs from "node:fs";
import { dump, load } from "js-yaml";
import * as z from "zod";
import { createCredential, type NewCredential } from "../operate/credentials/application-credential";
import type { Cloud } from "../operate/openstack/cloud";
import { cloudsFiles } from "../operate/session/clouds-files";

const cloudsSchema = z.looseObject({ clouds: z.record(z.string(), z.looseObject({})) });

/**
 * Makes an application credential that may not do what needs an unrestricted one.
 *
 * @param cloud - the cloud
 * @param name - its name
 * @throws OpenStackError if the cloud gives none
 */
export async function restrictedCredential(cloud: Cloud, name: string): Promise<NewCredential> {
  const { roles } = await cloud.identity();
  return createCredential(cloud, { roles, accessRules: undefined }, name, undefined);
}

/** Finds the clouds.yaml that OpenStack's programs read. */
export function cloudsFile(): string | undefined {
  return cloudsFiles("clouds", { environment: process.env, folder: process.cwd() }).find((file) => fs.existsSync(file));
}

/**
 * A clouds.yaml with one more entry, which logs in where another one does, but with an application credential.
 *
 * @param text - text of the clouds.yaml that there is
 * @param like - name of the entry that there is
 * @param name - name of the new entry
 * @param authUrl - address of Keystone
 * @param credential - the application credential
 */
export function withEntry(text: string, like: string, name: string, authUrl: string, credential: NewCredential): string {
  const file = cloudsSchema.parse(load(text));
  const entry = {
    ...file.clouds[like],
    auth_type: "v3applicationcredential",
    auth: { auth_url: authUrl, application_credential_id: credential.id, application_credential_secret: credential.secret },
  };
  return dump({ ...file, clouds: { ...file.clouds, [name]: entry } });
}
