import manifest from '../../package.json';

/** The release that is running. */
export const VERSION: string = manifest.version;
