import { headers } from 'next/headers';
import { ProblemPage, Shell } from '@/components/shell';

export const metadata = { title: 'Page not found' };

export default async function NotFound() {
  await headers();
  return (
    <Shell footer={{ links: [{ href: '/help', text: 'Help' }] }}>
      <ProblemPage heading="Page not found" happened="It is not here, or it is not for you to see." next="Check the address, or go back to the start." />
    </Shell>
  );
}
