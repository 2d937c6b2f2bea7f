import { DefaultTokenResolver, StringConcat, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

/**
 * Writes a value as cdk.tf.json will have it, with references such as "${data.x.id}" in place of tokens.
 *
 * @param scope - a construct of the stack
 * @param value - value with tokens
 */
export function resolveTokens(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, preparing: false, resolver: new DefaultTokenResolver(new StringConcat()) });
}
