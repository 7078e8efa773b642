import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Enhance } from '@/components/enhance';
import './styles/doorstep.css';

export const metadata: Metadata = { title: { default: 'Doorstep', template: '%s – Doorstep' }, robots: { index: false, follow: false } };
export const viewport: Viewport = { width: 'device-width', initialScale: 1 };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en-GB">
      <body className="govuk-template__body">
        {children}
        <Enhance />
      </body>
    </html>
  );
}
