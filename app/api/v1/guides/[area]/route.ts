import { openRoute } from '@/app/_edge/route';
import { guideAnswer } from '@/app/api/v1/_parts/schemas';
import { authoritySettings } from '@/lib/access/schema';
import { guideOn } from '@/lib/contact/guide-on';
import { authorityList } from '@/lib/platform/db';
import { json } from '@/lib/platform/http/answer';
import { problemJson } from '@/lib/platform/http/problem';
import { londonDate, now } from '@/lib/platform/time';

/** The threshold guide in force in an area, as data: published anyway, on the area's page. */
export const GET = openRoute('GET /api/v1/guides/[area]', async ({ params }) => {
  const area = (await authorityList()).find(({ id }) => id === params['area']);
  if (area === undefined) return problemJson(404, 'not_here', 'There is no such area');
  return json(guideAnswer.parse(guideOn(authoritySettings.parse(area.settings).guideArea, londonDate(now()))));
});
