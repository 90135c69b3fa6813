/** Put in by the build; the sources run by themselves have none. */
declare const AIRT_VERSION: string | undefined;

/** The package's version. */
export const VERSION: string = typeof AIRT_VERSION === 'string' ? AIRT_VERSION : 'source';
