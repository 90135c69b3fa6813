/** Exit codes of every command, `run` apart, which ends with the code of the program it ran. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** What shells use for a program that cannot be executed, that is not there, and that a signal ended (128 + its number). */
export const SHELL_EXIT = { notExecutable: 126, notFound: 127, signalBase: 128 } as const;
