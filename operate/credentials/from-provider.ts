import { secretVariableOf } from "./rotated-credentials";
import { refuseOptions, type CredentialSource } from "./rotation";

/** Secrets that somebody else's page gives, and that are set already when the rotation starts. */
export const fromProvider: CredentialSource = {
  isGiven: true,
  check: (rotation) => {
    const variable = `TF_VAR_${secretVariableOf(rotation.credential, rotation.rotated)}`;
    refuseOptions(rotation, ["write", "cloud", "expiration"], `whose new secret its provider's page gives, and ${variable} has`);
  },
  renew: ({ credential, rotated }) => {
    const variable = `TF_VAR_${secretVariableOf(credential, rotated)}`;
    return Promise.resolve({
      variables: {},
      made: `taking the secret that is in ${variable}, which must be the new one of the provider`,
      kept: `keep the new secret in ${variable} and run the same command again`,
      next: {
        now: `the value of ${variable} that was set here`,
        afterTrial: "take the old secret away at the provider, where it still has it",
      },
    });
  },
};
