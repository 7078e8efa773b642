import { page } from '@/app/_edge/page';
import { PageHeading } from '@/components/shell';
import { SearchForm } from './_parts/search-form';

export const metadata = { title: 'Search' };

export default page('GET /search', ({ person }) =>
  Promise.resolve(
    <>
      <PageHeading heading="Search" lead="Everybody named in a contact that you may open: children and adults. Each search is written down with your reason." />
      <div className="ds-narrow">
        <SearchForm typed={{ fields: {}, errors: [] }} role={person.role} />
      </div>
    </>,
  ),
);
