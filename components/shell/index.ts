export * from './danger-banner';
export * from './empty-state';
export * from './form-errors';
export * from './page-heading';
export * from './problem-page';
export * from './saved-line';
export * from './shell';
export * from './site-footer';
