import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { orWithout } from '@/app/_edge/failure';
import { currentSession } from '@/app/_edge/session';
import { Enhance } from '@/components/enhance';
import './styles/doorstep.css';

export const metadata: Metadata = { title: { default: 'Doorstep', template: '%s – Doorstep' }, robots: { index: false, follow: false }, icons: { icon: '/icon.svg' } };
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await orWithout(currentSession()))?.person.preferences.theme;
  return (
    <html lang="en-GB" className="govuk-template" data-theme={theme === 'system' ? undefined : theme}>
      <body className="govuk-template__body">
        {children}
        <Enhance />
      </body>
    </html>
  );
}
