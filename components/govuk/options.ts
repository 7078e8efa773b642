import type { ReactNode } from 'react';

/** Extra HTML attributes, by their HTML names, as govuk-frontend's `attributes` option takes them. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Words of a part: `html` (any React content) wins over `text`. */
export interface Content {
  text?: string | number | undefined;
  html?: ReactNode;
}

/** A part with words of its own and room for classes and attributes. */
export interface Part extends Content {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The classes and attributes every component accepts on its outermost element. */
export interface Outer {
  classes?: string | undefined;
  attributes?: Attributes | undefined;
}

/** The group around one field, with room for content beside the input. */
export interface FormGroupOptions extends Outer {
  beforeInput?: Content | undefined;
  afterInput?: Content | undefined;
}

/** The group around several inputs, with room for content beside them. */
export interface FormGroupOfManyOptions extends Outer {
  beforeInputs?: Content | undefined;
  afterInputs?: Content | undefined;
}

/** Words for each plural form ("one", "other" and so on). */
export type PluralMessages = Readonly<Record<string, string>>;
