import { page } from '@/app/_edge/page';
import { FormErrors, PageHeading, ProblemPage } from '@/components/shell';
import { askedForNew } from '@/lib/access/passkey/verbs/make-passkey';
import { MakePasskey, passkeyErrors } from '../_parts/passkeys';

export const metadata = { title: 'Make a passkey' };

/** The passkey that was begun: named here, and made by the person's own device. */
export default page('GET /account/passkeys', async ({ person, query }) => {
  const challenge = query('asked');
  const asked = await askedForNew(person.actorId, challenge);
  if (asked === null) return <ProblemPage heading="That took too long" happened="What is asked of your device is good for five minutes and once." next="Go back to your account and begin again." />;
  const errors = passkeyErrors(query('problem'));
  return {
    backHref: '/account',
    body: (
      <>
        <FormErrors errors={errors} />
        <PageHeading heading="Make a passkey" lead="Your device, or a key that you plug in, knows you by your finger, face or PIN. With it you sign in without a password, and no other page can ask for it." />
        <MakePasskey asked={asked} challenge={challenge} action="/account/passkeys/add" errors={errors} />
      </>
    ),
  };
});
