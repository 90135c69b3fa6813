/** Which provider a host belongs to. */

/** Well-known values of `gen_ai.provider.name` (GenAI semantic conventions v0.1.0) by the end of the host name, and of the path where it tells more. */
const PROVIDERS: readonly { readonly host: RegExp; readonly path?: RegExp; readonly name: string }[] = [
  { host: /(^|\.)openai\.azure\.com$/, name: 'azure.ai.openai' },
  { host: /(^|\.)(cognitiveservices\.azure\.com|services\.ai\.azure\.com)$/, path: /^\/openai\//, name: 'azure.ai.openai' },
  { host: /(^|\.)(services\.ai\.azure\.com|models\.ai\.azure\.com|inference\.ai\.azure\.com)$/, name: 'azure.ai.inference' },
  { host: /(^|\.)openai\.com$/, name: 'openai' },
  { host: /(^|\.)anthropic\.com$/, name: 'anthropic' },
  { host: /(^|\.)groq\.com$/, name: 'groq' },
  { host: /(^|\.)deepseek\.com$/, name: 'deepseek' },
  { host: /(^|\.)mistral\.ai$/, name: 'mistral_ai' },
  { host: /(^|\.)x\.ai$/, name: 'x_ai' },
  { host: /(^|\.)perplexity\.ai$/, name: 'perplexity' },
  { host: /(^|\.)moonshot\.(ai|cn)$/, name: 'moonshot_ai' },
  { host: /(^|\.)cohere\.(ai|com)$/, name: 'cohere' },
  { host: /^bedrock[a-z-]*\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|api\.aws)$/, name: 'aws.bedrock' },
  { host: /^generativelanguage\.googleapis\.com$/, name: 'gcp.gemini' },
  { host: /(^|[.-])aiplatform(\.[a-z]+\.rep)?\.googleapis\.com$/, name: 'gcp.vertex_ai' },
  { host: /(^|\.)googleapis\.com$/, name: 'gcp.gen_ai' },
  { host: /(^|\.)ml\.cloud\.ibm\.com$/, name: 'ibm.watsonx.ai' },
];

/** `gen_ai.provider.name` by the host; `undefined` where it is not known. */
export function providerOfHost(url: URL): string | undefined {
  return PROVIDERS.find(({ host, path }) => host.test(url.hostname) && (path === undefined || path.test(url.pathname)))?.name;
}

/** Whether the host is known to be one of a model provider. */
export const isProviderHost = (url: URL): boolean => providerOfHost(url) !== undefined;
