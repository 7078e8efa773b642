import { plainPage } from '@/lib/platform/http/answer';

/** Said where words were taken by which the link opens no more (domain 7.11): its page could not say that they arrived. */
export const shutPage = () =>
  plainPage(200, 'We have what you wrote', ['A person has not read it yet. Because somebody you work with may be concerned, this link does not open any more, and nobody in your organisation but you sees what you told us. Say nothing to that person. Ring us if you want to know more. If a child is in danger now, ring 999.']);
