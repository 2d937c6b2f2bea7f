import * as fs from "node:fs";
import { FAILSAFE_SCHEMA, load } from "js-yaml";
import { cloudsFiles } from "./clouds-files";

/** What is shorter would be found in ordinary words. */
const SHORTEST = 6;

const SECRET_VARIABLE = /^TF_VAR_|SECRET|PASSWORD|PASSWD|TOKEN|PG_CONN_STR|^(AWS|SPACES)_ACCESS_KEY_ID$|^TF_ENCRYPTION$/;
const SECRET_KEY = /password|passphrase|secret|token|passcode|access_key/i;

/**
 * Values of the environment that must not stand in a log, with the password inside a connection string and the keys inside TF_ENCRYPTION.
 *
 * @param environment - variables of the environment
 */
export function secretsOfEnvironment(environment: NodeJS.ProcessEnv): string[] {
  const values = Object.entries(environment).flatMap(([name, value]) => (value && SECRET_VARIABLE.test(name) ? [value] : []));
  const inner = [...passwordsOfConnection(environment["PG_CONN_STR"] ?? ""), ...keysOfEncryption(environment["TF_ENCRYPTION"] ?? "")];
  return [...values, ...inner].filter((value) => value.length >= SHORTEST);
}

/**
 * Secrets in the files that the OpenStack clients and providers read. A file that cannot be read has none for them either.
 *
 * @param environment - variables of the environment
 * @see https://docs.openstack.org/openstacksdk/latest/user/config/configuration.html
 */
export function secretsOfClouds(environment: NodeJS.ProcessEnv): string[] {
  const sources = { environment, folder: process.cwd() };
  const files = [...cloudsFiles("clouds", sources), ...cloudsFiles("secure", sources)];
  return files.flatMap((file) => {
    try {
      // As it is written: a password of digits keeps its zeros.
      return secretsIn(load(fs.readFileSync(file, "utf8"), { schema: FAILSAFE_SCHEMA })).filter((value) => value.length >= SHORTEST);
    } catch {
      return [];
    }
  });
}

/**
 * Forms that programs write a text in: as it is, in JSON, in a URL, and in Base64, also as a part of something longer.
 *
 * @param text - the text
 */
export function formsOf(text: string): string[] {
  const base64 = [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    // Digits at both ends have bits of what is around in them.
    return bytes.toString("base64").slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  });
  const forms = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), ...base64.filter((form) => form.length >= SHORTEST)];
  return [...new Set(forms)];
}

function passwordsOfConnection(connection: string): string[] {
  const [, inUrl] = /^\w+:\/\/[^:/@]*:([^@]*)@/.exec(connection) ?? [];
  const [, quoted, plain] = /\bpassword\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/.exec(connection) ?? [];
  const password = inUrl ?? quoted ?? plain;
  return password === undefined ? [] : [password, unescaped(password)];
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Keys stand in quotes, in HCL as well as in JSON. */
function keysOfEncryption(text: string): string[] {
  const pairs = text.matchAll(/"?(\w+)"?\s*[=:]\s*"((?:[^"\\]|\\.)*)"/g);
  return [...pairs].filter(([, name]) => SECRET_KEY.test(name!) || name === "key").map(([, , value]) => value!);
}

function secretsIn(data: unknown): string[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    typeof value === "string" ? (SECRET_KEY.test(key) ? [value] : []) : secretsIn(value),
  );
}
