import { PARTS, type PartCredential } from "../../projects/parts";

/** Credentials that can be rotated, by the first part of their variables' names. */
export const ROTATED: Readonly<Record<string, PartCredential>> = Object.assign(
  {},
  ...Object.values(PARTS).map(({ credentials }) => credentials),
) as Record<string, PartCredential>;
