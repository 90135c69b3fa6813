/**
 * NODE_OPTIONS with one more `--require`. Node splits the variable at spaces, takes double quotes around an option for one word
 * and a backslash inside them as an escape (https://nodejs.org/api/cli.html#node_optionsoptions).
 */
export function withPreload(existing: string | undefined, preload: string): string {
  const quoted = /[\s"\\]/.test(preload) ? `"${preload.replace(/[\\"]/g, '\\$&')}"` : preload;
  const addition = `--require ${quoted}`;
  const kept = existing?.trim() ?? '';
  // A run inside a run has it already; twice would do no harm, but would grow with each level.
  if (kept.includes(addition)) return kept;
  return kept === '' ? addition : `${kept} ${addition}`;
}
