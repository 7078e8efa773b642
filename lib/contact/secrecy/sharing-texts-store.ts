import type { Tx } from '@/lib/platform/db';

/** The texts of what is recorded about sharing, by table and by what Prisma calls them; codes, days and ids are no texts. */
export const SHARING_TEXTS = {
  service_agreement: ['askedOf', 'scope', 'notAsked', 'judgedBy', 'judgedOn'],
  family_openness: ['toldWhom', 'toldWhat', 'toldBy', 'reasonWords'],
  sharing_basis: ['why', 'advice'],
  checks_request: ['agencies', 'question', 'why'],
  checks_answer: ['comment'],
  checks_taken_back: ['why'],
  outbound_fact: ['agency', 'recipient', 'recipientRole', 'words', 'sentBy', 'lateWhy', 'trustAgreedBy', 'trustAgreedRole'],
  outbound_correction: ['agency', 'recipient', 'recipientRole', 'words', 'why'],
  information_request: ['askedBy', 'what', 'purpose', 'authority'],
  information_answer: ['checkedHow', 'reason'],
  information_answer_anew: ['checkedHow', 'reason'],
} as const;
export type SharingTable = keyof typeof SHARING_TEXTS;

/** A table and its column, as the database has them: "outbound_fact.recipient_role". */
export type SharingText = `${SharingTable}.${string}`;

export const sharingText = (table: SharingTable, name: string): SharingText => `${table}.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;

/** Every text that was recorded about sharing on a contact, with the row that has it. Needs casework rights. */
export async function readSharingTexts(tx: Tx, contactId: string): Promise<{ table: SharingText; id: string; text: string }[]> {
  const where = { authorityId: tx.actor.authorityId, contactId };
  const byRequest = <T extends { requestId: string }>(rows: readonly T[]) => rows.map((row) => ({ ...row, id: row.requestId }));
  const rows: Record<SharingTable, readonly { id: string }[]> = {
    service_agreement: await tx.db.serviceAgreement.findMany({ where }),
    family_openness: await tx.db.familyOpenness.findMany({ where }),
    sharing_basis: await tx.db.sharingBasis.findMany({ where }),
    checks_request: await tx.db.checksRequest.findMany({ where }),
    checks_answer: byRequest(await tx.db.checksAnswer.findMany({ where })),
    checks_taken_back: byRequest(await tx.db.checksTakenBack.findMany({ where })),
    outbound_fact: await tx.db.outboundFact.findMany({ where }),
    outbound_correction: await tx.db.outboundCorrection.findMany({ where }),
    information_request: await tx.db.informationRequest.findMany({ where }),
    information_answer: byRequest(await tx.db.informationAnswer.findMany({ where })),
    information_answer_anew: (await tx.db.informationAnswerAnew.findMany({ where })).map((row) => ({ ...row, id: row.reopenedId })),
  };
  return (Object.keys(SHARING_TEXTS) as SharingTable[]).flatMap((table) =>
    rows[table].flatMap((row: Readonly<Record<string, unknown>> & { id: string }) =>
      SHARING_TEXTS[table].flatMap((name) => {
        const text = row[name];
        return typeof text === 'string' && text !== '' ? [{ table: sharingText(table, name), id: row.id, text }] : [];
      }),
    ),
  );
}
