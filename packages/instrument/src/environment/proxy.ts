/**
 * The proxy that the environment names for an address: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, each in small letters first, as curl, Go and
 * Node itself read them. Loopback addresses are reached directly, as in Go: a proxy's loopback is another machine's.
 */

type Environment = Readonly<Record<string, string | undefined>>;

export type ProxyChoice =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: URL }
  /** What is named is no address, or of a kind that is not spoken here. */
  | { readonly kind: 'invalid'; readonly variable: string };

const DIRECT: ProxyChoice = { kind: 'direct' };
const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

export function proxyFor(target: URL, env: Environment): ProxyChoice {
  const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const [variable, value] = read(env, name);
  if (!value || isLoopback(target.hostname) || isExcluded(target, read(env, 'no_proxy')[1] ?? '')) return DIRECT;
  const address = value.includes('://') ? value : `http://${value}`;
  if (!URL.canParse(address)) return { kind: 'invalid', variable };
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) ? { kind: 'proxy', url } : { kind: 'invalid', variable };
}

/** The variable that counts, and its value. */
function read(env: Environment, name: string): readonly [string, string | undefined] {
  const upper = name.toUpperCase();
  return env[name]?.trim() ? [name, env[name].trim()] : [upper, env[upper]?.trim() || undefined];
}

const isLoopback = (hostname: string): boolean => /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])\.?$/i.test(hostname);

/** `*`, names with all that is below them (`.corp` and `corp` are the same), addresses; each with a port or without. */
function isExcluded({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  const ownPort = port || DEFAULT_PORTS[protocol];
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const [, name = '', wantedPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
      if (wantedPort !== undefined && wantedPort !== ownPort && !/^[0-9a-f:]+$/.test(entry)) return false;
      const plain = (/^[0-9a-f:]+:[0-9a-f:]*$/.test(entry) ? `[${entry}]` : name).replace(/^\*?\./, '');
      return host === plain || host.endsWith(`.${plain}`);
    });
}
