/** Things of which there may be several on a page: how many fit is said before a button does nothing. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Several } from '@/app/report/[draft]/_steps/several';

const shown = (many: number) =>
  renderToStaticMarkup(
    <Several sure={undefined} list="children" keys={Array.from({ length: many }, (_, index) => String(index + 1))} titleOf={(_key, place) => `Child ${place}`} addText="Add another child">
      {() => null}
    </Several>,
  );

it('another can be added while there is room for it, and the page says when there is none', () => {
  expect(shown(59)).toContain('Add another child');
  expect(shown(60)).not.toContain('Add another child');
  expect(shown(60)).toContain('No more than 60 stand here.');
});
