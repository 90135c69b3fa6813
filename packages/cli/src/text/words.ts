/** Small turns of phrase used by several commands. */
/** Text in double quotes, its line breaks as spaces. */
export function quote(text: string | undefined): string {
  return `"${(text ?? '').replace(/\s+/g, ' ').trim()}"`;
}

/** "1 step", "2 steps". */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? noun : plural}`;
}

/** Milliseconds for people: "12 ms", "1.5 s". */
export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(1)} ms`;
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** A word for a POSIX shell: in quotes where it needs them, so that a printed command can be pasted. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
