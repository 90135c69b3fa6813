/** What the data plane uses of the platform, captured while the preload runs. The build makes one file of it, which all others share. */
export * from './fetch.ts';
export * from './globals.ts';
export * from './http.ts';
export * from './process.ts';
export * from './values.ts';
