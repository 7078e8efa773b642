import { AreaWords, areasSaying } from '@/app/_edge/notices';
import { openPage } from '@/app/_edge/page';
import { PageHeading } from '@/components/shell';

export const metadata = { title: 'Accessibility' };

export default openPage('GET /accessibility', async () => {
  const [contacts, tested] = [await areasSaying('accessibility'), (await areasSaying('audited')).filter(({ words }) => words !== '')];
  return (
    <>
      <PageHeading heading="Accessibility" lead="We want everyone who may have to report a worry to be able to. Whatever does not work for you: ring, and somebody writes it down with you." />
      <h2 className="govuk-heading-m">What you can do here</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>use every page with a keyboard alone, or by voice;</li>
        <li>use every form with scripts turned off;</li>
        <li>zoom to 400 %, or use a screen 320 pixels wide, without scrolling sideways (wide tables become lists);</li>
        <li>read in light or dark colours, or in your device’s high contrast, and change that under “Preferences”;</li>
        <li>turn off single-key shortcuts under “Preferences”;</li>
        <li>take as long as you like over a form: it is kept when you have to sign in again.</li>
      </ul>
      <h2 className="govuk-heading-m">How far we are</h2>
      <p className="govuk-body">The service is built to the Web Content Accessibility Guidelines 2.2, level AA. An automatic checker (axe) runs over its main pages in light and dark and at 320 pixels. That finds perhaps half of what can be wrong.</p>
      <p className="govuk-body">As it is shipped, it has not been checked by an independent auditor, nor tried by people who use screen readers, switches or magnifiers every day. So we claim partial compliance, and no more.{tested.length > 0 && ' What areas that run it have had tested since:'}</p>
      {tested.length > 0 && <AreaWords areas={tested} show={(words) => words} />}
      <h2 className="govuk-heading-m">What we know does not work well yet</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Letters as PDF carry structure for screen readers, but have been checked with software only. Every letter can be read as a page instead.</li>
        <li>The service is in English only. Ring, and ask for an interpreter.</li>
        <li>There is no version in Easy Read or British Sign Language.</li>
        <li>The duty queue tells of new contacts as they arrive. How disturbing that is with a screen reader has not been tried.</li>
      </ul>
      <h2 className="govuk-heading-m">Tell us</h2>
      <p className="govuk-body">Tell your area what does not work, or ask it for a page in another form:</p>
      <AreaWords areas={contacts} show={(words) => words} />
      <h2 className="govuk-heading-m">If you are not content with the answer</h2>
      <p className="govuk-body">The Equality Advisory and Support Service advises you. The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018 in England.</p>
    </>
  );
});
