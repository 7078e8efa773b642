import type { Theme } from './model';
import { ADULT_THEMES } from './themes-adults';
import { BABY_THEMES } from './themes-babies';
import { HARM_THEMES } from './themes-harm';
import { HOME_THEMES } from './themes-home';
import { LAW_THEMES } from './themes-law';
import { YOUNG_THEMES } from './themes-young';

/** Every kind of worry the demo knows. */
export const THEMES: readonly Theme[] = [...HOME_THEMES, ...ADULT_THEMES, ...YOUNG_THEMES, ...BABY_THEMES, ...HARM_THEMES, ...LAW_THEMES];

const BY_KEY = new Map(THEMES.map((theme) => [theme.key, theme]));

/** A theme by its key. @throws for a key that no theme has. */
export function themeOf(key: string): Theme {
  const theme = BY_KEY.get(key);
  if (theme === undefined) throw new Error(`no theme ${key}`);
  return theme;
}
